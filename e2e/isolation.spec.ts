import { expect, expectFairRace, open, race, test, withoutServiceWorkers } from './support/test';
import { serveUnder } from './support/static-server';

const ALL = '?n=1500&pairs=6&engines=js,wasm,wasm-simd,wasm-threads&threads=2';

test('with the isolation headers every lane races', async ({ page }) => {
  await open(page, ALL);
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm', 'wasm-simd', 'wasm-threads'], 6);
  expect(result.environment).toMatchObject({ crossOriginIsolated: true, sharedArrayBuffer: true, simd: true });
  await expect(page.getByText('(unavailable)')).toHaveCount(0);
});

test('without headers and service workers the threaded lane is named as missing, and the others race', async ({
  page,
}) => {
  await withoutServiceWorkers(page);
  await open(page, ALL, process.env.PLAIN_URL);
  const reason = 'the page is not cross-origin isolated, so it has no shared memory';
  await expect(page.getByText(`WebAssembly SIMD + threads: ${reason}`).first()).toBeVisible();
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm', 'wasm-simd'], 6);
  expect(result.environment.crossOriginIsolated).toBe(false);
  await expect(page.locator('#verdict')).toHaveText(/^On this machine/);
  await expect(page.getByRole('listitem').filter({ hasText: reason })).toBeVisible();
  await expect(page.locator('footer')).toContainText(
    'This page is not cross-origin isolated: coarser clock, no threads.',
  );
});

test('isolated and yet without SharedArrayBuffer: the threaded lane is named as missing', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
  });
  await open(page, ALL);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const reason = 'WebAssembly SIMD + threads: this browser has no SharedArrayBuffer';
  await expect(page.getByText(reason).first()).toBeVisible();
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm', 'wasm-simd'], 6);
  expect(result.environment).toMatchObject({ crossOriginIsolated: true, sharedArrayBuffer: false });
});

test('without SIMD the SIMD lanes are named as missing, and the others race', async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await open(page, ALL);
  await expect(page.getByText('WebAssembly SIMD: this browser has no WebAssembly SIMD').first()).toBeVisible();
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm'], 6);
  expect(result.environment.simd).toBe(false);
});

test('without WebAssembly the JavaScript lanes race', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'WebAssembly');
  });
  await open(page, '?n=1500&pairs=6&engines=js-objects,js-tuned,wasm,wasm-threads');
  await expect(page.getByText('WebAssembly: this browser has no WebAssembly').first()).toBeVisible();
  expectFairRace(await race(page), ['js-objects', 'js-tuned'], 6);
  await expect(page.locator('#verdict')).toHaveText(/JavaScript/);
});

test('without workers the page says so', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'Worker');
  });
  await page.goto('/');
  await expect(page.locator('#errors')).toContainText('This browser has no workers');
  await expect(page.locator('#run')).toBeVisible();
});

test('the site works under any path of a host', async ({ page }) => {
  const server = await serveUnder('/some/path/');
  try {
    await open(page, ALL, server.url);
    expectFairRace(await race(page), ['js', 'wasm', 'wasm-simd', 'wasm-threads'], 6);
  } finally {
    await server.close();
  }
});
