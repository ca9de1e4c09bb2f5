/** What follows for the copies of an original that changed, in the transaction that notices it. */
import type { PostId } from '../../../contract/model.ts';
import type { Revision } from '../../../contract/offers.ts';
import { hold } from '../crosspost/judge.ts';
import { mayBeSeen, move, note, voidApproval } from '../crosspost/moves.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { offerFor } from './revision.ts';

/** Whether nothing of it is out that people can see. */
export function isUnsent(write: Writer, crosspost: CrosspostRecord): boolean {
  if (!['held', 'waiting', 'approved', 'failed'].includes(crosspost.state)) return false;
  return !mayBeSeen(write, crosspost);
}

/** A copy that is not sent yet is held until it is made anew; new words that were on their way to one are the old ones now. */
export function holdForRevision(write: Writer, crosspost: CrosspostRecord, at: number): void {
  const notices = [...crosspost.notices.filter(({ code }) => code !== 'source_changed'), hold('source_changed')];
  if (crosspost.state === 'skipped') return write.changeCrosspost(crosspost.id, { from: 'skipped', notices, at });
  if (crosspost.state === 'published') return dropUpdate(write, crosspost, at);
  if (!isUnsent(write, crosspost)) return;
  const wasApproved = write.approval(crosspost.id) !== null;
  voidApproval(write, crosspost, 'hold', 'source_changed', at, { notices });
  if (!wasApproved) note(write, at, 'crosspost_held', crosspost, { holds: ['source_changed'] });
}

function dropUpdate(write: Writer, crosspost: CrosspostRecord, at: number): void {
  if (crosspost.dueAt === null) return;
  write.voidApproval(crosspost.id, 'source_changed', at);
  move(write, crosspost, 'revise', at, { dueAt: null, problem: null, putOff: 0 });
  note(write, at, 'approval_voided', crosspost, { reason: 'source_changed' });
}

/** Asks about the copies that people can see, or may see soon; what was asked before and came to nothing is asked no more. */
export function offerCopies(
  write: Writer,
  postId: PostId,
  { was, now, at }: { readonly was: Revision; readonly now: Revision | null; readonly at: number },
): void {
  const open = write.openOffer(postId);
  // Copies of an answered offer say what it offered, or were left as they are.
  const original = open?.answeredAt === null ? open.original : was;
  const copies = write.crosspostsOf(postId).filter((crosspost) => isOut(write, crosspost));
  const contents = copies.map(({ content }) => content);
  const kind = offerFor(original, now, contents);
  if (kind !== null) write.saveOffer({ postId, kind, original, revision: now, at });
  else if (open !== null) write.endOffer(open.id, at);
}

function isOut(write: Writer, crosspost: CrosspostRecord): boolean {
  if (['published', 'publishing', 'unknown'].includes(crosspost.state)) return true;
  return ['approved', 'failed'].includes(crosspost.state) && !isUnsent(write, crosspost);
}
