import { serveUnder } from './support/static-server';
import { alerts, announced, expect, expectFairRace, open, race, test } from './support/test';

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>';
const BAD_ADDRESSES: readonly (readonly [query: string, words: RegExp])[] = [
  ['k=0', /k cannot be '0'/],
  ['n=20&k=21', /k cannot be 21: there cannot be more clusters than points \(n = 20\)/],
  ['n=abc', /n cannot be 'abc'/],
  ['n=1e9', /n cannot be '1e9'/],
  ['d=3&distribution=moons', /d cannot be 3: moons needs d = 2/],
  ['seed=-1', /seed cannot be '-1'/],
  ['engines=nonsense', /engines cannot be 'nonsense'/],
  ['threads=0', /threads cannot be '0'/],
  ['pairs=1e3', /pairs cannot be '1e3'/],
  ['colour=red', /'colour' is not a parameter of this page/],
  ['n=500&n=600', /n is given 2 times; the first one, '500', counts/],
  [`distribution=${encodeURIComponent(HOSTILE)}`, /distribution cannot be '<script>alert\(1\)<\/script>/],
  [`${encodeURIComponent(HOSTILE)}=1`, /'<script>alert\(1\)<\/script>.*' is not a parameter/],
  ['__proto__=1&constructor=2', /'__proto__' is not a parameter.*'constructor' is not a parameter/s],
];

test('every bad address is reported by name, and the page works', async ({ page }) => {
  for (const [query, words] of BAD_ADDRESSES) {
    await open(page, `?${query}`);
    await expect(alerts(page), query).toHaveText(words);
    await expect(page.locator('script'), query).toHaveCount(1);
    await expect(page.locator('img'), query).toHaveCount(0);
    await expect(page.locator('#run'), query).toBeEnabled();
    expect(await page.evaluate(() => window.kmeansRace.status)).toBe('ready');
  }
});

test('everything bad at once: each is named, and the race runs with what is left', async ({ page }) => {
  await open(page, '?n=1000&k=0&d=x&engines=js,wasm&pairs=2&stop=never&bogus=1');
  for (const name of ['k', 'd', 'stop']) await expect(alerts(page)).toContainText(`${name} cannot be`);
  await expect(alerts(page)).toContainText("'bogus' is not a parameter");
  expectFairRace(await race(page), ['js', 'wasm'], 2);
});

test('a fit that fails in every lane ends in one sentence, and the next race runs', async ({ page }) => {
  // Far more clusters than distinct places: some are empty, and the policy is to stop.
  await open(page, '?n=60&k=50&init=random&stop=max_iter&maxIter=50&empty=error&pairs=1&engines=js,wasm&seed=1');
  const csv = `x\n${'1\n'.repeat(60)}`;
  await page.locator('#file-input').setInputFiles({ name: 'same.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await announced(page, 'kmeans-race-data');
  await page.locator('#run').click();
  const { detail } = await announced(page, 'kmeans-race-error');
  expect(detail?.message).toMatch(/cluster .* empty|empty .*cluster/i);
  await expect(alerts(page)).toHaveText(/^[^\n]+$/);
  expect(await page.evaluate(() => [window.kmeansRace.status, window.kmeansRace.result])).toEqual(['error', null]);
  await page.getByRole('button', { name: 'Back to generated points' }).click();
  await page.locator('details.more summary').click();
  await page.getByLabel('Empty cluster').selectOption('keep');
  expectFairRace(await race(page), ['js', 'wasm'], 1);
});

test.describe('broken lanes', () => {
  test.use({ expectedErrors: /wasm|Failed to load resource|Aborted|ArrayBuffer instantiation/i });

  const BREAKS = [
    ['a .wasm file answers 503', 'wasm/kmeans-simd.wasm', 503],
    ['a .wasm file is garbage', 'wasm/kmeans-simd.wasm', Buffer.from('this is not WebAssembly')],
    ['the glue is missing', 'wasm/kmeans-simd.mjs', 404],
  ] as const;
  for (const [what, file, fault] of BREAKS) {
    test(`${what}: the lane is reported, the others race, and a later race has it again`, async ({ page }) => {
      const server = await serveUnder('/');
      server.faults.set(file, fault);
      try {
        await open(page, '?n=1000&pairs=2&engines=js,wasm-simd,wasm', server.url);
        const hurt = await race(page);
        expectFairRace(hurt, ['js', 'wasm'], 2);
        expect(hurt.badges).toContainEqual(expect.stringMatching(/^wasm-simd failed: .+/));
        await expect(page.getByText('lane failed')).toBeVisible();
        server.faults.clear();
        expectFairRace(await race(page), ['js', 'wasm-simd', 'wasm'], 2);
      } finally {
        await server.close();
      }
    });
  }

  test('a worker that dies in the middle is reported, the others go on, and the next race has it again', async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const lanes: Worker[] = [];
      const Original = Worker;
      window.Worker = class extends Original {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          if (options?.name === 'lane') lanes.push(this);
        }
      };
      // What a browser does to a worker out of memory: it ends, and an error event says so.
      Object.assign(window, {
        killLane(index: number) {
          lanes[index]!.terminate();
          lanes[index]!.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
        },
      });
    });
    await open(page, '?n=8000&pairs=15&engines=js,wasm,wasm-simd');
    await page.locator('#run').click();
    await expect(page.locator('#status')).toHaveText(/^pair \d+ of 15/);
    await page.evaluate(() => {
      // The first worker of all is the lane that the page opens ahead of everything else.
      (window as unknown as { killLane(index: number): void }).killLane(2);
    });
    await announced(page, 'kmeans-race-done');
    const result = (await page.evaluate(() => window.kmeansRace.result))!;
    expectFairRace(result, ['js', 'wasm-simd'], 15);
    expect(result.badges).toContain('wasm failed: the worker died: out of memory');
    expectFairRace(await race(page), ['js', 'wasm', 'wasm-simd'], 15);
  });
});
