/** The rehearsal walk itself, as `npm run rehearse` does it, and the data it must not touch. */
import { expect, test } from '@playwright/test';
import { walk } from '../rehearse/walk.ts';

test('the rehearsal carries every new post to both destinations exactly once', async () => {
  const steps: string[] = [];
  const summary = await walk('test', (line) => steps.push(line));
  expect(summary).toMatchObject({
    accounts: 3,
    posts: 3,
    crossposts: 6,
    approved: 6,
    published: 6,
    duplicates: 0,
    lost: 0,
  });
  expect(steps).toHaveLength(8);
});
