import { describe, expect, it } from 'vitest';
import {
  COARSE_NS,
  coarseCells,
  estimateMs,
  halfwayCells,
  nextStep,
  ROUNDS,
  type Measured,
} from '../../web/bench/experiments/crossover-plan';
import { judgeCell, type CellSize } from '../../web/stats/crossover';

const around = (ms: number, rounds: number): number[] =>
  Array.from({ length: rounds }, (_, i) => ms * (1 + ((i % 3) - 1) / 500));

/** A measured cell: tuned JavaScript takes 1 ms, SIMD `ms`. */
function measured(size: CellSize, ms: number, costMs = 100, rounds: number = ROUNDS.first): Measured {
  const cell = judgeCell(size, [
    { id: 'js-tuned', threads: 1, samplesMs: around(1, rounds) },
    { id: 'wasm-simd', threads: 1, samplesMs: around(ms, rounds) },
  ]);
  return { cell, costMs };
}

const size = (n: number, k = 8, d = 2): CellSize => ({ n, k, d });
/** The coarse grid, lost up to 512 points and won from 4096 on. */
const GRID = coarseCells().map((each) => measured(each, each.n <= 512 ? 2 : 0.5));

describe('the plan', () => {
  it('begins with the small cells of every k and d', () => {
    const cells = coarseCells();
    expect(cells).toHaveLength(COARSE_NS.length * 6);
    expect(cells.slice(0, 6).every(({ n }) => n === 32)).toBe(true);
    expect(nextStep([], 1)).toEqual({ ...cells[0], rounds: ROUNDS.first });
    expect(nextStep([], 0)).toBeNull();
  });

  it('halves n where the winner changes, down to a factor of two', () => {
    expect(halfwayCells(GRID)).toHaveLength(6);
    expect(nextStep(GRID, 1e6)).toEqual({ n: 1024, k: 8, d: 2, rounds: ROUNDS.first });
    const narrower = [...GRID, measured(size(1024), 2)];
    expect(nextStep(narrower, 1e6)).toMatchObject({ n: 2048, k: 8, d: 2 });
    const found = halfwayCells([...narrower, measured(size(2048), 0.5)]);
    expect(found.filter(({ k, d }) => k === 8 && d === 2)).toEqual([]);
  });

  it('gives cheap undecided cells more rounds before it halves beside them', () => {
    const close = GRID.map((one) => (one.cell.n === 512 && one.cell.k === 8 ? measured(one.cell, 1) : one));
    expect(nextStep(close, 1e6)).toMatchObject({ n: 512, k: 8, rounds: ROUNDS.more });
    expect(nextStep(close, 1000)).toMatchObject({ n: 1024, rounds: ROUNDS.first });
  });

  it('leaves dear coarse cells for the end, and out when they do not fit', () => {
    const small = coarseCells()
      .filter(({ n }) => n < 65_536)
      .map((each) => measured(each, 0.5, 1000));
    // 1.5 ms a round of both lanes, ten rounds, sixteen times the points.
    const dear = estimateMs(size(65_536), small);
    expect(dear).toBe(1000);
    expect(nextStep(small, 0.99 * dear)).toBeNull();
    expect(nextStep(small, 1.01 * dear)).toMatchObject({ n: 65_536 });
  });

  it('ends when all is decided, and when an undecided cell has had its rounds', () => {
    const decided = coarseCells().map((each) => measured(each, 0.5));
    expect(nextStep(decided, 1e9)).toBeNull();
    const [first, ...rest] = decided;
    expect(nextStep([measured(first!.cell, 1), ...rest], 1e9)).toMatchObject({ ...size(32), rounds: ROUNDS.more });
    const open = (rounds: number): Measured[] => coarseCells().map((each) => measured(each, 1, 100, rounds));
    expect(nextStep(open(ROUNDS.most - 1), 1e9)).toMatchObject({ ...size(32), rounds: 1 });
    expect(nextStep(open(ROUNDS.most), 1e9)).toBeNull();
  });
});

describe('the estimate', () => {
  it('grows with n once a call is longer than a sample, and never falls', () => {
    const one = [measured(size(512), 1, 10)];
    expect(estimateMs(size(512), one)).toBeGreaterThanOrEqual(10);
    expect(estimateMs(size(5120), one) / estimateMs(size(512), one)).toBeCloseTo(10, 6);
    expect(estimateMs(size(512), [])).toBe(0);
    expect(estimateMs(size(32), one)).toBe(0);
  });
});
