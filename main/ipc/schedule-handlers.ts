/** The calls about times. */
import type { PostId } from '../../contract/model.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { setTime } from '../core/crosspost/reschedule.ts';
import { freeSlotsOf, plannedIn } from '../core/schedule/planned.ts';
import type { Handlers } from './answer.ts';
import type { Serves } from './handlers.ts';

type ScheduleHandlers = Pick<Handlers, 'setTime' | 'freeSlots' | 'scheduled'>;

export function scheduleHandlers(
  { core }: Pick<Serves, 'core'>,
  detail: (id: PostId) => QueueDetail,
): ScheduleHandlers {
  return {
    setTime: ({ id, time }) => detail(setTime(core, id, time)),
    freeSlots: (question) => freeSlotsOf(core, question),
    scheduled: (span) => plannedIn(core, span),
  };
}
