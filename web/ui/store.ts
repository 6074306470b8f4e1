/** What the page knows. Signals only: changed by the actions, read by the components. */

import { computed, signal } from '@preact/signals';
import type { Answer, Contestant, RaceOutcome } from '../bench/types';
import type { Axes } from '../charts/projection';
import type { CsvOptions, CsvPreview } from '../datasets/csv';
import { autoThreads, laneAvailability } from '../platform/bundles';
import { detectFeatures } from '../platform/features';
import type { ExperimentId } from '../shared/experiments';
import { LANES, type LaneId } from '../shared/lanes';
import { DEFAULTS, type Params } from '../shared/params';
import type { EngineResult, RaceResult } from '../shared/result';
import type { Dataset } from '../shared/types';
import { count } from './format';
import { everythingOn, fastest, headline, proof, QUESTION } from './words';

/** Package version and commit, put in by the build. */
export const VERSION = __KMEANS_VERSION__;

export type Status = 'loading' | 'ready' | 'running' | 'done' | 'error';

/** One contestant on the page, before, during and after a race. */
export interface LaneState {
  readonly contestant: Contestant;
  /** The lane's name, with a number where the same lane stands more than once. */
  readonly title: string;
  readonly language: 'js' | 'wasm';
  /** Milliseconds a fit, in the order taken. */
  readonly samples: readonly number[];
  readonly answer: Answer | null;
  readonly result: EngineResult | null;
  readonly failure: string | null;
}

/** Where the points come from. */
export type Source =
  | { readonly kind: 'generated' }
  /** Changed by hand on the stage. */
  | { readonly kind: 'drawn' }
  | { readonly kind: 'csv'; readonly file: File; readonly preview: CsvPreview; readonly options: CsvOptions }
  | { readonly kind: 'f64'; readonly file: File };

/** Centroids that the next race starts from. */
export interface GivenStart {
  /** The file's name, or whose start it is. */
  readonly name: string;
  readonly k: number;
  /** k x d, row-major. */
  readonly start: Float64Array;
  /** Whether they were placed on this page, for the points on the stage, and not read from a file. */
  readonly placed?: boolean;
}

export interface Progress {
  readonly text: string;
  readonly done: number;
  /** Null while there is nothing to count: the bar is then empty. */
  readonly total: number | null;
}

/** A finished race with what it was asked. */
export interface Finished {
  readonly result: RaceResult;
  readonly outcome: RaceOutcome;
  /** The settings raced with, by identity: changed settings are other objects. */
  readonly params: Params;
}

export const status = signal<Status>('loading');
export const params = signal<Params>(DEFAULTS);
export const source = signal<Source>({ kind: 'generated' });
export const givenStart = signal<GivenStart | null>(null);
export const dataset = signal<Dataset | null>(null);
/** Whether points are being made or read. */
export const loadingData = signal(false);
/** What in the address could not be used, one sentence each. */
export const addressProblems = signal<readonly string[]>([]);
export const errors = signal<readonly string[]>([]);
export const progress = signal<Progress>({ text: '', done: 0, total: null });
export const raceLanes = signal<readonly LaneState[] | null>(null);
export const finished = signal<Finished | null>(null);
export const axes = signal<Axes>({ x: 0, y: 1 });
/** The lanes picked for the two plots, by index among the contestants; null: the best of each language. */
export const picked = signal<readonly [number | null, number | null]>([null, null]);

export const features = detectFeatures();
export const availability = laneAvailability(features);

/** Threads the threaded lanes will use. */
export const threads = computed(() => (params.value.threads === 'auto' ? autoThreads(features) : params.value.threads));

function unstarted(id: LaneId, occurrence: number, threadCount: number): LaneState {
  const { title, language, threaded } = LANES[id];
  return {
    contestant: { id, threads: threaded ? threadCount : 1, chooseThreads: params.value.threads === 'auto' },
    title: occurrence > 1 ? `${title} (${occurrence})` : title,
    language,
    samples: [],
    answer: null,
    result: null,
    failure: null,
  };
}

/** The contestants the next race will have: the lanes asked for that this browser can run. */
export const plannedLanes = computed<readonly LaneState[]>(() => {
  const seen = new Map<LaneId, number>();
  return params.value.engines
    .filter((id) => availability[id].available)
    .map((id) => {
      const occurrence = (seen.get(id) ?? 0) + 1;
      seen.set(id, occurrence);
      return unstarted(id, occurrence, threads.value);
    });
});

/** The lanes on show: of the race that runs or ran last, else of the next one. */
export const lanes = computed(() => raceLanes.value ?? plannedLanes.value);

/** Lanes asked for that cannot run here, each with its reason. */
export const missingLanes = computed(() =>
  [...new Set(params.value.engines)].flatMap((id) => {
    const lane = availability[id];
    return lane.available ? [] : [{ id, title: LANES[id].title, reason: lane.reason }];
  }),
);

export const running = computed(() => status.value === 'running');
/** The experiment under way. */
export const experimenting = signal<ExperimentId | null>(null);
/** Whether anything is being measured: nothing else may be changed or started then. */
export const busy = computed(() => running.value || experimenting.value !== null);

/** Whose points these are, in words; null for generated points. A file that cannot be read leaves the old points. */
export const ownPoints = computed(() => {
  if (source.value.kind === 'generated') return null;
  const data = dataset.value;
  if (source.value.kind === 'drawn' && data !== null) {
    // Only points that nobody has changed have kept their truth.
    return `${data.truth ? 'Kept as they are' : 'Changed by hand'}: ${count(data.n, 'point')}`;
  }
  if (loadingData.value || data === null) return 'Reading the file.';
  if (data.source === 'generated') return 'The file could not be read; the points on the stage are the generated ones.';
  return `${data.name}: ${count(data.n, 'point')}`;
});

/** Whether settings were changed since the race on show. */
export const stale = computed(() => finished.value !== null && finished.value.params !== params.value);

export const headlineNow = computed(() => (finished.value ? headline(finished.value.result) : QUESTION));
export const secondNow = computed(() => (finished.value ? everythingOn(finished.value.result) : null));
export const proofNow = computed(() => {
  const done = finished.value;
  return done ? proof(done.result, done.outcome.disagreement, dataset.value?.d ?? 1) : '';
});

/** The lane a language is best shown by: its fastest, before a race the most refined one. */
function bestOf(language: 'js' | 'wasm', all: readonly LaneState[]): number | null {
  const results = all.flatMap((lane) => (lane.result ? [lane.result] : []));
  const best = fastest(results, (info) => info.language === language);
  if (best) return all.findIndex((lane) => lane.result === best);
  const order: readonly LaneId[] = [
    'js-exact',
    'js-tuned',
    'js',
    'js-objects',
    'wasm-exact-threads',
    'wasm-exact',
    'wasm-threads',
    'wasm-simd',
    'wasm',
  ];
  const known = order.filter((id) => LANES[id].language === language);
  const indices = known.flatMap((id) => all.flatMap((lane, i) => (lane.contestant.id === id ? [i] : [])));
  return indices[0] ?? null;
}

/** The two lanes the plots show, by index; null where there is none. */
export const shownLanes = computed<readonly [number | null, number | null]>(() => {
  const all = lanes.value;
  const [first, second] = picked.value;
  const legal = (index: number | null): number | null => (index !== null && index < all.length ? index : null);
  const left = legal(first) ?? bestOf('wasm', all) ?? (all.length > 0 ? 0 : null);
  const right = legal(second) ?? bestOf('js', all) ?? (all.length > 1 ? 1 : null);
  return [left, right];
});
