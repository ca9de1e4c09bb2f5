/** When Facebook says how long it wants to be left alone: a Page has one budget for all of its calls. */
import { NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';

/** In milliseconds since the epoch, by Page, for as long as the context lives. */
const pauses = new WeakMap<NetworkContext, Map<string, number>>();

/** Makes the call unless a pause is on, and notes the pause that its answer asks for. Throws NetworkFailure. */
export async function keepingPace<Answer>(
  account: string,
  context: NetworkContext,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const known = pauses.get(context) ?? new Map<string, number>();
  pauses.set(context, known);
  const until = known.get(account) ?? 0;
  if (context.now() < until) throw new NetworkFailure({ code: 'rate_limited', until }, { notSent: true });
  try {
    return await call();
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'rate_limited')
      known.set(account, error.problem.until ?? 0);
    throw error;
  }
}
