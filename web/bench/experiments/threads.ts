/** What threads bring on this machine: on the points at hand, and over sample counts as in published Rayon tables. */

import { now } from '../../platform/clock';
import type { Algorithm, LaneId } from '../../shared/lanes';
import type { Scope } from '../../shared/types';
import { bestRow, fitAmdahl, type AmdahlFit, type SpeedUp } from '../../stats/scaling';
import { race } from '../race';
import { generatedPoints } from './points';
import type { ReportTable } from './report-table';
import { THREAD_LANES, threadRace, type ThreadRace, type ThreadsHost } from './thread-race';
import type { Experiment, ExperimentHooks, ExperimentInput } from './types';

/** Most threads a table asks for. */
export const MOST_THREADS = 16;
/** Sample counts of the size table, and its points: blobs with that many features and clusters. */
export const SIZES = [1024, 4096, 16_384, 65_536, 262_144] as const;
export const SIZES_SHAPE = { d: 16, k: 16 } as const;
/** Rounds of one size: seven suffice for an interval of 95 %. */
const SIZES_PAIRS = 9;
/** A four times larger set takes at least four times as long. */
const SIZE_STEP = 4;

/** Speed-up by thread count for one algorithm. */
export interface ScalingTable extends ThreadRace {
  /** Amdahl's law through the medians; null with fewer than two thread counts. */
  readonly amdahl: AmdahlFit | null;
}

/** One sample count of the size table: textbook Lloyd with SIMD. */
export interface SizeRow {
  readonly n: number;
  readonly serialMs: number;
  /** The threaded program on one thread. */
  readonly oneMs: number | null;
  readonly bestThreads: number;
  readonly bestMs: number;
  readonly bestSpeedUp: SpeedUp;
  readonly allThreads: number;
  readonly allSpeedUp: SpeedUp;
  /** Milliseconds a fit by thread count, in the order of rounds; the program without threads has 0 threads. */
  readonly samples: readonly { readonly threads: number; readonly samplesMs: readonly number[] }[];
}

export interface ThreadsResult {
  /** Why nothing was measured, in one sentence; null otherwise. */
  readonly reason: string | null;
  readonly cores: number;
  /** What a sample holds: as for the race, but never the loading of the modules. */
  readonly scope: Exclude<Scope, 'load'>;
  readonly scaling: readonly ScalingTable[];
  readonly sizes: readonly SizeRow[];
  /** What of the size table is missing, in one sentence. */
  readonly sizesNote: string | null;
  /** The table of its own button; null until that was run. */
  readonly report: ReportTable | null;
}

/** 1 to `cores` threads: each count to eight, then the even ones, at most 16, and always the last. */
export function threadCounts(cores: number): number[] {
  const most = Math.min(Math.max(1, Math.floor(cores)), MOST_THREADS);
  return Array.from({ length: most }, (_, i) => i + 1).filter((t) => t <= 8 || t % 2 === 0 || t === most);
}

/** Why threads cannot be measured here, in one sentence; null when they can. */
export function noThreads(available: readonly LaneId[], cores: number): string | null {
  const needed = Object.values(THREAD_LANES).flatMap(({ serial, threaded }) => [serial, threaded]);
  if (needed.some((id) => !available.includes(id))) {
    return 'There is nothing to measure: threads need shared memory, which this browser gives only to a page that is cross-origin isolated.';
  }
  return cores > 1 ? null : 'There is nothing to measure: this browser reports one processor, and threads need two.';
}

/** A result that holds nothing yet. */
export function emptyResult({ cores, scope }: Pick<ExperimentInput, 'cores' | 'scope'>): ThreadsResult {
  const kept = scope === 'load' ? 'fit' : scope;
  return { reason: null, cores, scope: kept, scaling: [], sizes: [], sizesNote: null, report: null };
}

function amdahlOf(times: ThreadRace): AmdahlFit | null {
  const points = times.rows.map(({ threads, medianMs }) => ({ threads, ms: medianMs }));
  return points.length > 1 ? fitAmdahl(points) : null;
}

function sizeRow({ n, serialMs, serialSamplesMs, rows }: ThreadRace): SizeRow | null {
  const [best, all] = [bestRow(rows), rows.at(-1)];
  if (!best || !all || serialMs === null) return null;
  const one = rows.find(({ threads }) => threads === 1);
  return {
    n,
    serialMs,
    oneMs: one?.medianMs ?? null,
    bestThreads: best.threads,
    bestMs: best.medianMs,
    bestSpeedUp: best.overSerial,
    allThreads: all.threads,
    allSpeedUp: all.overSerial,
    samples: [
      { threads: 0, samplesMs: serialSamplesMs },
      ...rows.map(({ threads, samplesMs }) => ({ threads, samplesMs })),
    ],
  };
}

/** One run: two races on the points at hand, then one a sample count while the budget lasts. */
class Study {
  private result: ThreadsResult;
  private readonly counts: readonly number[];
  private readonly started = now();
  private readonly input: ExperimentInput;
  private readonly host: ThreadsHost;
  private readonly hooks: ExperimentHooks<ThreadsResult>;
  private readonly signal: AbortSignal;

  constructor(input: ExperimentInput, host: ThreadsHost, hooks: ExperimentHooks<ThreadsResult>, signal: AbortSignal) {
    this.input = input;
    this.host = host;
    this.hooks = hooks;
    this.signal = signal;
    this.counts = threadCounts(input.cores);
    this.result = emptyResult(input);
  }

  async run(): Promise<ThreadsResult> {
    const reason = noThreads(this.input.available, this.input.cores);
    if (reason) return { ...this.result, reason };
    for (const algorithm of ['lloyd', 'exact'] as const) await this.scale(algorithm);
    await this.overSizes();
    return this.result;
  }

  private add(more: Partial<ThreadsResult>): void {
    this.result = { ...this.result, ...more };
    this.hooks.onPartial?.(this.result);
  }

  private get leftMs(): number {
    return this.started + this.input.budgetMs - now();
  }

  private teller(what: string): (text: string, done: number, total: number | null) => void {
    return (text, done, total) => {
      this.hooks.onProgress({ text: `${what}: ${text}`, done, total });
    };
  }

  private async scale(algorithm: Algorithm): Promise<void> {
    const { dataset, fit, pairs, budgetMs } = this.input;
    const { scope } = this.result;
    const spec = { algorithm, dataset, fit, scope, pairs, counts: this.counts, timeCapMs: budgetMs / 4 };
    const name = algorithm === 'exact' ? 'exact algorithm' : 'textbook Lloyd';
    const times = await threadRace(this.host, spec, this.teller(name), this.signal);
    this.add({ scaling: [...this.result.scaling, { ...times, amdahl: amdahlOf(times) }] });
  }

  private async overSizes(): Promise<void> {
    const { k, d } = SIZES_SHAPE;
    const { fit } = this.input;
    const { scope } = this.result;
    let lastMs = 0;
    for (const [i, n] of SIZES.entries()) {
      // The first size is small enough to be measured in any budget.
      if (i > 0 && (this.leftMs <= 0 || (n > SIZES[1] && lastMs * SIZE_STEP > this.leftMs))) {
        const missing = SIZES.slice(i).map((size) => size.toLocaleString('en-US'));
        this.add({
          sizesNote: `The budget of ${this.input.budgetMs / 1000} s did not suffice for ${missing.join(', ')}.`,
        });
        return;
      }
      const began = now();
      const dataset = await this.host.points({ distribution: 'blobs', n, d, k, seed: fit.seed }, this.signal);
      const spec = {
        algorithm: 'lloyd' as const,
        dataset,
        fit: { ...fit, k, init: fit.init === 'given' ? ('k-means++' as const) : fit.init, start: null },
        scope,
        counts: this.counts,
        pairs: SIZES_PAIRS,
        timeCapMs: Math.max(0, this.leftMs),
      };
      const tell = this.teller(`${n.toLocaleString('en-US')} samples`);
      const row = sizeRow(await threadRace(this.host, spec, tell, this.signal));
      lastMs = now() - began;
      if (row) this.add({ sizes: [...this.result.sizes, row] });
    }
  }
}

/** The experiment over races and points of a host. `budgetMs` bounds the rounds; opening and warming up come on top. */
export function threadsOf(host: ThreadsHost): Experiment<ThreadsResult> {
  return async (input, hooks, signal) => {
    signal.throwIfAborted();
    return new Study(input, host, hooks, signal).run();
  };
}

/** Races in workers of this page. */
export const pageHost: ThreadsHost = { race, points: generatedPoints };

/** The experiment in workers of this page. */
export const threads = threadsOf(pageHost);
