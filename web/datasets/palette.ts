/** What clusters of pixels make: a palette, and the picture painted with it. */

import { shown } from './shown';
import type { Picture } from './image';

/** One colour: a centroid rounded to whole sRGB values. */
export interface Swatch {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** `#rrggbb`. */
  readonly hex: string;
  /** Pixels of this colour. */
  readonly count: number;
  /** Their part of all points, 0 to 1. */
  readonly share: number;
}

/** The palette in the order of the clusters; `centroids` is k x 3, `labels` has one entry a point. */
export function paletteOf(centroids: Float64Array, labels: Int32Array): readonly Swatch[] {
  const counts = new Uint32Array(centroids.length / 3);
  for (const label of labels) counts[label]!++;
  return Array.from(counts, (count, c) => {
    // Clamped: a centroid is a mean of values from 0 to 255, unless no point has chosen a given one.
    const [red, green, blue] = Uint8ClampedArray.from(centroids.subarray(3 * c, 3 * c + 3)) as unknown as [
      number,
      number,
      number,
    ];
    const hex = `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    return { red, green, blue, hex, count, share: count / labels.length };
  });
}

/** The picture with every pixel in the colour of its cluster; transparency stays as it is. 4 bytes a pixel. */
export function repaint(
  picture: Picture,
  labels: Int32Array,
  palette: readonly Swatch[],
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(picture.rgba.length);
  for (let at = 0, row = 0; at < out.length; at += 4) {
    const alpha = picture.rgba[at + 3]!;
    if (alpha === 0) continue;
    const { red, green, blue } = palette[labels[row++]!]!;
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
    out[at + 3] = alpha;
  }
  return out;
}

/** The palette as CSV with a header line; shares with six decimals. */
export function paletteCsv(palette: readonly Swatch[]): string {
  const rows = palette.map(({ hex, red, green, blue, count, share }, c) =>
    [c, hex, red, green, blue, count, share.toFixed(6)].join(),
  );
  return `${['cluster,hex,red,green,blue,pixels,share', ...rows].join('\n')}\n`;
}

/** The palette as a .hex file: one colour a line, without `#`, as drawing programs read it. */
export function paletteHex(palette: readonly Swatch[]): string {
  return `${palette.map(({ hex }) => hex.slice(1)).join('\n')}\n`;
}

/** One sentence on how the pixels were taken from the file. */
export function pictureWords({ width, height, original, animated, leftOut, format }: Picture, name: string): string {
  const scaled = width !== original.width || height !== original.height;
  return [
    `${shown(name, 40)}: ${format}, ${original.width} x ${original.height} pixels`,
    scaled ? `, scaled down to ${width} x ${height}` : '',
    animated ? ', animated: only its first frame is used' : '',
    leftOut > 0 ? `, ${leftOut.toLocaleString('en-US')} fully transparent pixels left out` : '',
    '.',
  ].join('');
}
