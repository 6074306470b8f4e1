/** The `test` of every spec: a page that is watched, and the words to drive it with. */

// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- a script of globals has nothing to import
/// <reference path="../../web/ui/globals.d.ts" />

import { test as base, expect, type Page } from '@playwright/test';
// What the page puts on `window`.
import type {} from '../../web/ui/api';
import type { RaceResult } from '../../web/shared/result';

export { expect };

/** One event the page dispatched on `window`. */
export interface Announced {
  readonly type: string;
  readonly detail: {
    readonly message?: string;
    readonly name?: string;
    readonly n?: number;
    readonly d?: number;
  } | null;
}

declare global {
  interface Window {
    announced: Announced[];
  }
}

const EVENTS = ['kmeans-race-ready', 'kmeans-race-data', 'kmeans-race-done', 'kmeans-race-error'];

/**
 * Most threads a test may use. Driven by Playwright (WebDriver BiDi, its network events), Firefox ESR stalls for ever
 * when a page starts several nested workers at once, about once in ten times; by itself it does not. One thread worker
 * beside the lane's own was never seen to stall.
 */
export const MOST_THREADS = { chromium: 7, firefox: 2, webkit: 7 } as const;

interface Watched {
  /** Errors, warnings and foreign requests that a test provokes on purpose. All others fail the test. */
  readonly expectedErrors: RegExp | null;
}

/**
 * Fails a test after its end for any console error or warning, any uncaught page error and any request to an origin
 * other than the page's own: the page promises that nothing leaves the tab.
 */
export const test = base.extend<Watched>({
  expectedErrors: [null, { option: true }],
  page: async ({ page, expectedErrors, browserName }, use) => {
    const processors = MOST_THREADS[browserName];
    await page.addInitScript((most) => {
      const claimed = navigator.hardwareConcurrency;
      Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => Math.min(claimed, most) });
    }, processors);
    const faults: string[] = [];
    const note = (text: string, kind = ''): void => {
      if (!expectedErrors?.test(text)) faults.push(kind + text);
    };
    let home = '';
    page.on('pageerror', (error) => note(error.message, 'uncaught: '));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) note(message.text(), `console ${message.type()}: `);
    });
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) home = origin;
      else if (origin !== home && !['data:', 'blob:'].includes(protocol)) note(`request to ${request.url()}`);
    });
    await page.addInitScript((events) => {
      window.announced = [];
      for (const type of events) {
        window.addEventListener(type, (event) => {
          window.announced.push({ type, detail: (event as CustomEvent<Announced['detail']>).detail });
        });
      }
    }, EVENTS);
    await use(page);
    expect(faults, 'console errors, page errors and foreign requests').toEqual([]);
  },
});

/** Opens the page and waits until it can be driven. `base` is another host or path than the configured one. */
export async function open(page: Page, query = '', base = './'): Promise<void> {
  await page.goto(`${base}${query}`);
  await announced(page, 'kmeans-race-ready');
}

/** Takes service workers from the page, as plain HTTP does: a host without headers then stays without isolation. */
export async function withoutServiceWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
}

/** Waits until the page has dispatched an event at least `times` times, and gives the last one. */
export async function announced(page: Page, type: string, times = 1): Promise<Announced> {
  const matching = () => page.evaluate((wanted) => window.announced.filter((event) => event.type === wanted), type);
  await expect
    .poll(async () => (await matching()).length, { message: `${type}, ${times} times`, timeout: 30_000 })
    .toBeGreaterThanOrEqual(times);
  return (await matching()).at(-1)!;
}

/** Runs the race of the present settings by `window.kmeansRace`, and gives its result; fails with the page's words. */
export async function race(page: Page): Promise<RaceResult> {
  const { result, words } = await page.evaluate(async () => {
    await window.kmeansRace.run();
    return { result: window.kmeansRace.result, words: document.querySelector('#errors')?.textContent };
  });
  expect(result, `the race ended without a result: ${words}`).not.toBeNull();
  return result!;
}

/** Types a number into a field and leaves it, as a person does; `fill` does not replace numbers in Firefox. */
export async function enter(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.click();
  await field.press('ControlOrMeta+a');
  await field.pressSequentially(String(value));
  await field.press('Tab');
}

/** What the alert region says. */
export function alerts(page: Page) {
  return page.locator('#errors');
}

/** Asserts what every finished race must keep: the same answer in every lane and a sample of each lane in each pair. */
export function expectFairRace(result: RaceResult, engines: readonly string[], pairs: number): void {
  expect(result.engines.map(({ id }) => id)).toEqual(engines);
  expect(result.sameAnswer).toBe(true);
  const answers = result.engines.map(({ labelsSha256, centroidsSha256, inertia, iterations }) =>
    [labelsSha256, centroidsSha256, inertia, iterations].join(),
  );
  expect(new Set(answers).size).toBe(1);
  for (const { samplesMs } of result.engines) expect(samplesMs.length).toBe(pairs);
  expect(result.comparisons.length).toBe((engines.length * (engines.length - 1)) / 2);
}
