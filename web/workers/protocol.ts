import type { SweepChoice, SweepOutcome } from '../engines/engine';
import type { LaneId } from '../shared/lanes';
import type { ColdParts, PhasesMs } from '../shared/result';
import type { ClusterScores, Silhouette } from '../shared/scores';
import type { FitParams, FitResult, FitSummary, Init, IterationStats, OpenScope, Points } from '../shared/types';

/** Everything a lane's worker can be asked. Carried by Comlink; errors cross with name, message and stack. */
export interface LaneApi {
  /** Loads the engine: fetch, compile and instantiate for WebAssembly. Milliseconds that took. */
  open(options: OpenOptions): Promise<Opened>;
  /** Copies the points into the engine. Milliseconds that took. */
  load(points: Points): Promise<{ copyInMs: number }>;
  /** One whole fit and its copy out, timed as one (the cold run when it is the first), with progress. */
  first(params: FitParams, onIteration: OnIteration): Promise<FirstRun>;
  /** The same fit with its per-iteration statistics, untimed. */
  trace(params: FitParams, onIteration: OnIteration): Promise<readonly IterationStats[]>;
  /**
   * One fit, told step by step and untimed: `onFrame` gets every assignment with the update before it, and the fit goes on
   * when it has settled; what it rejects with ends the fit. Rejects where the lane cannot be looked into.
   */
  record(params: FitParams, onFrame: OnFrame): Promise<FitSummary>;
  /** `reps` whole fits, timed as one, after the lane's threads have been woken. */
  sample(params: FitParams, scope: OpenScope, reps: number): Promise<Sample>;
  /** Fits in half-steps, each half-step timed, repeated for about `forMs`; mean milliseconds a fit. */
  phases(params: FitParams, forMs: number): Promise<Omit<PhasesMs, 'load'>>;
  /**
   * One fit a variant, one after the other, untimed. ARI against `truth` (n labels) where there is one. `onDone` is told
   * the fits done so far, at most ten times a second.
   */
  fits(
    params: FitParams,
    variants: readonly Variant[],
    truth: Int32Array | null,
    onDone: OnIteration,
  ): Promise<readonly VariantFit[]>;
  /**
   * A fit of every k from 1 to kMax, timed as one, after the lane's threads have been woken; see `sweepOn`. With `init`
   * given, `params.k` is kMax. `onDone` is told the fits done now and then: side by side not of all of them.
   */
  sweep(params: FitParams, kMax: number, how: SweepChoice, onDone: OnIteration): Promise<TimedSweep>;
  /** One fit, untimed, with its scores; the silhouette from at most SILHOUETTE_ROWS rows, drawn by the fit's seed. */
  scored(params: FitParams): Promise<ScoredFit>;
  /** Smallest step of this worker's clock in milliseconds. */
  timerResolution(): Promise<number>;
}

/** Told the iterations done so far, now and then: at most ten times a second. */
export type OnIteration = (iterations: number) => void;

/** One assignment and the update before it. The arrays are the receiver's. */
export interface Frame {
  readonly stats: IterationStats;
  /** Rows whose label changed, ascending; all of them in the first frame. */
  readonly rows: Uint32Array;
  /** Their new labels, one a row. */
  readonly labels: Uint16Array;
  /** The centroids the assignment used, k x d. */
  readonly centroids: Float64Array;
}

export type OnFrame = (frame: Frame) => void | Promise<void>;

export interface OpenOptions {
  readonly lane: LaneId;
  readonly threads: number;
  readonly chooseThreads: boolean;
  /** Absolute address of the folder with the WebAssembly modules. */
  readonly wasmBaseUrl: string;
}

export interface Opened {
  readonly threads: number;
  /** Milliseconds from the call to the engine being ready, all parts of `cold` in it. */
  readonly loadMs: number;
  readonly cold: ColdParts;
}

/** Another start for the same fit. */
export interface Variant {
  readonly init: Init;
  readonly seed: number;
}

export interface VariantFit extends FitSummary {
  readonly ari: number | null;
}

export interface TimedSweep extends SweepOutcome {
  /** Milliseconds of all the fits. */
  readonly ms: number;
}

export interface ScoredFit extends FitSummary, ClusterScores, Silhouette {}

export interface FirstRun {
  /** Threads the fit used. */
  readonly threads: number;
  readonly ms: number;
  readonly result: FitResult;
}

export interface Sample extends FitSummary {
  /** Milliseconds a fit. */
  readonly ms: number;
}
