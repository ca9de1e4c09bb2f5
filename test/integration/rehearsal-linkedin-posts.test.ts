/** Posts and pictures at the pretend LinkedIn. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { author, plainClient, refusalOf } from './rehearsal-linkedin-setup.ts';
import { jsonOf, openWorld, picture, type RehearsalWorld, sha256 } from './rehearsal-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(() => world.end());

const client = plainClient(() => world);
const token = async () => (await client.tokens()).access_token;
const mood = (changes: object) => world.control('POST', '/moods', { network: 'linkedin', mood: changes });
const mine = async (id: string | null) => (await world.deliveries()).filter((delivery) => delivery.id === id);

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
    const again = await refusalOf(client.post(good, { commentary: 'Once' }));
    expect(again).toMatchObject({
      status: 422,
      message: expect.stringMatching(new RegExp(`Content is a duplicate of ${first}$`)),
      errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST' }] },
    });
    expect((await world.deliveries()).filter(({ text }) => text === 'Once')).toHaveLength(1);
    world.pass(11 * 60_000);
    expect((await client.post(good, { commentary: 'Once' })).status).toBe(201);
  });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
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
    expect(await refusalOf(client.post(await token(), changes))).toMatchObject({ status: 400, code });
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
    const post = (commentary: string) => refusalOf(client.post(good, { commentary }));
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
    const post = (content: object) => refusalOf(client.post(good, { commentary: crypto.randomUUID(), content }));
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
