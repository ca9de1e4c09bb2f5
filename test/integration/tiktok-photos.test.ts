/** Photos for TikTok's inbox against the pretend one, which fetches them from where they lie. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../main/rehearsal/faults.ts';
import { type Loopback, startLoopback } from '../helpers/loopback.ts';
import { contentOf, type Publishing, type TestPicture, testPicture } from '../helpers/network-account.ts';
import { type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { linkTiktok, publish, type Watched, watchedTiktok } from '../helpers/tiktok-account.ts';
import { tiktokOf } from './rehearsal-tiktok-setup.ts';

const dayMs = 86_400_000;
const clock = { aheadMs: 0 };
const now = () => Date.now() + clock.aheadMs;
const start = '/v2/post/publish/content/init/';
const fetchStatus = '/v2/post/publish/status/fetch/';

let world: RehearsalWorld;
let watched: Watched;
let pictures: readonly TestPicture[];
/** The bucket: each file under its hash. Empty, it answers 404. */
let bucket: Loopback;
const files = new Map<string, Uint8Array>();
const fill = () => pictures.forEach(({ picture, bytes }) => files.set(`/${picture.sha256}`, bytes));
beforeAll(async () => {
  world = await startRehearsalWorld(now);
  watched = watchedTiktok(world, now);
  bucket = await startLoopback((request, response) => {
    const file = files.get(request.url ?? '');
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  const made = (background: string) =>
    sharp({ create: { width: 32, height: 24, channels: 3, background } })
      .jpeg()
      .toBuffer();
  pictures = await Promise.all(
    ['#889', '#247'].map(async (colour) =>
      testPicture(new Uint8Array(await made(colour)), `All of ${colour}`, { width: 32, height: 24 }),
    ),
  );
  await tiktokOf(() => world).verify(`${bucket.url}/`);
});
/** A day later, so that what waits in the inbox of one test does not count in the next. */
beforeEach(() => {
  clock.aheadMs += dayMs + 1;
  watched.before = () => {};
  watched.sent.length = 0;
  fill();
});
afterEach(() => world.calm());
afterAll(async () => {
  await world.stop();
  await bucket.close();
});

async function photos(text: string, more: Partial<Publishing> = {}): Promise<Publishing> {
  return {
    connector: watched.tiktok,
    call: (await linkTiktok(watched.tiktok)).call,
    content: contentOf(text, pictures),
    pictures,
    address: async (sha256) => `${bucket.url}/${sha256}`,
    key: crypto.randomUUID(),
    startedAt: 0,
    ...more,
  };
}
const received = async (text: string) => (await world.received('tiktok')).filter((item) => item.text === text);
const begun = () => watched.sent.filter(({ path }) => path === start).length;
const fault = (path: string, effect: Fault['effect'], times?: number) =>
  world.fault({ network: 'tiktok', path, effect, ...(times !== undefined && { times }) });

describe('photos for TikTok', () => {
  it('arrive as one draft, in order, with what they say', async () => {
    const plan = await photos('Two colours #fog');
    const { outcome } = await publish({ ...plan, content: { ...plan.content, title: 'Colours' } });
    const [delivered, ...others] = await received('Two colours #fog');
    expect(outcome).toMatchObject({ kind: 'accepted', post: { remoteId: delivered?.id } });
    expect(delivered).toMatchObject({ title: 'Colours', visibility: 'draft' });
    expect(delivered?.media.map(({ sha256 }) => sha256)).toEqual(pictures.map(({ picture }) => picture.sha256));
    expect(others).toEqual([]);
  });

  it('need an address, or nothing is sent', async () => {
    const { address: _, ...plan } = await photos('Nowhere');
    const { outcome } = await publish(plan);
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'needs_public_address' } });
    expect(begun()).toBe(0);
  });

  it('need an address that TikTok knows to be the app’s', async () => {
    const { outcome } = await publish(await photos('Elsewhere', { address: async () => 'http://127.0.0.1:1/photo' }));
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'needs_public_address' } });
    expect(begun()).toBe(1);
  });

  it.each(['dropAfterAccept', 'dropBeforeAccept', 'malformedJson'] as const)(
    'are for the person to look for when %s lost the id of the draft',
    async (kind) => {
      const text = `Lost ${kind}`;
      await fault(start, { kind }, 1);
      const { outcome, find } = await publish(await photos(text));
      expect(outcome.kind).toBe('unknown');
      expect(await find()).toEqual({ kind: 'cannot_tell', problem: { code: 'unknown' } });
      expect(begun()).toBe(1);
    },
  );

  it('are found by that id when it is known, and never handed over twice', async () => {
    await fault(fetchStatus, { kind: 'dropBeforeAccept' });
    const { outcome, find, again } = await publish(await photos('Known'));
    expect(outcome.kind).toBe('unknown');
    await world.calm();
    expect(await find()).toMatchObject({ kind: 'found', post: { url: expect.stringContaining('@mara.lindt') } });
    expect((await again()).kind).toBe('accepted');
    expect(begun()).toBe(1);
    expect(await received('Known')).toHaveLength(1);
  });

  it('that could not be fetched are handed over anew', async () => {
    files.clear();
    const { outcome, find, again } = await publish(await photos('Not there yet'));
    expect(outcome).toMatchObject({
      kind: 'refused',
      problem: { code: 'media_unreachable', detail: 'photo_pull_failed' },
    });
    expect(await find()).toEqual({ kind: 'absent' });
    fill();
    expect((await again()).kind).toBe('accepted');
    expect(await received('Not there yet')).toHaveLength(1);
  });

  it('are waited for while TikTok fetches them, and no longer than patience lasts', async () => {
    await world.mood('tiktok', { processingMs: 600_000 });
    watched.before = ({ path }) => {
      if (path === fetchStatus) clock.aheadMs += 70_000;
    };
    const { outcome, find } = await publish(await photos('Slow'));
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'not_ready' } });
    expect(await find()).toMatchObject({ kind: 'cannot_tell', problem: { code: 'not_ready' } });
    clock.aheadMs += 600_000;
    expect((await find())?.kind).toBe('found');
  });
});
