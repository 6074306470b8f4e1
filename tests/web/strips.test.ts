import { describe, expect, it } from 'vitest';
import { jitter, reaches, stripsOf, type SeedFits } from '../../web/stats/strips';

const group = (method: string, inertias: readonly number[], ari: number | null = null): SeedFits => ({
  method,
  fits: inertias.map((inertia, i) => ({ inertia, iterations: i + 1, ari: ari === null ? null : ari + i / 10 })),
});

describe('strips', () => {
  it('counts the seeds that reach the best of all methods, rounding apart', () => {
    const [a, b] = stripsOf([group('a', [12, 10 * (1 + 5e-10), 11]), group('b', [10, 10 * (1 + 5e-9), 30, 20], 0.5)]);
    expect(a).toMatchObject({ method: 'a', seeds: 3, best: 10.000000005, median: 11, worst: 12, reached: 1 });
    expect(a).toMatchObject({ medianIterations: 2, medianAri: null });
    expect(b).toMatchObject({ seeds: 4, best: 10, median: (20 + 10 * (1 + 5e-9)) / 2, worst: 30, reached: 1 });
    expect(b!.medianAri).toBeCloseTo(0.65, 12);
  });

  it('leaves out methods without fits', () => {
    expect(stripsOf([group('a', []), group('b', [1])]).map(({ method }) => method)).toEqual(['b']);
    expect(stripsOf([])).toEqual([]);
  });

  it('knows an optimum of 0 only by 0', () => {
    expect([reaches(0, 0), reaches(1e-300, 0)]).toEqual([true, false]);
  });

  it('spreads dots evenly over the row, the same way every time', () => {
    expect([0, 1, 2, 3].map(jitter)).toEqual([0, -0.25, 0.25, -0.375]);
    const dots = Array.from({ length: 127 }, (_, i) => jitter(i)).sort((x, y) => x - y);
    dots.forEach((at, i) => {
      expect(at).toBeCloseTo((i + 1) / 128 - 0.5, 12);
    });
  });
});
