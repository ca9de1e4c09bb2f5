/** What only X has to say of a content: its price and the posts that it refuses. */
import type { AccountLimits, Content, Notice } from '../../../contract/model.ts';
import { cashtagsIn, hasForbiddenCharacters, hasLink, mentionsIn } from './count.ts';

/** In thousandths of a US dollar, since 6 February 2026: docs.x.com/x-api/getting-started/pricing */
const prices = { post: 15, postWithLink: 200, altText: 5 } as const;
const mostCashtags = 1;

/** Pure. */
export function notices(content: Content, _limits: AccountLimits): readonly Notice[] {
  return [costs(content), ...textNotices(content), ...mediaNotices(content)];
}

const partsOf = ({ text, thread }: Content): readonly string[] => [text, ...thread];

/** What has the look of an address counts as a link: the dearer price is the safer one to name. */
const isDear = (text: string): boolean => hasLink(text) || /https?:\/\//i.test(text);

function costs(content: Content): Notice {
  const dear = partsOf(content).filter(isDear).length;
  const cheap = partsOf(content).length - dear;
  const described = content.pictures.filter(({ altText }) => altText !== '').length;
  const thousandths = dear * prices.postWithLink + cheap * prices.post + described * prices.altText;
  return {
    code: 'costs_money',
    level: dear > 0 ? 'warning' : 'info',
    values: { price: (thousandths / 1000).toFixed(3), currency: 'USD', hasLink: dear > 0 ? 1 : 0 },
  };
}

function textNotices(content: Content): readonly Notice[] {
  const parts = partsOf(content);
  const tags = Math.max(...parts.map((part) => cashtagsIn(part).length));
  const mentions = parts.flatMap(mentionsIn).length;
  return [
    ...(tags > mostCashtags ? [hold('too_many_tags', { count: tags, limit: mostCashtags })] : []),
    // X refuses some names and says nowhere which: nobody can be named for certain.
    ...(mentions > 0 ? [warning('too_many_mentions', { count: mentions, limit: 0 })] : []),
    ...(parts.some(hasForbiddenCharacters) ? [hold('forbidden_characters')] : []),
  ];
}

function mediaNotices({ pictures, video, sensitive }: Content): readonly Notice[] {
  const hasMedia = pictures.length > 0 || video !== null;
  return [
    ...(video !== null && video.altText !== '' ? [warning('alt_text_not_taken')] : []),
    ...(sensitive && hasMedia ? [hold('sensitive_not_taken')] : []),
  ];
}

type Values = NonNullable<Notice['values']>;
const hold = (code: Notice['code'], values?: Values): Notice => ({ code, level: 'hold', ...(values && { values }) });
const warning = (code: Notice['code'], values?: Values): Notice => ({
  code,
  level: 'warning',
  ...(values && { values }),
});
