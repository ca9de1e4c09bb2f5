/**
 * The program in the hands of a supervisor, for the torture run: its clock, its sign-in pages, its disk and its end are
 * the supervisor's, and the calls of windows come over the channel instead. Only in unpackaged builds (`edges.ts`).
 */
import { once } from 'node:events';
import type { ArgumentOf, CallName } from '../../contract/api.ts';
import type { Boundary } from '../core/boundaries.ts';
import { NetworkFailure } from '../core/ports/network.ts';
import { registeredRedirect } from '../core/ports/sign-in.ts';
import type { SignInSurface } from '../core/ports/system.ts';
import type { Ask } from '../ipc/answer.ts';
import { scaledClock, type ScaledClock } from './clock.ts';
import type { Death, ToProgram, ToSupervisor } from './protocol.ts';

export interface Supervision {
  readonly clock: ScaledClock;
  readonly passing: (boundary: Boundary) => void;
  readonly surfaces: Readonly<Record<'window' | 'browser', SignInSurface>>;
  /** From now on the supervisor's calls are answered. */
  readonly serve: (program: SupervisedProgram) => void;
}
export interface SupervisedProgram {
  readonly ask: Ask;
  readonly power: Readonly<Record<'onSuspend' | 'onResume', () => void>> & {
    readonly onOnline: (online: boolean) => void;
  };
  /** The database grows no further while it is full. */
  readonly setFull: (full: boolean) => void;
}

type Heard<Kind extends ToProgram['kind']> = Extract<ToProgram, { readonly kind: Kind }>;

/** The next message of this kind that `isIt`. */
async function heard<Kind extends ToProgram['kind']>(
  kind: Kind,
  isIt: (message: Heard<Kind>) => boolean = () => true,
): Promise<Heard<Kind>> {
  for (;;) {
    const [message] = (await once(process, 'message')) as [ToProgram];
    if (message.kind === kind && isIt(message as Heard<Kind>)) return message as Heard<Kind>;
  }
}

/** Reports to the supervisor and waits for its orders. Throws when the program was not started by one. */
export async function supervise(): Promise<Supervision> {
  if (process.send === undefined) throw new Error('--supervised is for a program that a supervisor started');
  const tell = (message: ToSupervisor): void => void process.send?.(message);
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL')); // Nobody is left to say when to end.
  tell({ kind: 'hello' });
  const orders = await heard('orders');
  const clock = scaledClock(orders.clock, Date.now);
  const consent = consentOverChannel(tell);
  return {
    clock,
    passing: dyingAt(orders.death),
    surfaces: { window: consent, browser: consent },
    serve: (program) => {
      process.on('message', (message: ToProgram) => obey(message, program, clock, tell));
      tell({ kind: 'ready' });
    },
  };
}

/** SIGKILL to oneself takes effect before anything else can happen: no call leaves and no row is written after it. */
function dyingAt(death: Death | null): Supervision['passing'] {
  let passed = 0;
  return (boundary) => {
    if (boundary !== death?.at) return;
    passed += 1;
    if (passed === death.nth) process.kill(process.pid, 'SIGKILL');
  };
}

/** The person at the sign-in page is the supervisor. */
function consentOverChannel(tell: (message: ToSupervisor) => void): SignInSurface {
  let last = 0;
  return {
    open: async (signal, redirect) => ({
      redirectUri: registeredRedirect(redirect),
      show: async (url) => {
        last += 1;
        const id = last;
        tell({ kind: 'consent', id, url });
        const { url: redirectedTo } = await heard('consented', (message) => message.id === id);
        if (redirectedTo === null || signal.aborted) throw new NetworkFailure({ code: 'sign_in_closed' });
        return new URL(redirectedTo);
      },
      close: () => undefined,
    }),
  };
}

function obey(
  message: ToProgram,
  { ask, power, setFull }: SupervisedProgram,
  clock: ScaledClock,
  tell: (message: ToSupervisor) => void,
): void {
  switch (message.kind) {
    case 'clock':
      return clock.set(message.clock);
    case 'call':
      return void answer(ask, message).then(tell);
    case 'power':
      if (message.happens === 'suspend') return power.onSuspend();
      if (message.happens === 'resume') return power.onResume();
      return power.onOnline(message.happens === 'online');
    case 'disk':
      return setFull(message.full);
    case 'orders':
    case 'consented':
      return undefined;
  }
}

async function answer(ask: Ask, { id, name, argument }: Extract<ToProgram, { kind: 'call' }>): Promise<ToSupervisor> {
  return { kind: 'answer', id, result: await ask(name, argument as ArgumentOf<CallName>) };
}
