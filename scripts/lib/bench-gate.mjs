/** The regression gate: a run held against a baseline, ratio by ratio. Pure. */

import { BASE, makeBaseline, NothingToCompare, placeName } from './bench-baseline.mjs';
import { figure, table } from './bench-format.mjs';
import { groupBy } from './bench-rows.mjs';
import { cellDraws, cellLog, intervalOf, meanOfDraws } from './bench-stats.mjs';

/** A lane fails when it takes this share longer in a cell, beyond doubt (`--tolerance` in percent sets another). */
export const TOLERANCE = 0.1;
/** A lane fails when it takes this share longer over all cells and its interval leaves out no change. */
const MEAN_TOLERANCE = 0.03;

/**
 * How much longer a lane takes than in the baseline, both measured by BASE in rounds of their own run: 1.2 is 20 % longer.
 * @typedef {object} Change
 * @property {string} label
 * @property {string | null} cell id, or null for the geometric mean over cells
 * @property {number} times
 * @property {number} low end of the 95 % interval
 * @property {number} high
 * @property {boolean} worse beyond the tolerance
 */

/**
 * Refuses what cannot be compared.
 * @param {import('./bench-baseline.mjs').Baseline} baseline
 * @param {import('./bench-baseline.mjs').Place} place of the new rows
 * @throws {NothingToCompare} saying what differs
 */
export function checkPlace(baseline, place) {
  const [before, now] = [placeName(baseline.place), placeName(place)];
  if (before === now) return;
  throw new NothingToCompare(`bench: nothing to compare: the baseline is of ${before}, and this is ${now}`);
}

/**
 * Holds rows against a baseline. The intervals come from resampling launches, then rounds, on both sides.
 * @param {import('./bench-baseline.mjs').Baseline} baseline
 * @param {readonly import('./bench-rows.mjs').Row[]} rows of the baseline's browser
 * @param {() => number} random uniform in [0, 1)
 * @param {number} [tolerance] share
 * @returns {{ cells: readonly Change[], means: readonly Change[], missing: readonly string[], good: boolean }} `missing`:
 *   what the baseline has and the rows have not
 * @throws {NothingToCompare} when machine or browser differ, or nothing stands on both sides
 */
export function compareWithBaseline(baseline, rows, random, tolerance = TOLERANCE) {
  const now = makeBaseline(baseline.grid, rows);
  checkPlace(baseline, now.place);
  const found = new Map(
    now.cells.flatMap(({ id, lanes }) => lanes.map((lane) => [`${lane.label} in ${id}`, lane.logs])),
  );
  const wanted = baseline.cells.flatMap(({ id, lanes }) => lanes.map((lane) => ({ ...lane, cell: id })));
  const nameOf = ({ label, cell }) => `${label} in ${cell}`;
  const shared = wanted.filter((lane) => found.has(nameOf(lane)));
  if (shared.length === 0) throw new NothingToCompare('bench: no lane was measured in a cell of the baseline');
  const measured = shared.map((lane) => ({ ...lane, ...changeOf(lane.logs, found.get(nameOf(lane)), random) }));
  const cells = measured.map(({ label, cell, log, draws }) => {
    const { low, high } = intervalOf(draws);
    return { label, cell, times: Math.exp(log), low, high, worse: low > 1 + tolerance };
  });
  const means = [...groupBy(measured, ({ label }) => label)].map(([label, members]) => meanChange(label, members));
  const missing = wanted.map(nameOf).filter((name) => !found.has(name));
  const good = missing.length === 0 && ![...cells, ...means].some(({ worse }) => worse);
  return { cells, means, missing, good };
}

/** Logarithm of how much longer, and its draws. */
function changeOf(before, now, random) {
  const [drawsBefore, drawsNow] = [cellDraws(before, random), cellDraws(now, random)];
  return { log: cellLog(before) - cellLog(now), draws: drawsBefore.map((log, i) => log - drawsNow[i]) };
}

function meanChange(label, members) {
  const log = members.reduce((sum, member) => sum + member.log, 0) / members.length;
  const { low, high } = intervalOf(meanOfDraws(members.map(({ draws }) => draws)));
  const times = Math.exp(log);
  // A mean beyond the tolerance whose interval holds 1 may be no change at all.
  return { label, cell: null, times, low, high, worse: times > 1 + MEAN_TOLERANCE && low > 1 };
}

/**
 * The gate's words for a terminal.
 * @param {import('./bench-baseline.mjs').Baseline} baseline
 * @param {ReturnType<typeof compareWithBaseline>} compared
 * @param {number} [tolerance]
 * @returns {string}
 */
export function gateText(baseline, { cells, means, missing, good }, tolerance = TOLERANCE) {
  const worse = [...cells, ...means].filter((change) => change.worse);
  const line = ({ label, cell, times, low, high }) => [
    label,
    cell ?? 'geometric mean',
    figure(times),
    `${figure(low)} to ${figure(high)}`,
  ];
  const percent = (share) => `${Number((100 * share).toFixed(1))} %`;
  const verdict = good
    ? `No lane takes more than ${percent(tolerance)} longer in a cell or ${percent(MEAN_TOLERANCE)} longer over all.`
    : 'Slower than the baseline:';
  return [
    `Grid ${baseline.grid} against ${baseline.version}, ${placeName(baseline.place)}.`,
    `Times longer than in the baseline, measured by ${BASE} of the same run; 1 is no change:`,
    table(['lane', 'cell', 'times', '95 %'], means.map(line)),
    worse.length > 0 || good ? verdict : 'Not everything was measured:',
    ...(worse.length > 0 ? [table(['lane', 'cell', 'times', '95 %'], worse.map(line))] : []),
    ...missing.map((name) => `- not measured: ${name}`),
  ].join('\n\n');
}
