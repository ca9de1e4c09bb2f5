/** Whether an account already got a crosspost in some other way: that is asked before it goes, never found out after. */
import type { Notice } from '../../../contract/model.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import type { CompareWith } from '../ports/queries.ts';
import { globalRules } from '../rules.ts';
import { nearDuplicate, type Sameness } from './duplicate.ts';
import { warning } from './judge.ts';

const dayMs = 24 * 60 * 60_000;

/** What is planned counts what is on its way and what waits; what is sent, only what may have arrived. */
export function samenessOf(
  read: Reader,
  { postId, accountId, content }: Pick<CrosspostRecord, 'postId' | 'accountId' | 'content'>,
  compareWith: CompareWith,
  now: number,
): Sameness {
  const since = now - globalRules(read).duplicateDays * dayMs;
  if (since >= now) return null;
  const recent = read.recentContents({ accountId, since, except: postId, compareWith });
  // What went under the warning was sent by somebody who knew that there is this one.
  const others = compareWith === 'planned' ? recent : recent.filter((other) => !isWarned(other));
  return nearDuplicate({ content, likenesses: read.likenesses(postId) }, others);
}

function isWarned({ notices }: Pick<CrosspostRecord, 'notices'>): boolean {
  return notices.some(({ code }) => code === 'same_media_before' || code === 'nearly_the_same_before');
}

export function samenessNotice(sameness: Sameness): readonly Notice[] {
  if (sameness === null) return [];
  return [warning(sameness === 'media' ? 'same_media_before' : 'nearly_the_same_before')];
}

/**
 * Whether a yes does not cover it: the account got the same after the person looked, or nobody looked. One that was given
 * under the warning holds.
 */
export function isRepeatedUnseen(read: Reader, crosspost: CrosspostRecord, now: number): Sameness {
  return isWarned(crosspost) ? null : samenessOf(read, crosspost, 'arrived', now);
}
