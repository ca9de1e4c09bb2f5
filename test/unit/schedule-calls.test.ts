/** What the calls about times take, down to the last key. */
import { expect, test } from 'vitest';
import { freeSlots, scheduled, setTime } from '../../main/ipc/schedule-validators.ts';

const dayMs = 86_400_000;

test.each([
  ['a time', setTime, { id: 1, time: 1_800_000_000_000 }, true],
  ['the next slot', setTime, { id: 1, time: 'next_slot' }, true],
  ['no time', setTime, { id: 1, time: null }, true],
  ['a broken minute', setTime, { id: 1, time: 1.5 }, false],
  ['a time beyond every calendar', setTime, { id: 1, time: Number.MAX_SAFE_INTEGER }, false],
  ['words', setTime, { id: 1, time: 'tomorrow' }, false],
  ['an unknown key', setTime, { id: 1, time: null, force: true }, false],
  ['slots of an account', freeSlots, { of: { accountId: 1 }, from: 0, count: 10 }, true],
  ['slots for a crosspost', freeSlots, { of: { id: 1 }, from: 0, count: 10 }, true],
  ['slots of both', freeSlots, { of: { id: 1, accountId: 1 }, from: 0, count: 10 }, false],
  ['no slots', freeSlots, { of: { id: 1 }, from: 0, count: 0 }, false],
  ['all slots', freeSlots, { of: { id: 1 }, from: 0, count: 1e9 }, false],
  ['a week', scheduled, { from: 0, to: 7 * dayMs }, true],
  ['a span that ends before it begins', scheduled, { from: 1, to: 0 }, false],
  ['all years', scheduled, { from: 0, to: 4_000_000_000_000 }, false],
])('%s', (_, validator, argument, isTaken) => {
  expect(validator.safeParse(argument).success).toBe(isTaken);
});
