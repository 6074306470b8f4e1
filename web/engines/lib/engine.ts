/** The packages of others behind the engine interface: fed as they ask, timed as they are. */

import { KMeansError } from '../../shared/types';
import type { FitParams, FitResult, FitSummary, Points } from '../../shared/types';
import { Rng } from '../../shared/rng';
import type { Engine, FitStepper } from '../engine';
import { flatKernels } from '../js/flat';
import { startCentroids } from '../js/start';
import { TreeSums } from '../js/tree-sums';
import { validateParams, validatePoints } from '../validate';

/** Points or centroids as such packages want them: one array of numbers a row. */
export type Rows = number[][];

/** What a package says of its fit, in its own words. */
export interface LibraryFit {
  readonly labels: ArrayLike<number>;
  readonly centroids: Rows;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Calls a package. `start` is the package's to change; `maxIter` is at least 1. The other stop rules are not the
 * package's: it ends when its centroids rest, or at the cap.
 */
export type LibraryFitter = (rows: Rows, start: Rows, maxIter: number) => LibraryFit;

function rowsOf(values: Float64Array, d: number): Rows {
  return Array.from({ length: values.length / d }, (_, i) => Array.from(values.subarray(i * d, (i + 1) * d)));
}

/** Sum of the squared distances of all rows to the centroids of their labels, added in the contract's order. */
function inertiaOf(rows: Rows, { labels, centroids }: LibraryFit): number {
  return new TreeSums(1).sum(rows.length, (from, to, sums) => {
    let sum = 0;
    for (let i = from; i < to; i++) {
      const centroid = centroids[labels[i]!]!;
      sum += rows[i]!.reduce((distance, value, j) => distance + (value - centroid[j]!) ** 2, 0);
    }
    sums[0] = sum;
  })[0]!;
}

/** What was loaded: as the package wants it, and as the contract's start reads it. */
interface Loaded {
  readonly points: Points;
  readonly rows: Rows;
}

/**
 * An engine over a package. It starts from the contract's own centroids, which count as part of the fit as in every lane.
 * Labels and iterations are what the package reports; the inertia it does not report is worked out when somebody
 * reads it, outside of its time.
 */
export class LibraryEngine implements Engine {
  readonly threads = 1;
  private loaded: Loaded | null = null;
  private last: LibraryFit | null = null;
  private readonly fitter: LibraryFitter;

  constructor(fitter: LibraryFitter) {
    this.fitter = fitter;
  }

  load(points: Points): void {
    validatePoints(points);
    this.last = null;
    this.loaded = { points, rows: rowsOf(points.data, points.d) };
  }

  fit(params: FitParams): FitSummary {
    return this.work(this.start(params), params);
  }

  /** No half-steps: seeding is the contract's start, the first assignment is the package's whole fit. */
  stepper(params: FitParams): FitStepper {
    let start: Float64Array | null = null;
    let summary: FitSummary | null = null;
    const done = (): FitSummary => {
      if (!summary) throw new KMeansError('the fit has not begun');
      return summary;
    };
    return {
      seed: () => {
        start = this.start(params);
      },
      assign: () => {
        summary = this.work(start ?? this.start(params), params);
      },
      update: () => undefined,
      finished: () => summary !== null,
      stats: () => ({ inertia: done().inertia, changed: this.here.points.n, shift: 0, empties: 0 }),
      summary: done,
    };
  }

  result(): FitResult {
    const { last } = this;
    if (!last) throw new KMeansError('there is no finished fit to take a result from');
    const labels = Int32Array.from(last.labels);
    return Object.assign(this.summaryOf(last), {
      labels,
      centroids: Float64Array.from(last.centroids.flat()),
      trace: null,
    });
  }

  dispose(): void {
    this.loaded = null;
    this.last = null;
  }

  private get here(): Loaded {
    if (!this.loaded) throw new KMeansError('no points are loaded');
    return this.loaded;
  }

  private start(params: FitParams): Float64Array {
    const { points } = this.here;
    const { n, d } = points;
    validateParams(params, n, d);
    if (params.maxIter === 0) throw new KMeansError('this package cannot be told to make no iteration at all');
    const rows = flatKernels.copyIn(points);
    return startCentroids({ kernels: flatKernels, rows, n, d }, params, new Rng(params.seed));
  }

  private work(start: Float64Array, { maxIter }: FitParams): FitSummary {
    const { rows, points } = this.here;
    this.last = this.fitter(rows, rowsOf(start, points.d), maxIter);
    return this.summaryOf(this.last);
  }

  private summaryOf(fit: LibraryFit): FitSummary {
    const { rows } = this.here;
    return {
      iterations: fit.iterations,
      converged: fit.converged,
      get inertia() {
        return inertiaOf(rows, fit);
      },
    };
  }
}
