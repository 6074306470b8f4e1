/** Plain descriptions of timing samples. The arithmetic is simple-statistics'; nothing is ever dropped. */

import { median, medianAbsoluteDeviation, quantileSorted } from 'simple-statistics';
import { KMeansError } from '../shared/types';

/** One lane's samples in numbers; every value but the counts and `relativeMad` has the unit of the samples. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  /** Quartiles and 95th percentile by linear interpolation (type 7 of Hyndman and Fan, 1996). */
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly p95: number;
  readonly max: number;
  /** Median absolute deviation from the median, not scaled. */
  readonly mad: number;
  /** mad / median: 0.05 means that half of the samples lie within 5 % of the median. 0 when the median is 0. */
  readonly relativeMad: number;
  /** Samples more than 1.5 interquartile ranges outside the quartiles (Tukey, 1977). */
  readonly outliers: number;
}

/** Summarises samples in any order. Throws KMeansError when there are none, or one is not finite. */
export function summarise(samples: readonly number[]): Summary {
  const sorted = sortedSamples(samples);
  const [q1, middle, q3, p95] = [0.25, 0.5, 0.75, 0.95].map((p) => quantileSorted(sorted, p)) as [
    number,
    number,
    number,
    number,
  ];
  const fence = 1.5 * (q3 - q1);
  const mad = medianAbsoluteDeviation(sorted);
  return {
    count: sorted.length,
    min: sorted[0]!,
    q1,
    median: middle,
    q3,
    p95,
    max: sorted[sorted.length - 1]!,
    mad,
    relativeMad: middle === 0 ? 0 : mad / Math.abs(middle),
    outliers: sorted.filter((x) => x < q1 - fence || x > q3 + fence).length,
  };
}

/**
 * How much slower the last third of the samples is than the first third, by their medians: 0.05 means 5 % slower,
 * a negative number faster. 0 for fewer than six samples. Samples are in the order taken, and positive.
 */
export function driftOf(samples: readonly number[]): number {
  if (samples.length < 6) return 0;
  const third = Math.floor(samples.length / 3);
  return median(samples.slice(-third)) / median(samples.slice(0, third)) - 1;
}

/** A sorted copy. Throws KMeansError when there are no samples, or one is not finite. */
export function sortedSamples(samples: readonly number[]): number[] {
  if (samples.length === 0) throw new KMeansError('There are no samples to describe.');
  const bad = samples.findIndex((x) => !Number.isFinite(x));
  if (bad >= 0) throw new KMeansError(`Sample ${bad + 1} is ${samples[bad]}; samples must be finite numbers.`);
  return samples.slice().sort((x, y) => x - y);
}
