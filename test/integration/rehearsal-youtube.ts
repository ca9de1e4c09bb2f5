/** A client of the pretend YouTube that does what it is told, right or wrong. */
import { randomBytes } from 'node:crypto';
import { apps } from '../../main/rehearsal/people.ts';
import { consent, form, jsonOf, pkce, type RehearsalWorld } from './rehearsal-setup.ts';

type Fields = Readonly<Record<string, string>>;
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly expires_in: number;
}
export interface GoogleFailure {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly errors: readonly { readonly reason: string; readonly domain: string }[];
  };
}
export const redirectUri = 'http://127.0.0.1:49152/callback';
export const granule = 256 * 1024;
export const scopeOf = (name: string): string => `https://www.googleapis.com/auth/${name}`;
export const allScopes = ['youtube.upload', 'youtube.readonly', 'youtube.force-ssl'].map(scopeOf).join(' ');
export const reasonOf = async (answer: Response): Promise<string> =>
  (await jsonOf<GoogleFailure>(answer)).error.errors[0]?.reason ?? '';

/** The beginning of an MP4, and chance behind it. */
export function testVideo(sizeBytes: number): Buffer<ArrayBuffer> {
  const content = Buffer.from(randomBytes(sizeBytes));
  content.write('\0\0\0\u0018ftypmp42', 0, 'latin1');
  return content;
}

/** `world` is asked at each call, so that the client can be made before the servers. */
export function youtubeClient(world: () => Pick<RehearsalWorld, 'rehearsal'>) {
  const base = (name: string) => world().rehearsal.base(`google-${name}`);
  const { clientId: client_id, clientSecret: client_secret } = apps.youtube;
  const authorizeUrl = (challenge: string, changes: Fields = {}): URL => {
    const url = new URL('/o/oauth2/v2/auth', base('accounts'));
    const asked = {
      client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: allScopes,
      state: 'st',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      access_type: 'offline',
      prompt: 'consent',
    };
    for (const [name, value] of Object.entries({ ...asked, ...changes })) url.searchParams.set(name, value);
    return url;
  };
  const grant = async (changes: Fields = {}) => {
    const { verifier: code_verifier, challenge } = pkce();
    const code = (await consent(authorizeUrl(challenge, changes))).searchParams.get('code') ?? '';
    return {
      grant_type: 'authorization_code',
      code,
      client_id,
      client_secret,
      redirect_uri: redirectUri,
      code_verifier,
    };
  };
  const token = (fields: Fields) => fetch(`${base('oauth')}/token`, { method: 'POST', body: form(fields) });
  const signIn = async (changes: Fields = {}) => jsonOf<Tokens>(await token(await grant(changes)));
  const refresh = (refresh_token: string) =>
    token({ grant_type: 'refresh_token', refresh_token, client_id, client_secret });
  const call = (access: string, method: string, path: string, body?: BodyInit, headers: Fields = {}) =>
    fetch(base('api') + path, {
      method,
      headers: { authorization: `Bearer ${access}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const begin = (access: string, sizeBytes: number, resource: object, headers: Fields = {}) =>
    call(
      access,
      'POST',
      '/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status',
      JSON.stringify(resource),
      {
        'content-type': 'application/json',
        'x-upload-content-type': 'video/mp4',
        'x-upload-content-length': String(sizeBytes),
        ...headers,
      },
    );
  const put = (session: string, range: string, body?: BodyInit) =>
    fetch(session, {
      method: 'PUT',
      headers: { 'content-range': `bytes ${range}` },
      ...(body === undefined ? {} : { body }),
    });
  /** The whole file in one request; answers the video's resource. */
  const upload = async (access: string, resource: object, content = testVideo(1000)) => {
    const session = (await begin(access, content.length, resource)).headers.get('location') ?? '';
    return put(session, `0-${content.length - 1}/${content.length}`, content);
  };
  return { authorizeUrl, grant, token, signIn, refresh, call, begin, put, upload, base };
}
