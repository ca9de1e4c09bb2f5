/** Facebook against its pretend server: refusals, stops, and what is done to a published post. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { failureOf } from '../helpers/http-client.ts';
import { performStep, publishWhole, testPicture } from '../helpers/network-account.ts';
import { type FacebookPublishing, post, startFacebookPublishing } from './facebook-publishing.ts';

const dayMs = 86_400_000;
let desk: FacebookPublishing;
beforeAll(async () => {
  desk = await startFacebookPublishing();
});
afterEach(() => desk.world.calm());
afterAll(() => desk.world.stop());

describe('a refusal', () => {
  it('until a time is certain, names the time, and is kept to', async () => {
    const publishing = desk.plan();
    const until = desk.clock.now + 120_000;
    const refused = { kind: 'refused', problem: { code: 'rate_limited', until } };
    const effect = { kind: 'status429', resetInMs: 120_000 } as const;
    await desk.world.fault({ network: 'facebook', method: 'POST', times: 1, effect });
    expect(await performStep(publishing, post, {})).toMatchObject(refused);
    expect(await performStep(publishing, post, {})).toMatchObject(refused);
    expect((await failureOf(desk.facebook.whoAmI(desk.account.call))).problem).toEqual(refused.problem);
    expect(await desk.received(publishing)).toEqual([]);
    desk.clock.now = until;
    expect((await performStep(publishing, post, {})).kind).toBe('accepted');
  });

  test.each([
    [{ isCapReached: true }, 'spam_block'],
    [{ isAccountBlocked: true }, 'account_action_needed'],
  ] as const)('while Facebook is %j says so', async (mood, code) => {
    await desk.world.mood('facebook', mood);
    const publishing = desk.plan(desk.pictures.slice(0, 1));
    expect(await performStep(publishing, post, {})).toMatchObject({ kind: 'refused' });
    const [upload] = desk.stepsOf(publishing);
    const outcome = await performStep(publishing, upload ?? post, {});
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code } });
  });

  it('of a photo that Facebook cannot read is the photo’s', async () => {
    const broken = testPicture(new Uint8Array([1, 2, 3]), '', { width: 1, height: 1 });
    const [upload] = desk.stepsOf(desk.plan([broken]));
    const outcome = await performStep(desk.plan([broken]), upload ?? post, {});
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'media_invalid' } });
  });

  it('comes before anything is sent where Facebook has no place for it, or the file is gone', async () => {
    await desk.world.fault({ network: 'facebook', effect: { kind: 'dropBeforeAccept' } });
    const refused = await performStep(desk.plan([], { audience: 'followers' }), post, {});
    expect(refused).toMatchObject({ kind: 'refused', problem: { code: 'content_rejected' } });
    const publishing = { ...desk.plan(desk.pictures), pictures: [] };
    const [upload] = desk.stepsOf(publishing);
    const gone = await performStep(publishing, upload ?? post, {});
    expect(gone).toMatchObject({ kind: 'refused', problem: { code: 'media_unreachable' } });
  });

  it('of forgotten photos starts over, and only then', async () => {
    const publishing = desk.plan(desk.pictures);
    const results = await desk.prepared(publishing);
    desk.clock.now += dayMs;
    expect(await performStep(publishing, post, results)).toMatchObject({ kind: 'start_over' });
    await publishWhole({ ...publishing, startedAt: desk.clock.now });
    expect(await desk.received(publishing)).toHaveLength(1);
  });
});

describe('a stop', () => {
  it('is prompt, and nothing is sent afterwards', async () => {
    const stop = new AbortController();
    const publishing = { ...desk.plan(), call: { ...desk.account.call, signal: stop.signal } };
    await desk.world.fault({
      network: 'facebook',
      method: 'POST',
      times: 1,
      effect: { kind: 'latency', latencyMs: 60_000 },
    });
    const under = performStep(publishing, post, {});
    const startedAt = performance.now();
    setImmediate(() => stop.abort());
    expect((await under).kind).not.toBe('accepted');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(await performStep(publishing, post, {})).toMatchObject({ kind: 'refused' });
    expect(await desk.received(publishing)).toEqual([]);
  });
});

describe('what is published', () => {
  it('can be changed and taken back, each as often as it takes', async () => {
    const publishing = desk.plan(desk.pictures.slice(0, 1));
    const made = await publishWhole(publishing);
    const content = { ...publishing.content, text: `${publishing.content.text}, mended` };
    const edited = { post: made, content, before: publishing.content };
    expect(await desk.facebook.publish?.edit?.(edited, desk.account.call)).toEqual(made);
    expect(await desk.facebook.publish?.edit?.(edited, desk.account.call)).toEqual(made);
    expect(await desk.received({ ...publishing, content })).toMatchObject([{ id: made.remoteId, media: [{}] }]);
    await desk.facebook.publish?.remove?.(made, desk.account.call);
    await desk.facebook.publish?.remove?.(made, desk.account.call);
    const [deleted] = await desk.received({ ...publishing, content });
    expect(deleted?.deletedAt).not.toBeNull();
  });

  it('stays when Facebook does not let it be changed or taken back', async () => {
    const hers = (await desk.facebook.read?.posts(null, desk.account.call))?.posts[0];
    const remote = { remoteId: hers?.remoteId ?? '', url: hers?.url ?? '' };
    const { content } = desk.plan();
    const edit = desk.facebook.publish?.edit?.({ post: remote, content, before: content }, desk.account.call);
    expect((await failureOf(Promise.resolve(edit))).problem.code).toBe('missing_permission');
    const thread = { post: remote, content: { ...content, thread: ['more'] }, before: content };
    const refused = Promise.resolve(desk.facebook.publish?.edit?.(thread, desk.account.call));
    expect((await failureOf(refused)).problem.code).toBe('content_rejected');
  });
});
