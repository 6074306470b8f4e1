import { describe, expect, it } from 'vitest';
import {
  IMAGE_LIMITS,
  checkPicture,
  isPicture,
  isPictureDataset,
  pointsOf,
  previewPicture,
  scaledSize,
} from '../../web/datasets/image';
import { readHeader } from '../../web/datasets/image-header';
import { KMeansError } from '../../web/shared/types';
import { gif, jpeg, pngHead, webpAnimated, webpLossless, webpLossy, avif, bmp } from './support/pictures';

const file = (bytes: Uint8Array<ArrayBuffer> | string, name: string, type = '') => new File([bytes], name, { type });

async function complaint(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => new Error('was accepted'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(KMeansError);
  return (error as KMeansError).message;
}

describe('readHeader', () => {
  it.each([
    ['PNG', pngHead(300, 200), { width: 300, height: 200 }, false],
    ['PNG', pngHead(300, 200, 2), { width: 300, height: 200 }, true],
    ['PNG', pngHead(300, 200, 1), { width: 300, height: 200 }, false],
    ['JPEG', jpeg(640, 480), { width: 640, height: 480 }, false],
    ['JPEG', jpeg(640, 480, 70_000), { width: 640, height: 480 }, false],
    ['GIF', gif(16, 9, 1), { width: 16, height: 9 }, false],
    ['GIF', gif(16, 9, 2), { width: 16, height: 9 }, true],
    ['WebP', webpLossy(1000, 700), { width: 1000, height: 700 }, false],
    ['WebP', webpLossless(1000, 700), { width: 1000, height: 700 }, false],
    ['WebP', webpAnimated(100_000, 70_000), { width: 100_000, height: 70_000 }, true],
    ['AVIF', avif(4000, 3000), { width: 4000, height: 3000 }, false],
    ['BMP', bmp(30, -20), { width: 30, height: 20 }, false],
  ])('%s: size and frames', (format, bytes, size, animated) => {
    expect(readHeader(bytes)).toEqual({ format, size, animated });
  });

  it('knows what is no picture of pixels, and what it does not know', () => {
    const text = (words: string) => new TextEncoder().encode(words);
    expect(readHeader(text('%PDF-1.7 ...'))?.format).toBe('PDF');
    expect(readHeader(text('<?xml version="1.0"?>\n<!-- a --><svg width="1">'))?.format).toBe('SVG');
    expect(readHeader(text('<svg xmlns="x">'))?.format).toBe('SVG');
    expect(readHeader(text('x,y\n1,2\n'))).toBeNull();
    expect(readHeader(text(''))).toBeNull();
  });

  it('never throws, wherever a file ends', () => {
    for (const bytes of [pngHead(3, 2, 2), jpeg(3, 2), gif(3, 2, 2), webpLossy(3, 2), webpAnimated(3, 2), avif(3, 2)]) {
      for (let end = 0; end <= bytes.length; end++) expect(() => readHeader(bytes.slice(0, end))).not.toThrow();
    }
  });
});

describe('isPicture', () => {
  it('goes by name, type and first bytes', async () => {
    expect(await isPicture(file('x', 'a.PNG'))).toBe(true);
    expect(await isPicture(file('x', 'a', 'image/x-new'))).toBe(true);
    expect(await isPicture(file(jpeg(3, 2), 'data.csv', 'text/csv'))).toBe(true);
    expect(await isPicture(file('x,y\n1,2', 'data.csv'))).toBe(false);
    expect(await isPicture(file('<svg onload=alert(1)>,y\n1,2', 'data.csv'))).toBe(false);
    expect(await isPicture(file('BM,y\n1,2', 'data.csv'))).toBe(false);
    expect(await isPicture(file(pngHead(3, 2), 'raw.f64'))).toBe(false);
  });
});

describe('checkPicture', () => {
  it.each([
    [file('', 'a.png'), 'a.png is empty.'],
    [
      file('hello', 'a.png'),
      'a.png is not a picture: its first bytes are of no PNG, JPEG, WebP, GIF, AVIF or BMP file.',
    ],
    [file('%PDF-1.7', 'a.png'), 'a.png is a PDF document, not a picture; export a page of it as PNG.'],
    [file('<svg>', 'a.svg'), 'a.svg is an SVG drawing, which has no pixels; export it as PNG.'],
    [
      file(pngHead(8000, 6000), 'a.png'),
      'a.png has 8000 x 6000 pixels (48 megapixels); pictures of at most 40 megapixels can be read.',
    ],
    [
      file(jpeg(65_000, 65_000), 'a.jpg'),
      'a.jpg has 65000 x 65000 pixels (4225 megapixels); pictures of at most 40 megapixels can be read.',
    ],
  ])('%# is refused by name and reason', async (picture, sentence) => {
    expect(await complaint(checkPicture(picture))).toBe(sentence);
    expect(await complaint(previewPicture(picture))).toBe(sentence);
  });

  it('refuses a large file before reading it, and takes 40 megapixels', async () => {
    const huge = { size: 1e9, name: 'huge.png' } as unknown as File;
    expect(await complaint(checkPicture(huge))).toBe(
      'huge.png has 1000.0 MB; pictures of at most 200.0 MB can be read.',
    );
    expect((await checkPicture(file(pngHead(8000, 5000), 'a.png'))).size).toEqual({ width: 8000, height: 5000 });
  });
});

describe('scaledSize', () => {
  it.each([
    [{ width: 100, height: 50 }, 250_000],
    [{ width: 4000, height: 3000 }, 250_000],
    [{ width: 1, height: 40_000_000 }, 250_000],
    [{ width: 40_000_000, height: 1 }, 250_000],
    [{ width: 3, height: 1_000_000 }, 1000],
    [{ width: 1920, height: 1080 }, 1],
    [{ width: 1920, height: 1080 }, 2],
  ])('%j in %i pixels', (original, most) => {
    const { width, height } = scaledSize(original, most);
    expect(width * height).toBeLessThanOrEqual(most);
    for (const side of [width, height]) {
      expect(Number.isInteger(side) && side >= 1 && side <= IMAGE_LIMITS.maxSide).toBe(true);
    }
    if (original.width * original.height <= most) expect({ width, height }).toEqual(original);
  });
});

it('pixels become points; fully transparent ones do not', () => {
  const rgba = Uint8ClampedArray.of(1, 2, 3, 255, 9, 9, 9, 0, 4, 5, 6, 1);
  expect(pointsOf(rgba)).toEqual({ data: Float64Array.of(1, 2, 3, 4, 5, 6), n: 2 });
  expect(pointsOf(Uint8ClampedArray.of(1, 2, 3, 0)).n).toBe(0);
  expect(isPictureDataset(null)).toBe(false);
});
