import * as Comlink from 'comlink';
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

/** One lane in a worker of its own. After `close` every call rejects. */
export class LaneClient implements LaneApi {
  private readonly remote = new RemoteWorker<LaneApi>(
    new Worker(new URL('./lane.worker.ts', import.meta.url), { type: 'module', name: 'lane' }),
  );

  private opened: Promise<Opened> | null = null;

  /** Opens once: a lane that was opened ahead answers with what that took. */
  open(options: OpenOptions): Promise<Opened> {
    return (this.opened ??= this.remote.call((api) => api.open(options)));
  }
  load({ data, n, d }: Points): Promise<{ copyInMs: number }> {
    return this.remote.call((api) => api.load({ data, n, d }));
  }
  first(params: FitParams, onIteration: OnIteration): Promise<FirstRun> {
    return this.remote.call((api) => api.first(params, Comlink.proxy(onIteration)));
  }
  trace(params: FitParams, onIteration: OnIteration): Promise<readonly IterationStats[]> {
    return this.remote.call((api) => api.trace(params, Comlink.proxy(onIteration)));
  }
  record(params: FitParams, onFrame: OnFrame): Promise<FitSummary> {
    return this.remote.call((api) => api.record(params, Comlink.proxy(onFrame)));
  }
  sample(params: FitParams, scope: OpenScope, reps: number): Promise<Sample> {
    return this.remote.call((api) => api.sample(params, scope, reps));
  }
  phases(params: FitParams, forMs: number): ReturnType<LaneApi['phases']> {
    return this.remote.call((api) => api.phases(params, forMs));
  }
  fits(
    params: FitParams,
    variants: readonly Variant[],
    truth: Int32Array | null,
    onDone: OnIteration,
  ): Promise<readonly VariantFit[]> {
    return this.remote.call((api) => api.fits(params, variants, truth, Comlink.proxy(onDone)));
  }
  sweep(params: FitParams, kMax: number, how: SweepChoice, onDone: OnIteration): Promise<TimedSweep> {
    return this.remote.call((api) => api.sweep(params, kMax, how, Comlink.proxy(onDone)));
  }
  scored(params: FitParams): Promise<ScoredFit> {
    return this.remote.call((api) => api.scored(params));
  }
  timerResolution(): Promise<number> {
    return this.remote.call((api) => api.timerResolution());
  }
  close(reason?: Error): void {
    this.remote.close(reason);
  }
}
