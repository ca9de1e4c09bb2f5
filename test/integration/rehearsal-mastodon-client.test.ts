/** The pretend Mastodon, driven by a client that others wrote: both must mean the same by Mastodon's API. */
import { createRestAPIClient, type mastodon, MastoHttpError } from 'masto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleVideo } from '../helpers/videos.ts';
import { fediverseClient, mastodonScopes } from './rehearsal-fediverse.ts';
import { openWorld, picture, sha256, type RehearsalWorld } from './rehearsal-setup.ts';

let world: RehearsalWorld;
let client: mastodon.rest.Client;
beforeAll(async () => {
  world = await openWorld();
  const base = world.rehearsal.base('mastodon');
  const accessToken = await fediverseClient(() => base, mastodonScopes).signIn();
  client = createRestAPIClient({ url: base, accessToken });
});
afterAll(() => world.end());

async function aFile(type: 'image' | 'video', altText: string) {
  const bytes = type === 'image' ? await picture(41) : await sampleVideo();
  const file = new Blob([new Uint8Array(bytes)], { type: type === 'image' ? 'image/jpeg' : 'video/mp4' });
  return { bytes, sent: { file, description: altText } };
}
const statusOf = async (call: Promise<unknown>): Promise<number> => {
  const thrown: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof MastoHttpError) return thrown.statusCode;
  throw new Error(`Expected a refusal, got ${String(thrown)}.`);
};

describe('masto.js at the pretend Mastodon', () => {
  it('learns who it is and what the server takes', async () => {
    expect(await client.v1.accounts.verifyCredentials()).toMatchObject({
      username: 'mara',
      source: { language: 'en' },
    });
    const { configuration, version } = await client.v2.instance.fetch();
    expect(version).toMatch(/^4\./);
    expect(configuration).toMatchObject({
      statuses: { maxCharacters: 500, charactersReservedPerUrl: 23 },
      mediaAttachments: { videoSizeLimit: 103_809_024, descriptionLimit: 1500 },
    });
  });

  it('hears 202 and 206 while the server works on a file, and sees it when it is ready', async () => {
    const { sent } = await aFile('image', 'A harbour');
    const taken = await client.v2.media.create({ ...sent, skipPolling: true });
    expect(taken).toMatchObject({ type: 'image', url: null, description: 'A harbour' });
    const selected = client.v1.media.$select(taken.id);
    expect((await selected.fetch()).url).toBeNull();
    expect((await selected.fetch()).url).toMatch(/^http/);
    expect((await selected.update({ description: 'A harbour in fog' })).description).toBe('A harbour in fog');
  });

  it.each(['image', 'video'] as const)(
    'posts %s bytes with an Idempotency-Key once, changes words and alt text, and deletes',
    async (type) => {
      const { bytes, sent } = await aFile(type, 'First words');
      const { id: mediaId } = await client.v2.media.create(sent);
      const key = `masto-${type}`;
      const post = () =>
        client.v1.statuses.create(
          { status: `A client’s ${type}`, mediaIds: [mediaId], visibility: 'unlisted', language: 'en' },
          { requestInit: { headers: { 'Idempotency-Key': key } } },
        );
      const first = await post();
      expect((await post()).id).toBe(first.id);
      expect(first).toMatchObject({ visibility: 'unlisted', editedAt: null, mediaAttachments: [{ type }] });
      const delivered = (await world.deliveries()).filter((delivery) => delivery.key === key);
      expect(delivered).toMatchObject([{ media: [{ sha256: sha256(bytes), altText: 'First words' }] }]);

      const status = client.v1.statuses.$select(first.id);
      const attributes = [{ id: mediaId, description: 'Better words' }];
      const changed = { status: `Another ${type}`, mediaIds: [mediaId], mediaAttributes: attributes };
      const edited = await status.update(changed);
      expect(edited).toMatchObject({
        editedAt: expect.any(String),
        mediaAttachments: [{ description: 'Better words' }],
      });
      expect((await status.history.list()).map(({ content }) => content)).toEqual([
        `<p>A client’s ${type}</p>`,
        `<p>Another ${type}</p>`,
      ]);
      expect(await status.source.fetch()).toMatchObject({ text: `Another ${type}` });

      expect((await status.remove()).text).toBe(`Another ${type}`);
      expect(await statusOf(status.fetch())).toBe(404);
    },
  );

  it('takes off a file that a change does not name', async () => {
    const { sent } = await aFile('image', '');
    const { id } = await client.v2.media.create(sent);
    const { id: statusId } = await client.v1.statuses.create({ status: 'With', mediaIds: [id] });
    const edited = await client.v1.statuses.$select(statusId).update({ status: 'Without' });
    expect(edited.mediaAttachments).toEqual([]);
  });

  it('goes on in a reply, and is refused a reply to nothing, a video beside a picture and an unfinished file', async () => {
    const first = await client.v1.statuses.create({ status: 'One' });
    const second = await client.v1.statuses.create({ status: 'Two', inReplyToId: first.id });
    expect(second).toMatchObject({ inReplyToId: first.id, inReplyToAccountId: first.account.id });
    const listed = await client.v1.accounts.$select(first.account.id).statuses.list({ limit: 2 });
    expect(listed.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await statusOf(client.v1.statuses.create({ status: 'Three', inReplyToId: '1' }))).toBe(404);
    const [image, video] = await Promise.all([aFile('image', ''), aFile('video', '')]);
    const both = await Promise.all([client.v2.media.create(image.sent), client.v2.media.create(video.sent)]);
    const mixed = client.v1.statuses.create({ status: 'Both', mediaIds: both.map(({ id }) => id) });
    expect(await statusOf(mixed)).toBe(422);
    await world.control('POST', '/moods', { network: 'mastodon', mood: { processingMs: 60_000 } });
    const unfinished = await client.v2.media.create({ ...image.sent, skipPolling: true });
    expect(await statusOf(client.v1.statuses.create({ status: 'Soon', mediaIds: [unfinished.id] }))).toBe(422);
    await world.control('POST', '/moods', { network: 'mastodon', mood: {} });
  });

  it('is told by the server that its login is disabled, and that it has had enough', async () => {
    const mood = (change: object) => world.control('POST', '/moods', { network: 'mastodon', mood: change });
    await mood({ isAccountBlocked: true });
    expect(await statusOf(client.v1.accounts.verifyCredentials())).toBe(403);
    await mood({ isCapReached: true });
    expect(await statusOf(client.v1.statuses.create({ status: 'Too much' }))).toBe(429);
    await mood({});
  });
});
