/** Rows by cell, contestant and launch, and the ratios between contestants. Pure. */

import { byCell } from './bench-format.mjs';
import { groupBy } from './bench-rows.mjs';
import { acrossLaunches, pairedRatio } from './bench-stats.mjs';

/** The JavaScript lane every summary measures by. */
export const TUNED = 'js-tuned';

/**
 * @typedef {object} CellRows
 * @property {import('./bench-grids.mjs').Cell} cell
 * @property {Map<string, import('./bench-rows.mjs').Row[]>} lanes rows by launch, under the contestant's label
 */

/**
 * @param {readonly import('./bench-rows.mjs').Row[]} rows
 * @returns {CellRows[]} in the order of a table
 */
export function groupCells(rows) {
  const cells = [...groupBy(rows, ({ cell }) => cell.id).values()];
  return cells
    .map((members) => ({ cell: members[0].cell, lanes: groupBy(members, ({ label }) => label) }))
    .sort((a, b) => byCell(a.cell, b.cell));
}

/** @param {readonly CellRows[]} cells */
export function labelsOf(cells) {
  return [...new Set(cells.flatMap(({ lanes }) => [...lanes.keys()]))];
}

/** Samples of both lanes of every launch both took part in. */
export function pairsOf(lanes, a, b) {
  const others = new Map((lanes.get(b) ?? []).map((row) => [row.launch, row]));
  return (lanes.get(a) ?? [])
    .filter((row) => others.has(row.launch))
    .map((row) => [row.samplesMs, others.get(row.launch).samplesMs]);
}

/** How many times faster than the base a lane is in a cell: the median over launches; null where not both raced. */
export function cellRatio(lanes, base, label) {
  const pairs = pairsOf(lanes, base, label);
  return pairs.length === 0 ? null : acrossLaunches(pairs.map(([a, b]) => pairedRatio(a, b)));
}
