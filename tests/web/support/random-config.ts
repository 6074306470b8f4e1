/** Fits to compare engines on: every start, stop rule, policy and nasty kind of data, the same for the same index. */

import { Rng } from '../../../web/shared/rng';
import { BLOCK_ROWS, EMPTY_POLICIES, INITS, STOPS } from '../../../web/shared/types';
import type { FitParams, Points } from '../../../web/shared/types';

export interface RandomConfig {
  /** Tells a failing configuration apart in a message. */
  readonly name: string;
  readonly points: Points;
  readonly params: FitParams;
}

/** Work a configuration may cost: rows x clusters x features x assignments. */
const BUDGET = 3_000_000;

function normalish(rng: Rng): number {
  return rng.uniform() + rng.uniform() + rng.uniform() + rng.uniform() - 2;
}

/** Makes row `i`, feature `j`; a style may remember what it drew for the whole data set. */
type Style = (rng: Rng, n: number, d: number) => (i: number, j: number) => number;

const signed = (rng: Rng): number => 2 * rng.uniform() - 1;

const STYLES: Readonly<Record<string, Style>> = {
  blobs: (rng, n, d) => {
    const centers = Array.from({ length: 8 * d }, () => 20 * signed(rng));
    const home = Array.from({ length: n }, () => rng.below(8));
    return (i, j) => centers[home[i]! * d + j]! + 2 * normalish(rng);
  },
  uniform: (rng) => () => rng.uniform(),
  grid: (rng) => () => rng.below(4),
  duplicates: (rng, _n, d) => {
    const patterns = Array.from({ length: 5 * d }, () => 10 * normalish(rng));
    let pattern = 0;
    return (_i, j) => {
      if (j === 0) pattern = rng.below(5);
      return patterns[pattern * d + j]!;
    };
  },
  'constant columns': (rng) => (_i, j) => (j % 2 === 0 ? 7.25 : normalish(rng)),
  'all the same': () => (_i, j) => j - 0.1,
  'near 1e300': (rng) => () => 1e300 * signed(rng),
  // Blocks of opposite signs: infinity minus infinity is NaN.
  'overflowing sums': (rng, n) => (i) => {
    const positive = n > BLOCK_ROWS ? i % (2 * BLOCK_ROWS) < BLOCK_ROWS : i % 3 === 0;
    return (positive ? 1.7e308 : -1.7e308) * (0.5 + rng.uniform() / 2);
  },
  'near 1e154': (rng) => () => 1e154 * signed(rng),
  'near 1e-300': (rng) => () => 1e-300 * signed(rng),
  'near 1e-160': (rng) => () => 1e-160 * signed(rng),
  'huge offset': (rng) => () => 1e9 + rng.below(64) / 16,
  'signed zeros': (rng) => () => [0, -0, 1, -1][rng.below(4)]!,
};

/** How many kinds of data there are. */
export const STYLE_NAMES: readonly string[] = Object.keys(STYLES);

function pick<T>(rng: Rng, values: readonly T[]): T {
  return values[rng.below(values.length)]!;
}

function rowCount(rng: Rng): number {
  const size = rng.below(20);
  if (size < 13) return 1 + rng.below(200);
  if (size < 17) return 200 + rng.below(2000);
  if (size < 19) return pick(rng, [2047, 2048, 2049, 4096, 4097, 6145, 7000]);
  return 8000 + rng.below(12001);
}

function featureCount(rng: Rng): number {
  return pick(rng, [1, 2, 2, 2, 3, 4, 5, 7, 8, 16, 17, 32, 33, 65]);
}

/** n up to 20000, d up to 65, k up to 64 and at most n; `index` is any integer from 0 to 2^32 - 1. */
export function randomConfig(index: number): RandomConfig {
  const rng = new Rng(index);
  const n = rowCount(rng);
  const d = featureCount(rng);
  const affordable = Math.max(1, Math.floor(BUDGET / (3 * n * d)));
  const most = Math.min(n, 64, affordable);
  const k = n <= most && rng.below(4) === 0 ? n : 1 + rng.below(most);
  const style = STYLE_NAMES[index % STYLE_NAMES.length]!;
  const value = STYLES[style]!(rng, n, d);
  const data = Float64Array.from({ length: n * d }, (_, q) => value(Math.floor(q / d), q % d));
  const init = pick(rng, INITS);
  const stop = pick(rng, STOPS);
  // Given centroids are now rows, now far from every row, so that clusters start empty.
  const start =
    init === 'given'
      ? Float64Array.from({ length: k * d }, () => data[rng.below(n * d)]! + (rng.below(3) === 0 ? 1e3 : 0))
      : null;
  const mostUpdates = Math.min(30, Math.floor(BUDGET / (n * d * k)) - 1);
  const params: FitParams = {
    k,
    init,
    start,
    seed: rng.u32(),
    stop,
    tol: stop === 'fraction' ? pick(rng, [0, 0.01, 0.2]) : pick(rng, [0, 1e-4, 0.05]),
    maxIter: rng.below(12) === 0 ? 0 : Math.max(1, mostUpdates),
    empty: pick(rng, EMPTY_POLICIES),
  };
  return {
    name: `#${index} ${style} n=${n} d=${d} ${JSON.stringify({ ...params, start: undefined })}`,
    points: { data, n, d },
    params,
  };
}
