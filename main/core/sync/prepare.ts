/** From noticed posts to planned crossposts: fetches the pictures, fits them, plans each route, writes all at once. */
import type { AccountLimits, PostId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor, isStillLinked } from '../core.ts';
import { note } from '../crosspost/decide.ts';
import { contentHash } from '../crosspost/content.ts';
import { nearDuplicate } from '../crosspost/duplicate.ts';
import type { PictureForPlan, Plan } from '../crosspost/plan.ts';
import { planCrosspost } from '../crosspost/plan.ts';
import type { AccountRecord, MediaRecord, PostRecord, RouteRecord } from '../ports/records.ts';
import { NetworkFailure } from '../ports/network.ts';

/** No picture of a source is read beyond this. */
const pictureMaxBytes = 64 * 1024 * 1024;
/** For so long an unreachable picture is waited for before the crossposts are held without it. */
const patienceMs = 24 * 60 * 60_000;

/** More than one reading can bring. */
const mostPosts = 500;

/**
 * Plans what was noticed on `source` and not planned yet. A post that cannot be planned now does not stop the others; what
 * stopped the first is thrown at the end, a NetworkFailure when its pictures cannot be had at the moment.
 */
export async function prepareCrossposts(core: Core, source: AccountRecord, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const post of core.store.read.unplannedPosts(source.id, mostPosts)) {
    if (signal.aborted || !isStillLinked(core.store.read, source)) return;
    await preparePost(core, source, post, signal).catch((thrown: unknown) => failures.push(thrown));
  }
  if (failures.length > 0) throw failures[0];
}

async function preparePost(core: Core, source: AccountRecord, post: PostRecord, signal: AbortSignal): Promise<void> {
  const routes = core.store.read.routesFrom(source.id).filter((route) => !route.paused);
  if (routes.length > 0) await fetchPictures(core, source, post, signal);
  const plans = await Promise.all(routes.map((route) => planOrLater(core, post, route, signal)));
  const at = core.clock.now();
  core.store.write((write) => {
    if (!isStillLinked(write, source)) return;
    for (const { route, destination, plan } of plans.filter((planned) => planned !== null)) {
      if (write.route(route.id) === null) continue;
      const hash = contentHash(plan.content, destination);
      const id = write.addCrosspost({
        ...plan,
        postId: post.id,
        routeId: route.id,
        accountId: destination.id,
        contentHash: hash,
        postedAt: post.publishedAt,
        at,
      });
      if (id === null) continue;
      const codes = plan.notices.filter((notice) => notice.level === 'hold').map((notice) => notice.code);
      const crosspost = { id, postId: post.id, accountId: destination.id };
      note(write, at, plan.state === 'held' ? 'crosspost_held' : 'crosspost_planned', crosspost, {
        contentHash: hash,
        holds: codes,
      });
    }
    if (!plans.includes(null)) write.setPlanned(post.id, at);
  });
  core.changed({ kind: 'posts', postIds: [post.id] });
}

interface Planned {
  readonly route: RouteRecord;
  readonly destination: AccountRecord;
  readonly plan: Plan;
}

/** Null when the destination does not answer: its own trouble, which keeps neither the source nor another route waiting. */
async function planOrLater(
  core: Core,
  post: PostRecord,
  route: RouteRecord,
  signal: AbortSignal,
): Promise<Planned | null> {
  try {
    return await planRoute(core, post, route, signal);
  } catch (thrown) {
    if (!(thrown instanceof NetworkFailure)) throw thrown;
    core.log.warn('a destination does not say what it takes', { route: route.id, code: thrown.problem.code });
    return null;
  }
}

async function planRoute(core: Core, post: PostRecord, route: RouteRecord, signal: AbortSignal): Promise<Planned> {
  const destination = core.store.read.account(route.destinationId);
  if (destination === null) throw new Error(`Route ${route.id} leads to an account that does not exist`);
  const connector = connectorFor(core, destination.network);
  const limits = destination.limits ?? (await connector.limits(callFor(core, destination, signal)));
  const media = core.store.read.media(post.id);
  const pictures = await Promise.all(media.map((item) => fitPicture(core, item, limits)));
  const plan = planCrosspost({ post, pictures, limits, preview: connector.preview });
  const recent = core.store.read.recentContents(destination.id, core.clock.now() - duplicateWindowMs, post.id);
  const again = nearDuplicate(plan.content, recent);
  const notices = again
    ? [...plan.notices, { level: 'warning', code: 'nearly_the_same_before' } as const]
    : plan.notices;
  return { route, destination, plan: { ...plan, notices } };
}
/** How far back a crosspost is compared with what the account already got. */
const duplicateWindowMs = 30 * 24 * 60 * 60_000;

async function fitPicture(core: Core, media: MediaRecord, limits: AccountLimits): Promise<PictureForPlan> {
  const { id: mediaId, altText, file } = media;
  if (file === null) return { mediaId, altText, fitted: null };
  const fitted = await core.pictures.fit(file, {
    bytes: limits.pictureBytes,
    pixels: limits.picturePixels,
    types: limits.pictureTypes,
  });
  return { mediaId, altText, fitted };
}

/** Fetches what is missing. A picture that is none is left without a file: its crossposts are held and say so. */
async function fetchPictures(core: Core, source: AccountRecord, post: PostRecord, signal: AbortSignal): Promise<void> {
  const read = connectorFor(core, source.network).read;
  if (read === undefined) return;
  for (const media of core.store.read.media(post.id).filter((item) => item.file === null)) {
    const bytes = await pictureOrNothing(core, post.id, () =>
      read.picture(media.url, pictureMaxBytes, callFor(core, source, signal)),
    );
    const file = bytes === null ? null : await core.pictures.add(bytes);
    if (file !== null) core.store.write((write) => write.setMediaFile(media.id, file));
  }
}

async function pictureOrNothing(
  core: Core,
  postId: PostId,
  get: () => Promise<Uint8Array>,
): Promise<Uint8Array | null> {
  try {
    return await get();
  } catch (thrown) {
    if (!(thrown instanceof NetworkFailure)) throw thrown;
    const passes = ['unreachable', 'timeout', 'transient', 'rate_limited'].includes(thrown.problem.code);
    const seenAt = core.store.read.post(postId)?.seenAt ?? 0;
    if (passes && core.clock.now() - seenAt < patienceMs) throw thrown;
    core.log.warn('picture not available', { post: postId, code: thrown.problem.code });
    return null;
  }
}
