/**
 * The comparison with other programs: in every cell the tab's lanes and the peers take turns, round by round, on the same
 * bytes from the same start, and only one computes at a time.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from 'simple-statistics';
import { Child } from './bench-child.mjs';
import { bytesOf } from './bench-data.mjs';
import { loadAverage } from './bench-environment.mjs';
import { shuffled } from './bench-grids.mjs';
import { LabPage } from './bench-lab.mjs';
import { brief, measureSentinel, planWork } from './bench-run.mjs';
import { PYTHON } from './needs.mjs';

/** Lanes of the comparison unless told. */
export const COMPARED_LANES = ['js-tuned', 'wasm-exact', 'wasm-exact-threads'];

/** A first fit longer than this is the only one of its contestant in the cell; a peer is left out of larger cells too. */
const SLOW_MS = 3000;
/** Timed fits of one contestant in one cell take about this long in all, but there are at least two rounds. */
const BUDGET_MS = 2000;
/** One sample lasts at least this long: that many fits are timed as one. */
const SAMPLE_MS = 20;
/**
 * Fits shorter than this run untimed for that long before each sample: caches are cold after the others' turns, and
 * threads that slept may share a core for some milliseconds until the system moves them.
 */
const LEAD_MS = 15;
const LEAD_BELOW_MS = 50;
/** OpenBLAS and OpenMP threads go on spinning for up to 25 ms after their work: the next one waits until they sleep. */
const SETTLE_MS = 30;

/** scikit-learn twice: with the OpenBLAS kernels it picks, and with the AVX-512 ones it may leave unused. */
const CHILDREN = [
  {
    name: 'python',
    start: () => new Child('python', PYTHON, ['scripts/peers/peers.py']),
    peers: [
      { label: 'sklearn 1t', peer: 'sklearn', threads: 1 },
      { label: 'sklearn 2t', peer: 'sklearn', threads: 2 },
      { label: 'sklearn-f32 2t', peer: 'sklearn-f32', threads: 2 },
      { label: 'numpy 2t', peer: 'numpy', threads: 2 },
      { label: 'opencv-f32 2t', peer: 'opencv-f32', threads: 2 },
    ],
  },
  {
    name: 'python-avx512',
    start: () => new Child('python-avx512', PYTHON, ['scripts/peers/peers.py'], { OPENBLAS_CORETYPE: 'SkylakeX' }),
    needsAvx512: true,
    peers: [
      { label: 'sklearn 1t avx512', peer: 'sklearn', threads: 1 },
      { label: 'sklearn 2t avx512', peer: 'sklearn', threads: 2 },
      { label: 'sklearn-f32 2t avx512', peer: 'sklearn-f32', threads: 2 },
    ],
  },
  {
    name: 'node',
    start: () => new Child('node', process.execPath, ['--max-old-space-size=4096', 'scripts/peers/node-peers.mjs']),
    peers: [
      { label: 'ml-kmeans', peer: 'ml-kmeans', threads: 1 },
      { label: 'skmeans', peer: 'skmeans', threads: 1 },
    ],
  },
];

/**
 * Measures what is missing and stores it, a cell at a time.
 * @param {import('./bench-run.mjs').RunOptions} options
 * @param {import('./bench-run.mjs').Bench} bench
 * @returns {Promise<boolean>} whether every lane gave the same answer and nobody failed
 */
export async function runComparator(options, bench) {
  const work = planWork(options, bench.store.rows, bench.rng);
  bench.progress(`${options.grid.name}: ${work.length} cells to measure`);
  if (work.length === 0) return true;
  const folder = mkdtempSync(path.join(tmpdir(), 'kmeans-bench-'));
  const children = await startChildren(bench);
  const versions = Object.fromEntries(children.map(({ name, about }) => [name, about]));
  const session = { folder, children, tooSlow: new Map(), machine: { ...bench.machine, peers: versions } };
  const middle = Math.floor(work.length / 2);
  let good = true;
  try {
    for (const [i, { cell, launch }] of work.entries()) {
      if (i === 0) await measureSentinel(1, options, bench);
      else if (i === middle) await measureSentinel(2, options, bench);
      const started = performance.now();
      const rows = await measureCell(cell, launch, options, bench, session);
      bench.store.add(rows);
      good &&= rows.every((row) => !row.error);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      bench.progress(`${i + 1}/${work.length} ${cell.id} in ${seconds} s: ${rows.map(brief).join(', ')}`);
    }
    await measureSentinel(3, options, bench);
  } finally {
    for (const { child } of children) child.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return good;
}

async function startChildren(bench) {
  const avx512 = /\bavx512f\b/.test(readCpuInfo());
  const started = [];
  for (const { name, start, peers, needsAvx512 } of CHILDREN) {
    if (needsAvx512 && !avx512) {
      bench.progress(`${name}: left out, this processor has no AVX-512`);
      continue;
    }
    const child = start();
    started.push({ name, child, peers, about: await child.ask({ op: 'describe' }) });
  }
  return started;
}

function readCpuInfo() {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}

/** One browser launch: the lanes' and the peers' rows of one cell. */
async function measureCell(cell, launch, options, bench, session) {
  const { grid, browser, entries } = options;
  const head = { schema: 1, run: bench.run, role: 'cell', grid: grid.name, cell, launch, browser, scope: 'fit' };
  const loadBefore = loadAverage();
  const problem = bench.maker.make(cell);
  let page;
  try {
    page = await LabPage.open(bench.launch, bench.site.url);
    await page.load(bench.site, problem);
    const lanes = await openLanes(page, problem.fit, entries, bench.code);
    const { iterations, inertia } = lanes[0].answer;
    const peers = await openPeers(problem, iterations, session);
    await takeTurns([...lanes, ...peers], inertia, options.pairs, bench.rng);
    for (const peer of peers) noteSlowness(peer, cell, session.tooSlow);
    const environment = { ...session.machine, ...(await page.describe()), loadBefore };
    return [...lanes, ...peers].map((contestant) => makeRow({ ...head, environment, iterations }, contestant));
  } catch (error) {
    const message = String(error.message ?? error).split('\n')[0];
    return entries.map(({ id, threads, label }) => ({
      ...head,
      label,
      lane: id,
      threads,
      sameAnswer: false,
      error: message,
    }));
  } finally {
    await page?.call('close').catch(() => undefined);
    await page?.close();
  }
}

/**
 * @typedef {object} Turn a contestant in one cell
 * @property {string} label
 * @property {string | null} lane null for peers
 * @property {number} threads
 * @property {(lead: number, reps: number) => Promise<number>} sample milliseconds a fit
 * @property {boolean} [spins] whether its threads go on after its work
 * @property {(runs: readonly number[]) => boolean} warm whether it has run often enough before it is timed
 * @property {number} [firstMs]
 * @property {number[]} samplesMs
 * @property {string} [error]
 */

/** Opens the tab's lanes and lets each answer once. @throws {Error} when two answers differ */
async function openLanes(page, fit, entries, { isSettled, isOverCap }) {
  const lanes = [];
  for (const { id, threads, chooseThreads, label } of entries) {
    const { handle, threads: given } = await page.call('open', { id, threads, chooseThreads });
    const answer = await page.call('answer', handle, fit);
    const sample = async (lead, reps) => {
      if (lead > 0) await page.call('sample', handle, fit, 'fit', lead);
      return (await page.call('sample', handle, fit, 'fit', reps)).ms;
    };
    const warm = (runs) => isSettled(runs) || isOverCap(runs);
    lanes.push({ label, lane: id, threads: given, answer, firstMs: answer.ms, sample, warm, samplesMs: [] });
  }
  const bits = ({ labelsSha256, centroidsSha256, iterations, inertia }) =>
    [labelsSha256, centroidsSha256, iterations, inertia].join();
  const odd = lanes.find(({ answer }) => bits(answer) !== bits(lanes[0].answer));
  if (odd) throw new Error(`answers differ: ${lanes[0].label} and ${odd.label}`);
  return lanes;
}

/** Gives the children the same bytes, start and number of updates. Those known to be too slow are left out. */
async function openPeers(problem, updates, { folder, children, tooSlow }) {
  const { cell, data, start } = problem;
  const files = { points: path.join(folder, 'points.f64'), start: path.join(folder, 'start.f64') };
  writeFileSync(files.points, bytesOf(data));
  writeFileSync(files.start, bytesOf(start));
  const request = { op: 'load', ...files, n: cell.n, d: cell.d, k: cell.k, updates };
  const turns = [];
  for (const { child, peers, name } of children) {
    const wanted = peers.filter(({ label }) => !(cell.n >= tooSlow.get(slowKey(label, cell))));
    if (wanted.length > 0) await child.ask(request);
    for (const { label, peer, threads } of wanted) {
      const ask = (lead, reps, check) => child.ask({ op: 'fit', peer, threads, lead, reps, check });
      turns.push({
        label,
        lane: null,
        threads,
        spins: name !== 'node',
        check: () => ask(0, 1, true),
        sample: async (lead, reps) => (await ask(lead, reps, false)).ms,
        // JavaScript is compiled while it runs; the others are ready after one fit more.
        warm: (runs) => runs.length >= 2 && (name !== 'node' || runs.reduce((a, b) => a + b, 0) >= 120),
        samplesMs: [],
      });
    }
  }
  return turns;
}

/** Warms everyone up, then samples in rounds of random order. What fails is left with its error. */
async function takeTurns(contestants, inertia, pairs, rng) {
  for (const contestant of contestants) {
    await attempt(contestant, async () => {
      if (contestant.check) {
        const first = await contestant.check();
        contestant.firstMs = first.ms;
        contestant.inertiaGap = Math.abs(first.inertia / inertia - 1);
      }
      await warmUp(contestant, pairs);
    });
  }
  for (let round = 0; round < pairs; round++) {
    for (const contestant of shuffled(contestants, rng)) {
      if (contestant.error || round >= contestant.rounds) continue;
      await attempt(contestant, async () => {
        contestant.samplesMs.push(await contestant.sample(contestant.lead, contestant.reps));
      });
    }
  }
}

/** Runs until warm, and settles how many fits make a sample and how many samples are taken. */
async function warmUp(contestant, pairs) {
  if (contestant.firstMs > SLOW_MS) {
    Object.assign(contestant, { samplesMs: [contestant.firstMs], rounds: 0 });
    return;
  }
  const runs = [];
  let reps = Math.max(1, Math.ceil(SAMPLE_MS / 2 / contestant.firstMs));
  while (!contestant.warm(runs)) {
    const ms = await contestant.sample(0, reps);
    for (let i = 0; i < reps; i++) runs.push(ms);
    reps = Math.max(1, Math.ceil(SAMPLE_MS / 2 / ms));
  }
  const ms = median(runs.slice(-3));
  contestant.reps = Math.max(1, Math.ceil(SAMPLE_MS / ms));
  contestant.lead = ms < LEAD_BELOW_MS ? Math.ceil(LEAD_MS / ms) : 0;
  contestant.rounds = Math.min(pairs, Math.max(2, Math.floor(BUDGET_MS / (ms * contestant.reps))));
}

/** A failure takes a peer out of the cell; a lane's ends the cell. */
async function attempt(contestant, step) {
  try {
    await step();
  } catch (error) {
    if (contestant.lane !== null) throw error;
    contestant.error = String(error.message ?? error).split('\n')[0];
  }
  if (contestant.spins) await sleep(SETTLE_MS);
}

function noteSlowness({ label, firstMs }, cell, tooSlow) {
  if (firstMs > SLOW_MS) tooSlow.set(slowKey(label, cell), cell.n);
}

function slowKey(label, { data, d, k }) {
  return `${label}|${data}|${d}|${k}`;
}

function makeRow(head, { label, lane, threads, samplesMs, firstMs, answer, inertiaGap, error }) {
  const row = { ...head, label, lane: lane ?? '', threads };
  if (error) return { ...row, sameAnswer: false, error };
  const timed = { ...row, medianMs: median(samplesMs), coldMs: firstMs, samplesMs };
  if (!answer) return { ...timed, sameAnswer: false, inertiaGap };
  const { converged, inertia, labelsSha256, centroidsSha256 } = answer;
  return { ...timed, converged, inertia, labelsSha256, centroidsSha256, sameAnswer: true };
}
