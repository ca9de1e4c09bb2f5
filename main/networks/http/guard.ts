/** One request under the rules that hold for every network: address, redirects, budget, breaker, size, log. */
import {
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  BrokenCircuitError,
  handleWhen,
} from 'cockatiel';
import type { Problem } from '../../../contract/errors.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { BudgetBook } from '../../core/ports/budgets.ts';
import type { Log } from '../../core/ports/system.ts';
import { type BudgetCall, budgets } from './budget.ts';
import type { CallLimits } from './call-limits.ts';
import { limitBody } from './body.ts';
import { classify } from './failure.ts';
import { checkAddress, redirectTarget } from './address.ts';
import { serverTime } from './server-time.ts';

export interface GuardRules {
  readonly kind: 'read' | 'write';
  readonly account: string;
  readonly maxBytes: number;
  /** A 3xx without a Location is an answer, not a redirect. */
  readonly answersRedirect: boolean;
  readonly signal: AbortSignal;
}
export interface GuardOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly log: Log;
  readonly now: () => number;
  readonly allowLoopbackHttp: boolean;
  readonly breakMs: number;
  readonly book: BudgetBook;
  readonly limits: CallLimits;
  readonly hear?: ((host: string, at: number) => void) | undefined;
}
export interface Guard {
  readonly send: (request: Request, rules: GuardRules) => Promise<Response>;
  /** What a refusal meant: one that names its end is kept to. */
  readonly refused: (
    request: Pick<Request, 'method' | 'url'>,
    rules: Pick<GuardRules, 'account' | 'kind'>,
    problem: Problem,
  ) => void;
}

const failuresInARow = 5;
const mostRedirects = 5;
/** A gateway without its server behind it; a 500 may be about this one request. */
const statusesOfAnOutage: ReadonlySet<number> = new Set([502, 503, 504]);

export function guard(options: GuardOptions): Guard {
  const budget = budgets(options);
  const breakers = new Map<string, CircuitBreakerPolicy>();
  const breakerOf = (host: string): CircuitBreakerPolicy => {
    const breaker = breakers.get(host) ?? newBreaker(options.breakMs);
    breakers.set(host, breaker);
    return breaker;
  };
  const send = async (request: Request, rules: GuardRules): Promise<Response> => {
    const url = new URL(request.url);
    checkAddress(url, options.allowLoopbackHttp);
    const call = budgetOf(request, rules);
    const usedUp = budget.take(call);
    if (usedUp !== null) throw new NetworkFailure(usedUp, { notSent: true });
    const response = await breakerOf(url.host)
      .execute(() => follow(request, rules, options))
      .catch((error: unknown) => {
        throw error instanceof BrokenCircuitError ? leftAlone(url.host, options) : error;
      });
    budget.note(call, response);
    return limitBody(response, rules.maxBytes, url.host);
  };
  return { send, refused: (request, rules, problem) => budget.keep(budgetOf(request, rules), problem) };
}

const budgetOf = (
  { method, url }: Pick<Request, 'method' | 'url'>,
  { account, kind }: Pick<GuardRules, 'account' | 'kind'>,
): BudgetCall => ({ method, url, owner: account, kind });

function newBreaker(breakMs: number): CircuitBreakerPolicy {
  const isOutage = (error: unknown) =>
    error instanceof NetworkFailure && (error.problem.code === 'unreachable' || error.problem.code === 'timeout');
  const policy = handleWhen(isOutage).orWhenResult(
    (result) => result instanceof Response && statusesOfAnOutage.has(result.status),
  );
  return circuitBreaker(policy, { halfOpenAfter: breakMs, breaker: new ConsecutiveBreaker(failuresInARow) });
}

function leftAlone(host: string, { now, breakMs }: GuardOptions): NetworkFailure {
  const detail = `${host} did not answer ${failuresInARow} times in a row and is left alone for a moment.`;
  return new NetworkFailure({ code: 'unreachable', detail, until: now() + breakMs }, { notSent: true });
}

/** Sends, and follows a read's redirects as long as they stay on the host. */
async function follow(request: Request, rules: GuardRules, options: GuardOptions, hops = 0): Promise<Response> {
  const response = await sendOnce(request, rules, options);
  const target = redirectTarget(response, request.url);
  if (target === null) return response;
  void response.body?.cancel().catch(() => undefined);
  const from = new URL(request.url);
  const stays = target.host === from.host && rules.kind === 'read' && hops < mostRedirects;
  if (!stays) {
    throw new NetworkFailure({ code: 'redirected_away', detail: `${from.host} sends on to ${target.host}.` });
  }
  checkAddress(target, options.allowLoopbackHttp);
  return follow(new Request(target, request), rules, options, hops + 1);
}

/**
 * `redirect: 'error'` with `window: null` for a write: Node then streams a body without keeping a copy of it for a
 * second try, and a redirect cannot carry it elsewhere.
 */
async function sendOnce(request: Request, rules: GuardRules, options: GuardOptions): Promise<Response> {
  const { log, now } = options;
  const { host, pathname } = new URL(request.url);
  const startedAt = now();
  const tell = (end: string) => log.info(`${request.method} ${host}${pathname} ${end} ${now() - startedAt} ms`);
  try {
    const isManual = rules.kind === 'read' || rules.answersRedirect;
    const mode: RequestInit = isManual ? { redirect: 'manual' } : { redirect: 'error', window: null };
    const response = await options.fetch(request, { ...mode, signal: rules.signal });
    tell(String(response.status));
    const at = serverTime(response.headers);
    if (at !== null) options.hear?.(host, at);
    return response;
  } catch (error) {
    const failure = classify(rules.signal.aborted ? rules.signal.reason : error, { started: true });
    tell(failure.problem.code);
    throw failure;
  }
}
