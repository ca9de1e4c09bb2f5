/** What a window looks like at a moment: kept as a picture, and held against the rules of accessibility. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const folder = path.resolve(import.meta.dirname, '../../out/e2e/looks');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Waits until what fades or slides has come to rest: half a fade has half the contrast. */
const atRest = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map((animation) => animation.finished),
    ),
  );

/** Takes a picture of the window at rest, under out/e2e/looks, and expects axe to find nothing wrong with it. */
export async function expectSound(page: Page, name: string): Promise<void> {
  await atRest(page);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  // Electron has no place for the second page that axe would otherwise open.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(standards).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  expect(found, name).toEqual([]);
}
