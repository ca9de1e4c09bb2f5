/** snac2's API without any client of ours, so that a test's own view of the server shares no code with the app. */
import { z } from 'zod';
import { consentOnSnac, type SnacServer, type SnacUser } from './snac.ts';

const redirectUri = 'http://127.0.0.1:39999/callback';
const snacCredentials = z.object({ client_id: z.string(), client_secret: z.string() });

export async function snacApp(snac: SnacServer): Promise<z.infer<typeof snacCredentials>> {
  const body = new URLSearchParams({ client_name: 'Crosstie', redirect_uris: redirectUri, scopes: 'read write' });
  return snacCredentials.parse(await snacJson(snac, '/api/v1/apps', { method: 'POST', body }));
}

export function snacAuthorization(snac: SnacServer, app: z.infer<typeof snacCredentials>): string {
  const query = { response_type: 'code', client_id: app.client_id, redirect_uri: redirectUri, scope: 'read write' };
  return `${snac.url}/oauth/authorize?${new URLSearchParams({ ...query, state: 'a state' }).toString()}`;
}

/** A token that may read and write, for what is asked of the server outside the app. */
export async function snacToken(snac: SnacServer, user: SnacUser): Promise<string> {
  const app = await snacApp(snac);
  const redirect = new URL(await consentOnSnac(snacAuthorization(snac, app), user));
  const code = redirect.searchParams.get('code') ?? '';
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...app });
  const answer = await snacJson(snac, '/oauth/token', { method: 'POST', body });
  return z.object({ access_token: z.string() }).parse(answer).access_token;
}

/** Throws for an answer outside 2xx. */
export async function snacJson(snac: SnacServer, path: string, init: RequestInit, token?: string): Promise<unknown> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${snac.url}${path}`, { ...init, headers });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
