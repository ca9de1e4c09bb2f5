/** A week in a second: forty crossposts to three accounts, under the scheduler itself, over the end of summer time. */
import { expect, test } from 'vitest';
import { startScheduler } from '../../main/core/schedule/scheduler.ts';
import { silentLog } from '../helpers/edges.ts';
import { everyDay, openPaperWorld, type Sent } from '../helpers/paper-world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekMs = 7 * 24 * hourMs + hourMs;
/** Berlin puts its clocks back on the Sunday. */
const monday = '2026-10-19T00:00:00+02:00';
const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' });

test('each goes once, at an allowed time, apart from the others', async () => {
  const world = openPaperWorld(monday);
  const { clock, core } = world;
  const quiet = { from: 22 * 60, to: 7 * 60 };
  const slots = everyDay(2 * 60 + 30, 9 * 60, 18 * 60);
  const inSlots = world.link('slots', 'mastodon', { timing: 'next_slot', slots });
  const atOnce = world.link('at-once', 'bluesky', { quiet, spacingMinutes: 95, dailyCap: 2 });
  const both = world.link('both', 'threads', { timing: 'next_slot', slots, quiet, spacingMinutes: 600, dailyCap: 1 });
  for (const [account, count] of [
    [inSlots, 20],
    [atOnce, 13],
    [both, 7],
  ] as const)
    world.approve(...Array.from({ length: count }, () => world.queue(account)));

  const { due } = world;
  const scheduler = startScheduler({ clock, log: silentLog, due, onWorking: () => undefined });
  scheduler.wake();
  for (const end = clock.now() + weekMs; clock.now() < end;) {
    clock.advance(minuteMs);
    while (scheduler.isWorking()) await new Promise(setImmediate);
  }
  await scheduler.stop();

  expect(core.store.read.counts().tabs).toMatchObject({ scheduled: 0, problems: 0, published: 40 });
  expect(new Set(world.sent.map(({ text }) => text)).size).toBe(40);
  expect(world.sent).toHaveLength(40);
  const of = (name: string): readonly Sent[] => world.sent.filter(({ account }) => account === name);
  const walls = (name: string): readonly string[] => of(name).map(({ at }) => wall.format(at));

  expect(walls('slots').slice(16, 20)).toEqual([
    '2026-10-24 09:00',
    '2026-10-24 18:00',
    '2026-10-25 02:30',
    '2026-10-25 09:00',
  ]);
  const inOrder = walls('slots').map((time) => time.slice(11));
  expect(inOrder).toEqual(Array.from({ length: 20 }, (_, n) => ['02:30', '09:00', '18:00'][n % 3]));
  const gaps = of('at-once').map(({ at }, index, all) => at - (all[index - 1]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(95 * minuteMs);
  expect(walls('at-once').map((time) => time.slice(11))).toEqual(
    Array.from({ length: 13 }, (_, n) => ['07:00', '08:35'][n % 2]),
  );
  expect(walls('both').map((time) => time.slice(8))).toEqual([19, 20, 21, 22, 23, 24, 25].map((day) => `${day} 09:00`));
}, 60_000);
