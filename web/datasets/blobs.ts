import { drawCentres, spreadFor } from './centres';
import type { Sheet } from './generator';

/** k round Gaussian clusters of equal size and spread, as scikit-learn's `make_blobs` draws them. */
export function blobs(sheet: Sheet): void {
  const spread = spreadFor(sheet.k);
  fillBlobs(
    sheet,
    () => sheet.rng.below(sheet.k),
    () => spread,
  );
}

/** Gaussian clusters whose sizes follow `pick` (the cluster of the next row) and whose spread follows `spreadOf`. */
export function fillBlobs(sheet: Sheet, pick: () => number, spreadOf: (cluster: number) => number): void {
  const { data, truth, n, d, k, rng, normal } = sheet;
  const centres = drawCentres(rng, k, d);
  for (let i = 0; i < n; i++) {
    const c = pick();
    const spread = spreadOf(c);
    truth[i] = c;
    for (let j = 0; j < d; j++) data[i * d + j] = centres[c * d + j]! + spread * normal.next();
  }
}
