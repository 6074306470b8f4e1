/** Runs a grid: a fresh browser for every (cell, launch), cells in random order, a sentinel three times. */

import { SENTINEL, shuffled, takeShard, TIME_CAP_MS } from './bench-grids.mjs';
import { loadAverage } from './bench-environment.mjs';
import { LabPage } from './bench-lab.mjs';
import { rowKey } from './bench-rows.mjs';

/**
 * @typedef {object} RunOptions
 * @property {import('./bench-grids.mjs').Grid} grid
 * @property {readonly import('./bench-grids.mjs').Contestant[]} entries who races
 * @property {number} launches
 * @property {number} pairs
 * @property {string} browser
 * @property {string} [shard]
 */

/**
 * @typedef {object} Bench what a run works with
 * @property {import('./bench-rows.mjs').RowStore} store
 * @property {import('./bench-data.mjs').ProblemMaker} maker
 * @property {{ url: string, offer(data: Float64Array): void }} site
 * @property {() => Promise<import('@playwright/test').Browser>} launch
 * @property {{ below(m: number): number }} rng of the order
 * @property {string} run its name, with the seed of the order
 * @property {object} code the page's TypeScript (bench-data.mjs)
 * @property {object} machine
 * @property {(line: string) => void} progress
 */

/**
 * Work that is not done yet: whole launches of all cells, one after the other, each in an order of its own.
 *
 * @param {Pick<RunOptions, 'grid' | 'entries' | 'launches' | 'browser' | 'shard'>} options
 * @param {readonly import('./bench-rows.mjs').Row[]} rows measured before
 * @param {{ below(m: number): number }} rng
 * @returns {{ cell: import('./bench-grids.mjs').Cell, launch: number }[]}
 */
export function planWork({ grid, entries, launches, browser, shard }, rows, rng) {
  const done = new Set(rows.filter((row) => row.role === 'cell' && !row.error).map(rowKey));
  const cells = takeShard(grid.cells, shard);
  return Array.from({ length: launches }, (_, i) => i + 1).flatMap((launch) =>
    shuffled(cells, rng).flatMap((cell) => {
      const isDone = ({ label }) => done.has(rowKey({ grid: grid.name, cell, label, launch, browser }));
      // All lanes of a launch are timed against each other, so one that is missing brings all of them back.
      return entries.every(isDone) ? [] : [{ cell, launch }];
    }),
  );
}

/**
 * Measures what is missing and stores it, a launch at a time.
 * @param {RunOptions} options
 * @param {Bench} bench
 * @returns {Promise<boolean>} whether every lane of every cell gave the same answer and none failed
 */
export async function runGrid(options, bench) {
  const work = planWork(options, bench.store.rows, bench.rng);
  bench.progress(`${options.grid.name}: ${work.length} launches to measure`);
  const middle = Math.floor(work.length / 2);
  let good = true;
  for (const [i, { cell, launch }] of work.entries()) {
    if (i === 0) await measureSentinel(1, options, bench);
    else if (i === middle) await measureSentinel(2, options, bench);
    const rows = await measure('cell', cell, launch, options.entries, options, bench);
    // Rows of an earlier try that failed stay in the file; of equal keys the last one counts.
    bench.store.add(rows);
    good &&= rows.every((row) => row.sameAnswer && !row.error);
    bench.progress(`${i + 1}/${work.length} ${cell.id} launch ${launch}: ${rows.map(brief).join(', ')}`);
  }
  if (work.length > 0) await measureSentinel(3, options, bench);
  return good;
}

/**
 * Measures the sentinel cell and stores its row.
 * @param {number} turn 1 at the start, 2 in the middle, 3 at the end
 * @param {RunOptions} options
 * @param {Bench} bench
 */
export async function measureSentinel(turn, options, bench) {
  const { cell, lane } = SENTINEL;
  const entries = [{ id: lane, threads: 1, label: lane }];
  const rows = await measure('sentinel', cell, turn, entries, { ...options, pairs: SENTINEL.pairs }, bench);
  bench.store.add(rows);
  bench.progress(`sentinel ${turn}: ${rows.map(brief).join()}`);
}

/** One browser launch: one row for each contestant. */
async function measure(role, cell, launch, entries, options, bench) {
  const { grid, pairs, browser } = options;
  const head = { schema: 1, run: bench.run, role, grid: grid.name, cell, launch, browser, scope: grid.scope };
  const loadBefore = loadAverage();
  const failed = (error) =>
    entries.map(({ id, threads, label }) => ({ ...head, label, lane: id, threads, sameAnswer: false, error }));
  const problem = bench.maker.make(cell);
  let page;
  try {
    page = await LabPage.open(bench.launch, bench.site.url);
    await page.load(bench.site, problem);
    const outcome = await page.call('race', {
      fit: problem.fit,
      contestants: entries.map(({ id, threads, chooseThreads }) => ({ id, threads, chooseThreads })),
      pairs,
      scope: grid.scope,
      timeCapMs: TIME_CAP_MS,
    });
    const environment = { ...bench.machine, ...(await page.describe()), loadBefore };
    return makeRows(head, entries, outcome, { ...environment, timerResolutionMs: outcome.timerResolutionMs });
  } catch (error) {
    return failed(String(error.message ?? error).split('\n')[0]);
  } finally {
    await page?.close();
  }
}

/** Engines stand in the order of the contestants, without those that failed. */
function makeRows(head, entries, outcome, environment) {
  const failures = new Map(outcome.failures.map(({ contestant, message }) => [contestant, message]));
  const engines = outcome.engines[Symbol.iterator]();
  return entries.map(({ id, threads, label }, i) => {
    const common = { ...head, label, lane: id, threads, environment };
    if (failures.has(i)) return { ...common, sameAnswer: false, error: failures.get(i) };
    const engine = engines.next().value;
    return {
      ...common,
      threads: engine.threads,
      medianMs: engine.medianMs,
      madMs: engine.madMs,
      coldMs: engine.coldMs,
      loadMs: engine.phasesMs.load,
      copyInMs: engine.phasesMs.copyIn,
      iterations: engine.iterations,
      converged: engine.converged,
      inertia: engine.inertia,
      labelsSha256: engine.labelsSha256,
      centroidsSha256: engine.centroidsSha256,
      sameAnswer: outcome.sameAnswer,
      badges: outcome.badges,
      samplesMs: engine.samplesMs,
      ...(outcome.sameAnswer ? {} : { error: describeDisagreement(outcome.disagreement) }),
    };
  });
}

function describeDisagreement({ a, b, what, index, count }) {
  return `answers differ: ${a} and ${b} in ${what}, first at ${index}, ${count} in all`;
}

/** What one row says, in a word or two for the terminal. */
export function brief({ label, medianMs, error }) {
  return error ? `${label} FAILED: ${error}` : `${label} ${medianMs.toPrecision(3)} ms`;
}
