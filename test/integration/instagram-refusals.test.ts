/** Publishing to the pretend Instagram: what it refuses, and containers that fail, are slow or forgotten. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  lookFor,
  type MetaWorld,
  planned,
  type Planned,
  startMetaWorld,
  testJpeg,
  testVideo,
  told,
  walk,
} from '../helpers/meta-account.ts';
import { type LinkedAccount, performStep, publishWhole, type TestPicture } from '../helpers/network-account.ts';

const me = '17841400000000042';
const dayMs = 86_400_000;
const publishPath = `/v26.0/${me}/media_publish`;
let meta: MetaWorld;
let account: LinkedAccount;
let pictures: readonly TestPicture[];
beforeAll(async () => {
  meta = await startMetaWorld('instagram');
  pictures = await Promise.all([testJpeg('#889', 'Fog over the harbour'), testJpeg('#247', 'The sea', 400, 300)]);
});
beforeEach(async () => {
  account = await meta.link();
});
afterEach(() => meta.world.calm());
afterAll(() => meta.stop());

const plan = (what: Planned) => planned(meta.connector(), account, meta.files, what);
const onePicture = (text = `One ${crypto.randomUUID()}`) => plan({ text, pictures: pictures.slice(0, 1) });

describe('Instagram says no', () => {
  it('to a file that it cannot fetch', async () => {
    const publishing = onePicture();
    meta.files.put(`/${publishing.content.pictures[0]?.sha256}`, null);
    const { outcome } = await walk(publishing);
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'media_unreachable' } });
  });

  it('to a picture of a wrong shape, with its own words', async () => {
    const wide = await testJpeg('#333', 'Wide', 800, 200);
    const { outcome } = await walk(plan({ text: 'Wide', pictures: [wide] }));
    expect(outcome).toMatchObject({
      kind: 'refused',
      problem: { code: 'media_invalid', detail: expect.stringContaining('aspect ratio') },
    });
  });

  it('until a time when there were too many calls', async () => {
    const effect = { kind: 'status429', resetInMs: 120_000 } as const;
    await meta.world.fault({ network: 'instagram', method: 'POST', path: publishPath, times: 1, effect });
    const before = meta.now();
    const { outcome, step } = await walk(onePicture());
    expect(step.name).toBe('post');
    expect(told(outcome)).toEqual(['refused', 'rate_limited']);
    const until = outcome.kind === 'refused' ? (outcome.problem.until ?? 0) : 0;
    expect(until - before).toBeGreaterThanOrEqual(120_000);
    meta.pass(121_000);
  });

  it.each([
    ['the day’s posts are used up', { isCapReached: true }, 'quota_day'],
    ['it takes the post for spam', { seesDuplicates: true }, 'spam_block'],
    ['the account is restricted', { isAccountBlocked: true }, 'account_action_needed'],
  ] as const)('when %s', async (_, mood, code) => {
    const publishing = onePicture();
    const until = await walk(publishing, 'picture-1-ready');
    await meta.world.mood('instagram', mood);
    const { outcome } = await walk(publishing, undefined, until.results);
    expect(told(outcome)).toEqual(['refused', code]);
    await meta.world.calm();
    expect((await walk(publishing, undefined, until.results)).outcome.kind).toBe('accepted');
    expect(await meta.receivedWith(publishing.content.text)).toHaveLength(1);
  });

  it.each([
    ['narrowed', 'missing_permission'],
    ['revoked', 'auth_revoked'],
    ['expired', 'auth_expired'],
  ] as const)('to a sign-in that was %s', async (happens, code) => {
    const publishing = onePicture();
    const { results } = await walk(publishing, 'picture-1-ready');
    await meta.world.endSignIns('instagram', happens);
    const { outcome } = await walk(publishing, undefined, results);
    expect(told(outcome)).toEqual(['refused', code]);
    expect(await meta.receivedWith(publishing.content.text)).toEqual([]);
  });

  it('to a video that it cannot work with, and why', async () => {
    await meta.world.mood('instagram', { processingFails: 'Media upload has failed with error code 2207026' });
    const { outcome, step } = await walk(plan({ text: 'Broken', video: testVideo('', 5) }));
    expect(step.name).toBe('video-ready');
    expect(told(outcome)).toEqual(['refused', 'media_invalid']);
  });
});

describe('a container of Instagram', () => {
  it('that failed for no fault of the file is made anew', async () => {
    const publishing = plan({ text: `Anew ${crypto.randomUUID()}`, video: testVideo('', 6) });
    meta.files.put(`/${publishing.content.video?.sha256}`, null);
    const { outcome, step } = await walk(publishing);
    expect(step.name).toBe('video-ready');
    expect(told(outcome)).toEqual(['start_over', 'media_unreachable']);
    await publishWhole(plan({ text: publishing.content.text, video: testVideo('', 6) }));
    expect(await meta.receivedWith(publishing.content.text)).toHaveLength(1);
  });

  it.each(['picture-1', 'picture-1-ready', 'carousel-ready'])(
    'that was left for a day after %s is made anew',
    async (name) => {
      const publishing = plan({ text: `Old ${crypto.randomUUID()}`, pictures });
      const { results } = await walk(publishing, name);
      meta.pass(dayMs + 1000);
      const { outcome } = await walk(publishing, undefined, results);
      expect(told(outcome)).toEqual(['start_over', 'transient']);
      expect((await walk(publishing)).outcome.kind).toBe('accepted');
      expect(await meta.receivedWith(publishing.content.text)).toHaveLength(1);
    },
  );

  it('that is still worked on is no longer waited for when the work is stopped, and nothing is sent after', async () => {
    await meta.world.mood('instagram', { processingMs: 600_000 });
    const stop = new AbortController();
    const publishing = plan({ text: 'Stopped', video: testVideo('', 7) });
    const stoppable = { ...publishing, call: { ...publishing.call, signal: stop.signal } };
    const { results } = await walk(stoppable, 'video');
    const waiting = walk(stoppable, undefined, results);
    setTimeout(() => stop.abort(), 200);
    const startedAt = Date.now();
    const { outcome, step } = await waiting;
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    expect(step.name).toBe('video-ready');
    expect(told(outcome)).toEqual(['refused', 'transient']);
    await meta.world.calm();
    expect(await meta.receivedWith('Stopped')).toEqual([]);
  });

  it('is not published before it is ready', async () => {
    const publishing = onePicture();
    await meta.world.mood('instagram', { processingMs: 600_000 });
    const { results } = await walk(publishing, 'picture-1');
    const step = meta.connector().publish?.steps(publishing.content).at(-1);
    if (step === undefined) throw new Error('There are steps.');
    const outcome = await performStep(publishing, step, results);
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'not_ready' } });
    expect(outcome.kind === 'refused' ? (outcome.problem.until ?? 0) : 0).toBeGreaterThan(Date.now());
    expect((await lookFor(publishing, { step, results, outcome })).kind).toBe('cannot_tell');
  });
});
