/** Threads in place of shortened texts, and titles: what the person wrote stays, and what is said of it is said anew. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NoticeCode } from '../../contract/model.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { approve, undo } from '../../main/core/crosspost/decide.ts';
import { edit, makeThread, resetEdit } from '../../main/core/crosspost/edit.ts';
import { fits } from '../../main/core/crosspost/judge.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { queueDetail } from '../../main/core/post-views.ts';
import { createRoute } from '../../main/core/routes.ts';
import { approveAndGo, current, type EngineWorld, publishOnSource, startEngineWorld } from '../helpers/engine-world.ts';
import { type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

const long = Array.from({ length: 40 }, (_, line) => `Line ${line + 1}: the fog lifts off the harbour.`).join('\n');
let world: EngineWorld;
let lanes: Readonly<Record<'mastodon' | 'bluesky' | 'threads' | 'x' | 'pixelfed' | 'youtube', Lane>>;
beforeAll(async () => {
  world = await startEngineWorld();
  const lane = (to: keyof typeof lanes): Promise<Lane> => openLane(world, 'instagram', to);
  lanes = {
    mastodon: await lane('mastodon'),
    bluesky: await lane('bluesky'),
    threads: await lane('threads'),
    x: await lane('x'),
    pixelfed: await lane('pixelfed'),
    youtube: await lane('youtube'),
  };
});
afterAll(() => world.stop());

/** A text but for the white space between its words. */
const words = (text: string): string => text.split(/\s+/u).join(' ').trim();
const wordsOf = ({ content: { text, thread } }: CrosspostRecord): string => words([text, ...thread].join('\n'));
const after = (crosspost: CrosspostRecord): CrosspostRecord => current(world, crosspost.id);
const codes = ({ notices }: CrosspostRecord): readonly NoticeCode[] => notices.map(({ code }) => code);
const shownCodes = ({ id, postId }: CrosspostRecord): readonly NoticeCode[] =>
  queueDetail(world.core, postId)
    .crossposts.filter((one) => one.id === id)
    .flatMap(({ notices }) => notices.map(({ code }) => code));
/** As planned: the text of the original was too long and says so. */
const shortened = (lane: Lane): CrosspostRecord =>
  queueCrosspost(lane, {
    text: 'Line 1: the fog…\nhttps://source.example/p/1',
    original: long,
    notices: [{ code: 'text_shortened', level: 'warning' }],
  });

describe('a shortened text that is made a thread', () => {
  test.each(['mastodon', 'bluesky', 'threads', 'x'] as const)('on %s has every word, in parts that fit', (network) => {
    const crosspost = shortened(lanes[network]);
    expect(shownCodes(crosspost)).toEqual(['text_shortened']);
    expect(makeThread(world.core, crosspost.id)).toBe(crosspost.postId);
    const { content, contentHash, state } = after(crosspost);
    expect(wordsOf(after(crosspost))).toEqual(words(long));
    expect([content.thread.length > 0, state]).toEqual([true, 'waiting']);
    expect(contentHash).not.toBe(crosspost.contentHash);
    const { limits } = linkedAccount(world.core, crosspost.accountId);
    const { preview } = world.networks.connector(network);
    const isFitting = (text: string): boolean => limits !== null && fits({ text, warning: null }, limits, preview);
    expect([content.text, ...content.thread].filter((part) => !isFitting(part))).toEqual([]);
    expect(codes(after(crosspost))).not.toContain('text_too_long');
    expect(shownCodes(crosspost)).not.toContain('text_shortened');
  });

  test('goes out in that order, each part an answer to the one before', async () => {
    const crosspost = shortened(lanes.mastodon);
    makeThread(world.core, crosspost.id);
    const { content } = after(crosspost);
    expect((await approveAndGo(world, after(crosspost))).state).toBe('published');
    const received = (await world.networks.received('mastodon')).slice(-content.thread.length - 1);
    expect(words(received.map(({ text }) => text).join('\n'))).toBe(words(long));
    expect(received.map(({ replyTo }) => replyTo ?? null)).toEqual([
      null,
      ...received.slice(0, -1).map(({ id }) => id),
    ]);
  });

  test('loses no word when it is made a thread a second time', () => {
    const crosspost = shortened(lanes.mastodon);
    makeThread(world.core, crosspost.id);
    const once = after(crosspost);
    makeThread(world.core, crosspost.id);
    expect(wordsOf(after(crosspost))).toEqual(words(long));
    expect(after(crosspost).content.thread.length).toBe(once.content.thread.length);
  });

  test('has every word also when the person made a part too long meanwhile', () => {
    const crosspost = shortened(lanes.bluesky);
    makeThread(world.core, crosspost.id);
    const more = 'And a word more. '.repeat(30);
    const [second = '', ...rest] = after(crosspost).content.thread;
    edit(world.core, { id: crosspost.id, thread: [`${second} ${more}`, ...rest] });
    expect(codes(after(crosspost))).toContain('text_too_long');
    const before = wordsOf(after(crosspost));
    makeThread(world.core, crosspost.id);
    expect(wordsOf(after(crosspost))).toEqual(before);
    expect(after(crosspost)).toMatchObject({ state: 'waiting' });
  });

  test('is one post again when the edit is taken back', () => {
    const crosspost = shortened(lanes.mastodon);
    makeThread(world.core, crosspost.id);
    resetEdit(world.core, crosspost.id);
    expect(after(crosspost)).toMatchObject({ content: crosspost.content, contentHash: crosspost.contentHash });
    expect(shownCodes(crosspost)).toEqual(['text_shortened']);
  });

  test('voids a yes that was given to the shortened one', () => {
    const crosspost = shortened(lanes.mastodon);
    approve(world.core, [crosspost]);
    makeThread(world.core, crosspost.id);
    expect(after(crosspost)).toMatchObject({ state: 'waiting', dueAt: null });
    expect(world.core.store.read.approval(crosspost.id)).toBeNull();
    expect(() => approve(world.core, [crosspost])).toThrow('approval_stale');
    expect(() => undo(world.core, [crosspost.id])).toThrow('not_possible_now');
  });
});

describe('a text that the person rewrote', () => {
  test('is made a thread as they wrote it, not as the original was', () => {
    const crosspost = shortened(lanes.bluesky);
    const mine = 'My own words of it. '.repeat(40);
    edit(world.core, { id: crosspost.id, text: mine });
    expect(after(crosspost).state).toBe('held');
    makeThread(world.core, crosspost.id);
    expect(wordsOf(after(crosspost))).toEqual(words(mine));
    expect(after(crosspost).state).toBe('waiting');
  });

  test('that fits stays one post', () => {
    const crosspost = shortened(lanes.bluesky);
    edit(world.core, { id: crosspost.id, text: 'Short and mine' });
    makeThread(world.core, crosspost.id);
    expect(after(crosspost).content).toMatchObject({ text: 'Short and mine', thread: [] });
  });
});

test.each([
  ['on a network without threads', 'pixelfed', long],
  ['of one word that fits nowhere', 'mastodon', 'x'.repeat(2_000)],
  ['of nothing', 'mastodon', ' '],
] as const)('no thread can be made %s, and nothing changes', (_, to, text) => {
  const crosspost = queueCrosspost(lanes[to], { text: 'Words', original: text });
  expect(() => makeThread(world.core, crosspost.id)).toThrow('not_possible_now');
  expect(after(crosspost)).toEqual(crosspost);
});

describe('the title of a video without words', () => {
  test('is missing and holds it; written, it clears the hold and goes out', async () => {
    const source = await world.link('mastodon');
    createRoute(world.core, source, lanes.youtube.destination, 'review');
    await world.work();
    await publishOnSource(world, { network: 'mastodon', text: '', video: { name: 'dunes-pan', altText: 'Sand' } });
    await world.pass(3_600_000);
    const [held] = world.core.store.read.crosspostsTo(lanes.youtube.destination, 'held');
    if (held === undefined) throw new Error('Nothing was held');
    expect([held.content.title, codes(held)]).toEqual(['', expect.arrayContaining(['title_missing'])]);
    edit(world.core, { id: held.id, title: 'x'.repeat(101) });
    expect(codes(after(held))).toContain('title_too_long');
    expect(codes(after(held))).not.toContain('title_missing');
    edit(world.core, { id: held.id, title: 'Four seconds of wind' });
    expect(after(held)).toMatchObject({ state: 'waiting', content: { title: 'Four seconds of wind', text: '' } });
    edit(world.core, { id: held.id, title: ' ' });
    expect(after(held)).toMatchObject({ state: 'held' });
    edit(world.core, { id: held.id, title: 'Four seconds of wind' });
    expect(await approveAndGo(world, after(held))).toMatchObject({ state: 'published', problem: null });
    expect(JSON.stringify(await world.networks.received('youtube'))).toContain('Four seconds of wind');
  });

  test('is not given to a network that has none', () => {
    const crosspost = queueCrosspost(lanes.mastodon, { text: 'Words' });
    edit(world.core, { id: crosspost.id, title: 'A title' });
    expect(after(crosspost)).toMatchObject({ content: { title: null }, contentHash: crosspost.contentHash });
  });
});
