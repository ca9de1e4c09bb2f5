/** Budgets on the pretend networks: kept to before the call, over many posts and over a restart. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CrosspostId } from '../../contract/model.ts';
import { defaultAccountRules } from '../../contract/rules.ts';
import { budgetBook } from '../../main/core/budgets/book.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import { ownerOf } from '../../main/core/ports/budgets.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { setAccountRules } from '../../main/core/rules.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { accountView } from '../../main/core/views.ts';
import { openHttp } from '../../main/networks/http.ts';
import { silentLog, testClock } from '../helpers/edges.ts';
import { approveAndGo, current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { failureOf, read, write } from '../helpers/http-client.ts';
import { answerJson, startLoopback } from '../helpers/loopback.ts';
import { actionsOf, keptPicture, type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';
import { openTestStore, storePlace } from '../helpers/store.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
let world: EngineWorld | null = null;
afterEach(async () => {
  await world?.stop();
  world = null;
});

async function startWorld(): Promise<{ readonly world: EngineWorld; readonly statuses: number[] }> {
  const statuses: number[] = [];
  const watching: typeof fetch = async (...given) => {
    const answer = await fetch(...given);
    statuses.push(answer.status);
    return answer;
  };
  const clock = testClock(Date.parse('2026-11-10T09:00:00Z'));
  world = await startEngineWorld({ clock, outside: { fetch: watching, addresses: {} }, wait: async () => {} });
  return { world, statuses };
}

const count = (ids: readonly CrosspostId[], state: CrosspostRecord['state'], { world: of }: Lane): number =>
  ids.filter((id) => current(of, id).state === state).length;

describe('before a call', () => {
  it('a used-up budget is kept to after a restart, and forgotten when it is full again', async () => {
    const headers = { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' };
    const server = await startLoopback((_, response) => answerJson(response, {}, 200, headers));
    const place = storePlace();
    const clock = { now: Date.parse('2026-11-10T09:00:00Z') };
    const start = () => {
      const opened = openTestStore({}, place);
      const book = budgetBook(opened.store, silentLog);
      const http = openHttp({ fetch, log: silentLog, now: () => clock.now, allowLoopbackHttp: true, book });
      return { http, opened };
    };
    const first = start();
    await first.http.text(write(server.url, { account: 'mastodon one 7' }));
    first.opened.close();
    const second = start();
    const refused = await failureOf(second.http.text(write(server.url, { account: 'mastodon one 7' })));
    expect(refused).toMatchObject({ problem: { code: 'rate_limited', until: clock.now + minuteMs }, notSent: true });
    await second.http.text(write(server.url, { account: 'mastodon one 8' }));
    clock.now += minuteMs;
    await second.http.text(write(server.url, { account: 'mastodon one 7' }));
    expect(server.asked).toHaveLength(3);
    await server.close();
  });

  it('two calls at once do not share what is left', async () => {
    const headers = { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '60' };
    const server = await startLoopback((_, response) => answerJson(response, {}, 200, headers));
    const http = openHttp({ fetch, log: silentLog, now: () => 1_000, allowLoopbackHttp: true });
    await http.text(read(server.url, { account: 'a' }));
    const both = await Promise.allSettled([1, 2].map(() => http.text(read(server.url, { account: 'a' }))));
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(server.asked).toHaveLength(2);
    await server.close();
  });
});

describe('in a run of many posts', () => {
  it('Mastodon never has to say that there were too many, and all arrive once', { timeout: 60_000 }, async () => {
    const started = await startWorld();
    const lane = await openLane(started.world, 'pixelfed', 'mastodon');
    const kept = await Promise.all(Array.from({ length: 16 }, () => keptPicture(started.world)));
    const ids = kept.map(({ file }, index) => {
      const pictures = [1, 2].map((number) => ({ file, url: `https://source.example/${number}` }));
      return queueCrosspost(lane, { text: `Number ${index}`, pictures }).id;
    });
    approve(
      started.world.core,
      ids.map((id) => ({ id, contentHash: current(started.world, id).contentHash })),
    );
    await started.world.pass(undoMs);
    // 32 pictures, of which the server takes 30 in half an hour. What may not get to its end does not begin.
    expect(count(ids, 'published', lane)).toBe(14);
    expect(actionsOf(started.world, { id: ids[14] as CrosspostId })).not.toContain('attempt_started');
    started.world.dieAndReopen();
    for (let minutes = 0; minutes < 45; minutes += 5) await started.world.pass(5 * minuteMs);
    expect(count(ids, 'published', lane)).toBe(16);
    expect(started.statuses).not.toContain(429);
    expect(await started.world.networks.received('mastodon')).toHaveLength(16);
  });

  it('X never has to either, nor is it paid for what it refused', { timeout: 60_000 }, async () => {
    const started = await startWorld();
    const lane = await openLane(started.world, 'pixelfed', 'x');
    const { core } = started.world;
    const ids = Array.from({ length: 103 }, (_, index) => queueCrosspost(lane, { text: `Number ${index}` }).id);
    approve(
      core,
      ids.map((id) => ({ id, contentHash: current(started.world, id).contentHash })),
    );
    await started.world.pass(undoMs);
    expect(count(ids, 'published', lane)).toBe(100);
    await started.world.pass(20 * minuteMs);
    expect(count(ids, 'published', lane)).toBe(103);
    expect(started.statuses).not.toContain(429);
  });
});

describe('the ceiling of money', () => {
  const spent = ({ world: { core }, destination }: Lane) => accountView(core, linkedAccount(core, destination)).spent;
  const ceiling = ({ world: { core }, destination }: Lane, monthlyCents: number | null) =>
    setAccountRules(core, destination, { ...defaultAccountRules, monthlyCents });

  it('is five dollars for an account that is linked anew, and in sight', async () => {
    const lane = await openLane((await startWorld()).world, 'pixelfed', 'x');
    expect(spent(lane)).toMatchObject({ ceiling: 500, resetsAt: Date.parse('2026-12-01T00:00:00Z') });
    const { core } = lane.world;
    expect(accountView(core, linkedAccount(core, lane.source)).spent).toBeNull();
  });

  it('lets a crosspost wait before its first byte, until it is raised', async () => {
    const lane = await openLane((await startWorld()).world, 'pixelfed', 'x');
    const before = spent(lane)?.cents ?? 0;
    ceiling(lane, before + 3);
    const go = (text: string) => approveAndGo(lane.world, queueCrosspost(lane, { text }));
    expect(await go('One')).toMatchObject({ state: 'published' });
    const dear = await go('See https://mara.example/two');
    const problem = { code: 'budget_reached', until: Date.parse('2026-12-01T00:00:00Z') };
    expect(dear).toMatchObject({ state: 'approved', problem, publishKey: null });
    expect(spent(lane)?.cents).toBe(before + 1.5);
    expect(await go('Three')).toMatchObject({ state: 'published' });
    lane.world.dieAndReopen();
    expect(await go('Four')).toMatchObject({ state: 'approved', problem });
    ceiling(lane, 500);
    await lane.world.work();
    expect(current(lane.world, dear.id).state).toBe('published');
    expect(actionsOf(lane.world, dear)).toContain('money_spent');
    expect(await lane.world.networks.received('x')).toHaveLength(4);
  });

  it('begins anew with the month, of UTC', async () => {
    const lane = await openLane((await startWorld()).world, 'pixelfed', 'x');
    ceiling(lane, 0);
    const waiting = await approveAndGo(lane.world, queueCrosspost(lane, { text: 'One' }));
    expect(waiting).toMatchObject({ state: 'approved', problem: { code: 'budget_reached' } });
    ceiling(lane, 20);
    lane.world.core.store.write((tx) => {
      const owner = ownerOf(linkedAccount(lane.world.core, lane.destination));
      tx.addUse(owner, 'money', { at: lane.world.clock.now(), amount: 200 }, null);
    });
    await lane.world.pass(61 * minuteMs);
    expect(current(lane.world, waiting.id).state).toBe('approved');
    const { resetsAt = 0 } = spent(lane) ?? {};
    await lane.world.pass(resetsAt - lane.world.clock.now() + 61 * minuteMs);
    expect(current(lane.world, waiting.id).state).toBe('published');
  });

  it('counts an unknown outcome until it is known to be absent, and a refusal not at all', async () => {
    const lane = await openLane((await startWorld()).world, 'pixelfed', 'x');
    const { networks } = lane.world;
    const before = spent(lane)?.cents ?? 0;
    const post = { network: 'x', method: 'POST', path: '/2/tweets', times: 1 } as const;
    await networks.fault({ ...post, effect: { kind: 'dropBeforeAccept' } });
    const lost = await approveAndGo(lane.world, queueCrosspost(lane, { text: 'Lost' }));
    expect(lost.state).toBe('unknown');
    expect(spent(lane)?.cents).toBe(before + 1.5);
    for (let round = 0; round < 20 && current(lane.world, lost.id).state !== 'published'; round += 1) {
      await lane.world.pass(20_000);
    }
    expect(current(lane.world, lost.id).state).toBe('published');
    expect(actionsOf(lane.world, lost)).toContain('money_not_spent');
    const read = ledgerOf(lane, 'money_spent') - ledgerOf(lane, 'money_not_spent');
    expect(spent(lane)?.cents).toBe(read / 10);
  });

  const ledgerOf = ({ world: { core } }: Lane, action: string): number =>
    core.store.read
      .ledger(null, 10_000)
      .filter((row) => row.action === action)
      .reduce((sum, { facts }) => sum + Math.round(Number(facts['usd']) * 1_000), 0);
});

describe('sign-ins with an app password', () => {
  it('stop at a third of what Bluesky allows, by day and by five minutes, also after a restart', async () => {
    const started = await startWorld();
    const { networks, clock } = started.world;
    const instance = networks.rehearsal.base('bluesky');
    const signIn = async (identifier = 'nobody.example') => {
      const { withPassword } = networks.connector('bluesky').signIn;
      if (withPassword === undefined) throw new Error('Bluesky has app passwords.');
      const input = { instance, identifier, password: 'wrong', signal: new AbortController().signal };
      return (await failureOf(withPassword(input))).problem;
    };
    for (let number = 0; number < 10; number += 1) expect((await signIn()).code).toBe('wrong_password');
    const until = clock.now() + 5 * minuteMs;
    expect(await signIn()).toEqual({ code: 'rate_limited', until });
    started.world.dieAndReopen();
    expect(await signIn('Nobody.example')).toEqual({ code: 'rate_limited', until });
    expect((await signIn('another.example')).code).toBe('wrong_password');
    clock.advance(5 * minuteMs);
    for (let five = 1; five < 10; five += 1) {
      for (let number = 0; number < 10; number += 1) expect((await signIn()).code).toBe('wrong_password');
      clock.advance(5 * minuteMs);
    }
    expect(await signIn()).toMatchObject({ code: 'rate_limited', until: until - 5 * minuteMs + dayMs });
    const asked = await networks.requests('bluesky');
    expect(asked.filter(({ path }) => path.endsWith('createSession'))).toHaveLength(101);
    expect(started.statuses).not.toContain(429);
  });
});
