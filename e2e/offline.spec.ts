import type { Page } from '@playwright/test';
import { announced, expect, expectFairRace, open, race, test, withoutServiceWorkers } from './support/test';
import { serveUnder } from './support/static-server';

// Firefox reports what was still on its way when the page loads itself again.
const CUT_SHORT = 'error loading dynamically imported module';
test.use({ expectedErrors: new RegExp(CUT_SHORT) });

const PATH = '/some/path/';
const LANES = ['js', 'wasm-simd', 'wasm-threads'];
const RACE = `?n=1500&pairs=6&engines=${LANES.join(',')}&threads=2`;

/** Waits until the worker has all files of the site. */
async function installed(page: Page): Promise<void> {
  const state = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
  await expect.poll(state, { timeout: 20_000 }).toBe('activated');
}

/** Waits for the page after its reload for isolation, if it needs one. */
async function isolatedAndReady(page: Page): Promise<void> {
  // A page that is on its way cannot be asked.
  const isolated = () => page.evaluate(() => crossOriginIsolated).catch(() => false);
  await expect.poll(isolated, { timeout: 20_000 }).toBe(true);
  await announced(page, 'kmeans-race-ready');
}

/** What the worker keeps: names of caches, and paths under the site. */
function kept(page: Page): Promise<{ names: string[]; files: string[] }> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return { names, files: requests.flat().map(({ url }) => new URL(url).pathname) };
  });
}

test.describe('a host that knows neither the headers nor .wasm', () => {
  // What the page says before the worker mends it.
  test.use({ expectedErrors: new RegExp(`wasm streaming compile failed|ArrayBuffer instantiation|${CUT_SHORT}`) });

  test('one reload isolates the page, and every lane races', async ({ page }) => {
    const server = await serveUnder(PATH, { plain: true, octets: true });
    let loads = 0;
    page.on('request', (request) => (loads += Number(request.isNavigationRequest())));
    try {
      await page.goto(`${server.url}${RACE}`);
      await isolatedAndReady(page);
      expect(loads).toBe(2);
      expect(new URL(page.url()).search).toContain('engines=js,wasm-simd,wasm-threads');
      const result = await race(page);
      expectFairRace(result, LANES, 6);
      expect(result.environment).toMatchObject({ crossOriginIsolated: true, sharedArrayBuffer: true });
      expect(loads).toBe(2);
      await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0);
      const type = await page.evaluate(async () => (await fetch('wasm/kmeans-simd.wasm')).headers.get('content-type'));
      expect(type).toBe('application/wasm');
    } finally {
      await server.close();
    }
  });
});

for (const plain of [true, false]) {
  test(`without a network the page opens again and races (host ${plain ? 'without' : 'with'} headers)`, async ({
    page,
  }) => {
    const server = await serveUnder(PATH, { plain });
    try {
      await page.goto(`${server.url}${RACE}`);
      await isolatedAndReady(page);
      await installed(page);
      // What is half loaded when the host goes is lost.
      const quiet = () => page.evaluate(() => performance.getEntriesByName('kmeans-race-lanes-ready').length);
      await expect.poll(quiet).toBeGreaterThan(0);
      const { names, files } = await kept(page);
      expect(names).toHaveLength(1);
      expect(files).toContain(PATH);
      expect(files).toContain(`${PATH}wasm/kmeans-threads.wasm`);
      expect(files).not.toContain(`${PATH}sw.js`);
    } finally {
      await server.close();
    }
    // The host is gone: what comes now, comes from the worker.
    await open(page, `${RACE}&k=5`, server.url);
    const result = await race(page);
    expectFairRace(result, LANES, 6);
    expect(result.params.k).toBe(5);
    // What the page loads later is there as well: there is no such experiment, and no failure to look for it.
    expect(await page.evaluate(() => window.kmeansRace.experiment('none' as 'ladder'))).toBeNull();
    expect(result.environment.crossOriginIsolated).toBe(true);
  });
}

test('where a reload does not isolate, the page is shown as it is after two', async ({ page }) => {
  const server = await serveUnder(PATH, { plain: true });
  // A worker that adds no headers: some browsers and frames stay without isolation whatever a host says.
  server.faults.set('sw.js', Buffer.from('addEventListener("fetch", () => undefined);'));
  let loads = 0;
  page.on('request', (request) => (loads += Number(request.isNavigationRequest())));
  try {
    await page.goto(`${server.url}${RACE}`);
    await expect.poll(() => loads, { timeout: 20_000 }).toBe(3);
    await announced(page, 'kmeans-race-ready');
    expectFairRace(await race(page), LANES.slice(0, 2), 6);
    expect(loads).toBe(3);
    await expect(page.locator('footer')).toContainText('not cross-origin isolated');
  } finally {
    await server.close();
  }
});

test('a page that is measuring is never loaded again', async ({ page }) => {
  const server = await serveUnder(PATH, { plain: true });
  let loads = 0;
  page.on('request', (request) => (loads += Number(request.isNavigationRequest())));
  try {
    await page.goto(`${server.url}${RACE}&run=1`);
    const done = () => page.evaluate(() => window.kmeansRace.result !== null).catch(() => false);
    await expect.poll(done, { timeout: 20_000 }).toBe(true);
    await installed(page);
    await page.waitForTimeout(500);
    const result = await page.evaluate(() => window.kmeansRace.result);
    // Either the worker was there before the race began, and the race is an isolated one, or the race was left alone.
    expect(loads).toBe(result!.environment.crossOriginIsolated ? 2 : 1);
  } finally {
    await server.close();
  }
});

test('a new build takes the place of the old one when its last page is gone', async ({ page, context }) => {
  const server = await serveUnder(PATH);
  try {
    await open(page, RACE, server.url);
    await installed(page);
    await page.reload();
    const [before] = (await kept(page)).names;
    // Another build: the worker of the next one differs in its version alone.
    const source = await (await fetch(`${server.url}sw.js`)).text();
    const version = before!.split(' ').at(-1)!;
    server.faults.set('sw.js', Buffer.from(source.replaceAll(version, '0123456789abcdef')));
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())!.update();
    });
    const waiting = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.waiting?.state ?? 'none');
    await expect.poll(waiting, { timeout: 20_000 }).toBe('installed');
    expect((await kept(page)).names).toHaveLength(2);
    await page.close();
    const next = await context.newPage();
    const names = async () => {
      await next.goto(server.url);
      return (await kept(next)).names;
    };
    await expect.poll(names, { timeout: 20_000 }).toEqual([before!.replace(version, '0123456789abcdef')]);
  } finally {
    await server.close();
  }
});

test('without service workers the page is the same, without a copy of itself', async ({ page }) => {
  await withoutServiceWorkers(page);
  await open(page, '?n=1500&pairs=6&engines=js,wasm-simd');
  expectFairRace(await race(page), ['js', 'wasm-simd'], 6);
  expect((await kept(page)).names).toEqual([]);
});
