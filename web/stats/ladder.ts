/** The ladder: which lane is measured against which, so that each rung is one change, and what each change brought. */

import type { LaneId } from '../shared/lanes';
import { compare } from './verdict';

/** One change of the program: from the lane `over` to the lane `id`. */
export interface RungInfo {
  readonly id: LaneId;
  /** The lane without this change; null on the ground. */
  readonly over: LaneId | null;
  /** The change, for people, as the start of a sentence. */
  readonly change: string;
  /** Two or three words for a list: "SIMD". */
  readonly short: string;
  /** Whether it stands on the one way up from `BASE`; the others are beside it. */
  readonly main: boolean;
}

/** What totals are measured against: the honest baseline of JavaScript. */
export const BASE: LaneId = 'js';

/** Every rung, in the order it is shown. A rung stands after the one it is measured over. */
export const RUNGS: readonly RungInfo[] = [
  { id: 'js-objects', over: null, change: 'An array of objects, the ground', short: 'objects', main: false },
  { id: 'js', over: 'js-objects', change: 'Flat arrays in place of objects', short: 'flat arrays', main: true },
  {
    id: 'js-tuned',
    over: 'js',
    change: 'Tuning by hand: four centroids in registers',
    short: 'hand tuning',
    main: true,
  },
  {
    ...{ id: 'js-exact', over: 'js-tuned', main: false },
    ...{ change: 'The exact algorithm, in JavaScript', short: 'the exact algorithm in JavaScript' },
  },
  { id: 'wasm', over: 'js-tuned', change: 'C++ in WebAssembly, scalar', short: 'C++ in WebAssembly', main: true },
  { id: 'wasm-simd', over: 'wasm', change: 'SIMD by hand: two float64 at a time', short: 'SIMD', main: true },
  {
    ...{ id: 'wasm-threads', over: 'wasm-simd', main: false },
    ...{ change: 'Threads, on the textbook algorithm', short: 'threads on the textbook algorithm' },
  },
  {
    ...{ id: 'wasm-exact', over: 'wasm-simd', main: true },
    ...{ change: 'The exact algorithm: the same answer with less work', short: 'the exact algorithm' },
  },
  {
    ...{ id: 'wasm-exact-threads', over: 'wasm-exact', main: true },
    ...{ change: 'Threads, on the exact algorithm', short: 'threads' },
  },
];

export type RungVerdict = 'faster' | 'slower' | 'too-close-to-call';

/** What one change brought: time of `over` over time of `id`, above 1 when the change made it faster. */
export interface Rung {
  readonly id: LaneId;
  readonly over: LaneId;
  readonly factor: number;
  /** 95 % interval of the factor. */
  readonly low: number;
  readonly high: number;
  readonly verdict: RungVerdict;
}

/** The samples of one lane, milliseconds a fit; the i-th samples of all lanes are from one round. */
export interface LaneSamples {
  readonly id: LaneId;
  readonly samplesMs: readonly number[];
}

const VERDICTS = { 'a-faster': 'slower', 'b-faster': 'faster', 'too-close-to-call': 'too-close-to-call' } as const;

function rung(over: LaneSamples, lane: LaneSamples): Rung {
  const { ratio, ciLow, ciHigh, verdict } = compare(over.samplesMs, lane.samplesMs);
  return { id: lane.id, over: over.id, factor: ratio, low: ciLow, high: ciHigh, verdict: VERDICTS[verdict] };
}

/** The nearest lane below that was measured; the rung is then more than one change, and its `over` says so. */
function below(info: RungInfo, measured: ReadonlyMap<LaneId, LaneSamples>): LaneSamples | null {
  let over = info.over;
  while (over !== null) {
    const found = measured.get(over);
    if (found) return found;
    over = rungInfo(over)?.over ?? null;
  }
  return null;
}

/** The rung a lane stands on; undefined for lanes beside the ladder. */
export function rungInfo(id: LaneId): RungInfo | undefined {
  return RUNGS.find((info) => info.id === id);
}

/**
 * The factor of each measured rung over the nearest measured one below, in the order of RUNGS. Lanes without samples
 * count as missing. Throws KMeansError when the samples are not paired.
 */
export function climb(lanes: readonly LaneSamples[]): Rung[] {
  const measured = new Map(lanes.filter((lane) => lane.samplesMs.length > 0).map((lane) => [lane.id, lane]));
  return RUNGS.flatMap((info) => {
    const lane = measured.get(info.id);
    const over = lane && below(info, measured);
    return lane && over ? [rung(over, lane)] : [];
  });
}

/** The factor of every other lane over `BASE`, in the order given; empty without that lane. */
export function totals(lanes: readonly LaneSamples[]): Rung[] {
  const measured = lanes.filter((lane) => lane.samplesMs.length > 0);
  const base = measured.find((lane) => lane.id === BASE);
  return base ? measured.filter((lane) => lane !== base).map((lane) => rung(base, lane)) : [];
}

/** A rung of the way up with its part in it. */
export interface Share extends Rung {
  /** log(factor) over the sum of all logs of the way up: the parts sum to 1; below 0 when the change cost time. */
  readonly share: number;
}

/**
 * The rungs of the way from `BASE` to the top, those that brought most first. Factors multiply, so their logarithms are
 * what can be shared out. Empty when the whole way brought nothing.
 */
export function shares(rungs: readonly Rung[]): Share[] {
  const way = rungs.filter(({ id }) => id !== BASE && rungInfo(id)?.main);
  const whole = way.reduce((sum, { factor }) => sum + Math.log(factor), 0);
  if (!(whole > 0)) return [];
  return way.map((found) => ({ ...found, share: Math.log(found.factor) / whole })).sort((a, b) => b.share - a.share);
}
