/** Makes the copies of an original that changed anew: those that are not sent, and what the published ones would say. */
import type { Notice } from '../../../contract/model.ts';
import { defaultRouteRules } from '../../../contract/rules.ts';
import type { Core } from '../core.ts';
import { connectorFor, isStillLinked } from '../core.ts';
import { contentHash } from '../crosspost/content.ts';
import { judge, judgeAgain, stateFor, warning } from '../crosspost/judge.ts';
import { accountOf, move, note } from '../crosspost/moves.ts';
import type { Plan } from '../crosspost/plan.ts';
import type { OfferRecord, RevisedContent, RevisedPost } from '../ports/offers.ts';
import type { AccountRecord, CrosspostRecord, RouteRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { fetchMedia } from './fetch.ts';
import { planOrLater } from './prepare.ts';
import { keepingOwnWords, partsChanged, revisedContent, saysTheSame } from './revision.ts';

const mostPosts = 100;

/** As with new posts: one that cannot be planned now does not stop the others, and the first failure is thrown at the end. */
export async function replanPosts(core: Core, source: AccountRecord, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const post of core.store.read.revisedPosts(source.id, mostPosts)) {
    if (signal.aborted || !isStillLinked(core.store.read, source)) return;
    await replanPost(core, source, post, signal).catch((thrown: unknown) => failures.push(thrown));
  }
  if (failures.length > 0) throw failures[0];
}

interface Replanned {
  readonly crosspost: CrosspostRecord;
  readonly plan: Plan | null;
}

async function replanPost(core: Core, source: AccountRecord, post: RevisedPost, signal: AbortSignal): Promise<void> {
  await fetchMedia(core, source, post, signal);
  const crossposts = core.store.read.crosspostsOf(post.id).filter(isToReplan);
  const replanned = await Promise.all(
    crossposts.map(async (crosspost): Promise<Replanned> => {
      const planned = await planOrLater(core, post, routeOf(core, source, crosspost), signal);
      return { crosspost, plan: planned?.plan ?? null };
    }),
  );
  core.store.write((write) => {
    // Changed once more meanwhile: then these plans are old already.
    const isCurrent = write
      .revisedPosts(source.id, mostPosts)
      .some(({ id, revisedAt }) => id === post.id && revisedAt === post.revisedAt);
    if (isCurrent && isStillLinked(write, source)) record(core, write, post, replanned);
  });
  core.changed({ kind: 'posts', postIds: [post.id] });
}

const isMarked = ({ notices }: CrosspostRecord): boolean => notices.some(({ code }) => code === 'source_changed');
const isToReplan = (crosspost: CrosspostRecord): boolean =>
  isMarked(crosspost) || !['held', 'waiting', 'skipped', 'withdrawn'].includes(crosspost.state);

/** A route that has ended still says where its crosspost goes. */
function routeOf(core: Core, source: AccountRecord, { routeId, accountId }: CrosspostRecord): RouteRecord {
  const ended = { mode: 'review', paused: false, rules: defaultRouteRules } as const;
  return core.store.read.route(routeId) ?? { id: routeId, sourceId: source.id, destinationId: accountId, ...ended };
}

function record(core: Core, write: Writer, post: RevisedPost, replanned: readonly Replanned[]): void {
  const at = core.clock.now();
  const offer = write.openOffer(post.id);
  const contents: Record<string, RevisedContent> = {};
  for (const { crosspost: before, plan } of replanned) {
    const crosspost = write.crosspost(before.id);
    if (crosspost === null || plan === null) continue;
    if (isMarked(crosspost)) planAnew(core, write, crosspost, plan, at);
    else if (offer !== null) contents[crosspost.id] = revised(core, write, offer, crosspost, plan);
  }
  const isWhole = replanned.every(({ plan }) => plan !== null);
  if (offer !== null && isWhole) write.setOfferContents(offer.id, contents);
  if (isWhole) write.setReplanned(post.id);
}

/** Whoever rewrote it keeps their words, and is told. */
function planAnew(core: Core, write: Writer, crosspost: CrosspostRecord, plan: Plan, at: number): void {
  const account = accountOf(write, crosspost);
  const content = keepingOwnWords({ ...crosspost, fresh: plan.content });
  const notices = [...noticesOf(core, account, content, plan), ...crosspost.notices.filter(isLasting)];
  const contents = {
    content,
    contentHash: contentHash(content, account, crosspost.scheduledAt),
    planned: plan.content,
  };
  if (crosspost.state === 'skipped') {
    write.changeCrosspost(crosspost.id, { from: 'skipped', ...contents, notices, at });
    return;
  }
  const state = stateFor(notices);
  move(write, crosspost, state === 'held' ? 'hold' : 'ask', at, { ...contents, notices });
  const holds = notices.filter(({ level }) => level === 'hold').map(({ code }) => code);
  const facts = { contentHash: contents.contentHash, holds, because: 'source_changed' };
  note(write, at, state === 'held' ? 'crosspost_held' : 'crosspost_planned', crosspost, facts);
}

function noticesOf(
  core: Core,
  { network, limits }: AccountRecord,
  content: Plan['content'],
  plan: Plan,
): readonly Notice[] {
  if (saysTheSame(content, plan.content)) return plan.notices;
  const told = limits === null ? plan.notices : judgeAgain(plan.notices, content, limits, connectorFor(core, network));
  return [...told, warning('source_edited')];
}

/** What is not about the words. */
const isLasting = ({ code }: Notice): boolean => code === 'account_unlinked';

function revised(
  core: Core,
  write: Writer,
  { original, revision }: OfferRecord,
  crosspost: CrosspostRecord,
  { content: fresh }: Plan,
): RevisedContent {
  const { network, limits } = accountOf(write, crosspost);
  const connector = connectorFor(core, network);
  const sameMedia = revision !== null && !partsChanged(original, revision).includes('media');
  const content = revisedContent({ ...crosspost, fresh, sameMedia, editsAll: connector.publish?.editsAll ?? false });
  const notices = limits === null ? [] : judge(content, limits, connector);
  return { content, fits: stateFor(notices) === 'waiting' };
}
