/** Words shared by every part of the page: plain data, no behaviour, no DOM. */

/** Rows per block of the numeric contract's sums. Same number as `kBlockRows` in `cpp/include/kmeans/types.h`. */
export const BLOCK_ROWS = 2048;

/** Largest k and d any engine accepts, and the largest number of rows the page generates. */
export const LIMITS = { maxK: 4096, maxFeatures: 1024, maxGeneratedRows: 1_000_000, maxIter: 1_000_000 } as const;

/** A row-major float64 matrix, `n` rows by `d` features. */
export interface Points {
  readonly data: Float64Array;
  readonly n: number;
  readonly d: number;
}

export type DatasetSource = 'generated' | 'csv' | 'image';

/** Points with what is known about them. */
export interface Dataset extends Points {
  /** Distribution id, or the file's name. */
  readonly name: string;
  readonly source: DatasetSource;
  /** Ground-truth label of every row, or null where nothing is known. */
  readonly truth: Int32Array | null;
  /** One name a feature. */
  readonly columns: readonly string[];
}

export const INITS = ['k-means++', 'greedy', 'random', 'given'] as const;
export type Init = (typeof INITS)[number];

export const STOPS = ['labels', 'tol', 'fraction', 'max_iter'] as const;
export type Stop = (typeof STOPS)[number];

export const EMPTY_POLICIES = ['relocate', 'keep', 'reseed', 'error'] as const;
export type EmptyPolicy = (typeof EMPTY_POLICIES)[number];

/**
 * What a timed sample holds: the fit alone on points in place; copy in + fit + copy out; or all of it from nothing, a
 * fresh worker that loads the engine, copies in, fits and copies out.
 */
export const SCOPES = ['fit', 'call', 'load'] as const;
export type Scope = (typeof SCOPES)[number];
/** What a lane that is already open can be timed for. */
export type OpenScope = Exclude<Scope, 'load'>;

/** What one fit is asked to do. Every engine reads the same fields the same way. */
export interface FitParams {
  readonly k: number;
  readonly init: Init;
  /** Starting centroids, k x d row-major; required when `init` is `given`, null otherwise. */
  readonly start: Float64Array | null;
  /** 32-bit unsigned seed of the one random generator. */
  readonly seed: number;
  readonly stop: Stop;
  /** Tolerance of `tol`; the fraction p of `fraction`. Not used by the other rules. */
  readonly tol: number;
  /** Most centroid updates. */
  readonly maxIter: number;
  readonly empty: EmptyPolicy;
}

/** One row of the trace: what an assignment found, with the update that led to it. Entry 0 is the first assignment. */
export interface IterationStats {
  /** Inertia of the labels this assignment gave. */
  readonly inertia: number;
  /** Rows whose label differs from the one before (all of them in entry 0). */
  readonly changed: number;
  /** Squared centroid shift of the update before this assignment (0 in entry 0). */
  readonly shift: number;
  /** Clusters the update before this assignment found empty (0 in entry 0). */
  readonly empties: number;
}

/** The outcome of a fit, without the arrays. */
export interface FitSummary {
  readonly iterations: number;
  readonly converged: boolean;
  readonly inertia: number;
}

/** The outcome of a fit. The arrays are copies that the caller owns. */
export interface FitResult extends FitSummary {
  readonly labels: Int32Array;
  /** k x d, row-major. */
  readonly centroids: Float64Array;
  readonly trace: readonly IterationStats[] | null;
}

/** An error whose message is meant for the person at the page: it names the value and the place. */
export class KMeansError extends Error {
  override readonly name = 'KMeansError';
}
