/** What a run plays on: the world's clock, the networks, the disk, the person, and what was counted so far. */
import path from 'node:path';
import { scaledClock } from '../../main/supervision/clock.ts';
import type { ClockSetting, Death } from '../../main/supervision/protocol.ts';
import type { Boundary } from '../../main/core/boundaries.ts';
import type { Befalls } from './befalls.ts';
import type { Disk } from './disk.ts';
import type { Person } from './person.ts';
import type { Plan } from './plan.ts';
import { type Ended, type Program, startProgram } from './program.ts';
import type { Servers } from './servers.ts';

export interface Stage {
  readonly plan: Plan;
  readonly say: (line: string) => void;
  readonly clock: WorldClock;
  readonly befalls: Befalls;
  readonly servers: Servers;
  readonly disk: Disk;
  readonly person: Person;
  readonly counted: Counted;
}

export interface Counted {
  kills: number;
  restarts: number;
  /** How long each start took until calls were answered. */
  readonly startsMs: number[];
  /** How often the program was ended exactly there. */
  readonly boundaries: Partial<Record<Boundary, number>>;
  /** What the program did that it should not have done. */
  readonly faults: string[];
}

/** The clock of the world: the networks', and the program's where its own is not wrong. */
export interface WorldClock {
  readonly now: () => number;
  readonly setting: (aheadMs?: number) => ClockSetting;
  readonly forward: (ms: number) => void;
  /** From now on time passes so many times as fast as the machine's. */
  readonly runAt: (scale: number) => void;
}

/** On a machine that starts the program in a second; on a slower one a call takes longer too, and would seem to take minutes. */
const fullScale = 60;
const leastScale = 5;

export function startWorldClock(): WorldClock {
  let setting: ClockSetting = { epoch: Date.now(), real: Date.now(), scale: fullScale };
  const clock = scaledClock(setting, Date.now);
  const put = (epoch: number, scale: number): void => {
    setting = { epoch, real: Date.now(), scale };
    clock.set(setting);
  };
  return {
    now: clock.now,
    setting: (aheadMs = 0) => ({ ...setting, epoch: setting.epoch + aheadMs }),
    forward: (ms) => put(clock.now() + ms, setting.scale),
    runAt: (scale) => put(clock.now(), scale),
  };
}

export function startOn({ disk, servers, clock, counted }: Stage, death: Death | null = null, aheadMs = 0): Program {
  const startedAt = Date.now();
  const program = startProgram({
    userData: disk.folder,
    addressesFile: servers.addressesFile,
    compileCache: path.join(path.dirname(disk.folder), 'compiled'),
    clock: clock.setting(aheadMs),
    death,
    consent: servers.consent,
  });
  void program.ready.then((isReady) => {
    if (!isReady) return;
    const tookMs = Date.now() - startedAt;
    counted.startsMs.push(tookMs);
    putClock({ clock }, program, Math.max(leastScale, fullScale / paceOf(tookMs)), aheadMs);
  });
  return program;
}

/** How many times as long everything takes as on a machine that starts the program in a second. */
export const paceOf = (tookMs: number): number => Math.max(1, tookMs / 1_000);

export function putClock({ clock }: Pick<Stage, 'clock'>, program: Program, scale: number, aheadMs = 0): void {
  clock.runAt(scale);
  program.tell({ kind: 'clock', clock: clock.setting(aheadMs) });
}

/** Rejects with what it wrote when it does not start. */
export async function untilReady(program: Program): Promise<void> {
  if (!(await program.ready)) throw new Error(`The program did not start:\n${(await program.ended).output}`);
}

/** Without a word, as a power cut does. */
export async function end(program: Program): Promise<Ended> {
  program.signal('SIGKILL');
  return program.ended;
}
