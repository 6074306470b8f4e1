/**
 * One large fit beside a pile of small ones: a fit of k, and a fit of every k from 1 up, on the same points in the same
 * lanes; with what the pile is good for, the scores of each k.
 */

import { median } from 'simple-statistics';
import { now } from '../../platform/clock';
import { wasmBase } from '../../platform/wasm-base';
import { LANES, type LaneId } from '../../shared/lanes';
import { KMeansError, type FitParams } from '../../shared/types';
import { hintsOf, type Hints, type ScoredK } from '../../stats/quality';
import { taskTimes, threadGains, type TaskSamples, type TaskTimes, type ThreadGains } from '../../stats/sweep';
import { LaneClient } from '../../workers/lane-client';
import type { LaneApi } from '../../workers/protocol';
import { makeSchedule } from '../schedule';
import { isOverCap, isSettled, sampleLengthMs } from '../warm-up';
import type { Experiment, ExperimentHooks, ExperimentInput } from './types';

/** The lane all are compared with, and the one whose threads are judged. */
const BASELINE: LaneId = 'js-tuned';
const ONE_THREAD: LaneId = 'wasm-exact';
const ALL_THREADS: LaneId = 'wasm-exact-threads';
const LANES_TIMED: readonly LaneId[] = [BASELINE, 'wasm-simd', ONE_THREAD, ALL_THREADS];
/** Keeps the schedule's draws apart from those of the data and the fits. */
const SCHEDULE_STREAM = 0x5eee9;

/** Some calls of a lane, and a way to end it; tests hand in fakes. */
export type SweepLane = Pick<LaneApi, 'open' | 'load' | 'sample' | 'sweep' | 'scored' | 'timerResolution'> & {
  close(reason?: Error): void;
};

export interface SweepHost {
  readonly wasmBaseUrl: string;
  makeLane(id: LaneId): SweepLane;
}

export interface SweepResult {
  readonly n: number;
  readonly d: number;
  /** Of the single fit. */
  readonly k: number;
  readonly kMax: number;
  /** One row a k, from 1; fewer where it was cancelled. */
  readonly rows: readonly ScoredK[];
  /** Rows of the silhouette: all, or the sample it was drawn from. */
  readonly silhouetteRows: number;
  readonly hints: Hints;
  /** Threads of the threaded lane; 1 where there is none. */
  readonly threads: number;
  /** Against the baseline; empty until something was timed. */
  readonly times: readonly TaskTimes[];
  readonly gains: ThreadGains | null;
  readonly rounds: number;
  readonly roundsAsked: number;
}

interface Task {
  readonly lane: SweepLane;
  readonly id: LaneId;
  readonly task: TaskSamples['task'];
  /** Fits, or sweeps, in one sample. */
  reps: number;
  readonly samplesMs: number[];
}

/** The fit of one k, with as many given centroids as it has clusters. */
function fitOf(fit: FitParams, k: number, d: number): FitParams {
  return { ...fit, k, start: fit.start?.slice(0, k * d) ?? null };
}

/** One run of the experiment. */
class SweepRun {
  private readonly lanes = new Map<LaneId, SweepLane>();
  private readonly rows: ScoredK[] = [];
  private tasks: Task[] = [];
  private silhouetteRows = 0;
  private stepMs = 0;
  private rounds = 0;
  private steps = 0;
  private readonly kMax: number;
  private readonly input: ExperimentInput;
  private readonly host: SweepHost;
  private readonly hooks: ExperimentHooks<SweepResult>;
  private readonly signal: AbortSignal;

  constructor(input: ExperimentInput, host: SweepHost, hooks: ExperimentHooks<SweepResult>, signal: AbortSignal) {
    const { dataset, fit, kMax } = input;
    this.input = input;
    this.host = host;
    this.hooks = hooks;
    this.signal = signal;
    this.kMax = Math.min(kMax, dataset.n, fit.init === 'given' ? fit.k : Infinity);
  }

  async run(): Promise<SweepResult> {
    const onAbort = () => {
      for (const lane of this.lanes.values()) lane.close();
    };
    this.signal.addEventListener('abort', onAbort);
    try {
      await this.open();
      await this.scoreAll();
      await this.warmUp();
      await this.measure();
      return this.result();
    } finally {
      this.signal.removeEventListener('abort', onAbort);
      onAbort();
    }
  }

  private tell(text: string): void {
    const total = this.kMax + this.tasks.length + this.input.pairs;
    this.hooks.onProgress({ text, done: this.steps++, total });
  }

  private async open(): Promise<void> {
    const { available, threads, chooseThreads, dataset } = this.input;
    const ids = LANES_TIMED.filter((id) => available.includes(id) && (!LANES[id].threaded || threads > 1));
    for (const id of ids) {
      this.signal.throwIfAborted();
      const lane = this.host.makeLane(id);
      this.lanes.set(id, lane);
      await lane.open({
        lane: id,
        threads: LANES[id].threaded ? threads : 1,
        chooseThreads,
        wasmBaseUrl: this.host.wasmBaseUrl,
      });
      await lane.load(dataset);
      this.stepMs = Math.max(this.stepMs, await lane.timerResolution());
    }
    this.tasks = ids.flatMap((id) => {
      const kinds = LANES[id].threaded ? (['single', 'within', 'across'] as const) : (['single', 'within'] as const);
      return kinds.map((task) => ({ lane: this.lanes.get(id)!, id, task, reps: 1, samplesMs: [] }));
    });
  }

  /** Every k once, untimed, in the lane with most turned on: what the sweeps must find again. */
  private async scoreAll(): Promise<void> {
    const lane = [...this.lanes.values()].at(-1);
    if (!lane) throw new KMeansError('this browser can run none of the lanes of this experiment');
    const { fit, dataset } = this.input;
    for (let k = 1; k <= this.kMax; k++) {
      this.tell(`scores of k = ${k} of ${this.kMax}`);
      const { silhouetteRows, inertia, iterations, ...scores } = await lane.scored(fitOf(fit, k, dataset.d));
      this.signal.throwIfAborted();
      const { silhouette, daviesBouldin, calinskiHarabasz } = scores;
      this.rows.push({ k, inertia, iterations, silhouette, daviesBouldin, calinskiHarabasz });
      this.silhouetteRows = silhouetteRows;
      this.hooks.onPartial?.(this.result());
    }
  }

  private async warmUp(): Promise<void> {
    for (const task of this.tasks) {
      this.tell(`warming up ${LANES[task.id].title}`);
      const runs: number[] = [];
      do runs.push(await this.once(task));
      while (!isSettled(runs) && !isOverCap(runs));
      task.reps = Math.max(1, Math.ceil(sampleLengthMs(this.stepMs) / Math.max(median(runs.slice(-3)), this.stepMs)));
    }
  }

  /** Every task once a round, in shuffled order; a round that is cut short is not kept. */
  private async measure(): Promise<void> {
    const { pairs, budgetMs, fit } = this.input;
    const started = now();
    for (const order of makeSchedule(this.tasks.length, pairs, (fit.seed ^ SCHEDULE_STREAM) >>> 0)) {
      if (this.rounds > 0 && now() - started > budgetMs) break;
      this.tell(`round ${this.rounds + 1} of ${pairs}`);
      const round: [Task, number][] = [];
      for (const index of order) {
        const task = this.tasks[index]!;
        round.push([task, await this.once(task)]);
      }
      for (const [task, ms] of round) task.samplesMs.push(ms);
      this.rounds++;
      this.hooks.onPartial?.(this.result());
    }
  }

  /** Milliseconds of one fit or one sweep; its answers must be those already known. */
  private async once({ lane, id, task, reps }: Task): Promise<number> {
    const { fit, dataset } = this.input;
    this.signal.throwIfAborted();
    if (task === 'single') {
      const sample = await lane.sample(fit, 'fit', reps);
      this.expectSame(id, fit.k, sample);
      return sample.ms;
    }
    const params = fit.init === 'given' ? fitOf(fit, this.kMax, dataset.d) : fit;
    let total = 0;
    for (let i = 0; i < reps; i++) {
      const { rows, ms } = await lane.sweep(params, this.kMax, task, () => undefined);
      this.signal.throwIfAborted();
      for (const row of rows) this.expectSame(id, row.k, row);
      total += ms;
    }
    return total / reps;
  }

  private expectSame(id: LaneId, k: number, found: { inertia: number; iterations: number }): void {
    const known = this.rows[k - 1];
    if (!known || (Object.is(known.inertia, found.inertia) && known.iterations === found.iterations)) return;
    throw new KMeansError(`${LANES[id].title} found another answer for k = ${k}, so nothing is timed`);
  }

  private result(): SweepResult {
    const { dataset, fit, pairs, threads } = this.input;
    const samples = this.tasks.map(({ id, task, samplesMs }) => ({ lane: id, task, samplesMs: [...samplesMs] }));
    return {
      n: dataset.n,
      d: dataset.d,
      k: fit.k,
      kMax: this.kMax,
      rows: [...this.rows],
      silhouetteRows: this.silhouetteRows,
      hints: hintsOf(this.rows),
      threads: this.lanes.has(ALL_THREADS) ? threads : 1,
      times: taskTimes(samples, BASELINE),
      gains: threadGains(samples, ONE_THREAD, ALL_THREADS),
      rounds: this.rounds,
      roundsAsked: pairs,
    };
  }
}

/** The experiment over lanes of a host. No new round starts after `budgetMs` of measuring. */
export function sweepOf(host: SweepHost): Experiment<SweepResult> {
  return (input, hooks, signal) => new SweepRun(input, host, hooks, signal).run();
}

/** The experiment in workers of this page. */
export const sweepExperiment: Experiment<SweepResult> = (input, hooks, signal) =>
  sweepOf({ wasmBaseUrl: wasmBase(), makeLane: () => new LaneClient() })(input, hooks, signal);
