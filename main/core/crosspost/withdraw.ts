/** Taking published copies back at their networks, and what the person finishes by hand. */
import type { CrosspostId, PostId } from '../../../contract/model.ts';
import type { WithdrawalResult } from '../../../contract/queue-views.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor, ExpectedFailure, problemOf } from '../core.ts';
import type { RemotePost } from '../ports/network.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { Reader, Writer } from '../ports/store.ts';
import { nextLook } from '../sync/revision.ts';
import { move, note, voidApproval } from './moves.ts';

type StillLive = WithdrawalResult['stillLive'][number];
export interface Withdrawn {
  readonly postId: PostId;
  readonly withdrawn: readonly CrosspostId[];
  readonly stillLive: readonly StillLive[];
}

/** Whether the network can take a published copy back. */
export function canWithdraw(core: Core, account: AccountRecord): boolean {
  return account.unlinkedAt === null && core.connectors.get(account.network)?.publish?.remove !== undefined;
}

/** Whether there is something to take back: a copy, or the parts that are out of one that failed half way. */
export function isOut(read: Reader, { id, state }: CrosspostRecord): boolean {
  return (state === 'published' || state === 'failed') && read.outputs(id).length > 0;
}

/**
 * Removes each copy, all parts of it. One that cannot be removed keeps none of the others from it. From the first moment on
 * nothing of a copy that failed half way is sent any more: what is removed and what goes on would contradict each other.
 */
export async function withdraw(core: Core, ids: readonly CrosspostId[], signal: AbortSignal): Promise<Withdrawn> {
  const crossposts = core.store.write((write) => ids.map((id) => beginTakingBack(write, id, core.clock.now())));
  const [first] = crossposts;
  if (first === undefined) throw new ExpectedFailure({ code: 'invalid_input' });
  const results = await Promise.all(crossposts.map((crosspost) => withdrawOne(core, crosspost, signal)));
  core.changed({ kind: 'posts', postIds: [...new Set(crossposts.map(({ postId }) => postId))] });
  const stillLive = results.filter((result) => result !== null);
  const withdrawn = ids.filter((id) => !stillLive.some((live) => live.id === id));
  return { postId: first.postId, withdrawn, stillLive };
}

function beginTakingBack(write: Writer, id: CrosspostId, at: number): CrosspostRecord {
  const crosspost = write.crosspost(id);
  if (crosspost === null) throw new ExpectedFailure({ code: 'not_found' });
  if (crosspost.state !== 'published' && !isOut(write, crosspost))
    throw new ExpectedFailure({ code: 'not_possible_now' });
  write.changeCrosspost(id, { from: crosspost.state, withdrawingAt: crosspost.withdrawingAt ?? at, at });
  note(write, at, 'withdrawal_begun', crosspost, { url: crosspost.remoteUrl });
  return crosspost;
}

/** Null when it is gone. The last part goes first, so that no part ever answers nothing. Removing twice does no harm. */
async function withdrawOne(core: Core, crosspost: CrosspostRecord, signal: AbortSignal): Promise<StillLive | null> {
  const account = core.store.read.account(crosspost.accountId);
  if (account === null) throw new Error(`Crosspost ${crosspost.id} has no account`);
  const live = { id: crosspost.id, network: account.network, handle: account.handle, url: crosspost.remoteUrl };
  const remove = connectorFor(core, account.network).publish?.remove;
  const outputs = core.store.read.outputs(crosspost.id);
  if (remove === undefined || outputs.length === 0) return { ...live, problem: 'no_call' };
  try {
    for (const { remoteId, url } of outputs.filter(({ removedAt }) => removedAt === null).toReversed()) {
      await remove({ remoteId, url }, callFor(core, account, signal));
      core.passing?.('copy_removed');
      recordRemoved(core, crosspost, { remoteId, url });
    }
  } catch (thrown) {
    const problem = problemOf(thrown);
    const at = core.clock.now();
    core.store.write((write) => note(write, at, 'withdrawal_failed', crosspost, { code: problem.code }));
    return { ...live, problem };
  }
  recordWithdrawn(core, crosspost);
  core.passing?.('withdrawal_committed');
  return null;
}

/** One post of the copy is gone. Written down with it, for the next may fail. */
function recordRemoved(core: Core, crosspost: CrosspostRecord, { remoteId, url }: RemotePost): void {
  const at = core.clock.now();
  core.store.write((write) => {
    const isKnown = write
      .outputs(crosspost.id)
      .some((output) => output.remoteId === remoteId && output.removedAt !== null);
    write.setOutputRemoved(crosspost.id, remoteId, at);
    if (!isKnown) note(write, at, 'post_removed', crosspost, { url, remote: remoteId });
  });
}

/** Asked for twice at once, it is written down once. */
function recordWithdrawn(core: Core, crosspost: CrosspostRecord): void {
  const at = core.clock.now();
  core.store.write((write) => {
    if (write.crosspost(crosspost.id)?.state === 'withdrawn') return;
    move(write, crosspost, 'withdraw', at, { problem: null });
    note(write, at, 'crosspost_withdrawn', crosspost, { url: crosspost.remoteUrl });
  });
}

/**
 * The person published it themselves. What was approved before is void. Only while nothing of it is out by our own doing:
 * throws `too_late` else.
 */
export function finishByHand(core: Core, id: CrosspostId): PostId {
  const at = core.clock.now();
  const postId = core.store.write((write) => {
    const crosspost = write.crosspost(id);
    if (crosspost === null) throw new ExpectedFailure({ code: 'not_found' });
    voidApproval(write, crosspost, 'finish_by_hand', 'by_hand', at, { publishedAt: at });
    write.setNextLook(crosspost.postId, nextLook(at, at));
    note(write, at, 'crosspost_finished_by_hand', crosspost, { contentHash: crosspost.contentHash });
    return crosspost.postId;
  });
  core.changed({ kind: 'posts', postIds: [postId] });
  return postId;
}

/** What a person needs to publish it by hand: the text, the files under plain names, the network's own page. */
export interface HandOver {
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly bytes: Blob }[];
  readonly page: string;
}
export async function handOver(core: Core, id: CrosspostId): Promise<HandOver> {
  const crosspost = core.store.read.crosspost(id);
  const account = crosspost === null ? null : core.store.read.account(crosspost.accountId);
  if (crosspost === null || account === null) throw new ExpectedFailure({ code: 'not_found' });
  const { title, text, thread, pictures, video } = crosspost.content;
  const named = [...pictures, ...(video === null ? [] : [video])].map(async (file, index) => {
    const room = file === video ? core.videos : core.pictures;
    const ending = file.mimeType.split('/')[1]?.replace('jpeg', 'jpg').replace('quicktime', 'mov') ?? 'bin';
    return { name: `${index + 1}.${ending}`, bytes: await room.read(file.sha256, file.mimeType) };
  });
  const files = await Promise.all(named).catch(() => {
    throw new ExpectedFailure({ code: 'media_unreachable' });
  });
  const words = [title, text, ...thread].filter((part) => part !== null && part !== '');
  return {
    text: words.join('\n\n'),
    files,
    page: connectorFor(core, account.network).about.composer ?? account.profileUrl,
  };
}
