import { describe, expect, it } from 'vitest';
import type { Picture } from '../../web/datasets/image';
import { paletteCsv, paletteHex, paletteOf, pictureWords, repaint } from '../../web/datasets/palette';

const CENTROIDS = Float64Array.of(0.4, 254.6, 16, 300, -5, 10);
const LABELS = Int32Array.of(0, 1, 0);

const picture: Picture = {
  width: 2,
  height: 2,
  rgba: Uint8ClampedArray.of(1, 2, 3, 255, 7, 8, 9, 0, 4, 5, 6, 255, 4, 5, 6, 128),
  original: { width: 4, height: 4 },
  format: 'GIF',
  animated: true,
  leftOut: 1,
};

describe('paletteOf', () => {
  it('rounds centroids to colours and counts their pixels', () => {
    const [first, second] = paletteOf(CENTROIDS, LABELS);
    expect(first).toMatchObject({ red: 0, green: 255, blue: 16, hex: '#00ff10', count: 2, share: 2 / 3 });
    expect(second).toMatchObject({ hex: '#ff000a', count: 1 });
  });

  it('has a colour for a cluster without pixels', () => {
    expect(paletteOf(Float64Array.of(1, 2, 3, 4, 5, 6), Int32Array.of(1, 1)).map(({ count }) => count)).toEqual([0, 2]);
  });
});

it('repaints every pixel that is a point, and leaves transparency as it is', () => {
  expect([...repaint(picture, LABELS, paletteOf(CENTROIDS, LABELS))]).toEqual([
    ...[0, 255, 16, 255],
    ...[0, 0, 0, 0],
    ...[255, 0, 10, 255],
    ...[0, 255, 16, 128],
  ]);
});

it('is written as CSV and as .hex', () => {
  const palette = paletteOf(CENTROIDS, LABELS);
  expect(paletteCsv(palette)).toBe(
    'cluster,hex,red,green,blue,pixels,share\n0,#00ff10,0,255,16,2,0.666667\n1,#ff000a,255,0,10,1,0.333333\n',
  );
  expect(paletteHex(palette)).toBe('00ff10\nff000a\n');
});

it('says what became of the file', () => {
  expect(pictureWords(picture, 'a.gif')).toBe(
    'a.gif: GIF, 4 x 4 pixels, scaled down to 2 x 2, animated: only its first frame is used, 1 fully transparent pixels left out.',
  );
  const plain = { ...picture, original: { width: 2, height: 2 }, animated: false, leftOut: 0 };
  expect(pictureWords(plain, 'b.gif')).toBe('b.gif: GIF, 2 x 2 pixels.');
});
