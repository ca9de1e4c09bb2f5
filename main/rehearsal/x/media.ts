/** Uploads: pictures in one request, videos in numbered pieces, alt texts afterwards: docs.x.com/x-api/media/introduction. */
import sharp from 'sharp';
import { z } from 'zod';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import { sniffPicture } from '../uploads.ts';
import type { World } from '../world.ts';
import { call } from './calls.ts';
import { charge, prices } from './money.ts';
import { type Fields, readUpload } from './multipart.ts';
import { invalidRequest, notFoundProblem } from './problems.ts';
import { mediaKey } from './tweet.ts';
import { nextId, type XMedia } from './x-state.ts';

const lifeSecs = 86_400;
const pictureTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
const most = {
  picture: 5_000_000,
  gif: 15_000_000,
  video: 512_000_000,
  segment: 5_000_000,
  segmentIndex: 999,
} as const;
const longestAltText = 1000;
const scopes = ['media.write'];
/** How often X wants to be asked about a video that takes no time. */
const shortestCheckSecs = 1;

export function mediaRoutes(world: World): readonly Route[] {
  const path = '/2/media/upload';
  return [
    call(world, 'POST', path, { scopes, limit: 500 }, (incoming) => takePicture(world, incoming)),
    call(world, 'GET', path, { scopes, limit: 1000 }, (incoming) => showStatus(world, incoming)),
    call(world, 'POST', `${path}/initialize`, { scopes, limit: 1875 }, (incoming) => begin(world, incoming)),
    call(world, 'POST', `${path}/:id/append`, { scopes, limit: 1875 }, (incoming) => append(world, incoming)),
    call(world, 'POST', `${path}/:id/finalize`, { scopes, limit: 1875 }, (incoming) => finalize(world, incoming)),
    call(world, 'POST', '/2/media/metadata', { scopes, limit: 500 }, (incoming) => describe(world, incoming)),
  ];
}

/** The bytes come as a file of a form or as Base64 in JSON. */
async function takePicture(world: World, incoming: Incoming): Promise<Answer> {
  const fields = readUpload(incoming);
  const category = fields.get('media_category')?.toString() ?? '';
  const content = contentOf(fields);
  const mimeType = sniffPicture(content);
  const size = await sharp(content)
    .metadata()
    .catch(() => null);
  if (mimeType === null || size === null || !pictureTypes.includes(mimeType))
    return invalidRequest('Invalid media type.', { media: [] });
  const wanted = mimeType === 'image/gif' ? 'tweet_gif' : 'tweet_image';
  if (category !== wanted)
    return invalidRequest(`Media category ${category} does not fit ${mimeType}.`, { media_category: [category] });
  if (content.length > (mimeType === 'image/gif' ? most.gif : most.picture))
    return invalidRequest('File size exceeds the limit.', { media: [] });
  const media = keep(world, {
    kind: mimeType === 'image/gif' ? 'animated_gif' : 'photo',
    mimeType,
    width: size.width,
    height: size.height,
    sizeBytes: content.length,
    sha256: await world.uploads.keep(content),
    readyAt: world.now(),
  });
  const image = { w: size.width, h: size.height, image_type: mimeType };
  return json(200, { data: { ...summary(world, media), size: content.length, image } });
}

/** Throws a Refusal when there is none. */
function contentOf(fields: Fields): Buffer {
  const media = fields.get('media');
  if (media !== undefined && media.length > 0) return media;
  throw new Refusal(invalidRequest('media is missing.', { media: [] }));
}

type NewMedia = Pick<XMedia, 'kind' | 'mimeType' | 'width' | 'height' | 'sizeBytes' | 'sha256' | 'readyAt'>;
function keep(world: World, media: NewMedia): XMedia {
  const { x } = world.store.state();
  const now = world.now();
  const rest = { durationMs: 0, altText: '', sample: null, segments: [], failure: null, endsAt: now + lifeSecs * 1000 };
  const kept: XMedia = { ...media, ...rest, id: nextId(x, now) };
  x.media.push(kept);
  world.store.changed();
  return kept;
}

const summary = ({ now }: World, media: XMedia) => ({
  id: media.id,
  media_key: mediaKey(media),
  expires_after_secs: Math.max(0, Math.round((media.endsAt - now()) / 1000)),
});

const beginSchema = z.strictObject({
  media_type: z.enum(['video/mp4', 'video/quicktime']),
  total_bytes: z.int().positive().max(most.video),
  media_category: z.enum(['tweet_video', 'amplify_video']),
  shared: z.boolean().optional(),
  additional_owners: z.array(z.string()).optional(),
});

function begin(world: World, incoming: Incoming): Answer {
  const asked = beginSchema.safeParse(readJson(incoming));
  if (!asked.success) return invalidRequest(`$.${asked.error.issues[0]?.path.join('.') ?? ''}: is not valid.`);
  const { media_type: mimeType, total_bytes: sizeBytes } = asked.data;
  const media = { kind: 'video', mimeType, sizeBytes, width: 0, height: 0, sha256: null, readyAt: null } as const;
  return json(200, { data: summary(world, keep(world, media)) });
}

/** Throws a Refusal when the upload is not known (any more). */
function uploadOf(world: World, id: string): XMedia {
  const media = world.store.state().x.media.find((one) => one.id === id && one.sample === null);
  if (media !== undefined && world.now() < media.endsAt) return media;
  throw new Refusal(json(404, notFoundProblem(id)));
}

/** A piece that comes once more takes the place of the first. */
async function append(world: World, incoming: Incoming): Promise<Answer> {
  const media = uploadOf(world, incoming.params['id'] ?? '');
  const fields = readUpload(incoming);
  const index = Number(fields.get('segment_index')?.toString() ?? Number.NaN);
  if (!Number.isInteger(index) || index < 0 || index > most.segmentIndex)
    return invalidRequest('segment_index must be between 0 and 999.', { segment_index: [String(index)] });
  const content = contentOf(fields);
  if (media.readyAt !== null) return invalidRequest('The upload is finalized already.');
  if (content.length > most.segment) return invalidRequest('A segment may have 5 MB.');
  const others = media.segments.filter((segment) => segment.index !== index);
  const arrived = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, content.length);
  if (arrived > media.sizeBytes) return invalidRequest('Segments have more bytes than total_bytes.');
  media.segments = [...others, { index, sha256: await world.uploads.keep(content), sizeBytes: content.length }];
  world.store.changed();
  return json(200, { data: { expires_at: Math.round(media.endsAt / 1000) } });
}

async function finalize(world: World, incoming: Incoming): Promise<Answer> {
  const media = uploadOf(world, incoming.params['id'] ?? '');
  if (media.readyAt !== null) return invalidRequest('The upload is finalized already.');
  const ordered = media.segments.toSorted((one, other) => one.index - other.index);
  const arrived = ordered.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (arrived !== media.sizeBytes || ordered.some(({ index }, position) => index !== position))
    return invalidRequest('Segments do not add up to provided total file size.');
  const content = Buffer.concat(await Promise.all(ordered.map(({ sha256 }) => world.uploads.read(sha256))));
  const mood = world.moodOf('x');
  const isVideo = content.subarray(4, 8).toString() === 'ftyp';
  media.sha256 = await world.uploads.keep(content);
  media.failure = mood.processingFails ?? (isVideo ? null : 'Unsupported video format');
  media.readyAt = world.now() + mood.processingMs;
  world.store.changed();
  const pending = { state: 'pending', check_after_secs: checkAfter(world, media) };
  return json(200, { data: { ...summary(world, media), size: media.sizeBytes, processing_info: pending } });
}

function showStatus(world: World, { url }: Incoming): Answer {
  if (url.searchParams.get('command') !== 'STATUS') return invalidRequest('command must be STATUS.');
  const media = uploadOf(world, url.searchParams.get('media_id') ?? '');
  const info = processing(world, media);
  return json(200, { data: { ...summary(world, media), ...(info !== null && { processing_info: info }) } });
}

/** Null for what is not worked on: a picture, or a video whose pieces are still awaited. */
function processing(world: World, media: XMedia) {
  if (media.kind !== 'video' || media.readyAt === null) return null;
  if (world.now() < media.readyAt)
    return { state: 'in_progress', check_after_secs: checkAfter(world, media), progress_percent: 50 };
  if (media.failure === null) return { state: 'succeeded', progress_percent: 100 };
  return { state: 'failed', error: { code: 1, name: 'InvalidMedia', message: media.failure } };
}

const checkAfter = ({ now }: World, { readyAt }: XMedia): number =>
  Math.max(shortestCheckSecs, Math.ceil(((readyAt ?? 0) - now()) / 1000));

const metadataSchema = z.object({
  id: z.string(),
  metadata: z.object({ alt_text: z.object({ text: z.string().min(1).max(longestAltText) }) }),
});

function describe(world: World, incoming: Incoming): Answer {
  const asked = metadataSchema.safeParse(readJson(incoming));
  if (!asked.success) return invalidRequest(`$.${asked.error.issues[0]?.path.join('.') ?? ''}: is not valid.`);
  const media = uploadOf(world, asked.data.id);
  if (media.kind === 'video') return invalidRequest('Alt text is for images and GIFs.');
  media.altText = asked.data.metadata.alt_text.text;
  charge(world, prices.metadata);
  return json(200, { data: { id: media.id, associated_metadata: asked.data.metadata } });
}

/** Whether a post may name it now. */
export const isUsable = ({ now }: World, media: XMedia): boolean =>
  media.readyAt !== null && media.failure === null && now() >= media.readyAt && now() < media.endsAt;
