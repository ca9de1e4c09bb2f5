/** Videos on Bluesky, with the pretend video service and its misfortunes. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { linkAccount, type LinkedAccount, performStep, type Publishing } from '../helpers/network-account.ts';
import { findStep, goOn } from '../helpers/network-steps.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { aVideoPost } from '../helpers/test-video.ts';

const handle = 'mara.bsky.rehearsal';
let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld();
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const link = (): Promise<LinkedAccount> =>
  linkAccount(world.connector('bluesky'), handle, (url) => consentInRehearsal(url, handle));

/** Three parts of the pretend service. */
const threePartsBytes = 9_000_000;
const aPretendPost = async (sizeBytes?: number) =>
  await aVideoPost(world.connector('bluesky'), (await link()).call, sizeBytes);

const received = async ({ content }: Publishing) =>
  (await world.received('bluesky')).filter(({ text }) => text === content.text);
const asked = async (method: string) =>
  (await world.requests('bluesky')).filter(({ path }) => path === `/xrpc/app.bsky.video.${method}`).length;

describe('a video', () => {
  it('goes in parts to the video service, and the post shows what the service made of it, with its alt text', async () => {
    const plan = await aPretendPost(threePartsBytes);
    await world.forgetRequests();
    const results: Record<string, Json> = {};
    expect(await goOn(plan, results)).toBeNull();
    expect(await asked('uploadPart')).toBe(3);
    const { sha256, altText } = plan.content.video ?? {};
    expect(await received(plan)).toMatchObject([{ media: [{ sha256, altText, mimeType: 'video/mp4' }] }]);
    expect(await findStep(plan, 'post', results)).toMatchObject({ kind: 'found', result: results['post'] });
    const other = { $type: 'blob', ref: { $link: 'another' }, mimeType: 'video/mp4', size: 1 };
    expect(await findStep(plan, 'post', { ...results, 'video-ready': other })).toMatchObject({ kind: 'cannot_tell' });
  });

  it('is sent on from the part that was lost, and no part twice', async () => {
    const plan = await aPretendPost(threePartsBytes);
    const results: Record<string, Json> = {};
    await goOn(plan, results, 'video');
    await world.forgetRequests();
    const path = '/xrpc/app.bsky.video.uploadPart';
    await world.fault({
      network: 'bluesky',
      path,
      after: 1,
      times: 1,
      effect: { kind: 'dropAtByte', atByte: 100_000 },
    });
    expect(await goOn(plan, results)).toMatchObject({ name: 'video', outcome: { kind: 'unknown' } });
    expect(await goOn(plan, results)).toBeNull();
    expect(await asked('getUploadStatus')).toBe(2);
    expect(await asked('uploadPart')).toBe(4);
    expect(await received(plan)).toHaveLength(1);
  });

  it('that the service had before is not worked on again, and one whose end was not heard is not sent again', async () => {
    const plan = await aPretendPost();
    const results: Record<string, Json> = {};
    await goOn(plan, results, 'post');
    const again = { ...plan, key: 'again', content: { ...plan.content, text: 'The same sand' } };
    expect(await goOn(again, {})).toBeNull();
    const path = '/xrpc/app.bsky.video.finishUpload';
    await world.fault({ network: 'bluesky', path, times: 1, effect: { kind: 'dropAfterAccept' } });
    const third: Record<string, Json> = {};
    const lost = { ...plan, key: 'lost', content: { ...plan.content, text: 'The same sand, once more' } };
    expect(await goOn(lost, third)).toMatchObject({ name: 'video', outcome: { kind: 'unknown' } });
    await world.forgetRequests();
    expect(await goOn(lost, third)).toBeNull();
    expect(await asked('uploadPart')).toBe(0);
  });

  it('that the service says it has already, with a 409 that holds the job, is waited for like any other', async () => {
    const plan = await aPretendPost();
    const results: Record<string, Json> = {};
    await goOn(plan, results, 'video');
    const { connector, call } = plan;
    const known: Record<string, Json> = { ...results };
    await goOn(plan, known, 'video-ready');
    const { jobId } = known['video'] as { jobId: string };
    const conflicting: typeof fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      if (!url.endsWith('finishUpload')) return await fetch(input, init);
      const state = 'JOB_STATE_COMPLETED';
      return Response.json({ jobId, did: call.account.remoteId, state, error: 'already_exists' }, { status: 409 });
    };
    const { addresses } = world.rehearsal;
    const through = connectors({
      fetch: conflicting,
      log: silentLog,
      now: Date.now,
      addresses,
      allowLoopbackHttp: true,
    });
    const second = { ...plan, connector: through.get('bluesky') ?? connector };
    expect(await goOn(second, {})).toBeNull();
    expect(await received(plan)).toHaveLength(1);
  });

  it('is begun anew where the service has forgotten its upload or its job', async () => {
    const plan = await aPretendPost();
    const unknown = { place: 'service', jobId: 'never-heard-of' };
    const video = { name: 'video', safety: 'repeat' } as const;
    expect(await performStep(plan, video, { 'video-start': unknown })).toMatchObject({ kind: 'start_over' });
    const ready = { name: 'video-ready', safety: 'repeat' } as const;
    expect(await performStep(plan, ready, { video: { jobId: 'x' } })).toMatchObject({ kind: 'start_over' });
    const cid = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku';
    const gone = { $type: 'blob', ref: { $link: cid }, mimeType: 'video/mp4', size: 1 };
    const post = { name: 'post', safety: 'find' } as const;
    expect(await performStep(plan, post, { 'video-ready': gone })).toMatchObject({ kind: 'start_over' });
    expect(await received(plan)).toEqual([]);
  });

  it.each([
    ['encoding_failure', 'refused', 'media_invalid'],
    ['validation_failure', 'refused', 'media_invalid'],
    ['pds_upload_unsupported_blob_size', 'refused', 'media_invalid'],
    ['pds_upload_failure', 'start_over', 'transient'],
    ['generic_failure', 'start_over', 'transient'],
  ])('that ends in %s is %s', async (processingFails, kind, code) => {
    const plan = await aPretendPost();
    await world.mood('bluesky', { processingFails });
    expect(await goOn(plan, {})).toMatchObject({ name: 'video-ready', outcome: { kind, problem: { code } } });
  });

  it.each([
    [{ isCapReached: true }, 'quota_day'],
    [{ isAccountBlocked: true }, 'account_action_needed'],
  ] as const)('is refused before it is sent in the mood %j', async (mood, code) => {
    const plan = await aPretendPost();
    await world.mood('bluesky', mood);
    expect(await goOn(plan, {})).toMatchObject({
      name: 'video-start',
      outcome: { kind: 'refused', problem: { code } },
    });
  });

  it('is waited for as long as it takes, and no longer than the person wants', async () => {
    const plan = await aPretendPost();
    const results: Record<string, Json> = {};
    await world.mood('bluesky', { processingMs: 900 });
    expect(await goOn(plan, results, 'post')).toBeNull();
    await world.mood('bluesky', { processingMs: 60_000 });
    const stopping = new AbortController();
    const slow = await aPretendPost();
    await world.forgetRequests();
    const outcome = goOn({ ...slow, call: { ...slow.call, signal: stopping.signal } }, {});
    await expect.poll(async () => await asked('getJobStatus'), { timeout: 5000 }).toBeGreaterThan(0);
    stopping.abort();
    const stoppedAt = performance.now();
    expect(await outcome).toMatchObject({ name: 'video-ready', outcome: { kind: 'unknown' } });
    expect(performance.now() - stoppedAt).toBeLessThan(1000);
  });

  it.each([
    ['is not an MP4', { mimeType: 'video/webm' }],
    ['is longer than three minutes', { durationMs: 180_001 }],
    ['is larger than 300 MB', { sizeBytes: 300_000_001 }],
  ])('is refused without asking anyone when it %s', async (_what, wrong) => {
    const plan = await aPretendPost();
    const { video } = plan.content;
    if (video === null) throw new Error('There is a video.');
    await world.forgetRequests();
    const outcome = await goOn({ ...plan, content: { ...plan.content, video: { ...video, ...wrong } } }, {});
    expect(outcome).toMatchObject({ outcome: { kind: 'refused', problem: { code: 'media_invalid' } } });
    expect(await world.requests('bluesky')).toEqual([]);
  });

  it('needs a permission that older sign-ins do not have: then the person links again', async () => {
    const plan = await aPretendPost();
    await world.endSignIns('bluesky', 'narrowed');
    expect(await goOn(plan, {})).toMatchObject({ outcome: { problem: { code: 'missing_permission' } } });
  });
});
