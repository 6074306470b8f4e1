import { distributionInfo, type DistributionId } from '../shared/distributions';
import { Rng } from '../shared/rng';
import { KMeansError, LIMITS, type Dataset } from '../shared/types';
import { anisotropic } from './anisotropic';
import { blobs } from './blobs';
import type { Generator } from './generator';
import { moons } from './moons';
import { Normal } from './normal';
import { rings } from './rings';
import { spiral } from './spiral';
import { unbalanced } from './unbalanced';
import { uniform } from './uniform';
import { varied } from './varied';

export { DISTRIBUTIONS, isDistributionId, type DistributionId, type DistributionInfo } from '../shared/distributions';

const GENERATORS: Readonly<Record<DistributionId, Generator>> = {
  blobs,
  rings,
  moons,
  anisotropic,
  uniform,
  spiral,
  varied,
  unbalanced,
};

/** What a generated dataset depends on, and nothing else: equal parameters give equal bytes in every browser. */
export interface GenerateParams {
  readonly distribution: DistributionId;
  /** Rows, 10 to 1,000,000. */
  readonly n: number;
  /** Features, within the distribution's minD and maxD. */
  readonly d: number;
  /** Clusters, 1 to min(n, 4096); distributions with `fixedClusters` do not look at it. */
  readonly k: number;
  /** 32-bit unsigned. */
  readonly seed: number;
}

/**
 * Generates a dataset with its truth labels (0-based). Rows are in random order, none is clamped or rejected.
 * Throws KMeansError when a parameter is out of range or the memory does not suffice.
 */
export function generate(params: GenerateParams): Dataset {
  const { distribution, n, d, k, seed } = params;
  check(params);
  const rng = new Rng(seed);
  const { data, truth } = allocate(n, d);
  GENERATORS[distribution]({ data, truth, n, d, k, rng, normal: new Normal(rng) });
  const columns = d === 2 ? ['x', 'y'] : Array.from({ length: d }, (_, j) => `x${j + 1}`);
  return { name: distribution, source: 'generated', data, n, d, truth, columns };
}

function check({ distribution, n, d, k, seed }: GenerateParams): void {
  if (!Object.hasOwn(GENERATORS, distribution)) throw new KMeansError(`'${distribution}' is not a distribution.`);
  const { minD, maxD } = distributionInfo(distribution);
  checkWhole('n', n, 10, LIMITS.maxGeneratedRows);
  checkWhole(`d of ${distribution}`, d, minD, maxD);
  checkWhole('k', k, 1, Math.min(n, LIMITS.maxK));
  checkWhole('seed', seed, 0, 0xffff_ffff);
}

function checkWhole(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const range = min === max ? `${min}` : `a whole number from ${min} to ${max}`;
  throw new KMeansError(`${name} is ${value}; it must be ${range}.`);
}

function allocate(n: number, d: number): { data: Float64Array; truth: Int32Array } {
  try {
    return { data: new Float64Array(n * d), truth: new Int32Array(n) };
  } catch {
    throw new KMeansError(`There is not enough memory for ${n} points with ${d} features (${(8 * n * d) / 1e6} MB).`);
  }
}
