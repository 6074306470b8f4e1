import { describe, expect, it } from 'vitest';
import { leftMs, REPORT_THREADS, reportSizes, reportTable } from '../../web/bench/experiments/report-table';
import { THREAD_LANES, type ThreadsHost } from '../../web/bench/experiments/thread-race';
import { noThreads, SIZES, threadCounts, threadsOf, type ThreadsResult } from '../../web/bench/experiments/threads';
import type { ExperimentHooks, ExperimentInput } from '../../web/bench/experiments/types';
import { conclude } from '../../web/bench/race';
import { Runner } from '../../web/bench/runner';
import type { RaceOutcome, RaceSpec } from '../../web/bench/types';
import type { GenerateParams } from '../../web/datasets/registry';
import { LANE_IDS } from '../../web/shared/lanes';
import { fakeHost, FIT, raceSpec, type Script } from './support/fake-lane';

const { dataset } = raceSpec(['js']);
const INPUT: ExperimentInput = {
  ...{ dataset, fit: FIT, available: LANE_IDS, chosen: [], threads: 4, chooseThreads: true, cores: 4 },
  ...{ pairs: 7, scope: 'fit', budgetMs: 20_000, kMax: 16, seeds: 30 },
};

interface Fake extends ThreadsHost {
  readonly raced: RaceSpec[];
  readonly asked: GenerateParams[];
}

/** Races of fake lanes: t threads take 12 / t ms, without threads 15 ms. */
function fake(script: (threads: number, lane: number) => Script = () => ({})): Fake {
  const raced: RaceSpec[] = [];
  const asked: GenerateParams[] = [];
  return {
    raced,
    asked,
    race: async (spec, hooks, signal): Promise<RaceOutcome> => {
      raced.push(spec);
      const scripts = spec.contestants.map(({ threads }, i): Script => ({
        ms: () => (i === 0 ? 15 : 12 / threads),
        ...script(threads, i),
      }));
      return conclude(await new Runner(spec, fakeHost(scripts), hooks, signal).run(), spec);
    },
    points: (params) => {
      asked.push(params);
      return Promise.resolve({ ...dataset, n: params.n });
    },
  };
}

const silent = { onProgress: () => undefined };
const never = new AbortController().signal;

describe('the thread study', () => {
  it('races the program without threads and every thread count, for both algorithms', async () => {
    const host = fake();
    const { scaling, reason } = await threadsOf(host)(INPUT, silent, never);
    expect(reason).toBeNull();
    expect(scaling.map(({ algorithm }) => algorithm)).toEqual(['lloyd', 'exact']);
    for (const [i, algorithm] of (['lloyd', 'exact'] as const).entries()) {
      const { serial, threaded } = THREAD_LANES[algorithm];
      expect(host.raced[i]!.contestants).toEqual([
        { id: serial, threads: 1 },
        ...[1, 2, 3, 4].map((threads) => ({ id: threaded, threads, chooseThreads: false })),
      ]);
      const { rows, amdahl, serialMs } = scaling[i]!;
      expect(serialMs).toBe(15);
      expect(rows.map((row) => row.overOne!.ratio)).toEqual([1, 2, 3, 4].map((t) => expect.closeTo(t, 9) as number));
      expect(rows[3]!.overSerial.ratio).toBeCloseTo(5, 9);
      expect(amdahl!.serial).toBeCloseTo(0, 9);
    }
  });

  it('tells the best and the full thread count for each number of samples', async () => {
    const host = fake((threads, lane) => (lane > 0 && threads > 2 ? { ms: () => 10 } : {}));
    const { sizes, sizesNote } = await threadsOf(host)(INPUT, silent, never);
    expect(sizes.map(({ n }) => n)).toEqual(SIZES);
    expect(sizesNote).toBeNull();
    expect(sizes[0]).toMatchObject({ serialMs: 15, oneMs: 12, bestThreads: 2, bestMs: 6, allThreads: 4 });
    expect(sizes[0]!.bestSpeedUp.ratio).toBeCloseTo(2.5, 9);
    expect(sizes[0]!.allSpeedUp.ratio).toBeCloseTo(1.5, 9);
    expect(host.asked[0]).toEqual({ distribution: 'blobs', n: 1024, d: 16, k: 16, seed: 42 });
  });

  it('names the sizes that the budget left out', async () => {
    const { sizes, sizesNote } = await threadsOf(fake())({ ...INPUT, budgetMs: 0 }, silent, never);
    expect(sizes.map(({ n }) => n)).toEqual([1024]);
    expect(sizesNote).toBe('The budget of 0 s did not suffice for 4,096, 16,384, 65,536, 262,144.');
  });

  it('has no times where answers differ, and keeps what it told before', async () => {
    const partials: ThreadsResult[] = [];
    const hooks: ExperimentHooks<ThreadsResult> = { ...silent, onPartial: (partial) => partials.push(partial) };
    const host = fake((_, lane) => (lane === 2 ? { answer: { inertia: 7 } } : {}));
    const { scaling, sizes } = await threadsOf(host)(INPUT, hooks, never);
    expect(scaling[0]).toMatchObject({ sameAnswer: false, serialMs: null, rows: [], amdahl: null });
    expect(sizes).toEqual([]);
    expect(partials[0]!.scaling).toHaveLength(1);
  });

  it('says why there is nothing, and measures nothing', async () => {
    const host = fake();
    const one = await threadsOf(host)({ ...INPUT, cores: 1 }, silent, never);
    expect(one.reason).toMatch(/reports one processor/);
    expect(noThreads(['js', 'wasm', 'wasm-simd', 'wasm-exact'], 8)).toMatch(/cross-origin isolated/);
    expect(host.raced).toEqual([]);
  });

  it('asks for each count to eight, the even ones after, sixteen at most', () => {
    expect(threadCounts(3)).toEqual([1, 2, 3]);
    expect(threadCounts(11)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10, 11]);
    expect(threadCounts(64)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16]);
    expect(threadCounts(0)).toEqual([1]);
  });
});

describe("the report's table", () => {
  it('has a row for each N and k, with the 1 % rule, and marks more threads than cores', async () => {
    const host = fake();
    const rows: number[] = [];
    const hooks = { ...silent, onPartial: (now: { rows: readonly unknown[] }) => rows.push(now.rows.length) };
    const table = await reportTable(host, INPUT, hooks, never);
    expect(table.rows.map(({ n, k }) => ({ n, k }))).toEqual(reportSizes());
    expect(rows).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(table.rows[0]!.cells.map(({ threads, moreThanCores }) => [threads, moreThanCores])).toEqual(
      REPORT_THREADS.map((threads) => [threads, threads > 4]),
    );
    expect(table.rows[0]!.cells[2]!.speedUp.ratio).toBeCloseTo(5, 9);
    for (const { fit } of host.raced) expect(fit).toMatchObject({ stop: 'fraction', tol: 0.01, init: 'k-means++' });
  });

  it('leaves out the counts that did not start', async () => {
    const broken: Script = {
      before: (call) => {
        if (call === 'open') throw new Error('no more workers');
      },
    };
    const { rows } = await reportTable(
      fake((threads) => (threads === 16 ? broken : {})),
      INPUT,
      silent,
      never,
    );
    expect(rows[0]!.cells.map(({ threads }) => threads)).toEqual([1, 2, 4, 8]);
    expect(rows[0]!.notes.join()).toContain('no more workers');
  });

  it('ends when cancelled, with its rows told', async () => {
    const abort = new AbortController();
    const told: number[] = [];
    const hooks = {
      ...silent,
      onPartial: (now: { rows: readonly unknown[] }) => {
        told.push(now.rows.length);
        if (now.rows.length === 2) abort.abort();
      },
    };
    await expect(reportTable(fake(), INPUT, hooks, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(told).toEqual([1, 2]);
  });

  it('estimates what is left: the part that does not grow, and the fits by n times k', async () => {
    const { rows } = await reportTable(fake(), INPUT, silent, never);
    const row = rows[0]!;
    const fits = (15 + 12 + 6 + 3 + 1.5 + 0.75) * 11;
    expect(leftMs(row, fits + 500, [{ n: row.n, k: row.k }])).toBeCloseTo(fits + 500, 6);
    expect(leftMs(row, fits + 500, [{ n: 10 * row.n, k: 2 * row.k }])).toBeCloseTo(20 * fits + 500, 6);
    expect(leftMs(row, 0, [])).toBe(0);
  });
});
