import type { ComparisonVerdict } from '../shared/result';
import { KMeansError } from '../shared/types';
import { medianInterval } from './interval';

/** Smallest factor worth a winner. An interval that reaches below it (or its inverse) is too close to call. */
export const LEAST_FACTOR = 1.03;

/** Lane a against lane b over paired rounds. */
export interface PairedComparison {
  /** Time of a over time of b, exp(median(log(a_i / b_i))): above 1 means that b is faster. */
  readonly ratio: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** Probability that the interval holds the true ratio: at least 0.95 from six pairs on, less below. */
  readonly coverage: number;
  readonly verdict: ComparisonVerdict;
}

/**
 * Compares two lanes whose i-th samples (milliseconds) are from the same round, so that what slowed the machine slowed
 * both. Swapping the lanes inverts the ratio and mirrors the verdict. A winner needs the whole interval beyond
 * LEAST_FACTOR, and an interval of 95 %, hence at least six pairs.
 * Throws KMeansError when the lanes have no or not equally many samples, or a sample is not a positive number.
 */
export function compare(samplesA: readonly number[], samplesB: readonly number[]): PairedComparison {
  if (samplesA.length !== samplesB.length || samplesA.length === 0) {
    throw new KMeansError(`Paired samples are needed; there are ${samplesA.length} and ${samplesB.length}.`);
  }
  const logs = samplesA.map((a, i) => Math.log(checked(a, i)) - Math.log(checked(samplesB[i]!, i)));
  const { median, low, high, coverage, reached } = medianInterval(logs);
  const [ratio, ciLow, ciHigh] = [Math.exp(median), Math.exp(low), Math.exp(high)];
  let verdict: ComparisonVerdict = 'too-close-to-call';
  if (reached && ciLow > LEAST_FACTOR) verdict = 'b-faster';
  if (reached && ciHigh < 1 / LEAST_FACTOR) verdict = 'a-faster';
  return { ratio, ciLow, ciHigh, coverage, verdict };
}

function checked(ms: number, index: number): number {
  if (ms > 0 && ms < Infinity) return ms;
  throw new KMeansError(`The sample of round ${index + 1} took ${ms} ms; a comparison needs positive times.`);
}
