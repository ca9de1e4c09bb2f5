/** Copies that are taken back: all parts of them, the last first, and what could not be is said. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unlinkAccount } from '../../main/core/accounts/link.ts';
import { callFor, linkedAccount } from '../../main/core/core.ts';
import { approve, tryAgain } from '../../main/core/crosspost/decide.ts';
import { withdraw } from '../../main/core/crosspost/withdraw.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { queueDetail } from '../../main/core/post-views.ts';
import type { Fault } from '../../main/rehearsal/faults.ts';
import { approveAndGo, current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { actionsOf, type Lane, openLane, queueCrosspost, type Queued } from '../helpers/queued.ts';

const never = new AbortController().signal;
let world: EngineWorld;
let lanes: Readonly<Record<'mastodon' | 'bluesky' | 'x' | 'tiktok', Lane>>;
beforeAll(async () => {
  world = await startEngineWorld();
  lanes = {
    mastodon: await openLane(world, 'instagram', 'mastodon'),
    bluesky: await openLane(world, 'instagram', 'bluesky'),
    x: await openLane(world, 'instagram', 'x'),
    tiktok: await openLane(world, 'instagram', 'tiktok'),
  };
});
afterAll(() => world.stop());
beforeEach(() => world.networks.forgetRequests());
afterEach(() => world.networks.calm());

/** A crosspost that was published in so many parts. */
async function published(lane: Lane, what: Queued): Promise<CrosspostRecord> {
  world.clock.advance(3_600_000);
  const after = await approveAndGo(world, queueCrosspost(lane, what));
  expect(after).toMatchObject({ state: 'published', problem: null });
  return after;
}
const threadOf = (word: string): Queued => ({ text: `${word} one`, thread: [`${word} two`, `${word} three`] });
const idsOf = ({ id }: CrosspostRecord): readonly string[] =>
  world.core.store.read.outputs(id).map(({ remoteId }) => remoteId);
const stillThere = ({ id }: CrosspostRecord): number =>
  world.core.store.read.outputs(id).filter(({ removedAt }) => removedAt === null).length;
const alive = async (network: Fault['network'], crosspost: CrosspostRecord): Promise<readonly string[]> =>
  (await world.networks.received(network))
    .filter(({ id, deletedAt }) => deletedAt === null && idsOf(crosspost).some((remote) => remote.includes(id)))
    .map(({ text }) => text);
const deletions = async (network: Fault['network']): Promise<readonly string[]> =>
  (await world.networks.requests(network)).filter(({ method }) => method === 'DELETE').map(({ path }) => path);
const canBeTakenBack = (crosspost: CrosspostRecord): boolean | undefined =>
  queueDetail(world.core, crosspost.postId).crossposts.find(({ id }) => id === crosspost.id)?.canWithdraw;

describe('a copy in three parts', () => {
  test.each(['mastodon', 'bluesky', 'x'] as const)('on %s is taken back whole', async (network) => {
    const crosspost = await published(lanes[network], threadOf(`Fog ${network}`));
    expect(await alive(network, crosspost)).toHaveLength(3);
    const answer = await withdraw(world.core, [crosspost.id], never);
    expect(answer).toEqual({ postId: crosspost.postId, withdrawn: [crosspost.id], stillLive: [] });
    expect(await alive(network, crosspost)).toEqual([]);
    expect(current(world, crosspost.id).state).toBe('withdrawn');
    expect(actionsOf(world, crosspost).at(-1)).toBe('crosspost_withdrawn');
    expect(canBeTakenBack(crosspost)).toBe(false);
  });

  test('goes from its last part to its first, so that no part ever answers nothing', async () => {
    const crosspost = await published(lanes.mastodon, threadOf('Order'));
    await withdraw(world.core, [crosspost.id], never);
    const paths = idsOf(crosspost).map((id) => `/api/v1/statuses/${id}`);
    expect(await deletions('mastodon')).toEqual(paths.toReversed());
  });

  test('of which one part cannot be removed is still live, says why, and is taken back by the next try', async () => {
    const crosspost = await published(lanes.mastodon, threadOf('Half'));
    const effect = { kind: 'status429', resetInMs: 60_000 } as const;
    await world.networks.fault({ network: 'mastodon', method: 'DELETE', after: 1, times: 1, effect });
    const answer = await withdraw(world.core, [crosspost.id], never);
    expect(answer).toMatchObject({
      withdrawn: [],
      stillLive: [
        { id: crosspost.id, network: 'mastodon', url: crosspost.remoteUrl, problem: { code: 'rate_limited' } },
      ],
    });
    expect(current(world, crosspost.id).state).toBe('published');
    expect(await alive('mastodon', crosspost)).toEqual(['Half one', 'Half two']);
    expect(actionsOf(world, crosspost).at(-1)).toBe('withdrawal_failed');
    expect(canBeTakenBack(crosspost)).toBe(true);
    await world.networks.calm();
    world.clock.advance(120_000);
    await world.networks.forgetRequests();
    expect((await withdraw(world.core, [crosspost.id], never)).withdrawn).toEqual([crosspost.id]);
    // What is gone already is not asked for again.
    expect(await deletions('mastodon')).toHaveLength(2);
    expect(stillThere(crosspost)).toBe(0);
  });

  test('whose parts are all gone when the program died before it wrote that down is gone at the next try', async () => {
    const crosspost = await published(lanes.mastodon, threadOf('Died'));
    const at = world.clock.now();
    world.core.store.write((write) => {
      for (const id of idsOf(crosspost)) write.setOutputRemoved(crosspost.id, id, at);
    });
    world.dieAndReopen();
    expect((await withdraw(world.core, [crosspost.id], never)).withdrawn).toEqual([crosspost.id]);
    expect(current(world, crosspost.id).state).toBe('withdrawn');
    expect(await deletions('mastodon')).toEqual([]);
  });
});

test('a copy that is out by half whose rest may not follow any more fails, and can be taken back', async () => {
  world.clock.advance(3_600_000);
  const waiting = queueCrosspost(lanes.mastodon, threadOf('Narrowed'));
  approve(world.core, [waiting]);
  const effect = { kind: 'status429', resetInMs: 600_000 } as const;
  await world.networks.fault({
    network: 'mastodon',
    method: 'POST',
    path: '/api/v1/statuses',
    after: 1,
    times: 1,
    effect,
  });
  await world.pass(undoMs);
  expect(current(world, waiting.id).state).toBe('approved');
  // Fewer people may see the original by now.
  world.opened().connection.prepare(`UPDATE post SET audience = 'followers' WHERE id = ?`).run(waiting.postId);
  await world.pass(3_600_000);
  expect(current(world, waiting.id)).toMatchObject({
    state: 'failed',
    problem: { code: 'approval_stale' },
    dueAt: null,
  });
  expect(await alive('mastodon', waiting)).toEqual(['Narrowed one']);
  expect((await withdraw(world.core, [waiting.id], never)).withdrawn).toEqual([waiting.id]);
  expect(actionsOf(world, waiting)).toContain('withdrawal_begun');
});

describe('a copy that failed half way', () => {
  /** Its first part is out, the second was refused for good. */
  async function half(word: string): Promise<CrosspostRecord> {
    world.clock.advance(3_600_000);
    const waiting = queueCrosspost(lanes.mastodon, { text: `${word} one`, thread: ['x'.repeat(600)] });
    approve(world.core, [waiting]);
    await world.pass(undoMs);
    expect(current(world, waiting.id)).toMatchObject({ state: 'failed', problem: { code: 'content_rejected' } });
    return current(world, waiting.id);
  }

  test('can be taken back: what is out goes, and nothing more of it is sent', async () => {
    const crosspost = await half('Half way');
    expect(await alive('mastodon', crosspost)).toEqual(['Half way one']);
    expect(canBeTakenBack(crosspost)).toBe(true);
    expect((await withdraw(world.core, [crosspost.id], never)).withdrawn).toEqual([crosspost.id]);
    expect(current(world, crosspost.id).state).toBe('withdrawn');
    expect(await alive('mastodon', crosspost)).toEqual([]);
  });

  test('is not gone on with once taking it back began, even if that failed', async () => {
    const crosspost = await half('No way on');
    const effect = { kind: 'status5xx', status: 503 } as const;
    await world.networks.fault({ network: 'mastodon', method: 'DELETE', effect });
    expect((await withdraw(world.core, [crosspost.id], never)).stillLive).toHaveLength(1);
    expect(() => tryAgain(world.core, crosspost.id)).toThrow('not_possible_now');
    expect(current(world, crosspost.id).state).toBe('failed');
  });

  test('that goes on again cannot be taken back meanwhile', async () => {
    const crosspost = await half('Goes on');
    tryAgain(world.core, crosspost.id);
    await expect(withdraw(world.core, [crosspost.id], never)).rejects.toMatchObject({
      problem: { code: 'not_possible_now' },
    });
  });
});

test('a copy that the person deleted there themselves counts as taken back', async () => {
  const crosspost = await published(lanes.mastodon, { text: 'Deleted by hand' });
  const remove = world.networks.connector('mastodon').publish?.remove;
  const call = callFor(world.core, linkedAccount(world.core, crosspost.accountId), never);
  await remove?.({ remoteId: idsOf(crosspost)[0] ?? '', url: '' }, call);
  expect((await withdraw(world.core, [crosspost.id], never)).withdrawn).toEqual([crosspost.id]);
});

test('a copy that is taken back twice at once is gone once', async () => {
  const crosspost = await published(lanes.mastodon, { text: 'Two clicks' });
  const both = [withdraw(world.core, [crosspost.id], never), withdraw(world.core, [crosspost.id], never)];
  expect((await Promise.all(both)).map(({ withdrawn }) => withdrawn)).toEqual([[crosspost.id], [crosspost.id]]);
  expect(actionsOf(world, crosspost).filter((action) => action === 'crosspost_withdrawn')).toHaveLength(1);
});

test('of several copies one that cannot be removed keeps no other from going', async () => {
  const [onMastodon, onBluesky] = [
    await published(lanes.mastodon, { text: 'Both, there' }),
    await published(lanes.bluesky, { text: 'Both, here' }),
  ];
  const effect = { kind: 'status5xx', status: 503 } as const;
  await world.networks.fault({ network: 'mastodon', method: 'DELETE', effect });
  const answer = await withdraw(world.core, [onMastodon.id, onBluesky.id], never);
  expect(answer.withdrawn).toEqual([onBluesky.id]);
  expect(answer.stillLive).toMatchObject([{ id: onMastodon.id, problem: { code: 'transient' } }]);
});

test('where the network has no call for it the copy stays, with the address of its page', async () => {
  // As published: TikTok takes nothing back through its API.
  const waiting = queueCrosspost(lanes.tiktok, { text: 'For good' });
  const at = world.clock.now();
  const url = 'https://tiktok.example/@mara/1';
  world.core.store.write((write) => {
    const made = { crosspostId: waiting.id, accountId: waiting.accountId, step: 'post', remoteId: '1', url };
    write.addOutput({ ...made, madeAt: at });
    const is = { state: 'published', publishedAt: at, remoteId: '1', remoteUrl: url } as const;
    write.changeCrosspost(waiting.id, { from: 'waiting', ...is, at });
  });
  expect(canBeTakenBack(waiting)).toBe(false);
  const { withdrawn, stillLive } = await withdraw(world.core, [waiting.id], never);
  expect([withdrawn, stillLive]).toMatchObject([[], [{ id: waiting.id, network: 'tiktok', url, problem: 'no_call' }]]);
  expect(current(world, waiting.id).state).toBe('published');
});

test('what is not published cannot be taken back, and what nobody knows even less', async () => {
  const waiting = queueCrosspost(lanes.mastodon, { text: 'Not yet' });
  const problemOf = (ids: readonly number[]) => expect(withdraw(world.core, ids as never, never)).rejects;
  await problemOf([waiting.id]).toMatchObject({ problem: { code: 'not_possible_now' } });
  await problemOf([99_999]).toMatchObject({ problem: { code: 'not_found' } });
  await problemOf([]).toMatchObject({ problem: { code: 'invalid_input' } });
  const crosspost = await published(lanes.mastodon, { text: 'Once' });
  await withdraw(world.core, [crosspost.id], never);
  await problemOf([crosspost.id]).toMatchObject({ problem: { code: 'not_possible_now' } });
});

test('of an account that was unlinked nothing can be taken back, and it is said', async () => {
  const crosspost = await published(lanes.mastodon, { text: 'Left behind' });
  await unlinkAccount(world.core, crosspost.accountId, never);
  expect(canBeTakenBack(crosspost)).toBe(false);
  const { stillLive } = await withdraw(world.core, [crosspost.id], never);
  expect(stillLive).toMatchObject([{ id: crosspost.id, problem: { code: 'auth_revoked' } }]);
  await world.link('mastodon');
  expect((await withdraw(world.core, [crosspost.id], never)).withdrawn).toEqual([crosspost.id]);
});
