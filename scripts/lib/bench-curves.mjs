/** What a grid says along one axis: over rows, where a lane passes tuned JavaScript; over threads, what they bring. Pure. */

import { cellRatio, labelsOf, TUNED } from './bench-cells.mjs';
import { cellName, figure, rowsName, table } from './bench-format.mjs';
import { groupBy } from './bench-rows.mjs';
import { acrossLaunches, scaling } from './bench-stats.mjs';

/** Each threaded lane with the lane of the same code in a module that knows no threads. */
const SERIAL = { 'wasm-threads': 'wasm-simd', 'wasm-exact-threads': 'wasm-exact' };

/** How many times faster than tuned JavaScript a lane is at one size: the launches' least and most. */
/** @typedef {{ n: number, min: number, max: number }} AtSize */

/**
 * Who is faster from which size on. A size counts for a lane only when every launch says so.
 * @param {string} lane
 * @param {readonly AtSize[]} sizes n ascending
 * @returns {string} a sentence without its full stop
 */
export function crossoverWords(lane, sizes) {
  const winsFrom = sizes.findLastIndex(({ min }) => min <= 1) + 1;
  const losesBelow = sizes.findIndex(({ max }) => max >= 1);
  const name = (i) => `n = ${rowsName(sizes[i].n)}`;
  if (winsFrom === 0) return `${lane} is faster from the smallest size tried, ${name(0)}`;
  if (losesBelow < 0) return `${TUNED} is faster up to the largest size tried, ${name(sizes.length - 1)}`;
  const js = losesBelow > 0 ? [`${TUNED} is faster up to ${name(losesBelow - 1)}`] : [];
  if (winsFrom === sizes.length) {
    return [...js, `launches differ up to the largest size tried, ${name(sizes.length - 1)}`].join('; ');
  }
  const open = winsFrom - losesBelow;
  const between = open > 0 ? [`launches or sizes differ from ${name(losesBelow)} to ${name(winsFrom - 1)}`] : [];
  return [...js, ...between, `${lane} is faster from ${name(winsFrom)} up`].join('; ');
}

/** @param {readonly import('./bench-cells.mjs').CellRows[]} cells */
export function crossoverSections(cells) {
  const labels = labelsOf(cells).filter((label) => label.startsWith('wasm'));
  const shapes = groupBy(cells, ({ cell }) => `d = ${cell.d}, k = ${cell.k}`);
  const sentences = [...shapes].flatMap(([shape, members]) =>
    labels.flatMap((label) => {
      const sizes = members.flatMap(({ cell, lanes }) => {
        const ratio = cellRatio(lanes, TUNED, label);
        return ratio === null ? [] : [{ n: cell.n, ...ratio }];
      });
      return sizes.length < 2 ? [] : [`- ${shape}: ${crossoverWords(label, sizes)}.`];
    }),
  );
  if (sentences.length === 0) return [];
  return [
    `### From which size who is faster`,
    `Against ${TUNED}; a size counts for a lane only when every launch says so.`,
    sentences.join('\n'),
  ];
}

/**
 * What threads bring, beside two baselines: the same lane on one thread, and its code in the module that knows no threads.
 * @param {readonly import('./bench-cells.mjs').CellRows[]} cells
 */
export function threadSections(cells) {
  const counts = labelsOf(cells).flatMap((label) => {
    const [, lane, threads] = /^(.+) x(\d+)$/.exec(label) ?? [];
    return lane ? [{ label, lane, threads: Number(threads) }] : [];
  });
  return [...groupBy(counts, ({ lane }) => lane)].flatMap(([lane, members]) => {
    const serial = SERIAL[lane] ?? null;
    return [
      `### Threads: ${lane}`,
      [
        `Two baselines: the lane on one thread (x1), and ${serial ?? 'none'}, the same code without threads (serial).`,
        'Efficiency is times x1 by thread. The serial share is what Karp and Flatt (1990) read from times x1: a share that',
        'grows with threads means that sharing costs time, one that stays means work that cannot be shared.',
      ].join('\n'),
      table(
        ['cell', 'threads', 'ms', 'times x1', 'times serial', 'efficiency', 'serial share'],
        cells.flatMap(({ cell, lanes }) => members.flatMap((member) => threadRow(cell, lanes, member, serial))),
      ),
    ];
  });
}

function threadRow(cell, lanes, { label, lane, threads }, serial) {
  const rows = lanes.get(label);
  const speedUp = cellRatio(lanes, `${lane} x1`, label);
  if (!rows || !speedUp) return [];
  const { efficiency, serial: share } = scaling(speedUp.median, threads);
  const { median } = acrossLaunches(rows.map((row) => row.medianMs));
  const percent = (value) => (value === null ? '-' : `${(100 * value).toFixed(0)} %`);
  const overSerial = serial === null ? null : cellRatio(lanes, serial, label)?.median;
  return [
    [
      cellName(cell),
      threads,
      figure(median),
      figure(speedUp.median),
      figure(overSerial),
      percent(efficiency),
      percent(share),
    ],
  ];
}
