import type { LaneId } from '../../shared/lanes';
import type { Dataset, FitParams, Scope } from '../../shared/types';

/** What every experiment is given: the points and settings at hand, and what this browser can run. */
export interface ExperimentInput {
  readonly dataset: Dataset;
  readonly fit: FitParams;
  /** Lanes this browser can run, in the order of LANE_IDS. */
  readonly available: readonly LaneId[];
  /** Lanes chosen for the race. */
  readonly chosen: readonly LaneId[];
  /** Threads a threaded lane gets, and whether it may take one instead. */
  readonly threads: number;
  readonly chooseThreads: boolean;
  /** Logical processors the browser claims. */
  readonly cores: number;
  readonly pairs: number;
  readonly scope: Scope;
  /** Milliseconds an experiment without an end of its own may measure. */
  readonly budgetMs: number;
  /** Largest k of a sweep. */
  readonly kMax: number;
  /** Seeds of the seeding experiment. */
  readonly seeds: number;
}

export interface ExperimentProgress {
  /** What is being done, for people. */
  readonly text: string;
  readonly done: number;
  /** Null when unknown. */
  readonly total: number | null;
}

export interface ExperimentHooks<R> {
  onProgress(progress: ExperimentProgress): void;
  /** What there is so far; kept when the experiment is cancelled. */
  onPartial?(partial: R): void;
}

/**
 * One experiment. Its result survives JSON.
 *
 * @throws AbortError when the signal fires, KMeansError for settings it cannot use
 */
export type Experiment<R> = (input: ExperimentInput, hooks: ExperimentHooks<R>, signal: AbortSignal) => Promise<R>;
