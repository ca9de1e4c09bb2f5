/**
 * The way out for all that is due. After a gap — asleep, offline, paused, closed, or a clock that was set — nothing goes to an
 * account before the time of day goes on steadily, the account's network has answered, and what its crossposts missed is dealt
 * with as their routes say. Reading, and looking after what has gone already, wait for nothing but the gap's end.
 */
import { toError } from '../../../contract/errors.ts';
import type { AccountId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { dealWithMissed } from '../crosspost/missed.ts';
import { longestPauseMs } from '../crosspost/retry.ts';
import type { AccountRecord } from '../ports/records.ts';
import { clockStep, type Look } from './clock-watch.ts';
import { dueNow } from './due.ts';
import { absenceOf, type Gap, gapBegins, gapEnds, isChecked } from './gap.ts';
import { pausedUntil } from './pause.ts';
import type { Due } from './scheduler.ts';

/** Right after waking a system puts its clock right: so long it must have gone on steadily. */
export const clockSettlesMs = 2_000;
/** Between two batches of what went by, so that windows and networks get their turn. */
const batchPauseMs = 50;
/**
 * A clock that is wrong by more than this stops what goes out: what is due cannot be told, and a post whose answer was lost is
 * looked for among those since it was sent, a day of slack allowed. Less happens to those who set the time for the zone.
 */
const mostWrongMs = 14 * 60 * 60_000;
/** How often it is written down that Crosstie was there. */
const heartbeatMs = 60_000;

export interface Surroundings {
  readonly online: boolean;
  readonly awake: boolean;
}
export interface Gate {
  /** What is due and may be done. Asked at every look; does one batch of what went by itself. */
  readonly due: () => Due;
  readonly mayPublish: (id: AccountId) => boolean;
  /** How far the clock is ahead (negative: behind), where that is so much that nothing goes; null where not. */
  readonly wrongByMs: () => number | null;
}

interface Held {
  gap: Gap | null;
  last: (Look & Surroundings) | null;
  nextBatchAt: number;
  beatAt: number | null;
  wrongByMs: number | null;
}

/** Begins with the gap since Crosstie last ran, as far as that is known. */
export function openGate(core: Core, surroundings: () => Surroundings): Gate {
  const { clock, store } = core;
  const atStart = { from: lastAwake(core), uptime: clock.uptime(), clockIsDoubtful: false };
  const held: Held = { gap: gapBegins(null, atStart), last: null, nextBatchAt: 0, beatAt: null, wrongByMs: null };

  const notice = (): Look => {
    const look = { now: clock.now(), uptime: clock.uptime(), ...surroundings() };
    const canWork = look.online && look.awake && pausedUntil(store.read, look.now) === null;
    held.gap = gapAfter(core, held, look, canWork);
    held.last = look;
    return look;
  };
  notice();

  return {
    due: () => {
      const look = notice();
      if (held.gap !== null && held.gap.endedAt === null) return { jobs: [], nextAt: pauseEnd(core, look.now) };
      judgeClock(core, held);
      if (held.gap !== null && held.wrongByMs === null && isSteady(held.gap, look))
        openChecked(core, held, held.gap, look);
      return held.gap === null ? unhindered(core, held, look) : hindered(core, held, held.gap, look);
    },
    mayPublish: (id) => {
      const look = notice();
      const { gap } = held;
      return gap === null || (gap.endedAt !== null && isSteady(gap, look) && gap.opened.has(id));
    },
    wrongByMs: () => held.wrongByMs,
  };
}

/** By what servers said since the gap ended: before, the machine may have slept, in which its uptime stands still. */
function judgeClock(core: Core, held: Held): void {
  const ahead = held.gap === null ? null : core.networkTime.aheadMs(held.gap.steadySince);
  const wrongByMs = ahead !== null && Math.abs(ahead) > mostWrongMs ? ahead : null;
  const isNews = (wrongByMs === null) !== (held.wrongByMs === null);
  held.wrongByMs = wrongByMs;
  if (!isNews) return;
  core.log.warn('the clock of this machine was compared with those of networks', { aheadMs: wrongByMs });
  core.changed({ kind: 'status' });
}

const isSteady = ({ steadySince }: Gap, { uptime }: Look): boolean => uptime - steadySince >= clockSettlesMs;

function gapAfter(core: Core, { gap, last }: Held, look: Look & Surroundings, canWork: boolean): Gap | null {
  const { now, uptime } = look;
  const step = last === null ? 'steady' : clockStep(last, look);
  let next = gap;
  if (last !== null && step !== 'steady') {
    core.log.warn('time did not go on steadily', { step, from: last.now, to: now });
    const clockIsDoubtful = step === 'jumped_ahead' && last.awake;
    next = gapBegins(next, { from: Math.min(last.now, now), uptime, clockIsDoubtful });
  }
  if (!canWork && next?.endedAt !== null) next = gapBegins(next, { from: now, uptime, clockIsDoubtful: false });
  return canWork && next?.endedAt === null ? gapEnds(next, look) : next;
}

/** Opens accounts that were checked since and have missed nothing more; the gap is over when all are open. */
function openChecked(core: Core, held: Held, gap: Gap, { now, uptime }: Look): void {
  const accounts = core.store.read.accounts();
  const opened = new Set(gap.opened);
  for (const account of accounts.filter(({ id }) => !opened.has(id)).filter((each) => isChecked(each, gap, now))) {
    if (uptime < held.nextBatchAt) break;
    if (dealWithMissed(core, account.id, absenceOf(gap, account.id)) === 0) opened.add(account.id);
    else held.nextBatchAt = uptime + batchPauseMs;
  }
  held.gap = accounts.every(({ id }) => opened.has(id)) ? null : { ...gap, opened };
}

function unhindered(core: Core, held: Held, { now }: Look): Due {
  beat(core, held, now);
  return dueNow(core);
}

/** Accounts that wait with something due are checked at once, whenever their turn would be; once, then as usual. */
function hindered(core: Core, held: Held, gap: Gap, look: Look): Due {
  const { now, uptime } = look;
  const waiting = core.store.read.accounts().filter(({ id }) => !gap.opened.has(id));
  const blocked = waiting.filter(({ id }) => hasDue(core, id, now));
  const toCheck = blocked.filter((account) => !gap.asked.has(account.id) && !isChecked(account, gap, now));
  held.gap = { ...gap, asked: new Set([...gap.asked, ...toCheck.map(({ id }) => id)]) };
  if (blocked.length === 0 && held.wrongByMs === null && isSteady(gap, look)) beat(core, held, now);
  const { jobs, nextAt } = dueNow(core, { publishTo: [...gap.opened], toCheck });
  const steadyAt = now + Math.max(gap.steadySince + clockSettlesMs, held.nextBatchAt) - uptime;
  // Nothing opens before the clock is put right, which is a step and is noticed within the minute.
  const goesOnAt =
    held.wrongByMs === null && blocked.some((account: AccountRecord) => isChecked(account, gap, now)) ? steadyAt : null;
  return { jobs, nextAt: earliest(nextAt, goesOnAt) };
}

/** A copy, or new words for one. */
function hasDue({ store: { read } }: Core, id: AccountId, now: number): boolean {
  const due = { now, latest: now + longestPauseMs };
  return read.dueCrosspostsTo(id, due, 1).length > 0 || read.dueUpdatesTo(id, due, 1).length > 0;
}

/**
 * Writes down at most once a minute that Crosstie was there and could send. Not while something due is held back: then the
 * gap is not over, and a start after a crash must find it as long as it was.
 */
function beat({ store, log }: Core, held: Held, now: number): void {
  if (held.beatAt !== null && Math.abs(now - held.beatAt) < heartbeatMs) return;
  held.beatAt = now;
  try {
    store.write((write) => write.setSetting('last_awake', now));
  } catch (thrown) {
    log.warn('it could not be written down that the program ran', { reason: toError(thrown).message });
  }
}

/** Never known to have run: all that was due counts as missed. A clock that ran ahead leaves nothing to say. */
function lastAwake({ store, clock }: Core): number {
  const written = store.read.setting('last_awake');
  return Math.min(typeof written === 'number' ? written : 0, clock.now());
}

function pauseEnd({ store }: Core, now: number): number | null {
  const until = pausedUntil(store.read, now);
  return until === 'forever' ? null : until;
}

function earliest(left: number | null, right: number | null): number | null {
  return left === null || right === null ? (left ?? right) : Math.min(left, right);
}
