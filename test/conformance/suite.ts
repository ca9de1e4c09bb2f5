/**
 * The one suite that every network passes: each capability, under each fault, on the real core. Whatever befalls a network,
 * a call ends with its answer or with one of a few codes, and a crosspost arrives once, or not at all with a reason.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { NetworkId } from '../../contract/model.ts';
import { tokenEvents } from '../../main/rehearsal/token-events.ts';
import { type Kind, kindsFor } from './contents.ts';
import { type RealServer } from './server.ts';
import { type ConformanceWorld, startConformanceWorld } from './world.ts';

import { declareCalls } from './calls.ts';
import { declareCrosspost } from './crossposts.ts';

/** A real server in place of the pretend one. It has no moods, and of what befalls a sign-in a test can only end it. */
export interface RealOptions {
  readonly start: () => Promise<RealServer>;
  /** Kinds whose every request meets with every fault; the others would repeat them. */
  readonly underFaults: readonly Kind[];
}

export interface ConformanceOptions {
  readonly real?: RealOptions;
  /** Kinds that its server cannot show, each with the reason. */
  readonly leftOut?: Readonly<Partial<Record<Kind, string>>>;
  /** How long the account rests before each crosspost, so that its rate limits are no part of the case. */
  readonly restMs?: number;
  /** What a person sets up at the network beforehand. */
  readonly prepare?: (world: ConformanceWorld) => Promise<void>;
  /** What happens before each crosspost, of which the case is not. */
  readonly beforeEach?: (world: ConformanceWorld) => Promise<void>;
}

/** Declares the suite for one network and the kinds of crossposts that it takes. */
export function conformance(id: NetworkId, kinds: readonly Kind[], options: ConformanceOptions = {}): void {
  const { leftOut = {}, restMs = 31 * 60_000, real } = options;
  let world: ConformanceWorld;
  beforeAll(async () => {
    const started = await startConformanceWorld(id, restMs, await real?.start());
    const approved: ConformanceWorld['approved'] = async (kind) => {
      await options.beforeEach?.(started);
      return started.approved(kind);
    };
    world = { ...started, approved };
    await options.prepare?.(world);
  }, 120_000);
  afterEach(async () => {
    await world.server.calm();
    await world.ensureLinked();
    await world.server.tidy();
  });
  afterAll(() => world.stop());

  test('every kind of crosspost that it takes is put to the test', () => {
    expect(kindsFor(world.limits()).toSorted()).toEqual([...kinds, ...Object.keys(leftOut)].toSorted());
  });
  const callsToo = (): void => {
    describe('calls', () => {
      declareCalls(() => world);
    });
  };
  // They let an hour pass, and the clock of a real server stays behind.
  if (real === undefined) callsToo();
  describe.each(kinds)('a crosspost with %s', (kind) => {
    declareCrosspost(() => world, kind, {
      underFaults: real?.underFaults.includes(kind) ?? true,
      moods: real === undefined,
      tokenEvents: real === undefined ? tokenEvents : ['revoked'],
    });
  });
  if (real !== undefined) callsToo();
  test('no secret was ever logged or written beside the sealed store', () => {
    const known = world.secrets();
    expect(known.length).toBeGreaterThan(0);
    const written = [world.logged(), ...ledgerTexts(world)].join('\n');
    expect(known.filter((secret) => written.includes(secret))).toEqual([]);
  });
}

function ledgerTexts({ engine }: ConformanceWorld): readonly string[] {
  return engine.core.store.read.ledger(null, 100_000).map(({ facts }) => JSON.stringify(facts));
}
