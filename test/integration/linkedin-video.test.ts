/** Videos to the pretend LinkedIn: parts that break, steps that are repeated, the time that LinkedIn takes. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import { type LinkedAccount, performStep, type Publishing } from '../helpers/network-account.ts';
import {
  deliveriesOf,
  type LinkedinWorld,
  planOf,
  postOutcome,
  publishAll,
  resultsUpTo,
  startLinkedin,
  stepNamed,
  testVideo,
  type TestVideo,
} from './linkedin-setup.ts';

let world: LinkedinWorld;
let account: LinkedAccount;
let small: TestVideo;
beforeAll(async () => {
  world = await startLinkedin();
  account = await world.link();
  small = videoOf(9_000_000, 'A slow pan');
});
afterEach(async () => {
  await world.calm();
  world.clock.now += 24 * 3_600_000;
});
afterAll(() => world.stop());

function videoOf(sizeBytes: number, altText = ''): TestVideo {
  const content = randomBytes(sizeBytes);
  content.write('ftyp', 4, 'latin1');
  return testVideo(new Uint8Array(content), altText);
}
function plan({ blob, video }: TestVideo = small, connector = world.linkedin): Publishing {
  const made = planOf(connector, account, 'A video', { video: blob });
  return { ...made, content: { ...made.content, video } };
}
/** How often each part was put there, by its number. */
function putsSince(start: number): Readonly<Record<string, number>> {
  const puts = world.asked.slice(start).filter((line) => line.startsWith('PUT '));
  const counted: Record<string, number> = {};
  for (const line of puts) {
    const part = line.split('/').at(-1) ?? '';
    counted[part] = (counted[part] ?? 0) + 1;
  }
  return counted;
}
const looksSince = (start: number) => world.asked.slice(start).filter((line) => line.startsWith('GET /rest/videos/'));

describe('a video to LinkedIn', () => {
  it('arrives byte for byte, with what was written for people who cannot see it', async () => {
    const sent = plan();
    const start = world.asked.length;
    const post = await publishAll(world, sent);
    expect(post.remoteId).toMatch(/^urn:li:ugcPost:\d+$/);
    expect(putsSince(start)).toEqual({ 0: 1, 1: 1, 2: 1 });
    expect(await deliveriesOf(world, sent)).toMatchObject([
      { media: [{ sha256: small.video.sha256, altText: 'A slow pan', mimeType: 'video/mp4' }] },
    ]);
  });

  it('sends a part whose connection broke again, and no other', async () => {
    const sent = plan();
    const start = world.asked.length;
    const effect = { kind: 'dropAtByte', atByte: 1_000_000 } as const;
    await world.fault({ network: 'linkedin', method: 'PUT', path: '/dms-uploads/video/*/1', times: 2, effect });
    await publishAll(world, sent);
    expect(putsSince(start)).toEqual({ 0: 1, 1: 3, 2: 1 });
    expect((await deliveriesOf(world, sent))[0]?.media[0]?.sha256).toBe(small.video.sha256);
  });

  it('that was interrupted goes on with the stretch that is missing', async () => {
    const large = videoOf(40_000_000);
    const sent = plan(large);
    const results = await resultsUpTo(world, sent, 'video-part-2');
    const path = '/dms-uploads/video/*/9';
    const fault = { network: 'linkedin', path, effect: { kind: 'dropAfterAccept' } } as const;
    await world.fault({ ...fault, times: 3 });
    expect((await performStep(sent, stepNamed(sent, 'video-part-2'), results)).kind).toBe('unknown');
    const start = world.asked.length;
    const again = await performStep(sent, stepNamed(sent, 'video-part-2'), results);
    expect(again.kind).toBe('accepted');
    expect(putsSince(start)).toEqual({ 8: 1, 9: 1 });
    if (again.kind !== 'accepted') throw new Error('It was accepted.');
    const whole: Record<string, Json> = { ...results, 'video-part-2': again.result };
    for (const name of ['video-end', 'video-ready']) {
      const outcome = await performStep(sent, stepNamed(sent, name), whole);
      expect([name, outcome.kind]).toEqual([name, 'accepted']);
      whole[name] = null;
    }
    expect((await performStep(sent, stepNamed(sent, 'post'), whole)).kind).toBe('accepted');
    expect((await deliveriesOf(world, sent))[0]?.media[0]?.sha256).toBe(large.video.sha256);
  });

  it('begins anew when its addresses have ended, or LinkedIn has forgotten it', async () => {
    const sent = plan();
    const results = await resultsUpTo(world, sent, 'video-part-1');
    const unknown = { ...(results['video-start'] as object), video: 'urn:li:video:gone' } as Json;
    const gone = { ...(await resultsUpTo(world, sent, 'video-end')), 'video-start': unknown };
    expect((await performStep(sent, stepNamed(sent, 'video-end'), gone)).kind).toBe('start_over');
    expect((await performStep(sent, stepNamed(sent, 'video-ready'), gone)).kind).toBe('start_over');
    expect((await performStep(sent, stepNamed(sent, 'video-end'), results)).kind).toBe('start_over');
    world.clock.now += 25 * 3_600_000;
    const start = world.asked.length;
    expect((await performStep(sent, stepNamed(sent, 'video-part-1'), results)).kind).toBe('start_over');
    expect(putsSince(start)).toEqual({});
    const silent = { ...(results['video-start'] as object), endsAt: null } as Json;
    const outcome = await performStep(sent, stepNamed(sent, 'video-part-1'), { 'video-start': silent });
    expect(outcome.kind).toBe('start_over');
    expect(putsSince(start)).toEqual({ 0: 1 });
  });

  it('is ended once, whether or not the answer to that came back', async () => {
    const sent = plan();
    const results = await resultsUpTo(world, sent, 'video-end');
    const isEnd = { network: 'linkedin', method: 'POST', path: '/rest/videos', times: 1 } as const;
    for (const kind of ['dropBeforeAccept', 'dropAfterAccept'] as const) {
      await world.fault({ ...isEnd, effect: { kind } });
      expect((await performStep(sent, stepNamed(sent, 'video-end'), results)).kind).toBe('unknown');
    }
    const start = world.asked.length;
    expect((await performStep(sent, stepNamed(sent, 'video-end'), results)).kind).toBe('accepted');
    expect(world.asked.slice(start)).toHaveLength(1);
    expect((await postOutcome(world, plan())).kind).toBe('accepted');
  });
});

describe('while LinkedIn works on a video', () => {
  /** Time passes with every look. */
  const slowly = (passesMs: number) =>
    world.through((inner) => async (input, init) => {
      const answer = await inner(input, init);
      if (input instanceof Request && input.url.includes('/rest/videos/')) world.clock.now += passesMs;
      return answer;
    });

  it('it is looked at again until it is ready', async () => {
    await world.mood('linkedin', { processingMs: 40_000 });
    const sent = plan(small, slowly(50_000));
    const results = { ...(await resultsUpTo(world, { ...sent, connector: world.linkedin }, 'video-ready')) };
    const start = world.asked.length;
    expect((await performStep(sent, stepNamed(sent, 'video-ready'), results)).kind).toBe('accepted');
    expect(looksSince(start)).toHaveLength(2);
  });

  it('patience ends, and says when to look again', async () => {
    await world.mood('linkedin', { processingMs: 3_600_000 });
    const sent = plan(small, slowly(100_000));
    const results = await resultsUpTo(world, { ...sent, connector: world.linkedin }, 'video-ready');
    expect(await performStep(sent, stepNamed(sent, 'video-ready'), results)).toEqual({
      kind: 'refused',
      problem: { code: 'not_ready', until: world.clock.now + 120_000 },
    });
    world.clock.now += 3_600_000;
    expect((await performStep(sent, stepNamed(sent, 'video-ready'), results)).kind).toBe('accepted');
  });

  it('its word against the video is told', async () => {
    await world.mood('linkedin', { processingFails: 'UNSUPPORTED_CODEC' });
    const sent = plan();
    const results = await resultsUpTo(world, sent, 'video-ready');
    expect(await performStep(sent, stepNamed(sent, 'video-ready'), results)).toEqual({
      kind: 'refused',
      problem: { code: 'media_invalid', detail: 'UNSUPPORTED_CODEC' },
    });
  });

  it('stopping ends the wait at once, and is no riddle', async () => {
    await world.mood('linkedin', { processingMs: 3_600_000 });
    const stopped = new AbortController();
    const call = { ...account.call, signal: stopped.signal };
    const connector = world.through((inner) => async (input, init) => {
      const answer = await inner(input, init);
      const isLook = input instanceof Request && input.method === 'GET';
      if (isLook) setImmediate(() => stopped.abort());
      return answer;
    });
    const sent = { ...plan(), call };
    const results = await resultsUpTo(world, sent, 'video-ready');
    const start = world.asked.length;
    const waiting = performStep({ ...sent, connector }, stepNamed(sent, 'video-ready'), results);
    expect((await waiting).kind).toBe('refused');
    expect(looksSince(start)).toHaveLength(1);
  });
});
