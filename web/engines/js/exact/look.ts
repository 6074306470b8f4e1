import { BLOCK_ROWS } from '../../../shared/types';
import { DOWN, TINY, UP } from './bounds';
import type { Bounds } from './bounds';

/** Covers the rounding of the sum it multiplies, and leaves the margin a proof needs. */
const STOP = 1 + 4e-12;

/** What is written down about rows that were looked at. */
export interface Findings {
  readonly labels: Int32Array;
  /** A row is safe while this is above the limit of its cluster. */
  readonly keep: Float64Array;
  /** Drift of each cluster at this assignment. */
  readonly drift: Float64Array;
  /** Largest distance seen of each cluster's rows, rounded up. */
  readonly seen: Float64Array;
  /** See `KeptSums`; null when sums are not kept. */
  readonly dirty: Uint8Array | null;
  readonly k: number;
}

/** At least the distance whose square was computed as `squared`; infinite for NaN. */
export function upperBound(squared: number): number {
  return squared < Infinity ? Math.sqrt(squared) * UP + TINY : Infinity;
}

/** Writes down a row's label, its best and second best squared distances; returns 1 if the label changed. */
function settle(to: Findings, row: number, label: number, best: number, second: number): number {
  const { labels, keep, drift, seen, dirty, k } = to;
  const near = upperBound(best);
  if (near > seen[label]!) seen[label] = near;
  // An infinite second best may be an overflow, which proves nothing.
  keep[row] = second < Infinity ? Math.sqrt(second) * DOWN - TINY - near + drift[label]! * DOWN : -Infinity;
  const old = labels[row]!;
  if (old === label) return 0;
  labels[row] = label;
  if (dirty) {
    const flags = Math.floor(row / BLOCK_ROWS) * k;
    dirty[flags + old] = 1;
    dirty[flags + label] = 1;
  }
  return 1;
}

/** Collects the rows from `from` to `to` (exclusive) that are not safe; `failing` needs room for one more. */
export function collectFailing(
  keep: Float64Array,
  labels: Int32Array,
  limit: Float64Array,
  from: number,
  to: number,
  failing: Int32Array,
): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    failing[count] = i;
    count += keep[i]! > limit[labels[i]!]! ? 0 : 1;
  }
  return count;
}

/**
 * Sorts `count` rows by cluster, in `sorted` those whose cluster has a list, in `unlisted` the others as they come.
 * `starts` is scratch of k + 1 values. Returns how many have a list.
 */
export function sortByCluster(
  rows: Int32Array,
  count: number,
  labels: Int32Array,
  sizes: Int32Array,
  starts: Int32Array,
  sorted: Int32Array,
  unlisted: Int32Array,
): number {
  starts.fill(0);
  for (let r = 0; r < count; r++) starts[labels[rows[r]!]! + 1]!++;
  for (let c = 0; c < sizes.length; c++) starts[c + 1] = starts[c]! + (sizes[c] === 0 ? 0 : starts[c + 1]!);
  const listed = starts[sizes.length]!;
  let others = 0;
  for (let r = 0; r < count; r++) {
    const row = rows[r]!;
    const label = labels[row]!;
    if (sizes[label] === 0) unlisted[others++] = row;
    else sorted[starts[label]!++] = row;
  }
  return listed;
}

/** Compares `count` rows with all packed centroids, two at a time, as `js-tuned` does. Returns how many changed label. */
export function lookAtAll(
  data: Float64Array,
  d: number,
  packed: Float64Array,
  k: number,
  rows: Int32Array,
  count: number,
  to: Findings,
): number {
  let changed = 0;
  for (let r = 0; r < count; r += 2) {
    const rowA = rows[r]!;
    // Of an odd number of rows, the last one is its own partner.
    const rowB = r + 1 < count ? rows[r + 1]! : rowA;
    const a = rowA * d;
    const ab = (rowB - rowA) * d;
    let bestA = Infinity;
    let bestB = Infinity;
    let secondA = Infinity;
    let secondB = Infinity;
    let labelA = 0;
    let labelB = 0;
    let p = 0;
    for (let c = 0; c < k; c += 4) {
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      for (let j = a; j < a + d; j++, p += 4) {
        const x = data[j]!;
        const y = data[j + ab]!;
        const c0 = packed[p]!;
        const c1 = packed[p + 1]!;
        const c2 = packed[p + 2]!;
        const c3 = packed[p + 3]!;
        a0 += (x - c0) * (x - c0);
        a1 += (x - c1) * (x - c1);
        a2 += (x - c2) * (x - c2);
        a3 += (x - c3) * (x - c3);
        b0 += (y - c0) * (y - c0);
        b1 += (y - c1) * (y - c1);
        b2 += (y - c2) * (y - c2);
        b3 += (y - c3) * (y - c3);
      }
      if (a0 < secondA) a0 < bestA ? ((secondA = bestA), (bestA = a0), (labelA = c)) : (secondA = a0);
      if (a1 < secondA) a1 < bestA ? ((secondA = bestA), (bestA = a1), (labelA = c + 1)) : (secondA = a1);
      if (a2 < secondA) a2 < bestA ? ((secondA = bestA), (bestA = a2), (labelA = c + 2)) : (secondA = a2);
      if (a3 < secondA) a3 < bestA ? ((secondA = bestA), (bestA = a3), (labelA = c + 3)) : (secondA = a3);
      if (b0 < secondB) b0 < bestB ? ((secondB = bestB), (bestB = b0), (labelB = c)) : (secondB = b0);
      if (b1 < secondB) b1 < bestB ? ((secondB = bestB), (bestB = b1), (labelB = c + 1)) : (secondB = b1);
      if (b2 < secondB) b2 < bestB ? ((secondB = bestB), (bestB = b2), (labelB = c + 2)) : (secondB = b2);
      if (b3 < secondB) b3 < bestB ? ((secondB = bestB), (bestB = b3), (labelB = c + 3)) : (secondB = b3);
    }
    changed += settle(to, rowA, labelA, bestA, secondA);
    if (rowB !== rowA) changed += settle(to, rowB, labelB, bestB, secondB);
  }
  return changed;
}

/**
 * The contract's distances of two rows to the four centroids listed from `at` on, into `out`: first those of the row at
 * `a`, then those of the one `ab` values further on. Eight sums stay in registers; each value loaded is used 2 or 4 times.
 */
function pairDistances(
  data: Float64Array,
  a: number,
  ab: number,
  d: number,
  centroids: Float64Array,
  entries: Uint16Array,
  at: number,
  out: Float64Array,
): void {
  let p0 = entries[at]! * d;
  let p1 = entries[at + 1]! * d;
  let p2 = entries[at + 2]! * d;
  let p3 = entries[at + 3]! * d;
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let j = a; j < a + d; j++) {
    const x = data[j]!;
    const y = data[j + ab]!;
    const c0 = centroids[p0++]!;
    const c1 = centroids[p1++]!;
    const c2 = centroids[p2++]!;
    const c3 = centroids[p3++]!;
    a0 += (x - c0) * (x - c0);
    a1 += (x - c1) * (x - c1);
    a2 += (x - c2) * (x - c2);
    a3 += (x - c3) * (x - c3);
    b0 += (y - c0) * (y - c0);
    b1 += (y - c1) * (y - c1);
    b2 += (y - c2) * (y - c2);
    b3 += (y - c3) * (y - c3);
  }
  out[0] = a0;
  out[1] = a1;
  out[2] = a2;
  out[3] = a3;
  out[4] = b0;
  out[5] = b1;
  out[6] = b2;
  out[7] = b3;
}

/**
 * Compares `count` rows, each with the list of its cluster, nearest first, until what is left cannot be second best.
 * Rows of one cluster should stand together: two at a time share the list.
 * `centroids` has one more row of infinities for the index k. Returns how many changed label.
 */
export function lookAtLists(
  data: Float64Array,
  d: number,
  centroids: Float64Array,
  { entries, reach, sizes, stride }: Bounds,
  rows: Int32Array,
  count: number,
  to: Findings,
  out: Float64Array,
): number {
  let changed = 0;
  for (let r = 0; r < count;) {
    const rowA = rows[r++]!;
    const own = to.labels[rowA]!;
    // A row without company is its own partner.
    const rowB = r < count && to.labels[rows[r]!] === own ? rows[r++]! : rowA;
    const from = own * stride;
    const end = from + sizes[own]!;
    let bestA = Infinity;
    let bestB = Infinity;
    let secondA = Infinity;
    let secondB = Infinity;
    let labelA = own;
    let labelB = own;
    let ownA = 0;
    let ownB = 0;
    for (let at = from; at < end; at += 4) {
      pairDistances(data, rowA * d, (rowB - rowA) * d, d, centroids, entries, at, out);
      let g = 0;
      if (at === from) {
        bestA = out[0]!;
        bestB = out[4]!;
        ownA = Math.sqrt(bestA);
        ownB = Math.sqrt(bestB);
        g = 1;
      }
      for (; g < 4; g++) {
        const a = out[g]!;
        const b = out[g + 4]!;
        const c = entries[at + g]!;
        if (a <= secondA) {
          if (a < bestA || (a === bestA && c < labelA)) ((secondA = bestA), (bestA = a), (labelA = c));
          else secondA = a;
        }
        if (b <= secondB) {
          if (b < bestB || (b === bestB && c < labelB)) ((secondB = bestB), (bestB = b), (labelB = c));
          else secondB = b;
        }
      }
      if (at + 4 >= end) break;
      const rest = reach[at + 4]!;
      if (rest > (ownA + Math.sqrt(secondA)) * STOP + TINY && rest > (ownB + Math.sqrt(secondB)) * STOP + TINY) break;
    }
    changed += settle(to, rowA, labelA, bestA, secondA);
    if (rowB !== rowA) changed += settle(to, rowB, labelB, bestB, secondB);
    // Nothing else can become its label until the list grows.
    if (end - from === 1) to.keep[rowA] = to.keep[rowB] = Infinity;
  }
  return changed;
}
