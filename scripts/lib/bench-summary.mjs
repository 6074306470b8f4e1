/** summary.md of a grid, from its rows alone. Pure. */

import { byCell, cellName, figure, rowsName, table } from './bench-format.mjs';
import { SENTINEL } from './bench-grids.mjs';
import { rowKey } from './bench-rows.mjs';
import { acrossLaunches, geometricMeanRatio, pairedRatio } from './bench-stats.mjs';

const TUNED = 'js-tuned';
const PLAIN = 'js';

/**
 * @param {string} grid
 * @param {readonly import('./bench-rows.mjs').Row[]} allRows
 * @param {() => () => number} makeRandom a new stream of uniform numbers, the same each time
 * @returns {string} Markdown
 */
export function summarise(grid, allRows, makeRandom) {
  const sections = [`# Grid ${grid}`, 'Made from `rows.jsonl` alone. Cells are named n / d / k.'];
  for (const browser of [...new Set(allRows.map((row) => row.browser))].sort()) {
    const rows = allRows.filter((row) => row.grid === grid && row.browser === browser);
    sections.push(...browserSections(browser, rows, makeRandom));
  }
  return `${sections.join('\n\n')}\n`;
}

function browserSections(browser, rows, makeRandom) {
  const latest = new Map(rows.filter(({ role }) => role === 'cell').map((row) => [rowKey(row), row]));
  const cells = groupCells([...latest.values()].filter((row) => !row.error));
  const broken = [...latest.values()].filter((row) => row.error);
  if (latest.size === 0) return [`## ${browser}`, 'No rows.'];
  return [
    `## ${browser}`,
    ...environment(rows.findLast((row) => row.environment)?.environment),
    ...sentinelSection(rows.filter(({ role }) => role === 'sentinel')),
    ...(broken.length === 0
      ? ['Every lane gave the same answer, bit for bit, in every cell.']
      : ['**Not measured:**', broken.map((row) => `- ${cellName(row.cell)}, ${row.label}: ${row.error}`).join('\n')]),
    '### Milliseconds (median of launches, least to most)',
    timesTable(cells),
    ...ratioSections(cells, TUNED, makeRandom),
    ...ratioSections(cells, PLAIN, makeRandom),
    ...crossovers(cells),
    ...threadSections(cells),
  ];
}

/** @returns {{ cell: object, lanes: Map<string, object[]> }[]} sorted; `lanes` maps a label to its rows by launch */
function groupCells(rows) {
  const cells = new Map();
  for (const row of rows) {
    const entry = cells.get(row.cell.id) ?? { cell: row.cell, lanes: new Map() };
    cells.set(row.cell.id, entry);
    entry.lanes.set(row.label, [...(entry.lanes.get(row.label) ?? []), row]);
  }
  return [...cells.values()].sort((a, b) => byCell(a.cell, b.cell));
}

function labelsOf(cells) {
  return [...new Set(cells.flatMap(({ lanes }) => [...lanes.keys()]))];
}

function environment(env) {
  if (!env) return [];
  const { cpu, processors, kernel, version, userAgent, crossOriginIsolated, timerResolutionMs, playwright, node } = env;
  const isolated = crossOriginIsolated ? 'isolated' : 'NOT cross-origin isolated';
  const step = `clock step ${(timerResolutionMs * 1000).toFixed(0)} us`;
  return [
    [
      `${cpu}, ${processors} processors, ${kernel}; kmeans-race ${version}; Playwright ${playwright}, Node ${node};`,
      `${userAgent}, ${isolated}, ${step}.`,
    ].join('\n'),
  ];
}

/**
 * A run whose sentinels differ was disturbed: by heat, by another program, by the clock of the processor.
 * @param {readonly import('./bench-rows.mjs').Row[]} rows of sentinels
 */
export function sentinelSection(rows) {
  const runs = [...new Set(rows.map((row) => row.run))];
  const lines = runs.map((run) => {
    const turns = rows.filter((row) => row.run === run && !row.error);
    const times = turns.map((row) => row.medianMs);
    // The last turn is the third; a run of a single launch has no middle one.
    if (!turns.some((row) => row.launch === 3)) return `- ${run}: **unfinished**, ${times.length} sentinels`;
    const spread = Math.max(...times) / Math.min(...times) - 1;
    const verdict = spread <= SENTINEL.tolerance ? 'steady' : '**unsteady: do not quote**';
    return `- ${run}: ${times.map(figure).join(', ')} ms, ${(100 * spread).toFixed(1)} % apart: ${verdict}`;
  });
  const limit = 100 * SENTINEL.tolerance;
  return [`Sentinel (${SENTINEL.lane}, ${cellName(SENTINEL.cell)}; within ${limit} %):`, lines.join('\n')];
}

function timesTable(cells) {
  const labels = labelsOf(cells);
  const show = (rows) => {
    if (!rows) return '-';
    const { median, min, max, launches } = acrossLaunches(rows.map((row) => row.medianMs));
    return launches === 1 ? figure(median) : `${figure(median)} (${figure(min)} to ${figure(max)})`;
  };
  return table(
    ['cell', 'launches', 'iterations', ...labels],
    cells.map(({ cell, lanes }) => {
      const [rows] = lanes.values();
      return [cellName(cell), rows.length, rows[0].iterations, ...labels.map((label) => show(lanes.get(label)))];
    }),
  );
}

/** Samples of both lanes of every launch both took part in. */
function pairsOf(lanes, a, b) {
  const others = new Map((lanes.get(b) ?? []).map((row) => [row.launch, row]));
  return (lanes.get(a) ?? [])
    .filter((row) => others.has(row.launch))
    .map((row) => [row.samplesMs, others.get(row.launch).samplesMs]);
}

/** How many times faster than the base a lane is in a cell: the median over launches; null where not both raced. */
function cellRatio(lanes, base, label) {
  const pairs = pairsOf(lanes, base, label);
  return pairs.length === 0 ? null : acrossLaunches(pairs.map(([a, b]) => pairedRatio(a, b)));
}

function ratioSections(cells, base, makeRandom) {
  const withBase = cells.filter(({ lanes }) => lanes.has(base));
  const labels = labelsOf(cells).filter((label) => label !== base);
  if (withBase.length === 0 || labels.length === 0) return [];
  const ratios = withBase.map(({ cell, lanes }) => [cell, labels.map((label) => cellRatio(lanes, base, label))]);
  const overall = labels.map((label, i) => {
    const known = ratios.map(([, row]) => row[i]).filter((ratio) => ratio !== null);
    const pairs = withBase.map(({ lanes }) => pairsOf(lanes, base, label)).filter((launches) => launches.length > 0);
    const { mean, low, high } = geometricMeanRatio(pairs, makeRandom());
    const wins = known.filter(({ median }) => median < 1).length;
    return [label, figure(mean), `${figure(low)} to ${figure(high)}`, `${wins} of ${known.length}`];
  });
  return [
    `### Times faster than ${base}`,
    'Above 1 the lane is faster. Geometric mean over cells with a 95 % bootstrap interval (launches, then rounds):',
    table(['lane', 'geometric mean', '95 %', `cells where ${base} is faster`], overall),
    table(
      ['cell', ...labels],
      ratios.map(([cell, row]) => [cellName(cell), ...row.map((ratio) => figure(ratio?.median))]),
    ),
  ];
}

/**
 * Where a lane passes tuned JavaScript for good: the least n from which on it is faster at every size tried.
 * @param {readonly [number, number][]} byRows n and the ratio, n ascending
 * @returns {string} the end of a sentence
 */
export function crossoverWords(byRows) {
  const losses = byRows.findLastIndex(([, ratio]) => ratio <= 1);
  if (losses < 0) return `is faster from the smallest size tried, n = ${rowsName(byRows[0][0])}`;
  if (losses === byRows.length - 1)
    return `is not faster at n = ${rowsName(byRows[losses][0])}, the largest size tried`;
  return `passes between n = ${rowsName(byRows[losses][0])} and n = ${rowsName(byRows[losses + 1][0])}`;
}

function crossovers(cells) {
  const groups = new Map();
  for (const entry of cells) {
    const shape = `d = ${entry.cell.d}, k = ${entry.cell.k}`;
    groups.set(shape, [...(groups.get(shape) ?? []), entry]);
  }
  const labels = labelsOf(cells).filter((label) => label.startsWith('wasm'));
  const sentences = [...groups].flatMap(([shape, members]) =>
    labels.flatMap((label) => {
      const byRows = members
        .map(({ cell, lanes }) => [cell.n, cellRatio(lanes, TUNED, label)?.median])
        .filter(([, ratio]) => ratio !== undefined);
      return byRows.length < 2 ? [] : [`- ${shape}: ${label} ${crossoverWords(byRows)}.`];
    }),
  );
  return sentences.length === 0 ? [] : [`### Where each lane passes ${TUNED}`, sentences.join('\n')];
}

/** Speed-up of each thread count over one thread. */
function threadSections(cells) {
  const labels = labelsOf(cells).filter((label) => / x\d+$/.test(label));
  if (labels.length === 0) return [];
  return [
    '### Times faster than the same lane on one thread',
    table(
      ['cell', ...labels],
      cells.map(({ cell, lanes }) => [
        cellName(cell),
        ...labels.map((label) => figure(cellRatio(lanes, label.replace(/ x\d+$/, ' x1'), label)?.median)),
      ]),
    ),
  ];
}
