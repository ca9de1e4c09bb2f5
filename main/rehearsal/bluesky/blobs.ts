/** `uploadBlob` and `getBlob`. Unlike a real server this one never clears away blobs that no record refers to. */
import { person } from '../people.ts';
import { isScene } from '../pictures.ts';
import { bytes, json, type Answer, type Incoming, type Route } from '../server.ts';
import { sniffPicture, sniffVideo } from '../uploads.ts';
import { isVideoName, readVideo } from '../videos.ts';
import { signedIn } from './authentication.ts';
import type { StoredBlob } from './bluesky-state.ts';
import { blobCid } from './cid.ts';
import { stateOf, type PdsContext } from './pds-context.ts';
import { xrpcError } from './xrpc.ts';

/** What a real PDS takes at most (networks.md: blobs); a picture's own limit is checked when it is posted. */
export const blobLimitBytes = 52_428_800;

export function blobRoutes(context: PdsContext): readonly Route[] {
  const upload = signedIn(
    context,
    (incoming) => ({ kind: 'blob', mimeType: mimeTypeOf(incoming) }),
    (incoming) => keepBlob(context, incoming),
  );
  return [
    { method: 'POST', path: '/xrpc/com.atproto.repo.uploadBlob', handle: upload },
    { method: 'GET', path: '/xrpc/com.atproto.sync.getBlob', handle: (incoming) => serveBlob(context, incoming) },
  ];
}

/** What the bytes say counts more than what the client says. */
const mimeTypeOf = ({ body, headers }: Incoming) =>
  sniffPicture(body) ?? sniffVideo(body) ?? headers['content-type'] ?? 'application/octet-stream';

async function keepBlob(context: PdsContext, incoming: Incoming): Promise<Answer> {
  const { body } = incoming;
  if (body.length === 0)
    return xrpcError(400, 'InvalidRequest', 'Request encoding (Content-Type) given but no body was provided');
  const blob = await storeBlob(context, body, mimeTypeOf(incoming), null);
  return json(200, { blob: blobRef(blob) });
}

/** Keeps a file of the account. `madeFrom` is the hash of what an app uploaded, where another server made this of it. */
export async function storeBlob(
  context: PdsContext,
  body: Uint8Array,
  mimeType: string,
  madeFrom: string | null,
): Promise<StoredBlob> {
  const sha256 = await context.world.uploads.keep(body);
  const file = { sha256, scene: null, video: null, madeFrom };
  const blob = { cid: blobCid(body), mimeType, sizeBytes: body.length, ...file };
  const state = stateOf(context);
  if (!state.blobs.some(({ cid }) => cid === blob.cid)) state.blobs.push(blob);
  context.world.store.changed();
  return blob;
}

export const blobRef = ({ cid, mimeType, sizeBytes }: StoredBlob) => ({
  $type: 'blob',
  ref: { $link: cid },
  mimeType,
  size: sizeBytes,
});

async function serveBlob(context: PdsContext, { url }: Incoming): Promise<Answer> {
  const blob = stateOf(context).blobs.find(({ cid }) => cid === url.searchParams.get('cid'));
  if (blob === undefined || url.searchParams.get('did') !== person.bluesky.did)
    return xrpcError(400, 'BlobNotFound', 'Blob not found');
  return bytes(blob.mimeType, await contentOf(context, blob));
}

async function contentOf({ world }: PdsContext, { sha256, scene, video }: StoredBlob): Promise<Buffer> {
  if (scene !== null && isScene(scene)) return world.pictures.read(scene);
  if (video !== null && isVideoName(video)) return readVideo(video);
  return world.uploads.read(sha256 ?? '');
}
