import type { Points } from './types';

/** The two directions in which points spread the most. */
export interface PrincipalComponents {
  /** Mean of every feature, over the rows looked at. */
  readonly mean: Float64Array;
  /** Unit vectors of d entries, the second at right angles to the first; the largest entry of each is positive. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Parts of the whole variance along each, 0 to 1; 0 where the points do not spread at all. */
  readonly shares: readonly [number, number];
}

/** Multiplications the covariance may take: about a tenth of a second. Beyond it evenly spaced rows stand for all. */
const MOST_WORK = 6e7;
const FEWEST_ROWS = 200;
/** Power iteration ends here, or when a step moves no entry by more than the tolerance. */
const MOST_STEPS = 1000;
const TURN = 1e-12;

function norm(v: Float64Array): number {
  let sum = 0;
  for (const value of v) sum += value * value;
  return Math.sqrt(sum);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function unitVector(d: number, at: number): Float64Array {
  const v = new Float64Array(d);
  v[at] = 1;
  return v;
}

/** Mean and co-moments in one pass over every `step`-th row (Welford, 1962, for matrices), scaled by the largest. */
function coMoments({ data, n, d }: Points, step: number): { mean: Float64Array; matrix: Float64Array } {
  const mean = new Float64Array(d);
  const matrix = new Float64Array(d * d);
  const before = new Float64Array(d);
  for (let i = 0, count = 1; i < n; i += step, count++) {
    const row = i * d;
    for (let j = 0; j < d; j++) {
      before[j] = data[row + j]! - mean[j]!;
      mean[j] = mean[j]! + before[j]! / count;
    }
    for (let a = 0; a < d; a++) {
      const after = data[row + a]! - mean[a]!;
      for (let b = a, at = a * d + a; b < d; b++, at++) matrix[at] = matrix[at]! + before[b]! * after;
    }
  }
  let largest = 0;
  for (const value of matrix) largest = Math.max(largest, Math.abs(value));
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) {
      const value = largest > 0 ? matrix[a * d + b]! / largest : 0;
      matrix[a * d + b] = value;
      matrix[b * d + a] = value;
    }
  }
  return { mean, matrix };
}

function product(matrix: Float64Array, v: Float64Array): Float64Array {
  const d = v.length;
  return Float64Array.from(v, (_, a) => dot(matrix.subarray(a * d, (a + 1) * d), v));
}

/** The eigenvector of the largest eigenvalue at right angles to `before`, with that eigenvalue. */
function largest(matrix: Float64Array, d: number, before: Float64Array | null): [Float64Array, number] {
  const settle = (v: Float64Array): number => {
    if (before) {
      const along = dot(v, before);
      for (let j = 0; j < d; j++) v[j] = v[j]! - along * before[j]!;
    }
    const length = norm(v);
    if (length > 0) for (let j = 0; j < d; j++) v[j] = v[j]! / length;
    return length;
  };
  // Some vector the matrix does not send to zero: the column of the widest feature that is not along `before`.
  const columns = Array.from({ length: d }, (_, j) => j).sort((a, b) => matrix[b * d + b]! - matrix[a * d + a]!);
  let v = new Float64Array(d);
  const tiny = 1e-12;
  const start = columns.find((j) => {
    v = matrix.slice(j * d, (j + 1) * d);
    return settle(v) > tiny;
  });
  if (start === undefined) {
    // No spread is left: any direction at right angles serves.
    columns.find((j) => {
      v = new Float64Array(unitVector(d, j));
      return settle(v) > tiny;
    });
    return [v, 0];
  }
  let value = 0;
  for (let i = 0; i < MOST_STEPS; i++) {
    const next = product(matrix, v);
    value = settle(next);
    const turned = next.reduce((most, entry, j) => Math.max(most, Math.abs(entry - v[j]!)), 0);
    v = new Float64Array(next);
    if (turned < TURN) break;
  }
  const biggest = v.reduce((best, entry, j) => (Math.abs(entry) > Math.abs(v[best]!) ? j : best), 0);
  if (v[biggest]! < 0) v = v.map((entry) => -entry);
  return [v, value];
}

/**
 * The two principal components: the eigenvectors of the covariance matrix with the largest eigenvalues, by power
 * iteration with deflation (Hotelling, 1933). Deterministic. Needs d >= 2. Null where the sums overflow.
 */
export function principalComponents(points: Points): PrincipalComponents | null {
  const { n, d } = points;
  const rows = Math.max(FEWEST_ROWS, Math.floor(MOST_WORK / (d * d)));
  const { mean, matrix } = coMoments(points, Math.max(1, Math.ceil(n / rows)));
  const total = Array.from({ length: d }, (_, j) => matrix[j * d + j]!).reduce((sum, value) => sum + value, 0);
  if (!Number.isFinite(total) || mean.some((value) => !Number.isFinite(value))) return null;
  const [first, along] = largest(matrix, d, null);
  const [second, across] = largest(matrix, d, first);
  return { mean, first, second, shares: total > 0 ? [along / total, across / total] : [0, 0] };
}
