import type { CrossoverResult } from '../web/bench/experiments/crossover';
import { expect, open, test } from './support/test';

test('the crossover within a small budget: cells, a sentence, a table and curves', async ({ page }) => {
  await open(page, '?budget=3&threads=2');
  const section = page.locator('#experiment-crossover');
  await section.getByRole('button', { name: 'Find it' }).click();
  await expect(section.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect(section.getByRole('button', { name: 'Find it' })).toBeVisible({ timeout: 30_000 });
  await expect(section.getByRole('status')).toHaveText('');

  await expect(section.locator('.crossover-sentence')).toHaveText(/^On this machine .* k = \d+, d = \d.*\.$/);
  await expect(section.getByRole('button', { name: 'k = 8' })).toHaveAttribute('aria-pressed', 'true');
  const heat = section.getByRole('region', { name: 'Who wins at which size' });
  await expect(heat.getByRole('rowheader', { name: 'WebAssembly SIMD', exact: true })).toBeVisible();
  await expect(heat.locator('tbody tr').first().locator('td').first()).toHaveText(/^(JS \d|Wasm \d|even)/);
  await section.getByRole('button', { name: 'k = 2', exact: true }).click();
  await expect(heat.locator('caption')).toContainText('at k = 2, d = 2');
  await expect(section.getByRole('img', { name: /^Milliseconds a call against the number of points/ })).toBeVisible();
});

test('its result holds every sample, and cancelling keeps the cells there are', async ({ page }) => {
  await open(page, '?budget=600&threads=2');
  const section = page.locator('#experiment-crossover');
  await section.getByRole('button', { name: 'Find it' }).click();
  // Two cells are told before anything is cancelled.
  await expect(section.getByRole('status')).toContainText('2 cells measured', { timeout: 30_000 });
  await section.getByRole('button', { name: 'Cancel' }).click();
  await expect(section.getByRole('status')).toHaveText('cancelled; what was measured before stands here');
  await expect(section.locator('.heat')).toBeVisible();

  await open(page, '?budget=1&threads=2');
  const result = (await page.evaluate(() => window.kmeansRace.experiment('crossover'))) as CrossoverResult;
  expect(result.cells.length).toBeGreaterThan(0);
  expect(result.failures).toEqual([]);
  for (const { lanes, disagreement, winner } of result.cells) {
    expect(disagreement).toBeNull();
    expect(winner).not.toBeNull();
    expect(lanes[0]!.id).toBe('js-tuned');
    expect(new Set(lanes.map(({ samplesMs }) => samplesMs.length)).size).toBe(1);
    for (const { samplesMs } of lanes) expect(samplesMs.every((ms) => ms > 0)).toBe(true);
  }
});
