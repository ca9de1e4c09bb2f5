/** The pretend LinkedIn by itself: signing in, the rules of every call, posts. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { apps } from '../../main/rehearsal/people.ts';
import { author, plainClient, version } from './rehearsal-linkedin-setup.ts';
import { consent, jsonOf, openWorld, picture, type RehearsalWorld, sha256 } from './rehearsal-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(() => world.end());

const client = plainClient(() => world);
const token = async () => (await client.tokens()).access_token;
const mood = (changes: object) => world.control('POST', '/moods', { network: 'linkedin', mood: changes });
interface Refused {
  readonly code: string;
  readonly message: string;
  readonly serviceErrorCode?: number;
}
const refused = async (answer: Promise<Response>) => {
  const response = await answer;
  return { status: response.status, ...(await jsonOf<Refused>(response)) };
};
const mine = async (id: string | null) => (await world.deliveries()).filter((delivery) => delivery.id === id);

describe('signing in at the pretend LinkedIn', () => {
  it('asks for consent, then trades the code once for a token of 60 days', async () => {
    const back = await consent(client.authorizeUrl());
    expect(back.origin + back.pathname).toBe('http://localhost:47813/callback');
    expect(back.searchParams.get('state')).toBe('state-1');
    const code = back.searchParams.get('code') ?? '';
    const answer = await jsonOf(await client.redeem({ code }));
    expect(answer).toMatchObject({ expires_in: 5_184_000, scope: 'openid,profile,w_member_social' });
    expect(answer).not.toHaveProperty('refresh_token');
    expect(await jsonOf(await client.redeem({ code }))).toMatchObject({ error: 'invalid_request' });
  });

  it('says no in LinkedIn’s own word', async () => {
    const back = await consent(client.authorizeUrl(), 'deny');
    expect(back.searchParams.get('error')).toBe('user_cancelled_authorize');
    expect(back.searchParams.get('state')).toBe('state-1');
  });

  test.each([
    ['another app', { client_id: 'other' }],
    ['another port', { redirect_uri: 'http://localhost:47814/callback' }],
    ['the number for the name', { redirect_uri: 'http://127.0.0.1:47813/callback' }],
    ['another answer', { response_type: 'token' }],
    ['no scope', { scope: '' }],
  ])('refuses %s on its own page', async (_, changes) => {
    const answer = await fetch(client.authorizeUrl(changes), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('sends back a scope that the app has no product for', async () => {
    const answer = await fetch(client.authorizeUrl({ scope: 'openid r_member_social' }), { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('error')).toBe('unauthorized_scope_error');
  });

  it('knows its app by the secret in the body, before it looks at the code', async () => {
    const wrong = await client.redeem({ code: 'made-up', client_secret: 'wrong' });
    expect([wrong.status, await jsonOf(wrong)]).toEqual([
      401,
      { error: 'invalid_client', error_description: 'Client authentication failed' },
    ]);
    const { clientId, clientSecret, redirectUri } = apps.linkedin;
    const basic = await fetch(client.authorizeUrl().origin + '/oauth/v2/accessToken', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code: 'made-up', redirect_uri: redirectUri }),
    });
    expect(basic.status).toBe(400);
    expect(await jsonOf(await client.redeem({ code: 'made-up' }))).toMatchObject({ error: 'invalid_request' });
  });

  it('gives an approved app a refresh token whose end does not move', async () => {
    await mood({ isAppApproved: true });
    const first = await client.tokens();
    expect(first.refresh_token_expires_in).toBe(31_536_000);
    world.pass(10 * 86_400_000);
    const grant = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' };
    const second = await jsonOf<typeof first>(await client.redeem(grant));
    expect(second.refresh_token).toBe(first.refresh_token);
    expect(second.refresh_token_expires_in).toBeLessThan(31_536_000 - 9 * 86_400);
    expect((await client.call('GET', '/v2/userinfo', second.access_token)).status).toBe(200);
    const made = { grant_type: 'refresh_token', refresh_token: 'made-up' };
    expect((await client.redeem(made)).status).toBe(400);
  });

  it('makes a token to paste on the Developer Portal’s page', async () => {
    const pasted = await client.pasted('openid profile w_member_social');
    expect(await jsonOf(await client.call('GET', '/v2/userinfo', pasted))).toMatchObject({
      sub: '782bMaraL',
      name: 'Mara Lindt',
    });
  });
});

describe('every call to the pretend LinkedIn', () => {
  it('wants both headers and a version that lives', async () => {
    const good = await token();
    const ask = (headers: Readonly<Record<string, string>>) =>
      refused(client.call('GET', '/rest/posts/urn%3Ali%3Ashare%3A1', good, { headers }));
    expect(await ask({ 'linkedin-version': '' })).toMatchObject({ status: 400, code: 'VERSION_MISSING' });
    expect(await ask({ 'x-restli-protocol-version': '1.0.0' })).toMatchObject({ status: 400 });
    expect(await ask({ 'linkedin-version': 'latest' })).toMatchObject({ status: 400 });
    expect(await ask({ 'linkedin-version': '202507' })).toMatchObject({ status: 426, code: 'NONEXISTENT_VERSION' });
    expect(await ask({ 'linkedin-version': '299901' })).toMatchObject({ status: 426 });
  });

  it('ends with the token, and says how it ended', async () => {
    const good = await token();
    const end = (happens: string) => world.control('POST', '/tokens', { network: 'linkedin', happens });
    const ask = (with_: string) => refused(client.call('GET', '/v2/userinfo', with_));
    expect(await ask('made-up')).toMatchObject({ status: 401, serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN' });
    await end('expired');
    expect(await ask(good)).toMatchObject({ status: 401, serviceErrorCode: 65602, code: 'EXPIRED_ACCESS_TOKEN' });
    await end('revoked');
    expect(await ask(good)).toMatchObject({ status: 401, serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN' });
  });

  it('needs w_member_social, which an app can lose', async () => {
    const good = await token();
    await world.control('POST', '/tokens', { network: 'linkedin', happens: 'narrowed' });
    expect(await refused(client.post(good))).toMatchObject({
      status: 403,
      serviceErrorCode: 100,
      message: `Not enough permissions to access: posts.CREATE.${version}01`,
    });
  });

  test.each([
    '/rest/posts/urn%3Ali%3Ashare%3A1',
    '/rest/posts?q=author',
    '/rest/images/urn%3Ali%3Aimage%3AC4',
    '/rest/documents/urn%3Ali%3Adocument%3AC4',
  ])('reads nothing: %s', async (path) => {
    expect(await refused(client.call('GET', path, await token()))).toMatchObject({
      status: 403,
      code: 'ACCESS_DENIED',
    });
  });

  it('counts a day’s calls of each resource, without a header, until midnight UTC', async () => {
    const good = await token();
    const ask = () => client.call('GET', '/rest/videos/urn%3Ali%3Avideo%3A1', good);
    const answers: number[] = [];
    for (let count = 0; count < 151; count += 1) answers.push((await ask()).status);
    expect(answers.slice(148)).toEqual([404, 404, 429]);
    const last = await ask();
    expect(await jsonOf(last)).toMatchObject({ serviceErrorCode: 101, code: 'TOO_MANY_REQUESTS' });
    expect([...last.headers.keys()].filter((name) => /rate|retry/i.test(name))).toEqual([]);
    expect((await client.post(good, { commentary: 'Another resource' })).status).toBe(201);
    world.pass(86_400_000 - (world.now() % 86_400_000) + 1_000);
    expect((await ask()).status).toBe(404);
  });

  it('answers an unknown path as LinkedIn does', async () => {
    expect(await refused(client.call('GET', '/rest/nothing', await token()))).toMatchObject({ status: 404 });
  });
});

describe('posts at the pretend LinkedIn', () => {
  it('come with an empty 201, the id in a header, and a page', async () => {
    const answer = await client.post(await token(), { commentary: 'Fog over the #harbour', visibility: 'CONNECTIONS' });
    expect([answer.status, await answer.text()]).toEqual([201, '']);
    const urn = answer.headers.get('x-restli-id');
    expect(urn).toMatch(/^urn:li:share:7\d{18}$/);
    const [delivery] = await mine(urn);
    expect(delivery).toMatchObject({ text: 'Fog over the #harbour', visibility: 'CONNECTIONS' });
    const page = await fetch(`${world.rehearsal.base('linkedin-www')}/feed/update/${urn}/`);
    expect(await page.text()).toContain('Fog over the #harbour');
  });

  test.each([
    ['Fog (again) at sea', 'Fog '],
    [String.raw`Fog \(again\) at sea`, 'Fog (again) at sea'],
    ['Mail mara@a.example now', 'Mail mara'],
    ['No. # 1', 'No. '],
    [String.raw`Hello @[Mara \(K\)](urn:li:person:1), see {hashtag|\#|fog}`, 'Hello Mara (K), see #fog'],
  ])('%s is taken and shows “%s”', async (commentary, shown) => {
    const answer = await client.post(await token(), { commentary });
    expect(answer.status).toBe(201);
    expect((await mine(answer.headers.get('x-restli-id')))[0]?.text).toBe(shown);
  });

  it('are refused a second time, with the URN of the first', async () => {
    const good = await token();
    const first = (await client.post(good, { commentary: 'Once' })).headers.get('x-restli-id');
    const again = await refused(client.post(good, { commentary: 'Once' }));
    expect(again).toMatchObject({
      status: 422,
      message: expect.stringMatching(new RegExp(`Content is a duplicate of ${first}$`)),
      errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST' }] },
    });
    expect((await world.deliveries()).filter(({ text }) => text === 'Once')).toHaveLength(1);
    world.pass(11 * 60_000);
    expect((await client.post(good, { commentary: 'Once' })).status).toBe(201);
  });

  test.each<[string, object, string]>([
    ['no author', { author: undefined }, 'MISSING_FIELD'],
    ['no distribution', { distribution: undefined }, 'MISSING_FIELD'],
    ['no words and no pictures', { commentary: '' }, 'MISSING_FIELD'],
    ['a page as author', { author: 'urn:li:organization:1' }, 'INVALID_URN_TYPE'],
    ['another member', { author: 'urn:li:person:other' }, 'INVALID_VALUE_FOR_FIELD'],
    ['an unknown visibility', { visibility: 'FRIENDS' }, 'INVALID_VALUE_FOR_FIELD'],
    ['a draft', { lifecycleState: 'DRAFT' }, 'INVALID_VALUE_FOR_FIELD'],
    ['a long text', { commentary: 'x'.repeat(3001) }, 'FIELD_LENGTH_TOO_LONG'],
    ['an unknown picture', { content: { media: { id: 'urn:li:image:none' } } }, 'INVALID_VALUE_FOR_FIELD'],
    ['a post as picture', { content: { media: { id: 'urn:li:share:1' } } }, 'INVALID_URN_TYPE'],
    [
      'one picture as several',
      { content: { multiImage: { images: [{ id: 'urn:li:image:1' }] } } },
      'INVALID_VALUE_FOR_FIELD',
    ],
  ])('are refused with %s', async (_, changes, code) => {
    expect(await refused(client.post(await token(), changes))).toMatchObject({ status: 400, code });
  });

  it('count their text without the escapes', async () => {
    const commentary = String.raw`\(`.repeat(3000);
    expect((await client.post(await token(), { commentary })).status).toBe(201);
    expect((await client.post(await token(), { commentary: `${commentary}x` })).status).toBe(400);
  });

  it('can be changed and deleted, deleted twice too', async () => {
    const good = await token();
    const urn = (await client.post(good, { commentary: 'First words' })).headers.get('x-restli-id') ?? '';
    const path = `/rest/posts/${encodeURIComponent(urn)}`;
    const patch = (method: string) =>
      client.call('POST', path, good, {
        headers: { 'x-restli-method': method },
        body: { patch: { $set: { commentary: String.raw`Other \*words\*` } } },
      });
    expect((await patch('UPDATE')).status).toBe(400);
    expect((await patch('PARTIAL_UPDATE')).status).toBe(204);
    expect((await mine(urn))[0]?.text).toBe('Other *words*');
    const remove = () => client.call('DELETE', path, good, { headers: { 'x-restli-method': 'DELETE' } });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
    expect((await mine(urn))[0]?.deletedAt).not.toBeNull();
    expect((await patch('PARTIAL_UPDATE')).status).toBe(404);
  });

  it('are refused in every bad mood, as LinkedIn would say it', async () => {
    const good = await token();
    const post = (commentary: string) => refused(client.post(good, { commentary }));
    await mood({ isCapReached: true });
    expect(await post('Cap')).toMatchObject({ status: 429, serviceErrorCode: 101 });
    await mood({ seesDuplicates: true });
    expect(await post('Never seen')).toMatchObject({ status: 422 });
    await mood({ isAccountBlocked: true });
    expect(await post('Blocked')).toMatchObject({ status: 403, message: 'Member is restricted' });
  });
});

describe('pictures at the pretend LinkedIn', () => {
  it('are put to an address that was handed out, with the token, and arrive byte for byte', async () => {
    const good = await token();
    const [one, two] = [await picture(1), await picture(2)];
    const ids = [await client.uploadImage(good, one), await client.uploadImage(good, two)];
    const images = [{ id: ids[0], altText: 'One' }, { id: ids[1] }];
    const answer = await client.post(good, { commentary: 'Two', content: { multiImage: { images } } });
    const urn = answer.headers.get('x-restli-id');
    expect((await mine(urn))[0]?.media).toEqual([
      { sha256: sha256(one), altText: 'One', mimeType: 'image/jpeg' },
      { sha256: sha256(two), altText: '', mimeType: 'image/jpeg' },
    ]);
    const page = await (await fetch(`${world.rehearsal.base('linkedin-www')}/feed/update/${urn}/`)).text();
    const [, src = ''] = /<img src="([^"]+)"/.exec(page) ?? [];
    expect(Buffer.from(await (await fetch(src)).arrayBuffer())).toEqual(one);
  });

  it('are not taken without the token, at a guessed address, or for another member', async () => {
    const good = await token();
    const start = (owner: string) =>
      client.call('POST', '/rest/images?action=initializeUpload', good, {
        body: { initializeUploadRequest: { owner } },
      });
    const { value } = await jsonOf<{ value: { uploadUrl: string } }>(await start(author));
    const put = (url: string, headers: Readonly<Record<string, string>>) =>
      fetch(url, { method: 'PUT', headers, body: 'x' });
    expect((await put(value.uploadUrl, {})).status).toBe(401);
    const headers = { authorization: `Bearer ${good}` };
    expect((await put(client.api('/dms-uploads/image/guessed'), headers)).status).toBe(403);
    world.pass(25 * 3_600_000);
    expect((await put(value.uploadUrl, headers)).status).toBe(403);
    expect((await start('urn:li:person:other')).status).toBe(400);
  });

  it('are refused in the post while they are worked on, and when they are none', async () => {
    const good = await token();
    await mood({ processingMs: 5_000 });
    const slow = { media: { id: await client.uploadImage(good, await picture(3)) } };
    const post = (content: object) => refused(client.post(good, { commentary: crypto.randomUUID(), content }));
    expect(await post(slow)).toMatchObject({ status: 422, message: expect.stringContaining('still processing') });
    world.pass(6_000);
    expect((await client.post(good, { commentary: 'Ready', content: slow })).status).toBe(201);
    await mood({});
    const words = { media: { id: await client.uploadImage(good, new TextEncoder().encode('no picture')) } };
    expect(await post(words)).toMatchObject({ status: 422, message: expect.stringContaining('failed processing') });
    await mood({ processingFails: 'CORRUPT' });
    const fine = { media: { id: await client.uploadImage(good, await picture(4)) } };
    expect(await post(fine)).toMatchObject({ status: 422, message: expect.stringContaining('CORRUPT') });
  });
});
