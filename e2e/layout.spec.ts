import type { Page } from '@playwright/test';
import { expect, open, race, test } from './support/test';

const RACE = '?n=500&pairs=6&engines=js,wasm-simd';

/** What is wider than the page, outside of what scrolls by itself; nothing when the page does not scroll sideways. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5 && !element.closest('.table-scroll'),
    );
    return [`${scrollWidth} > ${clientWidth}`, ...wide.map((element) => `${element.tagName}.${element.className}`)];
  });
}

/** Pairs of the page's parts that lie over each other. */
function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = [...document.querySelectorAll('.page > *')].map((part) => ({
      name: part.className,
      box: part.getBoundingClientRect(),
    }));
    return parts.flatMap(({ name, box: a }, i) =>
      parts.slice(i + 1).flatMap(({ name: other, box: b }) => {
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const under = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return over > 1 && under > 1 ? [`${name} and ${other}`] : [];
      }),
    );
  });
}

/** Controls that are shown and smaller than WCAG 2.2 asks for (2.5.8: 24 x 24 CSS pixels), with their label if any. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('button, select, summary, textarea, input')];
    return controls.flatMap((control) => {
      if (!control.checkVisibility()) return [];
      const target = control instanceof HTMLInputElement ? (control.closest('label') ?? control) : control;
      const { width, height } = target.getBoundingClientRect();
      const name = `${control.tagName} ${control.id} ${target.textContent.slice(0, 20)}: ${width} x ${height}`;
      return width >= 24 && height >= 24 ? [] : [name];
    });
  });
}

async function expectSound(page: Page): Promise<void> {
  expect(await tooWide(page)).toEqual([]);
  expect(await overlaps(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
}

// 640 px is what a window of 1280 px has left at 200 % zoom, 320 px at 400 % (WCAG 1.4.10).
for (const width of [320, 360, 640, 1280, 1920]) {
  test(`${width} px: no scrolling sideways, nothing over anything else, targets of 24 px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, RACE);
    const rail = page.locator('details.rail');
    await rail.evaluate((details: HTMLDetailsElement) => (details.open = true));
    await page.locator('details.more').evaluate((details: HTMLDetailsElement) => (details.open = true));
    await expectSound(page);
    await race(page);
    await expectSound(page);
  });
}

test.describe('what a person has asked the system for', () => {
  test.skip(({ browserName }) => browserName !== 'chromium', 'Playwright cannot tell Firefox ESR');

  test('less motion: nothing moves by itself', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, RACE);
    await race(page);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return transitionDuration.split(',').some((duration) => parseFloat(duration) > 0) || animationName !== 'none';
        }).length,
    );
    expect(moving).toBe(0);
    await expectSound(page);
  });

  test('forced colours: every control is seen, and the race is readable', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await open(page, RACE);
    await race(page);
    await expectSound(page);
    await expect(page.locator('#run')).toBeVisible();
    // Colours are gone: what they say must stand beside them as words, and edges must be edges.
    const edges = await page.locator('#run').evaluate((button) => getComputedStyle(button).borderTopStyle);
    expect(edges).toBe('solid');
    for (const name of ['JavaScript', 'WebAssembly SIMD']) {
      await expect(page.locator('.bar-name').filter({ hasText: name }).first()).toBeVisible();
    }
    const bars = await page
      .locator('.bar-fill')
      .evaluateAll((fills) => fills.map((fill) => getComputedStyle(fill).backgroundColor));
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    for (const colour of bars) expect(colour).not.toBe(paper);
  });
});
