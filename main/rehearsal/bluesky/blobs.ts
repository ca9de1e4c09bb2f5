/** `uploadBlob` and `getBlob`. Unlike a real server this one never clears away blobs that no record refers to. */
import { person } from '../people.ts';
import { bytes, json, type Answer, type Incoming, type Route } from '../server.ts';
import { sniffPicture } from '../uploads.ts';
import { signedIn } from './authentication.ts';
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
  sniffPicture(body) ?? headers['content-type'] ?? 'application/octet-stream';

async function keepBlob(context: PdsContext, incoming: Incoming): Promise<Answer> {
  const { body } = incoming;
  if (body.length === 0)
    return xrpcError(400, 'InvalidRequest', 'Request encoding (Content-Type) given but no body was provided');
  const blob = {
    cid: blobCid(body),
    sha256: await context.world.uploads.keep(body),
    mimeType: mimeTypeOf(incoming),
    sizeBytes: body.length,
  };
  const state = stateOf(context);
  if (!state.blobs.some(({ cid }) => cid === blob.cid)) state.blobs.push(blob);
  context.world.store.changed();
  return json(200, {
    blob: { $type: 'blob', ref: { $link: blob.cid }, mimeType: blob.mimeType, size: blob.sizeBytes },
  });
}

async function serveBlob(context: PdsContext, { url }: Incoming): Promise<Answer> {
  const blob = stateOf(context).blobs.find(({ cid }) => cid === url.searchParams.get('cid'));
  if (blob === undefined || url.searchParams.get('did') !== person.bluesky.did)
    return xrpcError(400, 'BlobNotFound', 'Blob not found');
  return bytes(blob.mimeType, await context.world.uploads.read(blob.sha256));
}
