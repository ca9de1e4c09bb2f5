/** A text that goes on in replies, on the pretend Bluesky with its misfortunes and on a real PDS. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import type { Connector } from '../../main/core/ports/network.ts';
import { recordKey } from '../../main/networks/bluesky/tid.ts';
import { firstInstallMs, keep, startBlueskyWorld } from '../helpers/bluesky-world.ts';
import { contentOf, linkAccount, type LinkedAccount, type Publishing } from '../helpers/network-account.ts';
import { findStep, goOn, performFirst, threadOf } from '../helpers/network-steps.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';

const handle = 'mara.bsky.rehearsal';
let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld();
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const link = (): Promise<LinkedAccount> =>
  linkAccount(world.connector('bluesky'), handle, (url) => consentInRehearsal(url, handle));

function aThread(connector: Connector, { call }: Pick<LinkedAccount, 'call'>): Publishing {
  const mark = crypto.randomUUID();
  const thread = threadOf(mark);
  const content = contentOf(`Fog, ${mark}`, [], { thread });
  return { connector, call, content, pictures: [], key: crypto.randomUUID(), startedAt: Date.now() };
}

const received = async ({ content }: Publishing) => {
  const texts = [content.text, ...content.thread];
  return (await world.received('bluesky')).filter(({ text }) => texts.includes(text));
};

describe('the keys of a thread', () => {
  it('sort in the order of its parts, and no two are the same', () => {
    for (const key of ['a', 'b', 'crosspost-1', crypto.randomUUID()]) {
      const keys = Array.from({ length: 30 }, (_, part) => recordKey(key, 1_763_663_400_250, part));
      expect(keys).toEqual([...new Set(keys)].toSorted());
    }
  });
});

describe('a thread', () => {
  it('arrives in order, every part in reply to the one before and to the first, in its language, once', async () => {
    const plan = aThread(world.connector('bluesky'), await link());
    const results: Record<string, Json> = {};
    expect(await goOn(plan, results)).toBeNull();
    const parts = await received(plan);
    expect(parts.map(({ text }) => text)).toEqual([plan.content.text, ...plan.content.thread]);
    expect(parts.map(({ replyTo }) => replyTo)).toEqual([null, parts[0]?.id, parts[1]?.id]);
    const keys = parts.map(({ key }) => key ?? '');
    expect(keys).toEqual(keys.toSorted());
    expect(await goOn(plan, {})).toBeNull();
    expect(await received(plan)).toHaveLength(3);
    for (const name of ['post', 'part-2', 'part-3'])
      expect(await findStep(plan, name, {})).toMatchObject({ kind: 'found', result: results[name] });
    const { read } = plan.connector;
    const last = await read?.post?.(parts[2]?.id ?? '', plan.call);
    expect(last).toMatchObject({ text: plan.content.thread[1], isReply: true, language: 'en' });
  });

  it.each(['dropAfterAccept', 'dropBeforeAccept', 'malformedJson'] as const)(
    'goes on at the right part after %s, and none is there twice',
    async (kind) => {
      const plan = aThread(world.connector('bluesky'), await link());
      const results: Record<string, Json> = {};
      const path = '/xrpc/com.atproto.repo.createRecord';
      await world.fault({ network: 'bluesky', path, after: 1, times: 1, effect: { kind } });
      for (let round = 0; round < 3 && Object.keys(results).length < 3; round += 1) await goOn(plan, results);
      expect((await received(plan)).map(({ text }) => text)).toEqual([plan.content.text, ...plan.content.thread]);
    },
  );

  it('looks up the part before where the person alone said that it is there, and sends nothing without it', async () => {
    const plan = aThread(world.connector('bluesky'), await link());
    const results: Record<string, Json> = { post: null };
    expect(await goOn(plan, results)).toMatchObject({ outcome: { kind: 'refused', problem: { code: 'not_found' } } });
    expect(await received(plan)).toEqual([]);
    await performFirst(plan);
    expect(await goOn(plan, results)).toBeNull();
    expect(await received(plan)).toHaveLength(3);
  });

  it('is refused before anything is sent when one part is too long', async () => {
    const plan = aThread(world.connector('bluesky'), await link());
    const thread = ['é'.repeat(301)];
    const outcome = await goOn({ ...plan, content: { ...plan.content, thread } }, {});
    expect(outcome).toMatchObject({ name: 'post', outcome: { kind: 'refused' } });
    expect(await received(plan)).toEqual([]);
  });
});

describe('a thread on a real PDS', () => {
  it(
    'is taken with its references, and each part is found again',
    async () => {
      const real = await startBlueskyWorld();
      try {
        const connector = real.connect();
        const { call } = keep(await real.signInByOAuth());
        const plan = aThread(connector, { call });
        const results: Record<string, Json> = {};
        expect(await goOn(plan, results)).toBeNull();
        const [third, second, first] = await real.pds.listPosts(real.mara.did);
        expect(first?.value).not.toHaveProperty('reply');
        const root = { uri: first?.uri, cid: first?.cid };
        expect(second?.value).toMatchObject({ text: plan.content.thread[0], reply: { root, parent: root } });
        const parent = { uri: second?.uri, cid: second?.cid };
        expect(third?.value).toMatchObject({ text: plan.content.thread[1], reply: { root, parent } });
        expect(await goOn(plan, {})).toBeNull();
        expect(await real.pds.listPosts(real.mara.did)).toHaveLength(3);
        for (const name of ['post', 'part-2', 'part-3'])
          expect(await findStep(plan, name, results)).toMatchObject({ kind: 'found', result: results[name] });
      } finally {
        await real.pds.stop();
      }
    },
    firstInstallMs,
  );
});
