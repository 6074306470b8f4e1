import type { Points } from '../../shared/types';
import type { FlatRows } from './flat';
import { copyInFlat, flatKernels } from './flat';
import type { LaneKernels } from './kernels';

/** Flat rows, and room for the centroids in the order `assignPairs` reads them. */
export interface TunedRows extends FlatRows {
  packed: Float64Array;
}

const GROUP = 4;

/**
 * Centroids in groups of four, feature by feature: value j of centroid c is at ((c / 4) * d + j) * 4 + c % 4.
 * The last group is filled up with infinities: their distances are infinite or NaN, so they never win.
 */
function packCentroids(centroids: Float64Array, k: number, d: number, packed: Float64Array): void {
  packed.fill(Infinity);
  for (let c = 0; c < k; c++) {
    const group = (c >> 2) * d * GROUP + (c & 3);
    for (let j = 0; j < d; j++) packed[group + j * GROUP] = centroids[c * d + j]!;
  }
}

/** Two rows against four centroids at a time: eight sums stay in registers, and each value loaded is used 2 or 4 times. */
function assignPairs(
  data: Float64Array,
  labels: Int32Array,
  n: number,
  d: number,
  packed: Float64Array,
  k: number,
): number {
  let changed = 0;
  for (let i = 0; i < n; i += 2) {
    const row = i * d;
    // Of an odd number of rows, the last one is its own partner.
    const partner = i + 1 < n ? d : 0;
    let bestA = Infinity;
    let bestB = Infinity;
    let labelA = 0;
    let labelB = 0;
    let p = 0;
    for (let c = 0; c < k; c += GROUP) {
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      for (let j = row; j < row + d; j++, p += GROUP) {
        const x = data[j]!;
        const y = data[j + partner]!;
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
      if (a0 < bestA) ((bestA = a0), (labelA = c));
      if (a1 < bestA) ((bestA = a1), (labelA = c + 1));
      if (a2 < bestA) ((bestA = a2), (labelA = c + 2));
      if (a3 < bestA) ((bestA = a3), (labelA = c + 3));
      if (b0 < bestB) ((bestB = b0), (labelB = c));
      if (b1 < bestB) ((bestB = b1), (labelB = c + 1));
      if (b2 < bestB) ((bestB = b2), (labelB = c + 2));
      if (b3 < bestB) ((bestB = b3), (labelB = c + 3));
    }
    if (labels[i] !== labelA) {
      labels[i] = labelA;
      changed++;
    }
    if (partner !== 0 && labels[i + 1] !== labelB) {
      labels[i + 1] = labelB;
      changed++;
    }
  }
  return changed;
}

/**
 * Two features: the comparisons cost more than the arithmetic, so the row's last label goes first and the branches are
 * rarely taken. The pair (distance, label) is compared as a whole, which keeps the lowest index on ties.
 */
function assignPlane(
  data: Float64Array,
  labels: Int32Array,
  n: number,
  centroids: Float64Array,
  packed: Float64Array,
  k: number,
): number {
  let changed = 0;
  for (let i = 0; i < n; i++) {
    const x = data[2 * i]!;
    const y = data[2 * i + 1]!;
    const last = labels[i]!;
    let best = Infinity;
    let label = 0;
    if (last >= 0) {
      const dx = x - centroids[2 * last]!;
      const dy = y - centroids[2 * last + 1]!;
      const own = dx * dx + dy * dy;
      if (own < Infinity) ((best = own), (label = last));
    }
    for (let c = 0, p = 0; c < k; c += GROUP, p += 2 * GROUP) {
      const x0 = x - packed[p]!;
      const x1 = x - packed[p + 1]!;
      const x2 = x - packed[p + 2]!;
      const x3 = x - packed[p + 3]!;
      const y0 = y - packed[p + 4]!;
      const y1 = y - packed[p + 5]!;
      const y2 = y - packed[p + 6]!;
      const y3 = y - packed[p + 7]!;
      const s0 = x0 * x0 + y0 * y0;
      const s1 = x1 * x1 + y1 * y1;
      const s2 = x2 * x2 + y2 * y2;
      const s3 = x3 * x3 + y3 * y3;
      if (s0 <= best && (s0 < best || c < label)) ((best = s0), (label = c));
      if (s1 <= best && (s1 < best || c + 1 < label)) ((best = s1), (label = c + 1));
      if (s2 <= best && (s2 < best || c + 2 < label)) ((best = s2), (label = c + 2));
      if (s3 <= best && (s3 < best || c + 3 < label)) ((best = s3), (label = c + 3));
    }
    if (last !== label) {
      labels[i] = label;
      changed++;
    }
  }
  return changed;
}

function accumulatePlane(
  data: Float64Array,
  labels: Int32Array,
  from: number,
  to: number,
  sums: Float64Array,
  counts: Int32Array,
): void {
  for (let i = from; i < to; i++) {
    const label = labels[i]!;
    counts[label]!++;
    sums[2 * label]! += data[2 * i]!;
    sums[2 * label + 1]! += data[2 * i + 1]!;
  }
}

/** Four features a step: independent additions hide the latency of each other. */
function accumulateRows(
  data: Float64Array,
  labels: Int32Array,
  d: number,
  from: number,
  to: number,
  sums: Float64Array,
  counts: Int32Array,
): void {
  for (let i = from; i < to; i++) {
    const label = labels[i]!;
    const end = (i + 1) * d;
    counts[label]!++;
    let q = i * d;
    let s = label * d;
    for (; q + 3 < end; q += 4, s += 4) {
      sums[s]! += data[q]!;
      sums[s + 1]! += data[q + 1]!;
      sums[s + 2]! += data[q + 2]!;
      sums[s + 3]! += data[q + 3]!;
    }
    for (; q < end; q++, s++) sums[s]! += data[q]!;
  }
}

/** Four rows at a time: one row's distance is a chain of dependent additions, four of them overlap. */
function lowerDistancesOfRows(
  data: Float64Array,
  d: number,
  center: Float64Array,
  from: number,
  to: number,
  current: Float64Array,
  out: Float64Array,
): number {
  let total = 0;
  let i = from;
  for (; i + 3 < to; i += 4) {
    let q = i * d;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < d; j++, q++) {
      const c = center[j]!;
      const t0 = data[q]! - c;
      const t1 = data[q + d]! - c;
      const t2 = data[q + 2 * d]! - c;
      const t3 = data[q + 3 * d]! - c;
      s0 += t0 * t0;
      s1 += t1 * t1;
      s2 += t2 * t2;
      s3 += t3 * t3;
    }
    const o0 = current[i]!;
    const o1 = current[i + 1]!;
    const o2 = current[i + 2]!;
    const o3 = current[i + 3]!;
    total += out[i] = s0 < o0 ? s0 : o0;
    total += out[i + 1] = s1 < o1 ? s1 : o1;
    total += out[i + 2] = s2 < o2 ? s2 : o2;
    total += out[i + 3] = s3 < o3 ? s3 : o3;
  }
  for (; i < to; i++) {
    let s = 0;
    for (let j = 0; j < d; j++) {
      const t = data[i * d + j]! - center[j]!;
      s += t * t;
    }
    total += out[i] = s < current[i]! ? s : current[i]!;
  }
  return total;
}

/** Packs the centroids into the rows' own room for them, and returns it (layout: see `packCentroids`). */
export function pack(rows: TunedRows, centroids: Float64Array, k: number): Float64Array {
  const width = Math.ceil(k / GROUP) * GROUP * rows.d;
  if (rows.packed.length !== width) rows.packed = new Float64Array(width);
  packCentroids(centroids, k, rows.d, rows.packed);
  return rows.packed;
}

function assign(rows: TunedRows, centroids: Float64Array, k: number): number {
  const { data, labels, n, d } = rows;
  const packed = pack(rows, centroids, k);
  return d === 2 ? assignPlane(data, labels, n, centroids, packed, k) : assignPairs(data, labels, n, d, packed, k);
}

/** Copies the points in, with no room for centroids yet. */
export function copyInTuned(points: Points): TunedRows {
  return { ...copyInFlat(points), packed: new Float64Array(0) };
}

/** Lane `js-tuned`: the flat lane with its loops blocked for registers. Same bits, same order of every addition. */
export const tunedKernels: LaneKernels<TunedRows> = {
  ...flatKernels,
  copyIn: copyInTuned,
  assign,
  accumulate: ({ data, labels, d }, from, to, sums, counts) =>
    d === 2
      ? accumulatePlane(data, labels, from, to, sums, counts)
      : accumulateRows(data, labels, d, from, to, sums, counts),
  lowerDistances: ({ data, d }, center, from, to, current, out) =>
    lowerDistancesOfRows(data, d, center, from, to, current, out),
};
