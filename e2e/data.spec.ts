import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { alerts, announced, enter, expect, expectFairRace, open, race, test } from './support/test';
import type { Page } from '@playwright/test';

const LANES = 'engines=js,wasm-simd';
const DATA = new URL('../web/public/data/', import.meta.url);

function csvFile(text: string, name = 'points.csv') {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** Hands a file to the page as a person does; the wait for what comes of it is the caller's. */
async function give(page: Page, file: string | ReturnType<typeof csvFile>): Promise<void> {
  await page.locator('#file-input').setInputFiles(file);
}

/** Races on generated points: a page that has refused something is still whole. */
async function expectUsable(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Back to generated points' });
  if (await back.isVisible()) await back.click();
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm-simd'], 1);
  expect(result.dataset.source).toBe('generated');
}

for (const [name, k, n, d, least] of [
  ['digits.csv', 10, 1797, 64, 0.5],
  ['iris.csv', 3, 150, 4, 0.6],
] as const) {
  test(`${name} races, and its labels judge the clusters`, async ({ page }) => {
    await open(page, `?k=${k}&init=greedy&pairs=6&${LANES}`);
    await give(page, { ...csvFile(''), name, buffer: readFileSync(new URL(name, DATA)) });
    expect((await announced(page, 'kmeans-race-data')).detail).toEqual({ n, d, name });
    const result = await race(page);
    expectFairRace(result, ['js', 'wasm-simd'], 6);
    expect(result.dataset).toMatchObject({ n, d, source: 'csv' });
    expect(result.params).toMatchObject({ n, d, k });
    for (const { ari, nmi } of result.engines) {
      expect(ari).toBeGreaterThan(least);
      expect(nmi).toBeGreaterThan(least);
      expect(Math.max(ari!, nmi!)).toBeLessThanOrEqual(1);
    }
    await expect(page.locator('#proof')).toHaveText(/every label and centroid equal bit for bit/);
  });
}

const BAD_FILES: readonly (readonly [what: string, text: string, sentence: RegExp])[] = [
  ['ragged', 'x,y\n1,2\n3\n4,5\n', /^line 3 has 1 field, expected 2\.$/],
  ['too many fields', 'x,y\n1,2\n3,4,5\n', /^line 3 has 3 fields, expected 2\.$/],
  ['empty', '', /^The file is empty\.$/],
  ['blank lines only', '\n\n\n', /^The file is empty\.$/],
  ['header only', 'x,y\n', /^The file has a header line and no rows\.$/],
  ['text in a column of numbers', 'x,y\n1,2\n3,4\n5,six\n', /^line 4, column y: 'six' is not a number\.$/],
  ['NaN', 'x,y\n1,2\n3,NaN\n5,6\n', /^line 3, column y: 'NaN' is not a finite number\.$/],
  ['infinity', 'x,y\n1,2\n-inf,4\n5,6\n', /^line 3, column x: '-inf' is not a finite number\.$/],
  ['a missing value', 'x,y\n1,2\n,4\n5,6\n', /^line 3, column x: the value is missing\.$/],
  ['no numbers', 'a,b\nred,blue\ngreen,black\n', /^The file has no column of numbers to cluster on\.$/],
  ['a quote not closed', 'x,y\n1,2\n"3,4\n5,6\n', /^line 3: a quoted field is never closed\.$/],
  ['10,000 columns', `${Array(10_000).fill('1').join()}\n`, /^The file has 10000 columns; at most 1024 can be read\.$/],
  ['binary', 'a\0b\0c\n', /^The file holds zero bytes/],
];

test('every bad file is refused in one clear sentence, and the page stays usable', async ({ page }) => {
  await open(page, `?n=500&pairs=1&${LANES}`);
  for (const [i, [what, text, sentence]] of BAD_FILES.entries()) {
    await give(page, csvFile(text, `${what}.csv`));
    const { detail } = await announced(page, 'kmeans-race-error', i + 1);
    expect(detail, what).toEqual({ name: 'KMeansError', message: expect.stringMatching(sentence) as unknown });
    await expect(alerts(page), what).toContainText(detail!.message!);
  }
  await expectUsable(page);
  await give(page, csvFile('x,y\n1,2\n3,4\n5,6\n7,8\n9,10\n1,1\n2,2\n3,3\n'));
  await announced(page, 'kmeans-race-data');
  await expect(alerts(page)).not.toContainText('binary');
  expectFairRace(await race(page), ['js', 'wasm-simd'], 1);
});

test('a file of 1 GB is refused at once, with its size', async ({ page }, info) => {
  const file = info.outputPath('huge.csv');
  const handle = openSync(file, 'w');
  // Rows where the preview looks; the rest is sparse and takes no room on the disk.
  writeSync(handle, '1,2\n'.repeat(1 << 18));
  ftruncateSync(handle, 1_000_000_000);
  closeSync(handle);
  await open(page, `?n=500&pairs=1&${LANES}`);
  await give(page, file);
  const { detail } = await announced(page, 'kmeans-race-error');
  rmSync(file);
  expect(detail?.message).toMatch(/^The file has 1000\.0 MB; files of at most 200\.0 MB can be read\.$/);
  await expectUsable(page);
});

test('pasted rows race', async ({ page }) => {
  await open(page, `?k=2&pairs=1&${LANES}`);
  await page.getByText('Paste rows').click();
  await page.getByLabel('Rows to paste, comma separated').fill('a;b\n1;2\n1.5;2.5\n10;11\n10.5;12\n');
  await page.getByRole('button', { name: 'Use these rows' }).click();
  expect((await announced(page, 'kmeans-race-data')).detail).toMatchObject({ n: 4, d: 2 });
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm-simd'], 1);
  expect(result.engines[0]!.inertia).toBe(0.25 + 0.625);
});

test('UTF-16 with a byte-order mark and decimals with a comma are read, and said', async ({ page }) => {
  await open(page, `?k=2&pairs=1&${LANES}`);
  const buffer = Buffer.from('\ufeffL\u00e4nge;H\u00f6he\r\n1,5;2\r\n1,5;2\r\n-0,25;1e1\r\n', 'utf16le');
  await give(page, { name: 'excel.csv', mimeType: 'text/csv', buffer });
  expect((await announced(page, 'kmeans-race-data')).detail).toMatchObject({ n: 3, d: 2 });
  await expect(page.getByRole('columnheader', { name: 'L\u00e4nge' })).toBeVisible();
  await expect(page.getByText('Decimals are read with a comma')).toBeVisible();
  const result = await race(page);
  expect(result.engines[0]!.inertia).toBe(0);
});

/** A paste of so many megabytes, as the browser hands it to the field. */
async function paste(page: Page, megabytes: number): Promise<void> {
  await page.getByText('Paste rows').click();
  await page.getByLabel('Rows to paste, comma separated').evaluate((field, size) => {
    const row = `${Array.from({ length: 64 }, (_, i) => `1.${i}00`).join()}\n`;
    const text = row.repeat(Math.ceil((size * 1e6) / row.length));
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { files: [], getData: () => text } });
    field.dispatchEvent(event);
  }, megabytes);
}

test('a paste of 50 MB is read beside the page, with a bar, and can be cancelled', async ({ page }) => {
  await open(page, `?n=500&pairs=1&${LANES}`);
  await paste(page, 50);
  await expect(page.getByRole('progressbar', { name: 'Progress of reading the file' })).toBeVisible();
  expect(await page.getByLabel('Rows to paste, comma separated').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Cancel reading' }).click();
  const { detail } = await announced(page, 'kmeans-race-error');
  expect(detail?.message).toBe('Reading pasted.csv was cancelled.');
  await expect(page.getByRole('progressbar', { name: 'Progress of reading the file' })).toBeHidden();
  await expectUsable(page);
});

test('a paste of some megabytes is used at once', async ({ page }) => {
  await open(page, `?n=500&pairs=1&${LANES}`);
  await paste(page, 4);
  const { detail } = await announced(page, 'kmeans-race-data');
  expect(detail).toMatchObject({ d: 64, name: 'pasted.csv' });
  expect(detail!.n).toBeGreaterThan(9_000);
});

test('raw float64 values race, with the features of the page', async ({ page }) => {
  await open(page, `?k=2&d=3&distribution=blobs&n=100&pairs=1&${LANES}`);
  const values = Float64Array.from({ length: 30 }, (_, i) => Math.sin(i));
  await give(page, { name: 'points.f64', mimeType: 'application/octet-stream', buffer: Buffer.from(values.buffer) });
  expect((await announced(page, 'kmeans-race-data')).detail).toMatchObject({ n: 10, d: 3 });
  expectFairRace(await race(page), ['js', 'wasm-simd'], 1);
  await give(page, { name: 'odd.f64', mimeType: 'application/octet-stream', buffer: Buffer.alloc(25) });
  const { detail } = await announced(page, 'kmeans-race-error');
  expect(detail?.message).toBe('The file has 25 bytes, which is not a multiple of 24 (8 bytes x 3 features).');
});

test('given centroids start every lane', async ({ page }) => {
  await open(page, `?n=500&k=5&pairs=1&${LANES}`);
  const input = page.locator('#centroids-input');
  await input.setInputFiles(csvFile('1,2,3\n4,5,6\n', 'wide.csv'));
  const { detail } = await announced(page, 'kmeans-race-error');
  expect(detail?.message).toBe('The centroids have 3 columns; the points have 2 features.');
  await input.setInputFiles(csvFile('-5,0\n5,0\n0,5\n', 'start.csv'));
  await expect(page.getByText('3 centroids from start.csv')).toBeVisible();
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm-simd'], 1);
  expect(result.params).toMatchObject({ init: 'given', k: 3 });
});

test('hostile names and headers are shown as text, never as HTML', async ({ page }) => {
  const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>';
  await open(page, `?k=2&pairs=1&${LANES}`);
  await give(page, csvFile(`${hostile},"<b>y</b>",label\n1,2,<i>a\n3,4,<i>b\n5,7,<i>a\n`, `<svg onload=alert(3)>.csv`));
  await announced(page, 'kmeans-race-data');
  await expect(page.getByText(hostile).first()).toBeVisible();
  await expect(page.getByText('<svg onload=alert(3)>.csv').first()).toBeVisible();
  await race(page);
  expect(await page.locator('img, script:not([src]), b, i, svg[onload]').count()).toBe(0);
  await give(page, csvFile(`${hostile},z\n1,2\n3,4\n5,${hostile}\n`));
  await announced(page, 'kmeans-race-error');
  await expect(alerts(page)).toContainText('<img src=x onerror=alert(1)>');
  expect(await page.locator('img, script:not([src])').count()).toBe(0);
});

test('k follows a file with fewer rows', async ({ page }) => {
  await open(page, `?k=8&pairs=1&${LANES}`);
  await give(page, csvFile('x,y\n1,2\n3,4\n5,6\n'));
  await announced(page, 'kmeans-race-data');
  expect((await race(page)).params).toMatchObject({ k: 3, n: 3, d: 2 });
  await enter(page, 'Clusters', 2);
  expect((await race(page)).params.k).toBe(2);
});
