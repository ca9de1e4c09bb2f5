/**
 * What befalls the requests to the pretend networks: whether, and what, is drawn from the seed and from the request itself
 * (network, method, kind of path, how manieth of its kind). So it does not matter in which order requests come.
 */
import type { FaultEffect, RehearsedNetwork } from '../../main/rehearsal/faults.ts';
import { chanceOf, drawFor } from './chance.ts';

export interface Befalls {
  readonly of: (network: RehearsedNetwork, method: string, path: string) => readonly FaultEffect[];
  /** Nothing befalls anyone until `work` is done: while a person signs in, and in the end. */
  readonly pausedWhile: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** For how long nothing has been sent to any network, in real milliseconds; that all are read goes on for ever. */
  readonly quietMs: () => number;
  /** How often each happened. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/** Ids, keys and handles in a path are one kind of path. */
export const kindOfPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => (/\d{3,}|[A-Za-z0-9_-]{20,}|^@|%/.test(segment) ? '*' : segment))
    .join('/');

export function createBefalls(seed: number, share: number): Befalls {
  const seen = new Map<string, number>();
  const counts: Record<string, number> = {};
  let pauses = 0;
  let lastSentAt = Date.now();
  return {
    of: (network, method, path) => {
      if (method !== 'GET') lastSentAt = Date.now();
      const kind = `${network} ${method} ${kindOfPath(path)}`;
      const nth = (seen.get(kind) ?? 0) + 1;
      seen.set(kind, nth);
      if (pauses > 0 || drawFor(seed, kind, nth) >= share) return [];
      const effect = effectFor(drawFor(seed, 'what', kind, nth));
      counts[effect.kind] = (counts[effect.kind] ?? 0) + 1;
      return [effect];
    },
    pausedWhile: async (work) => {
      pauses += 1;
      return work().finally(() => (pauses -= 1));
    },
    quietMs: () => Date.now() - lastSentAt,
    counts: () => counts,
  };
}

function effectFor(draw: number): FaultEffect {
  const chance = chanceOf(Math.floor(draw * 2 ** 32));
  switch (chance.between(0, 10)) {
    case 0:
    case 1:
      return { kind: 'dropBeforeAccept' };
    case 2:
    case 3:
      return { kind: 'dropAfterAccept' };
    case 4:
      return { kind: 'status429', resetInMs: chance.between(1, 10) * 60_000 };
    case 5:
      return { kind: 'status5xx', status: chance.pick([500, 502, 503, 504]) };
    case 6:
      return { kind: 'malformedJson' };
    case 7:
      return { kind: 'truncated' };
    case 8:
      return { kind: 'htmlInsteadOfJson' };
    case 9:
      return { kind: 'dropAtByte', atByte: chance.between(0, 4_000) };
    default:
      return { kind: 'holdAnswer', holdMs: chance.between(10, 400) };
  }
}
