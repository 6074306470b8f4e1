import { compare } from '../web/stats/verdict';
import { CONTRACT_LANE_IDS, LANES } from '../web/shared/lanes';
import type { RaceResult } from '../web/shared/result';
import { alerts, announced, enter, expect, expectFairRace, open, race, test } from './support/test';

const HASH: unknown = expect.stringMatching(/^[0-9a-f]{64}$/);
const NUMBER: unknown = expect.any(Number);

/** docs: the result object's fields, exactly these. `toEqual` with asymmetric matchers refuses any field more. */
const SHAPE = {
  schema: 1,
  version: expect.stringMatching(/^\d+\.\d+\.\d+\+\w+$/) as unknown,
  date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
  params: {
    ...{ distribution: 'spiral', n: 20_000, d: 2, k: 8, seed: 42, init: 'k-means++', stop: 'labels', tol: 1e-4 },
    ...{ maxIter: 300, empty: 'relocate', threads: 'auto', pairs: 31, scope: 'fit' },
  },
  contract: { blockRows: 2048 },
  dataset: { sha256: HASH, n: 20_000, d: 2, source: 'generated' },
  environment: {
    userAgent: expect.any(String) as unknown,
    crossOriginIsolated: true,
    sharedArrayBuffer: true,
    simd: true,
    hardwareConcurrency: NUMBER,
    timerResolutionMs: NUMBER,
  },
  engines: expect.any(Array) as unknown,
  sameAnswer: true,
  comparisons: expect.any(Array) as unknown,
  badges: expect.any(Array) as unknown,
  pageHidden: false,
};

const ENGINE_SHAPE = {
  id: expect.any(String) as unknown,
  threads: NUMBER,
  coldMs: NUMBER,
  samplesMs: expect.any(Array) as unknown,
  medianMs: NUMBER,
  madMs: NUMBER,
  phasesMs: { load: NUMBER, copyIn: NUMBER, init: NUMBER, assign: NUMBER, update: NUMBER, copyOut: NUMBER },
  cold: { fetchMs: NUMBER, compileMs: NUMBER, instantiateMs: NUMBER },
  iterations: NUMBER,
  converged: true,
  inertia: NUMBER,
  labelsSha256: HASH,
  centroidsSha256: HASH,
  ari: NUMBER,
  nmi: NUMBER,
  differs: null,
};

/** Anyone can redo every comparison from the exported samples alone. */
function expectHonestComparisons({ engines, comparisons }: RaceResult): void {
  const pairs = engines.flatMap((a, i) => engines.slice(i + 1).map((b) => ({ a, b })));
  expect(comparisons).toHaveLength(pairs.length);
  for (const [i, { a, b }] of pairs.entries()) {
    const { ratio, ciLow, ciHigh, verdict } = compare(a.samplesMs, b.samplesMs);
    expect(comparisons[i]).toEqual({ ...comparisons[i], a: a.id, b: b.id, verdict });
    // Node and the browser may round a logarithm differently.
    const found = [comparisons[i]!.ratio, comparisons[i]!.ciLow, comparisons[i]!.ciHigh];
    for (const [j, value] of [ratio, ciLow, ciHigh].entries()) expect(found[j]! / value).toBeCloseTo(1, 12);
  }
}

test('the default race through the button: verdict, proof and the whole result object', async ({ page }) => {
  await open(page);
  await expect(page.locator('#verdict')).toHaveText(/^Is WebAssembly faster than JavaScript\?/);
  await page.getByRole('button', { name: 'Run the race' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await announced(page, 'kmeans-race-done');

  await expect(page.locator('#verdict')).toHaveText(/^On this machine .*(\d+(\.\d+)?x faster than|too close to call)/);
  await expect(page.locator('#proof')).toHaveText(
    /^Same 20,000 points, same seed, same \d+ iterations, every label and centroid equal bit for bit\.$/,
  );
  await expect(page.locator('#status')).toHaveText('done: 31 pairs timed');
  const result = (await page.evaluate(() => window.kmeansRace.result))!;
  expect(result).toEqual(SHAPE);
  for (const engine of result.engines) {
    expect(engine).toEqual(ENGINE_SHAPE);
    expect(engine.samplesMs.every((ms) => ms > 0)).toBe(true);
  }
  expectFairRace(result, ['js-tuned', 'wasm-simd', 'wasm-exact-threads'], 31);
  expectHonestComparisons(result);
  expect(await page.evaluate(() => window.announced.map(({ type }) => type))).toEqual([
    'kmeans-race-ready',
    'kmeans-race-done',
  ]);
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
});

test('every lane, and one of them twice as a control', async ({ page }) => {
  await open(page, `?n=3000&pairs=7&engines=${CONTRACT_LANE_IDS.join(',')},js&threads=2`);
  const result = await race(page);
  expectFairRace(result, [...CONTRACT_LANE_IDS, 'js'], 7);
  expectHonestComparisons(result);
  expect(result.engines.map(({ threads }) => threads)).toEqual([
    ...CONTRACT_LANE_IDS.map((id) => (LANES[id].threaded ? 2 : 1)),
    1,
  ]);
});

test('the address follows the controls, and opens the same race again', async ({ page }) => {
  await open(page, '?n=500&pairs=1');
  await enter(page, 'Clusters', 5);
  await page.getByRole('radio', { name: 'Moons' }).check({ force: true });
  await page.getByRole('checkbox', { name: 'JavaScript, objects' }).check({ force: true });
  await expect(page).toHaveURL(/[?&]k=5(&|$)/);
  await expect(page).toHaveURL(/distribution=moons&n=500/);
  await expect(page).toHaveURL(/engines=js-objects,js-tuned,wasm-simd,wasm-exact-threads/);
  const before = await race(page);
  await page.reload();
  await announced(page, 'kmeans-race-ready');
  const after = await race(page);
  expect(after.params).toEqual(before.params);
  expect(after.dataset).toEqual(before.dataset);
  expect(after.engines.map(({ labelsSha256 }) => labelsSha256)).toEqual(
    before.engines.map(({ labelsSha256 }) => labelsSha256),
  );
});

test('run=1 starts the race at once', async ({ page }) => {
  await open(page, '?run=1&n=1000&pairs=2&engines=js,wasm');
  await announced(page, 'kmeans-race-done');
  expectFairRace((await page.evaluate(() => window.kmeansRace.result))!, ['js', 'wasm'], 2);
});

/** A first run of many seconds, so that there is something to stop. */
const LONG = '?distribution=uniform&n=200000&k=64&stop=max_iter&maxIter=200&pairs=1&engines=js-objects,wasm';

test('a cancelled race stays cancelled: nothing that was under way is shown later', async ({ page }) => {
  await open(page, LONG);
  await page.locator('#run').click();
  await expect(page.locator('#status')).toHaveText(/first run of JavaScript, objects, iteration/);
  await page.locator('#run').click();
  // Longer than the page waits before it shows what a lane told last.
  await page.waitForTimeout(600);
  await expect(page.locator('#status')).toHaveText('cancelled');
});

for (const way of ['button', 'Escape', 'window.kmeansRace.cancel()']) {
  test(`a race is cancelled by ${way} at once, and the next one runs`, async ({ page }) => {
    await open(page, LONG);
    await page.locator('#run').click();
    await expect(page.locator('#status')).toHaveText(/first run of JavaScript, objects/);
    if (way === 'button') await page.getByRole('button', { name: 'Cancel' }).click();
    else if (way === 'Escape') await page.keyboard.press('Escape');
    else
      await page.evaluate(() => {
        window.kmeansRace.cancel();
      });
    await expect(page.locator('#status')).toHaveText('cancelled', { timeout: 2000 });
    await expect(alerts(page)).toHaveText('');
    expect(await page.evaluate(() => window.kmeansRace.result)).toBeNull();
    await enter(page, 'Number of points', 1000);
    const result = await race(page);
    expect(result.params).toMatchObject({ n: 1000, k: 64 });
    expectFairRace(result, ['js-objects', 'wasm'], 1);
  });
}
