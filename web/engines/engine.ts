import type { FitParams, FitResult, FitSummary, IterationStats, Points } from '../shared/types';

/**
 * One k-means implementation. The data live inside the engine between `load` and `dispose`;
 * a fit leaves its answer inside until `result` copies it out.
 * Every method is synchronous and throws KMeansError with a message for people.
 */
export interface Engine {
  /** Threads the last fit used; before any, those the engine has. */
  readonly threads: number;
  /**
   * Settles what the engine decides for itself, such as when threads pay, by measuring the machine as it is now. Takes
   * some milliseconds the first time and nothing after; an engine without choices has none of it.
   */
  settle?(): void;
  /** Copies the points in. Refuses NaN and infinity, naming row and column (both counted from 1). */
  load(points: Points): void;
  /** A whole fit on the loaded points: start, then iterations until the stop rule holds. */
  fit(params: FitParams): FitSummary;
  /** The same fit in half-steps, for progress, traces and phase times. Same bits as `fit`. */
  stepper(params: FitParams): FitStepper;
  /** A fit of every k from 1 to kMax; leaves no answer for `result`. Engines without one: see `sweepOn`. */
  sweep?(params: FitParams, kMax: number, how: SweepChoice, onDone: OnFitDone): SweepOutcome;
  /** Copies out the answer of the last `fit`, or of a stepper driven until `finished`. */
  result(): FitResult;
  /** Gives the memory back. The engine cannot be used afterwards. */
  dispose(): void;
}

/**
 * The loop of the contract taken apart:
 * `seed(); assign(); while (!finished()) { update(); assign(); } summary()`.
 */
export interface FitStepper {
  seed(): void;
  assign(): void;
  update(): void;
  /** Whether the stop rule (or the iteration cap) holds after the last `assign`. */
  finished(): boolean;
  /** Statistics of the last `assign` and the `update` before it; computes the inertia, so it is not free. */
  stats(): IterationStats;
  /** Computes the final inertia. Call once, when finished. */
  summary(): FitSummary;
  /** Copies of what the last `assign` found, in the middle of a fit; absent where an engine cannot be looked into. */
  snapshot?(): Pick<FitResult, 'labels' | 'centroids'>;
}

/** How the fits of a sweep share the threads: one after the other on all of them, or side by side on one each. */
export type SweepHow = 'within' | 'across';
export type SweepChoice = SweepHow | 'auto';
/** Told how many fits of a sweep are done, though not of every one. */
export type OnFitDone = (done: number) => void;

/** What a sweep found for one k; the same bits as a single fit of that k. */
export interface SweepRow extends FitSummary {
  readonly k: number;
}

export interface SweepOutcome {
  /** One row a k, from 1. */
  readonly rows: readonly SweepRow[];
  readonly how: SweepHow;
}

export type EngineFactory = () => Promise<Engine>;
