/** Looking whether a post arrived, after an answer that was lost. */
import { z } from 'zod';
import type { Content } from '../../../contract/model.ts';
import {
  type AccountCall,
  type FindInput,
  type FindOutcome,
  NetworkFailure,
  type RemotePost,
} from '../../core/ports/network.ts';
import { classify } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { addressOf, type FacebookPost, isShare, partsOf } from './parse.ts';
import { pagesOf } from './read.ts';
import { openSession, type PageSession } from './session.ts';
import { failureOf, hasBegun, startedVideo, videoStatus } from './video-status.ts';

/**
 * How far the clocks of this machine and Facebook may be apart. A whole day: to miss the post would mean to send it again,
 * and an older one of the same words is most likely known as the copy of something else.
 */
const clockSlackMs = 24 * 60 * 60_000;
const pageSize = 100;
const mostPages = 5;

type Wanted = Pick<FindInput, 'content' | 'startedAt'> & Partial<Pick<FindInput, 'isKnown'>>;
const absent: FindOutcome = { kind: 'absent' };
const unclear: FindOutcome = { kind: 'cannot_tell', problem: { code: 'unknown' } };
const notYet: FindOutcome = { kind: 'cannot_tell', problem: { code: 'not_ready' } };

export async function findPost(input: FindInput, call: AccountCall, context: NetworkContext): Promise<FindOutcome> {
  try {
    const session = await openSession(call, context);
    return input.content.video === null ? await findInList(input, session) : await findVideo(input, session);
  } catch (error) {
    return { kind: 'cannot_tell', problem: classify(error, { started: true }).problem };
  }
}

/**
 * A post that names a photo uploaded for it is it for certain. Else text and number of photos are compared (Facebook shows no
 * alt texts): one that fits is it, several or one that only nearly fits are for the person to tell apart.
 */
async function findInList(input: FindInput, session: PageSession): Promise<FindOutcome> {
  const recent = (await recentPosts(input.startedAt, session)).filter(({ id }) => !input.isKnown(id));
  const photos = Object.values(input.results).flatMap(idIn);
  const named = recent.find((post) => photos.some((id) => names(post, id)));
  if (named !== undefined) return foundAt(named, session);
  const [match, ...others] = recent.filter((post) => fits(post, input.content));
  if (match !== undefined && others.length === 0) return foundAt(match, session);
  return match !== undefined || recent.some((post) => nearlyFits(post, input.content)) ? unclear : absent;
}

/**
 * The video's own id says for certain whether it was finished. `absent` of one that was not, or that failed: a second finish
 * cannot make a second post, and is refused with the reason.
 */
async function findVideo(input: FindInput, session: PageSession): Promise<FindOutcome> {
  const { videoId } = startedVideo(input.results);
  const status = await videoStatus(videoId, session);
  if (status === null || failureOf(status) !== null || !hasBegun(status)) return absent;
  const post = status.video_status === 'ready' ? await locateVideo(videoId, input, session) : null;
  return post === null ? notYet : { kind: 'found', post, result: { id: post.remoteId } };
}

/**
 * The post that a finished video became; null while it is not in the list. One that names the video is it; where addresses do
 * not say, the only one with a video and these words.
 */
export async function locateVideo(videoId: string, wanted: Wanted, session: PageSession): Promise<RemotePost | null> {
  const { startedAt, content, isKnown = () => false } = wanted;
  const recent = (await recentPosts(startedAt, session)).filter(({ id }) => !isKnown(id));
  const named = recent.find((post) => names(post, videoId));
  const [only, ...others] = named === undefined ? recent.filter((post) => fits(post, content)) : [named];
  return only === undefined || others.length > 0 ? null : remotePost(only, session);
}

const remotePost = (post: FacebookPost, { www }: PageSession): RemotePost => ({
  remoteId: post.id,
  url: addressOf(post, www),
});

function foundAt(post: FacebookPost, session: PageSession): FindOutcome {
  return { kind: 'found', post: remotePost(post, session), result: { id: post.id } };
}

const uploadedSchema = z.object({ id: z.string().min(1) });
const idIn = (result: unknown): readonly string[] => {
  const uploaded = uploadedSchema.safeParse(result);
  return uploaded.success ? [uploaded.data.id] : [];
};

/** Whether an attachment's address holds this number, alone and not as a piece of a longer one. */
function names(post: FacebookPost, id: string): boolean {
  const { photos, videos } = partsOf(post);
  return [...photos, ...videos].some(({ url }) => (url ?? '').split(/\D+/).includes(id));
}

async function recentPosts(startedAt: number, session: PageSession): Promise<readonly FacebookPost[]> {
  const since = startedAt - clockSlackMs;
  const found: FacebookPost[] = [];
  let count = 0;
  for await (const posts of pagesOf(session, pageSize, mostPages)) {
    found.push(...posts.filter((post) => post.created_time >= since && !isShare(post)));
    const oldest = posts.at(-1);
    if (oldest === undefined || oldest.created_time < since) return found;
    count += 1;
  }
  if (count < mostPages) return found;
  throw new NetworkFailure({ code: 'unknown', detail: 'The list of posts is too long to look through.' });
}

function fits(post: FacebookPost, content: Content): boolean {
  return comparable(post.message ?? '') === comparable(content.text) && sameMedia(post, content);
}

/** The same letters and media, though signs were changed. */
function nearlyFits(post: FacebookPost, content: Content): boolean {
  return lettersOf(post.message ?? '') === lettersOf(content.text) && sameMedia(post, content);
}

function sameMedia(post: FacebookPost, { pictures, video }: Content): boolean {
  const { photos, videos } = partsOf(post);
  return photos.length === pictures.length && videos.length === (video === null ? 0 : 1);
}

const comparable = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
const lettersOf = (text: string): string => comparable(text).replace(/[^\p{L}\p{N}]/gu, '');
