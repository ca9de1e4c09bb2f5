/** The pretend Facebook by itself, asked by plain fetch: sign-in, Pages, reading. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { person } from '../../main/rehearsal/people.ts';
import { openFacebook, type FacebookWorld, pageIds } from './rehearsal-facebook.ts';
import { consent, jsonOf, sendConsent } from './rehearsal-setup.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const [mine, club] = pageIds;
let world: FacebookWorld;
beforeAll(async () => {
  world = await openFacebook();
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(() => world.end());

describe('signing in at the pretend Facebook', () => {
  it('asks for which Pages, both chosen, and comes back with code, state and the stray #_=_', async () => {
    const page = await (await fetch(world.dialog())).text();
    expect(page.match(/<input type="checkbox"[^>]*checked>/g)).toHaveLength(2);
    const back = await consent(world.dialog());
    expect(back.href.startsWith('http://localhost:47813/callback?')).toBe(true);
    expect(back.searchParams.get('state')).toBe('st');
    expect(back.hash).toBe('#_=_');
  });

  it('comes back with access_denied and user_denied when she denies', async () => {
    const back = await consent(world.dialog(), 'deny');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      error_reason: 'user_denied',
      state: 'st',
    });
  });

  it('takes any port of localhost in development mode', async () => {
    const url = world.dialog({ redirect_uri: 'http://localhost:5000/back' });
    expect((await consent(url)).port).toBe('5000');
  });

  test.each([
    { redirect_uri: 'http://127.0.0.1:47813/callback' },
    { redirect_uri: 'https://elsewhere.example/' },
    { client_id: '1' },
    { scope: 'pages_show_list,publish_pages' },
    { response_type: 'token' },
  ])('shows an error page for %o and does not redirect', async (changes) => {
    expect((await fetch(world.dialog(changes), { redirect: 'manual' })).status).toBe(400);
  });

  it('redeems a code once, for the address that was asked with, with the right secret', async () => {
    const code = async () => (await consent(world.dialog())).searchParams.get('code') ?? '';
    expect(await world.failure(world.exchange({ code: await code(), client_secret: 'no' }))).toMatchObject({ code: 1 });
    expect(await world.failure(world.exchange({ code: await code(), client_id: '1' }))).toMatchObject({ code: 101 });
    const elsewhere = { code: await code(), redirect_uri: 'http://localhost:1/callback' };
    expect(await world.failure(world.exchange(elsewhere))).toMatchObject({ code: 100, error_subcode: 36008 });
    const once = await code();
    expect((await world.exchange({ code: once })).status).toBe(200);
    expect(await world.failure(world.exchange({ code: once }))).toMatchObject({ code: 100, error_subcode: 36009 });
  });

  it('gives only the chosen Pages, with tokens that have no end once the person’s lives long', async () => {
    const url = world.dialog();
    const page = (await (await fetch(url)).text()).replace(`name="choice-${mine}"`, 'name="left-out"');
    const back = new URL((await sendConsent(url, page, { decision: 'allow' })).headers.get('location') ?? '');
    const short = await world.tokenFrom(world.exchange({ code: back.searchParams.get('code') ?? '' }));
    const [shortPage] = await world.pages(short);
    expect((await world.pages(short)).map(({ id }) => id)).toEqual([club]);
    const long = await world.tokenFrom(world.exchange({ grant_type: 'fb_exchange_token', fb_exchange_token: short }));
    const [longPage] = await world.pages(long);
    world.pass(3 * hourMs);
    const ask = (token: string) => world.graph(`/${club}`, { token });
    expect(await world.failure(ask(shortPage?.access_token ?? ''))).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await ask(longPage?.access_token ?? '')).status).toBe(200);
    world.pass(61 * dayMs);
    expect(await world.failure(world.graph('/me', { token: long }))).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await ask(longPage?.access_token ?? '')).status).toBe(200);
    world.pass(30 * dayMs);
    expect(await world.failure(ask(longPage?.access_token ?? ''))).toMatchObject({ code: 190 });
  });

  it('shows no Page to who may not see the list', async () => {
    const { user } = await world.signIn({ scope: 'pages_manage_posts' });
    expect(await world.pages(user)).toEqual([]);
  });

  it('knows what a person and what a Page is', async () => {
    const { user, token } = await world.signIn();
    expect(await jsonOf(await world.graph('/me', { token: user }))).toMatchObject({ id: person.facebook.id });
    expect(await jsonOf(await world.graph('/me?fields=id,name,username', { token }))).toEqual({
      id: mine,
      name: 'Mara Lindt Photography',
      username: 'maralindtphoto',
    });
    expect(await world.failure(world.graph('/me/accounts', { token }))).toMatchObject({ code: 100 });
    expect(await world.failure(world.graph('/me?fields=shoe_size', { token }))).toMatchObject({ code: 100 });
    expect(await world.failure(world.graph('/me', { token: 'nonsense' }))).toMatchObject({ code: 190 });
    expect(await world.failure(world.graph(`/${club}`, { token }))).toMatchObject({ code: 10 });
  });

  it('ends every token with DELETE /me/permissions, and shows a permission that was taken away as declined', async () => {
    const { user, token } = await world.signIn();
    await world.control('POST', '/tokens', { network: 'facebook', happens: 'narrowed' });
    const { data } = await jsonOf<{ data: object[] }>(await world.graph('/me/permissions', { token: user }));
    expect(data).toContainEqual({ permission: 'pages_manage_posts', status: 'declined' });
    expect(await world.failure(world.post(`/${mine}/feed`, { message: 'No' }, token))).toMatchObject({ code: 200 });
    const ended = await world.graph('/me/permissions', { token: user, method: 'DELETE' });
    expect(await jsonOf(ended)).toEqual({ success: true });
    expect(await world.failure(world.graph('/me', { token }))).toMatchObject({ code: 190, error_subcode: 458 });
  });

  it('answers an ended version and an unknown path as Graph does', async () => {
    const { token } = await world.signIn();
    const base = world.rehearsal.base('facebook-graph');
    expect(await world.failure(fetch(`${base}/v19.0/me?access_token=${token}`))).toMatchObject({ code: 2500 });
    expect(await world.failure(world.graph('/me/shoes', { token }))).toMatchObject({ code: 2500 });
  });
});

describe('reading a pretend Page', () => {
  const fields =
    'id,message,created_time,updated_time,permalink_url,full_picture,status_type,privacy,attachments{media_type,media,subattachments,url}';
  const list = (token: string, more = '') => world.list(token, `fields=${fields}${more}`);

  it('lists all posts page by page, newest first, and refuses a limit above a hundred', async () => {
    const { token } = await world.signIn();
    const first = await list(token, '&limit=4');
    const second = await list(token, `&limit=4&after=${first.paging?.cursors.after}`);
    const times = [...first.data, ...second.data].map(({ created_time: at }) => Date.parse(at));
    expect(times).toHaveLength(6);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(first.paging?.next).toContain('after=');
    expect(second.paging).not.toHaveProperty('next');
    expect(await world.failure(world.graph(`/${mine}/published_posts?limit=101`, { token }))).toMatchObject({
      code: 100,
    });
    expect(await world.failure(world.graph(`/${mine}/published_posts?after=QQ`, { token }))).toMatchObject({
      code: 100,
    });
  });

  it('shows a photo, an album, a video and a share, each with its audience', async () => {
    const { data } = await list((await world.signIn()).token);
    const kinds = data.map(({ attachments }) => attachments?.data[0]?.media_type ?? 'text');
    expect(kinds).toEqual(['photo', 'album', 'video', 'text', 'photo', 'photo']);
    expect(data.map(({ privacy }) => privacy.value)).toEqual([
      ...Array.from({ length: 5 }, () => 'EVERYONE'),
      'ALL_FRIENDS',
    ]);
    expect(data[1]?.attachments?.data[0]?.subattachments?.data).toHaveLength(3);
    expect(data[2]?.attachments?.data[0]?.media?.source).toContain('.mp4?');
    expect(data[4]?.status_type).toBe('shared_story');
  });

  it('serves a photo until its signed address ends, and shows a post where its permalink leads', async () => {
    const { data } = await list((await world.signIn()).token);
    const [post] = data;
    const served = await fetch(post?.full_picture ?? '');
    expect(served.headers.get('content-type')).toBe('image/jpeg');
    expect((await fetch((post?.full_picture ?? '').replace(/oe=\w+/, 'oe=ffffffff'))).status).toBe(403);
    expect(await (await fetch(post?.permalink_url ?? '')).text()).toContain('fog series');
    world.pass(7 * hourMs);
    expect((await fetch(post?.full_picture ?? '')).status).toBe(403);
  });

  it('shows a new post, and moves only updated_time of it when somebody comments', async () => {
    const { token } = await world.signIn();
    await world.control('POST', '/publish', { network: 'facebook' });
    const [fresh] = (await list(token)).data;
    world.pass(hourMs);
    await world.control('POST', '/publish', { network: 'facebook', text: 'Where is it?', kind: 'reply' });
    const [same] = (await list(token)).data;
    expect(same).toMatchObject({ id: fresh?.id, message: fresh?.message, created_time: fresh?.created_time });
    expect(same?.updated_time).not.toBe(fresh?.updated_time);
  });

  it('needs a token of the Page with the permission to read', async () => {
    const { user } = await world.signIn();
    expect(await world.failure(world.graph(`/${mine}/published_posts`, { token: user }))).toMatchObject({ code: 10 });
    const { token } = await world.signIn({ scope: 'pages_show_list' });
    expect(await world.failure(world.graph(`/${mine}/published_posts`, { token }))).toMatchObject({ code: 10 });
  });

  it('counts the Page’s calls in its header, and says in minutes how long to wait when they are used up', async () => {
    const { token } = await world.signIn();
    const usage = (response: Response) =>
      JSON.parse(response.headers.get('x-business-use-case-usage') ?? '') as Record<string, object[]>;
    expect(usage(await world.graph('/me', { token }))[mine]).toMatchObject([{ type: 'pages' }]);
    await world.control('POST', '/faults', {
      network: 'facebook',
      times: 1,
      effect: { kind: 'status429', resetInMs: 300_000 },
    });
    const limited = await world.graph('/me', { token });
    expect(limited.status).toBe(403);
    expect(usage(limited)[mine]).toMatchObject([{ type: 'pages', estimated_time_to_regain_access: 5 }]);
    expect(await world.failure(Promise.resolve(limited))).toMatchObject({ code: 32 });
  });
});
