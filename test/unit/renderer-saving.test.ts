import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Ruled } from '../../renderer/settings/rules/ruled.ts';
import { changeRules } from '../../renderer/settings/rules/steps.ts';

interface Days {
  readonly days: number;
}
/** Rules that are kept in a variable. */
function kept(first: Days | undefined) {
  let shown = first;
  const written: number[] = [];
  const ruled: Ruled<Days> = {
    name: 'days',
    known: () => shown,
    show: (_client, days) => {
      shown = days;
    },
    keep: async ({ days }) => void written.push(days),
  };
  return { ruled, shown: () => shown?.days, written };
}
const client = new QueryClient();

test('a change is shown before it is kept, and knows what puts it back', async () => {
  const { ruled, shown, written } = kept({ days: 30 });
  const step = changeRules(client, ruled, () => ({ days: 7 }));
  expect(step).toMatchObject({ about: 'days', said: 'saved' });
  step?.show?.();
  expect(shown()).toBe(7);
  expect(written).toEqual([]);
  const back = await step?.run();
  expect(written).toEqual([7]);
  expect(back).toMatchObject({ about: 'days', said: 'undone' });
  back?.show?.();
  expect(shown()).toBe(30);
  expect(await back?.run()).toBeNull();
  expect(written).toEqual([7, 30]);
});

test('the second of two quick changes builds on the first, kept or not', () => {
  const { ruled, shown } = kept({ days: 1 });
  for (const _change of [1, 2]) changeRules(client, ruled, ({ days }) => ({ days: days * 10 }))?.show?.();
  expect(shown()).toBe(100);
});

test('what is not there, or stays as it is, is not kept again', () => {
  expect(changeRules(client, kept(undefined).ruled, () => ({ days: 7 }))).toBeNull();
  expect(changeRules(client, kept({ days: 7 }).ruled, (days) => days)).toBeNull();
});
