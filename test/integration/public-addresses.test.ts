/** Where a file lies that a network fetches by its address: only the very bytes, only where anyone may look, only for a while. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linkedAccount } from '../../main/core/core.ts';
import { saveSealed } from '../../main/core/vault.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { publishCrosspost } from '../../main/core/crosspost/publish.ts';
import { saveBucket } from '../../main/core/hosting/bucket.ts';
import type { Bucket } from '../../main/core/ports/hosting.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { validBucket } from '../../main/hosting/valid-bucket.ts';
import { type BucketServer, startBucketServer } from '../helpers/bucket-server.ts';
import { approveAndGo, current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { type FileServer, startFileServer } from '../helpers/file-server.ts';
import { actionsOf, type KeptPicture, keptPicture, type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

const never = new AbortController().signal;
let world: EngineWorld;
let files: FileServer;
let server: BucketServer;
let picture: KeptPicture;
/** What was asked of the bucket before this test. */
let before: number;
beforeAll(async () => {
  [files, server] = [await startFileServer(), await startBucketServer()];
});
afterAll(async () => {
  await files.close();
  await server.stop();
});
beforeEach(async () => {
  world = await startEngineWorld();
  picture = await keptPicture(world);
  before = server.asked.length;
});
afterEach(() => world.stop());

/** A crosspost of the picture, which lies at the source's own address as `bytes`. */
function queued(lane: Lane, bytes: Buffer<ArrayBuffer> = picture.bytes): CrosspostRecord {
  files.put(`/${picture.file.sha256}`, new Blob([bytes], { type: 'image/jpeg' }));
  const url = `${files.url}/${picture.file.sha256}`;
  return queueCrosspost(lane, { text: `Fog ${picture.file.sha256}`, pictures: [{ file: picture.file, url }] });
}
const arrived = async () =>
  (await world.networks.received('threads')).map(({ media }) => media.map(({ sha256 }) => sha256));
const askedOfBucket = (): readonly string[] => server.asked.slice(before).map((line) => line.split(' ')[0] ?? '');
const keepBucket = (bucket: Bucket): Promise<unknown> =>
  saveBucket(
    world.core,
    { ...bucket, publicBase: bucket.publicBase ?? '' },
    (form) => validBucket(form, { allowLoopbackHttp: true }),
    never,
  );

describe('the original’s own address', () => {
  test('is named where that network shows its media to anyone and the bytes are the very same', async () => {
    const waiting = queued(await openLane(world, 'bluesky', 'threads'));
    expect(await approveAndGo(world, waiting)).toMatchObject({ state: 'published', problem: null });
    expect(await arrived()).toEqual([[picture.file.sha256]]);
    expect(files.agents.some((agent) => agent.startsWith('facebookexternalhit'))).toBe(true);
    expect(actionsOf(world, waiting)).not.toContain('file_hosted');
  });

  test.each([
    ['differ by one', (bytes: Buffer) => Buffer.from([...bytes.subarray(0, -1), (bytes.at(-1) ?? 0) ^ 1])],
    ['have one more', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0])])],
    ['have one less', (bytes: Buffer) => Buffer.from(bytes.subarray(0, -1))],
  ])('is refused when its bytes %s: nothing is sent, and a public address is wanted', async (_, change) => {
    const waiting = queued(await openLane(world, 'bluesky', 'threads'), change(picture.bytes));
    await world.networks.forgetRequests();
    const after = await approveAndGo(world, waiting);
    expect(after).toMatchObject({ state: 'failed', problem: { code: 'needs_public_address' } });
    expect((await world.networks.requests('threads')).filter(({ method }) => method === 'POST')).toEqual([]);
    expect(await arrived()).toEqual([]);
  });

  test('of a network that keeps its media to itself is not even looked at', async () => {
    const waiting = queued(await openLane(world, 'instagram', 'threads'));
    const after = await approveAndGo(world, waiting);
    expect(after).toMatchObject({ state: 'failed', problem: { code: 'needs_public_address' } });
    expect(files.fetchesOf(`/${picture.file.sha256}`)).toBe(0);
    expect(await arrived()).toEqual([]);
  });
});

describe('the person’s own bucket', () => {
  test.each(['privateBucket', 'publicBucket'] as const)(
    'shows a file while it is fetched and no longer: %s',
    async (which) => {
      const lane = await openLane(world, 'instagram', 'threads');
      await keepBucket(server[which]);
      before = server.asked.length;
      const waiting = queued(lane);
      expect(await approveAndGo(world, waiting)).toMatchObject({ state: 'published', problem: null });
      expect(await arrived()).toEqual([[picture.file.sha256]]);
      expect(askedOfBucket().filter((method) => method !== 'GET')).toEqual(['PUT', 'DELETE']);
      expect(actionsOf(world, waiting).filter((action) => action.startsWith('file_'))).toEqual([
        'file_hosted',
        'file_unhosted',
      ]);
      expect(world.core.store.read.hostedFiles(waiting.id)).toEqual([]);
    },
  );

  test('is given a file once, however often the publish is put off', async () => {
    const lane = await openLane(world, 'instagram', 'threads');
    await keepBucket(server.privateBucket);
    before = server.asked.length;
    const limit = { kind: 'status429', resetInMs: 60_000 } as const;
    await world.networks.fault({ network: 'threads', method: 'POST', times: 1, effect: limit });
    const waiting = queued(lane);
    expect((await approveAndGo(world, waiting)).state).toBe('approved');
    for (let minute = 0; minute < 5; minute += 1) await world.pass(60_000);
    expect(current(world, waiting.id)).toMatchObject({ state: 'published', problem: null });
    expect(askedOfBucket().filter((method) => method === 'PUT')).toHaveLength(1);
  });

  test('that cannot be reached is said, and the network is sent nothing', async () => {
    const lane = await openLane(world, 'instagram', 'threads');
    const own = await startBucketServer();
    await keepBucket(own.privateBucket);
    await own.stop();
    await world.networks.forgetRequests();
    const after = await approveAndGo(world, queued(lane));
    expect(after).toMatchObject({ state: 'approved', problem: { code: 'unreachable' } });
    expect((await world.networks.requests('threads')).filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

test('a linked Mastodon account keeps a file in no post of its own, and it is taken away afterwards', async () => {
  const lane = await openLane(world, 'instagram', 'threads');
  await world.link('mastodon');
  await world.networks.forgetRequests();
  const waiting = queued(lane);
  expect(await approveAndGo(world, waiting)).toMatchObject({ state: 'published', problem: null });
  expect(await arrived()).toEqual([[picture.file.sha256]]);
  expect(await world.networks.received('mastodon')).toEqual([]);
  const changes = (await world.networks.requests('mastodon')).filter(({ method }) => method !== 'GET');
  expect(changes.map(({ method, path }) => `${method} ${path.replace(/\d+$/, '*')}`)).toEqual([
    'POST /api/v2/media',
    'DELETE /api/v1/media/*',
  ]);
  expect(world.core.store.read.hostedFiles(waiting.id)).toEqual([]);
});

/** As many times as a read asks before it gives up. */
const outage = { network: 'mastodon', method: 'GET', times: 3, effect: { kind: 'status5xx', status: 503 } } as const;

test('a place that cannot be looked at for a moment is looked at again: nothing is put there twice', async () => {
  const lane = await openLane(world, 'instagram', 'threads');
  await world.link('mastodon');
  const waiting = queued(lane);
  await world.networks.fault({ ...outage, path: '/media_attachments/files/*' });
  await world.networks.forgetRequests();
  expect(await approveAndGo(world, waiting)).toMatchObject({ state: 'approved', problem: { code: 'transient' } });
  for (let minute = 0; minute < 5; minute += 1) await world.pass(60_000);
  expect(current(world, waiting.id)).toMatchObject({ state: 'published', problem: null });
  const puts = (await world.networks.requests('mastodon')).filter(({ method }) => method === 'POST');
  expect(puts).toHaveLength(1);
});

test('a holding account in trouble that passes is a place all the same', async () => {
  const lane = await openLane(world, 'instagram', 'threads');
  const holder = await world.link('mastodon');
  const { core, clock } = world;
  core.store.write((write) => write.setAccountState(holder, 'trouble', { code: 'transient' }, clock.now()));
  const waiting = queued(lane);
  approve(core, [waiting]);
  clock.advance(undoMs);
  await publishCrosspost(core, waiting.id, never);
  expect(current(world, waiting.id)).toMatchObject({ state: 'published', problem: null });
});

test('a linked Pixelfed account, whose uploads nobody else can fetch, is asked for nothing', async () => {
  const lane = await openLane(world, 'instagram', 'threads');
  await world.link('pixelfed');
  await world.networks.forgetRequests();
  expect(await approveAndGo(world, queued(lane))).toMatchObject({ problem: { code: 'needs_public_address' } });
  expect((await world.networks.requests('pixelfed')).filter(({ method }) => method !== 'GET')).toEqual([]);
});

describe('a place whose keys are not good any more', () => {
  const expectOnlyThePlace = async (lane: Lane): Promise<void> => {
    const waiting = queued(lane);
    approve(world.core, [waiting]);
    world.clock.advance(undoMs);
    await publishCrosspost(world.core, waiting.id, never);
    const { state, problem } = current(world, waiting.id);
    expect([state, problem?.code]).toEqual(['failed', 'needs_public_address']);
    expect(linkedAccount(world.core, lane.destination)).toMatchObject({ state: 'working', problem: null });
    expect(await arrived()).toEqual([]);
  };

  test('is the bucket’s trouble: the account that is published to need not be linked again', async () => {
    const lane = await openLane(world, 'instagram', 'threads');
    await saveSealed(world.core, 'bucket', { ...server.privateBucket, secretAccessKey: 'changed' }, () => undefined);
    await expectOnlyThePlace(lane);
  });

  test('is the holding account’s trouble, and no other’s', async () => {
    const lane = await openLane(world, 'instagram', 'threads');
    await world.link('mastodon');
    await world.networks.endSignIns('mastodon', 'revoked');
    await expectOnlyThePlace(lane);
  });
});
