/** Whether an original changed since it was copied, what of it, and when it is looked at again. Pure. */
import type { Content, ContentPicture } from '../../../contract/model.ts';
import type { CopyWords, OfferKind, Revision, RevisionPart } from '../../../contract/offers.ts';
import type { MediaRecord, PostRecord } from '../ports/records.ts';
import type { SourcePost } from '../ports/source.ts';
import { isAtMost } from '../privacy/audience.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** After it was noticed, and again after its last copy came out. */
const lookAfterMs = [15 * minute, hour, 6 * hour, day, 3 * day, 7 * day, 14 * day];
/** No look is ever farther away than this. */
export const longestLookMs = 15 * day;
/** For so long an original must be away before it counts as removed: an outage is no removal. */
export const removedAfterMs = 10 * minute;
/** What could not be looked at is looked at again after this. */
export const lookAgainMs = 15 * minute;

/** The next look at a post that was noticed, or last copied, at `since`; null: it has been looked at long enough. */
export function nextLook(since: number, now: number): number | null {
  const after = lookAfterMs.find((ms) => since + ms > now);
  return after === undefined ? null : since + after;
}

export function revisionOf({ text, audience, sensitive, warning, pictures, video }: SourcePost): Revision {
  const media = [
    ...pictures.map((picture) => ({ ...picture, kind: 'picture' as const })),
    ...(video === null ? [] : [{ ...video, kind: 'video' as const }]),
  ];
  return { text, audience, sensitive, warning, media: media.map(mediumOf) };
}

/** The post as it was noticed. */
export function revisionKept(
  { text, audience, sensitive, warning }: PostRecord,
  media: readonly MediaRecord[],
): Revision {
  return { text, audience, sensitive, warning, media: media.map(mediumOf) };
}

type Medium = Revision['media'][number];
type NamedFile = Pick<MediaRecord, 'kind' | 'remoteId' | 'url' | 'altText'>;

/** A file goes by the id that its network gave it. An address is signed anew each time, so its query is no part of a name. */
function mediumOf({ kind, remoteId, url, altText }: NamedFile): Medium {
  return { kind, name: remoteId === '' ? (url.split(/[?#]/u)[0] ?? url) : remoteId, altText };
}

export function partsChanged(was: Revision, now: Revision): readonly RevisionPart[] {
  const sameMedia = isSameMedia(was, now);
  const altTexts = ({ media }: Revision): string => JSON.stringify(media.map(({ altText }) => plain(altText)));
  return [
    ...(plain(was.text) === plain(now.text) ? [] : (['text'] as const)),
    ...(sameMedia && altTexts(was) !== altTexts(now) ? (['alt_texts'] as const) : []),
    ...(sameMedia ? [] : (['media'] as const)),
    ...(was.sensitive === now.sensitive ? [] : (['sensitive'] as const)),
    ...((was.warning ?? '') === (now.warning ?? '') ? [] : (['warning'] as const)),
    ...(was.audience === now.audience ? [] : (['audience'] as const)),
  ];
}

function isSameMedia(was: Revision, now: Revision): boolean {
  const names = ({ media }: Revision): string => JSON.stringify(media.map(({ kind, name }) => [kind, name]));
  return names(was) === names(now);
}

/** What a server may write otherwise from one day to the next without anyone having edited anything. */
const plain = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').trimEnd();

/** What the person is asked of the copies; null: nothing, for there is nothing that could be done about them. */
export function offerFor(
  original: Revision,
  revision: Revision | null,
  copies: readonly Pick<Content, 'audience'>[],
): OfferKind | null {
  if (copies.length === 0) return null;
  if (revision === null) return 'removed';
  const isWider = ({ audience }: Pick<Content, 'audience'>): boolean =>
    isAtMost(audience, original.audience) && !isAtMost(audience, revision.audience);
  if (copies.some(isWider)) return 'narrowed';
  return partsChanged(original, revision).some((part) => part !== 'audience') ? 'edited' : null;
}

export function wordsOf({ title, text, warning, sensitive, pictures, video }: Content): CopyWords {
  const files = video === null ? pictures : [video];
  return { title, text, warning, sensitive, altTexts: files.map(({ altText }) => altText) };
}

export const saysTheSame = (one: Content, other: Content): boolean =>
  JSON.stringify([wordsOf(one), one.thread]) === JSON.stringify([wordsOf(other), other.thread]);

export interface Revising {
  /** What the copy says, and what was planned for it before the person changed that. */
  readonly content: Content;
  readonly planned: Content;
  /** What would be planned for it now. */
  readonly fresh: Content;
  /** Whether the original still has the files that were copied. */
  readonly sameMedia: boolean;
  /** Whether an edit changes more than title and text. */
  readonly editsAll: boolean;
}

/**
 * What a published copy is to say: the new words with the files and the audience that it has. An alt text that the person
 * wrote for the copy stays.
 */
export function revisedContent({ content, planned, fresh, sameMedia, editsAll }: Revising): Content {
  const words = { ...content, title: fresh.title, text: fresh.text, thread: fresh.thread };
  if (!editsAll) return words;
  const marks = { ...words, sensitive: fresh.sensitive, warning: fresh.warning };
  return sameMedia ? withAltTexts(marks, planned, fresh) : marks;
}

/**
 * Of a copy that is not sent yet: what the person wrote stays, all else is as it would be planned now. `isSame` tells whose an
 * alt text is: by its bytes, for an original's pictures may have changed places.
 */
export function keepingOwnWords(
  { content, planned, fresh }: Pick<Revising, 'content' | 'planned' | 'fresh'>,
  isSame: (one: ContentPicture, other: ContentPicture) => boolean = hasSameBytes,
): Content {
  const isRewritten =
    content.text !== planned.text || JSON.stringify(content.thread) !== JSON.stringify(planned.thread);
  const kept: Content = {
    ...fresh,
    ...(isRewritten && { text: content.text, thread: content.thread }),
    ...(content.title !== planned.title && { title: content.title }),
  };
  const own = withOwnAltText(content, planned);
  const withOwn = <File extends ContentPicture>(file: File): File => ({
    ...file,
    altText: own.find((other) => isSame(other, file))?.altText ?? file.altText,
  });
  return { ...kept, pictures: kept.pictures.map(withOwn), video: kept.video && withOwn(kept.video) };
}

const filesOf = ({ pictures, video }: Content): readonly ContentPicture[] => (video === null ? pictures : [video]);

const hasSameBytes = (one: ContentPicture, other: ContentPicture): boolean => one.sha256 === other.sha256;

/** Files whose alt text is not the plan's. */
function withOwnAltText(content: Content, planned: Content): readonly ContentPicture[] {
  const before = filesOf(planned);
  return filesOf(content).filter(({ altText }, index) => altText !== before[index]?.altText);
}

function withAltTexts(content: Content, planned: Content, fresh: Content): Content {
  const [before, now] = [filesOf(planned), filesOf(fresh)];
  if (now.length !== filesOf(content).length) return content;
  const revised = <File extends ContentPicture>(file: File, index: number): File =>
    file.altText === before[index]?.altText ? { ...file, altText: now[index]?.altText ?? file.altText } : file;
  return { ...content, pictures: content.pictures.map(revised), video: content.video && revised(content.video, 0) };
}
