import { NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { wrappedFailure } from './errors.ts';
import { loopbackClient, memoryStore, newClient, oauthLibrary } from './oauth-client.ts';

/** Why what a person typed leads nowhere: the failure of the way there, or that no account or server is there. */
export function notThere(account: string, thrown: unknown): NetworkFailure {
  const failure = wrappedFailure(thrown);
  if (failure !== null) return failure;
  const detail = /^https?:/.test(account)
    ? `${new URL(account).host} does not answer like a Bluesky server.`
    : `There is no account “${account}” that Bluesky knows.`;
  return new NetworkFailure({ code: 'not_a_server', detail }, { notSent: true, cause: thrown });
}

/** The origin of the server that an account (a handle or DID) lives on; a server is its own. Throws NetworkFailure. */
export async function findService(account: string, context: NetworkContext, signal: AbortSignal): Promise<string> {
  if (/^https?:/.test(account)) return account;
  const library = await oauthLibrary();
  const client = newClient(library, loopbackClient(library, 'http://127.0.0.1/'), memoryStore(), context);
  try {
    const { didDoc } = await client.identityResolver.resolve(account, { signal });
    return library.extractPdsUrl(didDoc).origin;
  } catch (thrown) {
    throw notThere(account, thrown);
  }
}
