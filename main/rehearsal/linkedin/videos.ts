/** Videos: parts of four megabytes at addresses of their own, put together at the end, and then worked on. */
import { createHash } from 'node:crypto';
import { randomToken } from '../oauth-codes.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import type { World } from '../world.ts';
import { invalidValue, missingField, notFound } from './errors.ts';
import { isAnswer, readStart } from './images.ts';
import type { LinkedinVideo } from './linkedin-state.ts';
import { restRoute } from './rest.ts';

const addressLifeMs = 24 * 3_600_000;
const partBytes = 4_194_304;
const smallestBytes = 75_000;
const largestBytes = 500_000_000;

export function videoRoutes(world: World, base: () => string): readonly Route[] {
  const common = { resource: 'videos', allowed: true } as const;
  return [
    restRoute(world, { ...common, method: 'POST', path: '/rest/videos', action: 'ACTION' }, (incoming) =>
      incoming.url.searchParams.get('action') === 'finalizeUpload'
        ? finish(world, incoming)
        : start(world, base(), incoming),
    ),
    restRoute(world, { ...common, method: 'GET', path: '/rest/videos/:urn', action: 'GET' }, (incoming) =>
      show(world, incoming),
    ),
    { method: 'PUT', path: '/dms-uploads/video/:key/:part', handle: (incoming) => take(world, incoming) },
  ];
}

export type VideoStatus = 'WAITING_UPLOAD' | 'PROCESSING' | 'PROCESSING_FAILED' | 'AVAILABLE';
/** How far LinkedIn is with a video, and what it says against it. */
export function statusOf(
  world: World,
  { file, finalizedAt }: LinkedinVideo,
): { readonly status: VideoStatus; readonly reason: string | null } {
  const { processingMs, processingFails } = world.moodOf('linkedin');
  if (file === null) return { status: 'WAITING_UPLOAD', reason: null };
  if (world.now() < finalizedAt + processingMs) return { status: 'PROCESSING', reason: null };
  if (processingFails !== null) return { status: 'PROCESSING_FAILED', reason: processingFails };
  if (!file.usable) return { status: 'PROCESSING_FAILED', reason: 'The media type is not supported' };
  return { status: 'AVAILABLE', reason: null };
}

function start(world: World, base: string, incoming: Incoming): Answer {
  const request = readStart(incoming);
  if (isAnswer(request)) return request;
  const sizeBytes = request['fileSizeBytes'];
  if (sizeBytes === undefined) return missingField('initializeUploadRequest/fileSizeBytes');
  const isSize = typeof sizeBytes === 'number' && sizeBytes >= smallestBytes && sizeBytes <= largestBytes;
  if (!isSize) return invalidValue('initializeUploadRequest/fileSizeBytes', 'is out of range');
  const video: LinkedinVideo = {
    urn: `urn:li:video:C5F10AQ${randomToken().slice(0, 16)}`,
    key: randomToken(),
    uploadToken: sizeBytes > partBytes ? randomToken() : '',
    addressEndsAt: world.now() + addressLifeMs,
    parts: partsOf(sizeBytes),
    file: null,
    finalizedAt: 0,
  };
  world.store.state().linkedin.videos.push(video);
  world.store.changed();
  const uploadInstructions = video.parts.map(({ firstByte, lastByte }, index) => ({
    uploadUrl: `${base}/dms-uploads/video/${video.key}/${index}`,
    firstByte,
    lastByte,
  }));
  const { urn, uploadToken, addressEndsAt } = video;
  return json(200, { value: { uploadUrlsExpireAt: addressEndsAt, video: urn, uploadInstructions, uploadToken } });
}

function partsOf(sizeBytes: number): LinkedinVideo['parts'] {
  return Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => ({
    firstByte: index * partBytes,
    lastByte: Math.min(sizeBytes, (index + 1) * partBytes) - 1,
    sha256: null,
    etag: null,
  }));
}

/** The address is the permission. A part comes whole, in any order, and takes the place of the one before. */
async function take(world: World, incoming: Incoming): Promise<Answer> {
  const video = world.store.state().linkedin.videos.find(({ key }) => key === incoming.params['key']);
  const part = video?.parts[Number(incoming.params['part'])];
  if (video === undefined || part === undefined || world.now() >= video.addressEndsAt) return { status: 403, body: '' };
  if (incoming.body.length !== part.lastByte - part.firstByte + 1) return { status: 400, body: '' };
  part.sha256 = await world.uploads.keep(incoming.body);
  part.etag = `/ambry-video/signedId/${createHash('md5').update(`${video.key}${part.firstByte}${part.sha256}`).digest('hex')}`;
  world.store.changed();
  return { status: 200, headers: { etag: part.etag }, body: '' };
}

async function finish(world: World, incoming: Incoming): Promise<Answer> {
  const asked = readJson(incoming)['finalizeUploadRequest'];
  if (typeof asked !== 'object' || asked === null) return missingField('finalizeUploadRequest');
  const { video: urn, uploadToken, uploadedPartIds } = asked as Readonly<Record<string, unknown>>;
  const video = world.store.state().linkedin.videos.find((candidate) => candidate.urn === urn);
  if (video === undefined) return notFound(String(urn));
  if (uploadToken !== video.uploadToken)
    return invalidValue('finalizeUploadRequest/uploadToken', 'is not the one given');
  if (video.file !== null) return invalidValue('finalizeUploadRequest/video', 'has been finalized');
  const etags = video.parts.map(({ etag }) => etag);
  if (JSON.stringify(uploadedPartIds) !== JSON.stringify(etags))
    return invalidValue('finalizeUploadRequest/uploadedPartIds', 'do not match the parts that arrived');
  const parts = await Promise.all(video.parts.map(({ sha256 }) => world.uploads.read(sha256 ?? '')));
  const whole = Buffer.concat(parts);
  video.file = { sha256: await world.uploads.keep(whole), usable: whole.subarray(4, 8).toString('latin1') === 'ftyp' };
  video.finalizedAt = world.now();
  world.store.changed();
  return { status: 200, body: '' };
}

function show(world: World, incoming: Incoming): Answer {
  const urn = incoming.params['urn'] ?? '';
  const video = world.store.state().linkedin.videos.find((candidate) => candidate.urn === urn);
  if (video === undefined) return notFound(urn);
  const { status, reason } = statusOf(world, video);
  return json(200, { id: urn, status, ...(reason === null ? {} : { processingFailureReason: reason }) });
}
