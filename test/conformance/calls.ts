/** The calls that change nothing, under each fault. */
import { expect, test } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import { NetworkFailure } from '../../main/core/ports/network.ts';
import { type ConformanceWorld } from './world.ts';

import { allowed, faultCases } from './faults.ts';

type Call = (world: ConformanceWorld) => Promise<unknown> | undefined;
/** The calls that change nothing: they may be made again and again. */
const calls: readonly { readonly name: string; readonly make: Call }[] = [
  { name: 'asking who it is', make: ({ connector, call }) => connector.whoAmI(call()) },
  { name: 'asking what it takes', make: ({ connector, call }) => connector.limits(call()) },
  { name: 'reading posts', make: ({ connector, call }) => connector.read?.posts(null, call()) },
  { name: 'reading one post', make: ({ connector, call }) => connector.read?.post?.('0', call()) },
];

export function declareCalls(world: () => ConformanceWorld): void {
  const cases = calls.flatMap((one) => faultCases.map((fault) => ({ ...one, fault, what: fault.name })));
  test.each(cases)('$name under $what ends with its answer or a code that says so', async ({ make, fault }) => {
    const { engine, server } = world();
    await server.fault({ effect: fault.effect });
    const problem = await problemOf(make(world()));
    if (problem !== null) expect(allowed(fault, ['not_found', 'not_a_server'])).toContain(problem.code);
    await server.calm();
    engine.clock.advance(Math.max(61_000, (problem?.until ?? 0) - engine.clock.now() + 1_000));
    expect([null, 'not_found']).toContain(await codeOf(make(world())));
  });

  test.each(calls)('$name after the sign-in was ended says that it must be linked again', async ({ make }) => {
    await world().endSignIns('revoked');
    const answer = make(world());
    if (answer !== undefined) {
      const code = await codeOf(answer);
      // Some limits are open to anyone.
      expect([null, 'auth_revoked', 'auth_expired', 'not_found']).toContain(code);
    }
    expect(['auth_revoked', 'auth_expired']).toContain(await codeOf(world().connector.whoAmI(world().call())));
    await world().relink();
  });

  test('asking who it is once costs few requests', async () => {
    const { server, connector, call } = world();
    await server.forgetRequests();
    await connector.whoAmI(call());
    expect(await server.requests()).toBeLessThanOrEqual(3);
  });

  test('a limit that names its end is kept to: nothing more is asked before it', async () => {
    const { engine, server, connector, call } = world();
    await server.fault({ effect: { kind: 'status429', resetInMs: 60_000 } });
    const problem = await problemOf(connector.whoAmI(call()));
    await server.calm();
    if (problem?.code !== 'rate_limited' || problem.until === undefined) return;
    await server.forgetRequests();
    expect(await codeOf(connector.whoAmI(call()))).toBe(problem.code);
    expect(await server.requests()).toBe(0);
    engine.clock.advance(Math.max(0, problem.until - engine.clock.now()) + 1_000);
  });
}

async function problemOf(call: Promise<unknown> | undefined): Promise<NetworkFailure['problem'] | null> {
  try {
    await call;
    return null;
  } catch (thrown) {
    if (thrown instanceof NetworkFailure) return thrown.problem;
    throw thrown;
  }
}
const codeOf = async (call: Promise<unknown> | undefined): Promise<ErrorCode | null> =>
  (await problemOf(call))?.code ?? null;
