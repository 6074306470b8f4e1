import type { SweepResult } from '../web/bench/experiments/sweep';
import { MOST_THREADS, expect, open, test } from './support/test';

const QUERY = '?n=3000&k=5&kMax=6&pairs=6&budget=2&threads=2';

test('one fit and the pile are timed side by side, and each k is scored', async ({ page, browserName }) => {
  expect(MOST_THREADS[browserName]).toBeGreaterThanOrEqual(2);
  await open(page, QUERY);
  const section = page.locator('#experiment-sweep');
  const result = (await page.evaluate(() => window.kmeansRace.experiment('sweep'))) as SweepResult;
  expect(result).toMatchObject({ n: 3000, k: 5, kMax: 6, silhouetteRows: 2000, threads: 2 });
  expect(result.rows.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(result.rows[0]).toMatchObject({ silhouette: null, daviesBouldin: null, calinskiHarabasz: null });
  for (const { silhouette } of result.rows.slice(1)) expect(Math.abs(silhouette!)).toBeLessThanOrEqual(1);
  expect(result.times.map(({ lane, task }) => `${lane} ${task}`)).toEqual([
    ...['js-tuned single', 'js-tuned within', 'wasm-simd single', 'wasm-simd within', 'wasm-exact single'],
    ...['wasm-exact within', 'wasm-exact-threads single', 'wasm-exact-threads within', 'wasm-exact-threads across'],
  ]);
  for (const { samplesMs } of result.times) expect(samplesMs).toHaveLength(result.rounds);
  await expect(section.getByRole('region', { name: 'Scores by k' }).getByRole('row')).toHaveCount(7);
  await expect(section.getByRole('region', { name: 'Times of one fit' }).getByRole('row')).toHaveCount(6);
  await expect(section).toContainText(`Largest silhouette at k = ${result.hints.silhouette}`);
  await expect(section).toContainText('from a sample of 2,000 points of 3,000');
  await expect(section.getByRole('img', { name: /all fits of k = 1 to 6/ })).toBeVisible();
  await section.getByLabel('a single k (5)').check();
  await expect(section.getByRole('img', { name: /one fit of k = 5/ })).toBeVisible();
});

test('a sweep that is cancelled keeps the scores it has', async ({ page }) => {
  await open(page, '?n=200000&k=5&kMax=64&pairs=6&threads=2');
  const section = page.locator('#experiment-sweep');
  await section.getByRole('button', { name: /^Time both/ }).click();
  await expect(section.getByRole('rowheader', { name: '2', exact: true })).toBeVisible();
  await section.getByRole('button', { name: 'Cancel' }).click();
  await expect(section.getByRole('status')).toHaveText('cancelled; what was measured before stands here');
  await expect(section.getByRole('rowheader', { name: '2', exact: true })).toBeVisible();
  await expect(section.getByRole('region', { name: 'Times of one fit' })).toHaveCount(0);
});
