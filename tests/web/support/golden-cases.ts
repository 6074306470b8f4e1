/** The fits whose answers tests/fixtures/golden.json keeps, and how they are written down. */

import { Rng } from '../../../web/shared/rng';
import type { FitParams, IterationStats, Points } from '../../../web/shared/types';
import { toBase64 } from './bits';
import { referenceFit, ReferenceRng } from './reference';

/** One entry of golden.json. Doubles are base64 of little-endian float64, so that every bit survives. */
export interface GoldenCase {
  readonly name: string;
  readonly n: number;
  readonly d: number;
  readonly data: string;
  readonly params: Omit<FitParams, 'start'>;
  /** The caller's centroids when `init` is `given`, else null. */
  readonly start: string | null;
  readonly startExpected: string;
  readonly labels: readonly number[];
  readonly centroids: string;
  readonly inertia: string;
  readonly iterations: number;
  readonly converged: boolean;
  readonly trace: ReadonlyArray<{ inertia: string; changed: number; shift: string; empties: number }>;
}

/** One entry of rng.json. */
export interface GoldenDraws {
  readonly seed: number;
  readonly u32: readonly number[];
  /** Uniform doubles of a fresh generator. */
  readonly uniform: readonly number[];
}

const DEFAULTS: FitParams = {
  k: 3,
  init: 'k-means++',
  start: null,
  seed: 42,
  stop: 'labels',
  tol: 1e-4,
  maxIter: 300,
  empty: 'relocate',
};

interface Spec {
  readonly name: string;
  readonly points: Points;
  readonly params: FitParams;
}

function points(n: number, d: number, value: (i: number, j: number) => number): Points {
  return { n, d, data: Float64Array.from({ length: n * d }, (_, q) => value(Math.floor(q / d), q % d)) };
}

function blobs(n: number, d: number, centers: number, seed: number): Points {
  const rng = new Rng(seed);
  const middle = Array.from({ length: centers * d }, () => 20 * rng.uniform() - 10);
  const home = Array.from({ length: n }, () => rng.below(centers));
  return points(n, d, (i, j) => middle[home[i]! * d + j]! + 3 * (rng.uniform() + rng.uniform() - 1));
}

function uniform(n: number, d: number, seed: number, scale = 1): Points {
  const rng = new Rng(seed);
  return points(n, d, () => scale * (2 * rng.uniform() - 1));
}

function grid(n: number, d: number, levels: number, seed: number): Points {
  const rng = new Rng(seed);
  return points(n, d, () => rng.below(levels));
}

function given(...values: number[]): Partial<FitParams> {
  return { init: 'given', start: Float64Array.from(values) };
}

function specs(): Spec[] {
  const all: Spec[] = [];
  const add = (name: string, data: Points, params: Partial<FitParams>): void => {
    all.push({ name, points: data, params: { ...DEFAULTS, ...params } });
  };
  const small = blobs(60, 2, 4, 1);
  const corner = [0, 0, 900, 900, 901, 901, 902, 902];
  for (const init of ['k-means++', 'greedy', 'random'] as const) add(`start: ${init}`, small, { k: 4, init });
  add('start: given', small, { k: 2, ...given(-1, 0, 1, 0) });
  for (const stop of ['labels', 'tol', 'fraction', 'max_iter'] as const) {
    add(`stop: ${stop}`, uniform(90, 3, 2), { k: 5, stop, tol: stop === 'fraction' ? 0.1 : 1e-3, maxIter: 15 });
  }
  add('cap reached: converged is false', uniform(90, 3, 2), { k: 5, maxIter: 2 });
  add('maxIter = 0: labels of the start', small, { k: 4, maxIter: 0 });
  for (const empty of ['relocate', 'keep', 'reseed'] as const) {
    add(`empty: ${empty}, three at once`, small, { k: 4, empty, ...given(...corner) });
  }
  add(
    'relocate: ties take the lowest row',
    points(6, 1, (i) => [0, 0, 5, -5, 5, -5][i]!),
    { k: 3, ...given(0, 99, 99) },
  );
  add('integer grid: ties everywhere', grid(80, 2, 3, 3), { k: 5 });
  add('duplicate rows, fewer patterns than clusters', grid(50, 2, 2, 4), { k: 7, init: 'random', maxIter: 20 });
  add(
    'all rows the same: zero total',
    points(20, 3, (_, j) => j + 0.1),
    { k: 4, maxIter: 10 },
  );
  add(
    'all rows the same, greedy',
    points(20, 3, (_, j) => j + 0.1),
    { k: 4, init: 'greedy', maxIter: 10 },
  );
  add('k = n', uniform(17, 2, 5), { k: 17 });
  add('k = 1', uniform(33, 5, 6), { k: 1 });
  add(
    'n = 1',
    points(1, 3, (_, j) => j),
    { k: 1 },
  );
  add(
    'constant columns',
    points(40, 4, (i, j) => (j % 2 ? 3.3 : Math.imul(i, 2654435761) >>> 20)),
    { k: 4, stop: 'tol' },
  );
  add('near 1e300: every distance overflows', uniform(40, 2, 7, 1e300), { k: 4, maxIter: 10 });
  const overflow = points(4100, 1, (i) => (i < 2048 ? 1.7e308 : -1.7e308));
  add('sums overflow to NaN, relocate prefers numbers', overflow, { k: 3, maxIter: 5, ...given(0, 1, 2) });
  add('near 1e154: some distances overflow', uniform(60, 3, 8, 2e154), { k: 4, maxIter: 20 });
  add('near 1e-300: every distance is zero', uniform(40, 2, 9, 1e-300), { k: 3, maxIter: 10 });
  add('near 1e-160: distances are denormal', uniform(40, 3, 10, 1e-160), { k: 3, init: 'greedy' });
  add(
    'huge offset',
    points(120, 2, (i, j) => 1e9 + (Math.imul(i * 2 + j + 1, 2654435761) >>> 26) / 16),
    { k: 5 },
  );
  add(
    'signed zeros',
    points(24, 2, (i, j) => [0, -0, 1, -1][(i * 7 + j * 3) % 4]!),
    { k: 3, init: 'random' },
  );
  add('several blocks, d = 1', blobs(6200, 1, 6, 11), { k: 6 });
  add('several blocks, d = 2', blobs(5000, 2, 8, 12), { k: 8, init: 'greedy', maxIter: 12 });
  add('one row in the second block, tol', blobs(2049, 3, 5, 13), { k: 5, stop: 'tol', init: 'random' });
  add('odd d = 7, k = 5', blobs(70, 7, 5, 14), { k: 5 });
  add('d = 65, k = 9', blobs(45, 65, 9, 15), { k: 9, init: 'greedy' });
  add('seed 0', small, { k: 5, seed: 0 });
  add('seed 2^32 - 1', small, { k: 5, seed: 0xffffffff, init: 'greedy' });
  return all;
}

function writeStats({ inertia, changed, shift, empties }: IterationStats): GoldenCase['trace'][number] {
  return { inertia: toBase64([inertia]), changed, shift: toBase64([shift]), empties };
}

/** Computes every golden case with the reference. */
export function goldenCases(): GoldenCase[] {
  return specs().map(({ name, points: { data, n, d }, params }) => {
    const fit = referenceFit({ data, n, d }, params);
    const { start, ...rest } = params;
    return {
      name,
      n,
      d,
      data: toBase64(data),
      params: rest,
      start: start && toBase64(start),
      startExpected: toBase64(fit.start),
      labels: Array.from(fit.labels),
      centroids: toBase64(fit.centroids),
      inertia: toBase64([fit.inertia]),
      iterations: fit.iterations,
      converged: fit.converged,
      trace: fit.trace.map(writeStats),
    };
  });
}

/** Draws of a few seeds by the reference generator. */
export function goldenDraws(): GoldenDraws[] {
  return [0, 1, 42, 12345, 0x5eed5eed, 0x80000000, 0xffffffff].map((seed) => {
    const integers = new ReferenceRng(seed);
    const doubles = new ReferenceRng(seed);
    return {
      seed,
      u32: Array.from({ length: 12 }, () => integers.u32()),
      uniform: Array.from({ length: 6 }, () => doubles.uniform()),
    };
  });
}
