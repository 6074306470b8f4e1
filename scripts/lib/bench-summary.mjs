/** summary.md of a grid, from its rows alone. Pure. */

import { cellRatio, groupCells, labelsOf, pairsOf, TUNED } from './bench-cells.mjs';
import { crossoverSections, threadSections } from './bench-curves.mjs';
import { cellName, figure, table } from './bench-format.mjs';
import { SENTINEL } from './bench-grids.mjs';
import { latestRows } from './bench-rows.mjs';
import { acrossLaunches, geometricMeanRatio, RESAMPLES } from './bench-stats.mjs';

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
  const latest = latestRows(rows.filter(({ role }) => role === 'cell'));
  const cells = groupCells(latest.filter((row) => !row.error));
  const broken = latest.filter((row) => row.error);
  if (latest.length === 0) return [`## ${browser}`, 'No rows.'];
  return [
    `## ${browser}`,
    ...environment(rows.flatMap((row) => row.environment ?? [])),
    ...sentinelSection(rows.filter(({ role }) => role === 'sentinel')),
    ...(broken.length === 0
      ? ['Every lane gave the same answer, bit for bit, in every cell.']
      : ['**Not measured:**', broken.map((row) => `- ${cellName(row.cell)}, ${row.label}: ${row.error}`).join('\n')]),
    '### Milliseconds (median of launches, least to most)',
    timesTable(cells),
    ...ratioSections(cells, TUNED, makeRandom),
    ...ratioSections(cells, PLAIN, makeRandom),
    ...javascriptWins(cells),
    ...crossoverSections(cells),
    ...threadSections(cells),
  ];
}

/** @param {readonly object[]} all environments of the rows, in the order measured */
function environment(all) {
  const env = all.at(-1);
  if (!env) return [];
  const { cpu, processors, kernel, governor, userAgent, crossOriginIsolated, playwright, node, browser } = env;
  const isolated = crossOriginIsolated ? 'isolated' : 'NOT cross-origin isolated';
  const step = `clock step ${(env.timerResolutionMs * 1000).toFixed(0)} us`;
  const loads = all.map(({ loadBefore }) => loadBefore).filter(Number.isFinite);
  const load = loads.length === 0 ? 'unknown' : `${Math.min(...loads)} to ${Math.max(...loads)}`;
  const modules = Object.entries(env.wasmSha256 ?? {}).map(([name, sha256]) => `- ${name}: ${sha256}`);
  const versions = [...new Set(all.map((one) => one.version))];
  return [
    [
      `${cpu}, ${processors} processors, governor ${governor}, ${kernel}; load before a launch ${load};`,
      `kmeans-race ${versions.join(' and ')}${env.changed ? ' with changes' : ''}; Playwright ${playwright}, Node ${node};`,
      `${browser}: ${userAgent}, ${isolated}, ${step}.`,
    ].join('\n'),
    ...(modules.length > 0 ? [`SHA-256 of the modules:\n\n${modules.join('\n')}`] : []),
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
    'Above 1 the lane is faster. Geometric mean over cells with a 95 % bootstrap interval (launches, then rounds; ' +
      `${RESAMPLES} resamples, seeded):`,
    table(['lane', 'geometric mean', '95 %', `cells where ${base} is faster`], overall),
    table(
      ['cell', ...labels],
      ratios.map(([cell, row]) => [cellName(cell), ...row.map((ratio) => figure(ratio?.median))]),
    ),
  ];
}

/** How often the language loses: cells in which no WebAssembly lane beats the best JavaScript lane. */
function javascriptWins(cells) {
  const fastest = (lanes, isOurs) =>
    Math.min(
      ...[...lanes]
        .filter(([label]) => isOurs(label))
        .map(([, rows]) => acrossLaunches(rows.map((r) => r.medianMs)).median),
    );
  const isJs = (label) => label.startsWith('js');
  const isWasm = (label) => label.startsWith('wasm');
  const both = cells.filter(({ lanes }) => [...lanes.keys()].some(isJs) && [...lanes.keys()].some(isWasm));
  if (both.length === 0) return [];
  const won = both.filter(({ lanes }) => fastest(lanes, isJs) < fastest(lanes, isWasm));
  const list = won.length === 0 ? '' : `: ${won.map(({ cell }) => cellName(cell)).join('; ')}`;
  return [`The fastest lane is JavaScript in ${won.length} of ${both.length} cells${list}.`];
}
