/** Attempts to make a post go out twice, or go out although it was taken back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import { approve, tryAgain, undo } from '../../main/core/crosspost/decide.ts';
import { edit } from '../../main/core/crosspost/edit.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { publishCrosspost } from '../../main/core/crosspost/publish.ts';
import { settleByHand } from '../../main/core/crosspost/settle.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { Core } from '../../main/core/core.ts';
import { dueNow } from '../../main/core/schedule/due.ts';
import { pause, resume } from '../../main/core/schedule/pause.ts';
import type { Fault } from '../../main/rehearsal/faults.ts';
import {
  approveAndGo,
  current,
  linkPair,
  newCrosspost,
  startEngineWorld,
  type EngineWorld,
} from '../helpers/engine-world.ts';

type Destination = 'mastodon' | 'pixelfed' | 'bluesky';
const createRecord = '/xrpc/com.atproto.repo.createRecord';
const never = new AbortController().signal;

let world: EngineWorld;
let source: AccountId;
let waiting: CrosspostRecord;
beforeEach(async () => {
  world = await startEngineWorld();
});
afterEach(() => world.stop());

async function begin(to: Destination): Promise<void> {
  ({ source } = await linkPair(world, 'instagram', to));
  waiting = await newCrosspost(world, source);
}
const arrived = async (to: Destination): Promise<number> => (await world.networks.received(to)).length;
const minutes = async (count: number): Promise<void> => {
  for (let minute = 0; minute < count; minute += 1) await world.pass(60_000);
};
const breaks = (network: Destination, method: string, path: string, effect: Fault['effect'], times = 1) =>
  world.networks.fault({ network, method, path, times, effect });

test('a post that may be on Bluesky cannot be edited and sent once more under another key', async () => {
  await begin('bluesky');
  await breaks('bluesky', 'POST', createRecord, { kind: 'dropAfterAccept' });
  await breaks('bluesky', 'GET', '/xrpc/com.atproto.repo.getRecord', { kind: 'status5xx', status: 500 }, 6);
  await approveAndGo(world, waiting);
  expect(await arrived('bluesky')).toBe(1);
  // The repeat meets a limit: the post waits for a long time, and nobody knows yet that it is out.
  await breaks('bluesky', 'POST', createRecord, { kind: 'status429', resetInMs: 600_000 });
  await world.pass(2_000);
  expect(() => edit(world.core, { id: waiting.id, text: 'Said otherwise' })).toThrow(/too_late|not_possible_now/u);
  await minutes(30);
  expect(current(world, waiting.id).state).toBe('published');
  expect(await arrived('bluesky')).toBe(1);
});

test('a server that is still at work when Crosstie gives up waiting is not sent the post a second time', async () => {
  await begin('mastodon');
  const late = lateMastodon();
  const work = async (ms: number): Promise<void> => {
    world.clock.advance(ms);
    for (let { jobs } = dueNow(late.core); jobs.length > 0; { jobs } = dueNow(late.core))
      for (const job of jobs) await job.run(never);
  };
  approve(world.core, [waiting]);
  await work(undoMs);
  // Now the timeline is read back for the first time, and the server has not come to the post yet.
  await work(2_000);
  expect(await arrived('mastodon')).toBe(0);
  await late.arrives();
  for (let minute = 0; minute < 5; minute += 1) await work(60_000);
  expect(current(world, waiting.id).state).toBe('published');
  expect(await arrived('mastodon')).toBe(1);
});

/** A server so slow that its first post arrives when the test says so, long after nobody waits for the answer any more. */
function lateMastodon(): { readonly core: Core; readonly arrives: () => Promise<void> } {
  const real = world.networks.connector('mastodon');
  const { publish } = real;
  if (publish === undefined) throw new Error('Mastodon can publish');
  let arrives: (() => Promise<unknown>) | null = null;
  const perform: typeof publish.perform = async (input, call) => {
    if (input.step.name !== 'post' || arrives !== null) return publish.perform(input, call);
    arrives = () => publish.perform(input, call);
    world.clock.advance(30_000);
    return { kind: 'unknown', problem: { code: 'timeout' } };
  };
  const connectors: Core['connectors'] = new Map([
    ...world.core.connectors,
    ['mastodon' as const, { ...real, publish: { ...publish, perform } }],
  ]);
  return { core: { ...world.core, connectors }, arrives: async () => void (await arrives?.()) };
}
const sendingStep = (): string | undefined =>
  world.core.store.read.attempts(waiting.id).find(({ state }) => state === 'sending')?.step;

describe('work that waits in its lane', () => {
  test('does not begin within the ten seconds of a yes that was given again meanwhile', async () => {
    await begin('mastodon');
    approve(world.core, [waiting]);
    world.clock.advance(undoMs);
    undo(world.core, [waiting.id]);
    approve(world.core, [current(world, waiting.id)]);
    // The job of the first yes gets its turn only now.
    await publishCrosspost(world.core, waiting.id, never);
    expect(current(world, waiting.id)).toMatchObject({ state: 'approved', publishStartedAt: null });
    undo(world.core, [waiting.id]);
    expect(await arrived('mastodon')).toBe(0);
  });

  test('does not begin while Crosstie is paused, and does when it goes on', async () => {
    await begin('mastodon');
    approve(world.core, [waiting]);
    world.clock.advance(undoMs);
    pause(world.core, 'forever');
    await publishCrosspost(world.core, waiting.id, never);
    expect(await arrived('mastodon')).toBe(0);
    resume(world.core);
    await world.work();
    expect(await arrived('mastodon')).toBe(1);
  });

  test('stops before the post when the person pauses during the uploads', async () => {
    await begin('mastodon');
    await breaks('mastodon', 'POST', '/api/v2/media', { kind: 'holdAnswer', holdMs: 300 });
    approve(world.core, [waiting]);
    world.clock.advance(undoMs);
    const published = publishCrosspost(world.core, waiting.id, never);
    await expect.poll(sendingStep, { timeout: 10_000 }).toBe('picture-1');
    pause(world.core, 'forever');
    await published;
    expect(current(world, waiting.id).state).toBe('approved');
    expect(await arrived('mastodon')).toBe(0);
    resume(world.core);
    await world.work();
    expect(current(world, waiting.id).state).toBe('published');
    expect(await arrived('mastodon')).toBe(1);
  });
});

test('what is tried again by hand uploads its pictures anew: the server may have forgotten them', async () => {
  await begin('mastodon');
  await breaks('mastodon', 'POST', '/api/v1/statuses', { kind: 'status429', resetInMs: 60_000 }, 2);
  await approveAndGo(world, waiting);
  const { id } = waiting;
  world.core.store.write((write) => write.changeCrosspost(id, { from: 'approved', putOff: 100, at: 0 }));
  await world.pass(120_000);
  expect(current(world, id).state).toBe('failed');
  await minutes(2);
  tryAgain(world.core, id);
  await minutes(1);
  expect(current(world, id).state).toBe('published');
  const uploads = world.core.store.read.attempts(id).filter(({ step }) => step === 'picture-1');
  expect(uploads.map(({ state }) => state)).toEqual(['absent', 'accepted']);
  expect(await arrived('mastodon')).toBe(1);
});

test('uploads that lay about for a day are made anew before the post names them', async () => {
  await begin('mastodon');
  await breaks('mastodon', 'POST', '/api/v1/statuses', { kind: 'status429', resetInMs: 60_000 });
  const { dueAt } = await approveAndGo(world, waiting);
  expect(dueAt).not.toBeNull();
  const first = world.core.store.read.attempts(waiting.id).find(({ step }) => step === 'picture-1');
  await world.pass(30 * 3_600_000);
  await minutes(5);
  expect(current(world, waiting.id).state).toBe('published');
  const again = world.core.store.read.attempts(waiting.id).filter(({ step }) => step === 'picture-1');
  expect(again.map(({ state }) => state)).toEqual(['absent', 'accepted']);
  expect(again[0]?.id).toBe(first?.id);
});

test('a key that Pixelfed used up without making a post does not keep the post away for ever', async () => {
  ({ source } = await linkPair(world, 'instagram', 'pixelfed'));
  waiting = await newCrosspost(world, source);
  await breaks('pixelfed', 'POST', '/api/v1/statuses', { kind: 'status429', resetInMs: 60_000 });
  const put = await approveAndGo(world, waiting);
  await useUp(put);
  for (let minute = 0; minute < 30; minute += 1) await world.pass(60_000);
  expect(current(world, waiting.id).state).toBe('published');
  expect(await arrived('pixelfed')).toBe(1);
});

/** A request with the same key that fails at its pictures: Pixelfed remembers the key all the same. */
async function useUp({ accountId, content, publishKey, publishStartedAt }: CrosspostRecord): Promise<void> {
  const account = world.core.store.read.account(accountId);
  const publish = world.networks.connector('pixelfed').publish;
  if (publish === undefined || account === null || publishKey === null) throw new Error('A publish that was put off');
  world.clock.advance(3_600_000);
  const results = Object.fromEntries(content.pictures.map((_, index) => [`picture-${index + 1}`, { id: '404' }]));
  const step = publish.steps(content).at(-1);
  if (step === undefined) throw new Error('A publish without steps');
  const credentials = {
    load: async () =>
      JSON.parse(await world.core.sealer.open(world.core.store.read.secret(accountId)?.ciphertext ?? new Uint8Array())),
    save: async () => {},
  };
  const file = async (): Promise<Blob> => new Blob();
  const outcome = await publish.perform(
    { step, content, results, key: publishKey, startedAt: publishStartedAt ?? 0, file, address: async () => '' },
    { account, credentials, signal: never },
  );
  expect(outcome.kind).toBe('refused');
}

test('nobody can say “it is there” of a picture that was lost on its way up', async () => {
  await begin('mastodon');
  await breaks('mastodon', 'POST', '/api/v2/media', { kind: 'dropBeforeAccept' });
  expect((await approveAndGo(world, waiting)).state).toBe('unknown');
  expect(() => settleByHand(world.core, waiting.id, true)).toThrow('not_possible_now');
  await minutes(5);
  expect(current(world, waiting.id).state).toBe('published');
  expect(await arrived('mastodon')).toBe(1);
});
