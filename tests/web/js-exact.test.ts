import { describe, expect, it } from 'vitest';
import { createJsEngine } from '../../web/engines/js';
import { Rng } from '../../web/shared/rng';
import type { FitParams, Points } from '../../web/shared/types';
import { fitInSteps, fitWhole, outcome, withPoints } from './support/expect-fit';
import { randomConfig } from './support/random-config';

type Value = (rng: Rng, i: number, j: number) => number;

function pointsOf(n: number, d: number, value: Value): Points {
  const rng = new Rng(n + d);
  return { n, d, data: Float64Array.from({ length: n * d }, (_, q) => value(rng, Math.floor(q / d), q % d)) };
}

const uniform: Value = (rng) => rng.uniform();
const grid: Value = (rng) => rng.below(12);
const blobs: Value = (rng, i, j) => ((i * 7919) % 40) * ((j % 3) - 1) + (i % 11) * j + rng.uniform() + rng.uniform();

const PARAMS: FitParams = {
  k: 8,
  init: 'random',
  start: null,
  seed: 3,
  stop: 'labels',
  tol: 1e-4,
  maxIter: 20,
  empty: 'relocate',
};

/** What the exact lane and the tuned lane make of the same fit: outcome and trace. */
function bothLanes(points: Points, params: FitParams): unknown[] {
  return (['js-exact', 'js-tuned'] as const).map((lane) =>
    withPoints(createJsEngine(lane), points, (engine) => {
      const whole = outcome(() => fitWhole(engine, params));
      let trace: unknown = null;
      const steps = outcome(() => {
        const inSteps = fitInSteps(engine, params);
        trace = inSteps.trace;
        return inSteps.result;
      });
      return { whole, steps, trace };
    }),
  );
}

function expectSame(points: Points, params: Partial<FitParams>): void {
  const [exact, tuned] = bothLanes(points, { ...PARAMS, ...params });
  expect(exact).toEqual(tuned);
}

describe('js-exact against js-tuned', () => {
  it.each<[string, Value, number, number, number]>([
    ['uniform d = 2, k = 8', uniform, 2, 8, 20],
    ['uniform d = 2, k = 300', uniform, 2, 300, 8],
    ['uniform d = 8, k = 40', uniform, 8, 40, 8],
    ['uniform d = 3, k = 17', uniform, 3, 17, 20],
    ['blobs d = 2, k = 40', blobs, 2, 40, 20],
    ['blobs d = 5, k = 300', blobs, 5, 300, 6],
    ['blobs d = 32, k = 12', blobs, 32, 12, 12],
    ['grid d = 2, k = 100', grid, 2, 100, 15],
    ['grid d = 4, k = 300', grid, 4, 300, 6],
    ['grid d = 1, k = 12', grid, 1, 12, 20],
  ])(
    '70,000 rows, %s',
    (_name, value, d, k, maxIter) => {
      expectSame(pointsOf(70_000, d, value), { k, maxIter });
    },
    120_000,
  );

  it('agrees where sums are too wide to keep, where lists are too long, and on long fits', () => {
    expectSame(pointsOf(9_000, 64, blobs), { k: 30, maxIter: 12 });
    expectSame(pointsOf(9_000, 2, uniform), { k: 520, maxIter: 12 });
    expectSame(pointsOf(9_000, 2, uniform), { k: 25, maxIter: 300 });
    expectSame(pointsOf(5_000, 3, grid), { k: 60, maxIter: 100, init: 'k-means++' });
  }, 60_000);

  it('agrees at the edges of the number range', () => {
    for (const scale of [1e-310, 1e-160, 1e-150, 1e-75, 1e75, 1e150, 3e153, 1e154, 1e160]) {
      for (const k of [5, 20, 33]) {
        expectSame(
          pointsOf(2500, 2, (rng) => scale * (2 * rng.uniform() - 1)),
          { k },
        );
      }
    }
  }, 60_000);

  it('agrees where centroids jump: empty clusters of every policy, far starts', () => {
    const points = pointsOf(6_000, 2, blobs);
    const start = Float64Array.from({ length: 2 * 24 }, (_, i) => (i % 5 === 0 ? 1e5 + i : points.data[i * 37]!));
    for (const empty of ['relocate', 'keep', 'reseed', 'error'] as const) {
      expectSame(points, { k: 24, init: 'given', start, empty, maxIter: 40 });
    }
    const far = Float64Array.from(start, (value, i) => (i % 6 === 0 ? 1e200 : value));
    for (const empty of ['relocate', 'keep', 'reseed'] as const) {
      expectSame(points, { k: 24, init: 'given', start: far, empty, maxIter: 40 });
    }
  }, 60_000);

  it('agrees when one centroid becomes NaN among others that stay', () => {
    // Rows too far for any distance go to cluster 0; its block sums overflow with both signs.
    const points = pointsOf(6_000, 2, (rng, i) => (i % 500 === 0 ? (i < 2048 ? 1.7e308 : -1.7e308) : rng.uniform()));
    for (const k of [10, 20, 40]) {
      const start = points.data.slice(2, 2 + 2 * k);
      for (const empty of ['relocate', 'keep', 'reseed'] as const) {
        expectSame(points, { k, init: 'given', start, empty, maxIter: 40 });
      }
    }
  });

  it('agrees on more random configurations', () => {
    for (let index = 1000; index < 1400; index++) {
      const { name, points, params } = randomConfig(index);
      const [exact, tuned] = bothLanes(points, params);
      expect(exact, name).toEqual(tuned);
    }
  }, 120_000);
});
