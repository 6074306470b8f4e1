/** Points as density: so many of them that most share their pixel with others. */

import { CLUSTER_COLORS, PLOT_FIELD, pixelOf, UNLABELLED } from './palette';
import type { Pixels } from './projection';

/** Brightness of a pixel with one point where the fullest has many. */
const FAINTEST = 0.35;

/** Per cell: points, then the sums of their red, green and blue. Kept, as every redraw needs the same room. */
let sums = new Uint32Array(0);

function channels(color: string): readonly [number, number, number] {
  const pixel = pixelOf(color);
  return [pixel & 0xff, (pixel >> 8) & 0xff, (pixel >> 16) & 0xff];
}

/** Colours as one flat list, three channels each; the last is that of points without a label. */
const CHANNELS = Uint32Array.from([...CLUSTER_COLORS, UNLABELLED].flatMap(channels));

function gather(pixels: Pixels, labels: Int32Array | null): number {
  const cycle = CLUSTER_COLORS.length;
  let most = 0;
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    if (pixel < 0) continue;
    const label = labels === null ? -1 : labels[i]!;
    const color = 3 * (label < 0 ? cycle : label % cycle);
    const at = 4 * pixel;
    const count = sums[at]! + 1;
    sums[at] = count;
    sums[at + 1] = sums[at + 1]! + CHANNELS[color]!;
    sums[at + 2] = sums[at + 2]! + CHANNELS[color + 1]!;
    sums[at + 3] = sums[at + 3]! + CHANNELS[color + 2]!;
    if (count > most) most = count;
  }
  return most;
}

/** Squares of `side` device pixels, `across` of them in a row of the image. */
export interface Cells {
  readonly side: number;
  readonly across: number;
  readonly down: number;
}

/** The cells of an image: of about one CSS pixel, as finer ones hold too few points to be a density. */
export function cellsOf(width: number, height: number, ratio: number): Cells {
  const side = Math.max(1, Math.round(ratio));
  return { side, across: Math.ceil(width / side), down: Math.ceil(height / side) };
}

/**
 * Shades every cell by the points in it: their mean colour, the brighter the more there are (by the logarithm, as
 * densities of clusters differ by powers of ten). The order of the rows does not show.
 *
 * @param image `width` pixels a row, filled with the field's colour
 * @param places the cell of every row, -1 outside
 */
export function shadeDensity(
  image: Uint32Array,
  width: number,
  places: Pixels,
  labels: Int32Array | null,
  { side, across, down }: Cells,
): void {
  const needed = 4 * across * down;
  if (sums.length < needed) sums = new Uint32Array(needed);
  else sums.fill(0, 0, needed);
  const most = gather(places, labels);
  const [red, green, blue] = channels(PLOT_FIELD);
  const scale = most > 1 ? (1 - FAINTEST) / Math.log(most) : 0;
  const base = most > 1 ? FAINTEST : 1;
  for (let cell = 0, at = 0; cell < across * down; cell++, at += 4) {
    const count = sums[at]!;
    if (count === 0) continue;
    const light = base + Math.log(count) * scale;
    const r = red + (sums[at + 1]! / count - red) * light;
    const g = green + (sums[at + 2]! / count - green) * light;
    const b = blue + (sums[at + 3]! / count - blue) * light;
    const color = (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
    const left = (cell % across) * side;
    const right = Math.min(left + side, width);
    const top = Math.floor(cell / across) * side * width;
    const end = Math.min(top + side * width, image.length);
    for (let row = top; row < end; row += width) image.fill(color, row + left, row + right);
  }
}
