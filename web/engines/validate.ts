import { EMPTY_POLICIES, INITS, KMeansError, LIMITS, STOPS } from '../shared/types';
import type { FitParams, Points } from '../shared/types';

const MAX_SEED = 0xffffffff;

function requireInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new KMeansError(`${name} must be an integer from ${low} to ${high}, got ${value}`);
  }
}

function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) {
    throw new KMeansError(`${name} must be one of ${allowed.join(', ')}, got ${value}`);
  }
}

function requireFinite(values: Float64Array, d: number, message: (value: number, place: string) => string): void {
  // A loop, not findIndex: this reads every value of the data set.
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new KMeansError(message(values[i]!, `row ${Math.floor(i / d) + 1}, column ${(i % d) + 1}`));
    }
  }
}

/**
 * Refuses sizes no engine can use.
 * @throws KMeansError naming the size
 */
export function validateShape({ data, n, d }: Points): void {
  if (!Number.isInteger(n) || n < 1) throw new KMeansError(`points must have at least 1 row, got ${n}`);
  if (!Number.isInteger(d) || d < 1 || d > LIMITS.maxFeatures) {
    throw new KMeansError(`points must have 1 to ${LIMITS.maxFeatures} features, got ${d}`);
  }
  if (data.length !== n * d) {
    throw new KMeansError(`${n} points with ${d} features need ${n * d} values, got ${data.length}`);
  }
}

/**
 * Refuses points no engine can use. The sentences are shared with the C++ core (tests/fixtures/messages.json).
 * @throws KMeansError naming the value, its row and its column (from 1)
 */
export function validatePoints(points: Points): void {
  validateShape(points);
  requireFinite(
    points.data,
    points.d,
    (value, place) => `the value at ${place} is ${value}; points must be finite numbers`,
  );
}

/**
 * Refuses parameters no engine can use, in the order k, names, seed, tol, maxIter, start.
 * The sentences are shared with the C++ core (tests/fixtures/messages.json).
 * @throws KMeansError naming the parameter and its value
 */
export function validateParams(params: FitParams, n: number, d: number): void {
  const { k, init, start, seed, stop, tol, maxIter, empty } = params;
  requireInteger('k', k, 1, LIMITS.maxK);
  if (k > n) throw new KMeansError(`k = ${k} is more than the ${n} points`);
  requireOneOf('init', init, INITS);
  requireOneOf('stop', stop, STOPS);
  requireOneOf('empty', empty, EMPTY_POLICIES);
  requireInteger('seed', seed, 0, MAX_SEED);
  if (!Number.isFinite(tol) || tol < 0) {
    throw new KMeansError(`tol must be a finite number of at least 0, got ${tol}`);
  }
  requireInteger('maxIter', maxIter, 0, LIMITS.maxIter);
  if (init !== 'given') return;
  const given = start?.length ?? 0;
  if (!start || given !== k * d) {
    throw new KMeansError(`start must hold ${k} x ${d} = ${k * d} values, got ${given}`);
  }
  requireFinite(
    start,
    d,
    (value, place) => `the value at ${place} of start is ${value}; centroids must be finite numbers`,
  );
}
