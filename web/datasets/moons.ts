import cos from '@stdlib/math-base-special-cos';
import sin from '@stdlib/math-base-special-sin';
import type { Sheet } from './generator';

const SCALE = 6;
const NOISE = 0.07;

/** Two interlocked half circles with Gaussian noise, as scikit-learn's `make_moons` draws them, centred and enlarged. */
export function moons({ data, truth, n, rng, normal }: Sheet): void {
  for (let i = 0; i < n; i++) {
    const upper = rng.below(2) === 0;
    truth[i] = upper ? 0 : 1;
    const angle = Math.PI * rng.uniform();
    const x = upper ? cos(angle) : 1 - cos(angle);
    const y = upper ? sin(angle) : 0.5 - sin(angle);
    data[2 * i] = SCALE * (x - 0.5 + NOISE * normal.next());
    data[2 * i + 1] = SCALE * (y - 0.25 + NOISE * normal.next());
  }
}
