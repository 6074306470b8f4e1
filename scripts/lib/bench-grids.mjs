/** What the benchmark measures: the grids, their cells and the lanes raced in them. Pure. */

import { ToolError } from './run.mjs';

/**
 * One cell: points, and the fit asked for.
 * @typedef {object} Cell
 * @property {string} id like `blobs-1024-2-8`
 * @property {'blobs' | 'uniform'} data
 * @property {number} n rows
 * @property {number} d features
 * @property {number} k clusters
 */

/**
 * @typedef {object} Contestant
 * @property {string} id lane id
 * @property {number} threads
 * @property {boolean} [chooseThreads] whether the lane gives each fit one thread or all, as the page does
 * @property {string} label name in the tables; the id unless one lane races on several thread counts
 */

/**
 * @typedef {object} Grid
 * @property {string} name
 * @property {string} what one sentence
 * @property {readonly Cell[]} cells
 * @property {readonly string[] | null} lanes lane ids raced by default; null for every lane of the contract
 * @property {'fit' | 'call'} scope what a timed sample holds; `call` adds copying in and out
 * @property {number} launches browser launches a cell
 * @property {number} pairs timed rounds a launch
 * @property {boolean} everyThreadCount whether threaded lanes race on 1, 2, ... cores instead of on all
 */

/** Most updates of one fit in every grid. */
export const MAX_ITER = 25;

/** Measuring of one cell in one launch ends after this long, with the rounds it has. */
export const TIME_CAP_MS = 20_000;

/** The cell measured at the start, the middle and the end of a run, by one lane; it tells whether the machine held still. */
export const SENTINEL = { cell: makeCell('blobs', 16384, 8, 8), lane: 'js-tuned', pairs: 15, tolerance: 0.03 };

/** @type {readonly Grid[]} */
const GRIDS = [
  {
    name: 'smoke',
    what: 'Two small cells, to see that the benchmark works.',
    cells: cross('blobs', [1024, 2048], [2], [8]),
    lanes: ['js-tuned', 'wasm-simd'],
    scope: 'fit',
    launches: 1,
    pairs: 3,
    everyThreadCount: false,
  },
  {
    name: 'seed',
    what: '16 Gaussian blobs, from a thousand rows to a quarter of a million.',
    cells: cross('blobs', doubling(1024, 262_144), [2, 8, 32], [8, 32]),
    lanes: null,
    scope: 'fit',
    launches: 5,
    pairs: 15,
    everyThreadCount: false,
  },
  {
    name: 'uniform',
    what: 'Even noise: no clusters, so bounds prove little and the kernels carry the time.',
    cells: cross('uniform', [65_536], [2, 8, 32], [8, 32, 256]),
    lanes: null,
    scope: 'fit',
    launches: 5,
    pairs: 15,
    everyThreadCount: false,
  },
  {
    name: 'threads',
    what: 'Large cells on one thread, two, and so on up to all, beside the modules that know no threads.',
    cells: cross('blobs', [262_144], [2, 8, 32], [8, 32]),
    lanes: ['wasm-simd', 'wasm-threads', 'wasm-exact', 'wasm-exact-threads'],
    scope: 'fit',
    launches: 5,
    pairs: 15,
    everyThreadCount: true,
  },
  {
    name: 'crossover',
    what: 'From a handful of rows up, with the copies in and out: where does each lane pass tuned JavaScript?',
    cells: cross('blobs', doubling(32, 65_536, 4), [2, 8], [2, 8, 32]),
    lanes: ['js-tuned', 'wasm', 'wasm-simd', 'wasm-threads', 'wasm-exact', 'wasm-exact-threads'],
    scope: 'call',
    launches: 5,
    pairs: 15,
    everyThreadCount: false,
  },
];

/**
 * A grid by name.
 * @param {string | undefined} name
 * @returns {Grid}
 * @throws {ToolError} naming the known ones
 */
export function findGrid(name) {
  const grid = GRIDS.find((known) => known.name === name);
  if (!grid) {
    const known = GRIDS.map((g) => g.name).join(', ');
    throw new ToolError(`bench: ${name === undefined ? '--grid is missing' : `no grid is called "${name}"`}; ${known}`);
  }
  return grid;
}

/**
 * Who races.
 * @param {Grid} grid
 * @param {readonly string[] | null} chosen lane ids, or null for the grid's own
 * @param {number} threads of threaded lanes
 * @param {boolean} [chooseThreads] whether a fit may get one thread instead of all
 * @param {Readonly<Record<string, { threaded: boolean, contract?: boolean }>>} lanes every lane there is (web/shared/lanes.ts)
 * @returns {Contestant[]}
 * @throws {ToolError} for a lane nobody knows
 */
export function contestants(grid, chosen, threads, lanes, chooseThreads = false) {
  // Lanes outside the contract give other answers, and where answers differ nothing is timed.
  const ours = Object.keys(lanes).filter((id) => lanes[id].contract !== false);
  return (chosen ?? grid.lanes ?? ours).flatMap((id) => {
    const lane = lanes[id];
    if (!lane) throw new ToolError(`bench: no lane is called "${id}"; ${Object.keys(lanes).join(', ')}`);
    if (!lane.threaded) return [{ id, threads: 1, label: id }];
    if (!grid.everyThreadCount) return [{ id, threads, chooseThreads, label: id }];
    return Array.from({ length: threads }, (_, i) => ({ id, threads: i + 1, label: `${id} x${i + 1}` }));
  });
}

/**
 * The cells of one shard: every count-th one.
 * @template T
 * @param {readonly T[]} cells
 * @param {string | undefined} shard like `2/3`, counted from 1
 * @returns {readonly T[]}
 * @throws {ToolError} when it is not like that
 */
export function takeShard(cells, shard) {
  if (shard === undefined) return cells;
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(shard) ?? []).map(Number);
  if (!index || !count || index > count) {
    throw new ToolError(`bench: --shard is "${shard}"; write i/n with 1 <= i <= n, like 1/4`);
  }
  return cells.filter((_, i) => i % count === index - 1);
}

/**
 * A shuffled copy (Fisher-Yates).
 * @template T
 * @param {readonly T[]} items
 * @param {{ below(m: number): number }} rng
 * @returns {T[]}
 */
export function shuffled(items, rng) {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function makeCell(data, n, d, k) {
  return { id: `${data}-${n}-${d}-${k}`, data, n, d, k };
}

function cross(data, ns, ds, ks) {
  return ns.flatMap((n) => ds.flatMap((d) => ks.filter((k) => k <= n / 2).map((k) => makeCell(data, n, d, k))));
}

function doubling(from, to, factor = 2) {
  const values = [];
  for (let n = from; n <= to; n *= factor) values.push(n);
  return values;
}
