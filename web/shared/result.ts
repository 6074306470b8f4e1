import type { DatasetSource, EmptyPolicy, Init, Scope, Stop } from './types';

/** Where the time of one fit went, in milliseconds. `load` is fetch + compile + instantiate; for JavaScript, the script. */
export interface PhasesMs {
  readonly load: number;
  readonly copyIn: number;
  readonly init: number;
  readonly assign: number;
  readonly update: number;
  readonly copyOut: number;
}

/**
 * The parts of getting an engine ready in a fresh worker, in milliseconds: reading its bytes, compiling them, and making
 * an instance (with its threads). JavaScript shows the first alone, which holds the compiling too.
 */
export interface ColdParts {
  readonly fetchMs: number;
  readonly compileMs: number;
  readonly instantiateMs: number;
}

export type ComparisonVerdict = 'a-faster' | 'b-faster' | 'too-close-to-call';

/** Lane `a` against lane `b`: `ratio` is time of a over time of b, so above 1 means b is faster. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly ratio: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly verdict: ComparisonVerdict;
}

export interface EngineResult {
  readonly id: string;
  readonly threads: number;
  /** First whole call in a fresh worker, after the engine was loaded. */
  readonly coldMs: number;
  /** Every timed sample in the order taken: milliseconds a fit. */
  readonly samplesMs: readonly number[];
  readonly medianMs: number;
  readonly madMs: number;
  readonly phasesMs: PhasesMs;
  /** How the `load` of the phases is made up. */
  readonly cold?: ColdParts;
  readonly iterations: number;
  readonly converged: boolean;
  readonly inertia: number;
  /** Hash of little-endian int32 labels. */
  readonly labelsSha256: string;
  /** Hash of little-endian float64 centroids, row-major. */
  readonly centroidsSha256: string;
  readonly ari: number | null;
  readonly nmi: number | null;
  /** Rows whose label differs from the contract's answer; null for the lanes that keep the contract. */
  readonly differs?: number | null;
}

export interface RaceParams {
  readonly distribution: string;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly seed: number;
  readonly init: Init;
  readonly stop: Stop;
  readonly tol: number;
  readonly maxIter: number;
  readonly empty: EmptyPolicy;
  readonly threads: number | 'auto';
  readonly pairs: number;
  /** What a timed sample holds. */
  readonly scope?: Scope;
}

export interface Environment {
  readonly userAgent: string;
  readonly crossOriginIsolated: boolean;
  readonly sharedArrayBuffer: boolean;
  readonly simd: boolean;
  readonly hardwareConcurrency: number;
  readonly timerResolutionMs: number;
}

/** What a race leaves behind: set on `window.kmeansRace.result`, written by `--json`, exported by the page. */
export interface RaceResult {
  readonly schema: 1;
  readonly version: string;
  /** When the race ended: ISO 8601, UTC. */
  readonly date?: string;
  readonly params: RaceParams;
  readonly contract: { readonly blockRows: number };
  readonly dataset: {
    readonly sha256: string;
    readonly n: number;
    readonly d: number;
    readonly source: DatasetSource;
  };
  readonly environment: Environment;
  readonly engines: readonly EngineResult[];
  /** Every contract engine bit-equal in labels, centroids, inertia and iterations; if false, no verdict is shown. */
  readonly sameAnswer: boolean;
  /** Every pair of engines, in the order raced; empty when the answers differ or the page was hidden. */
  readonly comparisons: readonly Comparison[];
  readonly badges: readonly string[];
  /** Whether the page was hidden or frozen during the race, which voids it. */
  readonly pageHidden?: boolean;
}
