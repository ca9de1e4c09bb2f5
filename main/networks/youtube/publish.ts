/** Publishing a video: a session is opened with the words, then filled. developers.google.com/youtube/v3/docs/videos/insert */
import { ownerOf } from '../../core/ports/budgets.ts';
import { wordFor } from '../../../contract/audiences.ts';
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import type { Content, ContentVideo } from '../../../contract/model.ts';
import {
  type AccountCall,
  NetworkFailure,
  type PublishInput,
  type PublishStep,
  type StepOutcome,
} from '../../core/ports/network.ts';
import { outcomeOfWrite } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { keepUpload } from './document.ts';
import { problemOfVideo } from './errors.ts';
import { problemWith } from './limits.ts';
import { lookedAtSchema, remotePost, type Uploaded } from './parse.ts';
import { openSession, type Session } from './session.ts';
import { sendVideo, type UploadSession } from './transfer.ts';

/** People & Blogs, YouTube's own choice where nothing is chosen. */
const categoryId = '22';
/** How long after the last byte the fate of the video is awaited: most of what is no video shows at once. */
const looksAfterMs = [0, 500, 1500];

/** Which of the uploads under way is this crosspost's; their addresses are sealed. */
const startedSchema = z.object({ upload: z.string() });

/** Nobody sees a session. Of the video the session itself tells whether it is there, so it is looked for. */
export function steps(_content: Content): readonly PublishStep[] {
  return [
    { name: 'video-start', safety: 'repeat' },
    { name: 'video', safety: 'find' },
  ];
}

/** What goes wrong before anything was sent is a refusal. */
export async function perform(input: PublishInput, call: AccountCall, context: NetworkContext): Promise<StepOutcome> {
  const problem = problemWith(input.content);
  const { video } = input.content;
  if (problem !== null || video === null) return { kind: 'refused', problem: problem ?? { code: 'content_rejected' } };
  return outcomeOfWrite(async () => {
    const session = await openSession(call, context);
    return input.step.name === 'video-start'
      ? start(video, input, session, call, context)
      : upload(video, input, session, call, context);
  });
}

async function start(
  { mimeType, sizeBytes }: ContentVideo,
  { content, key }: PublishInput,
  session: Session,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const { headers } = await session.write({
    method: 'POST',
    path: '/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status&notifySubscribers=true',
    headers: { 'x-upload-content-type': mimeType, 'x-upload-content-length': String(sizeBytes) },
    body: { json: resourceOf(content) },
  });
  const url = headers.get('location') ?? '';
  if (!URL.canParse(url)) throw new NetworkFailure({ code: 'bad_answer', detail: 'YouTube opened no upload.' });
  await keepUpload(key, url, call, context);
  return { kind: 'accepted', result: { upload: key }, post: null };
}

function resourceOf({ title, text, language, audience }: Content): object {
  const defaultLanguage = languageOf(language);
  return {
    snippet: { title, description: text, categoryId, ...(defaultLanguage !== null && { defaultLanguage }) },
    status: { privacyStatus: wordFor('youtube', audience), selfDeclaredMadeForKids: false },
  };
}

/** A tag that is none would have the whole upload refused. */
function languageOf(language: string | null): string | null {
  try {
    return language === null ? null : (Intl.getCanonicalLocales(language)[0] ?? null);
  } catch {
    return null;
  }
}

/** The session of this crosspost's upload; null when it is not known any more. */
export function uploadSession(
  { results, content }: Pick<PublishInput, 'results' | 'content'>,
  { document }: Session,
  call: AccountCall,
  context: NetworkContext,
): UploadSession | null {
  const started = startedSchema.safeParse(results['video-start']);
  const kept = started.success ? document.uploads[started.data.upload] : undefined;
  if (kept === undefined || content.video === null) return null;
  const { sizeBytes, mimeType } = content.video;
  return { url: kept.url, sizeBytes, mimeType, account: ownerOf(call.account), signal: call.signal, context };
}

async function upload(
  { sha256 }: ContentVideo,
  input: PublishInput,
  session: Session,
  call: AccountCall,
  context: NetworkContext,
): Promise<StepOutcome> {
  const into = uploadSession(input, session, call, context);
  if (into === null) return startOver;
  const file = await input.file(sha256).catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
  const progress = await sendVideo(file, into);
  if (progress.kind !== 'done') return startOver;
  const { id, status } = progress.video;
  const problem = await fateOf(progress.video, session, call.signal, context);
  if (problem !== null) return { kind: 'refused', problem };
  return {
    kind: 'accepted',
    // What YouTube made of the audience that was asked for: it makes uploads of unaudited projects private.
    result: { id, privacyStatus: status.privacyStatus },
    post: remotePost(id, context.addresses.google.watch),
  };
}

const startOver: StepOutcome = {
  kind: 'start_over',
  problem: { code: 'transient', detail: 'YouTube has forgotten the upload.' },
};

/**
 * Why YouTube will not show the video, where it says so within seconds. Its work on a good one takes longer, and is no
 * part of publishing; nor does a look that fails change that the video is there.
 */
async function fateOf(
  { id, status }: Uploaded,
  session: Session,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<Problem | null> {
  let latest: Uploaded['status'] = status;
  try {
    for (const waitMs of looksAfterMs) {
      if (latest.uploadStatus !== 'uploaded') break;
      await context.wait(waitMs, signal);
      const { items = [] } = await session.read(
        lookedAtSchema,
        `/youtube/v3/videos?part=status&id=${encodeURIComponent(id)}`,
      );
      latest = items[0]?.status ?? latest;
    }
  } catch {
    return problemOfVideo(latest);
  }
  return problemOfVideo(latest);
}
