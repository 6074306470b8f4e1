/** The JavaScript lanes: one driver, four sets of kernels. */

import { KMeansError } from '../../shared/types';
import type { FitParams, FitResult, FitSummary, Points } from '../../shared/types';
import type { Engine, FitStepper } from '../engine';
import { exactKernels } from './exact';
import { JsFit } from './fit';
import { flatKernels } from './flat';
import type { LaneKernels } from './kernels';
import { objectKernels } from './objects';
import type { LoadedRows } from './start';
import { tunedKernels } from './tuned';
import { validateParams, validatePoints } from '../validate';

/** Lanes written in JavaScript. */
export type JsLaneId = 'js-objects' | 'js' | 'js-tuned' | 'js-exact';

/** A new engine of the lane, without points. */
export function createJsEngine(lane: JsLaneId): Engine {
  switch (lane) {
    case 'js-objects':
      return new JsEngine(objectKernels);
    case 'js':
      return new JsEngine(flatKernels);
    case 'js-tuned':
      return new JsEngine(tunedKernels);
    case 'js-exact':
      return new JsEngine(exactKernels);
  }
}

/** Labels live with the rows, so starting a fit or a stepper ends the one before. */
class JsEngine<Rows> implements Engine {
  readonly threads = 1;
  private readonly kernels: LaneKernels<Rows>;
  private loaded: LoadedRows<Rows> | null = null;
  private current: JsFit<Rows> | null = null;

  constructor(kernels: LaneKernels<Rows>) {
    this.kernels = kernels;
  }

  load(points: Points): void {
    validatePoints(points);
    this.current = null;
    this.loaded = { kernels: this.kernels, rows: this.kernels.copyIn(points), n: points.n, d: points.d };
  }

  fit(params: FitParams): FitSummary {
    const fit = this.begin(params);
    fit.seed();
    fit.assign();
    while (!fit.finished()) {
      fit.update();
      fit.assign();
    }
    return fit.summary();
  }

  stepper(params: FitParams): FitStepper {
    return this.begin(params);
  }

  result(): FitResult {
    if (!this.current) throw new KMeansError('there is no finished fit to take a result from');
    return this.current.result();
  }

  dispose(): void {
    this.current = null;
    this.loaded = null;
  }

  private begin(params: FitParams): JsFit<Rows> {
    this.current = null;
    if (!this.loaded) throw new KMeansError('no points are loaded');
    validateParams(params, this.loaded.n, this.loaded.d);
    this.current = new JsFit(this.loaded, params);
    return this.current;
  }
}
