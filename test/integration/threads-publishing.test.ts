/** Publishing to the pretend Threads: what goes out, threads of several parts, and what becomes of misfortunes. */
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

const publishPath = '/v1.0/me/threads_publish';
const dayMs = 86_400_000;
let meta: MetaWorld;
let account: LinkedAccount;
let pictures: readonly TestPicture[];
beforeAll(async () => {
  meta = await startMetaWorld('threads');
  pictures = await Promise.all([testJpeg('#889', 'Fog over the harbour'), testJpeg('#247', 'The sea', 400, 60)]);
});
beforeEach(async () => {
  account = await meta.link();
});
afterEach(() => meta.world.calm());
afterAll(() => meta.stop());

const plan = (what: Planned) => planned(meta.connector(), account, meta.files, what);
const textPlan = (more: Partial<Planned> = {}) => plan({ text: `Words ${crypto.randomUUID()}`, ...more });

describe('what goes out to Threads', () => {
  it('is a text, with emoji and a mark that an address would not bear', async () => {
    const publishing = plan({ text: 'Fog & #cranes = 100 % 🌫️' });
    const post = await publishWhole(publishing);
    expect(await meta.receivedWith(publishing.content.text)).toMatchObject([
      { id: post.remoteId, url: post.url, media: [] },
    ]);
    expect(await (await fetch(post.url)).text()).toContain('Fog &amp; #cranes');
  });

  it('is pictures with their very bytes and alt texts, in order', async () => {
    const publishing = textPlan({ pictures });
    await publishWhole(publishing);
    const media = pictures.map(({ picture: { sha256, altText } }) => ({ sha256, altText }));
    expect(await meta.receivedWith(publishing.content.text)).toMatchObject([{ media }]);
  });

  it('is a video with its alt text', async () => {
    const video = testVideo('A slow pan');
    const publishing = textPlan({ video });
    await publishWhole(publishing);
    const media = [{ sha256: video.video.sha256, altText: 'A slow pan' }];
    expect(await meta.receivedWith(publishing.content.text)).toMatchObject([{ media }]);
  });

  it('is a thread whose parts answer one another', async () => {
    const [two, three] = [`Two ${crypto.randomUUID()}`, `Three ${crypto.randomUUID()}`];
    const publishing = textPlan({ pictures: pictures.slice(0, 1), thread: [two, three] });
    const first = await publishWhole(publishing);
    const [second] = await meta.receivedWith(two);
    expect(second).toMatchObject({ replyTo: first.remoteId, media: [] });
    expect(await meta.receivedWith(three)).toMatchObject([{ replyTo: second?.id }]);
    const read = (await meta.connector().read?.posts(null, account.call))?.posts ?? [];
    expect(read.some(({ remoteId }) => remoteId === first.remoteId)).toBe(true);
    expect(read.some(({ text }) => text === two)).toBe(false);
  });

  it('counts as Threads counts: what fits is taken, one more is not', async () => {
    const longest = `${'x'.repeat(496)}😀`;
    expect(meta.connector().preview(longest, await meta.connector().limits(account.call)).count).toBe(500);
    expect(told((await walk(plan({ text: longest }))).outcome)).toEqual(['accepted', null]);
    const { outcome } = await walk(plan({ text: `${longest}.` }));
    expect(outcome).toMatchObject({
      kind: 'refused',
      problem: { code: 'content_rejected', detail: expect.stringContaining('500 characters') },
    });
  });

  it('is refused with a sixth link', async () => {
    const text = Array.from({ length: 6 }, (_, index) => `https://x.example/${index}`).join(' ');
    expect((await walk(plan({ text }))).outcome).toMatchObject({
      kind: 'refused',
      problem: { code: 'content_rejected', detail: 'THREADS_API__LINK_LIMIT_EXCEEDED' },
    });
  });
});

describe('an answer of Threads that was lost', () => {
  it.each([
    ['dropAfterAccept', 'found'],
    ['dropBeforeAccept', 'absent'],
  ] as const)('to publishing (%s) is settled by asking the container: %s', async (kind, there) => {
    const publishing = textPlan();
    await meta.world.fault({ network: 'threads', method: 'POST', path: publishPath, times: 1, effect: { kind } });
    const walked = await walk(publishing);
    expect([walked.step.name, walked.outcome.kind]).toEqual(['post', 'unknown']);
    expect((await lookFor(publishing, walked)).kind).toBe(there);
    if (there === 'absent') await walk(publishing, undefined, walked.results);
    expect(await meta.receivedWith(publishing.content.text)).toHaveLength(1);
  });

  it.each([
    ['dropAfterAccept', 'found'],
    ['dropBeforeAccept', 'absent'],
  ] as const)('in the middle of a thread (%s) is %s, and the thread goes on there', async (kind, there) => {
    const [two, three] = [`Two ${crypto.randomUUID()}`, `Three ${crypto.randomUUID()}`];
    const publishing = textPlan({ thread: [two, three] });
    const before = await walk(publishing, 'part-2-text-ready');
    await meta.world.fault({ network: 'threads', method: 'POST', path: publishPath, times: 1, effect: { kind } });
    const lost = await walk(publishing, undefined, before.results);
    expect([lost.step.name, lost.outcome.kind]).toEqual(['part-2', 'unknown']);
    const found = await lookFor(publishing, lost);
    expect(found.kind).toBe(there);
    const results = found.kind === 'found' ? { ...lost.results, 'part-2': found.result } : lost.results;
    expect(told((await walk(publishing, undefined, results)).outcome)).toEqual(['accepted', null]);
    const [second] = await meta.receivedWith(two);
    expect(await meta.receivedWith(two)).toHaveLength(1);
    expect(await meta.receivedWith(three)).toMatchObject([{ replyTo: second?.id }]);
  });

  it('leaves it to the person when replies may not be read', async () => {
    account = await meta.link((url) => url.replace('%2Cthreads_read_replies', ''));
    const publishing = textPlan({ thread: [`Two ${crypto.randomUUID()}`] });
    const before = await walk(publishing, 'part-2-text-ready');
    const effect = { kind: 'dropAfterAccept' } as const;
    await meta.world.fault({ network: 'threads', method: 'POST', path: publishPath, times: 1, effect });
    const lost = await walk(publishing, undefined, before.results);
    expect(await lookFor(publishing, lost)).toMatchObject({
      kind: 'cannot_tell',
      problem: { code: 'missing_permission' },
    });
  });

  it('is looked for by its words when the container is forgotten', async () => {
    const publishing = textPlan();
    await publishWhole(publishing);
    const step = meta.connector().publish?.steps(publishing.content).at(-1);
    if (step === undefined) throw new Error('There are steps.');
    const results = { text: { id: '999', madeAt: 0 } };
    const outcome = { kind: 'unknown', problem: { code: 'unknown' } } as const;
    expect((await lookFor(publishing, { step, results, outcome })).kind).toBe('found');
    const other = textPlan();
    expect((await lookFor(other, { step, results, outcome })).kind).toBe('absent');
    const nearly = plan({ text: `${publishing.content.text}!` });
    expect((await lookFor(nearly, { step, results, outcome })).kind).toBe('cannot_tell');
    await expect(performStep(other, step, results)).resolves.toMatchObject({ kind: 'start_over' });
  });
});

describe('Threads says no', () => {
  it.each([
    ['the day’s posts are used up', { isCapReached: true }, 'quota_day'],
    ['it takes the post for spam', { seesDuplicates: true }, 'spam_block'],
    ['the account is restricted', { isAccountBlocked: true }, 'account_action_needed'],
  ] as const)('when %s', async (_, mood, code) => {
    const publishing = textPlan();
    const { results } = await walk(publishing, 'text-ready');
    await meta.world.mood('threads', mood);
    expect(told((await walk(publishing, undefined, results)).outcome)).toEqual(['refused', code]);
    expect(await meta.receivedWith(publishing.content.text)).toEqual([]);
  });

  it.each([
    ['narrowed', 'missing_permission'],
    ['revoked', 'auth_revoked'],
  ] as const)('to a sign-in that was %s', async (happens, code) => {
    const publishing = textPlan();
    const { results } = await walk(publishing, 'text-ready');
    await meta.world.endSignIns('threads', happens);
    expect(told((await walk(publishing, undefined, results)).outcome)).toEqual(['refused', code]);
  });

  it('until a time when there were too many calls', async () => {
    const effect = { kind: 'status429', resetInMs: 120_000 } as const;
    await meta.world.fault({ network: 'threads', method: 'POST', path: '/v1.0/me/threads', times: 1, effect });
    const { outcome } = await walk(textPlan());
    expect(told(outcome)).toEqual(['refused', 'rate_limited']);
    const until = outcome.kind === 'refused' ? (outcome.problem.until ?? 0) : 0;
    expect(until).toBeGreaterThan(meta.now() + 110_000);
    meta.pass(121_000);
  });

  it('to a video, by its own word', async () => {
    await meta.world.mood('threads', { processingFails: 'INVALID_DURATION' });
    const { outcome, step } = await walk(textPlan({ video: testVideo('', 3) }));
    expect(step.name).toBe('video-ready');
    expect(outcome).toEqual({ kind: 'refused', problem: { code: 'media_invalid', detail: 'INVALID_DURATION' } });
  });

  it('to nothing: what it could not fetch, or forgot, is made anew', async () => {
    const unfetched = textPlan({ video: testVideo('', 4) });
    meta.files.put(`/${unfetched.content.video?.sha256}`, null);
    expect(told((await walk(unfetched)).outcome)).toEqual(['start_over', 'media_unreachable']);
    const forgotten = textPlan();
    const { results } = await walk(forgotten, 'text-ready');
    meta.pass(dayMs + 1000);
    expect(told((await walk(forgotten, undefined, results)).outcome)).toEqual(['start_over', 'transient']);
    expect(await meta.receivedWith(forgotten.content.text)).toEqual([]);
  });
});
