/** Lanes that compute nothing: they answer what a test tells them to, and write down who was asked when. */

import type { RaceHost, RaceLane } from '../../../web/bench/runner';
import type { Contestant, RaceSpec } from '../../../web/bench/types';
import type { LaneId } from '../../../web/shared/lanes';
import type { FitParams, FitResult } from '../../../web/shared/types';
import type { Sample } from '../../../web/workers/protocol';

export const FIT: FitParams = {
  k: 2,
  init: 'k-means++',
  start: null,
  seed: 42,
  stop: 'labels',
  tol: 1e-4,
  maxIter: 300,
  empty: 'relocate',
};

/** What one fake lane says and when it fails. */
export interface Script {
  /** Milliseconds of a fit, by how many samples were taken before. */
  readonly ms?: (sample: number) => number;
  readonly answer?: Partial<FitResult>;
  /** Called before each call is answered; what it throws or returns a promise for is the lane's. */
  readonly before?: (call: string, count: number) => void | Promise<void>;
  /** Changes the summary of a sample. */
  readonly sample?: (sample: number) => Partial<Sample>;
}

export interface FakeHost extends RaceHost {
  /** Every call in order: `1 sample` is lane 1. */
  readonly calls: string[];
  readonly closed: (Error | undefined)[][];
}

/** The answer every lane gives unless told otherwise: two clusters of two points. */
export function answer(): FitResult {
  return {
    labels: Int32Array.of(0, 0, 1, 1),
    centroids: Float64Array.of(0.5, 10.5),
    inertia: 1,
    iterations: 3,
    converged: true,
    trace: null,
  };
}

/** A host whose n-th lane follows the n-th script. */
export function fakeHost(scripts: readonly Script[]): FakeHost {
  const calls: string[] = [];
  const closed: (Error | undefined)[][] = [];
  let made = 0;
  return {
    calls,
    closed,
    wasmBaseUrl: 'http://localhost/wasm/',
    makeLane: () => makeLane(made, scripts[made++] ?? {}, calls, closed),
    // Numbered on after the lanes of the race; all follow the script after theirs.
    makeFreshLane: () => makeLane(made, scripts[made++] ?? {}, calls, closed),
  };
}

function makeLane(index: number, script: Script, calls: string[], closed: (Error | undefined)[][]): RaceLane {
  const counts = new Map<string, number>();
  closed[index] = [];
  let threads = 1;
  const result = (): FitResult => ({ ...answer(), ...script.answer });
  const called = async (call: string): Promise<number> => {
    const count = counts.get(call) ?? 0;
    counts.set(call, count + 1);
    calls.push(`${index} ${call}`);
    await script.before?.(call, count);
    return count;
  };
  return {
    open: async (options) => {
      await called('open');
      threads = options.threads;
      return { threads, loadMs: 5, cold: { fetchMs: 3, compileMs: 1, instantiateMs: 1 } };
    },
    load: async () => {
      await called('load');
      return { copyInMs: 1 };
    },
    first: async (_params, onIteration) => {
      await called('first');
      onIteration(1);
      return { threads, ms: 10 + index, result: result() };
    },
    trace: async () => {
      await called('trace');
      return [{ inertia: 1, changed: 4, shift: 0, empties: 0 }];
    },
    record: async (_params, onFrame) => {
      await called('record');
      const { labels, centroids, iterations, converged, inertia } = result();
      const rows = Uint32Array.from(labels.keys());
      const stats = { inertia, changed: labels.length, shift: 0, empties: 0 };
      await onFrame({ stats, rows, labels: Uint16Array.from(labels), centroids });
      return { iterations, converged, inertia };
    },
    sample: async () => {
      const count = await called('sample');
      const { inertia, iterations, converged } = result();
      return { inertia, iterations, converged, ms: script.ms?.(count) ?? 30, ...script.sample?.(count) };
    },
    phases: async () => {
      await called('phases');
      return { copyIn: 1, init: 2, assign: 3, update: 4, copyOut: 5 };
    },
    timerResolution: async () => {
      await called('timerResolution');
      return 0.005;
    },
    close: (reason) => closed[index]!.push(reason),
  };
}

/** A race of these lanes over four points. */
export function raceSpec(ids: readonly LaneId[], more: Partial<RaceSpec> = {}): RaceSpec {
  return {
    dataset: {
      ...{ name: 'four', source: 'generated', n: 4, d: 1, columns: ['x'] },
      data: Float64Array.of(0, 1, 10, 11),
      truth: Int32Array.of(0, 0, 1, 1),
    },
    fit: FIT,
    contestants: ids.map((id): Contestant => ({ id, threads: 1 })),
    pairs: 7,
    scope: 'fit',
    timeCapMs: 60_000,
    ...more,
  };
}
