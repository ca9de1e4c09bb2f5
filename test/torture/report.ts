/** The one line that a torture run comes to, and whether it is good. Pure. */
import type { NetworkId } from '../../contract/model.ts';
import type { Boundary } from '../../main/core/boundaries.ts';
import { count, type Counts, type Expected } from './count.ts';
import type { Plan } from './plan.ts';
import type { Run } from './supervisor.ts';

export interface Report extends Counts {
  readonly posts: number;
  /** How often nothing but the person's own look could tell whether a copy was there. */
  readonly asked: number;
  readonly kills: number;
  readonly restarts: number;
  readonly relinked: number;
  readonly seconds: number;
  readonly restartMs: number;
  readonly seed: number;
  readonly boundaries: Readonly<Partial<Record<Boundary, number>>>;
  readonly befell: Readonly<Record<string, number>>;
  /** What befell the machine, as the plan has it. */
  readonly mishaps: Readonly<Record<string, number>>;
  /** How often each reason kept a copy from being sent. */
  readonly reasons: Readonly<Record<string, number>>;
}

export function report(plan: Plan, run: Run, seconds: number): Report {
  const { copies, received, counted } = run;
  const counts = count({ expected: expectedOf(plan), copies, received });
  const reasons = copies.filter(({ state }) => !['published', 'withdrawn'].includes(state));
  return {
    posts: plan.posts.length,
    ...counts,
    asked: run.asked,
    kills: counted.kills,
    restarts: counted.restarts,
    relinked: run.relinked,
    seconds,
    restartMs: median(counted.startsMs),
    seed: plan.wishes.seed,
    boundaries: counted.boundaries,
    befell: run.befell,
    mishaps: tally(plan.lives.flatMap(({ mishap }) => (mishap === null ? [] : [mishap.kind]))),
    reasons: tally(reasons.map(({ state, reason }) => `${state}: ${reason ?? 'none'}`)),
    faults: [...counted.faults, ...counts.faults],
  };
}

function expectedOf({ posts, routes }: Plan): readonly Expected[] {
  return posts.flatMap(({ marker, source }) =>
    (routes[source] ?? []).map((network: NetworkId): Expected => ({ marker, network })),
  );
}

function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;

export const isPerfect = (told: Report): boolean =>
  told.faults.length === 0 &&
  told.published > 0 &&
  told.approved === told.published + told.refused &&
  [told.duplicates, told.lost, told.wider, told.changed, told.unknown].every((number) => number === 0);
