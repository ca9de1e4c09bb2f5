/** Videos for TikTok's inbox against the pretend one: bytes, lost answers, what fails. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../main/rehearsal/faults.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import {
  firstStep,
  lastStep,
  linkTiktok,
  publish,
  videoPublishing,
  type Watched,
  watchedTiktok,
} from '../helpers/tiktok-account.ts';
import { tiktokOf } from './rehearsal-tiktok-setup.ts';

const dayMs = 86_400_000;
const clock = { aheadMs: 0 };
const now = () => Date.now() + clock.aheadMs;
let world: RehearsalWorld;
let watched: Watched;
beforeAll(async () => {
  world = await startRehearsalWorld(now);
  watched = watchedTiktok(world, now);
});
/** A day later, so that what waits in the inbox of one test does not count in the next. */
beforeEach(() => {
  clock.aheadMs += dayMs + 1;
  watched.before = () => {};
  watched.sent.length = 0;
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const size = 20_000_123;
const upload = '/upload/video/';
const fetchStatus = '/v2/post/publish/status/fetch/';
const { finish } = tiktokOf(() => world);
const fault = (path: string, effect: Fault['effect'], times?: number) =>
  world.fault({ network: 'tiktok', path, effect, ...(times !== undefined && { times }) });
const aVideo = async (sizeBytes = 3000) => videoPublishing(watched.tiktok, await linkTiktok(watched.tiktok), sizeBytes);
const ranges = () => watched.sent.flatMap(({ range }) => range ?? []);
const deliveriesOf = async (sha256: string | undefined): Promise<readonly Delivery[]> =>
  (await world.received('tiktok')).filter(({ media }) => media.some((file) => file.sha256 === sha256));
/** Runs once, before the first request that fits goes out. */
function beforeOne(fits: (sent: Watched['sent'][number]) => boolean, work: () => Promise<void> | void): void {
  watched.before = (next) => {
    if (!fits(next)) return;
    watched.before = () => {};
    return work();
  };
}
const isSecondChunk = ({ range }: { readonly range: string | null }) => range?.startsWith('bytes 10000000-') === true;

describe('a video for TikTok', () => {
  it('arrives as a draft, byte by byte, without its caption', async () => {
    const plan = await aVideo();
    const { outcome } = await publish(plan);
    const url = `${world.rehearsal.base('tiktok-www')}/@mara.lindt`;
    const [delivered, ...others] = await deliveriesOf(plan.content.video?.sha256);
    expect(outcome).toMatchObject({ kind: 'accepted', post: { remoteId: delivered?.id, url } });
    expect(delivered).toMatchObject({ visibility: 'draft', text: '', url });
    expect(others).toEqual([]);
  });

  it('goes in chunks as planned when it is large', async () => {
    const plan = await aVideo(size);
    expect((await publish(plan)).outcome.kind).toBe('accepted');
    expect(ranges()).toEqual(['bytes 0-9999999/20000123', 'bytes 10000000-20000122/20000123']);
    expect(await deliveriesOf(plan.content.video?.sha256)).toHaveLength(1);
  });

  it('keeps the address of its upload sealed', async () => {
    const account = await linkTiktok(watched.tiktok);
    const { results } = await publish(videoPublishing(watched.tiktok, account));
    expect(JSON.stringify(results)).not.toContain('upload');
    expect(JSON.stringify(account.document())).toContain('upload_token');
  });

  it('is known by its own id once she has published it', async () => {
    const { outcome, find } = await publish(await aVideo());
    const publishId = outcome.kind === 'accepted' ? outcome.post?.remoteId : '';
    await finish(publishId, 'Written in the app');
    clock.aheadMs += 60_000;
    const found = await find();
    expect(found).toMatchObject({ kind: 'found', post: { remoteId: expect.stringMatching(/^7\d{18}$/) } });
    const { url } = found?.kind === 'found' ? found.post : { url: '' };
    expect(await (await fetch(url)).text()).toContain('Written in the app');
  });

  it.each([
    ['audience', { audience: 'followers' as const }],
    ['thread', { thread: ['more'] }],
    ['warning', { warning: 'Food' }],
    ['title', { title: 'Fog' }],
  ])('is not sent with a changed %s', async (_name, more) => {
    const plan = await aVideo();
    watched.sent.length = 0;
    const outcome = await firstStep({ ...plan, content: { ...plan.content, ...more } });
    expect(outcome).toEqual({ kind: 'refused', problem: { code: 'content_rejected' } });
    expect(watched.sent).toEqual([]);
  });

  it('cannot be changed or taken back', () => {
    expect(watched.tiktok.publish).not.toHaveProperty('edit');
    expect(watched.tiktok.publish).not.toHaveProperty('remove');
  });
});

describe('a video whose upload is disturbed', () => {
  it('goes on with the chunk in which the line broke', async () => {
    const plan = await aVideo(size);
    beforeOne(isSecondChunk, () => fault(upload, { kind: 'dropAtByte', atByte: 3_000_000 }, 1));
    expect((await publish(plan)).outcome.kind).toBe('accepted');
    expect(ranges()).toEqual([
      'bytes 0-9999999/20000123',
      'bytes 10000000-20000122/20000123',
      'bytes 10000000-20000122/20000123',
    ]);
    expect(await deliveriesOf(plan.content.video?.sha256)).toHaveLength(1);
  });

  it.each<[Fault['effect']['kind'], number]>([
    ['dropAfterAccept', 1],
    ['dropBeforeAccept', 2],
    ['status5xx', 2],
  ])('asks how far it is after %s of its last chunk', async (kind, sent) => {
    const plan = await aVideo(size);
    const effect = kind === 'status5xx' ? { kind, status: 500 } : ({ kind } as Fault['effect']);
    beforeOne(isSecondChunk, () => fault(upload, effect, 1));
    expect((await publish(plan)).outcome.kind).toBe('accepted');
    expect(watched.sent.filter(isSecondChunk)).toHaveLength(sent);
    expect(await deliveriesOf(plan.content.video?.sha256)).toHaveLength(1);
  });

  it('is given up after four tries, found to be incomplete, and resumed later', async () => {
    const plan = await aVideo(size);
    beforeOne(isSecondChunk, () => fault(upload, { kind: 'dropBeforeAccept' }));
    const { outcome, find, again } = await publish(plan);
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'unreachable' } });
    expect(watched.sent.filter(isSecondChunk)).toHaveLength(4);
    expect(await find()).toEqual({ kind: 'absent' });
    await world.calm();
    watched.sent.length = 0;
    expect((await again()).kind).toBe('accepted');
    expect(ranges()).toEqual(['bytes 10000000-20000122/20000123']);
    expect(await deliveriesOf(plan.content.video?.sha256)).toHaveLength(1);
  });

  it('stops at once when it is cancelled, sends nothing more, and goes on from there', async () => {
    const plan = await aVideo(size);
    const stop = new AbortController();
    beforeOne(isSecondChunk, () => stop.abort());
    const { outcome, results } = await publish({ ...plan, call: { ...plan.call, signal: stop.signal } });
    expect(outcome.kind).toBe('unknown');
    const count = watched.sent.length;
    expect(watched.sent.at(-1)).toMatchObject({ range: 'bytes 10000000-20000122/20000123' });
    expect(await lastStep({ ...plan, call: { ...plan.call, signal: stop.signal } }, results)).toMatchObject({
      kind: 'refused',
    });
    expect(watched.sent).toHaveLength(count);
    watched.sent.length = 0;
    expect((await lastStep(plan, results)).kind).toBe('accepted');
    expect(ranges()).toEqual(['bytes 10000000-20000122/20000123']);
    expect(await deliveriesOf(plan.content.video?.sha256)).toHaveLength(1);
  });

  it('begins anew when its address has ended', async () => {
    const plan = await aVideo();
    beforeOne(
      ({ path }) => path === fetchStatus,
      () => void (clock.aheadMs += 3_600_000),
    );
    expect((await publish(plan)).outcome).toMatchObject({ kind: 'start_over', problem: { code: 'transient' } });
    expect((await publish(plan)).outcome.kind).toBe('accepted');
    expect(await deliveriesOf(plan.content.video?.sha256)).toHaveLength(1);
  });

  it('begins anew when its address is not known any more', async () => {
    const plan = await aVideo();
    const { credentials } = plan.call;
    const first = await firstStep(plan);
    await credentials.save({ ...((await credentials.load()) as object), drafts: [] });
    const results = { 'video-start': first.kind === 'accepted' ? first.result : null };
    expect(await lastStep(plan, results)).toMatchObject({ kind: 'start_over', problem: { code: 'transient' } });
  });

  it('begins anew when TikTok knows nothing of it', async () => {
    const plan = await aVideo();
    const outcome = await lastStep(plan, { 'video-start': { publishId: 'v_inbox_file~v2.1' } });
    expect(outcome).toMatchObject({ kind: 'start_over', problem: { code: 'not_found' } });
  });
});
