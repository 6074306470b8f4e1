import type { Points } from '../../shared/types';

/**
 * The loops over rows that a JavaScript lane brings: everything else is the one driver in `fit.ts`.
 * `Rows` is how the lane keeps its points and their labels. Every kernel follows docs/contract.md to the bit.
 */
export interface LaneKernels<Rows> {
  /** Copies the points into the lane's own shape, without labels. */
  copyIn(points: Points): Rows;
  /** Copies one row's features into `out` (length d). */
  copyRow(rows: Rows, row: number, out: Float64Array): void;
  /** Makes every row count as changed at the next `assign`. */
  forgetLabels(rows: Rows): void;
  copyLabels(rows: Rows): Int32Array;
  /** Labels every row with its nearest centroid (`centroids` is k x d); returns how many labels changed. */
  assign(rows: Rows, centroids: Float64Array, k: number): number;
  /** Adds rows `from` to `to` (exclusive) in ascending order to the k x d `sums` and the k `counts` of their labels. */
  accumulate(rows: Rows, from: number, to: number, sums: Float64Array, counts: Int32Array): void;
  /** Writes every row's squared distance to the centroid of its label into `out` (length n). */
  ownDistances(rows: Rows, centroids: Float64Array, out: Float64Array): void;
  /**
   * For rows `from` to `to` (exclusive): `out[i]` becomes the squared distance to `center` (length d) where that is
   * below `current[i]`, else `current[i]`. `out` may be `current`. Returns the sum of these `out[i]` in ascending order.
   */
  lowerDistances(
    rows: Rows,
    center: Float64Array,
    from: number,
    to: number,
    current: Float64Array,
    out: Float64Array,
  ): number;
}
