import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../web/engines/engine';
import { createJsEngine } from '../../web/engines/js';
import { TreeSums } from '../../web/engines/js/tree-sums';
import { BLOCK_ROWS, KMeansError } from '../../web/shared/types';
import type { FitParams, Points } from '../../web/shared/types';
import { fitInSteps, fitWhole, outcome, withPoints } from './support/expect-fit';
import { randomConfig } from './support/random-config';
import { referenceFit } from './support/reference';

const LANES = ['js-objects', 'js', 'js-tuned', 'js-exact'] as const;

const PARAMS: FitParams = {
  k: 3,
  init: 'k-means++',
  start: null,
  seed: 1,
  stop: 'labels',
  tol: 1e-4,
  maxIter: 300,
  empty: 'relocate',
};

function pointsWith(n: number, d: number, at = -1, value = 0): Points {
  const data = Float64Array.from({ length: n * d }, (_, i) => i);
  if (at >= 0) data[at] = value;
  return { data, n, d };
}

describe('JavaScript lanes against the reference', () => {
  it('agree to the bit on random configurations, in whole fits and in steps', () => {
    const property = fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (index) => {
      const { name, points, params } = randomConfig(index);
      const expected = outcome(() => referenceFit(points, params));
      for (const lane of LANES) {
        withPoints(createJsEngine(lane), points, (engine) => {
          const whole = outcome(() => fitWhole(engine, params));
          expect(whole, `${lane} ${name}`).toEqual(expected);
          const steps = outcome(() => fitInSteps(engine, params).result);
          expect(steps, `${lane} in steps, ${name}`).toEqual(expected);
        });
      }
    });
    fc.assert(property, { numRuns: 250, seed: 20, endOnFailure: true });
  }, 120_000);

  it('a loaded engine keeps nothing of one fit for the next', () => {
    const { points, params } = randomConfig(26);
    for (const lane of LANES) {
      withPoints(createJsEngine(lane), points, (engine) => {
        const first = outcome(() => fitWhole(engine, params));
        outcome(() => fitWhole(engine, { ...params, k: 1, seed: 5 }));
        expect(outcome(() => fitWhole(engine, params))).toEqual(first);
      });
    }
  });

  it('copies the points in and the answer out', () => {
    for (const lane of LANES) {
      const points = pointsWith(30, 2);
      withPoints(createJsEngine(lane), points, (engine) => {
        points.data.fill(NaN);
        const { labels, centroids } = fitWhole(engine, PARAMS);
        labels.fill(9);
        centroids.fill(9);
        expect(engine.result().labels).not.toContain(9);
        expect(engine.result().centroids).not.toContain(NaN);
      });
    }
  });
});

describe('TreeSums', () => {
  it('makes the additions of the stride-doubling tree for any number of blocks', () => {
    for (let blocks = 1; blocks <= 40; blocks++) {
      // Sums of 2^-i-like values differ between orders of addition.
      const totals = Array.from({ length: blocks }, (_, b) => 1 / (b + 3) + 1e16 * (b % 3 === 0 ? 1 : -1));
      const tree = [...totals];
      for (let stride = 1; stride < blocks; stride *= 2) {
        for (let b = 0; b + stride < blocks; b += 2 * stride) tree[b]! += tree[b + stride]!;
      }
      const sum = new TreeSums(1).sum(blocks * BLOCK_ROWS, (from, _to, sums) => {
        sums[0] = totals[from / BLOCK_ROWS]!;
      });
      expect(sum[0]).toBe(tree[0]);
    }
  });
});

const withK = (changes: Record<string, unknown>) => (engine: Engine) => {
  engine.load(pointsWith(10, 2));
  engine.fit({ ...PARAMS, ...changes });
};

const MESSAGE_CASES: Readonly<Record<string, (engine: Engine) => void>> = {
  'points: n = 0': (engine) => engine.load(pointsWith(0, 2)),
  'points: d = 0': (engine) => engine.load(pointsWith(10, 0)),
  'points: d = 1025': (engine) => engine.load(pointsWith(1, 1025)),
  'points: 19 values for 10 x 2': (engine) => engine.load({ data: new Float64Array(19), n: 10, d: 2 }),
  'points: NaN at row 3, column 2': (engine) => engine.load(pointsWith(10, 2, 5, NaN)),
  'points: infinity at row 10, column 1': (engine) => engine.load(pointsWith(10, 2, 18, Infinity)),
  'points: -infinity at row 1, column 1': (engine) => engine.load(pointsWith(10, 2, 0, -Infinity)),
  'k = 0': withK({ k: 0 }),
  'k = -3': withK({ k: -3 }),
  'k = 4097': withK({ k: 4097 }),
  'k = 2.5': withK({ k: 2.5 }),
  'k = 12 of 10 points': withK({ k: 12 }),
  'init = best': withK({ init: 'best' }),
  'stop = never': withK({ stop: 'never' }),
  'empty = drop': withK({ empty: 'drop' }),
  'seed = -1': withK({ seed: -1 }),
  'seed = 4294967296': withK({ seed: 4294967296 }),
  'tol = -0.5': withK({ tol: -0.5 }),
  'tol = NaN': withK({ tol: NaN }),
  'tol = infinity': withK({ tol: Infinity }),
  'maxIter = -1': withK({ maxIter: -1 }),
  'maxIter = 1000001': withK({ maxIter: 1000001 }),
  'maxIter = 1.5': withK({ maxIter: 1.5 }),
  'start: 5 values for k = 3, d = 2': withK({ init: 'given', start: new Float64Array(5) }),
  'start: none for k = 3, d = 2': withK({ init: 'given' }),
  'start: NaN at row 2, column 1': withK({ init: 'given', start: Float64Array.of(0, 0, NaN, 0, 0, 0) }),
  'empty = error: start 1, 2, 3, 99 on the points 1, 2, 3, 4': (engine) => {
    engine.load({ data: Float64Array.of(1, 2, 3, 4), n: 4, d: 1 });
    engine.fit({ ...PARAMS, k: 4, init: 'given', start: Float64Array.of(1, 2, 3, 99), empty: 'error' });
  },
  'fit before load': (engine) => engine.fit(PARAMS),
  'result before fit': (engine) => {
    engine.load(pointsWith(10, 2));
    engine.result();
  },
};

describe('messages', () => {
  const fixture = new URL('../fixtures/messages.json', import.meta.url);
  const messages = JSON.parse(readFileSync(fixture, 'utf8')) as Array<{ case: string; message: string }>;

  it.each(messages)('$case', ({ case: name, message }) => {
    const run = MESSAGE_CASES[name]!;
    for (const lane of LANES) {
      const engine = createJsEngine(lane);
      expect(() => run(engine)).toThrow(new KMeansError(message));
      expect(() => engine.result()).toThrow(KMeansError);
    }
  });

  it('a failed fit leaves no result', () => {
    for (const lane of LANES) {
      withPoints(createJsEngine(lane), { data: Float64Array.of(1, 2, 3, 4), n: 4, d: 1 }, (engine) => {
        const start = Float64Array.of(1, 2, 3, 99);
        engine.fit({ ...PARAMS, k: 1 });
        expect(() => engine.fit({ ...PARAMS, k: 4, init: 'given', start, empty: 'error' })).toThrow('cluster 3');
        expect(() => engine.result()).toThrow('no finished fit');
      });
    }
  });
});
