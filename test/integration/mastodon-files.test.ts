/** Videos, changes and files in no post: on the pretend servers, and on snac2 where it can do it. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Connector } from '../../main/core/ports/network.ts';
import { connectors } from '../../main/networks/registry.ts';
import { readVideo } from '../../main/rehearsal/videos.ts';
import { silentLog } from '../helpers/edges.ts';
import { failureOf } from '../helpers/http-client.ts';
import {
  contentOf,
  linkAccount,
  type LinkedAccount,
  performStep,
  type Publishing,
  publishWhole,
  type TestPicture,
  testPicture,
} from '../helpers/network-account.ts';
import { wholeOf } from '../helpers/network-steps.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { consentOnSnac, startSnac } from '../helpers/snac.ts';
import { aVideoPost } from '../helpers/test-video.ts';
import { answerJson, startLoopback } from '../helpers/loopback.ts';
import { serversAvailable } from '../servers/install.ts';

let world: RehearsalWorld;
let picture: TestPicture;
beforeAll(async () => {
  world = await startRehearsalWorld();
  picture = await aPicture('#889');
});
afterEach(() => world.calm());
afterAll(() => world.stop());

async function aPicture(background: string): Promise<TestPicture> {
  const create = { width: 32, height: 24, channels: 3, background } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  return testPicture(new Uint8Array(bytes), 'Fog over the harbour', { width: 32, height: 24 });
}
const networks = ['mastodon', 'pixelfed'] as const;
type Id = (typeof networks)[number];
const link = (id: Id): Promise<LinkedAccount> =>
  linkAccount(world.connector(id), world.rehearsal.base(id), (url) => consentInRehearsal(url, 'mara'));

function aPicturePost(connector: Connector, { call }: LinkedAccount): Publishing {
  const content = contentOf(`Fog ${crypto.randomUUID()}`, [picture]);
  return { connector, call, content, pictures: [picture], key: crypto.randomUUID(), startedAt: Date.now() };
}
const upload = (plan: Publishing) => performStep(plan, { name: 'video', safety: 'repeat' }, {});

describe.each(networks)('a video on %s', (id) => {
  it('is taken as the server says', async () => {
    const limits = await world.connector(id).limits((await link(id)).call);
    expect(limits.video).toMatchObject(
      id === 'mastodon'
        ? { bytes: 103_809_024, types: ['video/mp4', 'video/quicktime', 'video/webm'], widest: 3840 }
        : { bytes: 15_000_000, types: ['video/mp4'] },
    );
    expect([limits.threads, limits.postsPerDay]).toEqual(id === 'mastodon' ? [true, null] : [false, 1000]);
  });

  it('arrives to the byte with its alt text, and its post is found again', async () => {
    const plan = await aVideoPost(world.connector(id), (await link(id)).call);
    expect(plan.connector.publish?.steps(plan.content).map(({ name }) => name)).toEqual(['video', 'post']);
    const post = await publishWhole(plan);
    const { sha256, altText } = plan.content.video;
    const received = (await world.received(id)).filter(({ text }) => text === plan.content.text);
    expect(received).toMatchObject([{ url: post.url, media: [{ sha256, altText, mimeType: 'video/mp4' }] }]);
    const input = { ...plan, step: { name: 'post', safety: 'find' }, results: {}, isKnown: () => false } as const;
    expect(await plan.connector.publish?.find(input, plan.call)).toMatchObject({ kind: 'found', post });
  });

  it('of the person’s own is read with a still and its bytes, now and later by its number', async () => {
    const { call } = await link(id);
    const { read } = world.connector(id);
    const before = await read?.posts(null, call);
    const text = `Walking sand ${crypto.randomUUID()}`;
    await world.publish({ network: id, text, video: { name: 'dunes-pan', altText: 'A ridge of sand' } });
    const [post] = (await read?.posts(before?.cursor ?? null, call))?.posts ?? [];
    expect(post).toMatchObject({ text, pictures: [], otherMedia: null, video: { altText: 'A ridge of sand' } });
    const bytes = await wholeOf(await read?.video(post?.video?.url ?? '', 50_000_000, call));
    expect(bytes.equals(await readVideo('dunes-pan'))).toBe(true);
    const still = await read?.picture(post?.video?.posterUrl ?? '', 1_000_000, call);
    expect((await sharp(still).metadata()).format).toBe('png');
    expect(await read?.post?.(post?.remoteId ?? '', call)).toEqual(post);
    expect(await read?.post?.('1', call)).toBeNull();
  });

  it('that the server cannot use is refused', async () => {
    const plan = await aVideoPost(world.connector(id), (await link(id)).call);
    const noVideo = { ...plan, video: new Blob([new Uint8Array(900)], { type: 'video/mp4' }) };
    expect(await upload(noVideo)).toMatchObject({ kind: 'refused', problem: { code: 'media_invalid' } });
  });
});

describe('a server that works on a video', () => {
  it('is waited for, and believed when it fails', async () => {
    const plan = await aVideoPost(world.connector('mastodon'), (await link('mastodon')).call);
    await world.mood('mastodon', { processingMs: 700 });
    const startedAt = performance.now();
    expect(await upload(plan)).toMatchObject({ kind: 'accepted' });
    expect(performance.now() - startedAt).toBeGreaterThan(650);
    await world.mood('mastodon', { processingFails: 'unsupported' });
    expect(await upload(plan)).toMatchObject({ kind: 'refused', problem: { code: 'media_invalid' } });
  });

  it('is waited for no longer than the person wants', async () => {
    await world.mood('mastodon', { processingMs: 60_000 });
    const plan = await aVideoPost(world.connector('mastodon'), (await link('mastodon')).call);
    const stopping = new AbortController();
    const { signal } = stopping;
    const outcome = upload({ ...plan, call: { ...plan.call, signal } });
    await expect.poll(async () => (await world.requests('mastodon')).at(-1)?.path).toMatch(/v1\/media\/\d/);
    stopping.abort();
    expect(await outcome).toMatchObject({ kind: 'unknown' });
    const asked = (await world.requests('mastodon')).length;
    expect((await world.requests('mastodon')).length).toBe(asked);
  });

  it('and has forgotten the upload gets it anew', async () => {
    const plan = await aVideoPost(world.connector('mastodon'), (await link('mastodon')).call);
    const post = { name: 'post', safety: 'find' } as const;
    const outcome = await performStep(plan, post, { video: { id: '123' } });
    expect(outcome).toMatchObject({ kind: 'start_over' });
  });
});

describe.each(networks)('changing a post on %s', (id) => {
  it('changes words and alt text, keeps the file, and changes nothing more the second time', async () => {
    const plan = aPicturePost(world.connector(id), await link(id));
    const post = await publishWhole(plan);
    const words = `Fog, corrected ${crypto.randomUUID()}`;
    const pictures = plan.content.pictures.map((one) => ({ ...one, altText: 'Fog over the old harbour' }));
    const content = { ...plan.content, text: words, pictures };
    for (const _time of ['once', 'twice']) {
      const changed = await plan.connector.publish?.edit?.({ post, content, before: plan.content }, plan.call);
      expect(changed).toEqual(post);
    }
    const [received, ...others] = (await world.received(id)).filter(({ text }) => text === words);
    expect(others).toEqual([]);
    expect(received?.media).toMatchObject([{ sha256: picture.picture.sha256, altText: 'Fog over the old harbour' }]);
    expect(await plan.connector.read?.post?.(post.remoteId, plan.call)).toMatchObject({ text: words });
  });

  it('says so when it is gone', async () => {
    const plan = aPicturePost(world.connector(id), await link(id));
    const post = await publishWhole(plan);
    await plan.connector.publish?.remove?.(post, plan.call);
    const change = plan.connector.publish?.edit?.({ post, content: plan.content, before: plan.content }, plan.call);
    expect((await failureOf(change ?? Promise.resolve())).problem.code).toBe('not_found');
  });
});

describe('a file in no post', () => {
  it('has an address that shows its bytes to anyone, until it is removed; removing it again does no harm', async () => {
    const { call } = await link('mastodon');
    const { host } = world.connector('mastodon');
    const file = new Blob([picture.bytes], { type: 'image/png' });
    const hosted = await host?.put(file, call);
    const shown = await fetch(hosted?.url ?? '');
    expect(Buffer.from(await shown.arrayBuffer()).equals(picture.bytes)).toBe(true);
    await host?.remove(hosted?.remoteId ?? '', call);
    expect((await fetch(hosted?.url ?? '')).status).toBe(404);
    await host?.remove(hosted?.remoteId ?? '', call);
  });

  it('counts as gone on a server that cannot remove it', async () => {
    const { call } = await link('mastodon');
    const old = await startLoopback((_, response) => answerJson(response, { error: 'Method not allowed' }, 405));
    const there = { ...call, account: { ...call.account, instance: old.url } };
    await world.connector('mastodon').host?.remove('1', there);
    expect(old.asked).toHaveLength(1);
    await old.close();
  });

  it('is kept at Mastodon alone', () => {
    expect(world.connector('pixelfed').host).toBeUndefined();
  });
});

describe.each(networks)('%s that', (id) => {
  it.each([
    [{ isAccountBlocked: true }, 'account_action_needed'],
    // Last: the account’s budget is known to be used up from here on.
    [{ isCapReached: true }, 'rate_limited'],
  ] as const)('is in the mood %j takes no post and says why', async (mood, code) => {
    const plan = aPicturePost(world.connector(id), await link(id));
    const [first, post] = plan.connector.publish?.steps(plan.content) ?? [];
    if (first === undefined || post === undefined) throw new Error('There are two steps.');
    const uploaded = await performStep(plan, first, {});
    if (uploaded.kind !== 'accepted') throw new Error(uploaded.kind);
    await world.mood(id, mood);
    const outcome = await performStep(plan, post, { [first.name]: uploaded.result });
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code } });
    if (code === 'rate_limited' && id === 'mastodon') {
      expect(outcome).toMatchObject({ problem: { until: expect.any(Number) } });
    }
  });

  it('took back the permission to publish says that it is missing', async () => {
    const account = await link(id);
    await world.endSignIns(id, 'narrowed');
    const outcome = await performStep(
      aPicturePost(world.connector(id), account),
      { name: 'picture-1', safety: 'repeat' },
      {},
    );
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'missing_permission' } });
    expect(await world.connector(id).whoAmI(account.call)).toEqual(account.signedIn.profile);
  });
});

describe.runIf(serversAvailable().snac)('snac2', () => {
  it('takes a video, hands it out again, changes a post and keeps its file, and shows a file that is in no post', async () => {
    const snac = await startSnac();
    try {
      const user = await snac.addUser('mara');
      const mastodon = connectors({ fetch, log: silentLog, now: Date.now, allowLoopbackHttp: true }).get('mastodon');
      if (mastodon === undefined) throw new Error('No Mastodon.');
      const account = await linkAccount(mastodon, snac.host, (url) => consentOnSnac(url, user));
      const plan = await aVideoPost(mastodon, account.call);
      const post = await publishWhole(plan);
      const read = () => mastodon.read?.post?.(post.remoteId, account.call);
      const there = await read();
      expect(there).toMatchObject({ text: plan.content.text, video: { altText: plan.content.video.altText } });
      const bytes = Buffer.from(await (await fetch(there?.video?.url ?? '')).arrayBuffer());
      expect(bytes.equals(Buffer.from(await plan.video.arrayBuffer()))).toBe(true);
      const content = { ...plan.content, text: 'Other words' };
      await mastodon.publish?.edit?.({ post, content, before: plan.content }, account.call);
      expect(await read()).toMatchObject({ text: 'Other words', video: { altText: plan.content.video.altText } });
      const hosted = await mastodon.host?.put(new Blob([picture.bytes], { type: 'image/png' }), account.call);
      const shown = await fetch(hosted?.url ?? '');
      expect(Buffer.from(await shown.arrayBuffer()).equals(picture.bytes)).toBe(true);
      await mastodon.host?.remove(hosted?.remoteId ?? '', account.call);
    } finally {
      await snac.stop();
    }
  });
});
