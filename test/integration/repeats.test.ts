/** The same picture on two ways to one account, and our own copies everywhere at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountId, NetworkId } from '../../contract/model.ts';
import { defaultGlobalRules } from '../../contract/rules.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { PublishRequest } from '../../main/rehearsal/publishing.ts';
import { createRoute } from '../../main/core/routes.ts';
import { setGlobalRules } from '../../main/core/rules.ts';
import { checkAccount } from '../../main/core/sync/check.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { current, type EngineWorld, publishOnSource, startEngineWorld } from '../helpers/engine-world.ts';
import { queueCrosspost } from '../helpers/queued.ts';

const never = new AbortController().signal;
const pictures: PublishRequest['pictures'] = [{ scene: 'fog-harbour', altText: 'Fog' }];
let world: EngineWorld;
let accounts: Readonly<Record<'instagram' | 'pixelfed' | 'mastodon' | 'bluesky', AccountId>>;

beforeAll(async () => {
  world = await startEngineWorld();
  const [instagram, pixelfed] = [await world.link('instagram'), await world.link('pixelfed')];
  const [mastodon, bluesky] = [await world.link('mastodon'), await world.link('bluesky')];
  accounts = { instagram, pixelfed, mastodon, bluesky };
  for (const source of [instagram, pixelfed]) createRoute(world.core, source, mastodon, 'review');
  createRoute(world.core, mastodon, bluesky, 'review');
  await world.work();
});
afterAll(() => world.stop());

async function noticed(network: 'instagram' | 'pixelfed', text: string): Promise<CrosspostRecord> {
  await publishOnSource(world, { network, text, pictures });
  const known = new Set(world.core.store.read.crosspostsInState('waiting', 99).map(({ id }) => id));
  await checkAccount(world.core, linkedAccount(world.core, accounts[network]), never);
  const made = world.core.store.read.crosspostsInState('waiting', 99).find(({ id }) => !known.has(id));
  if (made === undefined) throw new Error('Nothing was planned');
  return made;
}
const codes = ({ notices }: CrosspostRecord): readonly string[] => notices.map(({ code }) => code);

describe('the same picture from two sources to one account', () => {
  test('is said of the second, although each network has encoded it in its own way', async () => {
    const first = await noticed('instagram', 'Morning');
    expect(codes(first)).not.toContain('same_media_before');
    const second = await noticed('pixelfed', 'Harbour');
    expect(first.content.pictures[0]?.sha256).not.toBe(undefined);
    expect(codes(second)).toContain('same_media_before');
    // Both were looked at, and both get a yes: the second under the warning.
    approve(world.core, [first, second]);
    await world.pass(undoMs);
    expect([current(world, first.id).state, current(world, second.id).state]).toEqual(['published', 'published']);
  });

  test('is not said where the days are over, or nothing is asked', async () => {
    setGlobalRules(world.core, { ...defaultGlobalRules, duplicateDays: 0 });
    expect(codes(await noticed('instagram', 'Evening'))).not.toContain('same_media_before');
    setGlobalRules(world.core, defaultGlobalRules);
  });
});

test('what became the same after the yes is asked about before it goes', async () => {
  const lane = { world, source: accounts.instagram, destination: accounts.mastodon };
  const route = world.core.store.read.routesFrom(lane.source)[0]?.id;
  if (route === undefined) throw new Error('The route is there');
  const words = 'The cranes over the harbour have not decided yet, and nobody minds at all';
  const [first, second] = [
    queueCrosspost({ ...lane, route }, { text: words }),
    queueCrosspost({ ...lane, route }, { text: `${words} #fog` }),
  ];
  approve(world.core, [first, second]);
  await world.pass(undoMs);
  expect(current(world, first.id).state).toBe('published');
  const asked = current(world, second.id);
  expect(asked.state).toBe('waiting');
  expect(codes(asked)).toContain('nearly_the_same_before');
  expect(world.core.store.read.voidedApproval(second.id)?.voidReason).toBe('duplicate');
  approve(world.core, [asked]);
  await world.pass(undoMs);
  expect(current(world, second.id).state).toBe('published');
});

test('every network that can be read knows our copy for ours, and what goes round comes to an end', async () => {
  const ring = await startEngineWorld();
  try {
    const networks: readonly NetworkId[] = ['mastodon', 'bluesky', 'pixelfed', 'x', 'threads', 'facebook'];
    const ids: AccountId[] = [];
    for (const network of networks) ids.push(await ring.link(network));
    for (const source of ids)
      for (const destination of ids) if (source !== destination) createRoute(ring.core, source, destination, 'review');
    await ring.work();
    await publishOnSource(ring, { network: 'mastodon', text: 'Round and round #fog', pictures });
    await ring.pass(10 * 60_000);
    const { read } = ring.core.store;
    const waiting = read.crosspostsInState('waiting', 99);
    expect(waiting).toHaveLength(networks.length - 1);
    approve(ring.core, waiting);
    for (let minutes = 0; minutes < 40; minutes += 5) await ring.pass(5 * 60_000);
    expect(read.counts().tabs).toMatchObject({ published: 1, waiting: 0 });
    const copies = waiting.map(({ id }) => read.outputs(id)[0]);
    for (const copy of copies) {
      const seen = copy === undefined ? null : read.postByRemote(copy.accountId, copy.remoteId);
      expect(seen?.baseline, read.account(copy?.accountId as AccountId)?.network).toBe(true);
    }
  } finally {
    await ring.stop();
  }
});
