/** A client of a pretend Mastodon or Pixelfed that does what it is told, right or wrong. */
import { expect } from 'vitest';
import { consent, form, jsonOf, pkce } from './rehearsal-setup.ts';

export const redirectUri = 'http://127.0.0.1:49152/callback';
export const mastodonScopes = 'profile read:accounts read:statuses write:statuses write:media';
type Fields = Readonly<Record<string, string>>;
export interface App {
  readonly client_id: string;
  readonly client_secret: string;
}

/** `base` is asked at each call, so that the client can be made before the server. */
export function fediverseClient(base: () => string, allScopes: string) {
  const register = async (scopes = allScopes): Promise<App> => {
    const body = form({ client_name: 'Crosstie', redirect_uris: redirectUri, scopes });
    return jsonOf<App>(await fetch(`${base()}/api/v1/apps`, { method: 'POST', body }));
  };
  const authorizeUrl = (app: App, challenge: string, changes: Fields = {}): URL => {
    const url = new URL('/oauth/authorize', base());
    const pkceFields = { code_challenge: challenge, code_challenge_method: 'S256' };
    const asked = {
      response_type: 'code',
      client_id: app.client_id,
      redirect_uri: redirectUri,
      scope: allScopes,
      state: 'st',
      ...pkceFields,
    };
    for (const [name, value] of Object.entries({ ...asked, ...changes })) url.searchParams.set(name, value);
    return url;
  };
  /** A code and the fields that redeem it; `changes` are to what is asked of the person. */
  const grant = async (changes: Fields = {}) => {
    const { client_id, client_secret } = await register();
    const { verifier, challenge } = pkce();
    const code =
      (await consent(authorizeUrl({ client_id, client_secret }, challenge, changes))).searchParams.get('code') ?? '';
    return {
      grant_type: 'authorization_code',
      code,
      client_id,
      client_secret,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    };
  };
  const redeem = (fields: Fields) => fetch(`${base()}/oauth/token`, { method: 'POST', body: form(fields) });
  const signIn = async (changes: Fields = {}): Promise<string> =>
    (await jsonOf<{ access_token: string }>(await redeem(await grant(changes)))).access_token;
  const call = (token: string, method: string, path: string, body?: BodyInit, headers: Fields = {}) =>
    fetch(base() + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const upload = (token: string, content: Buffer<ArrayBuffer>, description?: string) => {
    const body = new FormData();
    body.append('file', new Blob([content], { type: 'image/jpeg' }), 'picture.jpg');
    if (description !== undefined) body.append('description', description);
    return call(token, 'POST', '/api/v2/media', body);
  };
  /** Uploads and waits until the server is done with the picture. */
  const readyMedia = async (token: string, content: Buffer<ArrayBuffer>): Promise<string> => {
    const { id } = await jsonOf<{ id: string }>(await upload(token, content, 'A test'));
    await expect.poll(async () => (await call(token, 'GET', `/api/v1/media/${id}`)).status).toBe(200);
    return id;
  };
  const post = (token: string, fields: Fields, key: string) =>
    call(token, 'POST', '/api/v1/statuses', form(fields), { 'idempotency-key': key });
  return { base, register, authorizeUrl, grant, redeem, signIn, call, upload, readyMedia, post };
}
