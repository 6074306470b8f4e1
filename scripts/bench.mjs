/**
 * The headless benchmark: `npm run bench -- --grid NAME [--out DIR] [--shard i/n] [--launches N] [--pairs N]
 * [--browser chromium|firefox] [--lanes a,b] [--threads N] [--order-seed N] [--peers]`. See docs/benchmarks.md.
 */

import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installMissing } from './lib/apt.mjs';
import { loadPageCode, ProblemMaker } from './lib/bench-data.mjs';
import { describeMachine } from './lib/bench-environment.mjs';
import { contestants, findGrid } from './lib/bench-grids.mjs';
import { browserLauncher, serveLab } from './lib/bench-lab.mjs';
import { COMPARED_LANES, runComparator } from './lib/bench-peers.mjs';
import { RowStore } from './lib/bench-rows.mjs';
import { runGrid } from './lib/bench-run.mjs';
import { summarise } from './lib/bench-summary.mjs';
import { compareRows, compareTables } from './lib/bench-verdict.mjs';
import { missingNeeds } from './lib/needs.mjs';
import { ROOT, run, runMain, ToolError } from './lib/run.mjs';
import { buildSite } from './lib/site.mjs';

/** More threads than this were never seen to pay for one fit; the page stops there too. */
const MOST_THREADS = { chromium: 8, firefox: 2 };
/** The summary's intervals are the same each time they are made from the same rows. */
const SUMMARY_SEED = 1;

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
};

await runMain(async () => {
  const flags = readFlags();
  const named = findGrid(flags.grid);
  // Rows of a comparison are told apart from those of the plain grid, in whatever folder they lie.
  const grid = flags.peers ? { ...named, name: `${named.name}-peers` } : named;
  const launch = browserLauncher(flags.browser);
  if (flags.peers) installPeers();
  run(process.execPath, ['scripts/build-wasm.mjs']);
  buildSite();
  const code = await loadPageCode();
  const seed = wholeNumber(flags, 'order-seed', randomInt(2 ** 31), 0);
  const threads = wholeNumber(flags, 'threads', Math.min(availableParallelism(), MOST_THREADS[flags.browser]));
  const chosen = flags.lanes?.split(',') ?? (flags.peers ? COMPARED_LANES : null);
  const options = {
    grid,
    entries: contestants(grid, chosen, threads, code.LANES, flags.threads === undefined),
    launches: wholeNumber(flags, 'launches', flags.peers ? 1 : grid.launches),
    pairs: wholeNumber(flags, 'pairs', flags.peers ? 7 : grid.pairs),
    browser: flags.browser,
    shard: flags.shard,
  };
  const store = new RowStore(path.resolve(ROOT, flags.out ?? path.join('bench-results', grid.name)));
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
    const good = await (flags.peers ? runComparator : runGrid)(options, bench);
    report(flags, grid.name, store, code.Rng);
    console.log(`bench: ${store.rows.length} rows and summary.md in ${path.relative(ROOT, store.folder)}/`);
    if (!good) throw new ToolError('bench: some lanes failed or gave different answers; summary.md names them');
  } finally {
    await site.close();
  }
});

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
