/** What a person answers when an original changed after it was copied. Answering twice does nothing twice. */
import type { OfferAnswerRequest } from '../../../contract/api.ts';
import type { CrosspostId, PostId } from '../../../contract/model.ts';
import type { StaleReason } from '../../../contract/offers.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure } from '../core.ts';
import type { OfferRecord, RevisedContent } from '../ports/offers.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { Reader, Writer } from '../ports/store.ts';
import { isAtMost } from '../privacy/audience.ts';
import { saysTheSame } from '../sync/revision.ts';
import { contentHash } from './content.ts';
import { accountOf, move, note } from './moves.ts';
import { canWithdraw, isOut, withdraw } from './withdraw.ts';

/** Copies that people can see: whole ones, and what is out of one that failed half way. */
export function copiesOf(read: Reader, postId: PostId): readonly CrosspostRecord[] {
  return read.crosspostsOf(postId).filter((crosspost) => crosspost.state === 'published' || isOut(read, crosspost));
}

/** What the copy would say by the offer; null: nothing else than it says. */
export function revisedFor({ contents }: OfferRecord, crosspost: CrosspostRecord): RevisedContent | null {
  const revised = contents?.[crosspost.id] ?? null;
  return revised === null || saysTheSame(revised.content, crosspost.content) ? null : revised;
}

/** Why a copy cannot be brought up to date; null: it can. */
export function whyStale(core: Core, offer: OfferRecord, crosspost: CrosspostRecord): StaleReason | null {
  const { read } = core.store;
  const revised = revisedFor(offer, crosspost);
  const account = accountOf(read, crosspost);
  const made = read.outputs(crosspost.id).filter(({ removedAt }) => removedAt === null);
  const original = read.post(crosspost.postId)?.audience ?? 'direct';
  if (revised === null) return offer.revision !== null && offer.contents === null ? 'not_yet' : 'same';
  if (account.unlinkedAt !== null) return 'unlinked';
  if (core.connectors.get(account.network)?.publish?.edit === undefined) return 'no_call';
  if (made.length === 0) return 'not_ours';
  if (crosspost.withdrawingAt !== null) return 'taking_back';
  if (
    made.length > 1 ||
    crosspost.state !== 'published' ||
    crosspost.content.thread.length + revised.content.thread.length > 0
  )
    return 'thread';
  if (!isAtMost(crosspost.content.audience, original)) return 'wider';
  return revised.fits ? null : 'does_not_fit';
}

/** A yes to new words names this. */
export function revisedHash({ content }: RevisedContent, account: AccountRecord, crosspost: CrosspostRecord) {
  return contentHash(content, account, crosspost.scheduledAt);
}

/** Records the answer and answers the copies whose new words are to be sent now. Throws `approval_stale`, and nothing is done. */
export function agreeToUpdate(core: Core, { postId, approvals }: OfferAnswerRequest): readonly CrosspostId[] {
  const at = core.clock.now();
  const ids = core.store.write((write) => {
    const offer = write.openOffer(postId);
    if (offer === null) return [];
    if (approvals.length === 0) throw new ExpectedFailure({ code: 'invalid_input' });
    for (const { id, contentHash: shown } of approvals) agree(core, write, offer, { id, shown }, at);
    answered(write, offer, 'update', at);
    endOfferWhenDone(write, postId, at);
    return approvals.map(({ id }) => id);
  });
  core.changed({ kind: 'posts', postIds: [postId] });
  return ids;
}

interface Agreed {
  readonly id: CrosspostId;
  readonly shown: string;
}

/** What was shown is what is sent: the yes is to exactly these words. One that says them already, or soon will, needs none. */
function agree(core: Core, write: Writer, offer: OfferRecord, { id, shown }: Agreed, at: number): void {
  const crosspost = write.crosspost(id);
  if (crosspost === null || crosspost.postId !== offer.postId) throw new ExpectedFailure({ code: 'not_found' });
  const isOnItsWay = crosspost.dueAt !== null && write.approval(id)?.contentHash === shown;
  if (crosspost.state !== 'published' || crosspost.contentHash === shown || isOnItsWay) return;
  const revised = revisedFor(offer, crosspost);
  const account = accountOf(write, crosspost);
  if (revised === null || revisedHash(revised, account, crosspost) !== shown)
    throw new ExpectedFailure({ code: 'approval_stale' });
  if (whyStale(core, offer, crosspost) !== null) throw new ExpectedFailure({ code: 'not_possible_now' });
  // A change that nobody knows the outcome of is overtaken by this one.
  for (const { state, id: attempt } of write.attempts(id))
    if (state === 'unknown') write.endAttempt(attempt, { state: 'absent', result: null, problem: null, at });
  write.voidApproval(id, 'source_changed', at);
  const yes = { approvedAt: at, approvedBy: 'person', scheduledAt: crosspost.scheduledAt } as const;
  write.addApproval({
    ...yes,
    crosspostId: id,
    contentHash: revisedHash(revised, account, crosspost),
    content: revised.content,
  });
  move(write, crosspost, 'revise', at, { dueAt: at, problem: null, putOff: 0 });
  note(write, at, 'crosspost_approved', crosspost, { contentHash: shown, by: 'person', because: 'source_changed' });
}

/** Takes back every copy that can be. What cannot is left, and says why. */
export async function removeCopies(core: Core, postId: PostId, signal: AbortSignal): Promise<readonly CrosspostId[]> {
  const { read } = core.store;
  if (read.openOffer(postId) === null) return [];
  const ids = copiesOf(read, postId)
    .filter((crosspost) => read.outputs(crosspost.id).length > 0 && canWithdraw(core, accountOf(read, crosspost)))
    .map(({ id }) => id);
  const { withdrawn, stillLive } = ids.length === 0 ? nothing : await withdraw(core, ids, signal);
  const at = core.clock.now();
  core.store.write((write) => {
    for (const { id, problem } of stillLive) {
      const crosspost = write.crosspost(id);
      const told = problem === 'no_call' ? null : problem;
      if (crosspost?.state === 'published') move(write, crosspost, 'revise', at, { problem: told });
    }
    const offer = write.openOffer(postId);
    if (offer !== null) answered(write, offer, 'remove', at);
    endOfferWhenDone(write, postId, at);
  });
  core.changed({ kind: 'posts', postIds: [postId] });
  return withdrawn;
}
const nothing: Pick<Awaited<ReturnType<typeof withdraw>>, 'withdrawn' | 'stillLive'> = { withdrawn: [], stillLive: [] };

/** The copies stay as they are, or what was left of another answer has been seen. */
export function leaveCopies(core: Core, postId: PostId): void {
  const at = core.clock.now();
  core.store.write((write) => {
    const offer = write.openOffer(postId);
    if (offer === null) return;
    if (offer.answeredAt === null) answered(write, offer, 'leave', at);
    write.endOffer(offer.id, at);
  });
  core.changed({ kind: 'posts', postIds: [postId] });
}

function answered(
  write: Writer,
  { id, postId, kind }: OfferRecord,
  answer: OfferAnswerRequest['answer'],
  at: number,
): void {
  write.setOfferAnswer(id, answer, at);
  const account = write.account(write.post(postId)?.accountId ?? (0 as AccountRecord['id']));
  const about = { post: postId, network: account?.network ?? null, account: account?.handle ?? null };
  write.appendLedger({ at, action: 'offer_answered', facts: { ...about, kind, answer } });
}

/** Ends an answered offer of which nothing is left. */
export function endOfferWhenDone(write: Writer, postId: PostId, at: number): void {
  const offer = write.openOffer(postId);
  if (offer !== null && offer.answeredAt !== null && leftOf(write, offer).length === 0) write.endOffer(offer.id, at);
}

/** Copies that do not say what the offer would have them say, or are still there. */
export function leftOf(read: Reader, offer: OfferRecord): readonly CrosspostRecord[] {
  const copies = copiesOf(read, offer.postId);
  if (offer.answer !== 'update') return copies;
  return copies.filter((crosspost) => revisedFor(offer, crosspost) !== null);
}
