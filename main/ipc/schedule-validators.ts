/** The shapes of the calls about times. */
import { z } from 'zod';
import type { ArgumentOf } from '../../contract/api.ts';
import type { AccountId, CrosspostId } from '../../contract/model.ts';
import { longestSpanMs, mostFreeSlots } from '../../contract/schedule-views.ts';

/** The end of the century: far beyond any plan, and within what every calendar can tell. */
const lastTime = Date.UTC(2100, 0);
const time = z.int().min(0).max(lastTime);
const idOf = <Id extends number>() =>
  z
    .int()
    .positive()
    .transform((value) => value as Id);
const crosspostId = idOf<CrosspostId>();

export const setTime: z.ZodType<ArgumentOf<'setTime'>> = z.strictObject({
  id: crosspostId,
  time: z.union([time, z.literal('next_slot'), z.null()]),
});

export const freeSlots: z.ZodType<ArgumentOf<'freeSlots'>> = z.strictObject({
  of: z.union([z.strictObject({ id: crosspostId }), z.strictObject({ accountId: idOf<AccountId>() })]),
  from: time,
  count: z.int().min(1).max(mostFreeSlots),
});

export const scheduled: z.ZodType<ArgumentOf<'scheduled'>> = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to && to - from <= longestSpanMs);
