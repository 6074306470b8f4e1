import type { LadderResult } from '../web/bench/experiments/ladder';
import { expect, open, test } from './support/test';

const SMALL = '?n=300&k=3&pairs=6&threads=2';

test('the ladder climbs every lane and tells it in words, a picture and a table', async ({ page }) => {
  await open(page, SMALL);
  const result = (await page.evaluate(() => window.kmeansRace.experiment('ladder'))) as LadderResult;
  expect(result).toMatchObject({ sameAnswer: true, missing: [] });
  expect(result.lanes).toHaveLength(9);
  expect(result.rungs).toHaveLength(8);
  const section = page.locator('#experiment-ladder');
  await expect(section.locator('.finding')).toHaveText(result.sentence);
  await expect(section.locator('.rungs li')).toHaveCount(8);
  await expect(section.locator('tbody tr')).toHaveCount(9);
  await expect(section.getByRole('img')).toHaveAccessibleName(/times as fast as plain JavaScript/);
  await expect(page.locator('.history-table tbody tr')).toContainText('experiment: ladder');
});

test('it can be cancelled, and the button comes back', async ({ page }) => {
  await open(page, '?n=20000&pairs=1001');
  const section = page.locator('#experiment-ladder');
  await section.getByRole('button', { name: /^Climb the ladder/ }).click();
  await section.getByRole('button', { name: 'Cancel' }).click();
  await expect(section.getByRole('button', { name: /^Climb the ladder/ })).toBeEnabled();
  await expect(section.getByRole('status')).toContainText('cancelled');
});
