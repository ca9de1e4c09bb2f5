/** What can be said of a content by itself, on an account with these limits; told anew after every edit. Pure. */
import type { AccountLimits, Content, ContentPicture, Notice, NoticeCode } from '../../../contract/model.ts';
import type { Connector } from '../ports/network.ts';

/** The network's own part of judging: how a text counts, and what it alone has to say. */
export type Judging = Pick<Connector, 'preview' | 'notices'>;

/** All that `judge` and the networks' own `notices` can say. */
const judgedCodes: readonly NoticeCode[] = [
  'text_too_long',
  'title_missing',
  'title_too_long',
  'too_many_pictures',
  'pictures_not_taken',
  'picture_shape',
  'video_not_taken',
  'media_missing',
  'alt_text_missing',
  'alt_text_too_long',
  'alt_text_not_taken',
  'too_many_tags',
  'too_many_mentions',
  'too_many_links',
  'forbidden_characters',
  'costs_money',
  'stays_private',
  'finished_in_app',
  'sensitive_not_taken',
];

export function judge(content: Content, limits: AccountLimits, judging: Judging): readonly Notice[] {
  return [
    ...judgeText(content, limits, judging.preview),
    ...judgeTitle(content, limits),
    ...judgeMedia(content, limits),
    ...judgeAltTexts(content, limits),
    ...judging.notices(content, limits),
  ];
}

/** The notices after an edit: what was said of how the copy was made stays, what is said of its content is said anew. */
export function judgeAgain(
  before: readonly Notice[],
  content: Content,
  limits: AccountLimits,
  judging: Judging,
): readonly Notice[] {
  return [...before.filter((notice) => !judgedCodes.includes(notice.code)), ...judge(content, limits, judging)];
}

export function stateFor(notices: readonly Notice[]): 'held' | 'waiting' {
  return notices.some((notice) => notice.level === 'hold') ? 'held' : 'waiting';
}

/** What the network will count: a content warning counts with the text (docs.joinmastodon.org/user/posting). */
export function countOf(
  { text, warning }: Pick<Content, 'text' | 'warning'>,
  limits: AccountLimits,
  preview: Judging['preview'],
): number {
  return preview(text, limits).count + (warning === null ? 0 : preview(warning, limits).count);
}

/** Whether one post of the account takes this text. */
export function fits(
  content: Pick<Content, 'text' | 'warning'>,
  limits: AccountLimits,
  preview: Judging['preview'],
): boolean {
  if (limits.textBytes !== null && Buffer.byteLength(content.text, 'utf8') > limits.textBytes) return false;
  return countOf(content, limits, preview) <= limits.text;
}

function judgeText(content: Content, limits: AccountLimits, preview: Judging['preview']): readonly Notice[] {
  const parts = [content, ...content.thread.map((text) => ({ text, warning: content.warning }))];
  const tooLong = parts.find((part) => !fits(part, limits, preview));
  if (tooLong === undefined) return [];
  return [hold('text_too_long', { count: countOf(tooLong, limits, preview), limit: limits.text })];
}

function judgeTitle({ title }: Content, limits: AccountLimits): readonly Notice[] {
  if (limits.title === null) return [];
  if (title === null || title.trim() === '') return [hold('title_missing')];
  const count = Array.from(title).length;
  return count > limits.title ? [hold('title_too_long', { count, limit: limits.title })] : [];
}

function judgeMedia({ pictures, video }: Content, limits: AccountLimits): readonly Notice[] {
  const count = pictures.length;
  const tooMany =
    limits.pictures === 0 ? hold('pictures_not_taken') : hold('too_many_pictures', { count, limit: limits.pictures });
  return [
    ...(count > limits.pictures ? [tooMany] : []),
    ...(video !== null && limits.video === null ? [hold('video_not_taken')] : []),
    ...(limits.mediaRequired && count === 0 && video === null ? [hold('media_missing')] : []),
    ...(pictures.some((picture) => !hasShape(picture, limits)) ? [hold('picture_shape')] : []),
  ];
}

function hasShape({ width, height }: ContentPicture, { pictureRatio }: AccountLimits): boolean {
  if (pictureRatio === null) return true;
  const ratio = width / height;
  // Whole pixels miss an exact ratio by a little.
  return ratio >= pictureRatio.least * 0.995 && ratio <= pictureRatio.most * 1.005;
}

function judgeAltTexts({ pictures, video }: Content, limits: AccountLimits): readonly Notice[] {
  const texts = [...pictures, ...(video === null ? [] : [video])].map(({ altText }) => altText);
  if (limits.altText === 0) return texts.some((text) => text !== '') ? [info('alt_text_not_taken')] : [];
  const longest = Math.max(0, ...texts.map((text) => Array.from(text).length));
  const missing = texts.filter((text) => text.trim() === '').length;
  return [
    ...(longest > limits.altText ? [hold('alt_text_too_long', { count: longest, limit: limits.altText })] : []),
    ...(missing > 0 ? [warning('alt_text_missing', { count: missing })] : []),
  ];
}

type Values = Readonly<Record<string, string | number>>;
const notice = (level: Notice['level'], code: NoticeCode, values?: Values): Notice =>
  values === undefined ? { level, code } : { level, code, values };
export const hold = (code: NoticeCode, values?: Values): Notice => notice('hold', code, values);
export const warning = (code: NoticeCode, values?: Values): Notice => notice('warning', code, values);
export const info = (code: NoticeCode, values?: Values): Notice => notice('info', code, values);
