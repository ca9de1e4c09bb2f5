/** Attempts to plan too little or too much: posts that block others, and changes while a network is being asked. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import { unlinkAccount } from '../../main/core/accounts/link.ts';
import { callFor, linkedAccount } from '../../main/core/core.ts';
import { createRoute, removeRoute } from '../../main/core/routes.ts';
import { checkJob } from '../../main/core/schedule/due.ts';
import type { Fault } from '../../main/rehearsal/faults.ts';
import {
  approveAndGo,
  linkPair,
  newCrosspost,
  publishOnSource,
  startEngineWorld,
  type EngineWorld,
} from '../helpers/engine-world.ts';

const never = new AbortController().signal;
const fog = { scene: 'fog-harbour', altText: 'Fog' } as const;
let world: EngineWorld;
beforeEach(async () => {
  world = await startEngineWorld();
});
afterEach(() => world.stop());

const minutes = async (count: number): Promise<void> => {
  for (let minute = 0; minute < count; minute += 1) await world.pass(60_000);
};
const breaks = (fault: Fault): Promise<void> => world.networks.fault(fault);

describe('one post that cannot be planned', () => {
  test('does not stop the others of its account', async () => {
    const { source } = await linkPair(world, 'mastodon', 'bluesky');
    await publishOnSource(world, { network: 'mastodon', text: 'Out of reach', pictures: [fog] });
    await breaks({
      network: 'mastodon',
      method: 'GET',
      path: '/media_attachments/*',
      effect: { kind: 'status5xx', status: 503 },
    });
    await minutes(5);
    await publishOnSource(world, { network: 'mastodon', text: 'Words alone', pictures: [] });
    await minutes(5);
    const waiting = world.core.store.read.crosspostsInState('waiting', 9).map(({ content }) => content.text);
    expect(waiting).toEqual(['Words alone']);
    await world.networks.calm();
    await minutes(10);
    expect(world.core.store.read.crosspostsInState('waiting', 9)).toHaveLength(2);
    expect(linkedAccount(world.core, source)).toMatchObject({ state: 'working', problem: null });
  });

  test('because a destination does not answer stops neither the other destination nor the source', async () => {
    const { source, destination } = await linkPair(world, 'instagram', 'mastodon');
    const pixelfed = await world.link('pixelfed');
    createRoute(world.core, source, pixelfed, 'review');
    world.opened().connection.prepare('UPDATE account SET limits = NULL WHERE id = ?').run(destination);
    await breaks({
      network: 'mastodon',
      method: 'GET',
      path: '/api/*/instance',
      effect: { kind: 'status5xx', status: 503 },
    });
    await newCrosspost(world, source);
    const planned = (): readonly AccountId[] =>
      world.core.store.read.crosspostsInState('waiting', 9).map(({ accountId }) => accountId);
    expect(planned()).toEqual([pixelfed]);
    expect(linkedAccount(world.core, source)).toMatchObject({ state: 'working', problem: null });
    await world.networks.calm();
    await minutes(30);
    expect(planned()).toEqual([pixelfed, destination]);
  });
});

describe('while the network answers', () => {
  /** A check that is held at the first picture, and what happens meanwhile. */
  const duringACheck = async (source: AccountId, happens: () => unknown): Promise<void> => {
    await publishOnSource(world, { network: 'mastodon', text: 'Seen just now', pictures: [fog] });
    await breaks({
      network: 'mastodon',
      method: 'GET',
      path: '/media_attachments/*',
      times: 1,
      effect: { kind: 'holdAnswer', holdMs: 500 },
    });
    const check = checkJob(world.core, linkedAccount(world.core, source)).run(never);
    await expect.poll(() => world.core.store.read.unplannedPosts(source, 9).length, { timeout: 10_000 }).toBe(1);
    await happens();
    await check;
  };

  test('a route that is removed plans nothing any more', async () => {
    const { source } = await linkPair(world, 'mastodon', 'bluesky');
    const [route] = world.core.store.read.routes();
    await duringACheck(source, () => route !== undefined && removeRoute(world.core, route.id));
    expect(world.core.store.read.counts().tabs.waiting).toBe(0);
  });

  test('an account that is unlinked and linked again takes a new baseline', async () => {
    const { source, destination } = await linkPair(world, 'mastodon', 'bluesky');
    await breaks({
      network: 'mastodon',
      method: 'GET',
      path: '/api/v1/accounts/*/statuses',
      times: 1,
      effect: { kind: 'holdAnswer', holdMs: 700 },
    });
    const account = linkedAccount(world.core, source);
    const check = checkJob(world.core, account).run(never);
    await unlinkAccount(world.core, source, never);
    await check;
    expect(world.core.store.read.account(source)).toMatchObject({ cursor: null, state: 'working' });
    await publishOnSource(world, { network: 'mastodon', text: 'While nobody looked', pictures: [] });
    await world.link('mastodon');
    createRoute(world.core, source, destination, 'review');
    await minutes(10);
    expect(world.core.store.read.counts().tabs.waiting).toBe(0);
  });

  test('a token that is renewed while its account is unlinked leaves no secret behind', async () => {
    const { source } = await linkPair(world, 'mastodon', 'bluesky');
    const { credentials } = callFor(world.core, linkedAccount(world.core, source), never);
    await unlinkAccount(world.core, source, never);
    await expect(credentials.save({ accessToken: 'renewed' })).rejects.toMatchObject({ notSent: true });
    expect(world.core.store.read.secret(source)).toBeNull();
    world.clock.advance(1);
    // Linked anew, the old sign-in's token must not take the place of the new one.
    await world.link('mastodon');
    const before = world.core.store.read.secret(source);
    await expect(credentials.save({ accessToken: 'renewed' })).rejects.toMatchObject({ notSent: true });
    expect(world.core.store.read.secret(source)).toEqual(before);
  });
});

test('a post of one’s own with the words of an earlier copy is carried like any other', async () => {
  const [first, second] = [await world.link('mastodon'), await world.link('pixelfed')];
  createRoute(world.core, first, second, 'review');
  createRoute(world.core, second, first, 'review');
  await world.work();
  await publishOnSource(world, { network: 'mastodon', text: '', pictures: [fog] });
  await minutes(10);
  const [copy] = world.core.store.read.crosspostsInState('waiting', 9);
  if (copy === undefined) throw new Error('Nothing was planned');
  expect((await approveAndGo(world, copy)).state).toBe('published');
  await publishOnSource(world, {
    network: 'pixelfed',
    text: '',
    pictures: [{ scene: 'dunes-noon', altText: 'Dunes' }],
  });
  await minutes(20);
  const waiting = world.core.store.read.crosspostsInState('waiting', 9);
  expect(waiting.map(({ accountId }) => accountId)).toEqual([first]);
});
