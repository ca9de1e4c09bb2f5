/** What LinkedIn refuses, and what that means for the crosspost. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LinkedAccount, performStep, type TestPicture } from '../helpers/network-account.ts';
import {
  deliveriesOf,
  type LinkedinWorld,
  planOf,
  postOutcome,
  resultsUpTo,
  startLinkedin,
  stepNamed,
  twoPictures,
} from './linkedin-setup.ts';

let world: LinkedinWorld;
let account: LinkedAccount;
let pictures: readonly TestPicture[];
beforeAll(async () => {
  world = await startLinkedin();
  account = await world.link();
  pictures = await twoPictures();
});
afterEach(async () => {
  await world.calm();
  world.clock.now += 24 * 3_600_000;
});
afterAll(() => world.stop());

const plan = (text: string, more: Parameters<typeof planOf>[3] = {}) => planOf(world.linkedin, account, text, more);

describe('a refusal', () => {
  it('for the day says until when, though no header does', async () => {
    world.clock.now = Date.parse('2027-01-10T10:00:00Z');
    account = await world.link();
    const until = Date.parse('2027-01-11T00:00:00Z');
    const effect = { kind: 'status429', resetInMs: 50 } as const;
    await world.fault({ network: 'linkedin', path: '/rest/posts', times: 1, effect });
    expect(await postOutcome(world, plan('Too many'))).toMatchObject({
      kind: 'refused',
      problem: { code: 'quota_day', until },
    });
    await world.mood('linkedin', { isCapReached: true });
    expect(await postOutcome(world, plan('Cap'))).toMatchObject({
      kind: 'refused',
      problem: { code: 'quota_day', until },
    });
  });

  it('as a duplicate names the post that LinkedIn has', async () => {
    await world.mood('linkedin', { seesDuplicates: true });
    const seen = plan('Seen before');
    const { kind, problem } = (await postOutcome(world, seen)) as {
      kind: string;
      problem: { code: string; detail: string };
    };
    expect([kind, problem.code]).toEqual(['refused', 'duplicate']);
    expect(problem.detail).toMatch(/urn:li:(share|ugcPost):\d+$/);
    expect(await deliveriesOf(world, seen)).toEqual([]);
  });

  it('of an account that is restricted sends the person to LinkedIn', async () => {
    await world.mood('linkedin', { isAccountBlocked: true });
    expect(await postOutcome(world, plan('Blocked'))).toMatchObject({
      kind: 'refused',
      problem: { code: 'account_action_needed' },
    });
  });

  it('for want of permission asks for a new sign-in', async () => {
    const narrowed = await world.link();
    await world.endSignIns('linkedin', 'narrowed');
    const outcome = await postOutcome(world, planOf(world.linkedin, narrowed, 'Narrowed'));
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'missing_permission' } });
    account = await world.link();
  });

  it('while LinkedIn is at work on a picture passes, and the same upload is posted then', async () => {
    await world.mood('linkedin', { processingMs: 60_000 });
    const slow = plan('Slow', { pictures });
    const results = await resultsUpTo(world, slow, 'post');
    const post = () => performStep(slow, stepNamed(slow, 'post'), results);
    expect(await post()).toMatchObject({
      kind: 'refused',
      problem: { code: 'not_ready', until: world.clock.now + 15_000 },
    });
    world.clock.now += 60_000;
    expect((await post()).kind).toBe('accepted');
    expect(await deliveriesOf(world, slow)).toHaveLength(1);
  });

  it('of a picture that LinkedIn cannot use says why', async () => {
    await world.mood('linkedin', { processingFails: 'CORRUPT' });
    const outcome = await postOutcome(world, plan('Bad', { pictures }));
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'media_invalid' } });
    expect(JSON.stringify(outcome)).toContain('CORRUPT');
  });

  it('that does not know an upload any more has the uploads done anew', async () => {
    const old = plan('Old', { pictures });
    const gone = { image: 'urn:li:image:gone', uploadedAt: 0 };
    const outcome = await performStep(old, stepNamed(old, 'post'), { 'picture-1': gone, 'picture-2': gone });
    expect(outcome.kind).toBe('start_over');
    expect(await deliveriesOf(world, old)).toEqual([]);
  });

  it('comes before anything is sent when a picture’s file is gone', async () => {
    const sent = plan('No file', { pictures });
    const before = world.asked.length;
    const outcome = await performStep({ ...sent, pictures: [] }, stepNamed(sent, 'picture-1'), {});
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'media_unreachable' } });
    expect(world.asked).toHaveLength(before);
  });
});
