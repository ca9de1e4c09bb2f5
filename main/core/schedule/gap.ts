/** A time in which nothing could be sent, and what it takes until an account may be published to again. Pure. */
import type { AccountId } from '../../../contract/model.ts';
import type { AccountRecord } from '../ports/records.ts';

export interface Gap {
  /** The last moment before it; of accounts that were open again in between, a later one. */
  readonly from: number;
  readonly fromOf: ReadonlyMap<AccountId, number>;
  /** Null while it lasts. */
  readonly endedAt: number | null;
  /** Since when, in uptime, the time of day has gone on steadily. */
  readonly steadySince: number;
  /** The clock was set while the machine was awake: nobody can say what went by. */
  readonly clockIsDoubtful: boolean;
  /** Checked since, and what they missed is dealt with. */
  readonly opened: ReadonlySet<AccountId>;
  /** Whose check was asked for since. */
  readonly asked: ReadonlySet<AccountId>;
}

export interface Beginning {
  readonly from: number;
  readonly uptime: number;
  readonly clockIsDoubtful: boolean;
}

/** Nothing may go from here on. A gap that is not over yet goes on; what was open again begins another. */
export function gapBegins(gap: Gap | null, { from, uptime, clockIsDoubtful }: Beginning): Gap {
  const again = gap === null ? [] : [...gap.opened].map((id): [AccountId, number] => [id, from]);
  return {
    from: gap?.from ?? from,
    fromOf: new Map([...(gap?.fromOf ?? []), ...again]),
    endedAt: null,
    steadySince: uptime,
    clockIsDoubtful: clockIsDoubtful || (gap?.clockIsDoubtful ?? false),
    opened: new Set(),
    asked: new Set(),
  };
}

export function gapEnds(gap: Gap, { now, uptime }: { readonly now: number; readonly uptime: number }): Gap {
  return { ...gap, endedAt: now, steadySince: uptime };
}

export function absenceOf(gap: Gap, id: AccountId): { readonly since: number; readonly clockIsDoubtful: boolean } {
  return { since: gap.fromOf.get(id) ?? gap.from, clockIsDoubtful: gap.clockIsDoubtful };
}

/** Whether the network answered for the account since the gap ended, so that its sign-in is known to work. */
export function isChecked({ state, lastCheckedAt, linkedAt }: AccountRecord, gap: Gap, now: number): boolean {
  const { endedAt } = gap;
  if (endedAt === null || state === 'link_again') return false;
  return [lastCheckedAt, linkedAt].some((time) => time !== null && time >= endedAt && time <= now);
}
