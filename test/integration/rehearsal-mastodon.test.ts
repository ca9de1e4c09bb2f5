import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fediverseClient, mastodonScopes } from './rehearsal-fediverse.ts';
import { errorOf, form, jsonOf, openWorld, picture, sha256, type RehearsalWorld } from './rehearsal-setup.ts';

const hourMs = 3_600_000;
let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
const mastodon = fediverseClient(() => world.rehearsal.base('mastodon'), mastodonScopes);

describe('posting to the pretend Mastodon', () => {
  let token: string;
  beforeAll(async () => {
    token = await mastodon.signIn();
  });

  it('takes a picture in three steps: accepted, at work, ready', async () => {
    const content = await picture(3);
    const taken = await mastodon.upload(token, content, 'First words');
    const { id, url } = await jsonOf<{ id: string; url: string | null }>(taken);
    expect([taken.status, url]).toEqual([202, null]);
    expect((await mastodon.call(token, 'GET', `/api/v1/media/${id}`)).status).toBe(206);
    const ready = await jsonOf<{ url: string }>(await mastodon.call(token, 'GET', `/api/v1/media/${id}`));
    expect(sha256(new Uint8Array(await (await fetch(ready.url)).arrayBuffer()))).toBe(sha256(content));
    const described = await mastodon.call(token, 'PUT', `/api/v1/media/${id}`, form({ description: 'Better words' }));
    expect(await jsonOf(described)).toMatchObject({ description: 'Better words' });
  });

  it('refuses what is no picture at once, and a damaged one after it tried', async () => {
    expect((await mastodon.upload(token, Buffer.from('hello'))).status).toBe(422);
    const whole = await picture(9);
    const { id } = await jsonOf<{ id: string }>(await mastodon.upload(token, whole.subarray(0, whole.length - 12)));
    await expect.poll(async () => (await mastodon.call(token, 'GET', `/api/v1/media/${id}`)).status).toBe(422);
  });

  it('refuses a status with a picture that is not processed yet', async () => {
    const { id } = await jsonOf<{ id: string }>(await mastodon.upload(token, await picture(4)));
    const answer = await mastodon.post(token, { status: 'Too soon', 'media_ids[]': id }, 'soon');
    expect([answer.status, await errorOf(answer)]).toEqual([422, expect.stringContaining('finished processing')]);
  });

  it('answers the same status to the same Idempotency-Key for an hour', async () => {
    const id = await mastodon.readyMedia(token, await picture(5));
    const send = async () =>
      (await jsonOf<{ id: string }>(await mastodon.post(token, { status: 'Once #only', 'media_ids[]': id }, 'key-1')))
        .id;
    const first = await send();
    expect(await send()).toBe(first);
    const delivered = (await world.deliveries()).filter(({ key }) => key === 'key-1');
    expect(delivered).toMatchObject([
      { text: 'Once #only', media: [{ sha256: sha256(await picture(5)), altText: 'A test' }] },
    ]);
    world.pass(hourMs + 1000);
    expect((await mastodon.post(token, { status: 'Once more' }, 'key-1')).status).toBe(200);
    expect((await world.deliveries()).filter(({ key }) => key === 'key-1')).toHaveLength(2);
  });

  it('counts graphemes, and every link as 23', async () => {
    const link = `https://example.org/${'a'.repeat(600)}`;
    expect((await mastodon.post(token, { status: '👩‍👩‍👧'.repeat(500) }, 'c1')).status).toBe(200);
    expect((await mastodon.post(token, { status: `${'x'.repeat(476)} ${link}` }, 'c2')).status).toBe(200);
    const long = await mastodon.post(token, { status: 'x'.repeat(501) }, 'c3');
    expect([long.status, await errorOf(long)]).toEqual([
      422,
      'Validation failed: Text character limit of 500 exceeded',
    ]);
  });

  it('refuses a fifth picture', async () => {
    const body = form({ status: 'Five' });
    for (const seed of [11, 12, 13, 14, 15])
      body.append('media_ids[]', await mastodon.readyMedia(token, await picture(seed)));
    expect((await mastodon.call(token, 'POST', '/api/v1/statuses', body)).status).toBe(422);
  });

  it('edits and deletes, and is honest about both', async () => {
    const { id } = await jsonOf<{ id: string }>(await mastodon.post(token, { status: 'Befor' }, 'edit-1'));
    const edited = await jsonOf<{ edited_at: string; content: string }>(
      await mastodon.call(token, 'PUT', `/api/v1/statuses/${id}`, form({ status: 'Before' })),
    );
    expect(edited).toMatchObject({ content: '<p>Before</p>', edited_at: expect.any(String) });
    expect(await jsonOf(await mastodon.call(token, 'DELETE', `/api/v1/statuses/${id}`))).toMatchObject({
      text: 'Before',
    });
    expect((await mastodon.call(token, 'GET', `/api/v1/statuses/${id}`)).status).toBe(404);
    expect((await world.deliveries()).find(({ key }) => key === 'edit-1')?.deletedAt).not.toBeNull();
  });

  it('refuses what the token has no scope for', async () => {
    const reader = await mastodon.signIn({ scope: 'read:accounts' });
    expect((await mastodon.post(reader, { status: 'No' }, 's1')).status).toBe(403);
  });

  it('limits calls with an ISO reset and without Retry-After', async () => {
    const other = await mastodon.signIn();
    let answer = await mastodon.call(other, 'DELETE', '/api/v1/statuses/1');
    for (let tries = 1; tries < 31; tries += 1) answer = await mastodon.call(other, 'DELETE', '/api/v1/statuses/1');
    expect(answer.status).toBe(429);
    expect(new Date(answer.headers.get('x-ratelimit-reset') ?? '').toISOString()).toBe(
      answer.headers.get('x-ratelimit-reset'),
    );
    expect(answer.headers.has('retry-after')).toBe(false);
  });
});

describe('reading from the pretend Mastodon', () => {
  const path = '/api/v1/accounts/109300000000000042/statuses';
  const idsOf = async (response: Response) => (await jsonOf<{ id: string }[]>(response)).map(({ id }) => id);

  it('goes on from min_id, oldest unseen first, and follows Link to the older ones', async () => {
    const reader = await mastodon.signIn();
    const all = await idsOf(await mastodon.call(reader, 'GET', `${path}?limit=40`));
    const oldest = all.at(-1) ?? '';
    expect(await idsOf(await mastodon.call(reader, 'GET', `${path}?limit=2&min_id=${oldest}`))).toEqual(
      all.slice(-3, -1),
    );
    expect(await idsOf(await mastodon.call(reader, 'GET', `${path}?limit=2&since_id=${oldest}`))).toEqual(
      all.slice(0, 2),
    );
    const page = await mastodon.call(reader, 'GET', `${path}?limit=2`);
    const next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
    expect(await idsOf(await fetch(next, { headers: { authorization: `Bearer ${reader}` } }))).toEqual(all.slice(2, 4));
  });

  it('leaves out replies, boosts and texts when asked to, and what is private without a token', async () => {
    interface Shown {
      readonly in_reply_to_id: string | null;
      readonly reblog: unknown;
      readonly media_attachments: readonly unknown[];
      readonly visibility: string;
    }
    const shown = await jsonOf<Shown[]>(
      await fetch(`${mastodon.base()}${path}?limit=40&exclude_replies=true&exclude_reblogs=true&only_media=true`),
    );
    expect(shown.length).toBeGreaterThan(1);
    expect(
      shown.every(
        (status) => status.in_reply_to_id === null && status.reblog === null && status.media_attachments.length > 0,
      ),
    ).toBe(true);
    expect(shown.some(({ visibility }) => visibility === 'private')).toBe(false);
  });
});

it('gives uploads that come in the same millisecond each an id of its own', async () => {
  const still = Date.now();
  const stopped = await openWorld(() => still);
  const client = fediverseClient(() => stopped.rehearsal.base('mastodon'), mastodonScopes);
  const token = await client.signIn();
  const contents = await Promise.all([20, 21, 22].map(picture));
  const taken = await Promise.all(contents.map((content) => client.upload(token, content)));
  const ids = await Promise.all(taken.map(async (answer) => (await jsonOf<{ id: string }>(answer)).id));
  expect(new Set(ids).size).toBe(contents.length);
  await stopped.end();
});
