/** From which size on WebAssembly passes JavaScript on this machine: a budget of milliseconds spent on a grid of cells. */

import { now } from '../../platform/clock';
import { wasmBase } from '../../platform/wasm-base';
import type { GenerateParams } from '../../datasets/registry';
import { LANES, type LaneId } from '../../shared/lanes';
import { KMeansError, type Dataset, type FitParams } from '../../shared/types';
import {
  BASELINE,
  findCrossovers,
  headlineSentence,
  javascriptWins,
  judgeCell,
  voidCell,
  type CellSize,
  type Crossover,
  type CrossoverCell,
} from '../../stats/crossover';
import { LaneClient } from '../../workers/lane-client';
import type { RaceHost } from '../runner';
import { CellLanes, type CellTimes } from './crossover-cell';
import { generatedPoints } from './points';
import { nextStep, type Measured, type Step } from './crossover-plan';
import type { Experiment, ExperimentHooks, ExperimentInput } from './types';

/** Lanes swept, where the browser has them. */
export const CROSSOVER_LANES: readonly LaneId[] = [
  BASELINE,
  'wasm',
  'wasm-simd',
  'wasm-exact',
  'wasm-threads',
  'wasm-exact-threads',
];
/** Gaussian blobs in the points of every cell, whatever k is. */
const BLOBS = 16;
/** What every lane warms up on. */
const WARM_SIZE: CellSize = { n: 512, d: 2, k: 8 };

export interface CrossoverResult {
  /** Measured cells, ordered by d, k and n. */
  readonly cells: readonly CrossoverCell[];
  readonly crossovers: readonly Crossover[];
  /** Null while no cell has a time. */
  readonly sentence: string | null;
  /** One place where JavaScript wins; null where it wins in no cell. */
  readonly javascriptWins: string | null;
  /** Each sample holds copy in, fit and copy out. */
  readonly scope: 'call';
  readonly seed: number;
  readonly budgetMs: number;
  readonly failures: readonly { readonly id: LaneId; readonly message: string }[];
}

/** What the experiment needs of the page: lanes and points; tests hand in fakes. */
export interface CrossoverHost extends Pick<RaceHost, 'wasmBaseUrl' | 'makeLane'> {
  points(params: GenerateParams, signal: AbortSignal): Promise<Dataset>;
}

/** One run: open lanes, cached points, and what was measured so far. */
class Sweep {
  private readonly measured = new Map<string, Measured>();
  private readonly points = new Map<string, Promise<Dataset>>();
  private readonly lanes: CellLanes;
  private readonly input: ExperimentInput;
  private readonly host: CrossoverHost;
  private readonly hooks: ExperimentHooks<CrossoverResult>;
  private readonly signal: AbortSignal;
  private started = 0;
  private visits = 0;

  constructor(
    input: ExperimentInput,
    host: CrossoverHost,
    hooks: ExperimentHooks<CrossoverResult>,
    signal: AbortSignal,
  ) {
    this.input = input;
    this.host = host;
    this.hooks = hooks;
    this.signal = signal;
    const { available, threads, chooseThreads } = input;
    const ids = CROSSOVER_LANES.filter((id) => available.includes(id) && (!LANES[id].threaded || threads > 1));
    if (!ids.includes(BASELINE) || ids.length < 2) {
      throw new KMeansError('This browser has no WebAssembly lane to hold against tuned JavaScript.');
    }
    const contestants = ids.map((id) => ({ id, threads: LANES[id].threaded ? threads : 1, chooseThreads }));
    this.lanes = new CellLanes(contestants, host, signal);
  }

  async run(): Promise<CrossoverResult> {
    const close = (): void => {
      this.lanes.close();
    };
    this.signal.addEventListener('abort', close);
    try {
      await this.lanes.open(await this.pointsOf(WARM_SIZE), this.fit(WARM_SIZE), (title) => {
        this.hooks.onProgress({ text: `opening ${title}`, done: 0, total: this.input.budgetMs });
      });
      this.started = now();
      for (let step = this.next(); step; step = this.next()) {
        await this.visit(step);
        this.hooks.onPartial?.(this.result());
      }
      return this.result();
    } finally {
      this.signal.removeEventListener('abort', close);
      close();
    }
  }

  private get leftMs(): number {
    return this.started + this.input.budgetMs - now();
  }

  private next(): Step | null {
    return nextStep([...this.measured.values()], this.leftMs);
  }

  private fit({ k }: CellSize): FitParams {
    return {
      ...this.input.fit,
      k,
      init: this.input.fit.init === 'given' ? 'k-means++' : this.input.fit.init,
      start: null,
    };
  }

  private pointsOf({ n, d }: CellSize): Promise<Dataset> {
    const key = `${n} ${d}`;
    const made =
      this.points.get(key) ??
      this.host.points({ distribution: 'blobs', n, d, k: BLOBS, seed: this.input.fit.seed }, this.signal);
    this.points.set(key, made);
    return made;
  }

  private async visit(step: Step): Promise<void> {
    const { n, d, k, rounds } = step;
    const { budgetMs, fit } = this.input;
    const cells = this.measured.size;
    const text = `n = ${n.toLocaleString('en-US')}, k = ${k}, d = ${d}; ${cells} ${cells === 1 ? 'cell' : 'cells'} measured`;
    this.hooks.onProgress({ text, done: Math.min(budgetMs, now() - this.started), total: budgetMs });
    const points = await this.pointsOf(step);
    const began = now();
    const seed = (fit.seed ^ (0x9e3779b9 + this.visits++)) >>> 0;
    const times = await this.lanes.time(points, this.fit(step), rounds, seed, () => this.leftMs <= 0);
    const found = this.judge({ n, d, k }, times);
    if (found.winner === null && found.disagreement === null && this.leftMs <= 0) {
      // The budget ended before the first round did.
      if (cells === 0) throw tooSmall(budgetMs);
      return;
    }
    const key = `${d} ${k} ${n}`;
    const costMs = Math.max(now() - began, this.measured.get(key)?.costMs ?? 0);
    this.measured.set(key, { cell: found, costMs });
  }

  /** The cell with these times added to those of earlier visits. */
  private judge(size: CellSize, { disagreement, samplesMs }: CellTimes): CrossoverCell {
    if (disagreement) return voidCell(size, this.lanes.lanes, disagreement);
    const before = this.measured.get(`${size.d} ${size.k} ${size.n}`)?.cell.lanes;
    const lanes = this.lanes.running.map(({ id, threads }) => ({
      id,
      threads,
      samplesMs: [...(before?.find((lane) => lane.id === id)?.samplesMs ?? []), ...(samplesMs.get(id) ?? [])],
    }));
    return judgeCell(size, lanes);
  }

  private result(): CrossoverResult {
    const cells = [...this.measured.values()]
      .map(({ cell }) => cell)
      .sort((a, b) => a.d - b.d || a.k - b.k || a.n - b.n);
    return {
      cells,
      crossovers: findCrossovers(cells),
      sentence: headlineSentence(cells),
      javascriptWins: javascriptWins(cells),
      scope: 'call',
      seed: this.input.fit.seed,
      budgetMs: this.input.budgetMs,
      failures: this.lanes.lanes.flatMap(({ id, failure }) => (failure === null ? [] : [{ id, message: failure }])),
    };
  }
}

function tooSmall(budgetMs: number): KMeansError {
  return new KMeansError(
    `A budget of ${budgetMs / 1000} s does not suffice for one timed pair in one cell; give it more seconds.`,
  );
}

/**
 * The experiment over lanes and points of a host. Spends `budgetMs` from the moment the lanes are open.
 *
 * @throws KMeansError also when the budget does not suffice for one timed pair in one cell
 */
export function crossoverOf(host: CrossoverHost): Experiment<CrossoverResult> {
  return async (input, hooks, signal) => {
    signal.throwIfAborted();
    return new Sweep(input, host, hooks, signal).run();
  };
}

/** The experiment in workers of this page. */
export const crossover: Experiment<CrossoverResult> = (input, hooks, signal) => {
  const host = { wasmBaseUrl: wasmBase(), makeLane: () => new LaneClient(), points: generatedPoints };
  return crossoverOf(host)(input, hooks, signal);
};
