/** The budgets of calls: asked before a call leaves, so that no server has to say that there were too many. */
import type { Problem } from '../../../contract/errors.ts';
import type { BudgetBook, SaidLimit, SpentBy } from '../../core/ports/budgets.ts';
import { roomAt } from '../../core/ports/sliding-window.ts';
import { saidIn } from './budget-headers.ts';
import { type CallLimit, type CallLimits, limitsFor } from './call-limits.ts';

export interface UsedUp extends Problem {
  readonly code: 'rate_limited';
  readonly until: number;
}
export interface BudgetCall {
  readonly method: string;
  readonly url: string;
  readonly owner: string;
  readonly kind: 'read' | 'write';
}
export interface Budgets {
  /**
   * Takes what a call uses, so that two at once do not share the last; answers what the budget is used up by, and then
   * nothing was taken.
   */
  readonly take: (call: BudgetCall) => UsedUp | null;
  /** Reads from an answer's headers what is left. */
  readonly note: (call: BudgetCall, response: Pick<Response, 'status' | 'headers'>) => void;
  /**
   * A refusal for too many calls that says when the network goes on: the same is not asked again before. A day's number of
   * posts is none: what ends it is often a guess, and the person may make room.
   */
  readonly keep: (call: BudgetCall, problem: Problem) => void;
}
export interface BudgetOptions {
  readonly now: () => number;
  readonly book: BudgetBook;
  readonly limits: CallLimits;
}

/** A limit as it is known here; `detail` is the network's own sentence, which is not written down. */
interface Known extends SaidLimit {
  readonly detail?: string;
  readonly isKept: boolean;
}
type Place = Pick<SaidLimit, 'owner' | 'host' | 'bucket'>;

/** Written down from here on: a budget with more than half of it left needs no memory. */
const lowShare = 0.5;
const isLow = ({ most, remaining }: SaidLimit): boolean => most === null || remaining <= most * lowShare;
/** What has room is forgotten here when there is much of it: the next answer says it anew. */
const mostKnown = 1_000;

/** By host, account and the network's own division of its calls. */
export function budgets({ now, book, limits }: BudgetOptions): Budgets {
  const known = new Map<string, Known>();
  const find = (place: Place): Known | null => {
    const key = keyOf(place);
    const kept = known.get(key) ?? written(book, place);
    if (kept !== null && kept.resetsAt > now() && kept.seenAt <= now() + clockSlackMs) return kept;
    known.delete(key);
    return null;
  };
  const keep = (limit: SaidLimit, detail?: string): void => {
    const before = find(limit);
    const spentBy = before === null || before.spentBy === limit.spentBy ? limit.spentBy : 'both';
    const isKept = isLow(limit) || before?.isKept === true;
    if (known.size >= mostKnown) known.clear();
    known.set(keyOf(limit), { ...limit, spentBy, isKept, ...(detail !== undefined && { detail }) });
    if (isKept) book.keepSaid({ ...limit, spentBy });
  };
  return {
    take: (call) => {
      const { place, matching } = placesOf(call, limits);
      const found = [place, { ...place, bucket: shared }].map(find).filter((one) => one !== null);
      const usedUp = found.find(({ remaining }) => remaining <= 0);
      if (usedUp !== undefined) return problemOf(usedUp);
      const until = takeCounted(call, matching, book, now());
      if (until !== null) return { code: 'rate_limited', until };
      for (const one of found) {
        if (one.bucket !== shared) known.set(keyOf(one), { ...one, remaining: one.remaining - 1 });
      }
      return null;
    },
    note: (call, response) => {
      const said = saidIn(response.status, response.headers, now());
      if (said === null) return;
      const { isShared, ...limit } = said;
      const { place } = placesOf(call, limits);
      const where = isShared ? { ...place, bucket: shared } : place;
      keep({ ...where, ...limit, seenAt: now(), spentBy: isShared ? 'both' : call.kind });
    },
    keep: (call, { code, until, detail }) => {
      if (code !== 'rate_limited' || until === undefined || until <= now()) return;
      const { place } = placesOf(call, limits);
      const limit = { most: find(place)?.most ?? null, remaining: 0, resetsAt: Math.round(until), seenAt: now() };
      keep({ ...place, ...limit, spentBy: call.kind satisfies SpentBy }, detail);
    },
  };
}

/** The budget that Meta gives in percents: of all calls. */
const shared = 'usage';
/** A row from the future was written by a clock that ran ahead. */
const clockSlackMs = 60_000;

const keyOf = ({ owner, host, bucket }: Place): string => `${host} ${owner} ${bucket}`;

function written(book: BudgetBook, { owner, host, bucket }: Place): Known | null {
  const said = book.said(owner, host, bucket);
  return said && { ...said, isKept: true };
}

const problemOf = ({ resetsAt, detail }: Known): UsedUp => ({
  code: 'rate_limited',
  until: resetsAt,
  ...(detail !== undefined && { detail }),
});

interface Places {
  readonly place: Place;
  readonly matching: readonly CallLimit[];
}

function placesOf({ method, url, owner }: BudgetCall, limits: CallLimits): Places {
  const { host, pathname } = new URL(url);
  const matching = limitsFor(limits, networkOf(owner), method, pathname);
  const named = matching.find(({ counted }) => counted === undefined);
  const bucket = named?.bucket ?? `${method} ${pathname}`;
  return { place: { owner: named?.of === 'app' ? networkOf(owner) : owner, host, bucket }, matching };
}

const networkOf = (owner: string): string => owner.split(' ', 1)[0] ?? '';

/** Counts a call that the network's answers do not count; answers when there is room again, and then counted nothing. */
function takeCounted(
  { owner }: BudgetCall,
  matching: readonly CallLimit[],
  book: BudgetBook,
  now: number,
): number | null {
  const rules = matching.flatMap(({ bucket, counted, of }) =>
    counted === undefined
      ? []
      : [{ ...counted, kind: `calls ${bucket}` as const, owner: of === 'app' ? networkOf(owner) : owner }],
  );
  for (const rule of rules) {
    const after = now - rule.windowMs;
    if (book.used(rule.owner, rule.kind, after) + rule.each <= rule.most) continue;
    const at = roomAt(book.uses(rule.owner, rule.kind, after), rule, rule.each, now);
    if (at > now) return at;
  }
  for (const { owner: who, kind, each } of rules) book.use(who, kind, { at: now, amount: each });
  return null;
}
