import { fillBlobs } from './blobs';
import { spreadFor } from './centres';
import type { Sheet } from './generator';

/** Tight, middling and loose, by turns (after scikit-learn's comparison of clusterings). */
const SPREADS = [0.35, 0.9, 1.8] as const;

/** Gaussian clusters of equal size and unequal spread. */
export function varied(sheet: Sheet): void {
  const scale = spreadFor(sheet.k);
  fillBlobs(
    sheet,
    () => sheet.rng.below(sheet.k),
    (c) => scale * SPREADS[c % SPREADS.length]!,
  );
}
