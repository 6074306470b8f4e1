import { describe, expect, it } from 'vitest';
import { LibraryEngine } from '../../web/engines/lib/engine';
import { fitter as mlKmeans } from '../../web/engines/lib/ml-kmeans';
import { fitter as skmeans } from '../../web/engines/lib/skmeans';
import { createJsEngine } from '../../web/engines/js';
import { generate } from '../../web/datasets/registry';
import { FIT } from './support/fake-lane';

const points = generate({ distribution: 'blobs', n: 600, d: 2, k: 3, seed: 5 });
const params = { ...FIT, k: 3 };

describe.each([
  ['ml-kmeans', mlKmeans],
  ['skmeans', skmeans],
])('%s', (_name, fitter) => {
  const engine = new LibraryEngine(fitter);
  engine.load(points);
  const contract = createJsEngine('js');
  contract.load(points);
  contract.fit(params);
  const expected = contract.result();

  it('finds the same clusters of well separated points from the same start, with the inertia of its answer', () => {
    const summary = engine.fit(params);
    const { labels, centroids, inertia } = engine.result();
    expect(labels).toEqual(expected.labels);
    expect(centroids.length).toBe(expected.centroids.length);
    for (const [i, value] of centroids.entries()) expect(value).toBeCloseTo(expected.centroids[i]!, 10);
    expect(inertia / expected.inertia).toBeCloseTo(1, 12);
    expect(summary.inertia).toBe(inertia);
    expect(summary.converged).toBe(true);
  });

  it('reads the given start and leaves it alone, so that a fit can be done again', () => {
    const start = Float64Array.of(-9, 0, 0, 9, 9, 0);
    const given = { ...params, init: 'given' as const, start };
    const first = { ...engine.fit(given) };
    expect(start).toEqual(Float64Array.of(-9, 0, 0, 9, 9, 0));
    expect({ ...engine.fit(given) }).toEqual(first);
  });

  it('keeps the iteration cap', () => {
    const capped = engine.fit({ ...params, init: 'random', seed: 3, maxIter: 1 });
    expect([capped.iterations, capped.converged]).toEqual([1, false]);
    expect(() => engine.fit({ ...params, maxIter: 0 })).toThrow('no iteration');
  });

  it('does its whole fit as one half-step', () => {
    const stepper = engine.stepper(params);
    stepper.seed();
    expect(stepper.finished()).toBe(false);
    stepper.assign();
    expect(stepper.finished()).toBe(true);
    expect(stepper.summary().iterations).toBe(engine.fit(params).iterations);
  });
});
