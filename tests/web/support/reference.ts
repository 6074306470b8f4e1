/**
 * docs/contract.md written down as literally and as slowly as it can be: the judge of every engine. It shares no code
 * with them, on purpose.
 */

import { KMeansError } from '../../../web/shared/types';
import type { FitParams, FitResult, IterationStats, Points } from '../../../web/shared/types';
import { canonicalNaN } from './bits';

const BLOCK = 2048;
const MASK = 0xffffffffn;

type Row = readonly number[];

/** A fit with everything a golden vector wants to know. */
export interface ReferenceResult extends FitResult {
  readonly start: Float64Array;
  readonly trace: readonly IterationStats[];
}

/** xoshiro128** in plain 32-bit arithmetic on BigInt. */
export class ReferenceRng {
  private readonly state: bigint[] = [];

  constructor(seed: number) {
    let s = BigInt(seed) & MASK;
    for (let i = 0; i < 4; i++) {
      s = (s + 0x9e3779b9n) & MASK;
      let z = s;
      z = ((z ^ (z >> 16n)) * 0x85ebca6bn) & MASK;
      z = ((z ^ (z >> 13n)) * 0xc2b2ae35n) & MASK;
      this.state.push(z ^ (z >> 16n));
    }
  }

  u32(): number {
    const rotl = (x: bigint, bits: bigint): bigint => ((x << bits) | (x >> (32n - bits))) & MASK;
    let [s0, s1, s2, s3] = this.state as [bigint, bigint, bigint, bigint];
    const result = (rotl((s1 * 5n) & MASK, 7n) * 9n) & MASK;
    const t = (s1 << 9n) & MASK;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotl(s3, 11n);
    this.state.splice(0, 4, s0, s1, s2, s3);
    return Number(result);
  }

  uniform(): number {
    const a = this.u32();
    const b = this.u32();
    return (Math.floor(a / 32) * 2 ** 26 + Math.floor(b / 64)) / 2 ** 53;
  }
}

function blockTotals(values: readonly number[]): number[] {
  const totals: number[] = [];
  for (let from = 0; from < values.length; from += BLOCK) {
    let sum = 0;
    for (const value of values.slice(from, from + BLOCK)) sum += value;
    totals.push(sum);
  }
  return totals;
}

function tree(totals: readonly number[]): number {
  const s = [...totals];
  for (let stride = 1; stride < s.length; stride *= 2) {
    for (let b = 0; b + stride < s.length; b += 2 * stride) s[b]! += s[b + stride]!;
  }
  return s[0]!;
}

function blockSum(values: readonly number[]): number {
  return tree(blockTotals(values));
}

function distance(x: Row, c: Row): number {
  let s = 0;
  for (let j = 0; j < x.length; j++) {
    const t = x[j]! - c[j]!;
    s += t * t;
  }
  return s;
}

function nearest(x: Row, centroids: readonly Row[]): number {
  let best = Infinity;
  let label = 0;
  centroids.forEach((centroid, c) => {
    const s = distance(x, centroid);
    if (s < best) {
      best = s;
      label = c;
    }
  });
  return label;
}

function lastPositive(values: readonly number[]): number {
  return values.reduce((last, value, i) => (value > 0 ? i : last), -1);
}

function weightedDraw(D: readonly number[], rng: ReferenceRng): number {
  const totals = blockTotals(D);
  const total = tree(totals);
  const u = rng.uniform();
  if (total === 0 || !Number.isFinite(total)) return Math.floor(u * D.length);
  const target = u * total;
  const massBefore = totals.map((_, b) => totals.slice(0, b).reduce((mass, t) => mass + t, 0));
  let block = totals.findIndex((t, b) => massBefore[b]! + t > target);
  if (block < 0) block = lastPositive(totals);
  let mass = massBefore[block]!;
  const inBlock = D.slice(block * BLOCK, (block + 1) * BLOCK);
  let row = inBlock.findIndex((value) => {
    mass += value;
    return mass > target;
  });
  if (row < 0) row = lastPositive(inBlock);
  return block * BLOCK + row;
}

function plusPlus(X: readonly Row[], k: number, trials: number, rng: ReferenceRng): number[] {
  const chosen = [Math.floor(rng.uniform() * X.length)];
  let D = X.map((x) => distance(x, X[chosen[0]!]!));
  while (chosen.length < k) {
    const draws: number[] = [];
    for (let t = 0; t < trials; t++) draws.push(weightedDraw(D, rng));
    const outcomes = draws.map((row) =>
      D.map((old, i) => {
        const s = distance(X[i]!, X[row]!);
        return s < old ? s : old;
      }),
    );
    const potentials = outcomes.map(blockSum);
    let winner = 0;
    potentials.forEach((potential, t) => {
      if (potential < potentials[winner]!) winner = t;
    });
    chosen.push(draws[winner]!);
    D = outcomes[winner]!;
  }
  return chosen;
}

function startRows(X: readonly Row[], params: FitParams, rng: ReferenceRng): number[] {
  const n = X.length;
  if (params.init === 'k-means++') return plusPlus(X, params.k, 1, rng);
  if (params.init === 'greedy') return plusPlus(X, params.k, 2 + Math.floor(Math.log(params.k)), rng);
  const order = X.map((_, i) => i);
  for (let c = 0; c < params.k; c++) {
    const other = c + Math.floor(rng.uniform() * (n - c));
    [order[c], order[other]] = [order[other]!, order[c]!];
  }
  return order.slice(0, params.k);
}

function toRows(flat: Float64Array, d: number): Row[] {
  return Array.from({ length: flat.length / d }, (_, i) => Array.from(flat.slice(i * d, (i + 1) * d)));
}

/** The row farthest from its centroid that is not used yet; NaN only when there is no number left. */
function farthest(distances: readonly number[], used: ReadonlySet<number>): number {
  let best = -1;
  distances.forEach((s, i) => {
    if (used.has(i)) return;
    if (best < 0 || s > distances[best]! || (Number.isNaN(distances[best]) && !Number.isNaN(s))) best = i;
  });
  return best;
}

interface Update {
  readonly centroids: Row[];
  readonly empties: number;
}

function update(
  X: readonly Row[],
  labels: readonly number[],
  old: readonly Row[],
  params: FitParams,
  reseed: ReferenceRng,
  iteration: number,
): Update {
  const d = X[0]!.length;
  const counts = old.map((_, c) => labels.filter((label) => label === c).length);
  // A row of another cluster adds nothing, so the sum of block b is the sum of its members in row order.
  const featureSum = (c: number, j: number): number => {
    const totals: number[] = [];
    for (let from = 0; from < X.length; from += BLOCK) {
      let sum = 0;
      for (let i = from; i < Math.min(X.length, from + BLOCK); i++) if (labels[i] === c) sum += X[i]![j]!;
      totals.push(sum);
    }
    return tree(totals);
  };
  const centroids = old.map((row, c): Row => {
    if (counts[c] === 0) return row;
    return Array.from({ length: d }, (_, j) => featureSum(c, j) / counts[c]!);
  });
  const ownDistances = X.map((x, i) => distance(x, old[labels[i]!]!));
  const used = new Set<number>();
  for (let c = 0; c < old.length; c++) {
    if (counts[c] !== 0) continue;
    if (params.empty === 'error') {
      throw new KMeansError(`cluster ${c} is empty after iteration ${iteration} (empty = error)`);
    }
    if (params.empty === 'reseed') centroids[c] = X[Math.floor(reseed.uniform() * X.length)]!;
    if (params.empty === 'relocate') {
      const row = farthest(ownDistances, used);
      used.add(row);
      centroids[c] = X[row]!;
    }
  }
  return { centroids, empties: counts.filter((count) => count === 0).length };
}

function meanVariance(X: readonly Row[]): number {
  const d = X[0]!.length;
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const column = X.map((x) => x[j]!);
    const mean = blockSum(column) / X.length;
    sum += blockSum(column.map((value) => (value - mean) * (value - mean))) / X.length;
  }
  return sum / d;
}

function stopRuleHolds(params: FitParams, stats: IterationStats, n: number, variance: number): boolean {
  if (params.stop === 'labels') return stats.changed === 0;
  if (params.stop === 'tol') return stats.shift <= params.tol * variance;
  if (params.stop === 'fraction') return stats.changed < params.tol * n;
  return false;
}

/** Fits valid points and parameters by the letter of the contract. @throws KMeansError under `empty = error` */
export function referenceFit(points: Points, params: FitParams): ReferenceResult {
  const { n, d } = points;
  const X = toRows(points.data, d);
  const reseed = new ReferenceRng((params.seed ^ 0x5eed5eed) >>> 0);
  let centroids: Row[] =
    params.init === 'given'
      ? toRows(params.start!, d)
      : startRows(X, params, new ReferenceRng(params.seed)).map((row) => X[row]!);
  const start = Float64Array.from(centroids.flat());
  const inertiaOf = (labels: readonly number[]): number =>
    blockSum(X.map((x, i) => distance(x, centroids[labels[i]!]!)));
  const variance = meanVariance(X);
  let labels = X.map((x) => nearest(x, centroids));
  const trace: IterationStats[] = [{ inertia: inertiaOf(labels), changed: n, shift: 0, empties: 0 }];
  let iterations = 0;
  let converged = false;
  while (iterations < params.maxIter && !converged) {
    const old = centroids;
    const updated = update(X, labels, old, params, reseed, iterations + 1);
    centroids = updated.centroids;
    iterations++;
    const previous = labels;
    labels = X.map((x) => nearest(x, centroids));
    let shift = 0;
    centroids.forEach((centroid, c) => (shift += distance(centroid, old[c]!)));
    const changed = labels.filter((label, i) => label !== previous[i]).length;
    const stats = { inertia: inertiaOf(labels), changed, shift, empties: updated.empties };
    trace.push(stats);
    converged = stopRuleHolds(params, stats, n, variance);
  }
  return {
    iterations,
    converged,
    inertia: inertiaOf(labels),
    labels: Int32Array.from(labels),
    centroids: canonicalNaN(Float64Array.from(centroids.flat())),
    trace,
    start,
  };
}
