/** What is due now, as jobs. Asked of the store each time, so that nothing can be forgotten or done twice. */
import type { AccountId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { hasStaleFiles, removeStaleFiles } from '../hosting/tidy.ts';
import { publishCrosspost } from '../crosspost/publish.ts';
import { planAgain } from '../crosspost/replan.ts';
import { isAnythingToPlanAgain, isToBePlannedAgain } from '../crosspost/replan-queue.ts';
import { isDue, longestPauseMs } from '../crosspost/retry.ts';
import { settleCrosspost } from '../crosspost/settle.ts';
import { updateCopy } from '../crosspost/update.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { DueTimes } from '../ports/queries.ts';
import { checkAccount, longestCheckPauseMs } from '../sync/check.ts';
import type { Due, Job } from './scheduler.ts';

/** At most so many crossposts are started at one look; the next look follows at once. */
const batch = 50;

/** What a gap lets through: publishing to some accounts alone, and checks before their turn. */
export interface Hindered {
  readonly publishTo: readonly AccountId[];
  readonly toCheck: readonly AccountRecord[];
}

export function dueNow(core: Core, hindered: Hindered | null = null): Due {
  const { read } = core.store;
  const now = core.clock.now();
  const accounts = read.accounts();
  const due = { now, latest: now + longestPauseMs };
  const toCheck = accounts.filter(({ nextCheckAt }) => isDue(nextCheckAt, now, longestCheckPauseMs));
  const early = hindered?.toCheck.filter(({ id }) => toCheck.every((account) => account.id !== id)) ?? [];
  const jobs = [
    ...[...toCheck, ...early].map((account) => checkJob(core, account)),
    ...duePublishes(core, due, hindered).map((crosspost) => publishJob(core, crosspost)),
    ...read.dueUnknowns(due, batch).map((crosspost) => settleJob(core, crosspost)),
    ...dueUpdates(core, due, hindered).map((crosspost) => updateJob(core, crosspost)),
    ...(isAnythingToPlanAgain(read) ? [planAgainJob(core)] : []),
    ...(hasStaleFiles(core) ? [tidyJob(core)] : []),
  ];
  const times = [...accounts.map((account) => account.nextCheckAt), read.nextDueAt(now)];
  return { jobs, nextAt: earliestAfter(times, now) };
}

export function checkJob(core: Core, account: AccountRecord): Job {
  const run = async (signal: AbortSignal): Promise<void> => {
    const current = core.store.read.account(account.id);
    if (current !== null && current.unlinkedAt === null) await checkAccount(core, current, signal);
  };
  return { key: `check ${account.id}`, lane: laneOf(account.id), run };
}

function publishJob(core: Core, { id, accountId }: CrosspostRecord): Job {
  return { key: `publish ${id}`, lane: laneOf(accountId), run: (signal) => publishCrosspost(core, id, signal) };
}

function settleJob(core: Core, { id, accountId }: CrosspostRecord): Job {
  return { key: `settle ${id}`, lane: laneOf(accountId), run: (signal) => settleCrosspost(core, id, signal) };
}

/** What is to be planned again under rules that were just changed goes after that. */
function duePublishes({ store: { read } }: Core, due: DueTimes, hindered: Hindered | null): readonly CrosspostRecord[] {
  const all =
    hindered === null
      ? read.dueCrossposts(due, batch)
      : hindered.publishTo.flatMap((id) => read.dueCrosspostsTo(id, due, batch));
  return all.filter((crosspost) => !isToBePlannedAgain(read, crosspost));
}

function planAgainJob(core: Core): Job {
  return { key: 'plan again', lane: 'plan again', run: (signal) => planAgain(core, signal) };
}

/** New words for copies are sent like copies: after a gap not before the account was looked at. */
function dueUpdates({ store: { read } }: Core, due: DueTimes, hindered: Hindered | null): readonly CrosspostRecord[] {
  if (hindered === null) return read.dueUpdates(due, batch);
  return hindered.publishTo.flatMap((id) => read.dueUpdatesTo(id, due, batch));
}

/** New words for a published copy. */
export function updateJob(core: Core, { id, accountId }: Pick<CrosspostRecord, 'id' | 'accountId'>): Job {
  return { key: `update ${id}`, lane: laneOf(accountId), run: (signal) => updateCopy(core, id, signal) };
}

function tidyJob(core: Core): Job {
  return { key: 'tidy', lane: 'tidy', run: (signal) => removeStaleFiles(core, signal) };
}

const laneOf = (accountId: number): string => `account ${accountId}`;

/** Times that have passed belong to jobs which are under way already: their end makes the next look. */
function earliestAfter(times: readonly (number | null)[], now: number): number | null {
  const future = times.filter((time): time is number => time !== null && time > now);
  return future.length === 0 ? null : Math.min(...future);
}
