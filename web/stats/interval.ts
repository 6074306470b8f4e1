/**
 * The exact confidence interval of a median: two order statistics, no assumption about the distribution but that the
 * samples are independent draws from a continuous one (the sign test turned round; Conover, Practical Nonparametric
 * Statistics, 3.2). It needs no random numbers, so anyone can redo it from the exported samples.
 */

import { quantileSorted } from 'simple-statistics';
import { sortedSamples } from './statistics';

/** Coverage every interval of the page aims at. */
export const LEVEL = 0.95;

/** Ranks (counted from 1) of the two order statistics, `high = n + 1 - low`. */
export interface Ranks {
  readonly low: number;
  readonly high: number;
  /** Probability that the interval holds the true median. */
  readonly coverage: number;
  /** Whether `coverage` reaches the level asked for; with n < 6 even the full range has less than 95 %. */
  readonly reached: boolean;
}

/** An interval of the median, in the unit of the samples. */
export interface MedianInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
  readonly reached: boolean;
}

/**
 * The narrowest symmetric ranks with at least the coverage asked for: x(low) and x(high) miss the median on either side
 * with probability P(B < low), B ~ binomial(n, 1/2). Where no pair suffices: the full range, with its real coverage.
 */
export function medianRanks(n: number, level: number = LEVEL): Ranks {
  let low = 1;
  let tail = 0.5 ** n;
  // Logarithms, as 2^-n underflows for n > 1074.
  let logTerm = -n * Math.LN2;
  for (;;) {
    logTerm += Math.log((n - low + 1) / low);
    const nextTail = tail + Math.exp(logTerm);
    if (2 * low >= n || 1 - 2 * nextTail < level) break;
    tail = nextTail;
    low++;
  }
  const coverage = Math.max(0, 1 - 2 * tail);
  return { low, high: n + 1 - low, coverage, reached: coverage >= level };
}

/** The median of the samples with its interval. Throws KMeansError when there are none, or one is not finite. */
export function medianInterval(samples: readonly number[], level: number = LEVEL): MedianInterval {
  const sorted = sortedSamples(samples);
  const { low, high, coverage, reached } = medianRanks(sorted.length, level);
  return { median: quantileSorted(sorted, 0.5), low: sorted[low - 1]!, high: sorted[high - 1]!, coverage, reached };
}
