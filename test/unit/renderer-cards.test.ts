/** What a card offers: the buttons of its notices, its words as they are typed, and what taking back comes to. */
import { expect, test } from 'vitest';
import type { Content, CrosspostId, NetworkId, NoticeCode } from '../../contract/model.ts';
import { noticeCodes } from '../../contract/model.ts';
import type { AccountView, NetworkOption } from '../../contract/views.ts';
import { liftable } from '../../contract/rules.ts';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { editOf, isWhole, wordsOf } from '../../renderer/approval/draft.ts';
import { noticeActions } from '../../renderer/approval/notice-actions.ts';
import { afterTakingBack, publishedOf, whyStays } from '../../renderer/approval/take-back.ts';

const all = { thread: true, byHand: true, narrower: true };
const actionsOf = (code: NoticeCode, possible = all) => noticeActions({ code, level: 'warning' }, possible);

test('a shortened text can become a thread only where the account has threads', () => {
  expect(actionsOf('text_shortened')).toEqual(['thread', 'edit']);
  expect(actionsOf('text_shortened', { ...all, thread: false })).toEqual(['edit']);
});

test('a missing public address is answered by a place, or by hand where that is possible', () => {
  expect(actionsOf('needs_public_address')).toEqual(['place', 'by_hand']);
  expect(actionsOf('needs_public_address', { ...all, byHand: false })).toEqual(['place']);
});

test.each<[NoticeCode, readonly string[]]>([
  ['title_missing', ['title']],
  ['title_too_long', ['title']],
  ['alt_text_missing', ['alt_text']],
  ['account_unlinked', ['link']],
  ['finished_in_app', ['by_hand']],
  ['costs_money', []],
  ['video_shape', []],
])('%s has the buttons %j', (code, actions) => {
  expect(actionsOf(code)).toEqual(actions);
});

test('a hold that may be lifted offers to carry this one; a warning of the same has nothing to lift', () => {
  for (const code of liftable) {
    expect(noticeActions({ code, level: 'hold' }, all)).toEqual(['carry']);
    expect(noticeActions({ code, level: 'warning' }, all)).toEqual([]);
  }
});

test('an audience that cannot be kept offers a smaller one where there is one', () => {
  expect(actionsOf('audience_cannot_be_kept')).toEqual(['narrower']);
  expect(actionsOf('audience_cannot_be_kept', { ...all, narrower: false })).toEqual([]);
});

test('nothing is done by hand and no thread is made where that is impossible, whatever the notice', () => {
  const impossible = noticeCodes.flatMap((code) => actionsOf(code, { ...all, thread: false, byHand: false }));
  expect(impossible.filter((action) => action === 'by_hand' || action === 'thread')).toEqual([]);
});

const file = { altText: 'Fog' } as Content['pictures'][number];
const content: Content = {
  title: null,
  text: 'One',
  thread: ['Two', 'Three'],
  language: null,
  audience: 'public',
  sensitive: false,
  warning: null,
  pictures: [file],
  video: null,
};

test('a draft begins with the words of the content, and a video’s alt text stands where pictures’ would', () => {
  expect(wordsOf(content)).toEqual({ title: null, text: 'One', thread: ['Two', 'Three'], altTexts: ['Fog'] });
  const video = { altText: 'A ferry', durationMs: 1 } as NonNullable<Content['video']>;
  expect(wordsOf({ ...content, title: 'Fog', pictures: [], video })).toMatchObject({
    title: 'Fog',
    altTexts: ['A ferry'],
  });
});

test('a part in which nothing stands is not sent, and stays open to be written', () => {
  const draft = { ...wordsOf(content), thread: ['Two', ' ', 'Three'] };
  expect(editOf(7 as CrosspostId, draft)).toEqual({ id: 7, text: 'One', thread: ['Two', 'Three'], altTexts: ['Fog'] });
  expect(isWhole(draft)).toBe(false);
  expect(isWhole(wordsOf(content))).toBe(true);
});

test('a title is sent only where the network has titles', () => {
  expect(editOf(7 as CrosspostId, wordsOf(content))).not.toHaveProperty('title');
  expect(editOf(7 as CrosspostId, { ...wordsOf(content), title: '' })).toMatchObject({ title: '' });
});

function copy(id: number, network: NetworkId, more: Partial<CrosspostView> = {}): CrosspostView {
  return { id, state: 'published', account: { id, network }, canWithdraw: true, ...more } as unknown as CrosspostView;
}
const accounts = [1, 2, 3].map((id) => ({ id }) as unknown as AccountView);
const networks = [
  { id: 'instagram', capabilities: { remove: 'no_call' } },
  { id: 'mastodon', capabilities: { remove: 'yes' } },
] as unknown as readonly NetworkOption[];

test('what is published can be taken back, and what is out of a copy that failed half way', () => {
  const failed = { state: 'failed', canWithdraw: false } as const;
  const half = copy(4, 'mastodon', { ...failed, canWithdraw: true });
  const crossposts = [copy(1, 'mastodon'), copy(2, 'mastodon', failed), copy(3, 'instagram'), half];
  expect(publishedOf({ crossposts }).map(({ id }) => id)).toEqual([1, 3, 4]);
});

test('a copy stays for the network’s own reason, or because its account is gone', () => {
  expect(whyStays(copy(1, 'mastodon'), networks, accounts)).toBeNull();
  expect(whyStays(copy(2, 'instagram', { canWithdraw: false }), networks, accounts)).toBe('no_call');
  expect(whyStays(copy(9, 'mastodon', { canWithdraw: false }), networks, accounts)).toBe('unlinked');
  expect(whyStays(copy(3, 'mastodon', { canWithdraw: false }), networks, accounts)).toBe('other');
});

test('what was not removed is still live, with what the network said where it was asked', () => {
  const before = [copy(1, 'mastodon'), copy(2, 'instagram', { canWithdraw: false }), copy(3, 'bluesky')];
  const live = { network: 'bluesky', handle: 'mara', url: null } as const;
  const { removed, live: left } = afterTakingBack(before, {
    withdrawn: [1 as CrosspostId],
    stillLive: [{ id: 3 as CrosspostId, ...live, problem: { code: 'unreachable' } }],
  });
  expect(removed.map(({ id }) => id)).toEqual([1]);
  expect(left.map(({ copy: { id }, problem }) => [id, problem?.code ?? null])).toEqual([
    [2, null],
    [3, 'unreachable'],
  ]);
});
