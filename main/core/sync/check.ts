/** Looks at one source account for what is new, and commits what it finds together with the cursor. */
import type { PostId } from '../../../contract/model.ts';
import type { Problem } from '../../../contract/errors.ts';
import { lookStop, type LookStop } from '../budgets/looking.ts';
import { pollingInterval } from '../budgets/polling.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor, isStillLinked, needsSignIn, problemOf } from '../core.ts';
import { backoffMs } from '../crosspost/retry.ts';
import { ownerOf } from '../ports/budgets.ts';
import { NetworkFailure } from '../ports/network.ts';
import { type ReadResult, type SourcePost } from '../ports/source.ts';
import type { AccountRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { isOneOf } from './own-output.ts';
import { prepareCrossposts } from './prepare.ts';
import { replanPosts } from './replan.ts';
import { revisitPosts } from './revisit.ts';

/** Reads, notices, plans. A failure is recorded on the account; the next check is always set. */
export async function checkAccount(core: Core, account: AccountRecord, signal: AbortSignal): Promise<void> {
  const connector = connectorFor(core, account.network);
  const stop = lookStop(core, account);
  if (stop !== null) return stopLooking(core, account, stop);
  try {
    if (connector.read === undefined) await connector.whoAmI(callFor(core, account, signal));
    else noticePosts(core, account, await connector.read.posts(account.cursor, callFor(core, account, signal)));
    await refreshLimits(core, account, signal);
    await prepareCrossposts(core, account, signal);
    await revisitPosts(core, account, signal);
    await replanPosts(core, account, signal);
    recordWorking(core, account);
  } catch (thrown) {
    if (signal.aborted) return;
    recordTrouble(core, account, problemOf(thrown));
  }
  core.changed({ kind: 'accounts' });
}

/** Servers change what they take, plans and quotas too: once a day is often enough. */
const limitsLiveMs = 24 * 60 * 60_000;

/**
 * What a destination takes is asked anew when it is old. A server that does not say keeps what it said before, and is asked
 * again at the next check; that alone is no trouble of the account.
 */
async function refreshLimits(core: Core, account: AccountRecord, signal: AbortSignal): Promise<void> {
  const now = core.clock.now();
  if (account.limits !== null && isFresh(account.limitsAt, now)) return;
  const ask = connectorFor(core, account.network).limits(callFor(core, account, signal));
  const limits = await ask.catch((thrown: unknown) => {
    const isNoNews = thrown instanceof NetworkFailure && account.limits !== null && !needsSignIn(thrown.problem);
    if (!isNoNews || signal.aborted) throw thrown;
    core.log.warn('a network does not say what it takes', { network: account.network, code: thrown.problem.code });
    return null;
  });
  core.store.write((write) => {
    if (limits !== null && isStillLinked(write, account)) write.setAccountLimits(account.id, limits, now);
  });
}

const isFresh = (at: number | null, now: number): boolean => at !== null && at <= now && now - at < limitsLiveMs;

/** Commits a page of posts: the first one ever is the baseline, of which nothing is carried by itself. */
export function noticePosts(core: Core, account: AccountRecord, { posts, cursor }: ReadResult): void {
  const at = core.clock.now();
  const isBaseline = account.cursor === null;
  const postIds = core.store.write((write) => {
    // Unlinked while the network answered: the next baseline is another one.
    if (!isStillLinked(write, account)) return [];
    const added = posts.flatMap((post) => noticePost(write, account, post, isBaseline, at));
    write.setAccountChecked(account.id, cursor, at, nextCheck(core, account, at));
    if (isBaseline) {
      write.appendLedger({
        at,
        action: 'baseline_taken',
        facts: { account: account.handle, network: account.network, posts: added.length },
      });
    }
    return added;
  });
  if (postIds.length > 0) core.passing?.('posts_noticed');
  if (postIds.length > 0) core.changed({ kind: 'posts', postIds });
}

function noticePost(
  write: Writer,
  account: AccountRecord,
  post: SourcePost,
  isBaseline: boolean,
  at: number,
): readonly PostId[] {
  const ours = isOurs(write, account, post);
  const id = write.addPost(account.id, post, isBaseline || ours, at);
  if (id === null) return [];
  if (!isBaseline) {
    const facts = { post: id, network: account.network, account: account.handle, url: post.url, ours };
    write.appendLedger({ at, action: 'post_noticed', facts });
  }
  return [id];
}

/** Our own copy coming back: by its id, or — while its id is not known yet — by its words, those of any part of a thread. */
function isOurs(write: Writer, account: AccountRecord, post: SourcePost): boolean {
  if (write.isOurOutput(account.id, post.remoteId)) return true;
  return isOneOf(write.outputWithoutId(account.id, post.publishedAt - ownOutputWindowMs), post);
}
const ownOutputWindowMs = 48 * 60 * 60_000;

function nextCheck(core: Core, account: AccountRecord, at: number): number {
  const usual = connectorFor(core, account.network).about.pollEveryMs;
  const every = pollingInterval(core.store.read.lowLimits(ownerOf(account)), usual, at);
  return at + Math.round(every * (0.9 + 0.2 * core.random()));
}

/** Put off without a word while a budget is publishing's; with a word when it is the person's own ceiling. */
function stopLooking(core: Core, account: AccountRecord, { until, problem }: LookStop): void {
  const at = core.clock.now();
  if (problem !== null) recordTrouble(core, account, problem);
  const next = Math.min(until, at + longestCheckPauseMs);
  core.store.write((write) => isStillLinked(write, account) && write.setNextCheck(account.id, next));
  core.changed({ kind: 'accounts' });
}

function recordWorking(core: Core, account: AccountRecord): void {
  const at = core.clock.now();
  core.store.write((write) => {
    if (!isStillLinked(write, account)) return;
    write.setAccountState(account.id, 'working', null, at);
    write.setAccountChecked(account.id, write.account(account.id)?.cursor ?? null, at, nextCheck(core, account, at));
  });
}

/** An account is looked at at least so often, whatever is wrong with it. */
export const longestCheckPauseMs = 60 * 60_000;

/** Records what is wrong and when to look again. A sign-in that ended is not tried by itself any more often than hourly. */
export function recordTrouble(core: Core, account: AccountRecord, problem: Problem): void {
  const at = core.clock.now();
  const ended = needsSignIn(problem);
  const pause = ended ? longestCheckPauseMs : backoffMs(account.state === 'working' ? 0 : 3, core.random());
  const next = Math.min(Math.max(at + pause, problem.until ?? 0), at + longestCheckPauseMs);
  core.store.write((write) => {
    if (!isStillLinked(write, account)) return;
    write.setAccountState(account.id, ended ? 'link_again' : 'trouble', problem, at);
    write.setNextCheck(account.id, next);
    if (!ended || account.state === 'link_again') return;
    write.appendLedger({
      at,
      action: 'account_needs_link',
      facts: { account: account.handle, network: account.network, code: problem.code },
    });
  });
  core.log.warn('check failed', { network: account.network, code: problem.code });
}
