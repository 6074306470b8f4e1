import type { Lab } from '../bench/lab';
import type { ExperimentId } from '../shared/experiments';
import type { RaceResult } from '../shared/result';
import { cancelExperiment } from './experiments/state';
import { cancel, run } from './race-actions';
import * as store from './store';

/** How scripts drive the page: `window.kmeansRace`. */
export interface KmeansRace {
  readonly version: string;
  readonly status: store.Status;
  /** The last finished race, or null. */
  readonly result: RaceResult | null;
  /** Runs the race of the present settings; settles when it has ended, however it ended. */
  run(): Promise<void>;
  cancel(): void;
  /** Runs an experiment of the present settings; settles with its result, or with null where there is none. */
  experiment(id: ExperimentId): Promise<unknown>;
  /** Lanes and races without the page's controls, for headless drivers; a new one each call. */
  lab(): Promise<Lab>;
}

declare global {
  interface Window {
    kmeansRace: KmeansRace;
  }
}

/** Puts it on `window`. */
export function exposeApi(): void {
  window.kmeansRace = {
    version: store.VERSION,
    get status() {
      return store.status.value;
    },
    get result() {
      return store.finished.value?.result ?? null;
    },
    run,
    cancel() {
      cancel();
      cancelExperiment();
    },
    experiment: async (id) => (await import('./experiments')).EXPERIMENTS[id]?.run() ?? null,
    lab: async () => new (await import('../bench/lab')).Lab(),
  };
}
