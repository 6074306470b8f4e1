import type { Page } from '@playwright/test';
import { expect, open, test } from './support/test';

/** Records a fit and stops its playing, at the start. */
async function recordFit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record a fit' }).click();
  await expect(page.getByRole('button', { name: 'Record again' })).toBeVisible({ timeout: 15_000 });
  await page.getByRole('slider', { name: 'Half-step on show' }).focus();
  await page.keyboard.press('Home');
  await expect(page.locator('.watch-words')).toHaveText(/^start:/);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
}

test('a recorded fit, step by step: keys, buttons, the ends and playing', async ({ page }) => {
  await open(page, '?n=1000&k=5&engines=js,wasm-simd');
  await recordFit(page);
  const words = page.locator('.watch-words');
  const slider = page.getByRole('slider', { name: 'Half-step on show' });
  await expect(words).toHaveText('start: 5 centroids placed, no point assigned yet');
  await page.keyboard.press('ArrowRight');
  await expect(words).toHaveText(/^iteration 0 of \d+, assignment: 1,000 points assigned$/);
  await page.keyboard.press('ArrowRight');
  await expect(words).toHaveText(/^iteration 1 of \d+, update: centroids moved by [\d.]+$/);
  await page.getByRole('button', { name: 'Forward' }).click();
  await expect(words).toHaveText(
    /^iteration 1 of \d+, assignment: centroids moved by [\d.]+, \d+ points? changed cluster$/,
  );
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(words).toHaveText(/^iteration 1 of \d+, update/);
  await slider.focus();
  await page.keyboard.press('End');
  await expect(words).toHaveText(/^iteration (\d+) of \1, assignment: .*, 0 points changed cluster$/);
  await expect(page.getByRole('button', { name: 'Last' })).toBeDisabled();

  // Playing begins anew at the end, and stops there again by itself.
  await page.getByRole('combobox', { name: 'Half-steps a second' }).selectOption('30');
  await slider.focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible({ timeout: 15_000 });
  await expect(words).toHaveText(/^iteration (\d+) of \1, assignment/);
});

test('two lanes are compared at every step, and the numbers stand in a table', async ({ page }) => {
  await open(page, '?n=1000&k=5&engines=js,wasm-simd');
  await recordFit(page);
  const agreement = await page.locator('.watch-agreement').textContent();
  const assignments = /0 of 1,000 rows and 0 centroid values differ, at every one of (\d+) assignments\.$/.exec(
    agreement!,
  );
  expect(assignments, agreement!).not.toBeNull();
  await page.getByText('Every iteration in numbers').click();
  const rows = page.getByRole('region', { name: 'Every iteration in numbers' }).locator('tbody tr');
  await expect(rows).toHaveCount(Number(assignments![1]));
  const inertia = await rows.locator('td:nth-child(2)').allTextContents();
  expect(Number(inertia.at(-1))).toBeLessThan(Number(inertia[0]));
});

test('a click on the chart goes to that iteration', async ({ page }) => {
  await open(page, '?n=1000&k=5&engines=js');
  await recordFit(page);
  const chart = page.locator('.watch-chart canvas');
  const box = (await chart.boundingBox())!;
  await chart.click({ position: { x: box.width - 20, y: box.height / 2 } });
  await expect(page.locator('.watch-words')).toHaveText(/^iteration (\d+) of \1, assignment/);
});

test('other points take the recording away', async ({ page }) => {
  await open(page, '?n=1000&k=5&engines=js');
  await recordFit(page);
  await page.getByRole('radio', { name: 'Moons' }).check({ force: true });
  await expect(page.getByRole('button', { name: 'Record a fit' })).toBeVisible();
  await expect(page.locator('.watch')).toHaveCount(0);
});
