import { afterEach, describe, expect, it, vi } from 'vitest';
import { crossoverOf, type CrossoverHost, type CrossoverResult } from '../../web/bench/experiments/crossover';
import type { ExperimentHooks, ExperimentInput } from '../../web/bench/experiments/types';
import type { GenerateParams } from '../../web/datasets/registry';
import type { LaneId } from '../../web/shared/lanes';
import { fakeHost, FIT, raceSpec, type FakeHost, type Script } from './support/fake-lane';

const LANES: readonly LaneId[] = ['js-tuned', 'wasm', 'wasm-simd', 'wasm-exact', 'wasm-threads', 'wasm-exact-threads'];
const { dataset } = raceSpec(['js']);

const INPUT: ExperimentInput = {
  ...{ dataset, fit: FIT, available: LANES, chosen: [], threads: 2, chooseThreads: true, cores: 2 },
  ...{ pairs: 31, scope: 'fit', budgetMs: 20_000, kMax: 16, seeds: 30 },
};

interface Run {
  readonly host: FakeHost;
  readonly asked: GenerateParams[];
  readonly partials: CrossoverResult[];
  readonly abort: AbortController;
  readonly outcome: Promise<CrossoverResult>;
}

/** Runs it on fakes whose clock moves by what their fits take. */
function start(scripts: readonly Script[], more: Partial<ExperimentInput> = {}, onPartial?: () => void): Run {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const host = fakeHost(
    LANES.map((_, i) => ({
      ...scripts[i],
      sample: (count) => {
        clock += 5;
        return scripts[i]?.sample?.(count) ?? {};
      },
    })),
  );
  const asked: GenerateParams[] = [];
  const partials: CrossoverResult[] = [];
  const abort = new AbortController();
  const page: CrossoverHost = {
    wasmBaseUrl: host.wasmBaseUrl,
    makeLane: (options) => host.makeLane(options),
    points: (params) => {
      asked.push(params);
      return Promise.resolve(dataset);
    },
  };
  const hooks: ExperimentHooks<CrossoverResult> = {
    onProgress: () => undefined,
    onPartial: (partial) => {
      partials.push(partial);
      onPartial?.();
    },
  };
  return { host, asked, partials, abort, outcome: crossoverOf(page)({ ...INPUT, ...more }, hooks, abort.signal) };
}

const FASTER: readonly Script[] = [{ ms: () => 2 }, ...LANES.slice(1).map(() => ({ ms: () => 1 }))];

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the crossover', () => {
  it('times every coarse cell on blobs of the seed, with lanes opened once', async () => {
    const { host, asked, partials, outcome } = start(FASTER);
    const result = await outcome;
    expect(result.cells).toHaveLength(24);
    for (const cell of result.cells) {
      expect(cell.lanes.map(({ id }) => id)).toEqual(LANES);
      for (const { samplesMs } of cell.lanes) expect(samplesMs).toHaveLength(7);
      expect(cell.ratios.every(({ ratio, verdict }) => ratio === 2 && verdict === 'wasm')).toBe(true);
    }
    expect(result.sentence).toMatch(/WebAssembly SIMD is faster .* from n = 32 to 65,536\.$/);
    expect(result.javascriptWins).toBeNull();
    expect(host.calls.filter((call) => call.endsWith(' open'))).toHaveLength(LANES.length);
    expect(host.closed.every((reasons) => reasons.length > 0)).toBe(true);
    // Eight sets of points and those of the warm-up, which are one of them.
    expect(asked).toHaveLength(8);
    expect(asked[0]).toEqual({ distribution: 'blobs', n: 512, d: 2, k: 16, seed: 42 });
    expect(partials).toHaveLength(24);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('marks a cell whose answers differ and gives it no times', async () => {
    const { host, outcome } = start([{ ms: () => 2 }, {}, { answer: { labels: Int32Array.of(0, 1, 1, 0) } }]);
    const { cells, sentence, crossovers } = await outcome;
    expect(cells).toHaveLength(24);
    for (const cell of cells) {
      expect(cell).toMatchObject({ winner: null, ratios: [] });
      expect(cell.disagreement).toBe('JavaScript, tuned and WebAssembly SIMD part in their labels');
      expect(cell.lanes.every(({ medianMs, samplesMs }) => medianMs === null && samplesMs.length === 0)).toBe(true);
    }
    expect([sentence, crossovers]).toEqual([null, []]);
    // The warm-up on opening alone.
    const opened = host.calls.lastIndexOf('5 open');
    const warm = host.calls.findIndex((call, i) => i > opened && call === '0 load');
    expect(host.calls.slice(warm).filter((call) => call.endsWith(' sample'))).toEqual([]);
  });

  it('marks a cell in which a lane wavers', async () => {
    const { outcome } = start([{}, { sample: (count) => (count > 200 ? { inertia: 2 } : {}) }]);
    const { cells } = await outcome;
    expect(cells.some(({ disagreement }) => disagreement === 'WebAssembly parts from its own first answer')).toBe(true);
    expect(cells.some(({ disagreement }) => disagreement === null)).toBe(true);
  });

  it('goes on without a lane that fails', async () => {
    const broken: Script = {
      before: (call) => {
        if (call === 'first') throw new Error('out of memory');
      },
    };
    const { outcome } = start([...FASTER.slice(0, 3), broken]);
    const { cells, failures } = await outcome;
    expect(failures).toEqual([{ id: 'wasm-exact', message: 'out of memory' }]);
    expect(cells[0]!.lanes.map(({ id }) => id)).not.toContain('wasm-exact');
    expect(cells[0]!.ratios).toHaveLength(4);
  });

  it('leaves threaded lanes out where there is one thread, and needs one lane besides JavaScript', async () => {
    const one = await start(FASTER, { threads: 1 }).outcome;
    expect(one.cells[0]!.lanes.map(({ id }) => id)).toEqual(LANES.slice(0, 4));
    await expect(start(FASTER, { available: ['js-tuned'] }).outcome).rejects.toThrow('no WebAssembly lane');
  });

  it('says so when the budget does not suffice for one pair', async () => {
    await expect(start(FASTER, { budgetMs: 10 }).outcome).rejects.toMatchObject({
      name: 'KMeansError',
      message: 'A budget of 0.01 s does not suffice for one timed pair in one cell; give it more seconds.',
    });
  });

  it('keeps whole rounds when the budget ends', async () => {
    const { outcome, partials } = start(FASTER, { budgetMs: 4000 });
    const { cells } = await outcome;
    expect(cells.length).toBeGreaterThan(0);
    expect(cells.length).toBeLessThan(24);
    for (const { lanes } of cells) expect(new Set(lanes.map(({ samplesMs }) => samplesMs.length)).size).toBe(1);
    expect(partials.at(-1)!.cells.length).toBeGreaterThan(0);
  });

  it('closes every lane when cancelled, with what was told before kept', async () => {
    const run: Run = start(FASTER, {}, () => {
      run.abort.abort();
    });
    await expect(run.outcome).rejects.toMatchObject({ name: 'AbortError' });
    expect(run.partials).toHaveLength(1);
    expect(run.host.closed.every((reasons) => reasons.length > 0)).toBe(true);
  });
});
