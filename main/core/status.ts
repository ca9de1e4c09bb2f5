/** What the tray and the windows' headers show, computed from the store. Pure but for the reading. */
import type { Status, TrayState } from '../../contract/views.ts';
import { titleOf } from '../../contract/title.ts';
import type { CrosspostRecord } from './ports/records.ts';
import type { Reader } from './ports/store.ts';
import { pausedUntil } from './schedule/pause.ts';

export interface Surroundings {
  readonly now: number;
  readonly online: boolean;
  /** By how much the clock is so wrong that nothing goes; null when it is not, or nobody knows. */
  readonly clockAheadMs: number | null;
  readonly working: boolean;
}

export function statusOf(read: Reader, { now, online, clockAheadMs, working }: Surroundings): Status {
  const { tabs, waiting } = read.counts();
  const offers = read.countOffers();
  const accounts = read.accounts();
  const problems = accounts.flatMap((account) =>
    account.state === 'working' || account.problem === null
      ? []
      : [{ ...account.problem, network: account.network, account: account.handle, accountId: account.id }],
  );
  const checks = accounts.flatMap((account) => (account.lastCheckedAt === null ? [] : [account.lastCheckedAt]));
  const paused = pausedUntil(read, now);
  return {
    state: trayState({
      online,
      paused: paused !== null,
      trouble: problems.length + tabs.problems > 0 || clockAheadMs !== null,
      waiting: waiting + offers,
      working,
    }),
    waiting,
    offers,
    tabs,
    lastCheckedAt: checks.length === 0 ? null : Math.max(...checks),
    pausedUntil: paused,
    online,
    clockAheadMs,
    problems,
    next: nextOf(read),
    last: lastOf(read),
  };
}

interface Facts {
  readonly online: boolean;
  readonly paused: boolean;
  readonly trouble: boolean;
  readonly waiting: number;
  readonly working: boolean;
}
/** The most pressing fact wins: what stops everything, then what needs a person, then what is going on. */
export function trayState({ online, paused, trouble, waiting, working }: Facts): TrayState {
  if (!online) return 'offline';
  if (paused) return 'paused';
  if (trouble) return 'trouble';
  if (waiting > 0) return 'needs_you';
  return working ? 'working' : 'idle';
}

function nextOf(read: Reader): Status['next'] {
  const crosspost = read.nextScheduled();
  if (crosspost === null || crosspost.dueAt === null) return null;
  return { title: titleOf(crosspost.content.text, 32), network: networkOf(read, crosspost), at: crosspost.dueAt };
}

function lastOf(read: Reader): Status['last'] {
  const crosspost = read.lastPublished();
  if (crosspost === null || crosspost.publishedAt === null) return null;
  return { crosspostId: crosspost.id, network: networkOf(read, crosspost), at: crosspost.publishedAt };
}

function networkOf(read: Reader, crosspost: CrosspostRecord): NonNullable<Status['next']>['network'] {
  const account = read.account(crosspost.accountId);
  if (account === null) throw new Error(`Crosspost ${crosspost.id} has no account`);
  return account.network;
}
