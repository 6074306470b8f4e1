/** What the page knows of one experiment, and how it is run. One thing is measured at a time: a race or an experiment. */

import { batch, signal, type Signal } from '@preact/signals';
import type { Experiment, ExperimentInput, ExperimentProgress } from '../../bench/experiments/types';
import { LANE_IDS } from '../../shared/lanes';
import type { ExperimentId } from '../../shared/experiments';
import { KMeansError } from '../../shared/types';
import { pointsArrived } from '../actions';
import { announce } from '../announce';
import { fitParams } from '../race-actions';
import * as store from '../store';
import { throttle } from '../throttle';
import { watchVisibility } from '../visibility';

const REFRESH_MS = 250;

export interface ExperimentState<R> {
  readonly id: ExperimentId;
  readonly result: Signal<R | null>;
  readonly progress: Signal<ExperimentProgress | null>;
  /** One sentence: why there is no result, or why it is not whole. */
  readonly problem: Signal<string | null>;
  /** Runs it on the present settings; does nothing while anything else is measured. Settles when it has ended. */
  run(): Promise<R | null>;
}

let current: AbortController | null = null;

/** Cancels the experiment that runs; what it has so far stays. */
export function cancelExperiment(): void {
  current?.abort();
}

function input(): ExperimentInput {
  const dataset = store.dataset.value;
  if (!dataset) throw new KMeansError('there are no points to measure on');
  const { threads, pairs, scope, engines, budget, kMax, seeds } = store.params.value;
  return {
    dataset,
    fit: fitParams(),
    available: LANE_IDS.filter((id) => store.availability[id].available),
    chosen: [...new Set(engines)].filter((id) => store.availability[id].available),
    threads: store.threads.value,
    chooseThreads: threads === 'auto',
    cores: store.features.hardwareConcurrency,
    pairs,
    scope,
    budgetMs: budget * 1000,
    kMax,
    seeds,
  };
}

/** The state of one experiment; `work` is what it does. */
export function experimentState<R>(id: ExperimentId, work: Experiment<R>): ExperimentState<R> {
  const result = signal<R | null>(null);
  const progress = signal<ExperimentProgress | null>(null);
  const problem = signal<string | null>(null);
  const measure = async (signal: AbortSignal): Promise<void> => {
    await pointsArrived();
    signal.throwIfAborted();
    let latest: ExperimentProgress | null = null;
    let partial: R | null = null;
    const refresh = throttle(() => {
      batch(() => {
        progress.value = latest;
        if (partial) result.value = partial;
      });
    }, REFRESH_MS);
    const visibility = watchVisibility();
    try {
      const hooks = {
        onProgress(now: ExperimentProgress) {
          latest = now;
          refresh();
        },
        onPartial(now: R) {
          partial = now;
          refresh();
        },
      };
      result.value = await work(input(), hooks, signal).finally(() => {
        refresh.flush();
      });
    } finally {
      if (visibility.stop()) problem.value = 'the page was hidden meanwhile, so these times are void';
    }
  };
  const run = async (): Promise<R | null> => {
    if (store.busy.value) return null;
    const mine = new AbortController();
    current = mine;
    batch(() => {
      store.experimenting.value = id;
      result.value = null;
      problem.value = null;
      progress.value = { text: 'starting', done: 0, total: null };
    });
    try {
      await measure(mine.signal);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problem.value = mine.signal.aborted ? 'cancelled; what was measured before stands here' : message;
      if (!mine.signal.aborted) announce('kmeans-race-error', { name: 'Error', message });
    } finally {
      batch(() => {
        progress.value = null;
        store.experimenting.value = null;
      });
      if (current === mine) current = null;
    }
    return result.value;
  };
  return { id, result, progress, problem, run };
}
