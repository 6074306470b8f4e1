import type { Sheet } from './generator';
import { drawDirection } from './normal';

const OUTER_RADIUS = 9.5;

/** Share of the gap between two shells that is noise (one standard deviation). */
const NOISE = 0.1;

/** k spherical shells (rings when d = 2) around the origin, evenly spaced, of equal size, with Gaussian noise across. */
export function rings({ data, truth, n, d, k, rng, normal }: Sheet): void {
  const gap = OUTER_RADIUS / k;
  for (let i = 0; i < n; i++) {
    const c = rng.below(k);
    truth[i] = c;
    drawDirection(normal, data, i * d, d);
    const radius = gap * (c + 1 + NOISE * normal.next());
    for (let j = 0; j < d; j++) data[i * d + j]! *= radius;
  }
}
