/** Our own copies coming back, audiences, unlinking: what must never be carried, and what must never be lost. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountId, MediaId } from '../../contract/model.ts';
import { unlinkAccount } from '../../main/core/accounts/link.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { publishCrosspost } from '../../main/core/crosspost/publish.ts';
import { pause, pausedUntil, resume } from '../../main/core/schedule/pause.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { checkAccount } from '../../main/core/sync/check.ts';
import { createRoute } from '../../main/core/routes.ts';
import {
  approveAndGo,
  current,
  linkPair,
  newCrosspost,
  publishOnSource,
  startEngineWorld,
  type EngineWorld,
} from '../helpers/engine-world.ts';
import { openLane, queueCrosspost } from '../helpers/queued.ts';
import { keptVideo, sampleVideo } from '../helpers/videos.ts';

const never = new AbortController().signal;

let world: EngineWorld;
beforeEach(async () => {
  world = await startEngineWorld();
});
afterEach(() => world.stop());

const minutes = async (count: number): Promise<void> => {
  for (let minute = 0; minute < count; minute += 1) await world.pass(60_000);
};
async function ring(networks: readonly ('mastodon' | 'bluesky' | 'pixelfed')[]): Promise<readonly AccountId[]> {
  const ids: AccountId[] = [];
  for (const network of networks) ids.push(await world.link(network));
  ids.forEach((id, index) => createRoute(world.core, id, ids[(index + 1) % ids.length] as AccountId, 'review'));
  await world.work();
  return ids;
}

test.each([[['mastodon', 'bluesky']], [['mastodon', 'pixelfed', 'bluesky']]] as const)(
  'in the ring %j a copy that comes back is recognised and goes no further',
  async (networks) => {
    const [first] = await ring(networks);
    await publishOnSource(world, {
      network: 'mastodon',
      text: 'Round and round #fog',
      pictures: [{ scene: 'fog-harbour', altText: 'Fog' }],
    });
    await minutes(5);
    const { read } = world.core.store;
    const [only, ...others] = read.crosspostsInState('waiting', 10);
    expect(others).toEqual([]);
    if (only === undefined) throw new Error('Nothing was planned');
    expect(read.post(only.postId)?.accountId).toBe(first);
    await approveAndGo(world, only);
    await minutes(10);
    expect(read.crosspostsInState('waiting', 10)).toEqual([]);
    expect(read.counts().tabs.published).toBe(1);
  },
);

test('a later part of a thread whose answer was lost is recognised when it comes back', async () => {
  const lane = await openLane(world, 'bluesky', 'mastodon');
  const { core } = world;
  createRoute(core, lane.destination, lane.source, 'review');
  const crosspost = queueCrosspost(lane, { text: 'Fog', thread: ['Wind', 'Rain'] });
  const path = '/api/v1/statuses';
  const effect = { kind: 'dropAfterAccept' } as const;
  await world.networks.fault({ network: 'mastodon', method: 'POST', path, after: 1, times: 1, effect });
  approve(core, [crosspost]);
  world.clock.advance(undoMs);
  await publishCrosspost(core, crosspost.id, never);
  expect(current(world, crosspost.id).state).toBe('unknown');
  await checkAccount(core, linkedAccount(core, lane.destination), never);
  const { read } = core.store;
  expect([...read.crosspostsTo(lane.source, 'held'), ...read.crosspostsTo(lane.source, 'waiting')]).toEqual([]);
});

test('a video whose answer was lost is recognised by its title and its words', async () => {
  const lane = await openLane(world, 'mastodon', 'youtube');
  const { core } = world;
  createRoute(core, lane.destination, lane.source, 'review');
  const file = await keptVideo(core.videos, await sampleVideo());
  const video = { ...file, mediaId: 1 as MediaId, altText: '' };
  const crosspost = queueCrosspost(lane, { title: 'Half past six', text: 'Fog over the harbour', video });
  const path = '/upload/youtube/v3/videos';
  const effect = { kind: 'dropAfterAccept' } as const;
  await world.networks.fault({ network: 'youtube', method: 'PUT', path, after: 1, effect });
  approve(core, [crosspost]);
  world.clock.advance(undoMs);
  await publishCrosspost(core, crosspost.id, never);
  expect(current(world, crosspost.id).state).toBe('unknown');
  expect(await world.networks.received('youtube')).toHaveLength(1);
  await world.networks.calm();
  await checkAccount(core, linkedAccount(core, lane.destination), never);
  const { read } = core.store;
  expect(read.ledger(null, 1).map(({ action, facts }) => [action, facts['ours']])).toEqual([['post_noticed', true]]);
  expect([...read.crosspostsTo(lane.source, 'held'), ...read.crosspostsTo(lane.source, 'waiting')]).toEqual([]);
});

test.each(['private', 'direct', 'unlisted'] as const)(
  'a %s post is held, not shown to everybody',
  async (visibility) => {
    await ring(['mastodon', 'bluesky']);
    await publishOnSource(world, {
      network: 'mastodon',
      text: 'Only for some',
      visibility,
      pictures: [{ scene: 'fog-harbour', altText: 'Fog' }],
    });
    await minutes(5);
    const [held] = world.core.store.read.crosspostsInState('held', 10);
    expect(held?.notices.map((notice) => notice.code)).toContain('audience_cannot_be_kept');
    if (held === undefined) throw new Error('Nothing was planned');
    expect(() => approve(world.core, [held])).toThrow('not_possible_now');
    expect(await world.networks.received('bluesky')).toEqual([]);
  },
);

test('unlinking revokes at the network, erases the secret and holds what waits; linking again lets it go on', async () => {
  const { source, destination } = await linkPair(world, 'instagram', 'mastodon');
  const [waiting, approved] = [await newCrosspost(world, source), await newCrosspost(world, source)];
  approve(world.core, [approved]);
  const proof = await unlinkAccount(world.core, destination, new AbortController().signal);
  expect(proof).toMatchObject({ revoked: 'at_network', erasedSecrets: 1 });
  expect(world.core.store.read.secret(destination)).toBeNull();
  await minutes(2);
  expect([current(world, waiting.id).state, current(world, approved.id).state]).toEqual(['held', 'held']);
  expect(await world.networks.received('mastodon')).toEqual([]);

  expect(await world.link('mastodon')).toBe(destination);
  expect([current(world, waiting.id).state, current(world, approved.id).state]).toEqual(['waiting', 'waiting']);
  await approveAndGo(world, current(world, approved.id));
  expect(await world.networks.received('mastodon')).toHaveLength(1);
});

test('a sign-in that is denied stores nothing, and linking works right after', async () => {
  const denied = world.link(
    'mastodon',
    async (url) =>
      `http://127.0.0.1:47813/callback?error=access_denied&state=${new URL(url).searchParams.get('state')}`,
  );
  await expect(denied).rejects.toMatchObject({ problem: { code: 'sign_in_denied' } });
  expect(world.core.store.read.accounts()).toEqual([]);
  await world.link('mastodon');
  expect(world.core.store.read.accounts()).toHaveLength(1);
});

test('a redirect with another state links nothing', async () => {
  const tampered = world.link('mastodon', async () => 'http://127.0.0.1:47813/callback?code=stolen&state=other');
  await expect(tampered).rejects.toMatchObject({ problem: { code: 'sign_in_mismatch' } });
  expect(world.core.store.read.accounts()).toEqual([]);
});

test('a process that dies between two steps goes on at the step where it was', async () => {
  const { source } = await linkPair(world, 'instagram', 'bluesky');
  const waiting = await newCrosspost(world, source);
  await world.networks.fault({
    network: 'bluesky',
    method: 'POST',
    path: '/xrpc/com.atproto.repo.createRecord',
    times: 1,
    effect: { kind: 'status429', resetInMs: 600_000 },
  });
  expect((await approveAndGo(world, waiting)).state).toBe('approved');
  world.dieAndReopen();
  await minutes(30);
  expect(current(world, waiting.id).state).toBe('published');
  const uploads = world.core.store.read.attempts(waiting.id).filter((attempt) => attempt.step.startsWith('picture'));
  expect(uploads.map((attempt) => attempt.state)).toEqual(waiting.content.pictures.map(() => 'accepted'));
});

test('a pause ends by itself', () => {
  const { core, clock } = world;
  pause(core, clock.now() + 60_000);
  expect(pausedUntil(core.store.read, clock.now())).toBe(clock.now() + 60_000);
  clock.advance(60_000);
  expect(pausedUntil(core.store.read, clock.now())).toBeNull();
  pause(core, 'forever');
  expect(pausedUntil(core.store.read, clock.now() + 1e12)).toBe('forever');
  resume(core);
  expect(pausedUntil(core.store.read, clock.now())).toBeNull();
});
