/** Connections that break, answers that make no sense, limits, ended sign-ins: published once, or said why not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import { relinkAccount } from '../../main/core/accounts/link.ts';
import { tryAgain } from '../../main/core/crosspost/decide.ts';
import { asksThePerson, settleByHand } from '../../main/core/crosspost/settle.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { Fault } from '../../main/rehearsal/faults.ts';
import {
  approveAndGo,
  consentFor,
  current,
  linkOptions,
  linkPair,
  newCrosspost,
  startEngineWorld,
  type EngineWorld,
} from '../helpers/engine-world.ts';

const postPath = {
  mastodon: '/api/v1/statuses',
  pixelfed: '/api/v1/statuses',
  bluesky: '/xrpc/com.atproto.repo.createRecord',
} as const;
const uploadPath = {
  mastodon: '/api/v2/media',
  pixelfed: '/api/v2/media',
  bluesky: '/xrpc/com.atproto.repo.uploadBlob',
} as const;
const timeline = {
  mastodon: '/api/v1/accounts/*/statuses',
  pixelfed: '/api/v1/accounts/*/statuses',
  bluesky: '/xrpc/com.atproto.repo.getRecord',
} as const;

describe.each(['mastodon', 'pixelfed', 'bluesky'] as const)('on %s', (to) => {
  let world: EngineWorld;
  let source: AccountId;
  let destination: AccountId;
  let waiting: CrosspostRecord;
  let before: number;
  const arrived = async (): Promise<number> => (await world.networks.received(to)).length - before;
  const breaks = (path: string, effect: Fault['effect'], times = 1): Promise<void> =>
    world.networks.fault({ network: to, method: 'POST', path, times, effect });

  beforeAll(async () => {
    world = await startEngineWorld();
    ({ source, destination } = await linkPair(world, 'instagram', to));
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    await world.networks.calm();
    // What the test before left in its account's budget and breaker is over by now.
    await world.pass(3_600_000);
    before = (await world.networks.received(to)).length;
    waiting = await nextCrosspost(world, source, waiting);
  });

  test.each(['dropAfterAccept', 'malformedJson'] as const)('%s: the post is found and not sent again', async (kind) => {
    await breaks(postPath[to], { kind });
    const after = await approveAndGo(world, waiting);
    // Bluesky is asked for the record by its key at once; elsewhere the timeline is read back a little later.
    expect(after.state).toBe(to === 'bluesky' ? 'published' : 'unknown');
    await world.pass(60_000);
    expect(current(world, waiting.id)).toMatchObject({ state: 'published', problem: null });
    expect(await arrived()).toBe(1);
  });

  test.each([{ kind: 'dropBeforeAccept' }, { kind: 'status5xx', status: 500 }, { kind: 'htmlInsteadOfJson' }] as const)(
    '$kind: the post is looked for, not found, and sent once',
    async (effect) => {
      await breaks(postPath[to], effect);
      expect((await approveAndGo(world, waiting)).state).toBe('unknown');
      for (let minute = 0; minute < 10; minute += 1) await world.pass(60_000);
      expect(current(world, waiting.id).state).toBe('published');
      expect(await arrived()).toBe(1);
    },
  );

  test('an upload that breaks is done again and the post goes out once, with all its pictures', async () => {
    await breaks(uploadPath[to], { kind: 'dropAfterAccept' });
    await approveAndGo(world, waiting);
    for (let minute = 0; minute < 5; minute += 1) await world.pass(60_000);
    expect(current(world, waiting.id).state).toBe('published');
    expect(await arrived()).toBe(1);
    const delivered = (await world.networks.received(to)).at(-1);
    expect(delivered?.media.map((item) => item.sha256)).toEqual(waiting.content.pictures.map((item) => item.sha256));
  });

  test('a rate limit is waited out under the same approval', async () => {
    await breaks(postPath[to], { kind: 'status429', resetInMs: 120_000 });
    const put = await approveAndGo(world, waiting);
    expect(put).toMatchObject({ state: 'approved', problem: { code: 'rate_limited' } });
    // Pixelfed does not say how long; Crosstie then takes its own first pause.
    expect(put.dueAt ?? 0).toBeGreaterThan(world.clock.now() + (to === 'pixelfed' ? 10_000 : 60_000));
    await world.pass(300_000);
    expect(current(world, waiting.id).state).toBe('published');
    expect(await arrived()).toBe(1);
  });

  test('a revoked sign-in is said; after linking again the same yes still counts', async () => {
    await world.networks.endSignIns(to, 'revoked');
    const refused = await approveAndGo(world, waiting);
    expect(refused).toMatchObject({ state: 'failed' });
    expect(world.core.store.read.account(destination)).toMatchObject({ state: 'link_again' });
    expect(await arrived()).toBe(0);
    await relinkAccount(world.core, destination, { method: 'window' }, linkOptions(consentFor()));
    expect(world.core.store.read.account(destination)).toMatchObject({ state: 'working', problem: null });
    tryAgain(world.core, waiting.id);
    await world.pass(60_000);
    expect(current(world, waiting.id).state).toBe('published');
    expect(await arrived()).toBe(1);
  });

  test('when reading back never answers the person is asked, and their word settles it', async () => {
    if (to === 'bluesky') return expectKeyedRepeat();
    await breaks(postPath[to], { kind: 'dropAfterAccept' });
    await world.networks.fault({
      network: to,
      method: 'GET',
      path: timeline[to],
      effect: { kind: 'status5xx', status: 500 },
    });
    await approveAndGo(world, waiting);
    for (let hour = 0; hour < 30; hour += 1) await world.pass(3_600_000);
    expect(asksThePerson(current(world, waiting.id))).toBe(true);
    settleByHand(world.core, waiting.id, true);
    await world.pass(60_000);
    expect(current(world, waiting.id).state).toBe('published');
    expect(await arrived()).toBe(1);
  });

  /** Bluesky needs no reading back: the same key again is the same record. */
  async function expectKeyedRepeat(): Promise<void> {
    await breaks(postPath[to], { kind: 'dropAfterAccept' }, 2);
    await approveAndGo(world, waiting);
    for (let minute = 0; minute < 10; minute += 1) await world.pass(60_000);
    expect(current(world, waiting.id).state).toBe('published');
    expect(await arrived()).toBe(1);
  }
});

/** The prepared posts are few: a crosspost that the test before published is replaced by a new one, as far as they last. */
async function nextCrosspost(
  world: EngineWorld,
  source: AccountId,
  previous: CrosspostRecord | undefined,
): Promise<CrosspostRecord> {
  if (previous !== undefined && current(world, previous.id).state === 'waiting') return previous;
  return newCrosspost(world, source);
}
