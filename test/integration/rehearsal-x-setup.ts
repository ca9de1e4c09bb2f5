/** The pretend X by plain requests: signing in, and the calls that several tests make. */
import { apps } from '../../main/rehearsal/people.ts';
import { consent, form, jsonOf, pkce, type RehearsalWorld } from './rehearsal-setup.ts';

export const allScopes = 'users.read tweet.read tweet.write media.write offline.access';

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly scope: string;
}
export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly type?: string;
  readonly errors?: readonly { readonly message?: string; readonly code?: number; readonly title?: string }[];
}

export function authorizeUrl(world: RehearsalWorld, changes: Readonly<Record<string, string | null>> = {}): URL {
  const url = new URL('/i/oauth2/authorize', world.rehearsal.base('x-www'));
  const asked = {
    response_type: 'code',
    client_id: apps.x.clientId,
    redirect_uri: apps.x.redirectUri,
    scope: allScopes,
    state: 'st',
    code_challenge: 'challenge',
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(asked)) if (value !== null) url.searchParams.set(name, value);
  return url;
}

export const tokenCall = (world: RehearsalWorld, fields: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${world.rehearsal.base('x-api')}/2/oauth2/token`, { method: 'POST', body: form(fields) });

/** A code, and the form that trades it. */
export async function freshGrant(world: RehearsalWorld, scope = allScopes): Promise<Readonly<Record<string, string>>> {
  const { verifier, challenge } = pkce();
  const back = await consent(authorizeUrl(world, { code_challenge: challenge, scope }));
  return {
    grant_type: 'authorization_code',
    client_id: apps.x.clientId,
    redirect_uri: apps.x.redirectUri,
    code_verifier: verifier,
    code: back.searchParams.get('code') ?? '',
  };
}

export const signIn = async (world: RehearsalWorld, scope = allScopes): Promise<Tokens> =>
  jsonOf<Tokens>(await tokenCall(world, await freshGrant(world, scope)));

export type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

/** Calls with a token; a FormData goes as it is, everything else as JSON. */
export function caller(world: RehearsalWorld, { access_token: token }: Pick<Tokens, 'access_token'>): Ask {
  return (method, path, body) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json';
    const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
    const request = { method, headers, ...(sent !== undefined && { body: sent }) };
    return fetch(`${world.rehearsal.base('x-api')}${path}`, request);
  };
}

export const problemOf = (answer: Response): Promise<Problem> => jsonOf<Problem>(answer);

export async function uploadPicture(
  ask: Ask,
  bytes: Uint8Array<ArrayBuffer>,
  category = 'tweet_image',
): Promise<Response> {
  const fields = new FormData();
  fields.set('media', new Blob([bytes]), 'picture');
  fields.set('media_category', category);
  return ask('POST', '/2/media/upload', fields);
}

export const idOf = async (answer: Response): Promise<string> =>
  (await jsonOf<{ readonly data: { readonly id: string } }>(answer)).data.id;

export async function append(ask: Ask, id: string, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const fields = new FormData();
  fields.set('segment_index', String(index));
  fields.set('media', new Blob([bytes]), 'segment');
  return ask('POST', `/2/media/upload/${id}/append`, fields);
}

/** Bytes with the mark of an MP4; what follows is noise. */
export function videoBytes(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size).map((_, index) => (index * 31) % 251);
  bytes.set(new TextEncoder().encode('ftypisom'), 4);
  return bytes;
}

/** What is left of the credits, in dollars, as the console shows it. */
export async function creditsLeft(world: RehearsalWorld): Promise<number> {
  const page = await (await fetch(`${world.rehearsal.base('x-www')}/console`)).text();
  return Number(/<strong>([\d.-]+) USD/.exec(page)?.[1]);
}
