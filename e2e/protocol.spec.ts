import { announced, expect, expectFairRace, open, race, test } from './support/test';
import { serveUnder } from './support/static-server';

test('a worker that hangs is ended and named, and the others go on', async ({ page }) => {
  const server = await serveUnder('/');
  // Read by the lane's worker when it opens: it never returns from here.
  server.faults.set('wasm/kmeans-simd.mjs', Buffer.from('for (;;) {}'));
  try {
    await page.clock.install();
    await open(page, '?n=1000&pairs=1&engines=js,wasm-simd,wasm', server.url);
    await page.locator('#run').click();
    await expect(page.locator('#status')).toHaveText(/opening WebAssembly SIMD/);
    await page.clock.runFor(22_000);
    await announced(page, 'kmeans-race-done');
    const result = (await page.evaluate(() => window.kmeansRace.result))!;
    expectFairRace(result, ['js', 'wasm'], 1);
    expect(result.badges).toContain('wasm-simd failed: no progress for 20 s');
  } finally {
    await server.close();
  }
});

for (const [what, type] of [
  ['hidden', 'visibilitychange'],
  ['frozen', 'freeze'],
] as const) {
  test(`a page that is ${what} for a moment voids the race and keeps its samples`, async ({ page }) => {
    await open(page, '?n=10000&pairs=15&engines=js,wasm');
    await page.locator('#run').click();
    await expect(page.locator('#status')).toHaveText(/pair \d+ of 15/);
    await page.evaluate((event) => {
      const hide = (state: string): void => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      };
      if (event === 'visibilitychange') hide('hidden');
      document.dispatchEvent(new Event(event));
      hide('visible');
    }, type);
    await announced(page, 'kmeans-race-done');
    const result = (await page.evaluate(() => window.kmeansRace.result))!;
    expect(result).toMatchObject({ pageHidden: true, comparisons: [], sameAnswer: true });
    expect(result.badges).toContain('page hidden');
    for (const { samplesMs } of result.engines) expect(samplesMs).toHaveLength(15);
    await expect(page.locator('#verdict')).toContainText('This race is void: the page was hidden while it ran.');
  });
}

test('library lanes race beside the proof, each with what differs', async ({ page }) => {
  await open(page, '?n=3000&pairs=7&engines=js-tuned,ml-kmeans,wasm-simd,skmeans');
  const result = await race(page);
  expect(result.engines.map(({ id }) => id)).toEqual(['js-tuned', 'ml-kmeans', 'wasm-simd', 'skmeans']);
  expect(result.sameAnswer).toBe(true);
  expect(result.comparisons).toHaveLength(6);
  for (const { id, differs } of result.engines) {
    if (!id.includes('means')) expect(differs).toBeNull();
    else {
      const said =
        differs === 0 ? 'same labels' : `different answer, ${differs?.toLocaleString('en')} of 3,000 rows differ`;
      expect(result.badges).toContain(`${id}: ${said}`);
    }
  }
  await expect(page.locator('#verdict')).not.toContainText('library');
});

test('each scope times what it says, and the address keeps it', async ({ page }) => {
  await open(page, '?n=2000&pairs=3&engines=js,wasm-simd');
  await page.locator('.more > summary').click();
  await page.getByRole('radio', { name: 'including load' }).check();
  await expect(page).toHaveURL(/scope=load/);
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm-simd'], 3);
  expect(result.params.scope).toBe('load');
  expect(result.engines.every(({ cold }) => cold !== undefined && cold.fetchMs > 0)).toBe(true);
});

test('the control races a lane against itself', async ({ page }) => {
  await open(page, '?n=1000&pairs=7&engines=js');
  const section = page.locator('#experiment-control');
  await section.getByRole('button', { name: /Race a lane against itself/ }).click();
  await expect(section.getByText(/JavaScript against itself/)).toBeVisible();
});

test('a lane with threads that never answers is begun anew in another worker', async ({ page }) => {
  await page.addInitScript(() => {
    const Original = Worker;
    let mute = true;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        // The first lane is the one with threads that the page opens ahead of everything else.
        if (options?.name !== 'lane' || !mute) return;
        mute = false;
        this.postMessage = () => undefined;
      }
    };
  });
  await open(page, '?n=1500&pairs=6&engines=js-tuned,wasm-exact-threads');
  const result = await race(page);
  expect(result.engines.map(({ id }) => id)).toEqual(['js-tuned', 'wasm-exact-threads']);
  expect(result.badges.filter((badge) => badge.includes('no progress'))).toEqual([]);
});
