import { drawCentres, spreadFor } from './centres';
import type { Sheet } from './generator';
import { drawDirection } from './normal';

const THIN = 0.25;
const LONG = 1.8;

/** Gaussian clusters of equal size, each thin but for one random direction of its own in which it is long. */
export function anisotropic({ data, truth, n, d, k, rng, normal }: Sheet): void {
  const centres = drawCentres(rng, k, d);
  const directions = new Float64Array(k * d);
  for (let c = 0; c < k; c++) drawDirection(normal, directions, c * d, d);
  const thin = THIN * spreadFor(k);
  const long = LONG * spreadFor(k);
  for (let i = 0; i < n; i++) {
    const c = rng.below(k);
    truth[i] = c;
    const along = long * normal.next();
    for (let j = 0; j < d; j++) {
      data[i * d + j] = centres[c * d + j]! + along * directions[c * d + j]! + thin * normal.next();
    }
  }
}
