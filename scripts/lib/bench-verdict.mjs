/** What the comparison says: ratios cell by cell, and the targets they meet or miss. From rows alone, pure. */

import { median } from 'simple-statistics';
import { byCell, cellName, figure, table } from './bench-format.mjs';
import { sentinelSection } from './bench-summary.mjs';

const FASTEST = 'wasm-exact-threads';
const ONE_THREAD = 'wasm-exact';
const TUNED = 'js-tuned';
const SKLEARN_2T = 'sklearn 2t';
const SKLEARN_2T_AVX512 = 'sklearn 2t avx512';

/** Float64 scikit-learn: the competitor; every other peer is "other". */
const SKLEARN_F64 = /^sklearn \dt/;

/** An inertia further off than this share is another answer, not another rounding. */
const SAME_INERTIA = 1e-9;

/**
 * The ratios, `times`: peer's median over ours, so above 1 we are faster. `every` holds in each cell, `median` over all.
 */
const TARGETS = [
  { name: `${FASTEST} against the best float64 scikit-learn`, of: (c) => c.ratios.sklearn, every: 1.5, median: 5 },
  { name: `${FASTEST} against the best other peer`, of: (c) => c.ratios.other, every: 1 },
  { name: `${FASTEST} against ${TUNED}`, of: (c) => c.ratios.tuned, every: 3, median: 15 },
  { name: `${ONE_THREAD} against scikit-learn on two threads`, of: (c) => c.ratios.oneThread, every: 1 },
  {
    name: `${ONE_THREAD} against scikit-learn on two threads with AVX-512 BLAS`,
    of: (c) => c.ratios.oneThreadAvx512,
    every: 1,
  },
  {
    name: `${FASTEST} against scikit-learn on two threads, uniform data`,
    of: (c) => (c.cell.data === 'uniform' ? c.ratios.twoThreads : null),
    every: 1.6,
  },
];

/**
 * Compares cell by cell.
 * @param {readonly import('./bench-rows.mjs').Row[]} rows of one browser
 */
export function compareRows(rows) {
  const cells = new Map();
  for (const row of rows.filter(({ role }) => role === 'cell')) {
    const entry = cells.get(row.cell.id) ?? { cell: row.cell, rows: [] };
    cells.set(row.cell.id, entry);
    entry.rows.push(row);
  }
  const compared = [...cells.values()].sort((a, b) => byCell(a.cell, b.cell)).map(compareCell);
  return {
    cells: compared,
    targets: TARGETS.map((target) => judge(target, compared)).filter(({ cells: count }) => count > 0),
    odd: rows.filter((row) => row.inertiaGap > SAME_INERTIA).map(describeGap),
    failures: [...cells.values()].flatMap(({ rows: all }) => all.filter((row) => row.error && !isMeasured(row, all))),
    sentinels: rows.filter(({ role }) => role === 'sentinel'),
    environment: rows.findLast((row) => row.environment?.peers)?.environment ?? null,
  };
}

/** Median over launches of each contestant; then the best of each kind. */
function compareCell({ cell, rows }) {
  const ms = {};
  for (const label of new Set(rows.map((row) => row.label))) {
    const medians = rows.filter((row) => row.label === label && !row.error).map((row) => row.medianMs);
    if (medians.length > 0) ms[label] = median(medians);
  }
  const lanes = new Set(rows.filter((row) => row.lane).map((row) => row.label));
  const peers = Object.keys(ms).filter((label) => !lanes.has(label));
  const sklearn = best(
    peers.filter((label) => SKLEARN_F64.test(label)),
    ms,
  );
  const other = best(
    peers.filter((label) => !SKLEARN_F64.test(label)),
    ms,
  );
  const times = (peer, ours) => (peer in ms && ours in ms ? ms[peer] / ms[ours] : null);
  const ratios = {
    sklearn: times(sklearn, FASTEST),
    other: times(other, FASTEST),
    tuned: times(TUNED, FASTEST),
    twoThreads: times(SKLEARN_2T, FASTEST),
    oneThread: times(SKLEARN_2T, ONE_THREAD),
    oneThreadAvx512: times(SKLEARN_2T_AVX512, ONE_THREAD),
  };
  return { cell, iterations: rows.find((row) => row.iterations)?.iterations ?? null, ms, sklearn, other, ratios };
}

function best(labels, ms) {
  return labels.reduce((least, label) => (least === null || ms[label] < ms[least] ? label : least), null);
}

function judge({ name, of, every, median: wantedMedian = null }, compared) {
  const known = compared.map((entry) => ({ cell: entry.cell, ratio: of(entry) })).filter(({ ratio }) => ratio !== null);
  const ratios = known.map(({ ratio }) => ratio);
  const losses = known.filter(({ ratio }) => ratio < every);
  const overall = ratios.length > 0 ? median(ratios) : null;
  const met = losses.length === 0 && (wantedMedian === null || overall >= wantedMedian);
  const wins = known.length - losses.length;
  return { name, every, wantedMedian, cells: known.length, wins, losses, median: overall, least: least(ratios), met };
}

function least(ratios) {
  return ratios.length > 0 ? Math.min(...ratios) : null;
}

/** A failure that a later try made good does not count. */
function isMeasured(failed, all) {
  return all.some((row) => row.label === failed.label && row.launch === failed.launch && !row.error);
}

function describeGap({ cell, label, inertiaGap }) {
  return { cell: cellName(cell), label, inertiaGap };
}

/**
 * summary.md of a comparison.
 * @param {string} grid
 * @param {ReturnType<typeof compareRows>} compared
 * @returns {string}
 */
export function compareTables(grid, compared) {
  const { cells, targets, failures, sentinels, environment } = compared;
  const sections = [
    `# Comparison ${grid}`,
    'Made from `rows.jsonl` alone. Milliseconds a fit, medians; cells are named n / d / k. A ratio above 1 means that we are faster.',
    ...describePrograms(environment),
    ...sentinelSection(sentinels),
    '## Targets',
    targetTable(targets),
    ...lossLists(targets),
    '## Cells',
    cellTable(cells),
    '## Every contestant (milliseconds)',
    contestantTable(cells),
    ...oddAnswers(compared.odd),
  ];
  if (failures.length > 0) {
    sections.push('## Failed', failures.map((r) => `- ${cellName(r.cell)}, ${r.label}: ${r.error}`).join('\n'));
  }
  return `${sections.join('\n\n')}\n`;
}

function describePrograms(environment) {
  if (!environment) return [];
  const { cpu, processors, kernel, version, userAgent, peers = {} } = environment;
  const programs = Object.entries(peers).map(([name, about]) => {
    const words = Object.entries(about).map(([key, value]) => `${key} ${[value].flat().join(' + ')}`);
    return `- ${name}: ${words.join(', ')}`;
  });
  return [`${cpu}, ${processors} processors, ${kernel}; kmeans-race ${version}; ${userAgent}.`, programs.join('\n')];
}

function targetTable(targets) {
  return table(
    ['target', 'in every cell', 'least', 'median wanted', 'median', 'cells won', 'met'],
    targets.map((t) => [
      t.name,
      t.every,
      figure(t.least),
      t.wantedMedian ?? '-',
      figure(t.median),
      `${t.wins} of ${t.cells}`,
      t.met ? 'yes' : '**no**',
    ]),
  );
}

function lossLists(targets) {
  const lists = targets
    .filter(({ losses }) => losses.length > 0)
    .map(({ name, every, losses }) => {
      const cells = losses.map(({ cell, ratio }) => `${cellName(cell)} (${figure(ratio)})`);
      return `- ${name}, below ${every}: ${cells.join('; ')}`;
    });
  return lists.length > 0 ? [lists.join('\n')] : ['No cell is below its target.'];
}

function cellTable(cells) {
  const head = ['cell', 'iterations', FASTEST, ONE_THREAD, 'best sklearn f64', 'best other', TUNED];
  const ratios = ['vs sklearn', 'vs other', `vs ${TUNED}`, `${ONE_THREAD} vs sklearn 2t`];
  const named = (label, ms) => (label === null ? '-' : `${figure(ms[label])} (${label})`);
  return table(
    [...head, ...ratios],
    cells.map(({ cell, iterations, ms, sklearn, other, ratios: r }) => [
      cellName(cell),
      iterations ?? '-',
      figure(ms[FASTEST]),
      figure(ms[ONE_THREAD]),
      named(sklearn, ms),
      named(other, ms),
      figure(ms[TUNED]),
      ...[r.sklearn, r.other, r.tuned, r.oneThread].map(figure),
    ]),
  );
}

function contestantTable(cells) {
  const labels = [...new Set(cells.flatMap(({ ms }) => Object.keys(ms)))];
  return table(
    ['cell', ...labels],
    cells.map(({ cell, ms }) => [cellName(cell), ...labels.map((label) => figure(ms[label]))]),
  );
}

/** Float32 peers and those that treat an empty cluster otherwise end elsewhere; only the extent is worth saying. */
function oddAnswers(odd) {
  if (odd.length === 0) return [];
  const worst = new Map();
  for (const { label, inertiaGap } of odd) {
    const entry = worst.get(label) ?? { count: 0, gap: 0 };
    worst.set(label, { count: entry.count + 1, gap: Math.max(entry.gap, inertiaGap) });
  }
  const rows = [...worst].map(([label, { count, gap }]) => [label, count, gap.toExponential(1)]);
  return ['## Peers whose inertia is not ours', table(['peer', 'cells', 'largest relative difference'], rows)];
}
