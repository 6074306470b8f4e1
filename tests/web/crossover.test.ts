import { describe, expect, it } from 'vitest';
import type { LaneId } from '../../web/shared/lanes';
import {
  crossoverSentence,
  findCrossover,
  findCrossovers,
  headlineSentence,
  javascriptWins,
  judgeCell,
  voidCell,
  type CrossoverCell,
} from '../../web/stats/crossover';

const around = (ms: number, rounds = 7): number[] =>
  Array.from({ length: rounds }, (_, i) => ms * (1 + ((i % 3) - 1) / 500));

/** A cell in which each lane takes so many milliseconds. */
function cell(n: number, times: Partial<Record<LaneId, number>>, k = 8, d = 2, rounds = 7): CrossoverCell {
  const lanes = Object.entries(times).map(([id, ms]) => ({
    id: id as LaneId,
    threads: 1,
    samplesMs: around(ms, rounds),
  }));
  return judgeCell({ n, d, k }, lanes);
}

describe('a cell', () => {
  it('is won by the fastest lane that beats tuned JavaScript, or by JavaScript, or by nobody', () => {
    expect(cell(32, { 'js-tuned': 2, wasm: 1.5, 'wasm-simd': 1 }).winner).toBe('wasm-simd');
    expect(cell(32, { 'js-tuned': 1, wasm: 1.5, 'wasm-simd': 2 }).winner).toBe('js-tuned');
    expect(cell(32, { 'js-tuned': 1, wasm: 1.5, 'wasm-simd': 1.01 }).winner).toBe('too-close');
  });

  it('has ratios above 1 where the lane is faster', () => {
    const { ratios } = cell(32, { 'js-tuned': 2, wasm: 4, 'wasm-simd': 1 });
    expect(ratios.map(({ id, ratio, verdict }) => [id, Number(ratio.toFixed(6)), verdict])).toEqual([
      ['wasm', 0.5, 'js'],
      ['wasm-simd', 2, 'wasm'],
    ]);
  });

  it('has no winner with fewer than six rounds, and none without times', () => {
    expect(cell(32, { 'js-tuned': 2, wasm: 1 }, 8, 2, 5).winner).toBe('too-close');
    expect(judgeCell({ n: 32, d: 2, k: 8 }, [{ id: 'js-tuned', threads: 1, samplesMs: [] }]).winner).toBeNull();
    const parted = voidCell({ n: 32, d: 2, k: 8 }, [{ id: 'wasm', threads: 1 }], 'they part');
    expect(parted).toMatchObject({ winner: null, ratios: [], disagreement: 'they part' });
    expect(parted.lanes).toEqual([{ id: 'wasm', threads: 1, medianMs: null, samplesMs: [] }]);
    expect(findCrossovers([parted])).toEqual([]);
  });
});

describe('a crossover', () => {
  it('lies where the interpolated ratio is 1, in logarithms', () => {
    const cells = [cell(100, { 'js-tuned': 1, wasm: 2 }), cell(10_000, { 'js-tuned': 2, wasm: 1 })];
    expect(findCrossover(cells, 'wasm', 8, 2)).toEqual({
      ...{ lane: 'wasm', k: 8, d: 2, kind: 'from', n: 1000, low: 100, high: 10_000, below: 'js' },
    });
    expect(findCrossover(cells, 'wasm-simd', 8, 2)).toBeNull();
    expect(findCrossover(cells, 'wasm', 2, 2)).toBeNull();
  });

  it('is the last one, and stays inside its bracket', () => {
    const won = { 'js-tuned': 2, wasm: 1 };
    const cells = [cell(32, won), cell(64, { 'js-tuned': 1.01, wasm: 1 }), cell(700, won), cell(900, won)];
    expect(findCrossover(cells, 'wasm', 8, 2)).toMatchObject({ kind: 'from', low: 64, high: 700, below: 'close' });
    const edge = findCrossover([cell(513, { 'js-tuned': 1.01, wasm: 1 }), cell(1024, won)], 'wasm', 8, 2)!;
    expect(edge.n).toBeGreaterThanOrEqual(513);
  });

  it('may be nowhere, or before the smallest size', () => {
    const lost = [cell(32, { 'js-tuned': 1, wasm: 2 }), cell(64, { 'js-tuned': 1, wasm: 2 })];
    expect(findCrossover(lost, 'wasm', 8, 2)).toMatchObject({ kind: 'never', n: null, low: 64, high: null });
    const won = [cell(32, { 'js-tuned': 2, wasm: 1 })];
    expect(findCrossover(won, 'wasm', 8, 2)).toMatchObject({ kind: 'always', n: null, low: null, high: 32 });
  });

  it('is one sentence', () => {
    const cells = [cell(256, { 'js-tuned': 1, 'wasm-simd': 1.3 }), cell(512, { 'js-tuned': 2, 'wasm-simd': 1 })];
    const speak = (some: readonly CrossoverCell[]): string =>
      crossoverSentence(findCrossover(some, 'wasm-simd', 8, 2)!, some);
    expect(speak(cells)).toBe(
      'On this machine WebAssembly SIMD passes tuned JavaScript from n = 310 (between 256 and 512) at k = 8, d = 2; below that JavaScript wins.',
    );
    expect(speak(cells.slice(1))).toBe(
      'On this machine WebAssembly SIMD is faster than tuned JavaScript at k = 8, d = 2 at every size measured, n = 512.',
    );
    expect(speak([cells[0]!, cell(512, { 'js-tuned': 1, 'wasm-simd': 1.2 })])).toBe(
      'On this machine tuned JavaScript is faster than WebAssembly SIMD at k = 8, d = 2 at every size measured, from n = 256 to 512.',
    );
    expect(speak([cells[0]!, cell(512, { 'js-tuned': 1, 'wasm-simd': 1 })])).toMatch(
      /no size is known .* n = 512, it is too close to call\.$/,
    );
  });

  it('spoken of first is that of SIMD at k = 8, d = 2', () => {
    const times = { 'js-tuned': 2, wasm: 1, 'wasm-simd': 1 };
    const cells = [cell(32, times, 2, 2), cell(32, times, 8, 8), cell(32, times, 8, 2)];
    expect(headlineSentence(cells)).toMatch(/WebAssembly SIMD .* at k = 8, d = 2 /);
    expect(headlineSentence(cells.slice(0, 2))).toMatch(/WebAssembly SIMD .* at k = 8, d = 8 /);
    expect(headlineSentence([])).toBeNull();
  });
});

describe('where JavaScript wins', () => {
  it('is named, a whole win before a win over one lane', () => {
    const one = cell(64, { 'js-tuned': 1, wasm: 9, 'wasm-simd': 0.5 });
    const all = cell(32, { 'js-tuned': 1, wasm: 3, 'wasm-simd': 2 }, 2);
    expect(javascriptWins([one, all])).toBe(
      'JavaScript beats every WebAssembly lane at n = 32, k = 2, d = 2: 2.0x faster than WebAssembly SIMD, the best of them there.',
    );
    expect(javascriptWins([one])).toBe(
      'JavaScript beats a WebAssembly lane at n = 64, k = 8, d = 2: 9.0x faster than WebAssembly.',
    );
    expect(javascriptWins([cell(32, { 'js-tuned': 2, wasm: 1 })])).toBeNull();
  });
});
