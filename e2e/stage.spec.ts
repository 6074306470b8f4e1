import { expect, open, race, test } from './support/test';
import type { Page } from '@playwright/test';

/** A hash of the pixels of the plots on the stage, left then right. */
function pictures(page: Page): Promise<number[]> {
  return page.locator('.stage .cluster-canvas').evaluateAll((canvases) =>
    canvases.map((canvas) => {
      // Not the pixels themselves: Chromium warns of those being read often.
      const picture = (canvas as HTMLCanvasElement).toDataURL();
      let hash = 0;
      for (let i = 0; i < picture.length; i++) hash = (Math.imul(hash, 31) + picture.charCodeAt(i)) | 0;
      return hash;
    }),
  );
}

test('zooming and moving by buttons, keys, wheel and drag: both plots together', async ({ page }) => {
  await open(page, '?n=2000&pairs=1');
  const size = page.locator('.zoom-tools output');
  const plot = page.getByRole('group', { name: /^Left plot/ });
  await expect(size).toHaveText('whole');
  await expect.poll(async () => new Set(await pictures(page)).size, 'both plots show the same points').toBe(1);
  let last = await pictures(page);
  const changed = async (what: string): Promise<void> => {
    await expect.poll(async () => (await pictures(page))[0], what).not.toBe(last[0]);
    last = await pictures(page);
    expect(last[1], `${what}, in both plots`).toBe(last[0]);
  };
  const whole = last[0];

  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(size).toHaveText('1.5x');
  await changed('zoomed by the button');
  await plot.focus();
  await page.keyboard.press('+');
  await expect(size).toHaveText('2.3x');
  await changed('zoomed by a key');
  await page.keyboard.press('ArrowRight');
  await changed('moved by a key');
  await plot.hover();
  await page.mouse.wheel(0, -300);
  await expect(size).toHaveText('4.5x');
  await changed('zoomed by the wheel');
  await page.mouse.down();
  await page.mouse.move(300, 500, { steps: 3 });
  await page.mouse.up();
  await changed('moved by dragging');
  await page.getByRole('button', { name: 'Whole picture' }).click();
  await expect(size).toHaveText('whole');
  await changed('whole again');
  expect(last[0]).toBe(whole);
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeDisabled();
});

test('the wheel over a plot without the focus belongs to the page', async ({ page }) => {
  await open(page, '?n=500&pairs=1');
  await page.locator('.stage .plot').first().hover();
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
  await expect(page.locator('.zoom-tools output')).toHaveText('whole');
});

test('edges between clusters, after a race', async ({ page }) => {
  await open(page, '?n=500&pairs=1&engines=js,wasm');
  await race(page);
  const before = await pictures(page);
  await page.locator('.stage').getByRole('checkbox', { name: 'Cluster edges' }).check();
  await expect.poll(async () => (await pictures(page))[0]).not.toBe(before[0]);
  const after = await pictures(page);
  expect(after[1], 'the same answer has the same edges').toBe(after[0]);
});

test('more than two features: principal components, or two features by name', async ({ page }) => {
  await open(page, '?n=500&distribution=blobs&d=5&pairs=1');
  await expect(page.getByRole('combobox', { name: 'Show' })).toHaveValue('components');
  await expect(page.locator('.axes')).toContainText(/They show \d+ % of the variance\./);
  await expect(page.getByRole('checkbox', { name: 'Cluster edges' })).toHaveCount(0);
  const before = await pictures(page);
  await page.getByRole('combobox', { name: 'Show' }).selectOption('features');
  await expect(page.getByRole('combobox', { name: 'Across' })).toBeVisible();
  await expect.poll(async () => (await pictures(page))[0]).not.toBe(before[0]);
});

test('a million points are drawn, and both plots keep their size through a race', async ({ page }) => {
  await open(page, '?n=1000000&distribution=uniform&k=2&pairs=1&iters=1&engines=wasm-simd');
  const boxes = () =>
    page.locator('.stage .plot').evaluateAll((plots) =>
      plots.map((plot) => {
        const { x, y, width, height } = plot.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
  const before = await boxes();
  const grey = await pictures(page);
  await race(page);
  expect(await boxes()).toEqual(before);
  await expect.poll(async () => (await pictures(page))[0]).not.toBe(grey[0]);
});
