/** Numbers from rows: medians of launches, paired ratios, geometric means with their intervals. Pure. */

import { geometricMean, mean, median, quantile } from 'simple-statistics';

/** Resamples behind each interval. */
export const RESAMPLES = 10_000;
const LEVEL = 0.95;

/**
 * How many times faster b is than a in one launch, from paired rounds: exp(median(log(a_i / b_i))).
 * @param {readonly number[]} a milliseconds
 * @param {readonly number[]} b milliseconds of the same rounds
 */
export function pairedRatio(a, b) {
  return Math.exp(median(pairedLogs(a, b)));
}

/**
 * log(a_i / b_i) of the rounds both have.
 * @param {readonly number[]} a milliseconds
 * @param {readonly number[]} b milliseconds of the same rounds
 * @returns {number[]}
 */
export function pairedLogs(a, b) {
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
 * The paired logarithms of one cell: the launches, and in each the rounds.
 * @typedef {readonly (readonly number[])[]} CellLogs
 */

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
  const draws = logs.map((cell) => cellDraws(cell, random));
  return { mean: geometricMean(logs.map((cell) => Math.exp(cellLog(cell)))), ...intervalOf(meanOfDraws(draws)) };
}

/**
 * The figure of a cell: the median over launches of the median over rounds.
 * @param {CellLogs} launches
 */
export function cellLog(launches) {
  return median(launches.map((rounds) => median(rounds)));
}

/**
 * The figure of a cell, RESAMPLES times: launches drawn again, then rounds within each.
 * @param {CellLogs} launches
 * @param {() => number} random uniform in [0, 1)
 * @returns {Float64Array}
 */
export function cellDraws(launches, random) {
  const sorted = launches.map((rounds) => Float64Array.from(rounds).sort());
  const drawn = sorted.map(() => 0);
  return Float64Array.from({ length: RESAMPLES }, () => {
    for (let i = 0; i < drawn.length; i++)
      drawn[i] = resampledMedian(sorted[Math.floor(random() * sorted.length)], random);
    return median(drawn);
  });
}

/**
 * The mean over cells, draw by draw: the logarithm of a geometric mean.
 * @param {readonly Float64Array[]} draws of the cells
 * @returns {Float64Array}
 */
export function meanOfDraws(draws) {
  return Float64Array.from({ length: RESAMPLES }, (_, i) => mean(draws.map((cell) => cell[i])));
}

/**
 * The middle 95 % of drawn logarithms, as ratios.
 * @param {Float64Array} draws
 * @returns {{ low: number, high: number }}
 */
export function intervalOf(draws) {
  const [low, high] = quantile(Array.from(draws), [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).map(Math.exp);
  return { low, high };
}

/** The median of as many draws with replacement. Counting the draws of each rank costs less than sorting values. */
function resampledMedian(sorted, random) {
  const count = sorted.length;
  const drawn = new Uint16Array(count);
  for (let i = 0; i < count; i++) drawn[Math.floor(random() * count)]++;
  const lower = valueAt(sorted, drawn, (count - 1) >> 1);
  return count % 2 === 1 ? lower : (lower + valueAt(sorted, drawn, count >> 1)) / 2;
}

/** The value at a rank (from 0) of the draws. */
function valueAt(sorted, drawn, rank) {
  let i = 0;
  for (let below = drawn[0]; below <= rank; below += drawn[i]) i++;
  return sorted[i];
}

/**
 * What threads brought, from the speed-up over one thread.
 * @param {number} speedUp times faster than on one thread
 * @param {number} threads
 * @returns {{ efficiency: number, serial: number | null }} `efficiency` is speed-up by thread; `serial` is the share of the
 *   work that does not run in parallel, as measured (Karp and Flatt, 1990); null for one thread
 */
export function scaling(speedUp, threads) {
  if (threads === 1) return { efficiency: speedUp, serial: null };
  return { efficiency: speedUp / threads, serial: (1 / speedUp - 1 / threads) / (1 - 1 / threads) };
}
