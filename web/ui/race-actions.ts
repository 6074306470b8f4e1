/** Running and cancelling a race. No DOM, no clock: the samples come from the runner. */

import { batch, effect } from '@preact/signals';
import { announce } from './announce';
import { prepare, race, voided } from '../bench/race';
import { makeResult } from '../bench/report';
import type { RaceHooks, RaceOutcome, RaceProgress, RaceSpec } from '../bench/types';
import { mark } from '../platform/clock';
import type { Environment } from '../shared/result';
import { sha256OfFloat64 } from '../shared/sha256';
import { KMeansError, type Dataset, type FitParams } from '../shared/types';
import { complain, dismissErrors, pointsArrived } from './actions';
import { count } from './format';
import * as store from './store';
import type { LaneState, Progress } from './store';
import { throttle } from './throttle';
import { watchVisibility } from './visibility';

/** No new round starts after this much measuring; the result then says how many there are. */
const TIME_CAP_MS = 20_000;

/** How often bars and status text change while a race runs: often enough to live, rare enough not to disturb it. */
const REFRESH_MS = 250;

let current: AbortController | null = null;

/** What every lane is asked to do, by the present settings. */
export function fitParams(): FitParams {
  const { k, init, seed, stop, tol, maxIter, empty } = store.params.value;
  const given = store.givenStart.value;
  const rest = { seed, stop, tol, maxIter, empty };
  return given ? { ...rest, k: given.k, init: 'given', start: given.start } : { ...rest, k, init, start: null };
}

function raceSpec(dataset: Dataset, lanes: readonly LaneState[]): RaceSpec {
  return {
    dataset,
    fit: fitParams(),
    contestants: lanes.map((lane) => lane.contestant),
    pairs: store.params.value.pairs,
    scope: store.params.value.scope,
    timeCapMs: TIME_CAP_MS,
  };
}

/** The line under the button for one step of the race. */
function progressOf({ stage, contestant, done, total }: RaceProgress, lanes: readonly LaneState[]): Progress {
  const who = contestant === null ? 'the lanes' : (lanes[contestant]?.title ?? '');
  switch (stage) {
    case 'open':
      return { text: `opening ${who}`, done, total };
    case 'first-run':
      return { text: `first run of ${who}${done > 0 ? `, iteration ${done}` : ''}`, done, total };
    case 'warm-up':
      return { text: `warming up ${who}`, done, total };
    case 'measure':
      return { text: `pair ${Math.max(done, 1)} of ${total ?? '?'}`, done, total };
    case 'finish':
      return { text: 'comparing the answers', done, total };
  }
}

/** Gathers what the race tells and hands it to the page a few times a second. */
function gather(initial: readonly LaneState[]): {
  hooks: RaceHooks;
  lanes: () => readonly LaneState[];
  flush: () => void;
} {
  let latest: RaceProgress | null = null;
  const now = initial.map((lane) => ({ ...lane, samples: [] as number[] }));
  const snapshot = (): readonly LaneState[] => now.map((lane) => ({ ...lane, samples: [...lane.samples] }));
  const refresh = throttle(() => {
    batch(() => {
      store.raceLanes.value = snapshot();
      if (latest) store.progress.value = progressOf(latest, now);
    });
  }, REFRESH_MS);
  const on = (index: number, act: (lane: (typeof now)[number]) => void): void => {
    const lane = now[index];
    if (lane) act(lane);
    refresh();
  };
  const hooks: RaceHooks = {
    onProgress(progress) {
      latest = progress;
      refresh();
    },
    onAnswer: (index, answer) => {
      on(index, (lane) => (lane.answer = answer));
    },
    onSample: (index, ms) => {
      on(index, (lane) => lane.samples.push(ms));
    },
    onFailure: (index, error) => {
      on(index, (lane) => (lane.failure = error.message));
    },
  };
  return {
    hooks,
    lanes: snapshot,
    flush: () => {
      refresh.flush();
    },
  };
}

/** Results come for the lanes that finished, in their order; this hands each to its lane. */
function settle(lanes: readonly LaneState[], outcome: RaceOutcome): readonly LaneState[] {
  const failed = new Map(outcome.failures.map((failure) => [failure.contestant, failure.message]));
  let next = 0;
  return lanes.map((lane, index) => {
    const failure = failed.get(index);
    if (failure !== undefined) return { ...lane, failure };
    const result = outcome.engines[next] ?? null;
    const answer = outcome.answers[next] ?? null;
    next++;
    return { ...lane, result, answer, samples: result?.samplesMs ?? [] };
  });
}

function lastWords({ sameAnswer, engines, pageHidden }: RaceOutcome): string {
  if (!sameAnswer) return 'stopped: the answers differ';
  if (pageHidden) return 'void: the page was hidden';
  return `done: ${count(Math.max(0, ...engines.map((engine) => engine.samplesMs.length)), 'pair')} timed`;
}

function environment(): Omit<Environment, 'timerResolutionMs'> {
  const { crossOriginIsolated, sharedArrayBuffer, simd, hardwareConcurrency } = store.features;
  const { userAgent } = window.navigator;
  return { userAgent, crossOriginIsolated, sharedArrayBuffer, simd, hardwareConcurrency };
}

async function raceOn(dataset: Dataset, signal: AbortSignal): Promise<void> {
  const params = store.params.value;
  const planned = store.plannedLanes.value;
  if (planned.length === 0) throw new KMeansError('no lane to race: choose at least one that this browser can run');
  const gathered = gather(planned);
  batch(() => {
    store.raceLanes.value = planned;
    store.finished.value = null;
    store.progress.value = { text: 'starting', done: 0, total: null };
  });
  const spec = raceSpec(dataset, planned);
  const datasetSha256 = await sha256OfFloat64(dataset.data);
  signal.throwIfAborted();
  const visibility = watchVisibility();
  // Flushed in any case: a late refresh must not overwrite what a cancel says.
  const raced = await race(spec, gathered.hooks, signal).finally(gathered.flush);
  const hidden = visibility.stop();
  const outcome = hidden ? voided(raced) : raced;
  const result = makeResult({
    params: {
      ...params,
      // Points drawn by hand are of no distribution.
      distribution: dataset.source === 'generated' ? dataset.name : params.distribution,
      n: dataset.n,
      d: dataset.d,
      k: spec.fit.k,
      init: spec.fit.init,
    },
    dataset,
    datasetSha256,
    environment: { ...environment(), timerResolutionMs: outcome.timerResolutionMs },
    outcome,
    version: store.VERSION,
    date: new Date().toISOString(),
  });
  batch(() => {
    store.raceLanes.value = settle(gathered.lanes(), outcome);
    store.finished.value = { result, outcome, params };
    store.progress.value = { text: lastWords(outcome), done: 1, total: 1 };
    store.status.value = 'done';
  });
}

/** Runs the race of the present settings; a second call while one runs does nothing. Settles when it has ended. */
export async function run(): Promise<void> {
  if (store.busy.value) return;
  const mine = new AbortController();
  current = mine;
  dismissErrors();
  store.status.value = 'running';
  try {
    await pointsArrived();
    mine.signal.throwIfAborted();
    const dataset = store.dataset.value;
    if (!dataset) throw new KMeansError('there are no points to race on');
    await raceOn(dataset, mine.signal);
    announce('kmeans-race-done');
  } catch (error) {
    stopped(error, mine.signal.aborted);
  } finally {
    if (current === mine) current = null;
  }
}

function stopped(error: unknown, cancelled: boolean): void {
  batch(() => {
    store.raceLanes.value = null;
    store.status.value = cancelled ? 'ready' : 'error';
    store.progress.value = { text: cancelled ? 'cancelled' : '', done: 0, total: null };
    if (!cancelled) complain(error);
  });
}

/** From now on the lanes of the next race are opened ahead of it: modules loaded, threads started. */
export function keepLanesReady(): void {
  effect(() => {
    if (store.busy.value) return;
    const contestants = store.plannedLanes.value.map((lane) => lane.contestant);
    void prepare(contestants).then(() => {
      mark('kmeans-race-lanes-ready');
    });
  });
}

/** Stops the race at once; nothing of it is kept. */
export function cancel(): void {
  current?.abort();
}
