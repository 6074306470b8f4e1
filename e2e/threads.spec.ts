import type { ThreadsResult } from '../web/bench/experiments/threads';
import { expect, open, test, withoutServiceWorkers } from './support/test';

test('the thread study: both algorithms, both baselines, the law, and the sample counts', async ({ page }) => {
  await open(page, '?n=3000&budget=1&pairs=7&threads=2');
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  test.skip(cores < 2, 'one processor: there is nothing to measure');
  const section = page.locator('#experiment-threads');
  const result = (await page.evaluate(() => window.kmeansRace.experiment('threads'))) as ThreadsResult;
  expect(result.reason).toBeNull();
  expect(result.scaling.map(({ algorithm }) => algorithm)).toEqual(['lloyd', 'exact']);
  for (const { rows, sameAnswer, amdahl, serialSamplesMs, n } of result.scaling) {
    expect([sameAnswer, n]).toEqual([true, 3000]);
    expect(rows[0]!.threads).toBe(1);
    expect(rows.at(-1)!.threads).toBe(cores);
    for (const { samplesMs } of rows) expect(samplesMs.length).toBe(serialSamplesMs.length);
    expect(amdahl!.serial).toBeGreaterThanOrEqual(0);
    expect(amdahl!.serial).toBeLessThanOrEqual(1);
  }
  expect(result.sizes[0]!.n).toBe(1024);

  for (const name of ['Textbook Lloyd by threads', 'Exact algorithm by threads']) {
    const table = section.getByRole('region', { name });
    await expect(table.getByRole('row')).toHaveCount(2 + result.scaling[0]!.rows.length);
    await expect(table.getByRole('rowheader', { name: '2 threads' })).toBeVisible();
  }
  await expect(section.getByRole('img', { name: /^Speed-up over one thread/ })).toBeVisible();
  await expect(section.getByText(/^Exact algorithm: .*Amdahl's law fits with/)).toBeVisible();
  await expect(section.getByRole('region', { name: 'Threads by number of samples' })).toContainText('1,024');
});

test('without isolation it says plainly why there is nothing', async ({ page }) => {
  await withoutServiceWorkers(page);
  await open(page, '', process.env.PLAIN_URL);
  const section = page.locator('#experiment-threads');
  await expect(section).toContainText('There is nothing to measure: threads need shared memory');
  await expect(page.getByRole('button', { name: /Measure that table/ })).toHaveCount(0);
});

test("the report's table runs on its own button, row by row, and keeps its rows when cancelled", async ({
  page,
  browserName,
}) => {
  test.skip(browserName === 'firefox', 'driven, Firefox stalls on more than two threads');
  await open(page, '?seed=3');
  await page.getByRole('button', { name: /Measure that table/ }).click();
  const table = page.getByRole('region', { name: 'Threads by N and k' });
  await expect(table.locator('tbody tr')).toHaveCount(1, { timeout: 30_000 });
  await page.locator('#experiment-threads').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('#experiment-threads').getByRole('status')).toContainText('cancelled');
  await expect(table.locator('tbody tr').first()).toHaveText(/^10,00010\d+/);
  await expect(table.locator('thead')).toContainText('16 threads (more threads than cores)');
});
