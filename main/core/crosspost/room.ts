/**
 * Whether there is room for all of a crosspost before its first byte leaves: what the network said is left, how much the
 * account may publish, and the person's own ceiling of money. Pure. Once a part is out it is not asked any more: half a
 * thread helps nobody.
 */
import type { Problem } from '../../../contract/errors.ts';
import type { AccountSpending } from '../../../contract/views.ts';
import type { SaidLimit, Use, UseLimit } from '../ports/budgets.ts';
import type { PublishStep } from '../ports/network.ts';
import { roomAt } from '../ports/sliding-window.ts';
import { isWithin } from '../budgets/money.ts';

export interface RoomInput {
  /** The steps that are still to do. */
  readonly steps: readonly PublishStep[];
  /** Each limit with what was used within its window. */
  readonly limits: readonly (UseLimit & { readonly uses: readonly Use[] })[];
  readonly said: readonly SaidLimit[];
  /** Null where nothing costs money. `price` is of all the steps, in thousandths of a US dollar. */
  readonly money: { readonly spending: AccountSpending; readonly price: number } | null;
  readonly now: number;
}
export type Room =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly until: number; readonly problem: Problem };

/** What waits is looked at again at least so often: the person may raise the ceiling, a clock may be put right. */
const longestWaitMs = 60 * 60_000;

export function roomFor({ steps, limits, said, money, now }: RoomInput): Room {
  if (money !== null && !isWithin(money.spending, money.price)) {
    return wait({ code: 'budget_reached', until: money.spending.resetsAt }, now);
  }
  const uploads = steps.filter(({ safety }) => safety === 'repeat').length;
  const needed = { upload: uploads, post: steps.length - uploads };
  const own = limits.map((limit) => roomAt(limit.uses, limit, amountOf(limit, needed), now));
  const theirs = said.filter((limit) => isTooLittle(limit, steps.length, now)).map(({ resetsAt }) => resetsAt);
  const until = Math.max(now, ...own, ...theirs);
  if (until <= now) return { kind: 'go' };
  const isOfTheDay = limits.some(({ windowMs }, index) => windowMs >= dayMs && (own[index] ?? 0) > now);
  return wait({ code: isOfTheDay ? 'quota_day' : 'rate_limited', until }, now);
}
const dayMs = 24 * 60 * 60_000;

const wait = (problem: Problem & { readonly until: number }, now: number): Room => ({
  kind: 'wait',
  until: Math.min(problem.until, now + longestWaitMs),
  problem,
});

const amountOf = ({ kind }: UseLimit, needed: { readonly upload: number; readonly post: number }): number =>
  kind === 'upload' ? needed.upload : kind === 'post' ? needed.post : 0;

/** A budget that never holds as much is waited for until it is full, and then begun. */
function isTooLittle({ remaining, most, resetsAt, spentBy }: SaidLimit, calls: number, now: number): boolean {
  return resetsAt > now && spentBy !== 'read' && remaining < Math.min(calls, most ?? 1);
}
