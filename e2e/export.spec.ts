import type { Page } from '@playwright/test';
import { parseParams } from '../web/shared/params';
import { announced, expect, open, race, test } from './support/test';

const LANES = 'engines=js,wasm-simd';

interface Saved {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

declare global {
  interface Window {
    /** Files the page has handed to the browser. */
    saved: { name: string; blob: Blob }[];
  }
}

/** Catches downloads where they start: driven by WebDriver, Firefox reports none. */
async function openCatching(page: Page, query: string): Promise<void> {
  await page.addInitScript(() => {
    window.saved = [];
    const blobs = new Map<string, Blob>();
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      const address = make(blob);
      blobs.set(address, blob);
      return address;
    };
    HTMLAnchorElement.prototype.click = function () {
      const blob = blobs.get(this.href);
      if (blob) window.saved.push({ name: this.download, blob });
    };
  });
  await open(page, query);
}

/** The next file, after the button of this name has been pressed. */
async function save(page: Page, button: string): Promise<Saved> {
  const before = await page.evaluate(() => window.saved.length);
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.saved.length)).toBe(before + 1);
  const { name, type, values } = await page.evaluate(async (index) => {
    const { name, blob } = window.saved[index]!;
    return { name, type: blob.type, values: [...new Uint8Array(await blob.arrayBuffer())] };
  }, before);
  return { name, type, bytes: Buffer.from(values) };
}

const give = (page: Page, name: string, text: string) =>
  page.locator('#file-input').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const sizeOf = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];

test('points with clusters keep the columns of the file, and formulas become text', async ({ page }) => {
  await openCatching(page, `?k=2&pairs=1&${LANES}`);
  await give(page, 'my data.csv', 'name;x;z\n=1+1;-1.50;2\n"@a;b";-1;2.5\nplain;9;10\n-x;9.5;11\n');
  await announced(page, 'kmeans-race-data');
  await race(page);
  const { name, type, bytes } = await save(page, 'Points with clusters (CSV)');
  expect([name, type]).toEqual(['my-data-clusters.csv', 'text/csv']);
  const [head, ...rows] = bytes.toString().trimEnd().split('\n');
  expect(head).toBe('name;x;z;cluster');
  const [a, b, c, d] = rows.map((row) => row.slice(row.lastIndexOf(';') + 1));
  expect(rows.map((row) => row.slice(0, row.lastIndexOf(';')))).toEqual([
    "'=1+1;-1.50;2",
    `"'@a;b";-1;2.5`,
    'plain;9;10',
    "'-x;9.5;11",
  ]);
  expect([a, c].sort()).toEqual(['0', '1']);
  expect([b, d]).toEqual([a, c]);
});

test('centroids are read back by the page bit for bit: a race from them is over at once', async ({ page }) => {
  await openCatching(page, `?n=2000&k=7&d=3&distribution=blobs&pairs=1&${LANES}`);
  const first = await race(page);
  const { name, bytes } = await save(page, 'Centroids (CSV)');
  expect(name).toBe('blobs-centroids.csv');
  await page.locator('#centroids-input').setInputFiles({ name, mimeType: 'text/csv', buffer: bytes });
  await expect(page.getByText('7 centroids from blobs-centroids.csv')).toBeVisible();
  const again = await race(page);
  expect(again.params.init).toBe('given');
  expect(again.engines[0]!.labelsSha256).toBe(first.engines[0]!.labelsSha256);
  expect(again.engines[0]!.inertia).toBe(first.engines[0]!.inertia);
  await expect(page.getByText('This link does not carry your starting centroids')).toBeVisible();
});

test('every plot is saved as PNG on the dark field', async ({ page }) => {
  await openCatching(page, `?n=500&k=3&pairs=2&${LANES}`);
  await race(page);
  await page.getByText('Pictures (PNG)').click();
  for (const button of ['Clusters, WebAssembly SIMD', 'Clusters, JavaScript', 'Every sample']) {
    const { name, type, bytes } = await save(page, button);
    expect(name).toMatch(/^[A-Za-z0-9.-]+\.png$/);
    expect(type).toBe('image/png');
    expect(Math.min(...sizeOf(bytes))).toBeGreaterThan(60);
    const corner = await page.evaluate(async () => {
      const bitmap = await createImageBitmap(window.saved.at(-1)!.blob);
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return [...context.getImageData(1, 1, 1, 1).data];
    });
    expect(corner).toEqual([0x11, 0x11, 0x11, 255]);
  }
});

test('a copied link makes the same points and the same answer', async ({ page }) => {
  await open(page, `?n=700&k=5&d=4&seed=9&distribution=varied&init=random&stop=fraction&pairs=1&run=1&${LANES}`);
  await announced(page, 'kmeans-race-done');
  const first = (await page.evaluate(() => window.kmeansRace.result))!;
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText(/Copied\.|copy it from the field/)).toBeVisible();
  const link = await page.getByLabel('Link to these settings').inputValue();
  expect(parseParams(new URL(link).search)).toMatchObject({ problems: [], params: { n: 700, seed: 9, run: false } });
  await open(page, new URL(link).search);
  const again = await race(page);
  expect(again.dataset.sha256).toBe(first.dataset.sha256);
  for (const part of ['labelsSha256', 'centroidsSha256', 'inertia', 'iterations'] as const) {
    expect(again.engines[0]![part]).toBe(first.engines[0]![part]);
  }
});

test('a closed clipboard leaves the link to be copied by hand; own data are said to be missing', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'clipboard', {
      get: () => ({ writeText: () => Promise.reject(new DOMException('closed', 'NotAllowedError')) }),
    });
  });
  await open(page, `?k=2&pairs=1&${LANES}`);
  await give(page, 'mine.csv', 'x,z\n1,2\n3,4\n9,9\n');
  await announced(page, 'kmeans-race-data');
  await race(page);
  await expect(page.getByText('This link does not carry your file')).toBeVisible();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText(/The clipboard is closed to this page; the link is selected/)).toBeVisible();
});

test('the share card is a picture of 1200 x 630, with long names too', async ({ page }) => {
  await openCatching(page, `?k=2&pairs=6&${LANES}`);
  await give(page, `${'verylongword'.repeat(15)}.csv`, 'x,z\n1,2\n3,4\n9,9\n10,8\n');
  await announced(page, 'kmeans-race-data');
  await race(page);
  await page.getByRole('button', { name: 'Share card' }).click();
  await expect(page.locator('#share-card')).toHaveAttribute(
    'aria-label',
    /^Card: (On this machine|There is no verdict)/,
  );
  const { name, type, bytes } = await save(page, 'Download card (PNG)');
  expect([name, type, sizeOf(bytes)]).toEqual(['kmeans-race.png', 'image/png', [1200, 630]]);
  // Nothing is written over the right and the lower edge.
  const edges = await page.evaluate(() => {
    const context = document.querySelector<HTMLCanvasElement>('#share-card')!.getContext('2d')!;
    const pixels = new Uint32Array(context.getImageData(0, 0, 1200, 630).data.buffer);
    const colours = (inside: (x: number, y: number) => boolean) =>
      new Set(pixels.filter((_, at) => inside(at % 1200, Math.floor(at / 1200)))).size;
    return [colours((x) => x >= 1160), colours((_, y) => y >= 615), colours(() => true) > 10];
  });
  expect(edges).toEqual([1, 1, true]);
});
