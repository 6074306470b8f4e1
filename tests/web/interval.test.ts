import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../web/shared/rng';
import { medianInterval, medianRanks } from '../../web/stats/interval';

describe('medianRanks', () => {
  it.each([
    [6, 1, 6, 0.96875],
    [7, 1, 7, 0.984375],
    [15, 4, 12, 0.9648],
    [31, 10, 22, 0.9706],
    [61, 23, 39, 0.9604],
    [1001, 470, 532, 0.95],
  ])('takes the tabled ranks for n = %i', (n, low, high, coverage) => {
    const ranks = medianRanks(n);
    expect(ranks).toMatchObject({ low, high, reached: true });
    expect(ranks.coverage).toBeCloseTo(coverage, 4);
  });

  it.each([
    [1, 0],
    [2, 0.5],
    [5, 0.9375],
  ])('gives the full range of n = %i with its real coverage', (n, coverage) => {
    expect(medianRanks(n)).toEqual({ low: 1, high: n, coverage, reached: false });
  });

  it('is exact, symmetric and the narrowest that suffices', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 1200 }), fc.double({ min: 0.5, max: 0.96, noNaN: true }), (n, level) => {
        const ranks = medianRanks(n, level);
        expect(ranks.low + ranks.high).toBe(n + 1);
        expect(ranks.coverage).toBeCloseTo(exactCoverage(n, ranks.low), 10);
        expect(ranks.coverage).toBeGreaterThanOrEqual(level);
        if (ranks.low + 1 < ranks.high - 1) expect(exactCoverage(n, ranks.low + 1)).toBeLessThan(level + 1e-12);
      }),
    );
  });

  it('survives counts whose 2^-n underflows', () => {
    const { low, coverage } = medianRanks(10_000);
    expect(low).toBe(4902);
    expect(coverage).toBeGreaterThan(0.95);
    expect(coverage).toBeLessThan(0.952);
  });
});

describe('medianInterval', () => {
  it('returns samples, around the median, in any order of input', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (samples) => {
        const interval = medianInterval(samples);
        expect(samples).toContain(interval.low);
        expect(samples).toContain(interval.high);
        expect(interval.low).toBeLessThanOrEqual(interval.median);
        expect(interval.median).toBeLessThanOrEqual(interval.high);
        expect(medianInterval(samples.slice().reverse())).toEqual(interval);
      }),
    );
  });

  it.each([7, 15, 31])('covers the true median as often as it says, with n = %i skewed samples', (n) => {
    const rng = new Rng(2024);
    const trials = 4000;
    let hits = 0;
    for (let t = 0; t < trials; t++) {
      // Exponential with median ln 2: one-sided, as timings are.
      const { low, high } = medianInterval(Array.from({ length: n }, () => -Math.log(1 - rng.uniform())));
      if (low <= Math.LN2 && Math.LN2 <= high) hits++;
    }
    const { coverage } = medianRanks(n);
    const standardError = Math.sqrt((coverage * (1 - coverage)) / trials);
    expect(Math.abs(hits / trials - coverage)).toBeLessThan(4 * standardError);
  });
});

/** P(low <= B <= n - low), summed exactly in integers. */
function exactCoverage(n: number, low: number): number {
  let term = 1n;
  let inside = 0n;
  for (let i = 0; i <= n; i++) {
    if (i >= low && i <= n - low) inside += term;
    term = (term * BigInt(n - i)) / BigInt(i + 1);
  }
  return Number((inside * 10n ** 15n) >> BigInt(n)) / 1e15;
}
