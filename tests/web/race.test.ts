import { describe, expect, it } from 'vitest';
import { conclude, voided } from '../../web/bench/race';
import { Runner } from '../../web/bench/runner';
import type { RaceOutcome, RaceSpec } from '../../web/bench/types';
import type { LaneId } from '../../web/shared/lanes';
import { median } from 'simple-statistics';
import { fakeHost, raceSpec } from './support/fake-lane';
import { badgeLine } from '../../web/stats/badges';
import type { Script } from './support/fake-lane';

async function race(
  ids: readonly LaneId[],
  scripts: readonly Script[],
  more: Partial<RaceSpec> = {},
): Promise<RaceOutcome> {
  const spec = raceSpec(ids, more);
  const signal = new AbortController().signal;
  return conclude(await new Runner(spec, fakeHost(scripts), {}, signal).run(), spec);
}

describe('a fair race', () => {
  it('is told in results, every pair compared in the order raced', async () => {
    const outcome = await race(['js', 'wasm', 'wasm-simd'], [{ ms: () => 40 }, { ms: () => 20 }, { ms: () => 20 }]);
    expect(outcome).toMatchObject({ sameAnswer: true, disagreement: null, failures: [], badges: [] });
    expect(outcome.comparisons.map(({ a, b, verdict }) => [a, b, verdict])).toEqual([
      ['js', 'wasm', 'b-faster'],
      ['js', 'wasm-simd', 'b-faster'],
      ['wasm', 'wasm-simd', 'too-close-to-call'],
    ]);
    expect(outcome.comparisons[0]!.ratio).toBeCloseTo(2, 12);
    for (const engine of outcome.engines) {
      expect(engine).toMatchObject({ ari: 1, nmi: 1, iterations: 3, converged: true, inertia: 1, madMs: 0 });
      expect(engine.medianMs).toBe(median([...engine.samplesMs]));
      expect(engine.labelsSha256).toBe(outcome.engines[0]!.labelsSha256);
      expect(engine.labelsSha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('compares a lane with itself: the A/A control', async () => {
    const { engines, comparisons } = await race(['wasm', 'wasm'], [{}, {}]);
    expect(engines.map(({ id }) => id)).toEqual(['wasm', 'wasm']);
    expect(comparisons).toEqual([
      { a: 'wasm', b: 'wasm', ratio: 1, ciLow: 1, ciHigh: 1, verdict: 'too-close-to-call' },
    ]);
  });

  it('has no scores where there is no truth', async () => {
    const dataset = { ...raceSpec([]).dataset, truth: null };
    const { engines } = await race(['js', 'wasm'], [{}, {}], { dataset });
    expect(engines.map(({ ari, nmi }) => [ari, nmi])).toEqual([
      [null, null],
      [null, null],
    ]);
  });
});

describe('no verdict', () => {
  it('when answers differ: no comparisons, no samples', async () => {
    const outcome = await race(['js', 'wasm'], [{}, { answer: { iterations: 9 } }]);
    expect(outcome).toMatchObject({ sameAnswer: false, comparisons: [], badges: [] });
    expect(outcome.disagreement).toMatchObject({ what: 'iterations' });
    expect(outcome.engines.map(({ samplesMs }) => samplesMs)).toEqual([[], []]);
  });

  it('when one lane wavers between its own fits, although it was timed', async () => {
    const outcome = await race(['js', 'wasm'], [{}, { sample: (count) => (count === 7 ? { inertia: 2 } : {}) }]);
    expect(outcome).toMatchObject({ sameAnswer: false, comparisons: [] });
    expect(outcome.disagreement).toMatchObject({ a: 'wasm', b: 'wasm' });
  });
});

it('leaves failed lanes out of results and pairs, and says so', async () => {
  const broken: Script = {
    before: (call) => {
      if (call === 'open') throw new Error('no module');
    },
  };
  const outcome = await race(['js', 'wasm', 'wasm-simd'], [{}, broken, {}]);
  expect(outcome.engines.map(({ id }) => id)).toEqual(['js', 'wasm-simd']);
  expect(outcome.answers).toHaveLength(2);
  expect(outcome.comparisons).toHaveLength(1);
  expect(outcome.failures).toEqual([{ contestant: 1, id: 'wasm', message: 'no module' }]);
  expect(outcome.badges.map(badgeLine)).toEqual(['wasm failed: no module']);
  expect(outcome.sameAnswer).toBe(true);
});

describe('badges', () => {
  it('say when the time limit cut the race short', async () => {
    const outcome = await race(['js'], [{}], { pairs: 99, timeCapMs: -1 });
    const [badge] = outcome.badges;
    expect(badge).toMatchObject({ id: 'cut-short', lane: null });
    expect(badgeLine(badge!)).toMatch(/^cut short: 1 of 99 pairs, which alone took longer than the time limit of/);
  });

  it('say when a lane never settled, drifts or scatters', async () => {
    const falling = (count: number): number => 1000 / (count + 1);
    const { badges } = await race(['js', 'wasm'], [{ ms: falling }, {}], { pairs: 12 });
    expect(badges.map(badgeLine).some((badge) => /^js: \d+ % faster at the end than at the start$/.test(badge))).toBe(
      true,
    );
    expect(badges.every(({ lane }) => lane === 'js')).toBe(true);
  });
});

describe('a library lane', () => {
  const other: Script = { answer: { labels: Int32Array.of(0, 1, 1, 1), inertia: 2 }, ms: () => 60 };

  it('never voids the answer the others share; what differs is counted and told', async () => {
    const outcome = await race(['js', 'ml-kmeans', 'wasm', 'skmeans'], [{}, other, {}, {}]);
    expect(outcome.sameAnswer).toBe(true);
    expect(outcome.comparisons).toHaveLength(6);
    expect(outcome.engines.map(({ differs }) => differs)).toEqual([null, 1, null, 0]);
    expect(outcome.badges.map(badgeLine)).toContain('ml-kmeans: different answer, 1 of 4 rows differ');
    expect(outcome.badges.map(badgeLine)).toContain('skmeans: same labels');
    expect(outcome.answers.map(({ trace }) => trace?.length ?? null)).toEqual([1, null, 1, null]);
  });

  it('has nothing to be held against where no lane keeps the contract', async () => {
    const { engines, badges } = await race(['ml-kmeans'], [other]);
    expect(engines[0]!.differs).toBeNull();
    expect(badges).toEqual([]);
  });
});

it('a race of a hidden page keeps its samples and loses its verdict', async () => {
  const outcome = await race(['js', 'wasm'], [{}, { ms: () => 90 }]);
  expect(outcome.comparisons).toHaveLength(1);
  const hidden = voided(outcome);
  expect(hidden).toMatchObject({ comparisons: [], pageHidden: true, engines: outcome.engines });
  expect(hidden.badges.at(-1)).toEqual({ id: 'page-hidden', lane: null, text: '' });
});
