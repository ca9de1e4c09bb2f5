import { tomorrowMorning } from '../../contract/times.ts';
import { expect, test } from 'vitest';
import { type ErrorCode, errorCodes, remedyFor } from '../../contract/errors.ts';
import type { CrosspostId, CrosspostState, Notice, PostId, Sha256 } from '../../contract/model.ts';
import type { CrosspostView, PostView, QueueDetail, QueueRow } from '../../contract/queue-views.ts';
import {
  afterDealtWith,
  approvalsOf,
  neighbour,
  problemAction,
  secondsLeft,
  skippableOf,
  undoOf,
} from '../../renderer/approval/decisions.ts';

const id = (value: number): CrosspostId => value as CrosspostId;
const hold: Notice = { code: 'text_too_long', level: 'hold' };
const warning: Notice = { code: 'alt_text_missing', level: 'warning' };

function crosspost(number: number, state: CrosspostState, more: Partial<CrosspostView> = {}): CrosspostView {
  const contentHash = `hash-${number}` as Sha256;
  return { id: id(number), state, contentHash, notices: [], undoUntil: null, ...more } as unknown as CrosspostView;
}
const detail = (...crossposts: readonly CrosspostView[]): QueueDetail => ({
  post: {} as PostView,
  crossposts,
  offer: null,
});
const rows = [1, 2, 3].map((postId) => ({ postId }) as unknown as QueueRow);
const post = (value: number): PostId => value as PostId;

test('an approval covers what waits without a hold, each with the content that is shown', () => {
  const shown = detail(
    crosspost(1, 'waiting'),
    crosspost(2, 'waiting', { notices: [warning] }),
    crosspost(3, 'waiting', { notices: [hold] }),
    crosspost(4, 'held'),
    crosspost(5, 'published'),
  );
  expect(approvalsOf(shown)).toEqual([
    { id: 1, contentHash: 'hash-1' },
    { id: 2, contentHash: 'hash-2' },
  ]);
});

test('skipping covers what waits and what is held, never what is on its way', () => {
  const states: readonly CrosspostState[] = ['waiting', 'held', 'approved', 'publishing', 'unknown', 'published'];
  expect(skippableOf(detail(...states.map((state, index) => crosspost(index, state))))).toEqual([0, 1]);
});

test('only what was just approved and has not left can be undone, until the first of them leaves', () => {
  const shown = detail(
    crosspost(1, 'approved', { undoUntil: 2000 }),
    crosspost(2, 'approved', { undoUntil: 1500 }),
    crosspost(3, 'approved', { undoUntil: 500 }),
    crosspost(4, 'publishing'),
  );
  expect(undoOf(shown, [id(1), id(2), id(4)])).toEqual({ ids: [1, 2], until: 1500 });
  expect(undoOf(shown, [id(4)])).toBeNull();
});

test('the countdown never shows zero while there is time, nor less than zero after', () => {
  expect(secondsLeft(10_000, 0)).toBe(10);
  expect(secondsLeft(10_000, 9_999)).toBe(1);
  expect(secondsLeft(10_000, 12_000)).toBe(0);
});

test('after a post is dealt with the next is shown, at the end the one before, at last none', () => {
  expect(afterDealtWith(rows, post(2))).toBe(3);
  expect(afterDealtWith(rows, post(3))).toBe(2);
  expect(afterDealtWith(rows.slice(0, 1), post(1))).toBeNull();
});

test('walking the list stops at its ends and begins at its first', () => {
  expect(neighbour(rows, post(1), 1)).toBe(2);
  expect(neighbour(rows, post(3), 1)).toBe(3);
  expect(neighbour(rows, post(1), -1)).toBe(1);
  expect(neighbour(rows, null, 1)).toBe(1);
  expect(neighbour([], null, 1)).toBeNull();
});

test('every failure has a button, except where there is nothing to press', () => {
  const without = errorCodes.filter((code) => problemAction({ code }, 0) === null);
  const nothingToPress = (code: ErrorCode): boolean => ['none', 'settle'].includes(remedyFor(code));
  expect(without).toEqual(errorCodes.filter(nothingToPress));
});

test('a pause that the network asked for is waited out before it can be tried again', () => {
  expect(problemAction({ code: 'rate_limited', until: 2000 }, 1000)).toBeNull();
  expect(problemAction({ code: 'rate_limited', until: 2000 }, 2000)).toBe('try_again');
});

test('“until tomorrow” ends at eight in the morning, also over the end of a month', () => {
  expect(new Date(tomorrowMorning(new Date(2026, 0, 31, 23, 59).getTime()))).toEqual(new Date(2026, 1, 1, 8));
});
