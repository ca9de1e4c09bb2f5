/** The pretend X alone: uploads. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { jsonOf, openWorld, picture, type RehearsalWorld, sha256 } from './rehearsal-setup.ts';
import { append, type Ask, caller, idOf, problemOf, signIn, uploadPicture, videoBytes } from './rehearsal-x-setup.ts';

let world: RehearsalWorld;
let ask: Ask;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.control('POST', '/reset');
  ask = caller(world, await signIn(world));
});

const mood = (change: object) => world.control('POST', '/moods', { network: 'x', mood: change });
const post = (text: string, ids: readonly string[]) => ask('POST', '/2/tweets', { text, media: { media_ids: ids } });
const describeMedia = (id: string, text: string) =>
  ask('POST', '/2/media/metadata', { id, metadata: { alt_text: { text } } });
const sentenceOf = async (answer: Response) => (await problemOf(answer)).errors?.[0]?.message ?? '';

describe('pictures on the pretend X', () => {
  it('arrive with their bytes and their alt texts, in order', async () => {
    const [one, two] = await Promise.all([picture(1), picture(2)]);
    const ids = [await idOf(await uploadPicture(ask, one)), await idOf(await uploadPicture(ask, two))];
    expect((await describeMedia(ids[1] ?? '', 'The second')).status).toBe(200);
    expect((await post('Two', ids)).status).toBe(201);
    expect((await world.deliveries())[0]?.media).toEqual([
      { sha256: sha256(one), altText: '', mimeType: 'image/jpeg' },
      { sha256: sha256(two), altText: 'The second', mimeType: 'image/jpeg' },
    ]);
  });

  it('say their size and how long they are kept', async () => {
    const content = await picture();
    expect(await jsonOf(await uploadPicture(ask, content))).toMatchObject({
      data: {
        media_key: expect.stringMatching(/^3_\d+$/),
        size: content.length,
        expires_after_secs: 86_400,
        image: { w: 40, h: 30, image_type: 'image/jpeg' },
      },
    });
  });

  it('are refused when they are none, too large, or of another category', async () => {
    expect((await uploadPicture(ask, new Uint8Array(64))).status).toBe(400);
    expect((await uploadPicture(ask, await picture(), 'tweet_video')).status).toBe(400);
    const large = new Uint8Array(5_000_001);
    large.set(await picture());
    expect(await sentenceOf(await uploadPicture(ask, large))).toContain('File size');
  });

  it('are forgotten after a day, and not more than four go into a post', async () => {
    const ids: string[] = [];
    for (let seed = 1; seed <= 5; seed += 1) ids.push(await idOf(await uploadPicture(ask, await picture(seed))));
    expect(await sentenceOf(await post('Five', ids))).toBe('Your media IDs are invalid.');
    expect((await post('Four', ids.slice(0, 4))).status).toBe(201);
    const id = await idOf(await uploadPicture(ask, await picture(9)));
    world.pass(7100_000);
    expect((await describeMedia(id, 'x')).status).toBe(200);
    world.pass(86_400_000);
    ask = caller(world, await signIn(world));
    expect(await sentenceOf(await post('Late', [id]))).toBe('Your media IDs are invalid.');
  });

  it('have alt texts of a thousand characters at most', async () => {
    const id = await idOf(await uploadPicture(ask, await picture()));
    expect((await describeMedia(id, 'x'.repeat(1001))).status).toBe(400);
    expect((await describeMedia('1', 'x')).status).toBe(404);
  });
});

describe('videos on the pretend X', () => {
  const begin = (total: number, more: object = {}) =>
    ask('POST', '/2/media/upload/initialize', {
      media_type: 'video/mp4',
      total_bytes: total,
      media_category: 'tweet_video',
      ...more,
    });
  const finalize = (id: string) => ask('POST', `/2/media/upload/${id}/finalize`);
  const status = async (id: string) =>
    jsonOf<{ data: { processing_info?: object } }>(await ask('GET', `/2/media/upload?command=STATUS&media_id=${id}`));

  async function uploaded(bytes = videoBytes(3000)): Promise<string> {
    const id = await idOf(await begin(bytes.length));
    for (let index = 0; index * 1000 < bytes.length; index += 1)
      await append(ask, id, index, bytes.slice(index * 1000, (index + 1) * 1000));
    return id;
  }

  it('come in numbered pieces, in any order, a piece twice too', async () => {
    const bytes = videoBytes(2500);
    const id = await idOf(await begin(bytes.length));
    await append(ask, id, 1, bytes.slice(1000, 2000));
    await append(ask, id, 0, bytes.slice(0, 1000));
    expect((await append(ask, id, 1, bytes.slice(1000, 2000))).status).toBe(200);
    await append(ask, id, 2, bytes.slice(2000));
    expect(await jsonOf(await finalize(id))).toMatchObject({
      data: { size: 2500, media_key: `7_${id}`, processing_info: { state: 'pending', check_after_secs: 1 } },
    });
    expect((await status(id)).data.processing_info).toMatchObject({ state: 'succeeded' });
    await post('Moving', [id]);
    expect((await world.deliveries())[0]?.media).toEqual([
      { sha256: sha256(bytes), altText: '', mimeType: 'video/mp4' },
    ]);
  });

  it('must be whole, and are finished once', async () => {
    const bytes = videoBytes(2000);
    const id = await idOf(await begin(bytes.length));
    await append(ask, id, 0, bytes.slice(0, 1000));
    expect(await sentenceOf(await finalize(id))).toContain('do not add up');
    await append(ask, id, 2, bytes.slice(1000));
    expect(await sentenceOf(await finalize(id))).toContain('do not add up');
    const whole = await uploaded();
    expect((await finalize(whole)).status).toBe(200);
    expect(await sentenceOf(await finalize(whole))).toContain('finalized already');
    expect((await append(ask, whole, 0, bytes)).status).toBe(400);
  });

  test.each([
    ['too large', 512_000_001, {}],
    ['of another type', 1000, { media_type: 'video/webm' }],
    ['of no category', 1000, { media_category: 'tweet_image' }],
    ['with a field that there is not', 1000, { colour: 'blue' }],
  ])('are refused when %s', async (_, total, more) => {
    expect((await begin(total, more)).status).toBe(400);
  });

  it('refuse pieces that are too many, too large, numbered wrongly, or of an unknown upload', async () => {
    const id = await idOf(await begin(1000));
    expect((await append(ask, id, 0, videoBytes(1001))).status).toBe(400);
    expect((await append(ask, id, 1000, videoBytes(20))).status).toBe(400);
    expect((await append(ask, '1', 0, videoBytes(20))).status).toBe(404);
    const large = await idOf(await begin(6_000_000));
    expect((await append(ask, large, 0, videoBytes(5_000_001))).status).toBe(400);
  });

  it('are worked on for as long as the mood says, and cannot be posted meanwhile', async () => {
    await mood({ processingMs: 60_000 });
    const id = await uploaded();
    await finalize(id);
    expect((await status(id)).data.processing_info).toMatchObject({ state: 'in_progress', check_after_secs: 60 });
    expect(await sentenceOf(await post('Early', [id]))).toBe('Your media IDs are invalid.');
    world.pass(60_000);
    expect((await post('Now', [id])).status).toBe(201);
  });

  it('fail with the reason of the mood, or because they are no video', async () => {
    await mood({ processingFails: 'Video frame rate is too high' });
    const fast = await uploaded();
    await finalize(fast);
    const failed = { state: 'failed', error: { name: 'InvalidMedia', message: 'Video frame rate is too high' } };
    expect((await status(fast)).data.processing_info).toMatchObject(failed);
    expect((await post('Fast', [fast])).status).toBe(400);
    await mood({});
    const noise = await uploaded(new Uint8Array(3000));
    await finalize(noise);
    expect((await status(noise)).data.processing_info).toMatchObject({ state: 'failed' });
  });

  it('have no alt text, and no picture beside them', async () => {
    const id = await uploaded();
    await finalize(id);
    expect((await describeMedia(id, 'A pan')).status).toBe(400);
    const beside = await idOf(await uploadPicture(ask, await picture()));
    expect((await post('Both', [id, beside])).status).toBe(400);
  });
});
