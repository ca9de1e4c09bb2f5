/** Pictures and videos of posts. Without the account's token: they often lie with another company. */
import type { AccountCall } from '../../core/ports/network.ts';
import type { HttpRequest } from '../http.ts';
import type { NetworkContext } from '../network.ts';

const pictureTimeoutMs = 60_000;
const videoTimeoutMs = 30 * 60_000;

/**
 * The bytes of a picture, never more than `maxBytes`. Redirects stay on their host. Throws NetworkFailure,
 * `media_unreachable` when it is gone.
 */
export async function fetchPicture(
  url: string,
  maxBytes: number,
  call: AccountCall,
  context: NetworkContext,
): Promise<Uint8Array> {
  const request = { ...mediaRequest(url, maxBytes, call), headers: { accept: 'image/*' }, timeoutMs: pictureTimeoutMs };
  return (await context.http.bytes(request)).body;
}

/** The bytes of a video while they come in. Fails as `fetchPicture` does, while it is read too. */
export async function fetchVideo(
  url: string,
  maxBytes: number,
  call: AccountCall,
  context: NetworkContext,
): Promise<AsyncIterable<Uint8Array>> {
  const request = { ...mediaRequest(url, maxBytes, call), headers: { accept: 'video/*' }, timeoutMs: videoTimeoutMs };
  return (await context.http.stream(request)).body;
}

function mediaRequest(url: string, maxBytes: number, { signal }: AccountCall): HttpRequest {
  return {
    method: 'GET',
    url,
    kind: 'read',
    maxBytes,
    signal,
    explain: ({ status }) => ({ code: status >= 500 || status === 429 ? 'transient' : 'media_unreachable' }),
  };
}
