/**
 * The headless benchmark: `npm run bench -- --grid NAME [--out DIR] [--shard i/n] [--launches N] [--pairs N]
 * [--browser chromium|firefox] [--lanes a,b] [--threads N] [--order-seed N] [--peers]
 * [--save-baseline FILE | --compare FILE [--tolerance PERCENT]]`. See docs/benchmarks.md.
 */

import { randomInt } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installMissing } from './lib/apt.mjs';
import { BASE, makeBaseline, NothingToCompare, placeFrom, placeOf, readBaseline } from './lib/bench-baseline.mjs';
import { loadPageCode, ProblemMaker } from './lib/bench-data.mjs';
import { describeMachine, describeProcessor } from './lib/bench-environment.mjs';
import { checkPlace, compareWithBaseline, gateText, TOLERANCE } from './lib/bench-gate.mjs';
import { contestants, findGrid } from './lib/bench-grids.mjs';
import { browserLauncher, serveLab } from './lib/bench-lab.mjs';
import { COMPARED_LANES, runComparator } from './lib/bench-peers.mjs';
import { RowStore } from './lib/bench-rows.mjs';
import { runGrid } from './lib/bench-run.mjs';
import { sentinelSection, summarise } from './lib/bench-summary.mjs';
import { compareRows, compareTables } from './lib/bench-verdict.mjs';
import { missingNeeds } from './lib/needs.mjs';
import { ROOT, run, runMain, ToolError } from './lib/run.mjs';
import { buildSite } from './lib/site.mjs';

/** More threads than this were never seen to pay for one fit; the page stops there too. */
const MOST_THREADS = { chromium: 8, firefox: 2 };
/** The summary's intervals are the same each time they are made from the same rows. */
const SUMMARY_SEED = 1;

/** The largest grid leaves a few hundred kilobytes. */
const MOST_BASELINE_BYTES = 50e6;

const FLAGS = {
  grid: { type: 'string' },
  out: { type: 'string' },
  shard: { type: 'string' },
  launches: { type: 'string' },
  pairs: { type: 'string' },
  browser: { type: 'string', default: 'chromium' },
  lanes: { type: 'string' },
  threads: { type: 'string' },
  'order-seed': { type: 'string' },
  peers: { type: 'boolean', default: false },
  'save-baseline': { type: 'string' },
  compare: { type: 'string' },
  tolerance: { type: 'string' },
};

await runMain(async () => {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof NothingToCompare)) throw error;
    console.error(error.message);
    process.exit(3);
  }
});

async function main() {
  const flags = readFlags();
  const tolerance = percent(flags, 'tolerance', 100 * TOLERANCE) / 100;
  const baseline = flags.compare === undefined ? null : openBaseline(flags.compare);
  const named = findGrid(flags.grid ?? baseline?.grid);
  checkTogether(flags, named, baseline);
  // Rows of a comparison are told apart from those of the plain grid, in whatever folder they lie.
  const grid = flags.peers ? { ...named, name: `${named.name}-peers` } : named;
  const launch = browserLauncher(flags.browser);
  const store = new RowStore(folderFor(flags, grid));
  const here = () => store.rows.filter((row) => row.grid === grid.name && row.browser === flags.browser);
  if (baseline) await checkBeforeMeasuring(baseline, here(), launch, flags.browser);
  if (flags.peers) installPeers();
  run(process.execPath, ['scripts/build-wasm.mjs']);
  buildSite();
  const code = await loadPageCode();
  const good = await measureMissing(flags, { grid, launch, store, code, baseline });
  report(flags, grid.name, store, code.Rng);
  console.log(`bench: ${store.rows.length} rows and summary.md in ${path.relative(ROOT, store.folder)}/`);
  if (!good) throw new ToolError('bench: some lanes failed or gave different answers; summary.md names them');
  if (flags['save-baseline'] !== undefined) saveBaseline(flags['save-baseline'], makeBaseline(grid.name, here()));
  if (baseline) judge(baseline, here(), code.Rng, tolerance);
}

/** Measures what the folder does not hold yet. */
async function measureMissing(flags, { grid, launch, store, code, baseline }) {
  const seed = wholeNumber(flags, 'order-seed', randomInt(2 ** 31), 0);
  const threads = wholeNumber(flags, 'threads', Math.min(availableParallelism(), MOST_THREADS[flags.browser]));
  const chosen = flags.lanes?.split(',') ?? (flags.peers ? COMPARED_LANES : baseline ? lanesIn(baseline) : null);
  const options = {
    grid,
    entries: contestants(grid, chosen, threads, code.LANES, flags.threads === undefined),
    launches: wholeNumber(flags, 'launches', flags.peers ? 1 : grid.launches),
    pairs: wholeNumber(flags, 'pairs', flags.peers ? 7 : grid.pairs),
    browser: flags.browser,
    shard: flags.shard,
  };
  const site = await serveLab();
  const bench = {
    store,
    site,
    launch,
    maker: new ProblemMaker(code),
    code,
    rng: new code.Rng(seed),
    run: `${new Date().toISOString()} order ${seed}`,
    machine: describeMachine(),
    progress: (line) => console.error(line),
  };
  try {
    return await (flags.peers ? runComparator : runGrid)(options, bench);
  } finally {
    await site.close();
  }
}

/** Rows go on where they ended; a comparison with a baseline measures anew unless a folder is named. */
function folderFor({ out, compare }, grid) {
  const anew = compare === undefined ? '' : `-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  return path.resolve(ROOT, out ?? path.join('bench-results', `${grid.name}${anew}`));
}

function checkTogether(flags, grid, baseline) {
  if ((baseline || flags['save-baseline'] !== undefined) && flags.peers) {
    throw new ToolError('bench: a baseline is of lanes alone; it does not go with --peers');
  }
  if (baseline && baseline.grid !== grid.name) {
    throw new NothingToCompare(`bench: nothing to compare: the baseline is of grid ${baseline.grid}, not ${grid.name}`);
  }
}

/** Whoever cannot be compared need not measure first. */
async function checkBeforeMeasuring(baseline, rows, launch, name) {
  if (rows.some((row) => row.environment)) {
    checkPlace(baseline, placeOf(rows));
    return;
  }
  const browser = await launch();
  const version = `${name} ${browser.version()}`;
  await browser.close();
  checkPlace(baseline, placeFrom({ ...describeProcessor(), browser: version }, name));
}

function judge(baseline, rows, Rng, tolerance) {
  const rng = new Rng(SUMMARY_SEED);
  const compared = compareWithBaseline(baseline, rows, () => rng.uniform(), tolerance);
  console.log(gateText(baseline, compared, tolerance));
  console.log(`\n${sentinelSection(rows.filter(({ role }) => role === 'sentinel')).join('\n')}`);
  if (!compared.good) throw new ToolError('bench: slower than the baseline, or not all of it was measured');
}

/** Lane ids of a baseline, with the one all are measured by. */
function lanesIn({ cells }) {
  const labels = cells.flatMap(({ lanes }) => lanes.map(({ label }) => label.replace(/ x\d+$/, '')));
  return [...new Set([BASE, ...labels])];
}

function openBaseline(file) {
  try {
    const size = statSync(file).size;
    if (size > MOST_BASELINE_BYTES) throw new Error(`it has ${size} bytes; ${MOST_BASELINE_BYTES} is the most`);
    return readBaseline(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof NothingToCompare) throw error;
    throw new NothingToCompare(`bench: cannot read ${file}: ${error.message}`);
  }
}

function saveBaseline(file, baseline) {
  try {
    writeFileSync(file, `${JSON.stringify(baseline)}\n`);
  } catch (error) {
    throw new ToolError(`bench: cannot write ${file}: ${error.message}`);
  }
  console.log(`bench: baseline of ${baseline.cells.length} cells in ${file}`);
}

/** Writes what is made from the rows. */
function report({ peers, browser }, grid, store, Rng) {
  store.writeCsv();
  if (peers) {
    const compared = compareRows(store.rows.filter((row) => row.browser === browser));
    store.write('comparison.json', `${JSON.stringify(compared, null, 2)}\n`);
    store.write('summary.md', compareTables(grid, compared));
    return;
  }
  const makeRandom = () => {
    const rng = new Rng(SUMMARY_SEED);
    return () => rng.uniform();
  };
  store.write('summary.md', summarise(grid, store.rows, makeRandom));
}

function installPeers() {
  const missing = missingNeeds('bench');
  if (missing.length > 0) installMissing(missing);
  const still = missingNeeds('bench').map((need) => `${need.name} (package ${need.packages[0]})`);
  if (still.length > 0) throw new ToolError(`bench: still missing after the installation: ${still.join(', ')}`);
}

function readFlags() {
  try {
    return parseArgs({ options: FLAGS }).values;
  } catch (error) {
    const known = Object.keys(FLAGS).map((flag) => `--${flag}`);
    throw new ToolError(`bench: ${error.message}\nflags: ${known.join(' ')}`);
  }
}

function wholeNumber(flags, name, fallback, least = 1) {
  if (flags[name] === undefined) return fallback;
  const value = Number(flags[name]);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new ToolError(`bench: --${name} is "${flags[name]}"; it must be a whole number of at least ${least}`);
}

function percent(flags, name, fallback) {
  if (flags[name] === undefined) return fallback;
  const value = Number(flags[name]);
  if (flags[name].trim() !== '' && value >= 0 && value <= 1000) return value;
  throw new ToolError(`bench: --${name} is "${flags[name]}"; it must be percent, from 0 to 1000`);
}
