/** What a network takes is asked once a day, and a server that does not say keeps what it said before. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { checkAccount } from '../../main/core/sync/check.ts';
import type { AccountRecord } from '../../main/core/ports/records.ts';
import { type EngineWorld, publishOnSource, startEngineWorld } from '../helpers/engine-world.ts';
import { type Lane, openLane } from '../helpers/queued.ts';

const never = new AbortController().signal;
const dayMs = 24 * 3_600_000;
const instance = '/api/v2/instance';
let world: EngineWorld;
let lane: Lane;
beforeEach(async () => {
  world = await startEngineWorld();
  lane = await openLane(world, 'mastodon', 'bluesky');
  await world.networks.forgetRequests();
});
afterEach(() => world.stop());

const account = (id: AccountId = lane.source): AccountRecord => linkedAccount(world.core, id);
const check = (): Promise<void> => checkAccount(world.core, account(), never);
const questions = async (): Promise<number> =>
  (await world.networks.requests('mastodon')).filter(({ path }) => path === instance).length;
/** As if the server had said something else the last time. */
function saidBefore(text: number): void {
  const { id, limits, limitsAt } = account();
  if (limits === null || limitsAt === null) throw new Error('It says what it takes');
  world.core.store.write((write) => write.setAccountLimits(id, { ...limits, text }, limitsAt));
}
const doesNotSay = (effect: { kind: 'status5xx'; status: number } | { kind: 'malformedJson' }): Promise<void> =>
  world.networks.fault({ network: 'mastodon', method: 'GET', path: '/api/*/instance', effect });

test('it is known from the linking on, and not asked again on the same day', async () => {
  const { limits, limitsAt } = account();
  expect([limits?.text, limitsAt]).toEqual([500, account().linkedAt]);
  for (let hour = 0; hour < 23; hour += 1) {
    world.clock.advance(3_600_000);
    await check();
  }
  expect(await questions()).toBe(0);
});

test('a day later it is asked once, and what it says now counts', async () => {
  saidBefore(77);
  world.clock.advance(dayMs);
  await check();
  expect(account()).toMatchObject({ limits: { text: 500 }, limitsAt: world.clock.now() });
  const asked = await questions();
  expect(asked).toBeGreaterThan(0);
  world.clock.advance(60_000);
  await check();
  expect(await questions()).toBe(asked);
});

test('of an account that is only written to it is asked as well', async () => {
  const linkedin = await world.link('linkedin');
  const { limits, limitsAt } = account(linkedin);
  if (limits === null) throw new Error('It says what it takes');
  world.core.store.write((write) => write.setAccountLimits(linkedin, { ...limits, text: 77 }, limitsAt ?? 0));
  world.clock.advance(dayMs);
  await checkAccount(world.core, account(linkedin), never);
  expect(account(linkedin)).toMatchObject({ limits: { text: limits.text }, limitsAt: world.clock.now() });
});

test.each([{ kind: 'status5xx', status: 500 } as const, { kind: 'malformedJson' } as const])(
  'a server that does not say ($kind) keeps what it said, and its posts are carried all the same',
  async (effect) => {
    saidBefore(77);
    const { limitsAt } = account();
    await doesNotSay(effect);
    world.clock.advance(dayMs);
    await publishOnSource(world, { network: 'mastodon', text: 'While it does not say', pictures: [] });
    await check();
    expect(account()).toMatchObject({ limits: { text: 77 }, limitsAt, state: 'working', problem: null });
    const waiting = world.core.store.read.crosspostsTo(lane.destination, 'waiting');
    expect(waiting.map(({ content }) => content.text)).toEqual(['While it does not say']);
    await world.networks.calm();
    world.clock.advance(3_600_000);
    await check();
    expect(account()).toMatchObject({ limits: { text: 500 }, limitsAt: world.clock.now() });
  },
);

test('an account of which nothing is known yet is not planned for in the dark', async () => {
  world.opened().connection.prepare('UPDATE account SET limits = NULL WHERE id = ?').run(lane.source);
  await doesNotSay({ kind: 'status5xx', status: 500 });
  await check();
  expect(account()).toMatchObject({ limits: null, state: 'trouble', problem: { code: 'transient' } });
  await world.networks.calm();
  world.clock.advance(3_600_000);
  await check();
  expect(account()).toMatchObject({ limits: { text: 500 }, state: 'working', problem: null });
});

test('a sign-in that ended is said, whatever is known of the limits', async () => {
  world.clock.advance(dayMs);
  await world.networks.endSignIns('mastodon', 'revoked');
  await check();
  expect(account()).toMatchObject({ state: 'link_again', limits: { text: 500 } });
});

test('a time that a clock running ahead wrote down does not keep it from being asked', async () => {
  saidBefore(77);
  const { id, limits } = account();
  if (limits === null) throw new Error('It says what it takes');
  world.core.store.write((write) => write.setAccountLimits(id, limits, world.clock.now() + 365 * dayMs));
  await check();
  expect(account()).toMatchObject({ limits: { text: 500 }, limitsAt: world.clock.now() });
});
