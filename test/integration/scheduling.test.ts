/** The times of crossposts: given by the rules, chosen by the person, asked for again before anything leaves. */
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../main/core/crosspost/content.ts';
import { restore, skip, undo } from '../../main/core/crosspost/decide.ts';
import { edit } from '../../main/core/crosspost/edit.ts';
import { setTime } from '../../main/core/crosspost/reschedule.ts';
import { queueDetail } from '../../main/core/post-views.ts';
import { freeSlotsOf, plannedIn } from '../../main/core/schedule/planned.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { atSix, monday, october as at, openPaperWorld, timesOf as times } from '../helpers/paper-world.ts';

describe('a time that the rules give', () => {
  test('the next free slot is part of the approval, and nothing goes before it', async () => {
    const world = openPaperWorld(monday);
    const account = world.link('ann', 'mastodon', atSix);
    const [first, second] = [world.queue(account), world.queue(account)];
    world.approve(first, second);
    expect(world.current(first)).toMatchObject({ scheduledAt: at('19T18:00'), scheduledBy: 'rules' });
    const { content, contentHash: hash, scheduledAt } = world.current(second);
    expect(scheduledAt).toBe(at('20T18:00'));
    const { read } = world.core.store;
    expect(hash).toBe(contentHash(content, read.account(account) as never, at('20T18:00')));
    expect(read.approval(second.id)).toMatchObject({ contentHash: hash, scheduledAt });
    await world.passUntil(at('22T00:00'));
    expect(times(world)).toEqual([at('19T18:00'), at('20T18:00')]);
  });

  test('undo frees the slot, an edit keeps it for the next yes', () => {
    const world = openPaperWorld(monday);
    const account = world.link('ann', 'mastodon', atSix);
    const [undone, edited] = [world.queue(account), world.queue(account)];
    world.approve(undone, edited);
    undo(world.core, [undone.id]);
    expect(world.current(undone)).toMatchObject({ ...undone, changedAt: expect.any(Number) });
    edit(world.core, { id: edited.id, text: 'Other words' });
    expect(world.current(edited)).toMatchObject({ state: 'waiting', scheduledAt: at('20T18:00') });
    world.approve(edited);
    world.approve(undone);
    expect([world.current(undone), world.current(edited)].map(({ scheduledAt }) => scheduledAt)).toEqual([
      at('19T18:00'),
      at('20T18:00'),
    ]);
  });

  test('a slot that was kept while it waited and is taken by now gives way to the next', () => {
    const world = openPaperWorld(monday);
    const account = world.link('ann', 'mastodon', atSix);
    const [slow, quick] = [world.queue(account), world.queue(account)];
    setTime(world.core, slow.id, 'next_slot');
    world.approve(quick);
    expect(world.current(quick).scheduledAt).toBe(world.current(slow).scheduledAt);
    world.approve(slow);
    expect(world.current(slow).scheduledAt).toBe(at('20T18:00'));
  });

  test('without a free slot the yes is refused, and all stays as it was', () => {
    const world = openPaperWorld(monday);
    const quiet = { from: 17 * 60, to: 19 * 60 };
    const waiting = world.queue(world.link('ann', 'mastodon', { ...atSix, quiet }));
    expect(() => world.approve(waiting)).toThrow('no_free_slot');
    expect(world.current(waiting)).toEqual(waiting);
    expect(world.core.store.read.approval(waiting.id)).toBeNull();
  });

  test('at once means after the quiet hours, apart from the others, and tomorrow when today is full', async () => {
    const world = openPaperWorld('2026-10-19T23:30:00+02:00');
    const rules = { quiet: { from: 22 * 60, to: 7 * 60 }, spacingMinutes: 90, dailyCap: 2 };
    const account = world.link('ann', 'mastodon', rules);
    world.approve(world.queue(account), world.queue(account), world.queue(account));
    await world.passUntil(at('22T00:00'));
    expect(times(world)).toEqual([at('20T07:00'), at('20T08:30'), at('21T07:00')]);
  });
});

describe('a time that the person chose', () => {
  test('is kept to the minute against their own rules, and said', async () => {
    const world = openPaperWorld(monday);
    const rules = { quiet: { from: 22 * 60, to: 7 * 60 }, spacingMinutes: 60, dailyCap: 1 };
    const account = world.link('ann', 'mastodon', rules);
    const [before, chosen] = [world.queue(account), world.queue(account)];
    setTime(world.core, before.id, at('19T22:30'));
    setTime(world.core, chosen.id, at('19T23:00'));
    world.approve(before, chosen);
    const shown = queueDetail(world.core, chosen.postId).crossposts[0];
    expect(shown?.notices.map(({ code }) => code)).toEqual(['time_in_quiet_hours', 'time_too_close', 'time_over_cap']);
    await world.passUntil(at('20T12:00'));
    expect(times(world)).toEqual([at('19T22:30'), at('19T23:00')]);
  });

  test('stays after an undo; one that has passed is dropped when it is brought back', async () => {
    const world = openPaperWorld(monday);
    const waiting = world.queue(world.link('ann'));
    setTime(world.core, waiting.id, at('19T20:00'));
    world.approve(waiting);
    undo(world.core, [waiting.id]);
    expect(world.current(waiting)).toMatchObject({ state: 'waiting', scheduledAt: at('19T20:00') });
    skip(world.core, [waiting.id]);
    restore(world.core, [waiting.id]);
    expect(world.current(waiting).scheduledAt).toBe(at('19T20:00'));
    skip(world.core, [waiting.id]);
    await world.passUntil(at('20T00:00'));
    restore(world.core, [waiting.id]);
    expect(world.current(waiting)).toMatchObject({ ...waiting, changedAt: at('20T00:00') });
  });

  test('a time in the past is now', async () => {
    const world = openPaperWorld(monday);
    const waiting = world.queue(world.link('ann'));
    setTime(world.core, waiting.id, at('01T00:00'));
    world.approve(waiting);
    await world.passUntil(world.clock.now() + undoMs);
    expect(times(world)).toEqual([Date.parse(monday) + undoMs]);
  });
});

describe('moving what was approved', () => {
  test('the old yes is void, the person’s new one is for the new time, and it goes once', async () => {
    const world = openPaperWorld(monday);
    const waiting = world.queue(world.link('ann', 'mastodon', atSix));
    world.approve(waiting);
    setTime(world.core, waiting.id, at('21T09:15'));
    const moved = world.current(waiting);
    expect(moved).toMatchObject({ state: 'approved', dueAt: at('21T09:15'), scheduledBy: 'person' });
    const { read } = world.core.store;
    expect(read.approval(waiting.id)).toMatchObject({ contentHash: moved.contentHash, approvedBy: 'person' });
    const actions = read.ledger(null, 4).map(({ action }) => action);
    expect(actions).toEqual(['crosspost_approved', 'crosspost_rescheduled', 'approval_voided', 'crosspost_approved']);
    await world.passUntil(at('23T00:00'));
    expect(times(world)).toEqual([at('21T09:15')]);
    expect(() => setTime(world.core, waiting.id, at('24T00:00'))).toThrow('not_possible_now');
  });

  test('to no time of its own it goes as the rules say', () => {
    const world = openPaperWorld(monday);
    const waiting = world.queue(world.link('ann'));
    setTime(world.core, waiting.id, at('24T20:00'));
    world.approve(waiting);
    setTime(world.core, waiting.id, null);
    expect(world.current(waiting)).toMatchObject({ scheduledAt: null, dueAt: Date.parse(monday) + undoMs });
  });

  test('it is too late while its outcome is unknown', async () => {
    const world = openPaperWorld(monday);
    const waiting = world.queue(world.link('ann'));
    world.answerNext({ kind: 'accepted', result: null, post: null });
    world.answerNext({ kind: 'unknown', problem: { code: 'timeout' } });
    world.approve(waiting);
    await world.passUntil(world.clock.now() + undoMs);
    expect(world.current(waiting).state).toBe('unknown');
    expect(() => setTime(world.core, waiting.id, at('24T20:00'))).toThrow('too_late');
  });
});

describe('what windows ask', () => {
  test('free slots for an account and for moving what holds one', () => {
    const world = openPaperWorld(monday);
    const account = world.link('ann', 'mastodon', atSix);
    const waiting = world.queue(account);
    world.approve(waiting);
    const ask = (of: Parameters<typeof freeSlotsOf>[1]['of']) => freeSlotsOf(world.core, { of, from: 0, count: 2 });
    expect(ask({ accountId: account })).toEqual([at('20T18:00'), at('21T18:00')]);
    expect(ask({ id: waiting.id })).toEqual([at('19T18:00'), at('20T18:00')]);
    expect(ask({ accountId: world.link('bob', 'bluesky') })).toEqual([]);
  });

  test('a week shows what goes in it and what waits with a time in it, in order', () => {
    const world = openPaperWorld(monday);
    const [ann, bob] = [world.link('ann', 'mastodon', atSix), world.link('bob', 'bluesky')];
    const [slot, soon, wish, later] = [world.queue(ann), world.queue(bob), world.queue(bob), world.queue(bob)];
    world.approve(slot);
    world.approve(soon);
    setTime(world.core, wish.id, at('20T08:00'));
    setTime(world.core, later.id, at('27T08:00'));
    const week = plannedIn(world.core, { from: at('19T00:00'), to: at('26T00:00') });
    expect(week.map(({ id, isExact }) => [id, isExact])).toEqual([
      [soon.id, false],
      [slot.id, true],
      [wish.id, true],
    ]);
  });
});
