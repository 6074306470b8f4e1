/** Points as density: so many of them that most share their pixel with others. */

import { CLUSTER_COLORS, PLOT_FIELD, pixelOf, UNLABELLED } from './palette';
import type { Pixels } from './projection';

/** Brightness of a pixel with one point where the fullest has many. */
const FAINTEST = 0.35;

/** Per pixel: points, then the sums of their red, green and blue. Kept, as every redraw needs the same room. */
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

/**
 * Shades every pixel by the points in it: their mean colour, the brighter the more there are (by the logarithm, as
 * densities of clusters differ by powers of ten). The order of the rows does not show.
 */
export function shadeDensity(image: Uint32Array, pixels: Pixels, labels: Int32Array | null): void {
  const needed = 4 * image.length;
  if (sums.length < needed) sums = new Uint32Array(needed);
  else sums.fill(0, 0, needed);
  const most = gather(pixels, labels);
  const [red, green, blue] = channels(PLOT_FIELD);
  const scale = most > 1 ? (1 - FAINTEST) / Math.log(most) : 0;
  const base = most > 1 ? FAINTEST : 1;
  for (let pixel = 0, at = 0; pixel < image.length; pixel++, at += 4) {
    const count = sums[at]!;
    if (count === 0) continue;
    const light = base + Math.log(count) * scale;
    const r = red + (sums[at + 1]! / count - red) * light;
    const g = green + (sums[at + 2]! / count - green) * light;
    const b = blue + (sums[at + 3]! / count - blue) * light;
    image[pixel] = (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  }
}
