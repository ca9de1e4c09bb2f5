/** What the person publishes by their own hand: handed over whole, and never sent by itself afterwards. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { approve, skip, tryAgain, undo } from '../../main/core/crosspost/decide.ts';
import { finishByHand, handOver, withdraw } from '../../main/core/crosspost/withdraw.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { queueDetail } from '../../main/core/post-views.ts';
import { approveAndGo, current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { actionsOf, keptPicture, type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';
import { keptVideo, sampleVideo } from '../helpers/videos.ts';

const never = new AbortController().signal;
const needsAddress = [{ code: 'needs_public_address', level: 'hold' }] as const;
let world: EngineWorld;
let lane: Lane;
beforeAll(async () => {
  world = await startEngineWorld();
  lane = await openLane(world, 'instagram', 'mastodon');
});
afterEach(() => world.networks.calm());
afterAll(() => world.stop());

const arrived = async (): Promise<number> => (await world.networks.received('mastodon')).length;
const hours = async (count: number): Promise<void> => {
  for (let hour = 0; hour < count; hour += 1) await world.pass(3_600_000);
};
const codeOf = (body: () => unknown): unknown => {
  try {
    body();
    return null;
  } catch (thrown) {
    return (thrown as { readonly problem?: { readonly code: string } }).problem?.code;
  }
};
const isOffered = ({ id, postId }: CrosspostRecord): boolean | undefined =>
  queueDetail(world.core, postId).crossposts.find((one) => one.id === id)?.canFinishByHand;

describe('what is handed over', () => {
  test('is all words, the files under plain names with their very bytes, and the network’s own page', async () => {
    const threads = await openLane(world, 'instagram', 'threads');
    const [one, two] = [await keptPicture(world), await keptPicture(world)];
    const crosspost = queueCrosspost(threads, {
      text: 'First part',
      thread: ['Second part', 'Third part'],
      pictures: [one, two].map(({ file }, index) => ({ file, url: `https://cdn.example/${index}` })),
    });
    const { text, files, page } = await handOver(world.core, crosspost.id);
    expect([text, page]).toEqual(['First part\n\nSecond part\n\nThird part', 'https://www.threads.com/']);
    expect(files.map(({ name }) => name)).toEqual(['1.jpg', '2.jpg']);
    expect(await Promise.all(files.map(async ({ bytes }) => Buffer.from(await bytes.arrayBuffer())))).toEqual([
      one.bytes,
      two.bytes,
    ]);
  });

  test('begins with the title where there is one, and has the video', async () => {
    const youtube = await openLane(world, 'instagram', 'youtube');
    const file = await keptVideo(world.core.videos, await sampleVideo());
    const video = { mediaId: 1 as never, ...file, altText: '' };
    const crosspost = queueCrosspost(youtube, { title: 'Fog', text: '', video });
    const { text, files, page } = await handOver(world.core, crosspost.id);
    expect([text, page]).toEqual(['Fog', 'https://studio.youtube.com/']);
    expect(files.map(({ name, bytes }) => [name, bytes.size])).toEqual([['1.mp4', file.sizeBytes]]);
  });

  test('leads to the profile where a network has no page for writing', async () => {
    const crosspost = queueCrosspost(lane, { text: 'Words' });
    const profile = world.core.store.read.account(lane.destination)?.profileUrl;
    expect((await handOver(world.core, crosspost.id)).page).toBe(profile);
  });

  test('says so when a file is gone, and when there is no such crosspost', async () => {
    const { file } = await keptPicture(world);
    const gone = { ...file, sha256: 'f'.repeat(64) as typeof file.sha256 };
    const crosspost = queueCrosspost(lane, { pictures: [{ file: gone, url: 'https://cdn.example/1' }] });
    await expect(handOver(world.core, crosspost.id)).rejects.toMatchObject({ problem: { code: 'media_unreachable' } });
    await expect(handOver(world.core, 99_999 as never)).rejects.toMatchObject({ problem: { code: 'not_found' } });
  });

  test('changes nothing: it may be looked at and approved all the same', async () => {
    const before = await arrived();
    const crosspost = queueCrosspost(lane, { text: 'Looked at by hand' });
    await handOver(world.core, crosspost.id);
    expect(current(world, crosspost.id)).toEqual(crosspost);
    expect((await approveAndGo(world, crosspost)).state).toBe('published');
    expect(await arrived()).toBe(before + 1);
  });
});

describe('what the person finished by hand', () => {
  test.each(['waiting', 'held'] as const)('is published from %s, and nothing of it is ever sent', async (state) => {
    const before = await arrived();
    const notices = state === 'held' ? needsAddress : [];
    const crosspost = queueCrosspost(lane, { text: `By hand from ${state}`, state, notices });
    expect(isOffered(crosspost)).toBe(true);
    expect(finishByHand(world.core, crosspost.id)).toBe(crosspost.postId);
    const done = { state: 'published', publishedAt: world.clock.now(), dueAt: null, remoteUrl: null };
    expect(current(world, crosspost.id)).toMatchObject(done);
    expect(actionsOf(world, crosspost)).toEqual(['crosspost_finished_by_hand']);
    const { id } = crosspost;
    const sends = [
      () => approve(world.core, [crosspost]),
      () => undo(world.core, [id]),
      () => skip(world.core, [id]),
      () => tryAgain(world.core, id),
      () => finishByHand(world.core, id),
    ];
    expect(new Set(sends.map(codeOf))).toEqual(new Set(['not_possible_now']));
    await hours(30);
    world.dieAndReopen();
    await hours(3);
    expect(await arrived()).toBe(before);
    expect(current(world, crosspost.id)).toMatchObject({ state: 'published', remoteId: null });
  });

  test('is not offered while an approval runs; after it was taken back it is', async () => {
    const before = await arrived();
    const crosspost = queueCrosspost(lane, { text: 'Approved first' });
    approve(world.core, [crosspost]);
    expect(isOffered(crosspost)).toBe(false);
    expect(codeOf(() => finishByHand(world.core, crosspost.id))).toBe('not_possible_now');
    undo(world.core, [crosspost.id]);
    finishByHand(world.core, crosspost.id);
    await hours(2);
    expect(await arrived()).toBe(before);
    expect(world.core.store.read.approval(crosspost.id)).toBeNull();
  });

  test('may be what the network refused; the approval that it had is void', async () => {
    const before = await arrived();
    const effect = { kind: 'htmlInsteadOfJson' } as const;
    const crosspost = queueCrosspost(lane, { text: 'x'.repeat(5_000) });
    const refused = await approveAndGo(world, crosspost);
    expect(refused.state).toBe('failed');
    await world.networks.fault({ network: 'mastodon', method: 'POST', effect });
    finishByHand(world.core, crosspost.id);
    expect(world.core.store.read.approval(crosspost.id)).toBeNull();
    expect(current(world, crosspost.id)).toMatchObject({ state: 'published', problem: null });
    await hours(2);
    expect(await arrived()).toBe(before);
  });

  test('cannot be a thread of which a part is out already', async () => {
    const text = 'Out already';
    const crosspost = queueCrosspost(lane, { text, thread: ['x'.repeat(5_000)] });
    expect((await approveAndGo(world, crosspost)).state).toBe('failed');
    expect((await world.networks.received('mastodon')).at(-1)?.text).toBe(text);
    expect(codeOf(() => finishByHand(world.core, crosspost.id))).toBe('too_late');
    expect(current(world, crosspost.id).state).toBe('failed');
  });

  test('has no address: it is not taken back by itself, and the person is told', async () => {
    const crosspost = queueCrosspost(lane, { text: 'Mine to delete' });
    finishByHand(world.core, crosspost.id);
    const { stillLive } = await withdraw(world.core, [crosspost.id], never);
    expect(stillLive).toMatchObject([{ id: crosspost.id, url: null, problem: 'no_call' }]);
    expect(current(world, crosspost.id).state).toBe('published');
  });

  test('is known as one’s own copy when it is read back, and goes no further', async () => {
    const further = await openLane(world, 'mastodon', 'bluesky');
    finishByHand(world.core, queueCrosspost(lane, { text: 'Round and round' }).id);
    for (const text of ['Round and round', 'Something else'])
      await world.networks.publish({ network: 'mastodon', text, pictures: [] });
    await hours(1);
    const onward = world.core.store.read.crosspostsTo(further.destination, 'waiting');
    expect(onward.map(({ content }) => content.text)).toEqual(['Something else']);
  });
});
