/** Which posts of its source a route carries. Pure. */
import { assertNever } from '../../../contract/errors.ts';
import type { NetworkId } from '../../../contract/model.ts';
import type { Filters, MediaKind } from '../../../contract/rules.ts';
import type { MediaRecord, PostRecord } from '../ports/records.ts';
import { folded, hashtagsIn, switchAgainst } from './hashtags.ts';

export const filterRules = [
  'only_tags',
  'never_tags',
  'only_words',
  'never_words',
  'media',
  'language',
  'age',
  'switch',
] as const;
export type FilterRule = (typeof filterRules)[number];
/** Why a post is not carried: the rule, and the word, kind, language or hours that it was about. */
export interface FilteredOut {
  readonly rule: FilterRule;
  readonly value: string | number;
}

export interface Filtering {
  readonly post: Pick<PostRecord, 'text' | 'language' | 'publishedAt' | 'seenAt'>;
  /** Null where that is not known. */
  readonly media: MediaKind | null;
  readonly filters: Filters;
  readonly to: NetworkId;
}

/** The first rule that keeps the post away; null when it is carried. */
export function filteredOut(filtering: Filtering): FilteredOut | null {
  const tags = hashtagsIn(filtering.post.text);
  for (const rule of filterRules) {
    const value = against(rule, filtering, tags);
    if (value !== null) return { rule, value };
  }
  return null;
}

function against(rule: FilterRule, { post, media, filters, to }: Filtering, tags: readonly string[]) {
  switch (rule) {
    case 'only_tags':
      return noneOf(filters.onlyTags, (tag) => tags.includes(asTag(tag)));
    case 'never_tags':
      return filters.neverTags.find((tag) => tags.includes(asTag(tag))) ?? null;
    case 'only_words':
      return noneOf(filters.onlyWords, (word) => hasWord(post.text, word));
    case 'never_words':
      return filters.neverWords.find((word) => hasWord(post.text, word)) ?? null;
    case 'media':
      return media === null || filters.media.includes(media) ? null : media;
    case 'language':
      return languageAgainst(post.language, filters.languages);
    case 'age':
      return ageAgainst(post, filters.oldestHours);
    case 'switch':
      return filters.switches ? switchAgainst(tags, to) : null;
    default:
      return assertNever(rule);
  }
}

/** All of them, when none is there and at least one was asked for. */
function noneOf(wanted: readonly string[], isThere: (word: string) => boolean): string | null {
  return wanted.length === 0 || wanted.some(isThere) ? null : wanted.join(', ');
}

const asTag = (typed: string): string => folded(typed).replace(/^#/u, '');

function languageAgainst(language: string | null, wanted: readonly string[]): string | null {
  if (language === null || wanted.length === 0) return null;
  const first = language.split(/[-_]/u)[0]?.toLowerCase() ?? '';
  return first === '' || wanted.some((candidate) => candidate.toLowerCase() === first) ? null : first;
}

/** Whole hours, counted when the post was noticed: how long planning took does not matter. */
function ageAgainst({ publishedAt, seenAt }: Filtering['post'], oldestHours: number): number | null {
  const hours = (seenAt - publishedAt) / 3_600_000;
  return hours > oldestHours ? Math.floor(hours) : null;
}

/** Scripts that put no space between words: there a word is looked for anywhere. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const wordSign = /[\p{L}\p{M}\p{N}_]/u;

/** Whether the text has the word, whole and without regard to capitals. */
export function hasWord(text: string, word: string): boolean {
  const [hay, needle] = [text, word].map((part) => folded(part).replaceAll(/\s+/gu, ' ').trim());
  if (hay === undefined || needle === undefined || needle === '') return false;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    const first = [charBefore(hay, at), charAfter(needle, 0)] as const;
    const last = [charBefore(needle, needle.length), charAfter(hay, end)] as const;
    if (!isInside(first) && !isInside(last)) return true;
  }
  return false;
}

/** Whether two neighbouring signs belong to one word. */
function isInside(signs: readonly [string, string]): boolean {
  return signs.every((sign) => wordSign.test(sign)) && !signs.some((sign) => unspaced.test(sign));
}

const charAfter = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0x20);
const charBefore = (text: string, at: number): string => Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? ' ';

/** What a post is of. Null where it has something that is not handed out: a video, most likely. */
export function mediaKindOf(
  { otherMedia }: Pick<PostRecord, 'otherMedia'>,
  media: readonly Pick<MediaRecord, 'kind'>[],
): MediaKind | null {
  if (media.some(({ kind }) => kind === 'video')) return 'video';
  if (media.length > 0) return 'pictures';
  return otherMedia === null ? 'text' : null;
}
