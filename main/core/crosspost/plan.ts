/** From a post to the content of its copy on one destination, with everything that has to be said about it. Pure. */
import type { AccountLimits, Content, ContentPicture, MediaId, Notice, NoticeCode } from '../../../contract/model.ts';
import type { TextPreview } from '../ports/network.ts';
import type { PostRecord } from '../ports/records.ts';
import type { Fitted } from '../ports/system.ts';
import { mentionsMadePlain, shortened } from '../captions/caption.ts';
import { audienceOnDestination } from '../privacy/audience.ts';

export interface PictureForPlan {
  readonly mediaId: MediaId;
  readonly altText: string;
  /** Null when the picture could not be fetched. */
  readonly fitted: Fitted | null;
}
export interface PlanInput {
  readonly post: PostRecord;
  readonly pictures: readonly PictureForPlan[];
  readonly limits: AccountLimits;
  readonly preview: (text: string, limits: AccountLimits) => TextPreview;
}
export interface Plan {
  readonly state: 'held' | 'waiting';
  readonly content: Content;
  readonly notices: readonly Notice[];
}

/** Plans one crosspost. What cannot be carried faithfully becomes a hold or a warning, never a silent change. */
export function planCrosspost(input: PlanInput): Plan {
  const { post, limits } = input;
  const audience = audienceOnDestination(post.audience, limits.audiences);
  const text = planText(input);
  const pictures = planPictures(input);
  const content: Content = {
    text: text.text,
    language: post.language,
    audience: audience ?? post.audience,
    sensitive: post.sensitive || post.warning !== null,
    warning: limits.warnings ? post.warning : null,
    pictures: pictures.pictures,
  };
  const made: readonly Notice[] = [
    ...(audience === null ? [hold('audience_cannot_be_kept', { audience: post.audience })] : []),
    ...(post.isReply ? [hold('is_reply')] : []),
    ...(post.hasOtherMedia ? [hold('picture_unsupported')] : []),
    ...text.notices,
    ...pictures.notices,
  ];
  const notices = [...made, ...judge(content, limits, input.preview)];
  return { state: stateFor(notices), content, notices };
}

/** What can be said of a content by itself; told anew after every edit. */
const judgedCodes: readonly NoticeCode[] = [
  'text_too_long',
  'too_many_pictures',
  'no_picture',
  'alt_text_missing',
  'alt_text_too_long',
];

export function judge(content: Content, limits: AccountLimits, preview: PlanInput['preview']): readonly Notice[] {
  const count = countOf(content, limits, preview);
  const bytes = Buffer.byteLength(content.text, 'utf8');
  const tooLong = count > limits.text || (limits.textBytes !== null && bytes > limits.textBytes);
  const longestAlt = Math.max(0, ...content.pictures.map((picture) => Array.from(picture.altText).length));
  const withoutAlt = content.pictures.filter((picture) => picture.altText.trim() === '').length;
  const pictures = content.pictures.length;
  return [
    ...(tooLong ? [hold('text_too_long', { count, limit: limits.text })] : []),
    ...(pictures > limits.pictures ? [hold('too_many_pictures', { count: pictures, limit: limits.pictures })] : []),
    ...(limits.pictureRequired && pictures === 0 ? [hold('no_picture')] : []),
    ...(longestAlt > limits.altText ? [hold('alt_text_too_long', { count: longestAlt, limit: limits.altText })] : []),
    ...(withoutAlt > 0 ? [warning('alt_text_missing', { count: withoutAlt })] : []),
  ];
}

/** What the network will count: a content warning counts with the text (docs.joinmastodon.org/user/posting). */
export function countOf(
  { text, warning }: Pick<Content, 'text' | 'warning'>,
  limits: AccountLimits,
  preview: PlanInput['preview'],
): number {
  return preview(text, limits).count + (warning === null ? 0 : preview(warning, limits).count);
}

/** The notices after an edit: what was said of how the copy was made stays, what is said of its content is said anew. */
export function judgeAgain(
  before: readonly Notice[],
  content: Content,
  limits: AccountLimits,
  preview: PlanInput['preview'],
): readonly Notice[] {
  return [...before.filter((notice) => !judgedCodes.includes(notice.code)), ...judge(content, limits, preview)];
}

export function stateFor(notices: readonly Notice[]): 'held' | 'waiting' {
  return notices.some((notice) => notice.level === 'hold') ? 'held' : 'waiting';
}

function planText({ post, limits, preview }: PlanInput): {
  readonly text: string;
  readonly notices: readonly Notice[];
} {
  const plain = mentionsMadePlain(post.text);
  const moved = post.warning !== null && !limits.warnings;
  const whole = moved ? `${post.warning}\n\n${plain}`.trimEnd() : plain;
  const notices: readonly Notice[] = [
    ...(plain === post.text ? [] : [info('mentions_made_plain')]),
    ...(moved ? [warning('warning_moved_to_text')] : []),
  ];
  const fits = (text: string): boolean => fitsWith(limits.warnings ? post.warning : null, text, limits, preview);
  if (fits(whole)) return { text: whole, notices };
  const shorter = shortened(whole, post.url, limits.text, (text) => (fits(text) ? 0 : limits.text + 1));
  if (shorter === null) return { text: whole, notices };
  return { text: shorter, notices: [...notices, warning('text_shortened')] };
}

function fitsWith(warning: string | null, text: string, limits: AccountLimits, preview: PlanInput['preview']): boolean {
  if (limits.textBytes !== null && Buffer.byteLength(text, 'utf8') > limits.textBytes) return false;
  return countOf({ text, warning }, limits, preview) <= limits.text;
}

function planPictures({ pictures, limits }: PlanInput): {
  readonly pictures: readonly ContentPicture[];
  readonly notices: readonly Notice[];
} {
  const notices = pictures.flatMap(({ fitted }): readonly Notice[] => {
    if (fitted === null) return [hold('picture_unavailable')];
    if (fitted.kind === 'impossible')
      return [hold(fitted.reason === 'size' ? 'picture_too_large' : 'picture_unsupported')];
    return fitted.kind === 'as_is' ? [] : [info('picture_made_smaller', { limit: limits.pictureBytes })];
  });
  const kept = pictures.flatMap(({ mediaId, altText, fitted }) =>
    fitted === null || fitted.kind === 'impossible' ? [] : [{ mediaId, ...fitted.file, altText }],
  );
  return { pictures: kept, notices: onePerCode(notices) };
}

function onePerCode(notices: readonly Notice[]): readonly Notice[] {
  return [...new Map(notices.map((notice) => [notice.code, notice])).values()];
}

type Values = Readonly<Record<string, string | number>>;
const notice = (level: Notice['level'], code: NoticeCode, values?: Values): Notice =>
  values === undefined ? { level, code } : { level, code, values };
const hold = (code: NoticeCode, values?: Values): Notice => notice('hold', code, values);
const warning = (code: NoticeCode, values?: Values): Notice => notice('warning', code, values);
const info = (code: NoticeCode, values?: Values): Notice => notice('info', code, values);
