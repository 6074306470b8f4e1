import type { SeedingResult } from '../web/bench/experiments/seeding';
import { enter, expect, open, test } from './support/test';

test('every way to start is tried from the same seeds', async ({ page }) => {
  await open(page, '?distribution=blobs&n=2000&k=6&threads=2');
  const section = page.locator('#experiment-seeding');
  await section.getByLabel('Seeds').scrollIntoViewIfNeeded();
  await enter(page, 'Seeds', 11);
  const result = (await page.evaluate(() => window.kmeansRace.experiment('seeding'))) as SeedingResult;
  expect(result.strips.map(({ method, seeds }) => [method, seeds])).toEqual([
    ['random points', 11],
    ['k-means++', 11],
    ['greedy k-means++', 11],
    ['best of 10 k-means++', 11],
  ]);
  const [, plusPlus, , bestOf] = result.strips;
  expect(bestOf!.worst).toBeLessThanOrEqual(plusPlus!.worst);
  for (const { best, median, worst, medianAri } of result.strips) {
    expect([best, median, worst]).toEqual([best, median, worst].sort((a, b) => a - b));
    expect(best).toBeGreaterThanOrEqual(result.bestKnown);
    expect(medianAri).not.toBeNull();
  }
  await expect(section).toContainText('On these points the best optimum known is reached from random points by');
  await expect(section.getByRole('row')).toHaveCount(5);
  await expect(section.getByRole('img')).toHaveCount(3);
});

test('the address starts it, and cancelling keeps whole seeds', async ({ page }) => {
  await open(page, '?n=100000&k=20&seeds=100&threads=2&experiment=seeding&run=1');
  const section = page.locator('#experiment-seeding');
  await expect(section.getByRole('rowheader', { name: 'best of 10 k-means++' })).toBeVisible();
  await section.getByRole('button', { name: 'Cancel' }).click();
  await expect(section.getByRole('status')).toHaveText('cancelled; what was measured before stands here');
  await expect(section.getByRole('rowheader')).toHaveCount(4);
});
