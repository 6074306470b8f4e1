import { fillBlobs } from './blobs';
import { spreadFor } from './centres';
import type { Sheet } from './generator';

/** Gaussian clusters of equal spread; the chance of cluster c is proportional to 1 / (c + 1)^2, so the first is a crowd. */
export function unbalanced(sheet: Sheet): void {
  const { rng, k } = sheet;
  const bounds = new Float64Array(k);
  let total = 0;
  for (let c = 0; c < k; c++) {
    total += 1 / ((c + 1) * (c + 1));
    bounds[c] = total;
  }
  const spread = spreadFor(k);
  const pick = (): number => {
    const target = rng.uniform() * total;
    // A scan, as nearly every draw ends in the first few clusters.
    let c = 0;
    while (c < k - 1 && bounds[c]! <= target) c++;
    return c;
  };
  fillBlobs(sheet, pick, () => spread);
}
