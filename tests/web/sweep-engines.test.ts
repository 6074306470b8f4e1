import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, SweepHow } from '../../web/engines/engine';
import { createJsEngine } from '../../web/engines/js';
import { sweepOn } from '../../web/engines/sweep';
import { Rng } from '../../web/shared/rng';
import { KMeansError } from '../../web/shared/types';
import type { FitParams, Points } from '../../web/shared/types';
import { FIT } from './support/fake-lane';
import { makeWasmEngines } from './support/wasm-node';

const K_MAX = 12;

/** Three blocks of rows, with duplicates, so that ties and empty clusters occur. */
function makePoints(): Points {
  const rng = new Rng(5);
  const [n, d] = [4500, 2];
  const data = Float64Array.from({ length: n * d }, (_, i) => (i < 200 ? 7 : rng.below(4) * 10 + rng.uniform()));
  return { data, n, d };
}

const POINTS = makePoints();
const quiet = (): void => undefined;

let engines: ReadonlyMap<string, Engine>;
beforeAll(async () => {
  engines = new Map([['js-tuned', createJsEngine('js-tuned')], ...(await makeWasmEngines())]);
  for (const engine of engines.values()) engine.load(POINTS);
});
afterAll(() => {
  for (const engine of engines.values()) engine.dispose();
});

/** One single fit a k, in another lane: what every sweep must equal to the bit. */
function singleFits(params: FitParams): unknown[] {
  const engine = createJsEngine('js');
  engine.load(POINTS);
  return Array.from({ length: K_MAX }, (_, i) => {
    const start = params.start?.slice(0, (i + 1) * POINTS.d) ?? null;
    return { k: i + 1, ...engine.fit({ ...params, k: i + 1, start }) };
  });
}

describe('a sweep over k', () => {
  const given = POINTS.data.slice(1000, 1000 + K_MAX * POINTS.d);
  it.each<Partial<FitParams>>([
    { init: 'k-means++' },
    { init: 'greedy' },
    { init: 'random', stop: 'tol' },
    { init: 'given', start: given, empty: 'reseed' },
  ])('has the bits of single fits in every lane, however it is spread: %o', (some) => {
    const params: FitParams = { ...FIT, k: K_MAX, ...some };
    const expected = singleFits(params);
    expect(new Set(expected.map((row) => (row as { inertia: number }).inertia)).size).toBeGreaterThan(6);
    for (const [name, engine] of engines) {
      for (const how of ['within', 'across'] as const) {
        expect(sweepOn(engine, params, K_MAX, how, quiet).rows, `${name} ${how}`).toEqual(expected);
      }
    }
  });

  it('seeds greedily anew after a sweep from given centroids', () => {
    const params: FitParams = { ...FIT, k: K_MAX, init: 'given', start: given };
    const engine = engines.get('wasm-exact')!;
    sweepOn(engine, params, K_MAX, 'within', quiet);
    const greedy: FitParams = { ...FIT, init: 'greedy' };
    expect(sweepOn(engine, greedy, K_MAX, 'within', quiet).rows).toEqual(singleFits(greedy));
  });

  it('leaves the engine ready for a single fit', () => {
    for (const engine of engines.values()) {
      const before = engine.fit(FIT);
      const labels = engine.result().labels;
      sweepOn(engine, FIT, K_MAX, 'across', quiet);
      expect(engine.fit(FIT)).toEqual(before);
      expect(engine.result().labels).toEqual(labels);
    }
  });

  it('says how it was spread, and leaves the choice to the cost model', () => {
    const how = (name: string, asked: SweepHow | 'auto'): SweepHow =>
      sweepOn(engines.get(name)!, FIT, K_MAX, asked, quiet).how;
    expect(how('js-tuned', 'across')).toBe('within');
    expect(how('wasm-exact', 'auto')).toBe('within');
    expect(how('wasm-exact-threads on 2', 'auto')).toBe('across');
    expect(how('wasm-exact-threads on 7', 'auto')).toBe('within');
    expect(how('wasm-exact-threads on 2', 'within')).toBe('within');
  });

  it('tells the fits done, in order and up to the last where it runs one after the other', () => {
    for (const name of ['js-tuned', 'wasm-exact', 'wasm-exact-threads on 2']) {
      const told: number[] = [];
      sweepOn(engines.get(name)!, FIT, K_MAX, 'within', (done) => told.push(done));
      expect(told, name).toEqual(Array.from({ length: K_MAX }, (_, i) => i + 1));
    }
    const told: number[] = [];
    sweepOn(engines.get('wasm-exact-threads on 2')!, FIT, K_MAX, 'across', (done) => told.push(done));
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('refuses more clusters than points in every lane, in words', () => {
    for (const engine of engines.values()) {
      expect(() => sweepOn(engine, FIT, 4097, 'within', quiet)).toThrow(KMeansError);
    }
  });
});
