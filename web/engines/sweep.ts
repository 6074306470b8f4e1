import type { FitParams } from '../shared/types';
import type { Engine, OnFitDone, SweepChoice, SweepOutcome, SweepRow } from './engine';

/**
 * A fit of every k from 1 to kMax in a loaded engine: by its own sweep where it has one, else one fit after the other,
 * each with its own start. The rows have the same bits either way, as the first k centres of a start for kMax are the
 * start for k (greedy k-means++ apart, which every engine seeds anew for each k).
 *
 * @param params As for one fit; its k is not read. With `init` given, `start` has kMax rows; k takes the first k of them
 * @param how Engines of one thread have no choice and answer 'within'
 * @throws KMeansError as `Engine.fit` does
 */
export function sweepOn(
  engine: Engine,
  params: FitParams,
  kMax: number,
  how: SweepChoice,
  onDone: OnFitDone,
): SweepOutcome {
  if (engine.sweep) return engine.sweep(params, kMax, how, onDone);
  // Refuses what the largest fit cannot be before the smaller ones have cost anything.
  engine.stepper({ ...params, k: kMax });
  const width = params.start ? params.start.length / kMax : 0;
  const rows: SweepRow[] = [];
  for (let k = 1; k <= kMax; k++) {
    const start = params.start?.subarray(0, k * width) ?? null;
    rows.push({ k, ...engine.fit({ ...params, k, start }) });
    onDone(k);
  }
  return { rows, how: 'within' };
}
