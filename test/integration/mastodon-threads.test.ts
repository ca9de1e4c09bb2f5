/** A text that goes on in replies, on a pretend Mastodon with its misfortunes and on snac2. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import type { Connector } from '../../main/core/ports/network.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { contentOf, linkAccount, type LinkedAccount, type Publishing } from '../helpers/network-account.ts';
import { findStep, goOn, performFirst, threadOf } from '../helpers/network-steps.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { consentOnSnac, startSnac } from '../helpers/snac.ts';
import { serversAvailable } from '../servers/install.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld();
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const link = (): Promise<LinkedAccount> =>
  linkAccount(world.connector('mastodon'), world.rehearsal.base('mastodon'), (url) => consentInRehearsal(url, 'mara'));

function aThread(connector: Connector, { call }: LinkedAccount, more = {}): Publishing {
  const mark = crypto.randomUUID();
  const thread = threadOf(mark);
  const content = contentOf(`Fog, ${mark}`, [], { thread, ...more });
  return { connector, call, content, pictures: [], key: crypto.randomUUID(), startedAt: Date.now() };
}

const received = async ({ content }: Publishing) => {
  const texts = [content.text, ...content.thread];
  return (await world.received('mastodon')).filter(({ text }) => texts.includes(text));
};

describe('a thread', () => {
  it('has a step for each part, and each may be looked for', () => {
    const steps = world.connector('mastodon').publish?.steps(contentOf('One', [], { thread: ['Two', 'Three'] }));
    expect(steps?.map(({ name, safety }) => [name, safety])).toEqual([
      ['post', 'find'],
      ['part-2', 'find'],
      ['part-3', 'find'],
    ]);
  });

  it('arrives in order, each part a reply to the one before, all for the same people under the same warning', async () => {
    const plan = aThread(world.connector('mastodon'), await link(), {
      audience: 'followers',
      sensitive: true,
      warning: 'Weather',
    });
    expect(await goOn(plan, {})).toBeNull();
    const parts = await received(plan);
    expect(parts.map(({ text }) => text)).toEqual([plan.content.text, ...plan.content.thread]);
    expect(parts.map(({ replyTo }) => replyTo)).toEqual([null, parts[0]?.id, parts[1]?.id]);
    expect(new Set(parts.map(({ visibility, warning }) => `${visibility} ${warning}`))).toEqual(
      new Set(['private Weather']),
    );
    expect(new Set(parts.map(({ key }) => key)).size).toBe(3);
  });

  it.each([
    ['dropAfterAccept', 'found'],
    ['dropBeforeAccept', 'absent'],
  ] as const)('goes on at the right part after %s, and none is there twice', async (kind, there) => {
    const plan = aThread(world.connector('mastodon'), await link());
    const results: Record<string, Json> = {};
    const path = '/api/v1/statuses';
    await world.fault({ network: 'mastodon', method: 'POST', path, after: 1, times: 1, effect: { kind } });
    expect(await goOn(plan, results)).toMatchObject({ name: 'part-2', outcome: { kind: 'unknown' } });
    const found = await findStep(plan, 'part-2', results);
    expect(found?.kind).toBe(there);
    if (found?.kind === 'found') results['part-2'] = found.result;
    expect(await goOn(plan, results)).toBeNull();
    expect((await received(plan)).map(({ text }) => text)).toEqual([plan.content.text, ...plan.content.thread]);
  });

  it('takes no other reply of the same words for its part', async () => {
    const account = await link();
    const plan = aThread(world.connector('mastodon'), account);
    const other = { ...aThread(world.connector('mastodon'), account), content: { ...plan.content, text: 'Another' } };
    await goOn(other, {});
    const outcome = await performFirst(plan);
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    expect(await findStep(plan, 'part-2', { post: outcome.result })).toMatchObject({ kind: 'cannot_tell' });
  });

  it('looks for the part before where only the person said that it is there, and sends nothing without it', async () => {
    const plan = aThread(world.connector('mastodon'), await link());
    const results: Record<string, Json> = { post: null };
    expect(await goOn(plan, results)).toMatchObject({ outcome: { kind: 'refused', problem: { code: 'not_found' } } });
    expect(await received(plan)).toEqual([]);
    await performFirst(plan);
    expect(await goOn(plan, results)).toBeNull();
    expect((await received(plan)).map(({ replyTo }) => replyTo !== null)).toEqual([false, true, true]);
  });
});

describe.runIf(serversAvailable().snac)('a thread on snac2', () => {
  it('arrives in order and each part is found again', async () => {
    const snac = await startSnac();
    try {
      const user = await snac.addUser('mara');
      const mastodon = connectors({ fetch, log: silentLog, now: Date.now, allowLoopbackHttp: true }).get('mastodon');
      if (mastodon === undefined) throw new Error('No Mastodon.');
      const account = await linkAccount(mastodon, snac.host, (url) => consentOnSnac(url, user));
      const plan = aThread(mastodon, account);
      const results: Record<string, Json> = {};
      expect(await goOn(plan, results)).toBeNull();
      for (const name of ['post', 'part-2', 'part-3'])
        expect(await findStep(plan, name, results)).toMatchObject({ kind: 'found', result: results[name] });
      const { posts } = (await mastodon.read?.posts(null, account.call)) ?? { posts: [] };
      expect(posts.filter(({ isReply }) => isReply)).toHaveLength(2);
    } finally {
      await snac.stop();
    }
  });
});
