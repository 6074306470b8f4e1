import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { alerts, announced, expect, open, race, test } from './support/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const RACE = '?n=500&pairs=6&engines=js,wasm-simd';
/** A first run of many seconds, so that the page can be looked at while it runs. */
const LONG = '?distribution=uniform&n=200000&k=64&stop=max_iter&maxIter=200&pairs=1&engines=js-objects,wasm';

/** Rule, what it says and where, one line a violation: what there is to mend. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found, passes } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  // An empty or a broken page has no violations either.
  expect(passes.length).toBeGreaterThan(10);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${String(target)}: ${failureSummary ?? ''}`),
  );
}

const csv = (text: string) => ({ name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

/** On a phone the settings are folded. */
async function unfold(page: Page): Promise<void> {
  const rail = page.locator('details.rail');
  if (!(await rail.evaluate((details: HTMLDetailsElement) => details.open))) await rail.locator('> summary').click();
}

const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  idle: (page) => open(page, RACE),
  running: async (page) => {
    await open(page, LONG);
    await page.locator('#run').click();
    await expect(page.locator('#status')).toHaveText(/first run of/);
  },
  result: async (page) => {
    await open(page, RACE);
    await race(page);
  },
  error: async (page) => {
    await open(page, `${RACE}&k=0`);
    await expect(alerts(page)).toContainText('k cannot be');
  },
  'settings open': async (page) => {
    await open(page, `${RACE}&stop=tol`);
    await unfold(page);
    await page.locator('details.more > summary').click();
    await expect(page.getByLabel('Tolerance')).toBeVisible();
  },
  'own data': async (page) => {
    await open(page, RACE);
    await unfold(page);
    await page.getByText('Paste rows').click();
    await page.locator('#file-input').setInputFiles(csv('x,y,label\n1,2,a\n3,4,a\n5,7,b\n9,9,b\n'));
    await announced(page, 'kmeans-race-data');
  },
};

const LOOKS = [
  { name: '1280 px, light', width: 1280, colorScheme: 'light' },
  { name: '360 px, dark', width: 360, colorScheme: 'dark' },
  { name: '1280 px, dark', width: 1280, colorScheme: 'dark' },
  { name: '360 px, light', width: 360, colorScheme: 'light' },
] as const;

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme });
    for (const [state, reach] of Object.entries(STATES)) {
      test(`${state}: axe finds nothing`, async ({ page }) => {
        await reach(page);
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}
