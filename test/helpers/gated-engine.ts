/** The engine with its scheduler and its gate, on the parts of a world and its clock. */
import { setTimeout as rest } from 'node:timers/promises';
import { type Engine, startEngine } from '../../main/engine.ts';
import { clockSettlesMs } from '../../main/core/schedule/gate.ts';
import type { EngineWorld } from './engine-world.ts';

export interface GatedEngine extends Engine {
  /** Waits until nothing is under way. */
  readonly rest: () => Promise<void>;
  /** Lets time pass in steps, as a machine does that is awake, and does what is due. */
  readonly pass: (ms: number, stepMs?: number) => Promise<void>;
  /** Long enough for the clock to settle and for accounts to be asked. */
  readonly settle: () => Promise<void>;
  /** The lid is closed for so long: no timer goes, and the uptime stands still. */
  readonly sleep: (ms: number) => Promise<void>;
}

export function startGatedEngine(world: EngineWorld): GatedEngine {
  const engine = startEngine({ ...world.core, onChange: () => {} });
  engine.setReachable({ online: true });
  const untilIdle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await rest(1);
      while (engine.scheduler.isWorking()) {
        quiet = 0;
        await rest(2);
      }
    }
  };
  const pass = async (ms: number, stepMs = 30_000): Promise<void> => {
    for (let left = ms; left > 0; left -= stepMs) {
      world.clock.advance(Math.min(left, stepMs));
      await untilIdle();
    }
  };
  return {
    ...engine,
    rest: untilIdle,
    pass,
    settle: () => pass(3 * clockSettlesMs, clockSettlesMs / 2),
    sleep: async (ms) => {
      engine.setReachable({ awake: false });
      await untilIdle();
      world.clock.leap(ms);
      engine.setReachable({ awake: true });
      await untilIdle();
    },
  };
}
