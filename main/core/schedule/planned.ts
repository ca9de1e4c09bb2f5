/** Times as windows are shown them: what is planned, what is free, and which rules a chosen time breaks. */
import type { AccountId, CrosspostId, Notice, NoticeCode } from '../../../contract/model.ts';
import type { PlannedView } from '../../../contract/schedule-views.ts';
import { titleOf } from '../../../contract/title.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure, linkedAccount } from '../core.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { Span } from '../ports/queries.ts';
import { freeSlots, obstaclesAt, type Obstacle } from './free.ts';
import { allFrom, timetableOf } from './timetable.ts';
import { undoMs } from './when.ts';

/** More than a week of anyone's can hold. */
const mostPlanned = 1_000;

export function plannedIn(core: Core, span: Span): readonly PlannedView[] {
  const { read } = core.store;
  return read.plannedCrossposts(span, mostPlanned).flatMap((crosspost): readonly PlannedView[] => {
    const { id, postId, state, scheduledAt, scheduledBy, problem } = crosspost;
    const account = read.account(crosspost.accountId);
    const goesAt = crosspost.dueAt ?? scheduledAt;
    if (account === null || goesAt === null) return [];
    return [
      {
        id,
        postId,
        state,
        account: { id: account.id, network: account.network, handle: account.handle },
        title: titleOf(crosspost.content.text),
        goesAt,
        isExact: scheduledAt !== null,
        scheduledBy,
        problem,
      },
    ];
  });
}

export interface SlotQuestion {
  readonly of: { readonly id: CrosspostId } | { readonly accountId: AccountId };
  readonly from: number;
  readonly count: number;
}

/** The next slots that an account's rules leave free, each by itself; none for an account without slots. */
export function freeSlotsOf(core: Core, { of, from, count }: SlotQuestion): readonly number[] {
  const { accountId, except } = 'id' in of ? movingOf(core, of.id) : { accountId: of.accountId, except: null };
  const account = linkedAccount(core, accountId);
  const earliest = Math.max(from, core.clock.now() + undoMs);
  const counts = allFrom(core.clock.now());
  const asked = { account, zone: core.clock.timeZone(), except, from: earliest, counts };
  return [...freeSlots(timetableOf(core.store.read, asked), earliest).take(count)];
}

/** Its own time is no obstacle to moving it. */
function movingOf(core: Core, id: CrosspostId): { readonly accountId: AccountId; readonly except: CrosspostId } {
  const crosspost = core.store.read.crosspost(id);
  if (crosspost === null) throw new ExpectedFailure({ code: 'not_found' });
  return { accountId: crosspost.accountId, except: id };
}

const noticeOf: Readonly<Record<Obstacle['code'], NoticeCode>> = {
  quiet_hours: 'time_in_quiet_hours',
  spacing: 'time_too_close',
  daily_cap: 'time_over_cap',
};

/** A time that the person chose is kept; which of the account's rules it breaks is said. */
export function timeNotices(core: Core, crosspost: CrosspostRecord, account: AccountRecord): readonly Notice[] {
  const { id, state, scheduledAt, scheduledBy } = crosspost;
  const isToCome = state === 'held' || state === 'waiting' || state === 'approved';
  if (!isToCome || scheduledAt === null || scheduledBy === 'rules') return [];
  const counts = allFrom(core.clock.now());
  const asked = { account, zone: core.clock.timeZone(), except: id, from: scheduledAt, counts };
  const obstacles = obstaclesAt(timetableOf(core.store.read, asked), scheduledAt);
  return obstacles.map(({ code }) => ({ level: 'warning', code: noticeOf[code] }));
}
