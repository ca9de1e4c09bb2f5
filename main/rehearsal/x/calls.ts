/** The check that every call of X's API begins with: token, account, credits, scope, rate. */
import type { Answer, Incoming, Route } from '../server.ts';
import { answerOrRefusal } from '../server.ts';
import type { World } from '../world.ts';
import {
  creditsDepleted,
  forbidden,
  rateHeaders,
  suspended,
  tooManyRequests,
  unauthorized,
  usageCapped,
} from './problems.ts';

const windowMs = 15 * 60_000;

export interface CallRules {
  readonly scopes: readonly string[];
  /** Calls in a quarter of an hour. */
  readonly limit: number;
}

/** A route behind the check; every answer tells how many calls are left. */
export function call(
  world: World,
  method: string,
  path: string,
  rules: CallRules,
  handle: (incoming: Incoming) => Answer | Promise<Answer>,
): Route {
  const answered = async (incoming: Incoming): Promise<Answer> => {
    const refusal = refusalFor(world, incoming, rules);
    if (refusal !== null) return refusal;
    const { allowed, limit, remaining, resetAt } = world.takeCall(`x ${method} ${path}`, {
      limit: rules.limit,
      windowMs,
    });
    const headers = rateHeaders(limit, remaining, resetAt);
    if (!allowed) return tooManyRequests(method === 'GET', headers);
    const answer = await answerOrRefusal(() => handle(incoming));
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };
  return { method, path, handle: answered };
}

function refusalFor(world: World, incoming: Incoming, { scopes }: CallRules): Answer | null {
  const { tokens, credits } = world.store.state().x;
  const given = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1];
  const token = tokens.find(({ access }) => access === given);
  if (token === undefined || world.now() >= token.expiresAt) return unauthorized;
  const mood = world.moodOf('x');
  if (mood.isAccountBlocked) return suspended;
  if (!scopes.every((scope) => token.scopes.includes(scope))) return forbidden('Forbidden');
  if (mood.isCapReached) return usageCapped;
  return credits <= 0 ? creditsDepleted : null;
}

/** Throws nothing: the names of a comma-separated parameter. */
export const listOf = (incoming: Incoming, parameter: string): readonly string[] =>
  (incoming.url.searchParams.get(parameter) ?? '').split(',').filter((name) => name !== '');
