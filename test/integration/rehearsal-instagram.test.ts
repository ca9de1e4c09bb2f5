import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apps } from '../../main/rehearsal/people.ts';
import { consent, form, jsonOf, openWorld, sendConsent, type RehearsalWorld } from './rehearsal-setup.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());

function authorizeUrl(changes: Readonly<Record<string, string>> = {}): URL {
  const { clientId, redirectUri } = apps.instagram;
  const url = new URL('/oauth/authorize', world.rehearsal.base('instagram-www'));
  const asked = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'instagram_business_basic',
    state: 'st',
  };
  for (const [name, value] of Object.entries({ ...asked, ...changes })) url.searchParams.set(name, value);
  return url;
}

async function freshCode(): Promise<string> {
  return (await consent(authorizeUrl())).searchParams.get('code') ?? '';
}

function exchange(code: string, changes: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { clientId, clientSecret, redirectUri } = apps.instagram;
  const body = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    code,
  };
  return fetch(`${world.rehearsal.base('instagram-api')}/oauth/access_token`, {
    method: 'POST',
    body: form({ ...body, ...changes }),
  });
}

const graph = (path: string, query: Readonly<Record<string, string>>) =>
  fetch(`${world.rehearsal.base('instagram-graph')}${path}?${form(query)}`);

async function longToken(): Promise<string> {
  const short = await jsonOf<{ access_token: string }>(await exchange(await freshCode()));
  const query = {
    grant_type: 'ig_exchange_token',
    client_secret: apps.instagram.clientSecret,
    access_token: short.access_token,
  };
  return (await jsonOf<{ access_token: string }>(await graph('/access_token', query))).access_token;
}

interface GraphFailure {
  readonly error: { readonly code: number; readonly error_subcode?: number };
}
const failureOf = async (response: Response) => (await jsonOf<GraphFailure>(response)).error;

describe('signing in at the pretend Instagram', () => {
  it('sends the person back with a code, the state and the stray #_', async () => {
    const back = await consent(authorizeUrl());
    expect(back.href.startsWith(apps.instagram.redirectUri)).toBe(true);
    expect(back.searchParams.get('state')).toBe('st');
    expect(back.hash).toBe('#_');
  });

  it('sends the person back with access_denied when she denies', async () => {
    const back = await consent(authorizeUrl(), 'deny');
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.has('code')).toBe(false);
  });

  it('shows its consent page in German to a German browser, without scripts', async () => {
    const page = await (
      await fetch(authorizeUrl(), { headers: { 'accept-language': 'de-DE,de;q=0.9,en;q=0.5' } })
    ).text();
    expect(page).toContain('<html lang="de">');
    expect(page).toContain('id="allow"');
    expect(page).toContain('id="deny"');
    expect(page).not.toContain('<script');
  });

  it('asks again when the password is wrong, and takes each page once only', async () => {
    const page = await (await fetch(authorizeUrl())).text();
    const wrong = await sendConsent(authorizeUrl(), page, { decision: 'allow', password: 'nonsense' });
    expect(wrong.status).toBe(200);
    expect(await wrong.text()).toContain('role="alert"');
    expect((await sendConsent(authorizeUrl(), page, { decision: 'allow' })).status).toBe(400);
  });

  it.each([{ redirect_uri: 'https://elsewhere.example/' }, { client_id: '1' }, { scope: 'business_basic' }])(
    'shows an error page for %o and does not redirect',
    async (changes) => {
      expect((await fetch(authorizeUrl(changes), { redirect: 'manual' })).status).toBe(400);
    },
  );

  it('redeems a code once only', async () => {
    const code = await freshCode();
    expect((await exchange(code)).status).toBe(200);
    expect(await jsonOf(await exchange(code))).toMatchObject({ error_type: 'OAuthException', code: 400 });
  });

  it.each([{ client_secret: 'wrong' }, { redirect_uri: 'https://crosstie.example/other' }])(
    'refuses the code with %o',
    async (changes) => {
      expect((await exchange(await freshCode(), changes)).status).toBe(400);
    },
  );

  it('refreshes a long token only when it is a day old, and needs no secret for it', async () => {
    const query = { grant_type: 'ig_refresh_token', access_token: await longToken() };
    expect((await failureOf(await graph('/refresh_access_token', query))).code).toBe(100);
    world.pass(dayMs + hourMs);
    expect(await jsonOf(await graph('/refresh_access_token', query))).toMatchObject({
      token_type: 'bearer',
      expires_in: 5_184_000,
    });
  });

  it('says of an expired token 190/463, of a revoked one 190/458', async () => {
    const token = await longToken();
    await world.control('POST', '/tokens', { network: 'instagram', happens: 'expired' });
    expect(await failureOf(await graph('/me', { access_token: token }))).toMatchObject({
      code: 190,
      error_subcode: 463,
    });
    const other = await longToken();
    await world.control('POST', '/tokens', { network: 'instagram', happens: 'revoked' });
    expect(await failureOf(await graph('/me', { access_token: other }))).toMatchObject({
      code: 190,
      error_subcode: 458,
    });
  });
});

interface MediaPage {
  readonly data: readonly {
    readonly id: string;
    readonly caption?: string;
    readonly media_url?: string;
    readonly timestamp: string;
    readonly media_type: string;
    readonly children?: { readonly data: readonly { readonly alt_text?: string }[] };
  }[];
  readonly paging?: { readonly next?: string; readonly cursors: { readonly after: string } };
}
const fields =
  'id,caption,media_type,media_url,permalink,timestamp,alt_text,children{id,media_type,media_url,alt_text}';

describe('reading from the pretend Instagram', () => {
  const list = async (query: Readonly<Record<string, string>> = {}) =>
    jsonOf<MediaPage>(await graph('/v26.0/me/media', { fields, access_token: await longToken(), ...query }));

  it('says who the person is', async () => {
    const me = await jsonOf(
      await graph('/me', { fields: 'user_id,username,account_type', access_token: await longToken() }),
    );
    expect(me).toMatchObject({ username: 'mara.photo', account_type: 'MEDIA_CREATOR' });
    expect(me).not.toHaveProperty('name');
  });

  it('goes through all posts page by page, newest first', async () => {
    const first = await list({ limit: '5' });
    const second = await jsonOf<MediaPage>(await fetch(first.paging?.next ?? ''));
    const times = [...first.data, ...second.data].map(({ timestamp }) => Date.parse(timestamp));
    expect(first.data).toHaveLength(5);
    expect(new Set(times).size).toBe(10);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(second.paging).not.toHaveProperty('next');
  });

  it('lists the pictures of a carousel with their alt texts', async () => {
    const carousel = (await list()).data.find(({ media_type: type }) => type === 'CAROUSEL_ALBUM');
    expect(
      carousel?.children?.data.map((child) => child.alt_text?.includes('unes') || child.alt_text?.includes('noon')),
    ).toEqual([true, true, true]);
  });

  it('serves a picture until its signed address expires, and never under a changed one', async () => {
    const address = (await list({ limit: '1' })).data[0]?.media_url ?? '';
    const served = await fetch(address);
    expect(served.headers.get('content-type')).toBe('image/jpeg');
    expect((await served.arrayBuffer()).byteLength).toBeGreaterThan(50_000);
    expect((await fetch(address.replace(/oe=[0-9a-f]+/, 'oe=ffffffff'))).status).toBe(403);
    world.pass(7 * hourMs);
    expect((await fetch(address)).status).toBe(403);
  });

  it('refuses fields that do not exist and objects that are gone', async () => {
    const token = await longToken();
    expect((await failureOf(await graph('/me', { fields: 'shoe_size', access_token: token }))).code).toBe(100);
    expect(await failureOf(await graph('/17999999999999999', { access_token: token }))).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
    expect((await failureOf(await graph('/me', { access_token: 'nonsense' }))).code).toBe(190);
  });

  it('shows a post that came out after the baseline, and three of them in all', async () => {
    const before = (await list()).data.length;
    const published = await world.rehearsal.publishNext();
    const newest = (await list({ limit: '1' })).data[0];
    expect(newest).toMatchObject({ id: published?.id, caption: published?.caption });
    await world.rehearsal.publishNext();
    await world.rehearsal.publishNext();
    expect(await world.rehearsal.publishNext()).toBeNull();
    expect((await list()).data).toHaveLength(before + 3);
  });
});
