import type { Comparison, EngineResult } from '../shared/result';
import type { LaneId } from '../shared/lanes';
import type { Badge } from '../stats/badges';
import type { Dataset, FitParams, FitResult, Scope } from '../shared/types';

/** One contestant. The same id may stand twice (an A/A control): entries are told apart by their index. */
export interface Contestant {
  readonly id: LaneId;
  /** Threads to compute with, already settled (never "auto"). 1 for lanes without threads. */
  readonly threads: number;
  /** Whether a fit may be given one thread instead of all, by a cost model measured when the lane opens ("auto"). */
  readonly chooseThreads?: boolean;
}

export interface RaceSpec {
  readonly dataset: Dataset;
  readonly fit: FitParams;
  readonly contestants: readonly Contestant[];
  /** Timed rounds; in each round every contestant is sampled once, in random order. */
  readonly pairs: number;
  readonly scope: Scope;
  /** No new round starts after this many milliseconds of measuring; what is there is reported with its count. */
  readonly timeCapMs: number;
}

export type RaceStage = 'open' | 'first-run' | 'warm-up' | 'measure' | 'finish';

export interface RaceProgress {
  readonly stage: RaceStage;
  /** Index of the contestant at work, or null when it concerns all. */
  readonly contestant: number | null;
  /** Steps done and in all, within the stage: lanes opened, iterations, rounds. `total` is null when unknown. */
  readonly done: number;
  readonly total: number | null;
}

/**
 * The answer of one contestant, told before any time is. The per-iteration trace is made once, by the lane whose first
 * run was the fastest, and stands in every equal answer of the outcome; it is null until then and in unequal ones.
 */
export interface Answer extends FitResult {
  readonly labelsSha256: string;
  readonly centroidsSha256: string;
}

export interface RaceHooks {
  onProgress?(progress: RaceProgress): void;
  /** After a contestant's first run: its labels and centroids. */
  onAnswer?(contestant: number, answer: Answer): void;
  /** After each timed sample: milliseconds a fit, and its round (from 0). */
  onSample?(contestant: number, ms: number, round: number): void;
  /** A contestant failed and is out of the race; the others go on. */
  onFailure?(contestant: number, error: Error): void;
}

export interface LaneFailure {
  readonly contestant: number;
  readonly id: LaneId;
  readonly message: string;
}

/** Where two answers part, for the page to say so. */
export interface Disagreement {
  readonly a: string;
  readonly b: string;
  readonly what: 'labels' | 'centroids' | 'inertia' | 'iterations';
  /** First differing row (labels) or centroid value (centroids); 0 otherwise. */
  readonly index: number;
  /** How many of them differ. */
  readonly count: number;
}

export interface RaceOutcome {
  /** Results of the contestants that finished, in the order given. */
  readonly engines: readonly EngineResult[];
  /** One entry a finished contestant, same order as `engines`. */
  readonly answers: readonly Answer[];
  readonly sameAnswer: boolean;
  readonly disagreement: Disagreement | null;
  /** Every pair of finished contestants; empty when the answers differ or the page was hidden. */
  readonly comparisons: readonly Comparison[];
  readonly badges: readonly Badge[];
  /** Whether the page was hidden meanwhile: the samples stand, without a verdict. */
  readonly pageHidden: boolean;
  readonly failures: readonly LaneFailure[];
  readonly timerResolutionMs: number;
}
