import type { Page } from '@playwright/test';
import { announced, expect, open, test } from './support/test';

/** What has the focus: its label or its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return '';
    const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
    return (element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent).trim();
  });
}

/** Presses Tab (or another key) until something of that name has the focus, as a person who looks at the outline does. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    seen.push(now);
    if (now === name) return;
  }
  throw new Error(`${key} never came to ${name}, but to: ${seen.join(' | ')}`);
}

/** Whether what has the focus shows it, is on the screen and is not covered by something else. */
function focusShown(page: Page): Promise<{ outline: boolean; seen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement!;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const styles = [element, element.parentElement!].map((one) => getComputedStyle(one));
    const outline = styles.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px');
    return { outline, seen: over !== null && (element.contains(over) || over.contains(element)) };
  });
}

for (const width of [1280, 360]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('the whole job by keyboard: settings, run, verdict', async ({ page }) => {
      await open(page, '?n=500&pairs=6&engines=js,wasm-simd');
      if (width < 992) {
        await tabTo(page, 'Points, lanes and settings');
        await page.keyboard.press('Enter');
      }
      await tabTo(page, 'Clusters');
      expect(await focusShown(page)).toEqual({ outline: true, seen: true });
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('5');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/[?&]k=5(&|$)/);
      await tabTo(page, 'More');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Empty cluster');
      await page.keyboard.press('ArrowDown');
      await expect(page).toHaveURL(/[?&]empty=keep(&|$)/);
      await tabTo(page, 'Run the race', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await announced(page, 'kmeans-race-done');
      await expect(page.locator('#verdict')).toHaveText(/^On this machine/);
      expect(await page.evaluate(() => window.kmeansRace.result!.params)).toMatchObject({ k: 5, empty: 'keep' });
      expect(await focused(page)).toBe('Run again');
    });
  });
}

test('Tab from the top reaches the button first, and every stop shows its focus', async ({ page }) => {
  await open(page, '?n=500&pairs=6&engines=js,wasm-simd');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Run the race');
  const hidden: string[] = [];
  const names = new Set<string>();
  for (let stops = 0; stops < 40; stops++) {
    const name = await focused(page);
    // After the last stop the focus leaves the page.
    if (name === '') break;
    names.add(name);
    const { outline, seen } = await focusShown(page);
    if (!outline || !seen) hidden.push(`${name}: ${outline ? 'covered' : 'no outline'}`);
    await page.keyboard.press('Tab');
  }
  expect(hidden).toEqual([]);
  for (const name of ['Number of points', 'Clusters', 'More', 'Choose a file']) expect([...names]).toContain(name);
});

test('Enter on the page runs, Escape cancels, and the focus stays where it was', async ({ page }) => {
  await open(page, '?distribution=uniform&n=200000&k=64&stop=max_iter&maxIter=200&pairs=1&engines=js-objects,wasm');
  await page.keyboard.press('Enter');
  await expect(page.locator('#status')).toHaveText(/first run of JavaScript, objects/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(page.locator('#status')).toHaveText('cancelled');
  expect(await focused(page)).toBe('Run the race');
});
