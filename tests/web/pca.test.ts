import { describe, expect, it } from 'vitest';
import { principalComponents } from '../../web/shared/pca';
import type { Points } from '../../web/shared/types';

/** Points on the corners of a box around `middle`, stretched along orthonormal axes: their covariance is known. */
function box(middle: readonly number[], axes: readonly (readonly number[])[], reach: readonly number[]): Points {
  const d = middle.length;
  const rows: number[] = [];
  for (let corner = 0; corner < 2 ** axes.length; corner++) {
    for (let j = 0; j < d; j++) {
      const moved = axes.reduce((sum, axis, a) => sum + axis[j]! * reach[a]! * (corner & (1 << a) ? 1 : -1), 0);
      rows.push(middle[j]! + moved);
    }
  }
  return { data: Float64Array.from(rows), n: rows.length / d, d };
}

const AXES = [
  [0.6, -0.8, 0],
  [0.8, 0.6, 0],
  [0, 0, 1],
];

function expectClose(found: Float64Array, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [j, value] of wanted.entries()) expect(found[j]).toBeCloseTo(value, 9);
}

describe('principal components', () => {
  it('finds the axes of a known covariance, their shares and the mean; the largest entry is positive', () => {
    const found = principalComponents(box([5, -2, 1e3], AXES, [3, 2, 1]))!;
    expectClose(found.mean, [5, -2, 1e3]);
    // Corners at +-3, +-2 and +-1 have variances 9, 4 and 1.
    expectClose(found.first, [-0.6, 0.8, 0]);
    expectClose(found.second, [0.8, 0.6, 0]);
    expect(found.shares[0]).toBeCloseTo(9 / 14, 12);
    expect(found.shares[1]).toBeCloseTo(4 / 14, 12);
  });

  it('gives the same bits again, and the same axes for mirrored points', () => {
    const points = box([0, 0, 0], AXES, [3, 2, 1]);
    const mirrored = { ...points, data: points.data.map((value) => -value) };
    expect(principalComponents(points)).toEqual(principalComponents(points));
    expectClose(principalComponents(mirrored)!.first, [-0.6, 0.8, 0]);
  });

  it('finds two directions at right angles where the points spread along one, or not at all', () => {
    for (const reach of [
      [3, 0, 0],
      [0, 0, 0],
      [2, 2, 2],
    ]) {
      const { first, second } = principalComponents(box([1, 2, 3], AXES, reach))!;
      const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, j) => sum + value * b[j]!, 0);
      expect(dot(first, first)).toBeCloseTo(1, 9);
      expect(dot(second, second)).toBeCloseTo(1, 9);
      expect(dot(first, second)).toBeCloseTo(0, 9);
    }
  });

  it('says so when squares overflow', () => {
    expect(principalComponents(box([0, 0, 0], AXES, [1e200, 1, 1]))).toBeNull();
  });
});
