import { Rng } from '../../shared/rng';
import { KMeansError } from '../../shared/types';
import type { FitParams, FitResult, FitSummary, IterationStats } from '../../shared/types';
import type { FitStepper } from '../engine';
import { fillEmpties } from './empty';
import { startCentroids } from './start';
import type { LoadedRows } from './start';
import { blockSum, TreeSums } from './tree-sums';

const RESEED_SALT = 0x5eed5eed;

/** The loop of the contract (Lloyd, 1982) over any lane's kernels: what is not a loop over rows lives here once. */
export class JsFit<Rows> implements FitStepper {
  private readonly loaded: LoadedRows<Rows>;
  private readonly params: FitParams;
  private readonly sums: TreeSums;
  private readonly counts: Int32Array;
  private readonly distances: Float64Array;
  private readonly reseedRng: Rng;
  private centroids: Float64Array;
  private previous: Float64Array;
  /** Mean feature variance; only known under the `tol` rule. */
  private variance = NaN;
  private iterations = 0;
  private changed = 0;
  private shift = 0;
  private empties = 0;
  private assigned = false;
  /** Inertia of the last assignment, once somebody asked for it. */
  private knownInertia: number | null = null;

  /** Trusts its input: the parameters must have been validated. */
  constructor(loaded: LoadedRows<Rows>, params: FitParams) {
    const width = params.k * loaded.d;
    this.loaded = loaded;
    this.params = params;
    this.sums = new TreeSums(width);
    this.counts = new Int32Array(params.k);
    this.distances = new Float64Array(loaded.n);
    this.reseedRng = new Rng(params.seed ^ RESEED_SALT);
    this.centroids = new Float64Array(width);
    this.previous = new Float64Array(width);
  }

  seed(): void {
    this.loaded.kernels.forgetLabels(this.loaded.rows);
    this.centroids = startCentroids(this.loaded, this.params, new Rng(this.params.seed));
    if (this.params.stop === 'tol') this.variance = meanVariance(this.loaded);
  }

  assign(): void {
    const { kernels, rows } = this.loaded;
    this.changed = kernels.assign(rows, this.centroids, this.params.k);
    this.assigned = true;
    this.knownInertia = null;
  }

  update(): void {
    const { loaded, params, counts } = this;
    const { kernels, rows, n, d } = loaded;
    [this.previous, this.centroids] = [this.centroids, this.previous];
    this.iterations++;
    this.assigned = false;
    counts.fill(0);
    const sums = this.sums.sum(n, (from, to, blockSums) => kernels.accumulate(rows, from, to, blockSums, counts));
    const empties: number[] = [];
    for (let c = 0; c < params.k; c++) {
      const count = counts[c]!;
      if (count === 0) empties.push(c);
      else for (let i = c * d; i < (c + 1) * d; i++) this.centroids[i] = sums[i]! / count;
    }
    this.empties = empties.length;
    const { previous, centroids, distances, reseedRng, iterations: iteration } = this;
    fillEmpties(loaded, { policy: params.empty, empties, iteration, previous, centroids, reseedRng, distances });
    this.shift = centroidShift(previous, centroids, d);
  }

  finished(): boolean {
    return this.converged() || this.iterations === this.params.maxIter;
  }

  stats(): IterationStats {
    return { inertia: this.inertia(), changed: this.changed, shift: this.shift, empties: this.empties };
  }

  summary(): FitSummary {
    return { iterations: this.iterations, converged: this.converged(), inertia: this.inertia() };
  }

  snapshot(): Pick<FitResult, 'labels' | 'centroids'> {
    const { kernels, rows } = this.loaded;
    return { labels: kernels.copyLabels(rows), centroids: canonicalNaN(this.centroids.slice()) };
  }

  /** Copies the answer out. @throws KMeansError when the fit has not been driven until `finished` */
  result(): FitResult {
    if (!this.assigned || !this.finished()) throw new KMeansError('there is no finished fit to take a result from');
    return { ...this.summary(), ...this.snapshot(), trace: null };
  }

  private converged(): boolean {
    if (this.iterations === 0) return false;
    const { stop, tol } = this.params;
    switch (stop) {
      case 'labels':
        return this.changed === 0;
      case 'tol':
        return this.shift <= tol * this.variance;
      case 'fraction':
        return this.changed < tol * this.loaded.n;
      case 'max_iter':
        return false;
    }
  }

  private inertia(): number {
    if (this.knownInertia === null) {
      this.loaded.kernels.ownDistances(this.loaded.rows, this.centroids, this.distances);
      this.knownInertia = blockSum(this.distances);
    }
    return this.knownInertia;
  }
}

/** Sum over clusters of the squared distance between old and new centroid. */
function centroidShift(previous: Float64Array, centroids: Float64Array, d: number): number {
  let shift = 0;
  for (let row = 0; row < centroids.length; row += d) {
    let distance = 0;
    for (let i = row; i < row + d; i++) {
      const t = centroids[i]! - previous[i]!;
      distance += t * t;
    }
    shift += distance;
  }
  return shift;
}

/** Mean over features of the population variance, the scale of the `tol` rule (scikit-learn's `_tolerance`). */
function meanVariance<Rows>({ kernels, rows, n, d }: LoadedRows<Rows>): number {
  const tree = new TreeSums(d);
  const row = new Float64Array(d);
  const means = tree
    .sum(n, (from, to, sums) => {
      for (let i = from; i < to; i++) {
        kernels.copyRow(rows, i, row);
        for (let j = 0; j < d; j++) sums[j]! += row[j]!;
      }
    })
    .map((sum) => sum / n);
  const squares = tree.sum(n, (from, to, sums) => {
    for (let i = from; i < to; i++) {
      kernels.copyRow(rows, i, row);
      for (let j = 0; j < d; j++) {
        const t = row[j]! - means[j]!;
        sums[j]! += t * t;
      }
    }
  });
  return squares.reduce((total, square) => total + square / n, 0) / d;
}

/** NaN has many bit patterns; the contract knows one. */
function canonicalNaN(values: Float64Array): Float64Array {
  const bits = new BigUint64Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) bits[i] = 0x7ff8000000000000n;
  }
  return values;
}
