/** Where fits end by how they start: every way to start over the same seeds, on the points at hand. */

import { wasmBase } from '../../platform/wasm-base';
import { LANES, type LaneId } from '../../shared/lanes';
import { KMeansError } from '../../shared/types';
import { bestKnown, stripsOf, type SeedFit, type SeedFits, type Strip } from '../../stats/strips';
import { LaneClient } from '../../workers/lane-client';
import type { LaneApi, Variant } from '../../workers/protocol';
import type { Experiment, ExperimentHooks, ExperimentInput } from './types';

/** Restarts of the last method. */
export const RESTARTS = 10;

/** Lanes by what is on in them: the first available one does all fits. All give the same answers. */
const PREFERRED: readonly LaneId[] = [
  'wasm-exact-threads',
  'wasm-exact',
  'wasm-threads',
  'wasm-simd',
  'wasm',
  'js-exact',
  'js-tuned',
  'js',
];

/** A way to start a fit. */
interface Method {
  readonly name: string;
  readonly init: Variant['init'];
  /** Fits a seed stands for; the one of least inertia counts. */
  readonly restarts: number;
}

const METHODS: readonly Method[] = [
  { name: 'random points', init: 'random', restarts: 1 },
  { name: 'k-means++', init: 'k-means++', restarts: 1 },
  { name: 'greedy k-means++', init: 'greedy', restarts: 1 },
  { name: `best of ${RESTARTS} k-means++`, init: 'k-means++', restarts: RESTARTS },
];

/** Some calls of a lane, and a way to end it; tests hand in fakes. */
export type SeedingLane = Pick<LaneApi, 'open' | 'load' | 'fits'> & { close(reason?: Error): void };

export interface SeedingHost {
  readonly wasmBaseUrl: string;
  makeLane(id: LaneId): SeedingLane;
}

export interface SeedingResult {
  readonly n: number;
  readonly d: number;
  readonly k: number;
  /** First seed, and how many were asked for. */
  readonly firstSeed: number;
  readonly seeds: number;
  readonly lane: LaneId;
  /** Smallest inertia over all methods and seeds: the best known, not proved to be the best there is. */
  readonly bestKnown: number;
  /** In the order of the methods; those without fits are missing, cancelled ones have fewer seeds. */
  readonly strips: readonly Strip[];
  readonly groups: readonly SeedFits[];
}

/** The seeds of one draw of a method. Restarts of different draws share no seed. */
function variantsOf({ init, restarts }: Method, firstSeed: number, draw: number): Variant[] {
  return Array.from({ length: restarts }, (_, i) => ({ init, seed: (firstSeed + draw * restarts + i) >>> 0 }));
}

/** The restart of least inertia, the earliest on ties; with the iterations of all, as all were paid for. */
function bestOf(fits: readonly SeedFit[]): SeedFit {
  const [first, ...others] = fits;
  if (!first) throw new Error('a method needs at least one fit');
  const best = others.reduce((least, fit) => (fit.inertia < least.inertia ? fit : least), first);
  return { inertia: best.inertia, ari: best.ari, iterations: fits.reduce((sum, fit) => sum + fit.iterations, 0) };
}

/** One run of the experiment. */
class SeedingRun {
  private readonly groups = METHODS.map(({ name }) => ({ method: name, fits: [] as SeedFit[] }));
  private readonly input: ExperimentInput;
  private readonly hooks: ExperimentHooks<SeedingResult>;
  private readonly signal: AbortSignal;
  private readonly id: LaneId;

  constructor(input: ExperimentInput, hooks: ExperimentHooks<SeedingResult>, signal: AbortSignal) {
    const id = PREFERRED.find((lane) => input.available.includes(lane));
    if (!id) throw new KMeansError('this browser can run no lane');
    this.id = id;
    this.input = input;
    this.hooks = hooks;
    this.signal = signal;
  }

  async run(host: SeedingHost): Promise<SeedingResult> {
    this.signal.throwIfAborted();
    const { dataset, threads, chooseThreads } = this.input;
    const lane = host.makeLane(this.id);
    const onAbort = () => {
      lane.close();
    };
    this.signal.addEventListener('abort', onAbort);
    try {
      const count = LANES[this.id].threaded ? threads : 1;
      await lane.open({ lane: this.id, threads: count, chooseThreads, wasmBaseUrl: host.wasmBaseUrl });
      await lane.load(dataset);
      await this.fitAll(lane);
      return this.result();
    } finally {
      this.signal.removeEventListener('abort', onAbort);
      lane.close();
    }
  }

  /** One seed of every method at a time, so that what is there when it is cancelled is balanced. */
  private async fitAll(lane: SeedingLane): Promise<void> {
    const { fit, seeds, dataset } = this.input;
    const each = METHODS.reduce((sum, { restarts }) => sum + restarts, 0);
    let before = 0;
    for (let draw = 0; draw < seeds; draw++) {
      const text = `seed ${draw + 1} of ${seeds}`;
      const variants = METHODS.flatMap((method) => variantsOf(method, fit.seed, draw));
      const fits = await lane.fits({ ...fit, start: null }, variants, dataset.truth, (done) => {
        if (!this.signal.aborted) this.hooks.onProgress({ text, done: before + done, total: seeds * each });
      });
      this.signal.throwIfAborted();
      let next = 0;
      METHODS.forEach(({ restarts }, m) => {
        this.groups[m]!.fits.push(bestOf(fits.slice(next, next + restarts)));
        next += restarts;
      });
      before += each;
      this.hooks.onPartial?.(this.result());
    }
  }

  private result(): SeedingResult {
    const { dataset, fit, seeds } = this.input;
    const groups = this.groups.map(({ method, fits }) => ({ method, fits: [...fits] }));
    return {
      n: dataset.n,
      d: dataset.d,
      k: fit.k,
      firstSeed: fit.seed,
      seeds,
      lane: this.id,
      bestKnown: bestKnown(groups),
      strips: stripsOf(groups),
      groups,
    };
  }
}

/** The experiment over a lane of a host. A start given as centroids is left aside: it has no seed. */
export function seedingOf(host: SeedingHost): Experiment<SeedingResult> {
  return async (input, hooks, signal) => new SeedingRun(input, hooks, signal).run(host);
}

/** The experiment in a worker of this page. */
export const seedingExperiment: Experiment<SeedingResult> = (input, hooks, signal) =>
  seedingOf({ wasmBaseUrl: wasmBase(), makeLane: () => new LaneClient() })(input, hooks, signal);
