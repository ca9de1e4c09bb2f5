/** The pretend TikTok by plain fetch: what several tests do. */
import { createHash, randomBytes } from 'node:crypto';
import { apps } from '../../main/rehearsal/people.ts';
import { consent, form, jsonOf, pkce, type RehearsalWorld } from './rehearsal-setup.ts';

const { clientId, clientSecret } = apps.tiktok;
export const dayMs = 86_400_000;
export const redirectUri = 'http://127.0.0.1:51234/callback';
export const allScopes = 'user.info.basic,user.info.profile,video.list,video.upload';

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly refresh_expires_in: number;
  readonly scope: string;
  readonly open_id: string;
}
interface Envelope {
  readonly data: Record<string, unknown>;
  readonly error: { readonly code: string; readonly log_id: string };
}
export type Fields = Readonly<Record<string, string>>;

const hexOf = (verifier: string) => createHash('sha256').update(verifier).digest('hex');

/** Requests at the pretend TikTok of a world, which may not be there yet. */
export function tiktokOf(world: () => Pick<RehearsalWorld, 'rehearsal'>) {
  const www = () => world().rehearsal.base('tiktok-www');
  const api = () => world().rehearsal.base('tiktok-api');
  const authorizeUrl = (verifier: string, changes: Fields = {}): URL => {
    const url = new URL('/v2/auth/authorize/', www());
    const asked = {
      client_key: clientId,
      scope: allScopes,
      response_type: 'code',
      redirect_uri: redirectUri,
      state: 'st',
      code_challenge: hexOf(verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries({ ...asked, ...changes })) url.searchParams.set(name, value);
    return url;
  };
  const token = (fields: Fields) => {
    const body = form({ client_key: clientId, client_secret: clientSecret, ...fields });
    return fetch(`${api()}/v2/oauth/token/`, { method: 'POST', body });
  };
  const revoke = (accessToken: string) => {
    const body = form({ client_key: clientId, client_secret: clientSecret, token: accessToken });
    return fetch(`${api()}/v2/oauth/revoke/`, { method: 'POST', body });
  };
  const codeAndVerifier = async (scope = allScopes): Promise<Readonly<Record<'code' | 'code_verifier', string>>> => {
    const { verifier } = pkce();
    const back = await consent(authorizeUrl(verifier, { scope }));
    return { code: back.searchParams.get('code') ?? '', code_verifier: verifier };
  };
  const exchange = (fields: Fields) =>
    token({ grant_type: 'authorization_code', redirect_uri: redirectUri, ...fields });
  const ask = async (path: string, accessToken: string, json?: unknown) => {
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json; charset=UTF-8' };
    const init = json === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(json) };
    const answer = await fetch(api() + path, init);
    return { status: answer.status, ...(await jsonOf<Envelope>(answer)) };
  };
  return {
    www,
    api,
    authorizeUrl,
    token,
    revoke,
    codeAndVerifier,
    exchange,
    signIn: async (scope = allScopes) => jsonOf<Tokens>(await exchange(await codeAndVerifier(scope))),
    ask,
    init: (accessToken: string, body: object) => ask('/v2/post/publish/inbox/video/init/', accessToken, body),
    statusOf: async (accessToken: string, publishId: unknown) =>
      (await ask('/v2/post/publish/status/fetch/', accessToken, { publish_id: publishId })).data,
    /** She opens the draft in the app and publishes it with this text. */
    finish: (publishId: unknown, text: string) =>
      fetch(`${www()}/rehearsal/inbox/${String(publishId)}`, { method: 'POST', body: form({ text }) }),
    /** The portal knows that everything under this prefix is the app's. */
    verify: (prefix: string) =>
      fetch(`${www()}/rehearsal/portal/url-properties`, { method: 'POST', body: form({ prefix }) }),
  };
}

export const chunk = 10_000_000;

export function videoInit(size: number, more: object = {}): object {
  const isOne = size < 2 * chunk;
  const plan = { chunk_size: isOne ? size : chunk, total_chunk_count: isOne ? 1 : Math.floor(size / chunk) };
  return { source_info: { source: 'FILE_UPLOAD', video_size: size, ...plan, ...more } };
}

/** Begins as an MP4 does. */
export function movie(size: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(size);
  randomBytes(64).copy(bytes, 16);
  bytes.write('ftyp', 4, 'latin1');
  return bytes;
}

export function put(url: unknown, bytes: Buffer<ArrayBuffer>, start: number, end: number, more: Fields = {}) {
  const range = `bytes ${start}-${end - 1}/${bytes.length}`;
  const headers = { 'content-type': 'video/mp4', 'content-range': range, ...more };
  return fetch(String(url), { method: 'PUT', headers, body: bytes.subarray(start, end) });
}
