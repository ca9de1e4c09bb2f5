import { createContext, useContext, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { CrosspostId } from '../../../contract/model.ts';
import type { QueueDetail } from '../../../contract/queue-views.ts';
import type { PlannedView } from '../../../contract/schedule-views.ts';
import { ask } from '../../api.ts';
import { plannedKey } from '../../queries.ts';
import type { Actions } from '../use-actions.ts';
import { type Timed, timeBefore, type WantedTime } from './said.ts';

/** The last change of a time, with the way back. */
export interface TimeChange {
  readonly id: CrosspostId;
  /** The new time; null: as soon as it may. */
  readonly to: number | null;
  readonly back: WantedTime;
  readonly changedAt: number;
}

const offeredMs = 60_000;

/** The way back is offered for a minute, and never to a moment that has passed: that would be a yes to now. */
export function canPutBack({ back, changedAt }: TimeChange, now: number): boolean {
  return now < changedAt + offeredMs && (typeof back !== 'number' || back > now);
}

/** Giving crossposts other times, and taking the last change back. */
export function useTimes(actions: Pick<Actions, 'run'>) {
  const client = useQueryClient();
  const [last, setLast] = useState<TimeChange | null>(null);
  /** A moved chip stays where it was dropped while main is asked. */
  const show = (id: CrosspostId, at: number): void => {
    client.setQueriesData<readonly PlannedView[]>({ queryKey: plannedKey }, (before) =>
      before?.map((planned) => (planned.id === id ? { ...planned, goesAt: at, isExact: true } : planned)),
    );
  };
  const give = async (id: CrosspostId, time: WantedTime): Promise<QueueDetail> => {
    if (typeof time === 'number') show(id, time);
    try {
      return await ask('setTime', { id, time });
    } finally {
      void client.invalidateQueries({ queryKey: plannedKey });
    }
  };
  const change = (timed: Timed, time: WantedTime): void => {
    const back = timeBefore(timed);
    actions.run(async () => {
      const detail = await give(timed.id, time);
      setLast({ id: timed.id, to: timeNow(detail, timed.id), back, changedAt: Date.now() });
      return detail;
    });
  };
  const putBack = (): void => {
    if (last === null) return;
    actions.run(
      () => give(last.id, last.back),
      () => setLast(null),
    );
  };
  return { last, change, putBack, forget: () => setLast(null) };
}
export type Times = ReturnType<typeof useTimes>;

function timeNow({ crossposts }: QueueDetail, id: CrosspostId): number | null {
  const moved = crossposts.find((crosspost) => crosspost.id === id);
  return moved?.scheduledAt ?? moved?.dueAt ?? null;
}

export const TimesContext = createContext<Times | null>(null);

export function useCardTimes(): Times {
  const times = useContext(TimesContext);
  if (times === null) throw new Error('A card must stand inside a TimesContext.');
  return times;
}
