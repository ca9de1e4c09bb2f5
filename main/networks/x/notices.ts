/** What only X has to say of a content: its price and the posts that it refuses. */
import type { AccountLimits, Content, Notice } from '../../../contract/model.ts';
import { cashtagsIn, hasForbiddenCharacters, mentionsIn } from './count.ts';
import { isDear, price } from './price.ts';
import { steps } from './steps.ts';

const mostCashtags = 1;

/** Pure. */
export function notices(content: Content, _limits: AccountLimits): readonly Notice[] {
  return [costs(content), ...textNotices(content), ...mediaNotices(content)];
}

const partsOf = ({ text, thread }: Content): readonly string[] => [text, ...thread];

function costs(content: Content): Notice {
  const hasDear = partsOf(content).some(isDear);
  const thousandths = steps(content).reduce((sum, step) => sum + price(content, step), 0);
  return {
    code: 'costs_money',
    level: hasDear ? 'warning' : 'info',
    values: { price: (thousandths / 1000).toFixed(3), currency: 'USD', hasLink: hasDear ? 1 : 0 },
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
