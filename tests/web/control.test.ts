import { expect, it, vi } from 'vitest';
import { controlOf, defaultLane } from '../../web/bench/experiments/control';
import type { ExperimentInput } from '../../web/bench/experiments/types';
import { conclude } from '../../web/bench/race';
import { Runner } from '../../web/bench/runner';
import type { RaceSpec } from '../../web/bench/types';
import { fakeHost, raceSpec, type Script } from './support/fake-lane';

const { dataset, fit } = raceSpec([]);
const INPUT: ExperimentInput = {
  ...{ dataset, fit, available: ['js', 'wasm', 'ml-kmeans'], chosen: ['js', 'ml-kmeans'], threads: 2 },
  ...{ chooseThreads: false, cores: 2, pairs: 7, scope: 'fit', budgetMs: 60_000, kMax: 4, seeds: 2 },
};

function racing(scripts: readonly Script[]) {
  return vi.fn(async (spec: RaceSpec) =>
    conclude(await new Runner(spec, fakeHost(scripts), {}, new AbortController().signal).run(), spec),
  );
}

const run = (scripts: readonly Script[], input = INPUT) => {
  const race = racing(scripts);
  const signal = new AbortController().signal;
  return { race, result: controlOf(() => null, race)(input, { onProgress: () => undefined }, signal) };
};

it('races one lane that keeps the contract against itself, at least 15 pairs, and finds nothing', async () => {
  const { race, result } = run([{}, {}]);
  expect(await result).toMatchObject({ lane: 'js', ratio: 1, verdict: 'too-close-to-call', pairs: 15 });
  expect(race.mock.calls[0]![0].contestants.map(({ id }) => id)).toEqual(['js', 'js']);
});

it('tells when a lane differs from itself', async () => {
  const { result } = run([{ ms: () => 40 }, {}]);
  expect(await result).toMatchObject({ verdict: 'b-faster', ratio: expect.closeTo(4 / 3, 6) as number });
});

it('gives no verdict from too few pairs, and none when a lane fails', async () => {
  await expect(run([{}, {}], { ...INPUT, budgetMs: -1 }).result).rejects.toThrow('1 of 15 pairs');
  const broken: Script = {
    before: (call) => {
      if (call === 'sample') throw new Error('broke');
    },
  };
  await expect(run([{}, broken]).result).rejects.toThrow('broke');
});

it('takes any lane there is when none is chosen', () => {
  expect(defaultLane({ chosen: [], available: INPUT.available })).toBe('wasm');
  expect(defaultLane({ chosen: ['skmeans'], available: INPUT.available })).toBe('skmeans');
  expect(() => defaultLane({ chosen: [], available: [] })).toThrow('no lane');
});
