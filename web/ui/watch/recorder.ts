/** Recording a fit for the player. Whatever is measured has the machine to itself: a recording then ends. */

import { batch, signal } from '@preact/signals';
import { record } from '../../bench/record';
import { KMeansError } from '../../shared/types';
import { LANES } from '../../shared/lanes';
import { pointsArrived } from '../actions';
import { fitParams } from '../race-actions';
import * as store from '../store';
import { throttle } from '../throttle';
import { playOrPause, show, watched } from './player';

const REFRESH_MS = 250;

/** Iterations recorded so far; null while nothing is recorded. */
export const recorded = signal<number | null>(null);
/** Why there is no recording, in one sentence. */
export const problem = signal<string | null>(null);

let current: AbortController | null = null;

/** The lanes of the two plots: the one that fits faster, by the race or by its place, then the other. */
function lanesToRecord(): readonly store.LaneState[] {
  const all = store.lanes.value;
  const shown = [...new Set(store.shownLanes.value)].flatMap((index) => {
    const lane = index === null ? undefined : all[index];
    return lane && LANES[lane.contestant.id].contract ? [lane] : [];
  });
  return shown.sort((a, b) => (a.result?.medianMs ?? 0) - (b.result?.medianMs ?? 0));
}

async function recordNow(signal: AbortSignal): Promise<void> {
  await pointsArrived();
  signal.throwIfAborted();
  const dataset = store.dataset.value;
  const [first, second = null] = lanesToRecord();
  if (!dataset) throw new KMeansError('there are no points to record a fit of');
  if (!first) throw new KMeansError('no lane to record: choose at least one that this browser can run');
  const params = store.params.value;
  const fit = fitParams();
  let latest = 0;
  const refresh = throttle(() => (recorded.value = latest), REFRESH_MS);
  const spec = { dataset, fit, first: first.contestant, second: second && second.contestant };
  const tell = (iterations: number): void => {
    latest = iterations;
    refresh();
  };
  const recording = await record(spec, tell, signal).finally(() => {
    refresh.flush();
  });
  const lanes = [first, ...(second ? [second] : [])].map(({ title }) => title);
  show({ ...recording, dataset, k: fit.k, lanes, language: first.language, params });
}

/** Records the fit of the present settings and plays it; does nothing while something is measured or recorded. */
export async function startRecording(): Promise<void> {
  if (store.busy.value || current) return;
  const mine = new AbortController();
  current = mine;
  batch(() => {
    show(null);
    problem.value = null;
    recorded.value = 0;
  });
  try {
    await recordNow(mine.signal);
    playOrPause();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    problem.value = mine.signal.aborted ? 'cancelled' : message;
  } finally {
    current = null;
    recorded.value = null;
  }
}

/** Ends the recording under way; nothing of it is kept. */
export function cancelRecording(): void {
  current?.abort();
}

store.busy.subscribe((busy) => {
  if (busy) cancelRecording();
});
// A recording of other points would show them in place of those on the stage, and hold on to their memory.
store.dataset.subscribe((dataset) => {
  cancelRecording();
  if (watched.value && watched.value.dataset !== dataset) show(null);
});
