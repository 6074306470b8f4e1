/** Points as dots and marks, stamped into the pixels: few enough of them to be told apart. */

import { CLUSTER_COLORS, clusterPixels, pixelOf, UNLABELLED } from './palette';
import type { Pixels } from './projection';

/** A filled mark: whether the place (x, y) from its middle belongs to it, both -1 to 1, y downwards. */
type Mark = (x: number, y: number) => boolean;

/** One mark for each turn through the colours. */
const MARKS: readonly Mark[] = [
  // A little less than the radius, so that three pixels make a round dot and not a square.
  (x, y) => x * x + y * y <= 0.8,
  (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 0.8,
  (x, y) => y <= 0.8 && Math.abs(x) <= (y + 1) / 2,
  (x, y) => Math.abs(x) + Math.abs(y) <= 1,
  (x, y) => Math.min(Math.abs(x), Math.abs(y)) <= 0.35,
];

/** Offsets in an image of `width` pixels a row that make a mark of `diameter` pixels. */
function stampOf(mark: Mark, diameter: number, width: number): Int32Array {
  const low = -Math.floor((diameter - 1) / 2);
  const middle = low + (diameter - 1) / 2;
  const offsets: number[] = [];
  for (let y = low; y < low + diameter; y++) {
    for (let x = low; x < low + diameter; x++) {
      if (diameter === 1 || mark((2 * (x - middle)) / diameter, (2 * (y - middle)) / diameter)) {
        offsets.push(y * width + x);
      }
    }
  }
  return Int32Array.from(offsets);
}

/** How the dots of one picture look. */
export interface Dots {
  /** Device pixels. */
  readonly diameter: number;
  /** Whether clusters that share a colour get marks of their own. */
  readonly marks: boolean;
}

/** Stamps one dot a row; later rows cover earlier ones. */
export function splat(
  image: Uint32Array,
  width: number,
  pixels: Pixels,
  labels: Int32Array | null,
  { diameter, marks }: Dots,
): void {
  const stamps = (marks ? MARKS : MARKS.slice(0, 1)).map((mark) => stampOf(mark, diameter, width));
  const round = stamps[0]!;
  const colors = clusterPixels();
  const grey = pixelOf(UNLABELLED);
  const cycle = CLUSTER_COLORS.length;
  for (let i = 0; i < pixels.length; i++) {
    const at = pixels[i]!;
    if (at < 0) continue;
    const label = labels === null ? -1 : labels[i]!;
    const color = label < 0 ? grey : colors[label % cycle]!;
    const stamp = marks && label >= cycle ? stamps[Math.floor(label / cycle) % stamps.length]! : round;
    for (let s = 0; s < stamp.length; s++) image[at + stamp[s]!] = color;
  }
}
