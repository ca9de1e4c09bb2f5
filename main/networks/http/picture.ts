import type { AccountCall } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';

const pictureTimeoutMs = 60_000;

/**
 * The bytes of a picture, never more than `maxBytes`. Without the account's token: pictures often lie with another
 * company. Redirects stay on their host. Throws NetworkFailure, `media_unreachable` when it is gone.
 */
export async function fetchPicture(
  url: string,
  maxBytes: number,
  call: AccountCall,
  context: NetworkContext,
): Promise<Uint8Array> {
  const answer = await context.http.bytes({
    method: 'GET',
    url,
    kind: 'read',
    headers: { accept: 'image/*' },
    maxBytes,
    timeoutMs: pictureTimeoutMs,
    signal: call.signal,
    explain: ({ status }) => ({ code: status >= 500 || status === 429 ? 'transient' : 'media_unreachable' }),
  });
  return answer.body;
}
