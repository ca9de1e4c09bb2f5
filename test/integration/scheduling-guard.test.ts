/** Asked again before anything leaves: after a sleep, a change of the rules, a refusal, a clock that was put right. */
import { describe, expect, test } from 'vitest';
import { setTime } from '../../main/core/crosspost/reschedule.ts';
import { atSix, everyDay, monday, openPaperWorld, october as at, timesOf as times } from '../helpers/paper-world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('asked again before anything leaves', () => {
  test('what became due while the machine slept goes one after the other, and moves nothing that is on time', async () => {
    const world = openPaperWorld(monday);
    const slots = everyDay(13 * 60, 14 * 60, 15 * 60, 19 * 60);
    const account = world.link('ann', 'mastodon', { timing: 'next_slot', slots, spacingMinutes: 60 });
    world.approve(...[1, 2, 3, 4].map(() => world.queue(account)));
    world.clock.advance(at('19T18:30') - world.clock.now());
    await world.work();
    const late = world.core.store.read.crosspostsInState('approved', 9).filter(({ problem }) => problem !== null);
    expect(late.map(({ problem }) => problem?.code)).toEqual(['spacing', 'spacing', 'spacing']);
    await world.passUntil(at('20T00:00'));
    expect(times(world)).toEqual([at('19T19:00'), at('19T20:00'), at('19T21:00'), at('19T22:00')]);
  });

  test('quiet hours that were set after the yes are kept, a time that was chosen inside them is too', async () => {
    const world = openPaperWorld(monday);
    const account = world.link('ann', 'mastodon', { timing: 'next_slot', slots: everyDay(23 * 60) });
    const [given, chosen] = [world.queue(account), world.queue(account)];
    setTime(world.core, chosen.id, at('19T23:30'));
    world.approve(given, chosen);
    world.setSchedule(account, { quiet: { from: 22 * 60, to: 7 * 60 } });
    await world.passUntil(at('19T23:10'));
    const until = at('20T07:00');
    expect(world.current(given)).toMatchObject({ dueAt: until, problem: { code: 'quiet_hours', until } });
    await world.passUntil(at('21T00:00'));
    expect(world.sent.map((post) => [post.text, post.at])).toEqual([
      ['Number 2', at('19T23:30')],
      ['Number 1', at('20T07:00')],
    ]);
  });

  test('a chosen time that went by in the night waits for the morning, but not within its own quiet hours', async () => {
    const world = openPaperWorld(monday);
    const rules = { quiet: { from: 22 * 60, to: 7 * 60 } };
    const [evening, night] = [world.link('ann', 'mastodon', rules), world.link('bob', 'bluesky', rules)];
    const [missed, own] = [world.queue(evening), world.queue(night)];
    setTime(world.core, missed.id, at('19T20:00'));
    setTime(world.core, own.id, at('19T23:00'));
    world.approve(missed);
    world.approve(own);
    world.clock.advance(at('20T02:00') - world.clock.now());
    await world.passUntil(at('20T12:00'));
    expect(world.sent.map((post) => [post.account, post.at])).toEqual([
      ['bob', at('20T02:00')],
      ['ann', at('20T07:00')],
    ]);
  });

  test('what the network holds a part of goes on without asking; what left nothing there asks again', async () => {
    const world = openPaperWorld('2026-10-19T21:59:40+02:00');
    const rules = { quiet: { from: 22 * 60, to: 7 * 60 } };
    const [ann, bob] = [world.link('ann', 'mastodon', rules), world.link('bob', 'bluesky', rules)];
    const [begun, refused] = [world.queue(ann), world.queue(bob)];
    const later = { kind: 'refused', problem: { code: 'rate_limited' } } as const;
    world.answerNext({ kind: 'accepted', result: null, post: null });
    world.answerNext(later);
    world.answerNext(later);
    world.approve(begun);
    world.approve(refused);
    await world.passUntil(at('19T23:00'));
    expect(world.current(begun).state).toBe('published');
    expect(world.current(refused)).toMatchObject({ state: 'approved', problem: { code: 'quiet_hours' } });
  });

  test('a cap that puts things off for days does not ask again and again', async () => {
    const world = openPaperWorld(monday);
    const account = world.link('ann', 'mastodon', {});
    world.approve(...[1, 2, 3, 4].map(() => world.queue(account)));
    world.setSchedule(account, { dailyCap: 1 });
    await world.passUntil(at('26T00:00'));
    const days = times(world).map((time) => new Date(time + 2 * hourMs).getUTCDate());
    expect(days).toEqual([19, 20, 21, 22]);
  });
});

describe('clocks', () => {
  test('a time that was chosen a year ahead is not due before', async () => {
    const world = openPaperWorld(monday);
    const waiting = world.queue(world.link('ann'));
    const nextYear = world.clock.now() + 365 * dayMs;
    setTime(world.core, waiting.id, nextYear);
    world.approve(waiting);
    await world.work();
    expect(world.sent).toEqual([]);
    expect(world.core.store.read.nextDueAt(world.clock.now())).toBe(nextYear);
  });

  test('of a clock that ran ahead and was put right: at once goes soon, a slot is asked for anew, a chosen time stays', async () => {
    const world = openPaperWorld(monday);
    const [soon, slots] = [world.link('ann'), world.link('bob', 'bluesky', atSix)];
    const [atOnce, inSlot, chosen] = [world.queue(soon), world.queue(slots), world.queue(soon)];
    world.clock.advance(365 * dayMs);
    const wrong = world.clock.now() + dayMs;
    setTime(world.core, chosen.id, wrong);
    world.approve(atOnce);
    world.approve(inSlot);
    world.approve(chosen);
    world.clock.advance(-365 * dayMs);
    await world.work();
    expect(world.sent).toMatchObject([{ text: 'Number 1' }]);
    expect(world.current(inSlot)).toMatchObject({ state: 'waiting', scheduledAt: null });
    expect(world.core.store.read.voidedApproval(inSlot.id)?.voidReason).toBe('rescheduled');
    expect(world.current(chosen)).toMatchObject({ state: 'approved', dueAt: wrong });
  });
});
