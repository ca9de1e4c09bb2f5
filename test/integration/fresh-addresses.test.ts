/** Files of a post whose addresses have ended: the post is read anew for fresh ones, and one that is gone is said to be. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NoticeCode } from '../../contract/model.ts';
import { type Core, linkedAccount } from '../../main/core/core.ts';
import { type Connector, NetworkFailure } from '../../main/core/ports/network.ts';
import type { CrosspostRecord, MediaRecord } from '../../main/core/ports/records.ts';
import { checkAccount } from '../../main/core/sync/check.ts';
import type { PublishRequest, SourceNetwork } from '../../main/rehearsal/publishing.ts';
import { type EngineWorld, publishOnSource, startEngineWorld } from '../helpers/engine-world.ts';
import { type Lane, openLane } from '../helpers/queued.ts';

const never = new AbortController().signal;
const picture: Partial<PublishRequest> = { text: 'Fog', pictures: [{ scene: 'fog-harbour', altText: 'Fog' }] };
const video: Partial<PublishRequest> = { text: 'Sand', video: { name: 'dunes-pan', altText: 'Sand' } };
/** Of one request: a server that is down is left alone for a while in real time. */
const trouble = { kind: 'status5xx', status: 500 } as const;
let world: EngineWorld;
let lane: Lane;
beforeEach(async () => {
  world = await startEngineWorld();
});
afterEach(() => world.stop());

const hours = async (count: number): Promise<void> => {
  for (let hour = 0; hour < count; hour += 1) await world.pass(3_600_000);
};
const planned = (): readonly CrosspostRecord[] => [
  ...world.core.store.read.crosspostsTo(lane.destination, 'waiting'),
  ...world.core.store.read.crosspostsTo(lane.destination, 'held'),
];
const codes = (): readonly NoticeCode[] => planned().flatMap(({ notices }) => notices.map(({ code }) => code));
const mediaOf = (id: CrosspostRecord['postId']): readonly MediaRecord[] => world.core.store.read.media(id);
const asked = async (network: SourceNetwork, path: RegExp): Promise<number> =>
  (await world.networks.requests(network)).filter((one) => path.test(one.path)).length;
/** Noticed, while its files cannot be had. */
async function noticedWithoutFiles(network: SourceNetwork, post: Partial<PublishRequest>): Promise<void> {
  lane = await openLane(world, network, 'mastodon');
  for (const path of ['/v/*', '/t39/*']) await world.networks.fault({ network, method: 'GET', path, effect: trouble });
  await publishOnSource(world, { network, ...post });
  await hours(2);
  const [noticed] = world.core.store.read.unplannedPosts(lane.source, 9);
  expect(mediaOf(noticed?.id as never)).toMatchObject([{ file: null }]);
  expect(planned()).toEqual([]);
}

describe.each(['instagram', 'threads', 'facebook'] as const)('a post of %s', (network) => {
  test.each([
    ['picture', picture],
    ['video', video],
  ])('whose %s can be had only after its address has ended is read anew and carried', async (_, post) => {
    await noticedWithoutFiles(network, post);
    await hours(8);
    await world.networks.calm();
    await hours(3);
    expect(planned()).toMatchObject([{ state: 'waiting', content: { text: post.text } }]);
    const media = mediaOf(planned()[0]?.postId as never);
    expect(media).toMatchObject([{ file: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }]);
  });
});

test('a post whose address has ended is asked for once, and waited for while the network is in trouble', async () => {
  await noticedWithoutFiles('instagram', picture);
  const [post] = world.core.store.read.unplannedPosts(lane.source, 9);
  const [before] = mediaOf(post?.id as never);
  await hours(8);
  await world.networks.calm();
  const one = `/*/${post?.remoteId ?? ''}`;
  await world.networks.fault({ network: 'instagram', method: 'GET', path: one, effect: trouble });
  await hours(2);
  // Nobody can tell yet: it is neither held nor given up.
  expect(planned()).toEqual([]);
  await world.networks.calm();
  await world.networks.forgetRequests();
  await hours(2);
  expect(planned()).toMatchObject([{ state: 'waiting' }]);
  expect(await asked('instagram', new RegExp(`/${post?.remoteId}$`))).toBe(1);
  expect(mediaOf(post?.id as never)[0]?.url).not.toBe(before?.url);
});

test('a picture in whose place a web page came is asked for once more', async () => {
  lane = await openLane(world, 'instagram', 'mastodon');
  const path = '/v/*';
  const effect = { kind: 'htmlInsteadOfJson' } as const;
  await world.networks.fault({ network: 'instagram', method: 'GET', path, times: 1, effect });
  await publishOnSource(world, picture);
  await hours(1);
  expect(planned()).toMatchObject([{ state: 'waiting', content: { pictures: [{ altText: 'Fog' }] } }]);
});

describe('a post whose files are not there any more', () => {
  /** Instagram as data: no file of it can be had, and the post is what the test says. */
  function withoutFiles(post: NonNullable<NonNullable<Connector['read']>['post']>): Core {
    const real = world.networks.connector('instagram');
    if (real.read === undefined) throw new Error('Instagram is read');
    const gone = async (): Promise<never> => {
      throw new NetworkFailure({ code: 'media_unreachable' });
    };
    const connector = { ...real, read: { ...real.read, post, picture: gone, video: gone } };
    const connectors = new Map([...world.core.connectors, ['instagram' as const, connector]]);
    return { ...world.core, connectors };
  }
  const check = async (core: Core): Promise<void> => checkAccount(core, linkedAccount(core, lane.source), never);

  test.each([
    ['picture', picture, 'picture_unavailable'],
    ['video', video, 'video_unavailable'],
  ] as const)('because it was deleted is held and says so: a %s', async (_, what, code) => {
    lane = await openLane(world, 'instagram', 'mastodon');
    await publishOnSource(world, what);
    let reads = 0;
    const core = withoutFiles(async () => {
      reads += 1;
      return null;
    });
    await check(core);
    expect(planned()).toMatchObject([{ state: 'held' }]);
    expect(codes()).toContain(code);
    expect(linkedAccount(core, lane.source)).toMatchObject({ state: 'working', problem: null });
    await check(core);
    expect([reads, planned().length]).toEqual([1, 1]);
  });

  test('although it is there is held after one fresh try', async () => {
    lane = await openLane(world, 'instagram', 'mastodon');
    await publishOnSource(world, picture);
    const real = world.networks.connector('instagram').read?.post;
    if (real === undefined) throw new Error('Instagram reads single posts');
    await check(withoutFiles(real));
    expect(codes()).toContain('picture_unavailable');
  });

  test('and which cannot be read is waited for a day, then held', async () => {
    lane = await openLane(world, 'instagram', 'mastodon');
    await publishOnSource(world, picture);
    const core = withoutFiles(async () => {
      throw new NetworkFailure({ code: 'transient' });
    });
    await check(core);
    expect(planned()).toEqual([]);
    expect(linkedAccount(core, lane.source)).toMatchObject({ state: 'trouble', problem: { code: 'transient' } });
    world.clock.advance(25 * 3_600_000);
    await check(core);
    expect(codes()).toContain('picture_unavailable');
  });
});
