/** The points and starts of the benchmark, made by the page's own generator code: equal on every machine. */

import { createHash } from 'node:crypto';
import { createServer } from 'vite';
import { MAX_ITER } from './bench-grids.mjs';
import { ROOT } from './run.mjs';

/** Seed of the points; shape and kind are mixed in, so that every dataset differs. */
const DATA_SEED = 20261120;
const START_SEED = 7;

/** Blobs: centres even in a box of this half width, unit spread. */
const CENTRES = 16;
const HALF_BOX = 10;

/**
 * The page's TypeScript that the benchmark uses, loaded without a build step.
 * @returns {Promise<Record<'Rng' | 'Normal' | 'createJsEngine' | 'LANES' | 'isOverCap' | 'isSettled', any>>}
 */
export async function loadPageCode() {
  const vite = await createServer({
    root: ROOT,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const load = (file) => vite.ssrLoadModule(`/web/${file}`);
    const { Rng } = await load('shared/rng.ts');
    const { Normal } = await load('datasets/normal.ts');
    const { createJsEngine } = await load('engines/js/index.ts');
    const { LANES } = await load('shared/lanes.ts');
    const { isOverCap, isSettled } = await load('bench/warm-up.ts');
    return { Rng, Normal, createJsEngine, LANES, isOverCap, isSettled };
  } finally {
    await vite.close();
  }
}

/**
 * @typedef {object} Problem
 * @property {import('./bench-grids.mjs').Cell} cell
 * @property {Float64Array} data n x d, row-major
 * @property {string} sha256 of the data's bytes
 * @property {Float64Array} start k x d
 * @property {object} fit parameters for the lab (`start` as plain numbers)
 */

/**
 * Makes the points of cells; the last dataset is kept, as cells often differ in k alone.
 */
export class ProblemMaker {
  #code;
  #last = { key: '', data: new Float64Array(0), sha256: '' };

  /** @param {Awaited<ReturnType<typeof loadPageCode>>} code */
  constructor(code) {
    this.#code = code;
  }

  /**
   * @param {import('./bench-grids.mjs').Cell} cell
   * @returns {Problem}
   */
  make(cell) {
    const { n, d, k } = cell;
    const key = `${cell.data}-${n}-${d}`;
    if (this.#last.key !== key) {
      const data = this.#points(cell);
      this.#last = { key, data, sha256: sha256(data) };
    }
    const { data } = this.#last;
    const start = this.#start(data, n, d, k);
    const fit = {
      k,
      init: 'given',
      start: [...start],
      seed: 1,
      stop: 'labels',
      tol: 0,
      maxIter: MAX_ITER,
      empty: 'relocate',
    };
    return { cell, data, sha256: this.#last.sha256, start, fit };
  }

  /** 16 blobs as scikit-learn's `make_blobs(centers=16, cluster_std=1, center_box=(-10, 10))` draws them, or even noise. */
  #points({ data: kind, n, d }) {
    const { Rng, Normal } = this.#code;
    const rng = new Rng((DATA_SEED ^ Math.imul(n, 31) ^ Math.imul(d, 131_071) ^ kind.length) >>> 0);
    const inBox = () => HALF_BOX * (2 * rng.uniform() - 1);
    if (kind === 'uniform') return Float64Array.from({ length: n * d }, inBox);
    const centres = Float64Array.from({ length: CENTRES * d }, inBox);
    const normal = new Normal(rng);
    const data = new Float64Array(n * d);
    for (let i = 0; i < n; i++) {
      const centre = rng.below(CENTRES) * d;
      for (let j = 0; j < d; j++) data[i * d + j] = centres[centre + j] + normal.next();
    }
    return data;
  }

  /** k-means++ by the contract: the centroids of a fit that makes no update. */
  #start(data, n, d, k) {
    const engine = this.#code.createJsEngine('js-tuned');
    engine.load({ data, n, d });
    engine.fit({
      k,
      init: 'k-means++',
      start: null,
      seed: START_SEED,
      stop: 'labels',
      tol: 0,
      maxIter: 0,
      empty: 'relocate',
    });
    const { centroids } = engine.result();
    engine.dispose();
    return centroids;
  }
}

/**
 * The bytes of a Float64Array, not copied.
 * @param {Float64Array} values
 */
export function bytesOf(values) {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function sha256(values) {
  return createHash('sha256').update(bytesOf(values)).digest('hex');
}
