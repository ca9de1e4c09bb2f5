/** Puts other content in place of what a crosspost says. An approval that was there is void. */
import type { Content, Notice, VoidReason } from '../../../contract/model.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { contentHash } from './content.ts';
import { stateFor } from './judge.ts';
import { voidApproval } from './moves.ts';
import type { CrosspostEvent } from './state.ts';

export interface Replacement {
  readonly content: Content;
  readonly notices: readonly Notice[];
  /** What the plan says from now on; as before when absent. */
  readonly planned?: Content;
}

/** Answers the new content's hash. Throws `too_late` when anything that people can see may be out. */
export function replaceContent(
  write: Writer,
  crosspost: CrosspostRecord,
  account: AccountRecord,
  replacement: Replacement,
  reason: VoidReason,
  at: number,
): CrosspostRecord['contentHash'] {
  const hash = contentHash(replacement.content, account, crosspost.scheduledAt);
  const asks: CrosspostEvent =
    crosspost.state === 'approved' || crosspost.state === 'failed' ? 'withdraw_approval' : 'ask';
  const event = stateFor(replacement.notices) === 'held' ? 'hold' : asks;
  voidApproval(write, crosspost, event, reason, at, { ...replacement, contentHash: hash });
  return hash;
}
