import type { Rng } from '../../shared/rng';
import { KMeansError } from '../../shared/types';
import type { EmptyPolicy } from '../../shared/types';
import type { LoadedRows } from './start';

/** What an update hands to the empty-cluster policy. */
export interface EmptyContext {
  readonly policy: EmptyPolicy;
  /** Clusters without rows, ascending. */
  readonly empties: readonly number[];
  /** The update's number, from 1. */
  readonly iteration: number;
  /** Centroids (k x d) before and after the update; the policy writes the empty ones of `centroids`. */
  readonly previous: Float64Array;
  readonly centroids: Float64Array;
  /** The fit's second generator. */
  readonly reseedRng: Rng;
  /** Scratch of n values. */
  readonly distances: Float64Array;
}

/**
 * Gives every empty cluster a centroid, or refuses, as the contract's policies say.
 * @throws KMeansError naming cluster and iteration when the policy is `error`
 */
export function fillEmpties<Rows>({ kernels, rows, n, d }: LoadedRows<Rows>, context: EmptyContext): void {
  const { policy, empties, previous, centroids } = context;
  if (empties.length === 0) return;
  const at = (values: Float64Array, c: number): Float64Array => values.subarray(c * d, (c + 1) * d);
  switch (policy) {
    case 'keep':
      for (const c of empties) at(centroids, c).set(at(previous, c));
      return;
    case 'reseed':
      for (const c of empties) kernels.copyRow(rows, context.reseedRng.below(n), at(centroids, c));
      return;
    case 'relocate': {
      kernels.ownDistances(rows, previous, context.distances);
      const farthest = farthestRows(context.distances, empties.length);
      empties.forEach((c, i) => kernels.copyRow(rows, farthest[i]!, at(centroids, c)));
      return;
    }
    case 'error':
      throw new KMeansError(`cluster ${empties[0]} is empty after iteration ${context.iteration} (empty = error)`);
  }
}

/** The `count` rows with the largest distances, largest first; the lower index first on ties, NaN after every number. */
function farthestRows(distances: Float64Array, count: number): number[] {
  const rank = (row: number): number => (distances[row]! >= 0 ? distances[row]! : -1);
  const farthest: number[] = [];
  for (let i = 0; i < distances.length; i++) {
    if (farthest.length === count && rank(i) <= rank(farthest[count - 1]!)) continue;
    let low = 0;
    let high = farthest.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rank(farthest[middle]!) >= rank(i)) low = middle + 1;
      else high = middle;
    }
    farthest.splice(low, 0, i);
    if (farthest.length > count) farthest.pop();
  }
  return farthest;
}
