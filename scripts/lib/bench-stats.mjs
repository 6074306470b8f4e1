/** Numbers from rows: medians of launches, paired ratios, geometric means with their intervals. Pure. */

import { geometricMean, median, quantile, sampleWithReplacement } from 'simple-statistics';

/** Resamples behind each interval. */
const RESAMPLES = 1000;
const LEVEL = 0.95;

/**
 * How many times faster b is than a in one launch, from paired rounds: exp(median(log(a_i / b_i))).
 * @param {readonly number[]} a milliseconds
 * @param {readonly number[]} b milliseconds of the same rounds
 */
export function pairedRatio(a, b) {
  return Math.exp(median(pairedLogs(a, b)));
}

/** @returns {number[]} */
function pairedLogs(a, b) {
  const rounds = Math.min(a.length, b.length);
  return Array.from({ length: rounds }, (_, i) => Math.log(a[i] / b[i]));
}

/**
 * The median of per-launch figures with the smallest and the largest one.
 * @param {readonly number[]} values not empty
 */
export function acrossLaunches(values) {
  return { median: median([...values]), min: Math.min(...values), max: Math.max(...values), launches: values.length };
}

/**
 * Geometric mean over cells of the ratio of two lanes, with a 95 % interval from a hierarchical bootstrap: the cells
 * stay, launches are drawn again within each, then rounds within each launch (Davison and Hinkley, 1997, 3.8).
 *
 * @param {readonly (readonly (readonly [readonly number[], readonly number[]])[])[]} cells for every cell the launches: paired
 *   samples of lane a and lane b
 * @param {() => number} random uniform in [0, 1)
 * @returns {{ mean: number, low: number, high: number }} for one launch a cell the interval only knows the
 *   spread of rounds
 */
export function geometricMeanRatio(cells, random) {
  const logs = cells.map((launches) => launches.map(([a, b]) => pairedLogs(a, b)));
  const cellRatio = (launches) => Math.exp(median(launches.map((rounds) => median(rounds))));
  const mean = geometricMean(logs.map(cellRatio));
  const resampled = Array.from({ length: RESAMPLES }, () =>
    geometricMean(
      logs.map((launches) =>
        cellRatio(
          sampleWithReplacement(launches, launches.length, random).map((rounds) =>
            sampleWithReplacement(rounds, rounds.length, random),
          ),
        ),
      ),
    ),
  );
  const [low, high] = quantile(resampled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]);
  return { mean, low, high };
}
