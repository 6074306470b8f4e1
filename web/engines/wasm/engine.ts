import type { Algorithm } from '../../shared/lanes';
import { EMPTY_POLICIES, INITS, KMeansError, STOPS } from '../../shared/types';
import type { FitParams, FitResult, FitSummary, IterationStats, Points } from '../../shared/types';
import type { Engine, FitStepper, OnFitDone, SweepChoice, SweepOutcome } from '../engine';
import { validateParams, validateShape } from '../validate';
import type { KMeansModule, Session } from './module';

type FitArguments = [number, number, number, number, number, number, number];

/** The enums of cpp/include/kmeans/params.h count in the order of the lists in web/shared/types.ts. */
function fitArguments(p: FitParams): FitArguments {
  return [p.k, INITS.indexOf(p.init), p.seed, STOPS.indexOf(p.stop), p.tol, p.maxIter, EMPTY_POLICIES.indexOf(p.empty)];
}

export interface WasmEngineOptions {
  /** Threads of the pool, the caller's included. */
  readonly threads: number;
  /** Whether each fit may be given one thread instead of all, by a cost model measured now. */
  readonly chooseThreads: boolean;
  readonly algorithm: Algorithm;
}

/** An engine over one WebAssembly module. `dispose` frees its memory; the module's threads stay until the worker ends. */
class WasmEngine implements Engine {
  private readonly session: Session;
  private unsettled: boolean;
  private size = { n: 0, d: 0 };

  constructor(module: KMeansModule, { threads, chooseThreads, algorithm }: WasmEngineOptions) {
    this.session = new module.Session(threads, algorithm === 'exact' ? 1 : 0);
    this.unsettled = chooseThreads && threads > 1;
  }

  get threads(): number {
    return this.session.threads();
  }

  settle(): void {
    if (this.unsettled) this.session.chooseThreads();
    this.unsettled = false;
  }

  load(points: Points): void {
    validateShape(points);
    this.size = { n: 0, d: 0 };
    this.check(this.session.reserve(points.n, points.d));
    this.session.pointsView().set(points.data);
    this.check(this.session.check());
    this.size = { n: points.n, d: points.d };
  }

  fit(params: FitParams): FitSummary {
    this.prepare(params);
    this.check(this.session.fit(...fitArguments(params)));
    return this.readSummary();
  }

  sweep(params: FitParams, kMax: number, how: SweepChoice, onDone: OnFitDone): SweepOutcome {
    const largest = { ...params, k: kMax };
    this.prepare(largest);
    const across = how === 'auto' ? this.session.sweepsAcross(kMax) : how === 'across';
    this.check(this.session.sweep(...fitArguments(largest), across, onDone));
    const found = this.session.sweepView().slice();
    const rows = Array.from({ length: kMax }, (_, i) => ({
      k: i + 1,
      inertia: found[3 * i]!,
      iterations: found[3 * i + 1]!,
      converged: found[3 * i + 2] === 1,
    }));
    return { rows, how: across ? 'across' : 'within' };
  }

  stepper(params: FitParams): FitStepper {
    const { session } = this;
    this.prepare(params);
    this.check(session.begin(...fitArguments(params)));
    return {
      seed: () => session.seed(),
      assign: () => session.assign(),
      update: () => this.check(session.update()),
      finished: () => session.finished(),
      stats: () => this.readStats(),
      summary: () => {
        session.summarize();
        return this.readSummary();
      },
      snapshot: () => ({ labels: session.labelsView().slice(), centroids: session.centroidsView().slice() }),
    };
  }

  result(): FitResult {
    // slice() copies out of WebAssembly memory into plain buffers the caller owns.
    return {
      ...this.readSummary(),
      labels: this.session.labelsView().slice(),
      centroids: this.session.centroidsView().slice(),
      trace: null,
    };
  }

  dispose(): void {
    this.session.delete();
  }

  private prepare(params: FitParams): void {
    validateParams(params, this.size.n, this.size.d);
    if (params.init !== 'given' || !params.start) return;
    this.check(this.session.reserveStart(params.k));
    this.session.startView().set(params.start);
  }

  private readSummary(): FitSummary {
    return {
      iterations: this.session.iterations(),
      converged: this.session.converged(),
      inertia: this.session.inertia(),
    };
  }

  private readStats(): IterationStats {
    this.session.stats();
    return {
      inertia: this.session.statsInertia(),
      changed: this.session.statsChanged(),
      shift: this.session.statsShift(),
      empties: this.session.statsEmpties(),
    };
  }

  private check(status: number): void {
    if (status !== 0) throw new KMeansError(this.session.message());
  }
}

/**
 * A WebAssembly engine on `threads` threads; the module must have been made with at least `threads - 1` extra ones.
 */
export function createWasmEngine(module: KMeansModule, options: WasmEngineOptions): Engine {
  return new WasmEngine(module, options);
}
