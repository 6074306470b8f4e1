import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, open, race, test } from './support/test';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const KB = 1024;
const read = (file: string) => readFileSync(path.join(DIST, file));
const gzipped = (file: string) => gzipSync(read(file), { level: 9 }).length;

/** The page's script and all it imports before it starts, without what is loaded later. */
function initialScripts(): string[] {
  const html = read('index.html').toString();
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, name] of read(file)
      .toString()
      .matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
      visit(`assets/${name}`);
    }
  };
  for (const [, file] of html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)) visit(file!);
  return [...found];
}

test.describe('sizes, gzipped', () => {
  test.skip(({ browserName }) => browserName !== 'chromium', 'the files are the same for every browser');

  test('the scripts the page needs before it starts: at most 120 kB', () => {
    const scripts = initialScripts();
    expect(scripts.length).toBeGreaterThan(0);
    const sizes = Object.fromEntries(scripts.map((file) => [file, gzipped(file)]));
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(120 * KB);
  });

  test('each module: at most 60 kB', () => {
    const modules = readdirSync(path.join(DIST, 'wasm')).filter((file) => file.endsWith('.wasm'));
    expect(modules).toHaveLength(3);
    const large = modules.map((file) => [file, gzipped(`wasm/${file}`)] as const).filter(([, size]) => size > 60 * KB);
    expect(large).toEqual([]);
  });
});

interface Shifted {
  /** Milliseconds since the page was opened. */
  readonly at: number;
  readonly value: number;
  readonly where: string;
}

/**
 * CLS as browsers report it: the largest sum of shifts that follow each other within a second, over at most five
 * (https://web.dev/articles/evolving-cls).
 */
function cumulativeShift(shifts: readonly Shifted[]): number {
  let [most, sum, first, last] = [0, 0, -Infinity, -Infinity];
  for (const { at, value } of shifts) {
    if (at - last > 1000 || at - first > 5000) [sum, first] = [0, at];
    sum += value;
    last = at;
    most = Math.max(most, sum);
  }
  return most;
}

test.describe('the page does not jump', () => {
  test.skip(({ browserName }) => browserName !== 'chromium', 'only Chromium measures layout shifts');

  for (const width of [1280, 360]) {
    test(`${width} px: cumulative layout shift over load and a whole race of at most 0.02`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.addInitScript(() => {
        const shifts: Shifted[] = [];
        Object.assign(window, { shifts });
        interface Shift extends PerformanceEntry {
          readonly value: number;
          readonly hadRecentInput: boolean;
          readonly sources: readonly { readonly node: Node | null }[];
        }
        new PerformanceObserver((list) => {
          for (const { startTime, value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
            const where = sources
              .map(({ node }) => (node as Element | null)?.className ?? node?.nodeName ?? '?')
              .join();
            if (!hadRecentInput) shifts.push({ at: startTime, value, where });
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await open(page);
      await race(page);
      await page.waitForTimeout(300);
      const shifts = await page.evaluate(() => (window as unknown as { shifts: Shifted[] }).shifts);
      expect(cumulativeShift(shifts), JSON.stringify(shifts)).toBeLessThanOrEqual(0.02);
    });
  }
});
