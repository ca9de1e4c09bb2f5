/** What becomes of a draft at the pretend TikTok: lost answers, slow and failed processing, refusals. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../main/rehearsal/faults.ts';
import type { Mood } from '../../main/rehearsal/moods.ts';
import { type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import {
  firstStep,
  linkTiktok,
  publish,
  videoPublishing,
  type Watched,
  watchedTiktok,
} from '../helpers/tiktok-account.ts';

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
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const start = '/v2/post/publish/inbox/video/init/';
const upload = '/upload/video/';
const fetchStatus = '/v2/post/publish/status/fetch/';
const fault = (path: string, effect: Fault['effect'], times?: number) =>
  world.fault({ network: 'tiktok', path, effect, ...(times !== undefined && { times }) });
const mood = (change: Partial<Mood>) => world.mood('tiktok', change);
const aVideo = async () => videoPublishing(watched.tiktok, await linkTiktok(watched.tiktok));
const count = async (plan: Awaited<ReturnType<typeof aVideo>>) =>
  (await world.received('tiktok')).filter(({ media }) => media[0]?.sha256 === plan.content.video?.sha256).length;
/** From the first chunk on TikTok answers no question about a draft. */
const muteAfterUpload = (effect: Fault['effect']) => {
  watched.before = async ({ path }) => {
    if (path !== upload) return;
    watched.before = () => {};
    await fault(fetchStatus, effect);
  };
};

describe('a draft whose answer was lost', () => {
  it.each(['dropAfterAccept', 'dropBeforeAccept', 'malformedJson', 'htmlInsteadOfJson'] as const)(
    'may be begun again after %s: nobody sees what was only begun',
    async (kind) => {
      const plan = await aVideo();
      await fault(start, { kind }, 1);
      expect((await firstStep(plan)).kind).toBe('unknown');
      expect((await publish(plan)).outcome.kind).toBe('accepted');
      expect(await count(plan)).toBe(1);
    },
  );

  it('is unknown while TikTok says nothing, and found by its id as soon as it does', async () => {
    const plan = await aVideo();
    muteAfterUpload({ kind: 'status5xx', status: 500 });
    const { outcome, find } = await publish(plan);
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'transient' } });
    expect(await find()).toMatchObject({ kind: 'cannot_tell', problem: { code: 'transient' } });
    await world.calm();
    const [delivered] = (await world.received('tiktok')).slice(-1);
    expect(await find()).toMatchObject({ kind: 'found', post: { remoteId: delivered?.id } });
    expect(await count(plan)).toBe(1);
  });

  it('is not refused because TikTok refuses to say how it is', async () => {
    const plan = await aVideo();
    muteAfterUpload({ kind: 'status429', resetInMs: 60_000 });
    const { outcome, again } = await publish(plan);
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'rate_limited' } });
    await world.calm();
    clock.aheadMs += 61_000;
    expect((await again()).kind).toBe('accepted');
    expect(await count(plan)).toBe(1);
  });

  it('cannot be told when TikTok has forgotten it', async () => {
    const plan = await aVideo();
    const step = { name: 'video', safety: 'find' } as const;
    const results = { 'video-start': { publishId: 'v_inbox_file~v2.1' } };
    const { content, key, startedAt } = plan;
    const find = { step, results, content, key, startedAt, isKnown: () => false };
    expect(await watched.tiktok.publish?.find(find, plan.call)).toMatchObject({
      kind: 'cannot_tell',
      problem: { code: 'not_found' },
    });
  });
});

describe('a draft that TikTok works on', () => {
  it('is waited for', async () => {
    const plan = await aVideo();
    await mood({ processingMs: 700 });
    expect((await publish(plan)).outcome.kind).toBe('accepted');
  });

  it('is left open when it takes too long, and settled later', async () => {
    const plan = await aVideo();
    await mood({ processingMs: 600_000 });
    watched.before = ({ path }) => {
      if (path === fetchStatus) clock.aheadMs += 70_000;
    };
    const { outcome, find } = await publish(plan);
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'not_ready' } });
    expect(outcome.kind === 'unknown' ? outcome.problem.until : 0).toBeGreaterThan(now());
    watched.before = () => {};
    expect(await find()).toMatchObject({ kind: 'cannot_tell', problem: { code: 'not_ready' } });
    clock.aheadMs += 600_000;
    expect((await find())?.kind).toBe('found');
    expect(await count(plan)).toBe(1);
  });

  it.each([
    ['frame_rate_check_failed', 'media_invalid', 'refused'],
    ['internal', 'transient', 'start_over'],
    ['spam_risk_too_many_posts', 'quota_day', 'start_over'],
  ])('fails with %s, which is %s; the same draft again is %s', async (reason, code, then) => {
    const plan = await aVideo();
    await mood({ processingFails: reason });
    const { outcome, find, again } = await publish(plan);
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code, detail: reason } });
    expect(await find()).toEqual({ kind: 'absent' });
    expect(await again()).toMatchObject({ kind: then, problem: { code } });
    expect(await count(plan)).toBe(0);
  });

  it('is stopped as spam when it seems to be there already', async () => {
    await mood({ seesDuplicates: true });
    expect((await publish(await aVideo())).outcome).toMatchObject({ kind: 'refused', problem: { code: 'spam_block' } });
  });
});

describe('a draft that TikTok does not take', () => {
  it('goes tomorrow when the day is used up or five are waiting', async () => {
    await mood({ isCapReached: true });
    const refused = await firstStep(await aVideo());
    expect(refused).toMatchObject({ kind: 'refused', problem: { code: 'quota_day' } });
    await world.calm();
    // TikTok takes six beginnings in a minute.
    clock.aheadMs += 61_000;
    for (let waiting = 0; waiting < 5; waiting += 1) await publish(await aVideo());
    const sixth = await firstStep(await aVideo());
    expect(sixth).toMatchObject({ kind: 'refused', problem: { code: 'quota_day' } });
    const until = sixth.kind === 'refused' ? (sixth.problem.until ?? 0) : 0;
    expect(Math.abs(until - now() - dayMs)).toBeLessThan(5000);
  });

  it('waits a minute when there were too many calls', async () => {
    await fault(start, { kind: 'status429', resetInMs: 60_000 }, 1);
    const refused = await firstStep(await aVideo());
    expect(refused).toMatchObject({ kind: 'refused', problem: { code: 'rate_limited' } });
    expect(refused.kind === 'refused' ? refused.problem.until : 0).toBeGreaterThan(now() + 50_000);
  });

  it('wants a look at the account when that is blocked', async () => {
    await mood({ isAccountBlocked: true });
    const problem = { code: 'account_action_needed' };
    expect(await firstStep(await aVideo())).toMatchObject({ kind: 'refused', problem });
  });

  it.each([
    ['revoked', 'auth_revoked'],
    ['narrowed', 'missing_permission'],
  ] as const)('wants a new sign-in when the old one was %s', async (happens, code) => {
    const plan = await aVideo();
    await world.endSignIns('tiktok', happens);
    expect(await firstStep(plan)).toMatchObject({ kind: 'refused', problem: { code } });
  });

  it('goes with the next try when a token ended early: no write is repeated by itself', async () => {
    const plan = await aVideo();
    await world.endSignIns('tiktok', 'expired');
    const sent = watched.sent.length;
    expect(await firstStep(plan)).toMatchObject({ kind: 'refused', problem: { code: 'transient' } });
    expect(watched.sent.slice(sent).filter(({ path }) => path === start)).toHaveLength(1);
    expect((await publish(plan)).outcome.kind).toBe('accepted');
    expect(await count(plan)).toBe(1);
  });
});
