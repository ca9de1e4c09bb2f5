/** What is held for want of a public address waits for a yes as soon as there is a place, and for nothing less. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Core, linkedAccount } from '../../main/core/core.ts';
import { unlinkAccount } from '../../main/core/accounts/link.ts';
import { loadBucket, removeBucket, saveBucket } from '../../main/core/hosting/bucket.ts';
import type { Bucket } from '../../main/core/ports/hosting.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { checkAccount } from '../../main/core/sync/check.ts';
import { validBucket } from '../../main/hosting/valid-bucket.ts';
import { type BucketServer, startBucketServer } from '../helpers/bucket-server.ts';
import { approveAndGo, current, type EngineWorld, publishOnSource, startEngineWorld } from '../helpers/engine-world.ts';
import { actionsOf, type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

const never = new AbortController().signal;
const needsAddress = { code: 'needs_public_address', level: 'hold' } as const;
const tooLong = { code: 'text_too_long', level: 'hold' } as const;
let server: BucketServer;
let world: EngineWorld;
let core: Core;
let lane: Lane;
beforeAll(async () => {
  server = await startBucketServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  world = await startEngineWorld();
  core = world.core;
  lane = await openLane(world, 'instagram', 'threads');
});
afterEach(() => world.stop());

const keep = (bucket: Bucket, change: Partial<Bucket> = {}): Promise<Bucket> => {
  const form = { ...bucket, publicBase: bucket.publicBase ?? '', ...change } as never;
  return saveBucket(core, form, (given) => validBucket(given, { allowLoopbackHttp: true }), never);
};
const held = (...notices: CrosspostRecord['notices']): CrosspostRecord =>
  queueCrosspost(lane, { state: 'held', notices });
const actions = (): readonly string[] => core.store.read.ledger(null, 1_000).map(({ action }) => action);

/** New on Instagram, whose own addresses no other network may fetch. */
async function plannedFromInstagram(): Promise<CrosspostRecord> {
  await publishOnSource(world, { text: 'Fog', pictures: [{ scene: 'fog-harbour', altText: 'Fog' }] });
  await checkAccount(core, linkedAccount(core, lane.source), never);
  const [crosspost] = ['held' as const, 'waiting' as const].flatMap((state) =>
    core.store.read.crosspostsTo(lane.destination, state),
  );
  if (crosspost === undefined) throw new Error('Nothing was planned');
  return crosspost;
}

describe('a post for a network that fetches files itself', () => {
  test('is held while there is no place for them, waits once there is a bucket, and goes out', async () => {
    const crosspost = await plannedFromInstagram();
    expect(crosspost).toMatchObject({ state: 'held', notices: [needsAddress] });
    await keep(server.privateBucket);
    expect(current(world, crosspost.id)).toMatchObject({ state: 'waiting', notices: [] });
    expect((await approveAndGo(world, current(world, crosspost.id))).state).toBe('published');
    expect(actionsOf(world, crosspost)).toContain('file_hosted');
  });

  test('waits once an account is linked that can hold files, and goes out', async () => {
    const crosspost = await plannedFromInstagram();
    await world.link('pixelfed');
    expect(current(world, crosspost.id).state).toBe('held');
    await world.link('mastodon');
    expect(current(world, crosspost.id)).toMatchObject({ state: 'waiting', notices: [] });
    expect((await approveAndGo(world, current(world, crosspost.id))).state).toBe('published');
  });

  test('waits from the start where such an account is linked already', async () => {
    await world.link('mastodon');
    expect(await plannedFromInstagram()).toMatchObject({ state: 'waiting', notices: [] });
  });

  test('is held for its other reasons all the same', async () => {
    const crosspost = held(needsAddress, tooLong);
    await keep(server.privateBucket);
    expect(current(world, crosspost.id)).toMatchObject({ state: 'held', notices: [tooLong] });
  });

  test('that is held for other reasons alone is left as it is', async () => {
    const crosspost = held(tooLong);
    await keep(server.privateBucket);
    expect(current(world, crosspost.id)).toEqual(crosspost);
  });
});

test('a destination that is unlinked and linked again takes its posts up where they were', async () => {
  const [waiting, other] = [queueCrosspost(lane), held(tooLong)];
  await unlinkAccount(core, lane.destination, never);
  expect(current(world, waiting.id)).toMatchObject({ state: 'held', notices: [{ code: 'account_unlinked' }] });
  await world.link('threads');
  expect(current(world, waiting.id)).toMatchObject({ state: 'waiting', notices: [] });
  expect(current(world, other.id).state).toBe('held');
});

describe('a bucket', () => {
  test.each<[string, Partial<Bucket>, object]>([
    ['with a wrong secret', { secretAccessKey: 'wrong' }, { code: 'keys_refused' }],
    ['of a name that no bucket has', { bucket: 'No Bucket' }, { code: 'wrong_field', detail: 'bucket' }],
    ['without a secret where none is kept', { secretAccessKey: '' }, { code: 'wrong_field' }],
  ])('%s is refused: nothing is kept, and nothing is released', async (_, change, problem) => {
    const crosspost = held(needsAddress);
    await expect(keep(server.privateBucket, change)).rejects.toMatchObject({ problem });
    expect(await loadBucket(core)).toBeNull();
    expect(current(world, crosspost.id)).toEqual(crosspost);
    expect(actions()).not.toContain('bucket_saved');
  });

  test('keeps the secret that is there when the form leaves it empty, and when another is refused', async () => {
    await keep(server.privateBucket);
    await keep(server.privateBucket, { prefix: 'other', secretAccessKey: '' });
    expect(await loadBucket(core)).toEqual({ ...server.privateBucket, prefix: 'other' });
    await expect(keep(server.privateBucket, { secretAccessKey: 'wrong' })).rejects.toThrow();
    expect(await loadBucket(core)).toEqual({ ...server.privateBucket, prefix: 'other' });
  });

  test('is erased when it is removed, which is written down once', async () => {
    await keep(server.privateBucket);
    removeBucket(core);
    removeBucket(core);
    expect(await loadBucket(core)).toBeNull();
    expect(actions().filter((action) => action === 'bucket_removed')).toHaveLength(1);
    expect(JSON.stringify(core.store.read.ledger(null, 1_000))).not.toContain(server.privateBucket.secretAccessKey);
    expect(await plannedFromInstagram()).toMatchObject({ state: 'held' });
  });
});
