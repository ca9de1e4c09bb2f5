/** From noticed posts to planned crossposts: fetches the pictures, fits them, plans each route, writes all at once. */
import { sensitiveMarks } from '../../../contract/capabilities.ts';
import type { LedgerAction } from '../../../contract/ledger.ts';
import type { AccountLimits } from '../../../contract/model.ts';
import type { Toggles } from '../../../contract/rules.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor, isStillLinked } from '../core.ts';
import { letGo } from '../crosspost/by-itself.ts';
import { asCarried } from '../crosspost/carried.ts';
import { filteredOut, mediaKindOf } from '../crosspost/filter.ts';
import { info } from '../crosspost/judge.ts';
import { note } from '../crosspost/moves.ts';
import { contentHash } from '../crosspost/content.ts';
import { samenessNotice, samenessOf } from '../crosspost/repeated.ts';
import type { PictureForPlan, Plan, VideoForPlan } from '../crosspost/plan.ts';
import { planCrosspost } from '../crosspost/plan.ts';
import type { AccountRecord, MediaRecord, PostRecord, RouteRecord } from '../ports/records.ts';
import { hasAddressFor } from '../hosting/address.ts';
import { NetworkFailure } from '../ports/network.ts';
import type { MetadataPolicy } from '../ports/system.ts';
import { whoSees } from '../privacy/original.ts';
import { togglesFor } from '../rules.ts';
import { fetchMedia } from './fetch.ts';
import { nextLook } from './revision.ts';

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
  if (routes.length > 0) await fetchMedia(core, source, post, signal);
  const plans = await Promise.all(routes.map((route) => planOrLater(core, post, route, signal)));
  const at = core.clock.now();
  core.store.write((write) => {
    if (!isStillLinked(write, source)) return;
    for (const { route, destination, plan } of plans.filter((planned) => planned !== null)) {
      if (write.route(route.id) === null) continue;
      const hash = contentHash(plan.content, destination, null);
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
      const holds = plan.notices.filter(({ level }) => level === 'hold');
      const crosspost = { id, postId: post.id, accountId: destination.id };
      note(write, at, plannedAs[plan.state], crosspost, {
        contentHash: hash,
        holds: holds.map(({ code }) => code),
        values: Object.fromEntries(holds.map(({ code, values = {} }) => [code, values])),
      });
      const { pollEveryMs } = connectorFor(core, source.network).about;
      letGo(write, id, { post, pollEveryMs, zone: core.clock.timeZone(), at });
    }
    if (!plans.includes(null)) write.setPlanned(post.id, at);
    // What was copied nowhere needs no second look.
    if (write.crosspostsOf(post.id).length > 0) write.setNextLook(post.id, nextLook(post.seenAt, at));
  });
  core.passing?.('crossposts_planned');
  core.changed({ kind: 'posts', postIds: [post.id] });
}

const plannedAs = {
  held: 'crosspost_held',
  waiting: 'crosspost_planned',
  skipped: 'crosspost_filtered',
} as const satisfies Record<Plan['state'], LedgerAction>;

export interface Planned {
  readonly route: RouteRecord;
  readonly destination: AccountRecord;
  readonly plan: Plan;
}

/** Null when the destination does not answer: its own trouble, which keeps neither the source nor another route waiting. */
export async function planOrLater(
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
  const hasBucket = core.store.read.sealed('bucket') !== null;
  const toggles = togglesFor(core.store.read, route);
  const plan = planCrosspost({
    post: asCarried(core, core.store.read, post, route.rules.filters),
    toggles,
    marksSensitive: sensitiveMarks.includes(destination.network),
    pictures: await Promise.all(media.filter(isPicture).map((item) => fitPicture(core, item, limits, toggles))),
    video: await fitVideo(core, media.find(isVideo) ?? null, limits),
    limits,
    judging: connector,
    audienceUntoldBy: whoSees(core, core.store.read, post).untoldBy,
    hasAddress: (sha256) => hasAddressFor(core, post, sha256, hasBucket),
  });
  const made = { postId: post.id, accountId: destination.id, content: plan.content };
  const sameness = samenessOf(core.store.read, made, 'planned', core.clock.now());
  const notices = [...plan.notices, ...samenessNotice(sameness)];
  return { route, destination, plan: afterFilters({ ...plan, notices }, post, media, route, destination) };
}

/** What a filter keeps away bothers nobody: it lies among what was skipped, says why, and can be brought back. */
function afterFilters(
  plan: Plan,
  post: PostRecord,
  media: readonly MediaRecord[],
  { rules: { filters } }: RouteRecord,
  { network }: AccountRecord,
): Plan {
  const reason = filteredOut({ post, media: mediaKindOf(post, media), filters, to: network });
  if (reason === null) return plan;
  return { ...plan, state: 'skipped', notices: [...plan.notices, info('filtered_out', { ...reason })] };
}

type Picture = Extract<MediaRecord, { kind: 'picture' }>;
type Video = Extract<MediaRecord, { kind: 'video' }>;
const isPicture = (media: MediaRecord): media is Picture => media.kind === 'picture';
const isVideo = (media: MediaRecord): media is Video => media.kind === 'video';

async function fitPicture(
  core: Core,
  media: Picture,
  limits: AccountLimits,
  toggles: Toggles,
): Promise<PictureForPlan> {
  const { id: mediaId, altText, file } = media;
  if (file === null) return { mediaId, altText, fitted: null };
  // Where no picture is taken there is nothing to fit it to: it is held as it is.
  if (limits.pictures === 0) return { mediaId, altText, fitted: { kind: 'as_is', file } };
  const fitted = await core.pictures.fit(file, {
    bytes: limits.pictureBytes,
    pixels: limits.picturePixels,
    types: limits.pictureTypes,
    metadata: metadataFor(toggles),
  });
  return { mediaId, altText, fitted };
}

/** What of a file's own telling stays in it. */
function metadataFor({ stripLocation, keepCredit, stripMetadata }: Toggles): MetadataPolicy {
  return {
    location: stripLocation === 'yes' ? 'strip' : 'keep',
    credit: keepCredit === 'yes' ? 'keep' : 'strip',
    other: stripMetadata === 'yes' ? 'strip' : 'keep',
  };
}

async function fitVideo(core: Core, media: Video | null, limits: AccountLimits): Promise<VideoForPlan | null> {
  if (media === null) return null;
  const { id: mediaId, altText, file } = media;
  if (file === null) return { mediaId, altText, fitted: null };
  const fitted = limits.video === null ? ({ kind: 'as_is', file } as const) : await core.videos.fit(file, limits.video);
  return { mediaId, altText, fitted };
}
