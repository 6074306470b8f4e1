import * as Comlink from 'comlink';
import { LANES } from '../shared/lanes';
import type { SweepChoice } from '../engines/engine';
import type { FitParams, FitSummary, IterationStats, OpenScope, Points } from '../shared/types';
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
import { RemoteWorker } from './remote';

/**
 * Silence after which a lane is taken for hung. A lane shows signs of life between iterations and between fits, so this
 * is long for all but one huge fit without half-steps: that may take five times what the first one took.
 */
const PATIENCE_MS = 20_000;
const PATIENCE_IN_FIRST_RUNS = 5;
/** For work that gives no sign of life inside: fits of packages, scores, fits side by side. */
const MUTE_PATIENCE_MS = 120_000;

/** Firefox now and then never starts the threads of a worker: a lane with threads that takes this long is begun anew. */
const STALLED_MS = 5000;

function startWorker(): RemoteWorker<LaneApi> {
  return new RemoteWorker<LaneApi>(
    new Worker(new URL('./lane.worker.ts', import.meta.url), { type: 'module', name: 'lane' }),
  );
}

/** One lane in a worker of its own. After `close` every call rejects; one that hangs is ended ("no progress for 20 s"). */
export class LaneClient implements LaneApi {
  private remote = startWorker();

  private opened: Promise<Opened> | null = null;
  private patienceMs = PATIENCE_MS;

  /** Opens once: a lane that was opened ahead answers with what that took. */
  open(options: OpenOptions): Promise<Opened> {
    if (!LANES[options.lane].contract) this.patienceMs = MUTE_PATIENCE_MS;
    return (this.opened ??= options.threads > 1 ? this.openThreads(options) : this.call((api) => api.open(options)));
  }
  load({ data, n, d }: Points): Promise<{ copyInMs: number }> {
    return this.call((api) => api.load({ data, n, d }));
  }
  async first(params: FitParams, onIteration: OnIteration): Promise<FirstRun> {
    const run = await this.call((api) => api.first(params, Comlink.proxy(onIteration)));
    this.patienceMs = Math.max(this.patienceMs, PATIENCE_IN_FIRST_RUNS * run.ms);
    return run;
  }
  trace(params: FitParams, onIteration: OnIteration): Promise<readonly IterationStats[]> {
    return this.call((api) => api.trace(params, Comlink.proxy(onIteration)));
  }
  /** Without a watch: whoever takes the frames may hold them back. */
  record(params: FitParams, onFrame: OnFrame): Promise<FitSummary> {
    return this.remote.call((api) => api.record(params, Comlink.proxy(onFrame)));
  }
  sample(params: FitParams, scope: OpenScope, reps: number): Promise<Sample> {
    return this.call((api) => api.sample(params, scope, reps));
  }
  phases(params: FitParams, forMs: number): ReturnType<LaneApi['phases']> {
    return this.call((api) => api.phases(params, forMs));
  }
  fits(
    params: FitParams,
    variants: readonly Variant[],
    truth: Int32Array | null,
    onDone: OnIteration,
  ): Promise<readonly VariantFit[]> {
    return this.call((api) => api.fits(params, variants, truth, Comlink.proxy(onDone)));
  }
  sweep(params: FitParams, kMax: number, how: SweepChoice, onDone: OnIteration): Promise<TimedSweep> {
    return this.call((api) => api.sweep(params, kMax, how, Comlink.proxy(onDone)), MUTE_PATIENCE_MS);
  }
  scored(params: FitParams): Promise<ScoredFit> {
    return this.call((api) => api.scored(params), MUTE_PATIENCE_MS);
  }
  timerResolution(): Promise<number> {
    return this.call((api) => api.timerResolution());
  }
  /** Opens, in a second worker where the first one's threads do not start. */
  private async openThreads(options: OpenOptions): Promise<Opened> {
    const first = this.call((api) => api.open(options));
    const stalled = new Promise<null>((resolve) => setTimeout(resolve, STALLED_MS, null));
    const opened = await Promise.race([first, stalled]);
    if (opened) return opened;
    first.catch(() => undefined);
    this.remote.close();
    this.remote = startWorker();
    return this.call((api) => api.open(options));
  }
  close(reason?: Error): void {
    this.remote.close(reason);
  }

  private call<T>(work: (api: Comlink.Remote<LaneApi>) => Promise<T>, patienceMs = this.patienceMs): Promise<T> {
    return this.remote.call(work, Math.max(patienceMs, this.patienceMs));
  }
}
