/** Attempts to lose a post, or to make it wait for ever. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CrosspostId } from '../../contract/model.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { asksThePerson, settleByHand } from '../../main/core/crosspost/settle.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { dueNow } from '../../main/core/schedule/due.ts';
import { startEngine } from '../../main/engine.ts';
import type { Fault } from '../../main/rehearsal/faults.ts';
import {
  approveAndGo,
  current,
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
const states = (id: CrosspostId): readonly string[] =>
  world.core.store.read.attempts(id).map(({ step, state }) => `${step} ${state}`);

describe('a database that fails while a post is sent', () => {
  const failsDuring = async (path: string, step: string): Promise<CrosspostRecord> => {
    const { source } = await linkPair(world, 'instagram', 'mastodon');
    const waiting = await newCrosspost(world, source);
    await breaks({ network: 'mastodon', method: 'POST', path, times: 1, effect: { kind: 'holdAnswer', holdMs: 500 } });
    approve(world.core, [waiting]);
    world.clock.advance(undoMs);
    const [job] = dueNow(world.core).jobs.filter(({ key }) => key.startsWith('publish'));
    const failed = expect(job?.run(never)).rejects.toThrow('read_only');
    await expect.poll(() => states(waiting.id), { timeout: 10_000 }).toContain(`${step} sending`);
    world.opened().connection.pragma('query_only = ON');
    await failed;
    world.opened().connection.pragma('query_only = OFF');
    return waiting;
  };

  test('after the network took it: the post is found and settled without a restart', async () => {
    const waiting = await failsDuring('/api/v1/statuses', 'post');
    expect(current(world, waiting.id).state).toBe('publishing');
    await minutes(5);
    expect(current(world, waiting.id)).toMatchObject({ state: 'published', problem: null });
    expect(await world.networks.received('mastodon')).toHaveLength(1);
  });

  test('after an upload: the publish goes on without a restart', async () => {
    const waiting = await failsDuring('/api/v2/media', 'picture-1');
    await minutes(5);
    expect(current(world, waiting.id)).toMatchObject({ state: 'published', problem: null });
    expect(await world.networks.received('mastodon')).toHaveLength(1);
  });
});

describe('the engine', () => {
  const engineOn = (onChange: () => void): ReturnType<typeof startEngine> => {
    return startEngine({ ...world.core, store: world.opened().store, onChange });
  };

  test('publishes although the windows cannot be told', async () => {
    const { source } = await linkPair(world, 'instagram', 'mastodon');
    const waiting = await newCrosspost(world, source);
    const engine = engineOn(() => {
      throw new Error('Object has been destroyed');
    });
    approve(engine.core, [waiting]);
    world.clock.advance(undoMs);
    await expect.poll(() => current(world, waiting.id).state, { timeout: 10_000 }).toBe('published');
    await engine.stop();
    expect(await world.networks.received('mastodon')).toHaveLength(1);
  });

  test('goes on by itself after a time in which the database could not be read', async () => {
    const { source } = await linkPair(world, 'instagram', 'mastodon');
    const waiting = await newCrosspost(world, source);
    const engine = engineOn(() => {});
    approve(engine.core, [waiting]);
    await Promise.resolve();
    const { connection } = world.opened();
    connection.exec('ALTER TABLE account RENAME COLUMN cursor TO unreadable');
    expect(() => world.clock.advance(undoMs)).not.toThrow();
    connection.exec('ALTER TABLE account RENAME COLUMN unreadable TO cursor');
    world.clock.advance(60_000);
    await expect.poll(() => current(world, waiting.id).state, { timeout: 10_000 }).toBe('published');
    await engine.stop();
  });
});

test('fifty outcomes that only the person can tell do not keep the fifty-first from being looked after', async () => {
  const { source } = await linkPair(world, 'instagram', 'mastodon');
  const waiting = await newCrosspost(world, source);
  await breaks({
    network: 'mastodon',
    method: 'POST',
    path: '/api/v1/statuses',
    times: 1,
    effect: { kind: 'dropAfterAccept' },
  });
  expect((await approveAndGo(world, waiting)).state).toBe('unknown');
  fiftyThatAsk(waiting);
  await minutes(2);
  expect(current(world, waiting.id).state).toBe('published');
});

/** The same crosspost fifty times, older than it and given up to the person. */
function fiftyThatAsk({ id, routeId, accountId }: CrosspostRecord): void {
  const { connection } = world.opened();
  connection.exec('PRAGMA foreign_keys = OFF');
  const copy =
    connection.prepare(`INSERT INTO crosspost (id, post_id, route_id, account_id, state, content, content_hash,
    planned, notices, posted_at, created_at, changed_at)
    SELECT -?, 1000 + ?, ?, ?, 'unknown', content, content_hash, planned, notices, 0, 0, 0 FROM crosspost WHERE id = ?`);
  for (let number = 1; number <= 50; number += 1) copy.run(number, number, routeId, accountId, id);
}

test('a post that met many limits before its answer was lost is still looked after, not laid before the person', async () => {
  const { source } = await linkPair(world, 'instagram', 'mastodon');
  const waiting = await newCrosspost(world, source);
  await breaks({
    network: 'mastodon',
    method: 'POST',
    path: '/api/v1/statuses',
    times: 1,
    effect: { kind: 'dropBeforeAccept' },
  });
  approve(world.core, [waiting]);
  // As after a dozen refusals that passed.
  world.core.store.write((write) => write.changeCrosspost(waiting.id, { from: 'approved', putOff: 12, at: 0 }));
  await world.pass(undoMs);
  await world.pass(2_000);
  expect(asksThePerson(current(world, waiting.id))).toBe(false);
  await minutes(5);
  expect(current(world, waiting.id).state).toBe('published');
});

test('a post of one’s own without words is not taken for a copy that never arrived', async () => {
  const { source } = await linkPair(world, 'instagram', 'pixelfed');
  await publishOnSource(world, { network: 'pixelfed', text: '', pictures: [{ ...fog, altText: '' }] });
  await minutes(20);
  const pictures = [{ scene: 'dunes-noon', altText: '' }] as const;
  const waiting = await newCrosspost(world, source, { text: '', pictures: [...pictures] });
  await breaks({
    network: 'pixelfed',
    method: 'POST',
    path: '/api/v1/statuses',
    times: 1,
    effect: { kind: 'dropBeforeAccept' },
  });
  await approveAndGo(world, waiting);
  await minutes(60);
  expect(asksThePerson(current(world, waiting.id))).toBe(true);
  settleByHand(world.core, waiting.id, false);
  await minutes(1);
  expect(current(world, waiting.id).state).toBe('published');
  expect(await world.networks.received('pixelfed')).toHaveLength(1);
});

test('another program that holds the database for a moment delays a post and nothing more', async () => {
  const { source } = await linkPair(world, 'instagram', 'mastodon');
  const waiting = await newCrosspost(world, source);
  approve(world.core, [waiting]);
  world.clock.advance(undoMs);
  const other = new Database(world.opened().connection.name);
  other.exec('BEGIN IMMEDIATE');
  const [job] = dueNow(world.core).jobs.filter(({ key }) => key.startsWith('publish'));
  await expect(job?.run(never)).rejects.toThrow('locked');
  other.exec('ROLLBACK');
  other.close();
  await minutes(1);
  expect(current(world, waiting.id).state).toBe('published');
});
