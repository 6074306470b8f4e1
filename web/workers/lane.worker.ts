import * as Comlink from 'comlink';
import { clockStep, now, timed } from '../platform/clock';
import type { Engine, SweepChoice } from '../engines/engine';
import { createEngine } from '../engines/registry';
import { sweepOn } from '../engines/sweep';
import { adjustedRandIndex } from '../shared/metrics';
import { clusterScores, silhouette, SILHOUETTE_ROWS } from '../shared/scores';
import { KMeansError } from '../shared/types';
import type { FitParams, FitResult, FitSummary, IterationStats, OpenScope, Points } from '../shared/types';
import { changedRows } from './changed-rows';
import type {
  FirstRun,
  LaneApi,
  OnFrame,
  OnIteration,
  Opened,
  OpenOptions,
  Sample,
  ScoredFit,
  TimedSweep,
  Variant,
  VariantFit,
} from './protocol';

/**
 * Threads that slept may share a core for some milliseconds, until the system moves one of them: before each sample they
 * work untimed for this long. A fit longer than the second number hides that by itself.
 */
const WAKE_MS = 8;
const WAKE_BELOW_MS = 50;

/** At most ten progress messages a second. */
const PROGRESS_EVERY_MS = 100;

/** One sign of life a second while the lane computes: what says nothing for long is taken for hung. */
const BEAT_EVERY_MS = 1000;
let lastBeat = now();

/** Tells the page that this lane is still at work. Comlink pays no heed to it. */
function beat(): void {
  if (now() - lastBeat < BEAT_EVERY_MS) return;
  lastBeat = now();
  self.postMessage('beat');
}

function throttle(tell: OnIteration): OnIteration {
  let last = now();
  return (iterations) => {
    beat();
    const t = now();
    if (t - last < PROGRESS_EVERY_MS) return;
    last = t;
    tell(iterations);
  };
}

function transferred(result: FitResult): FitResult {
  return Comlink.transfer(result, [result.labels.buffer, result.centroids.buffer]);
}

/** One lane in one worker: an engine, the points it works on, and a clock. */
class LaneWorker implements LaneApi {
  private engine: Engine | null = null;
  private points: Points | null = null;
  /** Milliseconds of the last fit. */
  private lastMs = Infinity;

  async open({ lane, threads, chooseThreads, wasmBaseUrl }: OpenOptions): Promise<Opened> {
    const start = now();
    const { engine, cold } = await createEngine(lane, threads, chooseThreads, wasmBaseUrl);
    this.engine = engine;
    return { threads: engine.threads, loadMs: now() - start, cold };
  }

  load(points: Points): Promise<{ copyInMs: number }> {
    this.points = points;
    // Now, and not when the lane was opened: a page that is still starting up keeps the cores busy.
    this.opened.settle?.();
    const { ms } = timed(() => {
      this.opened.load(points);
    });
    return Promise.resolve({ copyInMs: ms });
  }

  first(params: FitParams, onIteration: OnIteration): Promise<FirstRun> {
    const tell = throttle(onIteration);
    const { value: result, ms } = timed(() => {
      this.drive(params, (iterations) => {
        tell(iterations);
      });
      return this.opened.result();
    });
    this.lastMs = ms;
    return Promise.resolve({ threads: this.opened.threads, ms, result: transferred(result) });
  }

  trace(params: FitParams, onIteration: OnIteration): Promise<readonly IterationStats[]> {
    const tell = throttle(onIteration);
    const trace: IterationStats[] = [];
    this.drive(params, (iterations, stats) => {
      trace.push(stats());
      tell(iterations);
    });
    return Promise.resolve(trace);
  }

  async record(params: FitParams, onFrame: OnFrame): Promise<FitSummary> {
    const stepper = this.opened.stepper(params);
    let before: Int32Array | null = null;
    const tell = async (): Promise<void> => {
      const seen = stepper.snapshot?.();
      if (!seen) throw new KMeansError('this lane cannot be looked into while it computes');
      const { rows, labels } = changedRows(before, seen.labels);
      before = seen.labels;
      const frame = { stats: stepper.stats(), rows, labels, centroids: seen.centroids };
      // Awaited, so that no more frames are under way than the page has room for.
      await onFrame(Comlink.transfer(frame, [rows.buffer, labels.buffer, seen.centroids.buffer]));
    };
    stepper.seed();
    stepper.assign();
    await tell();
    while (!stepper.finished()) {
      stepper.update();
      stepper.assign();
      await tell();
    }
    return stepper.summary();
  }

  sample(params: FitParams, scope: OpenScope, reps: number): Promise<Sample> {
    const engine = this.opened;
    const points = this.loaded;
    this.wakeThreads(params);
    const start = now();
    let summary;
    for (let i = 0; i < reps; i++) {
      beat();
      if (scope === 'call') engine.load(points);
      summary = engine.fit(params);
      if (scope === 'call') engine.result();
    }
    const ms = (now() - start) / reps;
    this.lastMs = ms;
    if (!summary) throw new Error('a sample needs at least one fit');
    return Promise.resolve({ ...summary, ms });
  }

  phases(params: FitParams, forMs: number): ReturnType<LaneApi['phases']> {
    const engine = this.opened;
    const points = this.loaded;
    const total = { copyIn: 0, init: 0, assign: 0, update: 0, copyOut: 0 };
    const started = now();
    let fits = 0;
    do {
      total.copyIn += timed(() => engine.load(points)).ms;
      const stepper = engine.stepper(params);
      total.init += timed(() => stepper.seed()).ms;
      total.assign += timed(() => stepper.assign()).ms;
      while (!stepper.finished()) {
        total.update += timed(() => stepper.update()).ms;
        total.assign += timed(() => stepper.assign()).ms;
        beat();
      }
      stepper.summary();
      total.copyOut += timed(() => engine.result()).ms;
      fits++;
    } while (now() - started < forMs);
    return Promise.resolve({
      copyIn: total.copyIn / fits,
      init: total.init / fits,
      assign: total.assign / fits,
      update: total.update / fits,
      copyOut: total.copyOut / fits,
    });
  }

  fits(
    params: FitParams,
    variants: readonly Variant[],
    truth: Int32Array | null,
    onDone: OnIteration,
  ): Promise<readonly VariantFit[]> {
    const tell = throttle(onDone);
    const fits = variants.map((variant, done): VariantFit => {
      tell(done);
      this.drive({ ...params, ...variant, start: null }, () => undefined);
      const { inertia, iterations, converged, labels } = this.opened.result();
      return { inertia, iterations, converged, ari: truth && adjustedRandIndex(truth, labels) };
    });
    onDone(fits.length);
    return Promise.resolve(fits);
  }

  sweep(params: FitParams, kMax: number, how: SweepChoice, onDone: OnIteration): Promise<TimedSweep> {
    const tell = throttle(onDone);
    this.wakeThreads(params);
    const { value, ms } = timed(() => sweepOn(this.opened, params, kMax, how, tell));
    return Promise.resolve({ ...value, ms });
  }

  scored(params: FitParams): Promise<ScoredFit> {
    const summary = this.opened.fit(params);
    const { labels } = this.opened.result();
    return Promise.resolve({
      ...summary,
      ...clusterScores(this.loaded, labels),
      ...silhouette(this.loaded, labels, SILHOUETTE_ROWS, params.seed),
    });
  }

  timerResolution(): Promise<number> {
    return Promise.resolve(clockStep());
  }

  private wakeThreads(params: FitParams): void {
    if (this.opened.threads === 1 || this.lastMs > WAKE_BELOW_MS) return;
    const until = now() + WAKE_MS;
    while (now() < until) this.opened.fit(params);
  }

  private get opened(): Engine {
    if (!this.engine) throw new Error('the lane is not open');
    return this.engine;
  }

  private get loaded(): Points {
    if (!this.points) throw new Error('the lane has no points');
    return this.points;
  }

  /** The loop of the contract in half-steps, told after every assignment. */
  private drive(params: FitParams, told: (iterations: number, stats: () => IterationStats) => void): void {
    const stepper = this.opened.stepper(params);
    const stats = () => stepper.stats();
    stepper.seed();
    stepper.assign();
    let iterations = 0;
    told(iterations, stats);
    while (!stepper.finished()) {
      beat();
      stepper.update();
      stepper.assign();
      told(++iterations, stats);
    }
    stepper.summary();
  }
}

Comlink.expose(new LaneWorker());
