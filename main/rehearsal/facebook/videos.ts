/**
 * `/{page}/videos` on `graph-video.facebook.com`: a file in parts. `start` opens a session, `transfer` takes one part after
 * the other and says which comes next, `finish` lets Facebook work on it and brings the post out. Numbers come as text.
 */
import { z } from 'zod';
import { randomToken } from '../oauth-codes.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import { invalid, refusal } from './answers.ts';
import { onPage, stateOf, type FacebookContext, type Page } from './facebook-context.ts';
import { nextId, type FacebookVideo } from './facebook-state.ts';
import { findObject } from './listing.ts';
import { addPost, publishing } from './posts.ts';
import { partialFile } from './partial-form.ts';

/** The real one asks for parts of changing length. */
const partBytes = 4_194_304;
/** Meta's section on this way of uploading names no limit; this one is often told. */
const largestBytes = 1_000_000_000;
const size = z.coerce.number().int().positive();

export const videoRoutes = (context: FacebookContext): readonly Route[] => [
  {
    method: 'POST',
    path: '/:id/videos',
    takesPart: true,
    handle: onPage(context, publishing, (incoming, page) => takeRequest(context, incoming, page)),
  },
];

/** Of a request that broke off only the bytes of a part count. */
async function takeRequest(context: FacebookContext, incoming: Incoming, page: Page): Promise<Answer> {
  if (incoming.isCut) {
    const part = partialFile(incoming, 'video_file_chunk');
    return part === null ? json(400, {}) : takePart(context, page, part.fields, part.bytes);
  }
  const fields = await readFields(incoming);
  const phase = textField(fields, 'upload_phase');
  if (phase === 'start') return start(context, page, fields);
  if (phase === 'finish') return finish(context, page, fields);
  if (phase !== 'transfer') throw invalid('upload_phase must be start, transfer or finish');
  const chunk = fields.get('video_file_chunk');
  if (!(chunk instanceof Blob)) throw refusal({ code: 6001, message: '(#6001) video_file_chunk is missing' });
  return takePart(context, page, fields, new Uint8Array(await chunk.arrayBuffer()));
}

function start(context: FacebookContext, page: Page, fields: FormData): Answer {
  const { world } = context;
  const sizeBytes = size.safeParse(textField(fields, 'file_size'));
  if (!sizeBytes.success) throw invalid('file_size must be a positive number');
  if (sizeBytes.data > largestBytes) throw refusal({ code: 6000, message: '(#6000) The video file is too large' });
  const video: FacebookVideo = {
    id: nextId(stateOf(context), world.now()),
    pageId: page.id,
    sessionId: randomToken(),
    name: null,
    sha256: null,
    sizeBytes: sizeBytes.data,
    receivedBytes: 0,
    parts: [],
    createdAt: world.now(),
    finishedAt: null,
    readyAt: null,
    failure: null,
  };
  stateOf(context).videos.push(video);
  world.store.changed();
  return json(200, { video_id: video.id, upload_session_id: video.sessionId, ...offsets(video) });
}

const offsets = ({ receivedBytes, sizeBytes }: FacebookVideo) => ({
  start_offset: String(receivedBytes),
  end_offset: String(Math.min(sizeBytes, receivedBytes + partBytes)),
});

/** The video of a session that is still open. */
function openVideo(context: FacebookContext, page: Page, fields: FormData): FacebookVideo {
  const sessionId = textField(fields, 'upload_session_id') ?? '';
  const video = stateOf(context).videos.find((item) => item.pageId === page.id && item.sessionId === sessionId);
  const isKept = video !== undefined && findObject(stateOf(context), video.id, context.world.now()).video !== undefined;
  if (video === undefined || !isKept || video.finishedAt !== null)
    throw refusal({ code: 6000, message: '(#6000) The upload session is not open any more' });
  return video;
}

async function takePart(context: FacebookContext, page: Page, fields: FormData, bytes: Uint8Array): Promise<Answer> {
  const video = openVideo(context, page, fields);
  const startsAt = Number(textField(fields, 'start_offset') ?? Number.NaN);
  if (startsAt !== video.receivedBytes)
    throw refusal({ code: 6001, message: `(#6001) The chunk must begin at byte ${video.receivedBytes}` });
  if (bytes.length === 0 || startsAt + bytes.length > video.sizeBytes)
    throw refusal({ code: 6001, message: '(#6001) The chunk does not fit into the file' });
  video.parts.push(await context.world.uploads.keep(bytes));
  video.receivedBytes += bytes.length;
  context.world.store.changed();
  return json(200, offsets(video));
}

async function finish(context: FacebookContext, page: Page, fields: FormData): Promise<Answer> {
  const { world } = context;
  const video = openVideo(context, page, fields);
  if (video.receivedBytes < video.sizeBytes)
    throw refusal({ code: 6001, message: '(#6001) The video file is not uploaded completely' });
  const whole = Buffer.concat(await Promise.all(video.parts.map((part) => world.uploads.read(part))));
  const { processingMs, processingFails } = world.moodOf('facebook');
  const isVideo = whole.subarray(4, 8).toString('latin1') === 'ftyp';
  video.sha256 = await world.uploads.keep(whole);
  video.finishedAt = world.now();
  video.readyAt = world.now() + processingMs;
  video.failure =
    processingFails ?? (isVideo ? null : 'The video file you tried to upload is in a format that is not supported.');
  const { id, sha256, readyAt } = video;
  const message = textField(fields, 'description') ?? '';
  if (video.failure === null) addPost(context, { page, message, video: { id, sha256, readyAt } });
  world.store.changed();
  return json(200, { success: true });
}
