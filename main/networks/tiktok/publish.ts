/**
 * Publishing, by the inbox alone: what TikTok gets is a draft that the person finishes in its app. A developer app that
 * TikTok has not audited can post only for the poster's own eyes, and its guidelines name tools for one's own accounts as
 * not acceptable for the audit. developers.tiktok.com/docs/en/content-sharing-guidelines
 */
import { z } from 'zod';
import type { Content } from '../../../contract/model.ts';
import {
  type AccountCall,
  type FindInput,
  type FindOutcome,
  NetworkFailure,
  type PublishInput,
  type PublishStep,
  type StepOutcome,
} from '../../core/ports/network.ts';
import { classify, outcomeOfWrite } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { draftOf, keepDraft } from './document.ts';
import { problemWith } from './limits.ts';
import { postPhotos } from './photos.ts';
import { openSession, type TiktokSession } from './session.ts';
import { type Asking, askStatus } from './status.ts';
import { unsent } from './unsent.ts';
import { chunkPlan, uploadVideo } from './upload.ts';

const notReadyMs = 10_000;
const startedSchema = z.object({ publish_id: z.string().min(1), upload_url: z.url() });
const resultSchema = z.object({ publishId: z.string() });

/**
 * Nobody sees an upload that was only begun. A draft is looked for by its `publish_id`: a video's came with `video-start`,
 * a photo post's is kept sealed as soon as it is known. When the answer that would have told it is lost, only the person
 * can look.
 */
export function steps({ video }: Content): readonly PublishStep[] {
  if (video === null) return [{ name: 'post', safety: 'find' }];
  return [
    { name: 'video-start', safety: 'repeat' },
    { name: 'video', safety: 'find' },
  ];
}

export async function perform(input: PublishInput, call: AccountCall, context: NetworkContext): Promise<StepOutcome> {
  const problem = problemWith(input.content);
  if (problem !== null) return { kind: 'refused', problem };
  return outcomeOfWrite(async () => {
    const session = await unsent(() => openSession(call, context));
    const { video } = input.content;
    if (video === null) return postPhotos(input, { session, call, context, kind: 'photo' });
    return input.step.name === 'video-start'
      ? startVideo(input, video.sizeBytes, session, call, context)
      : sendVideo(input, { session, call, context, kind: 'video' });
  });
}

async function startVideo(
  { key }: PublishInput,
  sizeBytes: number,
  session: TiktokSession,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const json = { source_info: { source: 'FILE_UPLOAD', ...chunkPlan(sizeBytes) } };
  const path = '/v2/post/publish/inbox/video/init/';
  const { publish_id: publishId, upload_url: uploadUrl } = await session.write(startedSchema, {
    method: 'POST',
    path,
    json,
  });
  await keepDraft({ key, publishId, uploadUrl, at: context.now() }, call, context);
  return { kind: 'accepted', result: { publishId }, post: null };
}

async function sendVideo({ content, results, key, file }: PublishInput, asking: Asking): Promise<StepOutcome> {
  const { video } = content;
  const started = resultSchema.safeParse(results['video-start']);
  if (!started.success || video === null)
    throw new NetworkFailure({ code: 'internal', detail: 'The upload was not begun.' }, { notSent: true });
  const { publishId } = started.data;
  const draft = await draftOf(key, asking.call);
  const uploadUrl = draft?.publishId === publishId ? draft.uploadUrl : null;
  return uploadVideo({ publishId, uploadUrl, video, file: () => file(video.sha256), asking });
}

/**
 * Asks how far TikTok is with the draft: that is certain where it answers. What still lacks bytes is nowhere to be seen,
 * and neither is what failed.
 */
export async function find(input: FindInput, call: AccountCall, context: NetworkContext): Promise<FindOutcome> {
  const { video } = input.content;
  try {
    const publishId = await publishIdOf(input, call);
    if (publishId === null) return { kind: 'cannot_tell', problem: { code: 'unknown' } };
    const session = await openSession(call, context);
    const kind = video === null ? 'photo' : 'video';
    const status = await askStatus(publishId, { session, call, context, kind });
    if (status.kind === 'there') return { kind: 'found', post: status.post, result: { publishId } };
    if (status.kind === 'failed') return { kind: 'absent' };
    if (status.kind === 'receiving' && (status.uploadedBytes ?? 0) < (video?.sizeBytes ?? 0)) return { kind: 'absent' };
    if (status.kind === 'forgotten') return { kind: 'cannot_tell', problem: status.problem };
    return { kind: 'cannot_tell', problem: { code: 'not_ready', until: context.now() + notReadyMs } };
  } catch (error) {
    return { kind: 'cannot_tell', problem: classify(error, { started: true }).problem };
  }
}

async function publishIdOf({ content, results, key }: FindInput, call: AccountCall): Promise<string | null> {
  if (content.video === null) return (await draftOf(key, call))?.publishId ?? null;
  const started = resultSchema.safeParse(results['video-start']);
  return started.success ? started.data.publishId : null;
}
