/** Publishing to the pretend YouTube: words and bytes, refusals, moods, changing and deleting. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redactText } from '../../main/shell/redact.ts';
import { failureOf } from '../helpers/http-client.ts';
import type { LinkedAccount } from '../helpers/network-account.ts';
import { type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import {
  performNamed,
  testVideo,
  videoPublishing,
  type WatchedYoutube,
  watchedYoutube,
} from '../helpers/youtube-upload.ts';

const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
let world: RehearsalWorld;
let youtube: WatchedYoutube;
let account: LinkedAccount;
beforeAll(async () => {
  world = await startRehearsalWorld(() => clock.now);
});
afterAll(() => world.stop());
beforeEach(async () => {
  youtube = watchedYoutube(world, () => clock.now);
  account = await youtube.link();
});
afterEach(() => world.calm());

const publishing = (more = {}, video = testVideo(100_000)) =>
  videoPublishing(youtube.connector, account.call, video, clock.now, more);
const received = async (title: string | null) => (await world.received('youtube')).filter((one) => one.title === title);
const calling = () => youtube.connector.publish!;

describe('publishing to YouTube', () => {
  it('brings title, description and exactly the bytes, and tells what became of the audience', async () => {
    const video = testVideo(100_000);
    const plan = publishing({ audience: 'public', text: 'Fog & “fog” – 1/2\n\n#fog' }, video);
    expect(calling().steps(plan.content)).toEqual([
      { name: 'video-start', safety: 'repeat' },
      { name: 'video', safety: 'find' },
    ]);
    expect(await performNamed(plan, 'video-start')).toEqual({
      kind: 'accepted',
      result: { upload: plan.key },
      post: null,
    });
    const outcome = await performNamed(plan, 'video');
    const [delivery, ...others] = await received(plan.content.title);
    expect(outcome).toEqual({
      kind: 'accepted',
      result: { id: delivery?.id, privacyStatus: 'private' },
      post: { remoteId: delivery?.id, url: delivery?.url },
    });
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      text: plan.content.text,
      visibility: 'private',
      media: [{ sha256: video.video.sha256, mimeType: 'video/mp4' }],
    });
    expect(await (await fetch(delivery?.url ?? '')).text()).toContain('Private');
  });

  it('keeps the address of an upload sealed, out of results and logs, and sends no token to it', async () => {
    const plan = publishing();
    await performNamed(plan, 'video-start');
    const { uploads } = account.document() as { readonly uploads: Record<string, { readonly url: string }> };
    const { url } = uploads[plan.key]!;
    const token = new URL(url).searchParams.get('upload_id') ?? '';
    expect(token).not.toBe('');
    await performNamed(plan, 'video');
    expect(JSON.stringify([plan.results, youtube.logged])).not.toContain(token);
    expect(youtube.logged.length).toBeGreaterThan(3);
    expect(redactText(`PUT ${url} failed`)).not.toContain(token);
    expect(youtube.puts.map(({ authorization }) => authorization)).toEqual([null, null]);
  });

  it.each([
    ['an audience that YouTube does not have', { audience: 'followers' } as const],
    ['no title', { title: null }],
    ['angle brackets', { text: 'a <b> c' }],
    ['no video', { video: null }],
  ])('refuses %s before a byte is sent', async (_, more) => {
    const before = youtube.asked.length;
    for (const step of ['video-start', 'video'])
      expect(await performNamed(publishing(more), step)).toMatchObject({
        kind: 'refused',
        problem: { code: 'content_rejected' },
      });
    expect(youtube.asked.length).toBe(before);
  });

  it('is told the limit of the account, and the day’s quota of the project with its end', async () => {
    await world.mood('youtube', { isCapReached: true });
    expect(await performNamed(publishing(), 'video-start')).toEqual({
      kind: 'refused',
      problem: { code: 'quota_day', detail: 'The user has exceeded the number of videos they may upload.' },
    });
    await world.mood('youtube', {});
    for (let count = 0; count < 100; count += 1) {
      const outcome = await performNamed(publishing(), 'video-start');
      if (outcome.kind !== 'accepted') break;
    }
    const until = Date.parse('2026-11-23T08:00:00Z');
    expect(await performNamed(publishing(), 'video-start')).toMatchObject({
      kind: 'refused',
      problem: { code: 'quota_day', until },
    });
    clock.now = until - 1000;
    expect(await performNamed(publishing(), 'video-start')).toMatchObject({ kind: 'refused' });
    clock.now = until;
    expect(await performNamed(publishing(), 'video-start')).toMatchObject({ kind: 'accepted' });
  });

  it('is told to wait, to sign in anew, or to make a channel', async () => {
    await world.fault({
      network: 'youtube',
      method: 'POST',
      path: '/upload/*',
      times: 1,
      effect: { kind: 'status429', resetInMs: 60_000 },
    });
    expect(await performNamed(publishing(), 'video-start')).toMatchObject({
      kind: 'refused',
      problem: { code: 'rate_limited', until: clock.now + 60_000 },
    });
    clock.now += 61_000;
    await world.mood('youtube', { isAccountBlocked: true });
    expect(await performNamed(publishing(), 'video-start')).toMatchObject({
      problem: { code: 'account_action_needed' },
    });
    await world.mood('youtube', {});
    await world.endSignIns('youtube', 'narrowed');
    expect(await performNamed(publishing(), 'video-start')).toMatchObject({ problem: { code: 'missing_permission' } });
    await world.endSignIns('youtube', 'revoked');
    expect(await performNamed(publishing(), 'video-start')).toMatchObject({
      kind: 'refused',
      problem: { code: 'auth_expired' },
    });
  });

  it('goes on with a new token when Google ended the old one early: the write is a refusal that passes', async () => {
    await world.endSignIns('youtube', 'expired');
    const plan = publishing();
    expect(await performNamed(plan, 'video-start')).toEqual({ kind: 'refused', problem: { code: 'transient' } });
    expect(await performNamed(plan, 'video-start')).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    ['codec', 'media_invalid'],
    ['copyright', 'content_rejected'],
    ['uploaderAccountSuspended', 'account_action_needed'],
  ])('tells that YouTube will not show a video: %s', async (processingFails, code) => {
    await world.mood('youtube', { processingFails });
    const plan = publishing();
    await performNamed(plan, 'video-start');
    expect(await performNamed(plan, 'video')).toMatchObject({
      kind: 'refused',
      problem: { code, detail: expect.stringContaining(processingFails) },
    });
  });

  it('tells that YouTube has the video already', async () => {
    await world.mood('youtube', { seesDuplicates: true });
    const plan = publishing();
    await performNamed(plan, 'video-start');
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'refused', problem: { code: 'duplicate' } });
  });

  it('does not wait for YouTube’s work on a video, and minds no look that fails', async () => {
    await world.mood('youtube', { processingMs: 600_000 });
    const slow = publishing();
    await performNamed(slow, 'video-start');
    const before = youtube.asked.length;
    expect(await performNamed(slow, 'video')).toMatchObject({ kind: 'accepted' });
    expect(youtube.asked.slice(before).filter((line) => line === 'GET /youtube/v3/videos')).toHaveLength(3);
    await world.fault({ network: 'youtube', path: '/youtube/v3/videos', effect: { kind: 'malformedJson' } });
    const unseen = publishing();
    await performNamed(unseen, 'video-start');
    expect(await performNamed(unseen, 'video')).toMatchObject({ kind: 'accepted' });
  });
});

describe('changing what is on YouTube', () => {
  const published = async () => {
    const plan = publishing({ language: 'de' });
    await performNamed(plan, 'video-start');
    const outcome = await performNamed(plan, 'video');
    if (outcome.kind !== 'accepted' || outcome.post === null) throw new Error(JSON.stringify(outcome));
    return { plan, post: outcome.post };
  };

  it('gives a video other words, and leaves everything else of it as it is', async () => {
    const { plan, post } = await published();
    const content = { ...plan.content, title: 'Other title', text: 'Other words' };
    const edit = () => calling().edit?.({ post, content, before: plan.content }, account.call);
    expect(await edit()).toEqual(post);
    await edit();
    expect(await youtube.connector.read?.post?.(post.remoteId, account.call)).toMatchObject({
      text: 'Other title\n\nOther words',
      language: 'de',
      audience: 'direct',
    });
    expect(await received('Other title')).toMatchObject([{ id: post.remoteId, text: 'Other words' }]);
    const bad = calling().edit!({ post, content: { ...content, title: '<' }, before: content }, account.call);
    expect((await failureOf(bad)).problem.code).toBe('content_rejected');
  });

  it('deletes a video, and minds not that it is gone; a changed one that is gone it does', async () => {
    const { plan, post } = await published();
    await calling().remove?.(post, account.call);
    await calling().remove?.(post, account.call);
    expect((await received(plan.content.title))[0]?.deletedAt).toBe(clock.now);
    const edit = calling().edit!({ post, content: plan.content, before: plan.content }, account.call);
    expect((await failureOf(edit)).problem.code).toBe('not_found');
  });
});
