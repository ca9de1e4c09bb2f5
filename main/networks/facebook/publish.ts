/**
 * Publishing to a Page, step by step: developers.facebook.com/docs/pages-api/posts and …/graph-api/reference/page/feed.
 * Graph has no key that makes a repeat harmless. So everything that can be is uploaded unseen, and what people see is one
 * step that is looked for.
 */
import { z } from 'zod';
import type { Content, ContentPicture } from '../../../contract/model.ts';
import type { Json } from '../../../contract/json.ts';
import {
  type AccountCall,
  type EditInput,
  NetworkFailure,
  type PublishInput,
  type PublishStep,
  type RemotePost,
  type StepOutcome,
} from '../../core/ports/network.ts';
import { outcomeOfWrite, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { firstLink } from './count.ts';
import { graphCodes, leavesOpen } from './errors.ts';
import { problemWith } from './limits.ts';
import { addressOf } from './parse.ts';
import { openSession, type PageSession } from './session.ts';
import { publishVideo, startVideo, transferVideo } from './video.ts';

const uploadTimeoutMs = 120_000;
const idSchema = z.object({ id: z.string().min(1) });
const addressSchema = z.object({ permalink_url: z.string().nullish() });

const stepOf = (index: number): string => `picture-${index + 1}`;

/** Nobody sees an unpublished photo or an unfinished video; a day later Facebook forgets it. */
export function publishSteps({ pictures, video }: Content): readonly PublishStep[] {
  if (video === null) {
    const uploads = pictures.map((_, index): PublishStep => ({ name: stepOf(index), safety: 'repeat' }));
    return [...uploads, { name: 'post', safety: 'find' }];
  }
  return [
    { name: 'video-start', safety: 'repeat' },
    { name: 'video', safety: 'repeat' },
    { name: 'post', safety: 'find' },
  ];
}

export async function performStep(
  input: PublishInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const problem = problemWith(input.content);
  if (problem !== null) return { kind: 'refused', problem };
  return outcomeOfWrite(async () => {
    const session = await openSession(call, context);
    const { name } = input.step;
    const picture = input.content.pictures.find((_, index) => stepOf(index) === name);
    if (picture !== undefined) return uploadPhoto(picture, input, session);
    if (input.content.video === null) return post(input, session);
    if (name === 'video-start') return startVideo(input.content.video, session);
    if (name === 'video') return transferVideo(input.content.video, input, session, call.signal);
    return publishVideo(input, session, call.signal, context);
  });
}

async function uploadPhoto(
  picture: ContentPicture,
  { file, step }: PublishInput,
  session: PageSession,
): Promise<StepOutcome> {
  const blob = await file(picture.sha256).catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
  const multipart = new FormData();
  multipart.set('published', 'false');
  if (picture.altText !== '') multipart.set('alt_text_custom', picture.altText);
  multipart.set('source', blob, `${step.name}.${picture.mimeType.split('/')[1] ?? 'bin'}`);
  const path = `/${session.page}/photos`;
  const { id } = await session.write(idSchema, { path, body: { multipart }, timeoutMs: uploadTimeoutMs });
  return { kind: 'accepted', result: { id }, post: null };
}

/** One photo goes the way of several: so the post that people see is always this one step. */
async function post(input: PublishInput, session: PageSession): Promise<StepOutcome> {
  const { content, results } = input;
  const photos = content.pictures.map((_, index) => uploadedId(results, stepOf(index)));
  const form = new URLSearchParams();
  if (content.text !== '') form.set('message', content.text);
  // Facebook makes a card of a link only where it is named, and of none beside photos.
  const link = photos.length === 0 ? firstLink(content.text) : null;
  if (link !== null) form.set('link', link);
  for (const [index, id] of photos.entries()) form.set(`attached_media[${index}]`, JSON.stringify({ media_fbid: id }));
  try {
    const { id } = await session.write(idSchema, { path: `/${session.page}/feed`, body: { form } });
    return { kind: 'accepted', result: { id }, post: { remoteId: id, url: await addressFor(id, session) } };
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    if (leavesOpen(error)) return { kind: 'unknown', problem: error.problem };
    const isForgotten = graphCodes(error.answer.body)?.code === 100 && (await anyIsGone(photos, session));
    if (isForgotten) return { kind: 'start_over', problem: error.problem };
    throw error;
  }
}

/** The post is out: that its address cannot be asked for must not undo that. */
async function addressFor(id: string, { read, www }: PageSession): Promise<string> {
  const { permalink_url: url } = await read(addressSchema, `/${encodeURIComponent(id)}?fields=permalink_url`).catch(
    () => ({
      permalink_url: null,
    }),
  );
  return addressOf({ id, permalink_url: url }, www);
}

/** Whether Facebook has forgotten one of the photos. False when that cannot be asked. */
async function anyIsGone(photos: readonly string[], { read }: PageSession): Promise<boolean> {
  for (const id of photos) {
    const failure = await read(idSchema, `/${encodeURIComponent(id)}?fields=id`).then(
      () => null,
      (error: unknown) => error,
    );
    if (failure instanceof NetworkFailure && failure.problem.code === 'not_found') return true;
  }
  return false;
}

function uploadedId(results: Readonly<Record<string, Json>>, step: string): string {
  const uploaded = idSchema.safeParse(results[step]);
  if (uploaded.success) return uploaded.data.id;
  throw new NetworkFailure({ code: 'internal', detail: `Step ${step} left no picture.` }, { notSent: true });
}

const successSchema = z.object({ success: z.literal(true) });

/** Changes the text, which Facebook allows of posts that this app made. Throws NetworkFailure. */
export async function editPost(
  { post: remote, content }: EditInput,
  call: AccountCall,
  context: NetworkContext,
): Promise<RemotePost> {
  const problem = problemWith(content);
  if (problem !== null) throw new NetworkFailure(problem, { notSent: true });
  const { write } = await openSession(call, context);
  const path = `/${encodeURIComponent(remote.remoteId)}`;
  await write(successSchema, { path, body: { form: { message: content.text } } });
  return remote;
}

/** Deletes a post; one that is gone counts as deleted, once Facebook has said so twice. Throws NetworkFailure. */
export async function removePost(remote: RemotePost, call: AccountCall, context: NetworkContext): Promise<void> {
  const session = await openSession(call, context);
  try {
    await session.write(successSchema, { method: 'DELETE', path: `/${encodeURIComponent(remote.remoteId)}` });
  } catch (error) {
    const isGone = error instanceof NetworkFailure && error.problem.code === 'not_found';
    if (!isGone || !(await anyIsGone([remote.remoteId], session))) throw error;
  }
}
