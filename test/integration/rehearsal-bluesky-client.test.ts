/** The pretend Bluesky, driven by the client that its makers publish: posts, threads, videos in parts and at once, limits. */
import { Agent, AtpAgent, type AppBskyVideoDefs, XRPCError } from '@atproto/api';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleVideo } from '../helpers/videos.ts';
import { openWorld, picture, sha256, type RehearsalWorld } from './rehearsal-setup.ts';

const handle = 'mara.bsky.rehearsal';
let world: RehearsalWorld;
let agent: AtpAgent;
beforeAll(async () => {
  world = await openWorld();
  agent = new AtpAgent({ service: world.rehearsal.base('bluesky') });
  await agent.login({ identifier: handle, password: 'mara-rehe-arsa-lapp' });
});
const mood = (change: object) => world.control('POST', '/moods', { network: 'bluesky', mood: change });
afterEach(() => mood({}));
afterAll(() => world.end());

const didOf = (server: string) => `did:web:${new URL(world.rehearsal.base(server)).host.replace(':', '%3A')}`;
async function serviceToken(server: string, lxm: string): Promise<string> {
  const exp = Math.floor(world.now() / 1000) + 1800;
  return (await agent.com.atproto.server.getServiceAuth({ aud: didOf(server), lxm, exp })).data.token;
}
/** The video service, asked with a token of the account's own server. */
async function videoService(server = 'bluesky', lxm = 'com.atproto.repo.uploadBlob') {
  const authorization = `Bearer ${await serviceToken(server, lxm)}`;
  return new Agent({ service: world.rehearsal.base('bluesky-video'), headers: { authorization } }).app.bsky.video;
}
const limitsService = () => videoService('bluesky-video', 'app.bsky.video.getUploadLimits');

/** Asks until the job has come to an end. */
async function ended(jobId: string): Promise<AppBskyVideoDefs.JobStatus> {
  const service = await videoService();
  for (let looks = 0; looks < 50; looks += 1) {
    const { jobStatus } = (await service.getJobStatus({ jobId })).data;
    if (['JOB_STATE_COMPLETED', 'JOB_STATE_FAILED'].includes(jobStatus.state)) return jobStatus;
  }
  throw new Error('The job does not end.');
}
async function startOf(bytes: Buffer, more: object = {}) {
  const facts = { sizeBytes: bytes.length, mimeType: 'video/mp4', durationMs: 4000, width: 720, height: 720, ...more };
  return (await (await videoService()).startUpload(facts)).data;
}
/** A video in as many parts as the service wants, unlike any other. */
async function aVideo(sizeBytes: number, mark: number): Promise<Buffer> {
  const sample = await sampleVideo();
  return Buffer.concat([sample, Buffer.alloc(sizeBytes - sample.length, mark)]);
}
const refusal = async (call: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof XRPCError) return thrown.error;
  throw new Error(`Expected a refusal, got ${String(thrown)}.`);
};

describe('@atproto/api at the pretend Bluesky', () => {
  it('posts a picture, goes on in a reply, and lists both behind Mara’s own', async () => {
    const before = (await agent.getAuthorFeed({ actor: handle })).data.feed.length;
    expect(before).toBe(6);
    const { blob } = (await agent.uploadBlob(await picture(51), { encoding: 'image/jpeg' })).data;
    const embed = { $type: 'app.bsky.embed.images', images: [{ image: blob, alt: 'A boat' }] };
    const first = await agent.post({ text: 'One', embed });
    const second = await agent.post({ text: 'Two', reply: { root: first, parent: first } });
    const repo = agent.assertDid;
    const { records } = (await agent.com.atproto.repo.listRecords({ repo, collection: 'app.bsky.feed.post', limit: 2 }))
      .data;
    expect(records.map(({ uri }) => uri)).toEqual([second.uri, first.uri]);
    expect((await world.deliveries()).find(({ id }) => id === second.uri)).toMatchObject({ replyTo: first.uri });
    expect((await agent.getAuthorFeed({ actor: handle, filter: 'posts_no_replies' })).data.feed).toHaveLength(6);
    const wrong = { root: { uri: 'x', cid: 'y' }, parent: first };
    expect(await refusal(agent.post({ text: 'Three', reply: wrong }))).toBe('InvalidRequest');
  });

  it('uploads a video in parts, in any order and one of them twice, and posts what the service made of it', async () => {
    const bytes = await aVideo(9_000_000, 7);
    const service = await videoService();
    const { jobId, partSizeBytes, partCount } = await startOf(bytes);
    expect(partCount).toBe(Math.ceil(bytes.length / partSizeBytes));
    const part = (number: number) => bytes.subarray((number - 1) * partSizeBytes, number * partSizeBytes);
    const send = (number: number, content = part(number)) =>
      service.uploadPart(new Uint8Array(content), { qp: { jobId, partNumber: number } });
    for (const number of [3, 1, 1]) await send(number);
    expect((await service.getUploadStatus({ jobId })).data).toMatchObject({ state: 'created', receivedParts: [1, 3] });
    expect(await refusal(service.finishUpload({ jobId }))).toBe('MissingParts');
    expect(await refusal(send(2, part(2).subarray(1)))).toBe('PartSizeMismatch');
    expect(await refusal(send(4, part(1)))).toBe('InvalidPartNumber');
    await send(2);
    const { completedJobId } = (await service.finishUpload({ jobId })).data;
    expect((await service.finishUpload({ jobId })).data.completedJobId).toBe(completedJobId);
    const { blob } = await ended(completedJobId);
    if (blob === undefined) throw new Error('The job has no blob.');
    const embed = { $type: 'app.bsky.embed.video', video: blob, alt: 'Gables', aspectRatio: { width: 1, height: 1 } };
    const { uri } = await agent.post({ text: 'Moving', embed });
    expect((await world.deliveries()).find(({ id }) => id === uri)).toMatchObject({
      media: [{ sha256: sha256(bytes), altText: 'Gables' }],
    });
    const [shown] = (await agent.getAuthorFeed({ actor: handle, filter: 'posts_with_video' })).data.feed;
    expect(shown?.post.embed).toMatchObject({ $type: 'app.bsky.embed.video#view', alt: 'Gables' });
    const did = agent.assertDid;
    const served = await agent.com.atproto.sync.getBlob({ did, cid: blob.ref.toString() });
    expect(sha256(served.data)).not.toBe(sha256(bytes));
  });

  it('is told with a 409 that holds the job when a whole video comes again', async () => {
    const bytes = new Uint8Array(await aVideo(700_000, 8));
    const upload = async () => {
      const url = new URL('/xrpc/app.bsky.video.uploadVideo', world.rehearsal.base('bluesky-video'));
      url.searchParams.set('did', agent.assertDid);
      url.searchParams.set('name', 'gables.mp4');
      const authorization = `Bearer ${await serviceToken('bluesky', 'com.atproto.repo.uploadBlob')}`;
      return await fetch(url, { method: 'POST', headers: { authorization, 'content-type': 'video/mp4' }, body: bytes });
    };
    const first = (await (await upload()).json()) as { jobStatus: { jobId: string } };
    const { blob } = await ended(first.jobStatus.jobId);
    const again = await upload();
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({
      error: 'already_exists',
      jobId: first.jobStatus.jobId,
      blob: { ref: { $link: blob?.ref.toString() } },
    });
  });

  it.each([
    ['UnsupportedContentType', { mimeType: 'image/gif' }],
    ['VideoTooLarge', { sizeBytes: 300_000_001 }],
    ['VideoTooLong', { durationMs: 180_001 }],
    ['BadAspectRatio', { width: 5000, height: 10 }],
  ])('is refused with %s for %j', async (error, wrong) => {
    expect(await refusal(startOf(Buffer.alloc(9), wrong))).toBe(error);
  });

  it('is shown a failed job for what is no video, and one that failed on purpose', async () => {
    const send = async (bytes: Buffer) => {
      const { jobId } = await startOf(bytes);
      const service = await videoService();
      await service.uploadPart(new Uint8Array(bytes), { qp: { jobId, partNumber: 1 } });
      return await ended((await service.finishUpload({ jobId })).data.completedJobId);
    };
    expect(await send(Buffer.from('no video at all'))).toMatchObject({ failureCode: 'validation_failure' });
    await mood({ processingFails: 'pds_upload_failure' });
    expect(await send(await aVideo(600_000, 9))).toMatchObject({ failureCode: 'pds_upload_failure' });
    await mood({});
    expect(await send(await aVideo(600_000, 9))).toMatchObject({ state: 'JOB_STATE_COMPLETED' });
  });

  it('needs a token for this very server and method, and forgets an upload that was given up', async () => {
    const { jobId } = await startOf(Buffer.alloc(9));
    expect(await refusal((await limitsService()).getJobStatus({ jobId }))).toBe('BadJwtAudience');
    const wrongMethod = await videoService('bluesky', 'com.atproto.repo.createRecord');
    expect(await refusal(wrongMethod.getJobStatus({ jobId }))).toBe('BadJwtLexiconMethod');
    const late = await videoService();
    world.pass(1_801_000);
    expect(await refusal(late.getUploadStatus({ jobId }))).toBe('JwtExpired');
    const service = await videoService();
    expect((await service.abortUpload({ jobId })).data.state).toBe('aborted');
    expect(await refusal(service.finishUpload({ jobId }))).toBe('UploadAborted');
    expect(await refusal(service.getUploadStatus({ jobId: 'x' }))).toBe('UploadNotFound');
    const { jobId: old } = await startOf(Buffer.alloc(9));
    world.pass(25 * 3_600_000);
    expect((await (await videoService()).getUploadStatus({ jobId: old })).data.state).toBe('expired');
  });

  it('is told what is left of the day, that nothing is, and that the account was taken down', async () => {
    expect((await (await limitsService()).getUploadLimits()).data).toMatchObject({ canUpload: true });
    await mood({ isCapReached: true });
    expect((await (await limitsService()).getUploadLimits()).data).toMatchObject({ remainingDailyVideos: 0 });
    expect(await refusal(startOf(Buffer.alloc(9)))).toBe('DailyLimitExceeded');
    const thrown: unknown = await agent.post({ text: 'Too much' }).catch((error: unknown) => error);
    if (!(thrown instanceof XRPCError)) throw new Error(String(thrown));
    expect([thrown.status, thrown.error]).toEqual([429, 'RateLimitExceeded']);
    expect(thrown.headers).toMatchObject({ 'ratelimit-policy': '35000;w=86400', 'retry-after': '21600' });
    await mood({ isAccountBlocked: true });
    expect(await refusal(agent.post({ text: 'Taken down' }))).toBe('AccountTakedown');
  });

  it('counts what it writes: so many points an hour, and says when there are more', async () => {
    const write = () => agent.post({ text: 'Again and again' });
    const { headers } = await agent.com.atproto.repo.createRecord({
      repo: agent.assertDid,
      collection: 'app.bsky.feed.post',
      record: { $type: 'app.bsky.feed.post', text: 'Once', createdAt: new Date().toISOString() },
    });
    const left = Number(headers['ratelimit-remaining']);
    for (let points = left; points >= 3; points -= 3) await write();
    expect(await refusal(write())).toBe('RateLimitExceeded');
    world.pass(3_601_000);
    expect((await write()).uri).toContain('app.bsky.feed.post');
  }, 120_000);
});
