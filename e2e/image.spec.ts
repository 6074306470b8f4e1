import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { alerts, announced, expect, expectFairRace, open, race, test } from './support/test';

const LANES = 'engines=js,wasm-simd';

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function png(width: number, height: number, pixel: (x: number, y: number) => Pixel): Buffer {
  const rows = Buffer.concat(
    Array.from({ length: height }, (_, y) =>
      Buffer.from([0, ...Array.from({ length: width }, (_, x) => pixel(x, y)).flat()]),
    ),
  );
  return pngOf(width, height, deflateSync(rows));
}

function pngOf(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

/** Two frames of one pixel each: red, then blue. */
const MOVING_GIF = Buffer.from(
  '474946383961010001008000' +
    '00ff00000000ff' +
    '21f90400000000002c00000000010001000002024401' +
    '0021f90400000000002c000000000100010000020' +
    '24c01003b',
  'hex',
);

const give = (page: Page, name: string, buffer: Buffer, mimeType = 'image/png') =>
  page.locator('#file-input').setInputFiles({ name, mimeType, buffer });

const FOUR: readonly Pixel[] = [
  [255, 0, 0, 255],
  [0, 128, 0, 255],
  [0, 0, 255, 255],
  [250, 240, 10, 255],
];

/** 60 x 40 pixels in four plain colours, the first row fully transparent. */
const plain = png(60, 40, (x, y) => (y === 0 ? [9, 9, 9, 0] : FOUR[Math.floor(x / 15)]!));

async function pixels(page: Page, selector: string): Promise<number[][]> {
  return page.evaluate((wanted) => {
    const canvas = document.querySelector<HTMLCanvasElement>(wanted)!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const at = (x: number, y: number) => [...data.slice(4 * (y * canvas.width + x), 4 * (y * canvas.width + x) + 4)];
    return [[canvas.width, canvas.height], at(0, 0), at(0, 1), at(20, 20), at(40, 20), at(59, 39)];
  }, selector);
}

test('a picture becomes points, and the race paints it in its palette', async ({ page }) => {
  await open(page, `?k=4&init=greedy&pairs=1&${LANES}`);
  await give(page, 'plain <b>colours</b>.png', plain);
  expect((await announced(page, 'kmeans-race-data')).detail).toMatchObject({ n: 60 * 39, d: 3 });
  await expect(page.getByText('60 fully transparent pixels left out').first()).toBeVisible();
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm-simd'], 1);
  expect(result.dataset).toMatchObject({ source: 'image', n: 60 * 39, d: 3 });
  expect(result.engines[0]!.inertia).toBe(0);
  await expect(page.getByRole('heading', { name: 'Your picture in 4 colours' })).toBeVisible();
  const rows = page.locator('.picture tbody tr');
  expect((await rows.locator('code').allTextContents()).sort()).toEqual(['#0000ff', '#008000', '#faf00a', '#ff0000']);
  await expect(rows.first()).toContainText('25.0 %');
  const painted = await pixels(page, '#picture-painted');
  expect(painted).toEqual([
    [60, 40],
    [0, 0, 0, 0],
    [255, 0, 0, 255],
    [0, 128, 0, 255],
    [0, 0, 255, 255],
    [250, 240, 10, 255],
  ]);
  expect(await page.locator('.picture b').count()).toBe(0);
});

test('a picture dropped on the stage is read, whatever its name says', async ({ page }) => {
  await open(page, `?k=4&pairs=1&${LANES}`);
  await page.locator('.stage').evaluate(
    (stage, bytes) => {
      const file = new File([Uint8Array.from(bytes)], 'dropped.csv', { type: 'text/csv' });
      const event = new Event('drop', { bubbles: true, cancelable: true });
      stage.dispatchEvent(Object.assign(event, { dataTransfer: { files: [file] } }));
    },
    [...plain],
  );
  expect((await announced(page, 'kmeans-race-data')).detail).toMatchObject({ n: 60 * 39, d: 3, name: 'dropped.csv' });
});

test('a large picture is scaled down, as told', async ({ page }) => {
  await open(page, `?k=3&pairs=1&${LANES}`);
  await give(
    page,
    'large.png',
    png(800, 500, (x, y) => [x % 256, y % 256, (x + y) % 256, 255]),
  );
  const { detail } = await announced(page, 'kmeans-race-data');
  expect(detail!.n).toBeLessThanOrEqual(250_000);
  expect(detail!.n).toBeGreaterThan(240_000);
  await expect(page.getByText(/800 x 500 pixels, scaled down to 632 x 395/)).toBeVisible();
  const field = page.getByLabel('Most pixels', { exact: true });
  await field.fill('1000');
  await field.press('Enter');
  await expect(page.getByText(/scaled down to 40 x 25/)).toBeVisible();
  expect((await race(page)).dataset.n).toBe(1000);
});

test('one pixel, and the first of several frames', async ({ page }) => {
  await open(page, `?k=8&pairs=1&${LANES}`);
  await give(
    page,
    'dot.png',
    png(1, 1, () => [1, 2, 3, 255]),
  );
  await announced(page, 'kmeans-race-data');
  expect((await race(page)).params).toMatchObject({ n: 1, k: 1, d: 3 });
  await expect(page.locator('.picture code')).toHaveText('#010203');
  await give(page, 'moving.gif', MOVING_GIF, 'image/gif');
  await announced(page, 'kmeans-race-data', 2);
  await expect(page.getByText('animated: only its first frame is used').first()).toBeVisible();
  await race(page);
  await expect(page.locator('.picture code')).toHaveText('#ff0000');
});

const BAD: readonly (readonly [name: string, bytes: Buffer, sentence: RegExp])[] = [
  ['empty.png', Buffer.alloc(0), /^empty\.png is empty\.$/],
  ['paper.png', Buffer.from('%PDF-1.7\n%...'), /^paper\.png is a PDF document, not a picture; /],
  ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /^drawing\.svg is an SVG drawing/],
  ['words.jpg', Buffer.from('not a picture'), /^words\.jpg is not a picture: its first bytes are of no PNG/],
  [
    'phone.heic',
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic' + '\0'.repeat(64), 'latin1'),
    /^phone\.heic cannot be decoded: this browser does not read this HEIC/,
  ],
  [
    'broken.png',
    Buffer.concat([plain.subarray(0, 60), Buffer.alloc(40, 7)]),
    /^broken\.png cannot be decoded: the PNG file is broken or cut off\.$/,
  ],
  [
    'wide.png',
    pngOf(10_000, 5_000, Buffer.alloc(10)),
    /^wide\.png has 10000 x 5000 pixels \(50 megapixels\); pictures of at most 40 megapixels can be read\.$/,
  ],
  [
    'ghost.png',
    png(3, 3, () => [1, 2, 3, 0]),
    /^ghost\.png has no pixel to cluster: every one is fully transparent\.$/,
  ],
];

test('every bad picture is refused by name and reason, and the page stays usable', async ({ page }) => {
  await open(page, `?n=500&pairs=1&${LANES}`);
  for (const [i, [name, bytes, sentence]] of BAD.entries()) {
    await give(page, name, bytes, 'image/png');
    const { detail } = await announced(page, 'kmeans-race-error', i + 1);
    expect(detail, name).toEqual({ name: 'KMeansError', message: expect.stringMatching(sentence) as unknown });
    await expect(alerts(page), name).toContainText(detail!.message!);
  }
  const back = page.getByRole('button', { name: 'Back to generated points' });
  if (await back.isVisible()) await back.click();
  const result = await race(page);
  expectFairRace(result, ['js', 'wasm-simd'], 1);
  expect(result.dataset.source).toBe('generated');
});
