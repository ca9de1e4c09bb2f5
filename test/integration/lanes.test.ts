/** One bad account or host never slows another. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import type { AccountCall } from '../../main/core/ports/network.ts';
import { createRoute } from '../../main/core/routes.ts';
import { dueNow } from '../../main/core/schedule/due.ts';
import { startScheduler } from '../../main/core/schedule/scheduler.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { systemClock } from '../../main/edges.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { failureOf } from '../helpers/http-client.ts';
import { answerJson, type Loopback, startLoopback } from '../helpers/loopback.ts';
import { openLane, queueCrosspost } from '../helpers/queued.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('two accounts of one host', () => {
  const inAMinute = { 'retry-after': '60' };
  /** Has had enough of Mara, and takes everything of Ada. */
  const fedUpWithMara = async (): Promise<Loopback> => {
    const server = await startLoopback((request, response) => {
      const isMara = request.headers.authorization === 'Bearer mara';
      const body = { error: { code: isMara ? 'rate_limit_exceeded' : 'ok', message: '', log_id: '1' }, data: {} };
      answerJson(response, body, isMara ? 429 : 200, isMara ? inAMinute : {});
    });
    closing.push(server.close);
    return server;
  };
  const callAs = (network: AccountCall['account']['network'], instance: string, who: string, document: Json) => ({
    account: { network, instance, remoteId: `did:plc:${who}`, handle: who },
    credentials: { load: async () => document, save: async () => {} },
    signal: new AbortController().signal,
  });

  it('Bluesky: one is told to wait, the other goes on at once, and the first is not asked for again', async () => {
    const server = await fedUpWithMara();
    const addresses = { ...defaultAddresses, bluesky: { ...defaultAddresses.bluesky, service: server.url } };
    const all = connectors({ fetch, log: silentLog, now: Date.now, addresses, allowLoopbackHttp: true });
    const remove = async (who: string) => {
      const session = { kind: 'app_password', service: server.url, did: `did:plc:${who}` };
      const document = { ...session, accessJwt: who, refreshJwt: 'refresh' };
      const call = callAs('bluesky', server.url, who, document);
      const remoteId = `at://did:plc:${who}/app.bsky.feed.post/3kabcdefghij2`;
      await all.get('bluesky')?.publish?.remove?.({ remoteId, url: '' }, call);
    };
    expect((await failureOf(remove('mara'))).problem.code).toBe('rate_limited');
    expect(await failureOf(remove('mara'))).toMatchObject({ problem: { code: 'rate_limited' }, notSent: true });
    await remove('ada');
    expect(server.asked).toHaveLength(2);
  });

  it('TikTok: so it is there', async () => {
    const server = await fedUpWithMara();
    const addresses = { ...defaultAddresses, tiktok: { ...defaultAddresses.tiktok, api: server.url } };
    const all = connectors({ fetch, log: silentLog, now: Date.now, addresses, allowLoopbackHttp: true });
    const ask = async (who: string) => {
      const ends = Date.now() + 3_600_000;
      const app = { clientKey: 'key', clientSecret: 'secret', scope: '', drafts: [] };
      const document = { ...app, accessToken: who, accessEndsAt: ends, refreshToken: 'r', refreshEndsAt: ends };
      await all.get('tiktok')?.whoAmI(callAs('tiktok', '', who, document));
    };
    expect((await failureOf(ask('mara'))).problem.code).toBe('rate_limited');
    // An answer without the profile is of no matter here: it was asked.
    expect((await failureOf(ask('ada'))).problem.code).not.toBe('rate_limited');
    expect(server.asked.length).toBeGreaterThan(1);
  });
});

describe('a host that hangs', () => {
  async function startWorld(): Promise<EngineWorld> {
    const world = await startEngineWorld();
    closing.push(world.stop);
    return world;
  }

  it('does not delay another account, however much waits for the one that hangs', { timeout: 30_000 }, async () => {
    const world = await startWorld();
    const hanging = await openLane(world, 'pixelfed', 'mastodon');
    const { source } = hanging;
    const destination = await world.link('bluesky');
    const route = createRoute(world.core, source, destination, 'review').id;
    const other = { world, source, destination, route };
    const holdMs = 4_000;
    await world.networks.fault({ network: 'mastodon', method: 'POST', effect: { kind: 'holdAnswer', holdMs } });
    const stuck = Array.from({ length: 60 }, (_, index) => queueCrosspost(hanging, { text: `Stuck ${index}` }));
    const free = queueCrosspost(other, { text: 'Free' });
    for (const { id, contentHash } of [...stuck, free]) approve(world.core, [{ id, contentHash }]);
    world.clock.advance(undoMs);
    const startedAt = Date.now();
    const scheduler = startScheduler({
      clock: { ...systemClock, now: world.clock.now },
      log: silentLog,
      due: () => dueNow(world.core),
      onWorking: () => {},
    });
    scheduler.wake();
    await expect.poll(() => current(world, free.id).state, { timeout: holdMs }).toBe('published');
    expect(Date.now() - startedAt).toBeLessThan(holdMs);
    const states = stuck.map(({ id }) => current(world, id).state);
    expect(states.filter((state) => state === 'publishing')).toHaveLength(1);
    expect(states).not.toContain('published');
    await scheduler.stop();
  });
});
