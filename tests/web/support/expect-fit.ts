import { expect } from 'vitest';
import type { Engine } from '../../../web/engines/engine';
import { KMeansError } from '../../../web/shared/types';
import type { FitParams, FitResult, FitSummary, IterationStats, Points } from '../../../web/shared/types';

/** What two implementations must agree on to the bit, in a shape that compares -0 and NaN as they are. */
export function answerBits({ labels, centroids, inertia, iterations, converged }: FitResult): unknown {
  const hex = (values: Int32Array | Float64Array): string =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
  return { iterations, converged, inertia, labels: hex(labels), centroids: hex(centroids) };
}

/** The answer of a fit, or the message it ended with. Errors not meant for people are thrown on. */
export function outcome(run: () => FitResult): unknown {
  try {
    return answerBits(run());
  } catch (error) {
    if (error instanceof KMeansError) return error.message;
    throw error;
  }
}

/** A whole fit in a loaded engine. */
export function fitWhole(engine: Engine, params: FitParams): FitResult {
  const summary = engine.fit(params);
  const result = engine.result();
  const { iterations, converged, inertia } = result;
  expect(summary).toEqual({ iterations, converged, inertia });
  return result;
}

/** The same in half-steps, with the statistics of every assignment. */
export function fitInSteps(
  engine: Engine,
  params: FitParams,
): { result: FitResult; summary: FitSummary; trace: IterationStats[] } {
  const stepper = engine.stepper(params);
  stepper.seed();
  stepper.assign();
  const trace = [stepper.stats()];
  while (!stepper.finished()) {
    stepper.update();
    stepper.assign();
    trace.push(stepper.stats());
  }
  return { summary: stepper.summary(), result: engine.result(), trace };
}

/** Loads points, runs, and gives the engine's memory back. */
export function withPoints<T>(engine: Engine, points: Points, run: (engine: Engine) => T): T {
  try {
    engine.load(points);
    return run(engine);
  } finally {
    engine.dispose();
  }
}
