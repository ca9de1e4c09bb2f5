/** The program without a face: store, networks, pictures and scheduler put together. What it is given is all it reaches. */
import { randomUUID } from 'node:crypto';
import { toError } from '../contract/errors.ts';
import type { NetworkId } from '../contract/model.ts';
import type { Status } from '../contract/views.ts';
import type { Change, Core } from './core/core.ts';
import { recover } from './core/crosspost/recover.ts';
import type { Connector } from './core/ports/network.ts';
import type { Store } from './core/ports/store.ts';
import type { BucketHost } from './core/ports/hosting.ts';
import type { LedgerAnchor } from './core/ports/ledger.ts';
import type { Clock, Log, NetworkTime, PictureStore, Sealer, VideoStore, Web } from './core/ports/system.ts';
import { keepAnchor } from './core/ledger/anchor.ts';
import { openGate } from './core/schedule/gate.ts';
import type { Scheduler } from './core/schedule/scheduler.ts';
import { startScheduler } from './core/schedule/scheduler.ts';
import { statusOf } from './core/status.ts';

export interface EngineParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly networkTime: NetworkTime;
  readonly log: Log;
  readonly connectors: ReadonlyMap<NetworkId, Connector>;
  readonly pictures: PictureStore;
  readonly videos: VideoStore;
  readonly web: Web;
  readonly bucketHost: BucketHost;
  readonly sealer: Sealer;
  readonly anchor: LedgerAnchor;
  readonly onChange: (change: Change) => void;
  readonly passing?: Core['passing'];
}
export interface Engine {
  readonly core: Core;
  readonly scheduler: Scheduler;
  readonly status: () => Status;
  /** Whether the machine is awake and has a network; while not, nothing is due. */
  readonly setReachable: (state: { readonly online?: boolean; readonly awake?: boolean }) => void;
  readonly stop: () => Promise<void>;
}

/** Settles what the last run left open, then starts working. */
export function startEngine(parts: EngineParts): Engine {
  const { store, clock, log } = parts;
  let reachable = { online: true, awake: true };
  /** A window that cannot be told must not stop what is being sent. */
  const tell = (change: Change): void => {
    try {
      parts.onChange(change);
    } catch (thrown) {
      log.error('a change could not be shown', { change: change.kind, error: toError(thrown).message });
    }
  };
  const core: Core = {
    ...parts,
    random: Math.random,
    newKey: randomUUID,
    changed: (change) => {
      tell(change);
      queueMicrotask(() => scheduler.wake());
    },
    mayPublish: (id) => gate.mayPublish(id),
  };
  recover(core);
  const anchor = keepAnchor(core);
  const gate = openGate(core, () => reachable);
  const scheduler = startScheduler({
    clock,
    log,
    due: gate.due,
    onWorking: () => tell({ kind: 'status' }),
  });
  return {
    core,
    scheduler,
    status: () => {
      const { online } = reachable;
      const aheadMs = gate.wrongByMs();
      return statusOf(store.read, { now: clock.now(), online, clockAheadMs: aheadMs, working: scheduler.isWorking() });
    },
    setReachable: (state) => {
      reachable = { ...reachable, ...state };
      tell({ kind: 'status' });
      scheduler.wake();
    },
    stop: async () => {
      await scheduler.stop();
      await anchor.stop();
    },
  };
}
