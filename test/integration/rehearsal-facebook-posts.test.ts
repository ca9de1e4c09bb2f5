/** The pretend Facebook by itself, asked by plain fetch: posts and photos. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { openFacebook, type FacebookWorld, pageIds } from './rehearsal-facebook.ts';
import { jsonOf, picture, sha256 } from './rehearsal-setup.ts';

const dayMs = 86_400_000;
const [mine, club] = pageIds;
let world: FacebookWorld;
beforeAll(async () => {
  world = await openFacebook();
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(() => world.end());

describe('posting to a pretend Page', () => {
  it('takes a text and a link, and delivers each once', async () => {
    const { token } = await world.signIn();
    const link = 'https://mara-lindt.example/fog';
    const { id } = await jsonOf<{ id: string }>(
      await world.post(`/${mine}/feed`, { message: `Fog ${link}`, link }, token),
    );
    expect(id).toMatch(new RegExp(`^${mine}_\\d+$`));
    expect((await world.received()).filter((delivery) => delivery.id === id)).toMatchObject([
      { text: `Fog ${link}`, visibility: 'EVERYONE', media: [], deletedAt: null },
    ]);
    const [newest] = (await world.list(token, 'fields=id,attachments')).data;
    expect(newest).toMatchObject({ id, attachments: { data: [{ media_type: 'link', url: link }] } });
  });

  test.each([
    [{}, { code: 100 }],
    [{ message: 'a'.repeat(63_207) }, { code: 100 }],
    [{ message: 'No', link: 'ftp://a.example' }, { code: 1500 }],
    [{ message: 'No', 'attached_media[0]': '{"media_fbid":"122999"}' }, { code: 100 }],
    [{ message: 'No', 'attached_media[0]': 'nonsense' }, { code: 100 }],
  ])('refuses %.60j', async (fields, failure) => {
    const { token } = await world.signIn();
    expect(await world.failure(world.post(`/${mine}/feed`, fields, token))).toMatchObject(failure);
  });

  it('refuses a person’s token, another Page’s, and one without the permission', async () => {
    const { user, token } = await world.signIn();
    expect(await world.failure(world.post(`/${mine}/feed`, { message: 'No' }, user))).toMatchObject({ code: 200 });
    expect(await world.failure(world.post(`/${club}/feed`, { message: 'No' }, token))).toMatchObject({ code: 200 });
    const reader = await world.signIn({ scope: 'pages_show_list,pages_read_engagement' });
    expect(await world.failure(world.post(`/${mine}/feed`, { message: 'No' }, reader.token))).toMatchObject({
      code: 200,
    });
  });

  it('takes the same text for a repeat within the minute, and later not', async () => {
    const { token } = await world.signIn();
    const post = () => world.post(`/${mine}/feed`, { message: 'Again' }, token);
    expect((await post()).status).toBe(200);
    expect(await world.failure(post())).toMatchObject({ code: 506 });
    world.pass(61_000);
    expect((await post()).status).toBe(200);
  });

  it('changes only what the app posted, and deletes', async () => {
    const { token } = await world.signIn();
    const { id } = await jsonOf<{ id: string }>(await world.post(`/${mine}/feed`, { message: 'Befor' }, token));
    expect(await jsonOf(await world.post(`/${id}`, { message: 'Before' }, token))).toEqual({ success: true });
    expect((await world.received()).find((delivery) => delivery.id === id)?.text).toBe('Before');
    const hers = (await world.list(token, 'fields=id')).data.at(-1)?.id ?? '';
    expect(await world.failure(world.post(`/${hers}`, { message: 'No' }, token))).toMatchObject({ code: 200 });
    expect(await jsonOf(await world.graph(`/${id}`, { token, method: 'DELETE' }))).toEqual({ success: true });
    const again = world.graph(`/${id}`, { token, method: 'DELETE' });
    expect(await world.failure(again)).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await world.received()).find((delivery) => delivery.id === id)?.deletedAt).not.toBeNull();
  });

  test.each([
    [{ isAccountBlocked: true }, { code: 200, error_subcode: 1404078 }],
    [{ isCapReached: true }, { code: 368, error_subcode: 1390008 }],
    [{ seesDuplicates: true }, { code: 506 }],
  ])('refuses while it is %j, and still reads', async (mood, failure) => {
    const { token } = await world.signIn();
    await world.control('POST', '/moods', { network: 'facebook', mood });
    expect(await world.failure(world.post(`/${mine}/feed`, { message: 'Not now' }, token))).toMatchObject(failure);
    expect((await world.graph('/me', { token })).status).toBe(200);
  });
});

describe('photos of a pretend Page', () => {
  it('keeps an unpublished photo for a day and lets one post have it', async () => {
    const { token } = await world.signIn();
    const [one, two] = [await picture(1), await picture(2)];
    const ids = [await world.photo(one, token, { alt_text_custom: 'One' }), await world.photo(two, token, {})];
    const attached = Object.fromEntries(
      ids.map((id, index) => [`attached_media[${index}]`, JSON.stringify({ media_fbid: id })]),
    );
    const { id } = await jsonOf<{ id: string }>(
      await world.post(`/${mine}/feed`, { message: 'Two', ...attached }, token),
    );
    expect((await world.received()).find((delivery) => delivery.id === id)?.media).toMatchObject([
      { sha256: sha256(one), altText: 'One', mimeType: 'image/jpeg' },
      { sha256: sha256(two), altText: '', mimeType: 'image/jpeg' },
    ]);
    expect(await world.failure(world.post(`/${mine}/feed`, attached, token))).toMatchObject({ code: 100 });
    const late = await world.photo(one, token, {});
    world.pass(dayMs);
    const fields = { 'attached_media[0]': JSON.stringify({ media_fbid: late }) };
    expect(await world.failure(world.post(`/${mine}/feed`, fields, token))).toMatchObject({ code: 100 });
    expect(await world.failure(world.graph(`/${late}`, { token }))).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('publishes a photo at once where it is not told otherwise', async () => {
    const { token } = await world.signIn();
    const answer = await world.upload(await picture(3), token, { message: 'At once' });
    const { post_id: id } = await jsonOf<{ post_id: string }>(answer);
    expect((await world.received()).find((delivery) => delivery.id === id)).toMatchObject({
      text: 'At once',
      media: [{}],
    });
  });

  it('refuses what is no photo, of a kind it does not know, or too large', async () => {
    const { token } = await world.signIn();
    const refused = (bytes: Buffer<ArrayBuffer>) => world.failure(world.upload(bytes, token, { published: 'false' }));
    expect(await refused(Buffer.from('words'))).toMatchObject({ error_subcode: 2069019 });
    expect(await refused(Buffer.from('RIFF1234WEBPVP8 '))).toMatchObject({ error_subcode: 2069019 });
    expect(await refused((await picture(4)).subarray(0, 12))).toMatchObject({ error_subcode: 2069019 });
    const large = Buffer.concat([await picture(5), Buffer.alloc(4_000_001)]);
    expect(await refused(large)).toMatchObject({ error_subcode: 1366046 });
    const address = { url: 'https://a.example/a.jpg', published: 'false' };
    expect(await world.failure(world.post(`/${mine}/photos`, address, token))).toMatchObject({ code: 389 });
  });
});
