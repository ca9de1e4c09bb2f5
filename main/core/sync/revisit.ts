/** Looks again at originals that were copied: whether they say the same, and whether they are there at all. */
import type { Revision } from '../../../contract/offers.ts';
import type { Json } from '../../../contract/json.ts';
import type { LedgerAction } from '../../../contract/ledger.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor, isStillLinked, needsSignIn } from '../core.ts';
import { lookStop } from '../budgets/looking.ts';
import { warning } from '../crosspost/judge.ts';
import { note, voidApproval } from '../crosspost/moves.ts';
import { NetworkFailure } from '../ports/network.ts';
import type { PostToLookAt } from '../ports/offers.ts';
import type { AccountRecord, CrosspostRecord, PostRecord } from '../ports/records.ts';
import type { SourcePost } from '../ports/source.ts';
import type { Writer } from '../ports/store.ts';
import { holdForRevision, isUnsent, offerCopies } from './revise.ts';
import {
  longestLookMs,
  lookAgainMs,
  nextLook,
  partsChanged,
  removedAfterMs,
  revisionKept,
  revisionOf,
} from './revision.ts';

/** At one check; the others come with the next. A look is a call of the account's budget. */
const mostLooks = 5;

/**
 * Looks at what is due. A sign-in that ended is thrown as a NetworkFailure; any other failure only puts the look off: it says
 * nothing about the post.
 */
export async function revisitPosts(core: Core, source: AccountRecord, signal: AbortSignal): Promise<void> {
  if (connectorFor(core, source.network).read?.post === undefined) return;
  const now = core.clock.now();
  const due = core.store.read.postsToLookAt(source.id, { now, latest: now + longestLookMs }, mostLooks);
  for (const post of due) {
    if (lookStop(core, source) !== null) return;
    const looked = await lookAt(core, source, post, signal);
    if (looked === 'failed') return;
    core.store.write((write) => {
      if (isStillLinked(write, source)) recordLook(write, { source, post, at: core.clock.now() }, looked);
    });
    core.changed({ kind: 'posts', postIds: [post.id] });
  }
}

/** The post as it is, null when it is gone while its account can be read, or `failed`: nobody can say. */
async function lookAt(
  core: Core,
  source: AccountRecord,
  post: PostRecord,
  signal: AbortSignal,
): Promise<SourcePost | null | 'failed'> {
  const { read, whoAmI } = connectorFor(core, source.network);
  const call = callFor(core, source, signal);
  try {
    const found = (await read?.post?.(post.remoteId, call)) ?? null;
    // An account that was suspended, or a server that knows nobody for a while, has no posts either.
    if (found === null) await whoAmI(call);
    return found;
  } catch (thrown) {
    if (signal.aborted || !(thrown instanceof NetworkFailure) || needsSignIn(thrown.problem)) throw thrown;
    core.log.warn('an original could not be looked at', { post: post.id, code: thrown.problem.code });
    core.store.write((write) => write.setNextLook(post.id, core.clock.now() + lookAgainMs));
    return 'failed';
  }
}

interface Look {
  readonly source: AccountRecord;
  readonly post: PostToLookAt;
  readonly at: number;
}

function recordLook(write: Writer, look: Look, found: SourcePost | null): void {
  const { post, at } = look;
  if (found === null) return recordMissing(write, look);
  if (post.missingAt !== null) {
    write.setMissing(post.id, null);
    noteSource(write, look, 'source_back');
  }
  const was = revisionKept(post, write.media(post.id));
  const changed = partsChanged(was, revisionOf(found));
  if (changed.length > 0) recordRevision(write, look, was, found, changed);
  write.setNextLook(post.id, nextLook(lastCopied(write, post), at));
}

/** When a post was noticed, or a copy of it came out, whichever is later. */
function lastCopied(write: Writer, { id, seenAt }: PostRecord): number {
  return Math.max(seenAt, ...write.crosspostsOf(id).map(({ publishedAt }) => publishedAt ?? 0));
}

/** What is not sent yet stops at once: it was made of words, or for an audience, that are not the original's any more. */
function recordRevision(write: Writer, look: Look, was: Revision, found: SourcePost, changed: readonly string[]): void {
  const { post, at } = look;
  write.revisePost(post.id, found, at);
  noteSource(write, look, 'source_changed', { parts: changed, audience: found.audience });
  for (const crosspost of write.crosspostsOf(post.id)) holdForRevision(write, crosspost, at);
  offerCopies(write, post.id, { was, now: revisionOf(found), at });
}

/** Once is no proof. */
function recordMissing(write: Writer, look: Look): void {
  const { post, at } = look;
  const since = post.missingAt ?? at;
  if (at - since < removedAfterMs) {
    write.setMissing(post.id, since);
    write.setNextLook(post.id, since + removedAfterMs);
    if (post.missingAt === null) noteSource(write, look, 'source_missing');
    return;
  }
  write.setNextLook(post.id, null);
  write.setReplanned(post.id);
  noteSource(write, look, 'source_removed', { missingSince: since });
  for (const crosspost of write.crosspostsOf(post.id)) skipRemoved(write, crosspost, at);
  offerCopies(write, post.id, { was: revisionKept(post, write.media(post.id)), now: null, at });
}

/** A copy of what is gone is not sent; the person can bring it back. */
function skipRemoved(write: Writer, crosspost: CrosspostRecord, at: number): void {
  if (!isUnsent(write, crosspost)) return;
  const others = crosspost.notices.filter(({ code }) => code !== 'source_changed');
  const notices = [...others, warning('source_removed')];
  voidApproval(write, crosspost, 'skip', 'source_changed', at, { notices });
  note(write, at, 'crosspost_skipped', crosspost, { because: 'source_removed' });
}

function noteSource(
  write: Writer,
  { source, post, at }: Look,
  action: LedgerAction,
  facts: Readonly<Record<string, Json>> = {},
): void {
  const about = { post: post.id, network: source.network, account: source.handle, url: post.url };
  write.appendLedger({ at, action, facts: { ...about, ...facts } });
}
