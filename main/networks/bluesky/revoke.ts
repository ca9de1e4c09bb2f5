/** Ending Crosstie's permission at the account's server, with a proof that says what was answered. */
import { NetworkFailure, type AccountCall } from '../../core/ports/network.ts';
import { type Revoked } from '../../core/ports/sign-in.ts';
import type { NetworkContext } from '../network.ts';
import { deleteSession } from './app-password.ts';
import { memoryStore, newClient, oauthLibrary } from './oauth-client.ts';
import { loadStored, type StoredAppPassword, type StoredOAuth } from './stored.ts';

const appPasswordsPage = 'https://bsky.app/settings/app-passwords';

/** The library keeps to itself what the server answered; the last answer that passes through here is that one. */
function watched(fetch: typeof globalThis.fetch) {
  let last: { readonly path: string; readonly status: number } | null = null;
  const watching: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    last = null;
    const response = await fetch(request);
    last = { path: new URL(request.url).pathname, status: response.status };
    return response;
  };
  return { fetch: watching, last: () => last };
}

async function revokeOAuth(stored: StoredOAuth, context: NetworkContext): Promise<Revoked> {
  const library = await oauthLibrary();
  const { sub, iss } = stored.session.tokenSet;
  const { host, origin } = new URL(iss);
  const sessions = memoryStore<typeof stored.session>();
  await sessions.set(sub, stored.session);
  const { fetch, last } = watched(context.http.fetch);
  const metadata = library.atprotoLoopbackClientMetadata(stored.clientId);
  const http = { ...context.http, fetch };
  const client = newClient(library, metadata, sessions, { ...context, http });
  await client.revoke(sub).catch(() => undefined);
  const answer = last();
  const page = `${origin}/account`;
  return answer?.status === 200
    ? { revoked: 'at_network', proof: { code: 'accepted', values: { call: answer.path, host } }, page }
    : {
        revoked: 'by_hand',
        proof: { code: 'not_accepted', values: { call: answer?.path ?? '/oauth/revoke', host } },
        page,
      };
}

async function revokeAppPassword(
  stored: StoredAppPassword,
  call: AccountCall,
  context: NetworkContext,
): Promise<Revoked> {
  const { host } = new URL(stored.service);
  try {
    await deleteSession(stored, call, context);
    return { revoked: 'at_network', proof: { code: 'session_ended', values: { host } }, page: appPasswordsPage };
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error;
    const values = { host, call: 'com.atproto.server.deleteSession' };
    return { revoked: 'by_hand', proof: { code: 'not_accepted', values }, page: appPasswordsPage };
  }
}

/** Never throws for what the network does: unlinking goes on, and the answer says what is left to do by hand. */
export async function revoke(call: AccountCall, context: NetworkContext): Promise<Revoked> {
  const stored = await loadStored(call.credentials);
  return stored.kind === 'oauth' ? await revokeOAuth(stored, context) : await revokeAppPassword(stored, call, context);
}
