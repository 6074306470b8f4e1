import { describe, expect, it } from 'vitest';
import { adjustedRandIndex, normalizedMutualInfo } from '../../web/shared/metrics';
import { Rng } from '../../web/shared/rng';

const labels = (...values: number[]): Int32Array => Int32Array.from(values);

// Values of scikit-learn's adjusted_rand_score and normalized_mutual_info_score.
const KNOWN: ReadonlyArray<readonly [string, Int32Array, Int32Array, number, number]> = [
  ['the same', labels(0, 0, 1, 1), labels(0, 0, 1, 1), 1, 1],
  ['the same with other names', labels(0, 0, 1, 1), labels(7, 7, 2, 2), 1, 1],
  ['one split', labels(0, 0, 1, 2), labels(0, 0, 1, 1), 0.5714285714285715, 0.8],
  ['split across', labels(0, 0, 0, 0), labels(0, 1, 2, 3), 0, 0],
  ['worse than chance', labels(0, 0, 1, 1), labels(0, 1, 0, 1), -0.5, 0],
  ['both one cluster', labels(3, 3, 3), labels(0, 0, 0), 1, 1],
  ['both all apart', labels(0, 1, 2), labels(2, 0, 1), 1, 1],
  ['one row', labels(5), labels(0), 1, 1],
  ['no rows', labels(), labels(), 1, 1],
  ['the textbook', labels(0, 0, 0, 1, 1, 1), labels(0, 0, 1, 1, 2, 2), 0.24242424242424243, 0.5158037429793889],
];

describe('metrics', () => {
  it.each(KNOWN)('%s', (_name, a, b, ari, nmi) => {
    expect(adjustedRandIndex(a, b)).toBeCloseTo(ari, 12);
    expect(normalizedMutualInfo(a, b)).toBeCloseTo(nmi, 12);
    expect(adjustedRandIndex(b, a)).toBeCloseTo(ari, 12);
    expect(normalizedMutualInfo(b, a)).toBeCloseTo(nmi, 12);
  });

  it('takes labels as large as they come', () => {
    const a = labels(0, 2147483647, 2147483647, 0);
    expect(adjustedRandIndex(a, labels(2147483647, 5, 5, 2147483647))).toBe(1);
  });

  it('is near zero for independent labels', () => {
    const rng = new Rng(3);
    const draw = (): Int32Array => Int32Array.from({ length: 20000 }, () => rng.below(10));
    const [a, b] = [draw(), draw()];
    expect(Math.abs(adjustedRandIndex(a, b))).toBeLessThan(0.005);
    expect(normalizedMutualInfo(a, b)).toBeLessThan(0.01);
  });

  it('refuses labelings of different lengths', () => {
    expect(() => adjustedRandIndex(labels(1), labels(1, 2))).toThrow('got 1 and 2');
  });
});
