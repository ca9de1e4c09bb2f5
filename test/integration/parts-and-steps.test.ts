/** Steps whose work is forgotten, parts of which nobody knows, and what only the person can tell: nothing twice, nothing lost. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Core } from '../../main/core/core.ts';
import { approve, tryAgain } from '../../main/core/crosspost/decide.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { publishCrosspost } from '../../main/core/crosspost/publish.ts';
import { recover } from '../../main/core/crosspost/recover.ts';
import { asksThePerson, settleByHand, settleCrosspost } from '../../main/core/crosspost/settle.ts';
import type { FindInput, FindOutcome, PublishStep, StepOutcome } from '../../main/core/ports/network.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { type Lane, openLane, queueCrosspost, type Queued } from '../helpers/queued.ts';

const never = new AbortController().signal;
let world: EngineWorld;
let lanes: Readonly<Record<'mastodon' | 'bluesky' | 'x', Lane>>;
beforeAll(async () => {
  world = await startEngineWorld();
  lanes = {
    mastodon: await openLane(world, 'instagram', 'mastodon'),
    bluesky: await openLane(world, 'instagram', 'bluesky'),
    x: await openLane(world, 'instagram', 'x'),
  };
});
afterEach(() => world.networks.calm());
afterAll(() => world.stop());

const lost = { kind: 'unknown', problem: { code: 'timeout' } } as const;
const forgotten = { kind: 'start_over', problem: { code: 'not_found' } } as const;
const took = (step: string, isPost = true): StepOutcome => ({
  kind: 'accepted',
  result: { step },
  post: isPost ? { remoteId: `id of ${step}`, url: `https://network.example/${step}` } : null,
});

/** A network as data: what each step answers, in turn; the last answer stays. */
interface Script {
  readonly steps: readonly PublishStep[];
  readonly answers: Readonly<Record<string, readonly StepOutcome[]>>;
  readonly finds?: readonly FindOutcome[];
}
interface Scripted {
  readonly core: Core;
  /** The steps in the order in which they were asked for. */
  readonly asked: readonly string[];
  readonly finds: readonly FindInput[];
  readonly id: CrosspostRecord['id'];
  /** Lets the core go on until nothing more happens by itself. */
  readonly settle: () => Promise<CrosspostRecord>;
}
function scripted({ steps, answers, finds = [] }: Script): Scripted {
  const real = world.networks.connector('mastodon');
  if (real.publish === undefined) throw new Error('Mastodon can publish');
  const [asked, found]: [string[], FindInput[]] = [[], []];
  const inTurn = <Answer>(list: readonly Answer[], count: number): Answer => {
    const answer = list[Math.min(count, list.length) - 1];
    if (answer === undefined) throw new Error('The script has no answer');
    return answer;
  };
  const publish: typeof real.publish = {
    steps: () => steps,
    perform: async ({ step: { name } }) => {
      asked.push(name);
      return inTurn(answers[name] ?? [], asked.filter((one) => one === name).length);
    },
    find: async (input) => {
      found.push(input);
      return inTurn(finds, found.length);
    },
  };
  const connectors: Core['connectors'] = new Map([
    ...world.core.connectors,
    ['mastodon' as const, { ...real, publish }],
  ]);
  const core = { ...world.core, connectors };
  const { id } = approved({});
  return { core, asked, finds: found, id, settle: () => untilRest(core, id) };
}

function approved(what: Queued, lane = lanes.mastodon): CrosspostRecord {
  const crosspost = queueCrosspost(lane, what);
  approve(world.core, [crosspost]);
  world.clock.advance(undoMs);
  return crosspost;
}

async function untilRest(core: Core, id: CrosspostRecord['id']): Promise<CrosspostRecord> {
  for (let round = 0; round < 100; round += 1) {
    const { state, dueAt } = current(world, id);
    if ((state !== 'approved' && state !== 'unknown') || dueAt === null) return current(world, id);
    world.clock.advance(Math.max(0, dueAt - world.clock.now()));
    await (state === 'unknown' ? settleCrosspost : publishCrosspost)(core, id, never);
  }
  throw new Error('It never comes to rest');
}
const outputsOf = (id: CrosspostRecord['id']): readonly string[] =>
  world.core.store.read.outputs(id).map(({ step, remoteId }) => `${step} ${remoteId}`);
const uploads: readonly PublishStep[] = [
  { name: 'picture-1', safety: 'repeat' },
  { name: 'picture-2', safety: 'repeat' },
];
const parts: readonly PublishStep[] = [
  { name: 'post', safety: 'find' },
  { name: 'part-2', safety: 'find' },
  { name: 'part-3', safety: 'find' },
];

describe('a network that forgets what was uploaded', () => {
  const answers = { 'picture-1': [took('picture-1', false)], 'picture-2': [took('picture-2', false)] };

  test('is given it anew, and the post goes out once', async () => {
    const steps = [...uploads, { name: 'post', safety: 'find' } as const];
    const { asked, id, settle } = scripted({
      steps,
      answers: { ...answers, post: [forgotten, forgotten, took('post')] },
    });
    expect(await settle()).toMatchObject({ state: 'published', problem: null, remoteId: 'id of post' });
    const round = ['picture-1', 'picture-2', 'post'];
    expect(asked).toEqual([...round, ...round, ...round]);
    expect(outputsOf(id)).toEqual(['post id of post']);
  });

  test('again and again is given up after a few times, and the person is told; a new try begins anew', async () => {
    const steps = [...uploads, { name: 'post', safety: 'find' } as const];
    const { core, asked, id, settle } = scripted({ steps, answers: { ...answers, post: [forgotten] } });
    expect(await settle()).toMatchObject({ state: 'failed', problem: { code: 'not_found' }, dueAt: null });
    expect(asked.filter((name) => name === 'post')).toHaveLength(6);
    await world.pass(24 * 3_600_000);
    expect(asked).toHaveLength(18);
    tryAgain(core, id);
    expect((await settle()).state).toBe('failed');
    expect(asked.filter((name) => name === 'post')).toHaveLength(12);
  });

  test('in the middle of a thread keeps the part that is out: it is not sent again', async () => {
    const steps: readonly PublishStep[] = [
      { name: 'post', safety: 'find' },
      { name: 'picture-2', safety: 'repeat' },
      { name: 'part-2', safety: 'find' },
    ];
    const part = { post: [took('post')], 'part-2': [forgotten, took('part-2')] };
    const { asked, id, settle } = scripted({ steps, answers: { ...answers, ...part } });
    expect((await settle()).state).toBe('published');
    expect(asked).toEqual(['post', 'picture-2', 'part-2', 'picture-2', 'part-2']);
    expect(outputsOf(id)).toEqual(['post id of post', 'part-2 id of part-2']);
  });
});

describe('a thread', () => {
  const all = { post: [took('post')], 'part-2': [took('part-2')], 'part-3': [took('part-3')] };

  test('is written down part by part; its address is its first post’s', async () => {
    const { id, settle } = scripted({ steps: parts, answers: all });
    expect(await settle()).toMatchObject({ remoteId: 'id of post', remoteUrl: 'https://network.example/post' });
    expect(outputsOf(id)).toEqual(['post id of post', 'part-2 id of part-2', 'part-3 id of part-3']);
  });

  test('whose second part is unknown is looked for at that part, found, and goes on with the third', async () => {
    const there = { remoteId: 'found', url: 'https://network.example/found' };
    const finds = [{ kind: 'found', post: there, result: { step: 'found' } }] as const;
    const {
      asked,
      finds: looks,
      id,
      settle,
    } = scripted({ steps: parts, answers: { ...all, 'part-2': [lost] }, finds });
    expect(await settle()).toMatchObject({ state: 'published', remoteId: 'id of post' });
    expect(asked).toEqual(['post', 'part-2', 'part-3']);
    expect(looks.map(({ step, results }) => [step.name, Object.keys(results)])).toEqual([['part-2', ['post']]]);
    expect(outputsOf(id)).toEqual(['post id of post', 'part-2 found', 'part-3 id of part-3']);
  });

  test('whose second part never arrived sends that part again, and no other', async () => {
    const answers = { ...all, 'part-2': [lost, took('part-2')] };
    const { asked, settle } = scripted({ steps: parts, answers, finds: [{ kind: 'absent' }] });
    expect((await settle()).state).toBe('published');
    expect(asked).toEqual(['post', 'part-2', 'part-2', 'part-3']);
  });

  test.each(['mastodon', 'bluesky', 'x'] as const)(
    'on %s goes on after a part whose answer was lost',
    async (network) => {
      const before = (await world.networks.received(network)).length;
      const path = { mastodon: '/api/v1/statuses', bluesky: '/xrpc/com.atproto.repo.createRecord', x: '/2/tweets' }[
        network
      ];
      const effect = { kind: 'dropAfterAccept' } as const;
      await world.networks.fault({ network, method: 'POST', path, after: 1, times: 1, effect });
      const words = ['One', 'Two', 'Three'].map((word) => `${word} on ${network}`);
      const [text = '', ...thread] = words;
      const { id } = approved({ text, thread }, lanes[network]);
      await publishCrosspost(world.core, id, never);
      expect(current(world, id).state).toBe('unknown');
      world.dieAndReopen();
      expect(await untilRest(world.core, id)).toMatchObject({ state: 'published', problem: null });
      const received = (await world.networks.received(network)).slice(before);
      expect(received.map((one) => one.text)).toEqual(words);
      expect(received.map(({ replyTo }) => replyTo !== null)).toEqual([false, true, true]);
      expect(outputsOf(id).map((line) => line.split(' ')[0])).toEqual(['post', 'part-2', 'part-3']);
    },
  );

  test('in whose second part the program died is picked up there', async () => {
    const [text, ...thread] = ['Dies one', 'Dies two', 'Dies three'] as const;
    const real = world.networks.connector('mastodon');
    const perform: NonNullable<typeof real.publish>['perform'] = async (input, call) => {
      const outcome = await real.publish?.perform(input, call);
      if (outcome === undefined || input.step.name === 'part-2') return new Promise(() => {});
      return outcome;
    };
    const dying = { ...real, publish: { ...(real.publish as NonNullable<typeof real.publish>), perform } };
    const core = { ...world.core, connectors: new Map([...world.core.connectors, ['mastodon' as const, dying]]) };
    const { id } = approved({ text, thread });
    void publishCrosspost(core, id, never);
    const arrived = async () =>
      (await world.networks.received('mastodon')).filter((one) => one.text.startsWith('Dies')).map((one) => one.text);
    await expect.poll(async () => (await arrived()).length, { timeout: 10_000 }).toBe(2);
    world.dieAndReopen();
    recover(world.core);
    expect(current(world, id).state).toBe('unknown');
    expect((await untilRest(world.core, id)).state).toBe('published');
    expect(await arrived()).toEqual([text, ...thread]);
  });
});

describe('a step that nothing at the network can tell of', () => {
  const steps: readonly PublishStep[] = [
    { name: 'draft', safety: 'never' },
    { name: 'post', safety: 'find' },
  ];
  test.each([
    [true, ['draft', 'post']],
    [false, ['draft', 'draft', 'post']],
  ])('is asked of the person, at once and of nobody else: is it there? %s', async (isThere, sent) => {
    const answers = { draft: [lost, took('draft', false)], post: [took('post')] };
    const { core, asked, finds, id, settle } = scripted({ steps, answers });
    const asks = await settle();
    expect([asks.state, asksThePerson(asks), finds.length, asked]).toEqual(['unknown', true, 0, ['draft']]);
    expect(asks.problem?.code).toBe('timeout');
    await world.pass(48 * 3_600_000);
    world.dieAndReopen();
    recover(core);
    expect(asksThePerson(current(world, id))).toBe(true);
    settleByHand(core, id, isThere);
    expect((await settle()).state).toBe('published');
    expect(asked).toEqual(sent);
    expect(() => settleByHand(core, id, isThere)).toThrow('not_possible_now');
  });
});
