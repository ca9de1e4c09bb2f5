/** The upload host, which the API hands addresses of: chunks strictly in order, each taken whole or not at all. */
import { recordDelivery } from '../deliveries.ts';
import { person } from '../people.ts';
import type { Answer, Incoming, Route } from '../server.ts';
import type { World } from '../world.ts';
import { chunkEnd, readRange } from './chunks.ts';
import type { TiktokAddresses } from './reading.ts';
import type { Share } from './tiktok-state.ts';

const addressLivesMs = 3_600_000;
const types: readonly string[] = ['video/mp4', 'video/quicktime', 'video/webm'];

export const uploadRoutes = (world: World, at: TiktokAddresses): readonly Route[] => [
  { method: 'PUT', path: '/upload/video/', handle: (incoming) => takeChunk(world, at, incoming) },
];

const plain = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: '',
});

async function takeChunk(world: World, at: TiktokAddresses, incoming: Incoming): Promise<Answer> {
  const query = incoming.url.searchParams;
  const share = world.store.state().tiktok.shares.find(({ uploadId }) => uploadId === query.get('upload_id'));
  if (share === undefined) return plain(404);
  if (share.uploadToken !== query.get('upload_token') || world.now() >= share.createdAt + addressLivesMs)
    return plain(403);
  const type = incoming.headers['content-type'] ?? '';
  const range = readRange(incoming.headers['content-range']);
  if (!types.includes(type) || range === null || range.total !== share.size) return plain(400);
  if (incoming.body.length !== range.last - range.start + 1) return plain(400);
  if (range.start !== share.uploadedBytes || share.uploadedBytes === share.size) return plain(416, progressOf(share));
  if (range.last + 1 !== chunkEnd(range.start, share)) return plain(400);
  // Counted before it is kept: the same chunk may come once more meanwhile.
  const place = share.chunks.push('') - 1;
  share.uploadedBytes = range.last + 1;
  share.mimeType = type;
  share.chunks[place] = await world.uploads.keep(incoming.body);
  world.store.changed();
  if (share.uploadedBytes < share.size) return plain(206, progressOf(share));
  await finishUpload(world, at, share);
  return plain(201, progressOf(share));
}

const progressOf = ({ uploadedBytes, size }: Share): Readonly<Record<string, string>> =>
  uploadedBytes === 0 ? {} : { 'content-range': `bytes 0-${uploadedBytes - 1}/${size}` };

async function finishUpload(world: World, at: TiktokAddresses, share: Share): Promise<void> {
  const content = Buffer.concat(await Promise.all(share.chunks.map((chunk) => world.uploads.read(chunk))));
  const sha256 = await world.uploads.keep(content);
  receive(world, share, isVideo(content) ? '' : 'file_format_check_failed');
  deliver(world, at, share, [{ sha256, mimeType: share.mimeType }]);
}

/** An MP4 or MOV says `ftyp` at byte 4, a WebM begins with EBML's mark. */
const isVideo = (content: Buffer): boolean =>
  content.toString('latin1', 4, 8) === 'ftyp' || content.readUInt32BE(0) === 0x1a45dfa3;

/** Everything has come: what will become of it is decided now and told when processing is over. */
export function receive(world: World, share: Share, failReason: string): void {
  const { processingMs, processingFails, seesDuplicates } = world.moodOf('tiktok');
  share.receivedAt = world.now();
  share.readyAt = world.now() + processingMs;
  share.failReason = failReason || (processingFails ?? (seesDuplicates ? 'spam_risk' : ''));
  world.store.changed();
}

/** What arrives in the inbox, once. */
export function deliver(
  world: World,
  at: TiktokAddresses,
  share: Share,
  media: readonly { readonly sha256: string; readonly mimeType: string }[],
): void {
  if (share.failReason !== '') return;
  recordDelivery(world.store, {
    network: 'tiktok',
    id: share.publishId,
    url: `${at.www()}/@${person.tiktok.username}`,
    at: share.readyAt ?? world.now(),
    title: share.title,
    text: share.description,
    visibility: 'draft',
    warning: '',
    key: null,
    media: media.map((file) => ({ ...file, altText: '' })),
    deletedAt: null,
  });
}
