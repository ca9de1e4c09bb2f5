/** Holds whose reason is gone. */
import type { AccountId, NoticeCode } from '../../../contract/model.ts';
import type { Writer } from '../ports/store.ts';
import { move, note } from './moves.ts';
import { stateFor } from './judge.ts';

/** What goes to the account and was held for this reason loses it; what has no other reason waits for a yes again. */
export function releaseNotice(write: Writer, id: AccountId, code: NoticeCode, at: number): void {
  for (const crosspost of write.crosspostsTo(id, 'held')) {
    const notices = crosspost.notices.filter((notice) => notice.code !== code);
    if (notices.length === crosspost.notices.length) continue;
    const isHeld = stateFor(notices) === 'held';
    move(write, crosspost, isHeld ? 'hold' : 'ask', at, { notices });
    note(write, at, 'hold_ended', crosspost, { holds: [code], held: isHeld });
  }
}

/** There is a place for files now: what waited for one alone waits for a yes. */
export function releaseFiles(write: Writer, at: number): void {
  for (const { id } of write.accounts()) releaseNotice(write, id, 'needs_public_address', at);
}
