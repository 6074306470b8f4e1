import { describe, expect, it, vi } from 'vitest';
import { seedingOf, type SeedingHost, type SeedingResult } from '../../web/bench/experiments/seeding';
import type { ExperimentInput } from '../../web/bench/experiments/types';
import type { LaneId } from '../../web/shared/lanes';
import { seedingSentence } from '../../web/ui/experiments/seeding-sentences';
import type { Variant, VariantFit } from '../../web/workers/protocol';
import { FIT, raceSpec } from './support/fake-lane';

const INPUT: ExperimentInput = {
  ...{ dataset: raceSpec([]).dataset, fit: { ...FIT, seed: 100 }, chosen: [], threads: 4, chooseThreads: true },
  ...{ available: ['js', 'js-tuned', 'wasm-exact'], cores: 4, pairs: 7, scope: 'fit', budgetMs: 1, kMax: 4, seeds: 3 },
};

/** Random starts end at 30; the other two at 10 for seeds that 7 divides, else at 20. */
function fitOf({ init, seed }: Variant): VariantFit {
  const inertia = init === 'random' ? 30 : seed % 7 === 0 ? 10 : 20;
  return { inertia, iterations: 4, converged: true, ari: 1 / inertia };
}

function fakeHost(before: (draw: number) => void = () => undefined) {
  const asked: Variant[][] = [];
  const made: LaneId[] = [];
  const close = vi.fn();
  const host: SeedingHost = {
    wasmBaseUrl: 'http://localhost/wasm/',
    makeLane: (id) => {
      made.push(id);
      return {
        open: ({ threads }) =>
          Promise.resolve({ threads, loadMs: 1, cold: { fetchMs: 0, compileMs: 0, instantiateMs: 0 } }),
        load: () => Promise.resolve({ copyInMs: 1 }),
        fits: (_params, variants, _truth, onDone) => {
          before(asked.length);
          asked.push([...variants]);
          onDone(variants.length);
          return Promise.resolve(variants.map(fitOf));
        },
        close,
      };
    },
  };
  return { host, asked, made, close };
}

describe('the seeding experiment', () => {
  it('fits every method from the same seeds and counts the best of the restarts', async () => {
    const { host, asked, made, close } = fakeHost();
    const onProgress = vi.fn();
    const result = await seedingOf(host)(INPUT, { onProgress }, new AbortController().signal);
    expect(made).toEqual(['wasm-exact']);
    expect(asked.map((variants) => variants.map(({ seed }) => seed))).toEqual([
      [100, 100, 100, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109],
      [101, 101, 101, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119],
      [102, 102, 102, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129],
    ]);
    expect(asked[0]!.map(({ init }) => init).slice(0, 4)).toEqual(['random', 'k-means++', 'greedy', 'k-means++']);
    expect(result.bestKnown).toBe(10);
    expect(result.strips.map(({ median, reached, medianIterations }) => [median, reached, medianIterations])).toEqual([
      [30, 0, 4],
      [20, 0, 4],
      [20, 0, 4],
      [10, 3, 40],
    ]);
    expect(result.groups[3]!.fits[0]).toEqual({ inertia: 10, iterations: 40, ari: 0.1 });
    expect(onProgress.mock.lastCall).toEqual([{ text: 'seed 3 of 3', done: 39, total: 39 }]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(close).toHaveBeenCalled();
    expect(seedingSentence(result)).toBe(
      'On these points the best optimum known is reached from random points by 0 of 3 seeds, ' +
        'from k-means++ by 0, from greedy k-means++ by 0 and from best of 10 k-means++ by 3.',
    );
  });

  it('wraps seeds at 2^32', async () => {
    const { host, asked } = fakeHost();
    const fit = { ...FIT, seed: 0xffff_ffff };
    await seedingOf(host)({ ...INPUT, fit }, { onProgress: vi.fn() }, new AbortController().signal);
    expect(asked[1]![0]).toEqual({ init: 'random', seed: 0 });
  });

  it('keeps whole seeds of every method when it is cancelled', async () => {
    const abort = new AbortController();
    const { host, close } = fakeHost((draw) => {
      if (draw === 2) abort.abort();
    });
    const partials: SeedingResult[] = [];
    const hooks = { onProgress: vi.fn(), onPartial: (partial: SeedingResult) => partials.push(partial) };
    await expect(seedingOf(host)(INPUT, hooks, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(partials.at(-1)!.strips.map(({ seeds }) => seeds)).toEqual([2, 2, 2, 2]);
    expect(close).toHaveBeenCalled();
  });

  it('refuses a browser that can run no lane', async () => {
    const run = seedingOf(fakeHost().host)(
      { ...INPUT, available: [] },
      { onProgress: vi.fn() },
      new AbortController().signal,
    );
    await expect(run).rejects.toThrow('no lane');
  });
});
