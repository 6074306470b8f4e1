/** A picture as points: a row a pixel, its sRGB values red, green and blue from 0 to 255 as they are. */

import { KMeansError, LIMITS, type Dataset } from '../shared/types';
import type { CsvOptions } from './csv-columns';
import type { CsvPreview } from './csv';
import { HEADER_BYTES, formatOf, readHeader, type PictureFormat, type PictureHeader } from './image-header';
import { shownName } from './shown';

/**
 * Largest file in bytes, most pixels a picture may have before it is scaled down, pixels it is scaled down to unless
 * told, the most that can be told, and the longest side afterwards in pixels (canvases have limits of their own).
 */
export const IMAGE_LIMITS = {
  maxBytes: 200_000_000,
  maxPixels: 40_000_000,
  defaultPixels: 250_000,
  mostPixels: LIMITS.maxGeneratedRows,
  maxSide: 16_384,
} as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The picture whose pixels are clustered, after scaling. */
export interface Picture extends Size {
  /** 4 bytes a pixel, row by row from the top; a pixel is a point unless its alpha is 0. */
  readonly rgba: Uint8ClampedArray;
  readonly original: Size;
  readonly format: PictureFormat;
  readonly animated: boolean;
  /** Fully transparent pixels, which are no points. */
  readonly leftOut: number;
}

/** Points that are pixels, in the order of the picture. */
export interface PictureDataset extends Dataset {
  readonly source: 'image';
  readonly picture: Picture;
}

/** What is needed of a 2D canvas context. */
export type Surface = Pick<
  OffscreenCanvasRenderingContext2D,
  'drawImage' | 'getImageData' | 'imageSmoothingEnabled' | 'imageSmoothingQuality'
>;
/** Makes an empty canvas of that size; null where there is no canvas. */
export type MakeSurface = (width: number, height: number) => Surface | null;

/** A PNG's last chunk stands within these bytes, whatever some programs put behind it. */
const TAIL_BYTES = 4096;

const NAMES = /\.(png|apng|jpe?g|jfif|webp|gif|avif|bmp|svg|hei[cf]|tiff?)$/i;
const COLUMNS = ['red', 'green', 'blue'] as const;

export function isPictureDataset(dataset: Dataset | null): dataset is PictureDataset {
  return dataset?.source === 'image' && 'picture' in dataset;
}

/** Whether a file is to be read as a picture: by its first bytes, whatever its name; else by its name or type. */
export async function isPicture(file: Blob): Promise<boolean> {
  const name = 'name' in file && typeof file.name === 'string' ? file.name : '';
  if (/\.f64$/i.test(name)) return false;
  if (NAMES.test(name) || file.type.startsWith('image/')) return true;
  return formatOf(new Uint8Array(await file.slice(0, 64).arrayBuffer())) !== null;
}

/**
 * Looks at a picture's header and refuses what cannot be used. Throws KMeansError naming the file and the reason:
 * empty, too large, not a picture, a format without pixels, more than 40 megapixels.
 */
export async function checkPicture(file: Blob): Promise<PictureHeader> {
  const name = shownName(file, 'The picture');
  if (file.size === 0) throw new KMeansError(`${name} is empty.`);
  if (file.size > IMAGE_LIMITS.maxBytes) {
    const [size, most] = [file.size, IMAGE_LIMITS.maxBytes].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
    throw new KMeansError(`${name} has ${size}; pictures of at most ${most} can be read.`);
  }
  const header = readHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  if (header === null) {
    throw new KMeansError(
      `${name} is not a picture: its first bytes are of no PNG, JPEG, WebP, GIF, AVIF or BMP file.`,
    );
  }
  const { format, size } = header;
  if (format === 'PDF') throw new KMeansError(`${name} is a PDF document, not a picture; export a page of it as PNG.`);
  if (format === 'SVG') throw new KMeansError(`${name} is an SVG drawing, which has no pixels; export it as PNG.`);
  if (size) refuseLarge(name, size);
  return header;
}

function refuseLarge(name: string, { width, height }: Size): void {
  if (width * height <= IMAGE_LIMITS.maxPixels) return;
  const [has, most] = [width * height, IMAGE_LIMITS.maxPixels].map((pixels) => Number((pixels / 1e6).toFixed(1)));
  throw new KMeansError(
    `${name} has ${width} x ${height} pixels (${has} megapixels); pictures of at most ${most} megapixels can be read.`,
  );
}

/** What stands in a table's preview for a picture. Throws as `checkPicture` does. */
export async function previewPicture(file: Blob): Promise<CsvPreview> {
  await checkPicture(file);
  const columns = COLUMNS.map((name, index) => ({ index, name, numeric: true }));
  return {
    delimiter: ',',
    decimal: '.',
    header: false,
    columns,
    features: [0, 1, 2],
    truth: null,
    rows: [],
    picture: true,
  };
}

/** The largest size of the same shape that has at most `most` pixels; the size itself when it has. */
export function scaledSize({ width, height }: Size, most: number): Size {
  const { maxSide } = IMAGE_LIMITS;
  const scale = Math.min(1, Math.sqrt(most / (width * height)), maxSide / width, maxSide / height);
  const across = Math.max(1, Math.floor(width * scale));
  const down = Math.max(1, Math.floor(height * scale));
  return { width: Math.min(across, most), height: Math.max(1, Math.min(down, Math.floor(most / across))) };
}

function offscreen(width: number, height: number): Surface | null {
  return new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
}

/** Decodes a picture, upright, its colour values unchanged by any profile. Rejects as the browser does. */
function decode(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
}

/**
 * Reads a picture into points (n x 3). `maxPixels` of the options is what it is scaled down to; of an animated picture
 * the first frame counts. Throws KMeansError as `checkPicture` does, and when the browser cannot decode the file or no
 * pixel is left; `surface` is the canvas to use, a worker's own unless told.
 */
export async function readPicture(
  file: Blob,
  options: CsvOptions = {},
  surface: MakeSurface = offscreen,
): Promise<PictureDataset> {
  const name = shownName(file, 'The picture');
  const { format, animated } = await checkPicture(file);
  if (format === 'PNG' && !(await hasEnd(file))) throw new KMeansError(cannotDecode(name, format));
  const bitmap = await decode(file).catch(() => {
    throw new KMeansError(cannotDecode(name, format));
  });
  try {
    const original = { width: bitmap.width, height: bitmap.height };
    refuseLarge(name, original);
    const asked = options.maxPixels ?? IMAGE_LIMITS.defaultPixels;
    const size = scaledSize(original, Math.min(Math.max(1, asked), IMAGE_LIMITS.mostPixels));
    const rgba = pixelsOf(name, bitmap, size, surface);
    const { data, n } = pointsOf(rgba);
    if (n === 0) throw new KMeansError(`${name} has no pixel to cluster: every one is fully transparent.`);
    const picture = { ...size, rgba, original, format, animated, leftOut: size.width * size.height - n };
    return { name, source: 'image', data, n, d: 3, truth: null, columns: COLUMNS, picture };
  } finally {
    bitmap.close();
  }
}

/** Some browsers decode a PNG that is cut off, and leave what is missing transparent: it would not be clustered. */
async function hasEnd(file: Blob): Promise<boolean> {
  const tail = await file.slice(-TAIL_BYTES).arrayBuffer();
  return new TextDecoder('latin1').decode(tail).includes('IEND');
}

function cannotDecode(name: string, format: PictureFormat): string {
  if (['PNG', 'JPEG', 'GIF', 'WebP', 'BMP'].includes(format))
    return `${name} cannot be decoded: the ${format} file is broken or cut off.`;
  return `${name} cannot be decoded: this browser does not read this ${format} file; save it as PNG or JPEG.`;
}

function pixelsOf(name: string, bitmap: ImageBitmap, size: Size, surface: MakeSurface): Uint8ClampedArray {
  const { width, height } = size;
  const context = surface(width, height);
  if (!context)
    throw new KMeansError(`${name} cannot be read: this browser has no canvas for ${width} x ${height} pixels.`);
  // At its own size every pixel is to stay what it is.
  context.imageSmoothingEnabled = width !== bitmap.width || height !== bitmap.height;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/** Red, green and blue of every pixel that is not fully transparent, row-major n x 3. */
export function pointsOf(rgba: Uint8ClampedArray): { data: Float64Array; n: number } {
  let n = 0;
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 0) n++;
  const data = new Float64Array(3 * n);
  for (let at = 0, to = 0; at < rgba.length; at += 4) {
    if (rgba[at + 3] === 0) continue;
    data[to++] = rgba[at]!;
    data[to++] = rgba[at + 1]!;
    data[to++] = rgba[at + 2]!;
  }
  return { data, n };
}
