/** The bridge as the windows use it: answers are values, failures are thrown as a `ProblemError`. */
import type { AnswerOf, ArgumentOf, Bridge, CallName, EventName, PayloadOf } from '../contract/api.ts';
import type { Problem, Result } from '../contract/errors.ts';

declare global {
  interface Window {
    readonly crosstie: Bridge;
  }
}

/** A failure that main answered with. `logId` is the number to name in a report; null when there is none. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly logId: string | null;
  constructor(problem: Problem, logId: string | null) {
    super(problem.code);
    this.problem = problem;
    this.logId = logId;
  }
}

type Calls = { readonly [Name in CallName]: (argument: ArgumentOf<Name>) => Promise<Result<AnswerOf<Name>>> };
type Arguments<Name extends CallName> = void extends ArgumentOf<Name> ? [] : [argument: ArgumentOf<Name>];

/** Asks the main process. Throws `ProblemError`. */
export async function ask<Name extends CallName>(name: Name, ...given: Arguments<Name>): Promise<AnswerOf<Name>> {
  const calls: Calls = window.crosstie;
  const result = await calls[name](given[0] as ArgumentOf<Name>);
  if (result.ok) return result.value;
  const { ok: _ok, logId, ...problem } = result;
  throw new ProblemError(problem, logId ?? null);
}

/** Listens to the main process; the answer stops listening. */
export function listen<Name extends EventName>(name: Name, listener: (payload: PayloadOf<Name>) => void): () => void {
  return window.crosstie.on(name, listener);
}

/** The problem to show for whatever was thrown: what is not from main is a fault of the window itself. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof ProblemError ? thrown.problem : { code: 'internal' };
}
