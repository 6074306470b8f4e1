import { describe, expect, it, vi } from 'vitest';
import { sweepOf, type SweepHost, type SweepLane, type SweepResult } from '../../web/bench/experiments/sweep';
import type { ExperimentInput } from '../../web/bench/experiments/types';
import type { LaneId } from '../../web/shared/lanes';
import type { FitSummary } from '../../web/shared/types';
import { gainSentence, hintSentence } from '../../web/ui/experiments/sweep-sentences';
import { FIT, raceSpec } from './support/fake-lane';

const INPUT: ExperimentInput = {
  ...{ dataset: raceSpec([]).dataset, fit: FIT, chosen: [], threads: 4, chooseThreads: false, cores: 4, pairs: 7 },
  ...{ available: ['js', 'js-tuned', 'wasm-simd', 'wasm-exact', 'wasm-exact-threads'], scope: 'fit' },
  ...{ budgetMs: 60_000, kMax: 16, seeds: 10 },
};

/** Milliseconds of one fit and of the sweep within and across. */
const SPEED: Partial<Record<LaneId, readonly [number, number, number]>> = {
  'js-tuned': [400, 2000, NaN],
  'wasm-simd': [200, 1000, NaN],
  'wasm-exact': [100, 500, NaN],
  'wasm-exact-threads': [90, 400, 150],
};

const found = (k: number): FitSummary => ({ inertia: 100 / k, iterations: k, converged: true });

interface Fake extends SweepHost {
  readonly calls: string[];
  readonly closed: LaneId[];
}

function fakeHost(change: (id: LaneId, lane: SweepLane) => Partial<SweepLane> = () => ({})): Fake {
  const calls: string[] = [];
  const closed: LaneId[] = [];
  const makeLane = (id: LaneId): SweepLane => {
    const [single, within, across] = SPEED[id]!;
    const lane: SweepLane = {
      open: ({ threads }) => {
        calls.push(`${id} open ${threads}`);
        return Promise.resolve({ threads, loadMs: 1, cold: { fetchMs: 0, compileMs: 0, instantiateMs: 0 } });
      },
      load: () => Promise.resolve({ copyInMs: 1 }),
      timerResolution: () => Promise.resolve(0.005),
      sample: (params) => {
        calls.push(`${id} single`);
        return Promise.resolve({ ...found(params.k), ms: single });
      },
      sweep: (_params, kMax, how) => {
        calls.push(`${id} ${how} ${kMax}`);
        const rows = Array.from({ length: kMax }, (_, i) => ({ k: i + 1, ...found(i + 1) }));
        return Promise.resolve({
          rows,
          how: how === 'across' ? how : 'within',
          ms: how === 'across' ? across : within,
        });
      },
      scored: ({ k }) => {
        calls.push(`${id} scored ${k}`);
        const score = k === 1 ? null : 1 / Math.abs(k - 3.2);
        const scores = { silhouette: score, daviesBouldin: score && -score, calinskiHarabasz: score };
        return Promise.resolve({ ...found(k), ...scores, silhouetteRows: 4 });
      },
      close: () => closed.push(id),
    };
    return { ...lane, ...change(id, lane) };
  };
  return { calls, closed, wasmBaseUrl: 'http://localhost/wasm/', makeLane };
}

function run(host: SweepHost, some: Partial<ExperimentInput> = {}, abort = new AbortController()) {
  const partials: SweepResult[] = [];
  const hooks = { onProgress: vi.fn(), onPartial: (partial: SweepResult) => partials.push(partial) };
  return { partials, hooks, done: sweepOf(host)({ ...INPUT, ...some }, hooks, abort.signal) };
}

describe('one large fit beside a pile of small ones', () => {
  it('times both in every lane in the same rounds, and scores each k', async () => {
    const host = fakeHost();
    const result = await run(host).done;
    expect(result).toMatchObject({ n: 4, k: 2, kMax: 4, rounds: 7, roundsAsked: 7, threads: 4, silhouetteRows: 4 });
    expect(result.rows.map(({ k, inertia, iterations }) => [k, inertia, iterations])).toEqual(
      [1, 2, 3, 4].map((k) => [k, 100 / k, k]),
    );
    expect(result.hints).toEqual({ silhouette: 3, daviesBouldin: 3, calinskiHarabasz: 3 });
    expect(result.times.map(({ lane, task, medianMs, against }) => [lane, task, medianMs, against?.ratio])).toEqual([
      ['js-tuned', 'single', 400, undefined],
      ['js-tuned', 'within', 2000, undefined],
      ['wasm-simd', 'single', 200, expect.closeTo(2, 9)],
      ['wasm-simd', 'within', 1000, expect.closeTo(2, 9)],
      ['wasm-exact', 'single', 100, expect.closeTo(4, 9)],
      ['wasm-exact', 'within', 500, expect.closeTo(4, 9)],
      ['wasm-exact-threads', 'single', 90, expect.closeTo(400 / 90, 9)],
      ['wasm-exact-threads', 'within', 400, expect.closeTo(5, 9)],
      ['wasm-exact-threads', 'across', 150, expect.closeTo(2000 / 150, 9)],
    ]);
    expect(result.times.every(({ samplesMs }) => samplesMs.length === 7)).toBe(true);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(host.closed).toEqual(['js-tuned', 'wasm-simd', 'wasm-exact', 'wasm-exact-threads']);
    expect(host.calls).toContain('wasm-exact-threads open 4');
    expect(gainSentence(result)).toContain('1.11x (1.11x to 1.11x) for one fit of k = 2');
    expect(gainSentence(result)).toContain('3.33x (3.33x to 3.33x) for the same pile with whole fits side by side');
    expect(hintSentence(result)).toMatch(/^Largest silhouette at k = 3, smallest/);
  });

  it('times nothing when a lane finds another answer', async () => {
    const host = fakeHost((id, lane) =>
      id !== 'wasm-simd'
        ? {}
        : {
            sweep: async (...args) => {
              const swept = await lane.sweep(...args);
              return { ...swept, rows: swept.rows.map((row) => (row.k === 3 ? { ...row, inertia: 1 } : row)) };
            },
          },
    );
    const { done, partials } = run(host);
    await expect(done).rejects.toThrow('WebAssembly SIMD found another answer for k = 3');
    expect(partials.at(-1)).toMatchObject({ times: [], rounds: 0 });
    expect(host.closed).toHaveLength(4);
  });

  it('leaves threads out where there is one, and refuses a browser without a lane', async () => {
    const result = await run(fakeHost(), { threads: 1 }).done;
    expect(result).toMatchObject({ threads: 1, gains: null });
    expect(gainSentence(result)).toBeNull();
    await expect(run(fakeHost(), { available: ['js'] }).done).rejects.toThrow('none of the lanes');
  });

  it('goes no further than the centroids given', async () => {
    const fit = { ...FIT, k: 3, init: 'given' as const, start: Float64Array.of(0, 1, 10) };
    const starts: (readonly number[])[] = [];
    const host = fakeHost((_, lane) => ({
      scored: (params) => {
        starts.push([...params.start!]);
        return lane.scored(params);
      },
    }));
    expect(await run(host, { fit }).done).toMatchObject({ kMax: 3 });
    expect(starts).toEqual([[0], [0, 1], [0, 1, 10]]);
  });

  it('keeps what it has when it is cancelled, ends the lanes and starts no more', async () => {
    const abort = new AbortController();
    const host = fakeHost((_, lane) => ({
      scored: (params) => {
        if (params.k === 3) abort.abort();
        return lane.scored(params);
      },
    }));
    const { done, partials } = run(host, {}, abort);
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
    expect(partials.at(-1)!.rows.map(({ k }) => k)).toEqual([1, 2]);
    expect(new Set(host.closed).size).toBe(4);
    expect(host.calls.some((call) => call.endsWith('single'))).toBe(false);
  });

  it('starts no round after its time, and says how many there are', async () => {
    const result = await run(fakeHost(), { budgetMs: -1 }).done;
    expect(result).toMatchObject({ rounds: 1, roundsAsked: 7 });
    expect(gainSentence(result)).toBe('There is no verdict yet: it takes 6 rounds, and there are 1.');
  });
});
