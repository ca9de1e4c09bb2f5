/** Uploads to X against the pretend one: pieces, waiting, what is forgotten, stopping. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { AccountCall } from '../../main/core/ports/network.ts';
import { type LinkedAccount } from '../helpers/network-account.ts';
import { type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { aVideo, link, perform, performUntil, type Plan, planOf, pngs } from './x-setup.ts';

let world: RehearsalWorld;
let account: LinkedAccount;
let aheadMs = 0;
beforeAll(async () => {
  world = await startRehearsalWorld(() => Date.now() + aheadMs);
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.calm();
  account = await link(world);
});

let count = 0;
const words = (text: string): string => `${text} ${(count += 1)}`;
const onX = async (text: string) => (await world.received('x')).filter((delivery) => delivery.text === text);
const withVideo = (sizeBytes: number): Plan => {
  const { video, content } = aVideo(sizeBytes);
  return planOf(world, account, words('Moving'), [], { video: content, file: video });
};
const inState = (kind: string, code?: string) => ({ kind, ...(code !== undefined && { problem: { code } }) });

describe('an upload to X that broke', () => {
  const append = { network: 'x', path: '/2/media/upload/*/append' } as const;

  it('goes on at the piece that broke, and what arrives is the very file', async () => {
    const plan = withVideo(4_100_000);
    await performUntil(plan, 'video-1');
    await world.fault({ ...append, times: 1, effect: { kind: 'dropAtByte', atByte: 1_500_000 } });
    await world.fault({ ...append, times: 1, effect: { kind: 'dropAfterAccept' } });
    expect(await perform(plan, 'video-1')).toMatchObject(inState('accepted'));
    for (const name of ['video-end', 'video-ready', 'post'])
      expect(await perform(plan, name)).toMatchObject(inState('accepted'));
    expect((await onX(plan.content.text))[0]?.media[0]?.sha256).toBe(plan.content.video?.sha256);
  });

  it('gives up for now when a piece is lost three times, and can be repeated', async () => {
    const plan = withVideo(5000);
    await performUntil(plan, 'video-1');
    await world.fault({ ...append, times: 3, effect: { kind: 'dropBeforeAccept' } });
    expect(await perform(plan, 'video-1')).toMatchObject(inState('unknown', 'unreachable'));
    expect(await perform(plan, 'video-end')).toMatchObject(inState('refused', 'media_invalid'));
    expect(await perform(plan, 'video-1')).toMatchObject(inState('accepted'));
    expect(await perform(plan, 'video-end')).toMatchObject(inState('accepted'));
  });

  test.each([
    ['picture-1', '/2/media/upload'],
    ['picture-1-alt', '/2/media/metadata'],
  ])('is repeated without harm: %s', async (name, path) => {
    const plan = planOf(world, account, words('Picture'), await pngs('Fog'));
    await performUntil(plan, name);
    for (const kind of ['dropBeforeAccept', 'dropAfterAccept'] as const) {
      await world.fault({ network: 'x', method: 'POST', path, times: 1, effect: { kind } });
      expect(await perform(plan, name)).toMatchObject(inState('unknown'));
    }
    expect(await perform(plan, name)).toMatchObject(inState('accepted'));
    for (const rest of ['picture-1-alt', 'post']) expect(await perform(plan, rest)).toMatchObject(inState('accepted'));
    expect(await onX(plan.content.text)).toMatchObject([{ media: [{ altText: 'Fog' }] }]);
  });

  test.each([
    ['video-start', '/2/media/upload/initialize'],
    ['video-end', '/2/media/upload/*/finalize'],
  ])('is repeated without harm: %s', async (name, path) => {
    const plan = withVideo(5000);
    await performUntil(plan, name);
    await world.fault({ network: 'x', path, times: 1, effect: { kind: 'dropAfterAccept' } });
    expect(await perform(plan, name)).toMatchObject(inState('unknown'));
    expect(await perform(plan, name)).toMatchObject(inState('accepted'));
    await performUntil(plan, 'post');
    expect(await perform(plan, 'post')).toMatchObject(inState('accepted'));
    expect(await onX(plan.content.text)).toHaveLength(1);
  });

  it('says that a file cannot be read, before anything is sent', async () => {
    const [picture] = await pngs('');
    const plan = planOf(world, account, words('No file'), picture === undefined ? [] : [picture]);
    const outcome = await perform({ ...plan, pictures: [] }, 'picture-1');
    expect(outcome).toMatchObject(inState('refused', 'media_unreachable'));
  });
});

describe('while X works on a video', () => {
  it('is asked again when it wants to be, until it is done', async () => {
    await world.mood('x', { processingMs: 1500 });
    const plan = withVideo(5000);
    await performUntil(plan, 'video-ready');
    expect(await perform(plan, 'video-ready')).toMatchObject(inState('accepted'));
    expect(await perform(plan, 'post')).toMatchObject(inState('accepted'));
  });

  it('a longer wait is put off until the time that X names', async () => {
    await world.mood('x', { processingMs: 600_000 });
    const plan = withVideo(5000);
    await performUntil(plan, 'video-ready');
    const outcome = await perform(plan, 'video-ready');
    expect(outcome).toMatchObject(inState('refused', 'not_ready'));
    const until = 'problem' in outcome ? (outcome.problem.until ?? 0) : 0;
    expect(Math.abs(until - Date.now() - aheadMs - 600_000)).toBeLessThan(5000);
    aheadMs += 600_000;
    expect(await perform(plan, 'video-ready')).toMatchObject(inState('accepted'));
  });

  it('a failure is told with X’s reason', async () => {
    await world.mood('x', { processingFails: 'Video frame rate is too high' });
    const plan = withVideo(5000);
    await performUntil(plan, 'video-ready');
    expect(await perform(plan, 'video-ready')).toEqual({
      kind: 'refused',
      problem: { code: 'media_invalid', detail: 'Video frame rate is too high' },
    });
  });

  it('a video that X then does not like is not uploaded again and again', async () => {
    await world.mood('x', { processingMs: 60_000 });
    const plan = withVideo(5000);
    await performUntil(plan, 'video-ready');
    expect(await perform(plan, 'post')).toMatchObject(inState('refused', 'media_invalid'));
  });
});

describe('uploads that X forgets', () => {
  it('are made anew when their day is over, without asking', async () => {
    const plan = planOf(world, account, words('Old'), await pngs('Fog'));
    await performUntil(plan, 'post');
    aheadMs += 86_400_000;
    await world.fault({ network: 'x', path: '/2/tweets', times: 1, effect: { kind: 'dropAfterAccept' } });
    expect(await perform(plan, 'post')).toMatchObject(inState('start_over'));
    await world.calm();
    await performUntil(plan, 'post');
    expect(await perform(plan, 'post')).toMatchObject(inState('accepted'));
  });

  test.each(['picture-1-alt', 'post'])('are made anew when X knows them no more at %s', async (name) => {
    const plan = planOf(world, account, words('Forgotten'), await pngs('Fog'));
    await performUntil(plan, name);
    plan.results['picture-1'] = { id: '42', until: Date.now() + aheadMs + 60_000 };
    expect(await perform(plan, name)).toMatchObject(inState('start_over'));
    await performUntil(plan, 'post');
    expect(await perform(plan, 'post')).toMatchObject(inState('accepted'));
  });

  test.each(['video-1', 'video-end', 'video-ready'])('of a video too, at %s', async (name) => {
    const plan = withVideo(5000);
    await performUntil(plan, name);
    plan.results['video-start'] = { id: '42', until: Date.now() + aheadMs + 60_000 };
    expect(await perform(plan, name)).toMatchObject(inState('start_over'));
  });
});

describe('stopping', () => {
  const stoppable = (plan: Plan): { readonly plan: Plan; readonly leave: () => void } => {
    const leaving = new AbortController();
    const call: AccountCall = { ...plan.call, signal: leaving.signal };
    return { plan: { ...plan, call }, leave: () => leaving.abort() };
  };

  it('ends the wait for a video at once', async () => {
    await world.mood('x', { processingMs: 60_000 });
    const { plan, leave } = stoppable(withVideo(5000));
    await performUntil(plan, 'video-ready');
    const startedAt = performance.now();
    const waiting = perform(plan, 'video-ready');
    leave();
    expect(await waiting).toMatchObject({ problem: { code: 'transient' } });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('ends a post that is on its way as unknown, and sends nothing afterwards', async () => {
    await world.fault({ network: 'x', path: '/2/tweets', times: 1, effect: { kind: 'holdAnswer', holdMs: 20_000 } });
    const { plan, leave } = stoppable(planOf(world, account, words('Stopped')));
    const sent = perform(plan, 'post');
    await expect.poll(() => onX(plan.content.text)).toHaveLength(1);
    leave();
    expect(await sent).toMatchObject(inState('unknown'));
    expect(await perform(plan, 'post')).toMatchObject(inState('refused'));
    expect(await onX(plan.content.text)).toHaveLength(1);
  });
});
