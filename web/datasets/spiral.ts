import cos from '@stdlib/math-base-special-cos';
import sin from '@stdlib/math-base-special-sin';
import type { Sheet } from './generator';

const INNER_RADIUS = 0.5;
const OUTER_RADIUS = 9.5;

/** How far an arm winds from its inner to its outer end, in turns. */
const TURNS = 0.6;
const NOISE = 0.25;

/** A pinwheel: k curved arms from near the origin outwards, of equal size, with Gaussian noise. */
export function spiral({ data, truth, n, k, rng, normal }: Sheet): void {
  for (let i = 0; i < n; i++) {
    const arm = rng.below(k);
    truth[i] = arm;
    const t = rng.uniform();
    const angle = 2 * Math.PI * (arm / k + TURNS * t);
    const radius = INNER_RADIUS + (OUTER_RADIUS - INNER_RADIUS) * t;
    data[2 * i] = radius * cos(angle) + NOISE * normal.next();
    data[2 * i + 1] = radius * sin(angle) + NOISE * normal.next();
  }
}
