/** Mara's posts on the pretend Bluesky as a source, and videos on a real PDS, which has no video service. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { connectors } from '../../main/networks/registry.ts';
import { readVideo } from '../../main/rehearsal/videos.ts';
import { firstInstallMs, keep, startBlueskyWorld } from '../helpers/bluesky-world.ts';
import { silentLog } from '../helpers/edges.ts';
import { answerJson, startLoopback } from '../helpers/loopback.ts';
import { linkAccount, type LinkedAccount } from '../helpers/network-account.ts';
import { goOn, wholeOf } from '../helpers/network-steps.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { aVideoPost } from '../helpers/test-video.ts';

const handle = 'mara.bsky.rehearsal';
let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld();
});
afterAll(() => world.stop());

const link = (): Promise<LinkedAccount> =>
  linkAccount(world.connector('bluesky'), handle, (url) => consentInRehearsal(url, handle));

describe('Mara’s own posts', () => {
  it('are read with pictures, a video and its still, replies marked, nothing else', async () => {
    const { call } = await link();
    const { read } = world.connector('bluesky');
    const { posts, cursor } = (await read?.posts(null, call)) ?? { posts: [], cursor: '' };
    expect(posts.map(({ pictures, video, isReply }) => [pictures.length, video !== null, isReply])).toEqual([
      [1, false, false],
      [0, true, false],
      [0, false, true],
      [2, false, false],
      [0, false, false],
      [1, false, false],
    ]);
    const video = posts[1]?.video;
    const bytes = await wholeOf(await read?.video(video?.url ?? '', 9_000_000, call));
    expect(bytes.equals(await readVideo('town-pan'))).toBe(true);
    const still = await read?.picture(video?.posterUrl ?? '', 1_000_000, call);
    expect((await sharp(still).metadata()).format).toBe('jpeg');
    const elsewhere = read?.video('http://localhost:1/xrpc/com.atproto.sync.getBlob?did=a', 10, call);
    await expect(elsewhere).rejects.toMatchObject({ problem: { code: 'redirected_away' } });

    const next = await world.rehearsal.publishNext('bluesky');
    await world.publish({ network: 'bluesky', text: 'Shared', kind: 'boost' });
    const news = await read?.posts(cursor, call);
    expect(news?.posts.map(({ remoteId }) => remoteId)).toEqual([next?.id]);
    expect(await read?.post?.(next?.id ?? '', call)).toEqual(news?.posts[0]);
    expect(await read?.post?.(`${next?.id}x`, call)).toBeNull();
    expect(await read?.post?.('0', call)).toBeNull();
  });
});

describe('a server without a video service', () => {
  it(
    'is given the file itself, and shows it in the post',
    async () => {
      const real = await startBlueskyWorld();
      const nothing = await startLoopback((_, response) => answerJson(response, { error: 'NotFound' }, 404));
      try {
        const service = { service: real.pds.url, plcDirectory: real.pds.plcUrl };
        const video = nothing.url.replace('127.0.0.1', 'localhost');
        const addresses = { ...defaultAddresses, bluesky: { ...service, video } };
        const all = connectors({ fetch, log: silentLog, now: Date.now, addresses, allowLoopbackHttp: true });
        const bluesky = all.get('bluesky');
        if (bluesky === undefined) throw new Error('No Bluesky.');
        const { call } = keep(await real.signInByOAuth());
        const plan = await aVideoPost(bluesky, call);
        expect(await goOn(plan, {})).toBeNull();
        expect(nothing.asked).toHaveLength(1);
        const [record] = await real.pds.listPosts(real.mara.did);
        expect(record?.value).toMatchObject({ embed: { alt: plan.content.video.altText } });
        const [post] = (await bluesky.read?.posts(null, call))?.posts ?? [];
        const bytes = await wholeOf(await bluesky.read?.video(post?.video?.url ?? '', 9_000_000, call));
        expect(bytes.equals(await plan.video.bytes())).toBe(true);
        const tooLarge = { ...plan.content.video, sizeBytes: 52_428_801 };
        const large = { ...plan, content: { ...plan.content, video: tooLarge } };
        expect(await goOn(large, {})).toMatchObject({
          outcome: { kind: 'refused', problem: { code: 'media_invalid' } },
        });
      } finally {
        await real.pds.stop();
        await nothing.close();
      }
    },
    firstInstallMs,
  );
});
