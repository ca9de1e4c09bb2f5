/** A client of the pretend Instagram or Threads that does what it is told, right or wrong, by plain fetch. */
import sharp from 'sharp';
import { apps } from '../../main/rehearsal/people.ts';
import { consent, form, jsonOf, type RehearsalWorld } from './rehearsal-setup.ts';

type Fields = Readonly<Record<string, string>>;
export interface GraphFailure {
  readonly code: number;
  readonly error_subcode?: number;
  readonly message: string;
}
const houses = {
  instagram: {
    token: 'instagram-api',
    prefix: 'ig',
    version: 'v26.0',
    scope: 'instagram_business_basic,instagram_business_content_publish',
  },
  threads: {
    token: 'threads-graph',
    prefix: 'th',
    version: 'v1.0',
    scope: 'threads_basic,threads_content_publish,threads_read_replies,threads_delete',
  },
} as const;

/** `world` is asked at each call, so that the client can be made before the servers. */
export function metaClient(network: keyof typeof houses, world: () => RehearsalWorld) {
  const house = houses[network];
  const app = apps[network];
  const base = (server: string) => world().rehearsal.base(server);
  const authorizeUrl = (changes: Fields = {}): URL => {
    const url = new URL('/oauth/authorize', base(`${network}-www`));
    const { clientId: client_id, redirectUri: redirect_uri } = app;
    const asked = { client_id, redirect_uri, response_type: 'code', scope: house.scope, state: 'st' };
    for (const [name, value] of Object.entries({ ...asked, ...changes })) url.searchParams.set(name, value);
    return url;
  };
  const freshCode = async (changes: Fields = {}): Promise<string> =>
    (await consent(authorizeUrl(changes))).searchParams.get('code') ?? '';
  const exchange = (code: string, changes: Fields = {}): Promise<Response> => {
    const { clientId: client_id, clientSecret: client_secret, redirectUri: redirect_uri } = app;
    const fields = { client_id, client_secret, grant_type: 'authorization_code', redirect_uri, code, ...changes };
    return fetch(`${base(house.token)}/oauth/access_token`, { method: 'POST', body: form(fields) });
  };
  const graph = (path: string, query: Fields) => fetch(`${base(`${network}-graph`)}${path}?${form(query)}`);
  const shortToken = async (changes: Fields = {}): Promise<string> =>
    (await jsonOf<{ access_token: string }>(await exchange(await freshCode(changes)))).access_token;
  const longToken = async (changes: Fields = {}): Promise<string> => {
    const grant = { grant_type: `${house.prefix}_exchange_token`, client_secret: app.clientSecret };
    const answer = await graph('/access_token', { ...grant, access_token: await shortToken(changes) });
    return (await jsonOf<{ access_token: string }>(answer)).access_token;
  };
  const call = (method: string, path: string, token: string, fields: Fields = {}) =>
    fetch(`${base(`${network}-graph`)}/${house.version}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(method === 'POST' && { body: form(fields) }),
    });
  const idFrom = async (answer: Response): Promise<string> => {
    const body = await jsonOf<{ readonly id?: string; readonly error?: GraphFailure }>(answer);
    if (body.id === undefined) throw new Error(`No id: ${JSON.stringify(body)}`);
    return body.id;
  };
  return { authorizeUrl, freshCode, exchange, graph, shortToken, longToken, call, idFrom };
}

/** The code and subcode of a refusal. */
export async function refusalOf(answer: Response): Promise<readonly [number, number | undefined]> {
  const { error } = await jsonOf<{ readonly error: GraphFailure }>(answer);
  return [error.code, error.error_subcode];
}

export async function pictureOf(width: number, height: number, type: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Blob> {
  const drawn = sharp({ create: { width, height, channels: 3, background: '#456' } });
  return new Blob([new Uint8Array(await drawn.toFormat(type).toBuffer())], { type: `image/${type}` });
}
