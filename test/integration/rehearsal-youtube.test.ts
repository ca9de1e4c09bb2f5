/** The pretend YouTube by itself: signing in, tokens, reading, changing, the day's quota. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apps } from '../../main/rehearsal/people.ts';
import { consent, form, jsonOf, openWorld, type RehearsalWorld } from './rehearsal-setup.ts';
import { reasonOf, scopeOf, type Tokens, youtubeClient } from './rehearsal-youtube.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
const youtube = youtubeClient(() => world);
const errorOf = async (answer: Response) => [answer.status, (await jsonOf<{ error: string }>(answer)).error];

interface Listed {
  readonly etag: string;
  readonly nextPageToken?: string;
  readonly items: readonly {
    readonly id: string;
    readonly snippet: Readonly<Record<string, unknown>>;
    readonly contentDetails: { readonly videoId: string; readonly relatedPlaylists: { readonly uploads: string } };
    readonly status: { readonly privacyStatus: string };
  }[];
}
const list = async (access: string, path: string) => jsonOf<Listed>(await youtube.call(access, 'GET', path));

describe('signing in at the pretend Google', () => {
  it('sends the person back to any port of this machine, with code and state', async () => {
    const back = await consent(youtube.authorizeUrl('x', { redirect_uri: 'http://127.0.0.1:51999/callback' }));
    expect(back.port).toBe('51999');
    expect(back.searchParams.get('state')).toBe('st');
    expect(back.searchParams.get('code')).not.toBe('');
    expect((await consent(youtube.authorizeUrl('x'), 'deny')).searchParams.get('error')).toBe('access_denied');
  });

  it.each(['Mozilla/5.0 Chrome/140 Electron/45.4.1 Safari/537.36', 'Mozilla/5.0 (Linux; Android 15; wv) Chrome/140'])(
    'turns a browser away that is part of a program: %s',
    async (agent) => {
      const page = await fetch(youtube.authorizeUrl('x'), { headers: { 'user-agent': agent } });
      expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('disallowed_useragent')]);
    },
  );

  it.each([
    { client_id: 'another' },
    { redirect_uri: 'https://crosstie.example/callback' },
    { response_type: 'token' },
    { scope: 'https://www.googleapis.com/auth/shoes' },
    { scope: '' },
    { code_challenge_method: 'plain' },
  ])('shows an error page for %o and does not redirect', async (changes) => {
    expect((await fetch(youtube.authorizeUrl('x', changes), { redirect: 'manual' })).status).toBe(400);
  });

  it('redeems a code once, for whoever has the verifier and the same redirect', async () => {
    const fields = await youtube.grant();
    expect((await youtube.token(fields)).status).toBe(200);
    expect(await errorOf(await youtube.token(fields))).toEqual([400, 'invalid_grant']);
    const other = { ...(await youtube.grant()), code_verifier: 'guessed' };
    expect(await errorOf(await youtube.token(other))).toEqual([400, 'invalid_grant']);
    const elsewhere = { ...(await youtube.grant()), redirect_uri: 'http://127.0.0.1:1/callback' };
    expect(await errorOf(await youtube.token(elsewhere))).toEqual([400, 'redirect_uri_mismatch']);
  });

  it('says of keys that they are wrong before it looks at the code', async () => {
    const fields = { grant_type: 'authorization_code', code: 'made up', redirect_uri: 'http://127.0.0.1' };
    const known = { client_id: apps.youtube.clientId, client_secret: apps.youtube.clientSecret };
    expect(await errorOf(await youtube.token({ ...fields, ...known }))).toEqual([400, 'invalid_grant']);
    expect(await errorOf(await youtube.token({ ...fields, ...known, client_secret: 'no' }))).toEqual([
      401,
      'invalid_client',
    ]);
    expect(await errorOf(await youtube.token({ ...fields, ...known, client_id: 'no' }))).toEqual([
      401,
      'invalid_client',
    ]);
  });

  it('gives a refresh token to whom asks for one, and no new one when it is used', async () => {
    const tokens = await youtube.signIn();
    expect(tokens.expires_in).toBe(3599);
    const renewed = await jsonOf<Tokens>(await youtube.refresh(tokens.refresh_token ?? ''));
    expect(renewed.access_token).not.toBe(tokens.access_token);
    expect(renewed).not.toHaveProperty('refresh_token');
    expect(await youtube.signIn({ access_type: 'online' })).not.toHaveProperty('refresh_token');
    expect(await youtube.signIn({ prompt: 'none' })).not.toHaveProperty('refresh_token');
  });

  it('ends a whole permission by any of its tokens', async () => {
    const { access_token, refresh_token = '' } = await youtube.signIn();
    const revoke = () => fetch(`${youtube.base('oauth')}/revoke?${form({ token: refresh_token })}`, { method: 'POST' });
    expect((await revoke()).status).toBe(200);
    expect(await errorOf(await revoke())).toEqual([400, 'invalid_token']);
    expect((await youtube.call(access_token, 'GET', '/youtube/v3/channels?part=id&mine=true')).status).toBe(401);
    expect(await errorOf(await youtube.refresh(refresh_token))).toEqual([400, 'invalid_grant']);
  });

  it('knows access tokens that end, permissions that shrink, and apps that are thrown out', async () => {
    const { access_token, refresh_token = '' } = await youtube.signIn();
    const read = (access: string) => youtube.call(access, 'GET', '/youtube/v3/channels?part=id&mine=true');
    await world.control('POST', '/tokens', { network: 'youtube', happens: 'expired' });
    const late = await read(access_token);
    expect([late.status, await reasonOf(late)]).toEqual([401, 'authError']);
    const { access_token: renewed } = await jsonOf<Tokens>(await youtube.refresh(refresh_token));
    await world.control('POST', '/tokens', { network: 'youtube', happens: 'narrowed' });
    expect((await read(renewed)).status).toBe(200);
    const narrow = await youtube.begin(renewed, 10, { snippet: { title: 'No' } });
    expect([narrow.status, await reasonOf(narrow)]).toEqual([403, 'insufficientPermissions']);
    await world.control('POST', '/tokens', { network: 'youtube', happens: 'revoked' });
    expect((await read(renewed)).status).toBe(401);
  });
});

describe('reading and changing at the pretend YouTube', () => {
  let access: string;
  let playlist: string;
  beforeAll(async () => {
    access = (await youtube.signIn()).access_token;
    const channels = await list(access, '/youtube/v3/channels?part=contentDetails&mine=true');
    playlist = channels.items[0]?.contentDetails.relatedPlaylists.uploads ?? '';
  });

  it('lists the uploads newest first, page by page, with who may see them', async () => {
    const first = await list(
      access,
      `/youtube/v3/playlistItems?part=snippet,contentDetails,status&playlistId=${playlist}&maxResults=4`,
    );
    const second = await list(
      access,
      `/youtube/v3/playlistItems?part=contentDetails,status&playlistId=${playlist}&maxResults=4&pageToken=${first.nextPageToken ?? ''}`,
    );
    expect(second).not.toHaveProperty('nextPageToken');
    const all = [...first.items, ...second.items];
    expect(new Set(all.map(({ contentDetails }) => contentDetails.videoId)).size).toBe(6);
    expect(all.map(({ status }) => status.privacyStatus).slice(-2)).toEqual(['unlisted', 'private']);
  });

  it('brings out what the person posts, and answers 304 to whoever has the answer already', async () => {
    const path = `/youtube/v3/playlistItems?part=contentDetails&playlistId=${playlist}&maxResults=1`;
    const { etag } = await list(access, path);
    expect((await youtube.call(access, 'GET', path, undefined, { 'if-none-match': etag })).status).toBe(304);
    const published = await world.rehearsal.publishNext('youtube');
    const newest = (await list(access, path)).items[0]?.contentDetails.videoId ?? '';
    expect(newest).toBe(published?.id);
    const { items } = await list(access, `/youtube/v3/videos?part=snippet,status&id=${newest},missing`);
    expect(items).toMatchObject([
      { snippet: { title: published?.caption.split('\n\n')[0] }, status: { privacyStatus: 'public' } },
    ]);
    const page = await (await fetch(`${youtube.base('watch')}/watch?v=${newest}`)).text();
    expect(page).toContain(published?.caption.split('\n\n')[0]);
  });

  it.each([
    ['/youtube/v3/videos?id=x', 'missingRequiredParameter'],
    ['/youtube/v3/videos?part=shoes&id=x', 'unknownPart'],
    ['/youtube/v3/videos?part=id', 'missingRequiredParameter'],
    [`/youtube/v3/videos?part=id&id=${Array.from({ length: 51 }, (_, n) => n).join(',')}`, 'invalidFilters'],
    ['/youtube/v3/channels?part=id', 'missingRequiredParameter'],
    ['/youtube/v3/playlistItems?part=id&playlistId=PLnone', 'playlistNotFound'],
    ['/youtube/v3/shoes', 'notFound'],
  ])('refuses %s', async (path, reason) => {
    expect(await reasonOf(await youtube.call(access, 'GET', path))).toBe(reason);
  });

  it('replaces the whole snippet, so what is left out is gone', async () => {
    const made = await jsonOf<{ id: string }>(
      await youtube.upload(access, {
        snippet: { title: 'Before', description: 'Words', tags: ['fog'], categoryId: '22' },
      }),
    );
    const put = (snippet: object) =>
      youtube.call(access, 'PUT', '/youtube/v3/videos?part=snippet', JSON.stringify({ id: made.id, snippet }));
    expect(await reasonOf(await put({ title: 'After' }))).toBe('invalidCategoryId');
    expect((await put({ title: 'After', categoryId: '22' })).status).toBe(200);
    const { items } = await list(access, `/youtube/v3/videos?part=snippet&id=${made.id}`);
    expect(items[0]?.snippet).toMatchObject({ title: 'After', description: '' });
    expect(items[0]?.snippet).not.toHaveProperty('tags');
    expect((await world.deliveries()).find(({ id }) => id === made.id)).toMatchObject({ title: 'After', text: '' });
  });

  it('deletes once, and says afterwards that there is nothing', async () => {
    const { id } = await jsonOf<{ id: string }>(await youtube.upload(access, { snippet: { title: 'Soon gone' } }));
    const path = `/youtube/v3/videos?id=${id}`;
    expect((await youtube.call(access, 'DELETE', path)).status).toBe(204);
    const again = await youtube.call(access, 'DELETE', path);
    expect([again.status, await reasonOf(again)]).toEqual([404, 'videoNotFound']);
    expect((await world.deliveries()).find((item) => item.id === id)?.deletedAt).not.toBeNull();
  });

  it('wants a token for reading and the scope for each call', async () => {
    expect((await youtube.call('made-up', 'GET', '/youtube/v3/channels?part=id&mine=true')).status).toBe(401);
    const { access_token: uploader } = await youtube.signIn({ scope: scopeOf('youtube.upload') });
    expect((await youtube.call(uploader, 'GET', '/youtube/v3/channels?part=id&mine=true')).status).toBe(403);
    expect((await youtube.call(uploader, 'DELETE', '/youtube/v3/videos?id=x')).status).toBe(403);
  });
});
