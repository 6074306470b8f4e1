import type { Rng } from '../../shared/rng';
import { BLOCK_ROWS } from '../../shared/types';
import type { FitParams } from '../../shared/types';
import type { LaneKernels } from './kernels';
import { TreeSums } from './tree-sums';

/** What the start reads: a lane's rows and the kernels that know their shape. */
export interface LoadedRows<Rows> {
  readonly kernels: LaneKernels<Rows>;
  readonly rows: Rows;
  readonly n: number;
  readonly d: number;
}

/** The starting centroids (k x d) of the contract, drawn from `rng`. */
export function startCentroids<Rows>(loaded: LoadedRows<Rows>, params: FitParams, rng: Rng): Float64Array {
  switch (params.init) {
    case 'given':
      return new Float64Array(params.start!);
    case 'random':
      return copyRows(loaded, randomRows(loaded.n, params.k, rng));
    case 'k-means++':
      return copyRows(loaded, plusPlusRows(loaded, params.k, rng, 1));
    case 'greedy':
      return copyRows(loaded, plusPlusRows(loaded, params.k, rng, 2 + Math.floor(Math.log(params.k))));
  }
}

function copyRows<Rows>({ kernels, rows, d }: LoadedRows<Rows>, indices: readonly number[]): Float64Array {
  const centroids = new Float64Array(indices.length * d);
  indices.forEach((row, c) => kernels.copyRow(rows, row, centroids.subarray(c * d, (c + 1) * d)));
  return centroids;
}

/** `k` distinct rows by a partial Fisher-Yates shuffle. */
function randomRows(n: number, k: number, rng: Rng): number[] {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let c = 0; c < k; c++) {
    const other = c + rng.below(n - c);
    const row = order[other]!;
    order[other] = order[c]!;
    order[c] = row;
  }
  return Array.from(order.subarray(0, k));
}

/** Each row's squared distance to the nearest centroid so far, with its block totals and their tree sum. */
interface Potential {
  readonly distances: Float64Array;
  readonly blockTotals: Float64Array;
  total: number;
}

function newPotential(n: number): Potential {
  const blocks = Math.ceil(n / BLOCK_ROWS);
  return { distances: new Float64Array(n).fill(Infinity), blockTotals: new Float64Array(blocks), total: Infinity };
}

/**
 * Rows chosen by k-means++ (Arthur and Vassilvitskii, 2007); with more than one trial a step, greedy k-means++ as
 * scikit-learn does it: all trials drawn first, the smallest potential wins, the earliest on ties.
 */
function plusPlusRows<Rows>(loaded: LoadedRows<Rows>, k: number, rng: Rng, trials: number): number[] {
  const { n } = loaded;
  const tree = new TreeSums(1);
  const center = new Float64Array(loaded.d);
  let current = newPotential(n);
  const chosen = [rng.below(n)];
  lowerPotential(loaded, chosen[0]!, center, tree, current, current);
  if (trials === 1) {
    while (chosen.length < k) {
      chosen.push(weightedDraw(current, n, rng));
      lowerPotential(loaded, chosen.at(-1)!, center, tree, current, current);
    }
    return chosen;
  }
  let best = newPotential(n);
  let trial = newPotential(n);
  while (chosen.length < k) {
    const candidates = Array.from({ length: trials }, () => weightedDraw(current, n, rng));
    let winner = -1;
    for (const row of candidates) {
      lowerPotential(loaded, row, center, tree, current, trial);
      if (winner < 0 || trial.total < best.total) {
        winner = row;
        [best, trial] = [trial, best];
      }
    }
    chosen.push(winner);
    [current, best] = [best, current];
  }
  return chosen;
}

/** Writes into `to` what `from` becomes when `row` joins the centroids. `to` may be `from`; `center` is scratch. */
function lowerPotential<Rows>(
  { kernels, rows, n }: LoadedRows<Rows>,
  row: number,
  center: Float64Array,
  tree: TreeSums,
  from: Potential,
  to: Potential,
): void {
  kernels.copyRow(rows, row, center);
  to.total = tree.sum(n, (first, end, sums) => {
    const total = kernels.lowerDistances(rows, center, first, end, from.distances, to.distances);
    to.blockTotals[first / BLOCK_ROWS] = total;
    sums[0] = total;
  })[0]!;
}

/** The weighted draw of the contract: a row with probability proportional to its distance. */
function weightedDraw({ distances, blockTotals, total }: Potential, n: number, rng: Rng): number {
  const u = rng.uniform();
  if (total === 0 || !Number.isFinite(total)) return Math.floor(u * n);
  const target = u * total;
  let mass = 0;
  let block = 0;
  let massBefore = 0;
  for (let b = 0; b < blockTotals.length; b++) {
    const after = mass + blockTotals[b]!;
    if (blockTotals[b]! > 0) {
      block = b;
      massBefore = mass;
    }
    if (after > target) break;
    mass = after;
  }
  const from = block * BLOCK_ROWS;
  let last = from;
  mass = massBefore;
  for (let i = from; i < Math.min(n, from + BLOCK_ROWS); i++) {
    mass += distances[i]!;
    if (mass > target) return i;
    if (distances[i]! > 0) last = i;
  }
  return last;
}
