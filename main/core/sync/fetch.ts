/** Fetches the pictures and the video of a noticed post, once, while their addresses still work. */
import type { Core } from '../core.ts';
import { callFor, connectorFor, needsSignIn } from '../core.ts';
import { passes } from '../crosspost/retry.ts';
import { type AccountCall, type Connector, NetworkFailure } from '../ports/network.ts';
import type { PictureFile } from '../ports/system.ts';
import type { AccountRecord, MediaRecord, PostRecord } from '../ports/records.ts';

/** No picture of a source is read beyond this. */
const pictureMaxBytes = 64 * 1024 * 1024;
/** What the largest taker takes (Threads, TikTok beyond it have their own limits). */
const videoMaxBytes = 1024 * 1024 * 1024;
/** For so long an unreachable file is waited for before the crossposts are held without it. */
const patienceMs = 24 * 60 * 60_000;

type Reading = NonNullable<Connector['read']>;
interface Fetching {
  readonly core: Core;
  readonly post: PostRecord;
  readonly read: Reading;
  readonly call: AccountCall;
}

/**
 * Fetches what is missing. What is no picture or video is left without a file: its crossposts are held and say so. Throws
 * NetworkFailure when a file cannot be had at the moment.
 */
export async function fetchMedia(
  core: Core,
  source: AccountRecord,
  post: PostRecord,
  signal: AbortSignal,
): Promise<void> {
  const { read } = connectorFor(core, source.network);
  if (read === undefined) return;
  const fetching = { core, post, read, call: callFor(core, source, signal) };
  const missing = (): readonly MediaRecord[] => core.store.read.media(post.id).filter(({ file }) => file === null);
  if (await fetchAll(fetching, missing())) return;
  // Some networks' addresses end after hours, and what came may have been something else: the post is read again, once.
  if (await refreshAddresses(fetching)) await fetchAll(fetching, missing());
}

/** Answers whether every file is there. */
async function fetchAll(fetching: Fetching, missing: readonly MediaRecord[]): Promise<boolean> {
  let hasAll = true;
  for (const media of missing) {
    const isThere = await orUnavailable(fetching, () => fetchOne(fetching, media));
    hasAll &&= isThere;
  }
  return hasAll;
}

/** False for what is no picture or video: perhaps a page that a server or a Wi-Fi sent in its place, or half of it. */
async function fetchOne({ core, read, call }: Fetching, media: MediaRecord): Promise<boolean> {
  const file =
    media.kind === 'video'
      ? await core.videos.add(await read.video(media.url, videoMaxBytes, call), videoMaxBytes)
      : await core.pictures.add(await read.picture(media.url, pictureMaxBytes, call));
  core.passing?.('file_fetched');
  if (file !== null) core.store.write((write) => write.setMediaFile(media.id, file));
  if (media.kind === 'video') await fetchPoster({ core, read, call }, media);
  else if (file !== null) await lookAt(core, media.id, file);
  return file !== null;
}

/** A still is for the eye alone: without it nothing is held. */
async function fetchPoster(
  { core, read, call }: Omit<Fetching, 'post'>,
  { id, posterUrl }: MediaRecord,
): Promise<void> {
  if (posterUrl === null) return;
  const bytes = await read.picture(posterUrl, pictureMaxBytes, call).catch((thrown: unknown) => {
    if (thrown instanceof NetworkFailure) return null;
    throw thrown;
  });
  const poster = bytes === null ? null : await core.pictures.add(bytes);
  if (poster === null) return;
  core.store.write((write) => write.setPoster(id, poster));
  await lookAt(core, id, poster);
}

/** So that the same picture is known again when it comes another way. */
async function lookAt(core: Core, id: MediaRecord['id'], file: PictureFile): Promise<void> {
  const likeness = await core.pictures.likeness(file).catch(() => null);
  core.store.write((write) => write.setLikeness(id, likeness));
}

async function orUnavailable({ core, post }: Fetching, get: () => Promise<boolean>): Promise<boolean> {
  try {
    return await get();
  } catch (thrown) {
    if (!(thrown instanceof NetworkFailure)) throw thrown;
    if (mayPass(core, post, thrown)) throw thrown;
    core.log.warn('a file of a post is not available', { post: post.id, code: thrown.problem.code });
    return false;
  }
}

/** Whether it is worth waiting for: what stands in the way passes, or ends when the account is linked again. */
function mayPass(core: Core, { id }: PostRecord, { problem }: NetworkFailure): boolean {
  const seenAt = core.store.read.post(id)?.seenAt ?? 0;
  return (passes(problem) || needsSignIn(problem)) && core.clock.now() - seenAt < patienceMs;
}

/** Answers false when the post is gone or cannot be read for good. Throws NetworkFailure when it cannot be read at the moment. */
async function refreshAddresses({ core, post, read, call }: Fetching): Promise<boolean> {
  const fresh = await read.post?.(post.remoteId, call).catch((thrown: unknown) => {
    if (!(thrown instanceof NetworkFailure) || mayPass(core, post, thrown)) throw thrown;
    return null;
  });
  if (fresh === null || fresh === undefined) return false;
  const pictures = fresh.pictures.map(({ url }) => ({ url, posterUrl: null }));
  const video = fresh.video === null ? [] : [{ url: fresh.video.url, posterUrl: fresh.video.posterUrl }];
  core.store.write((write) => write.setMediaUrls(post.id, [...pictures, ...video]));
  return true;
}
