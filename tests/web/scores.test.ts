import { describe, expect, it } from 'vitest';
import { Rng } from '../../web/shared/rng';
import { clusterScores, silhouette } from '../../web/shared/scores';
import type { Points } from '../../web/shared/types';

/** The cases of tests/cpp/scores_test.cpp, with the values worked out by hand there. */
function onALine(...values: readonly number[]): Points {
  return { data: Float64Array.from(values), n: values.length, d: 1 };
}

function silhouetteOf(points: Points, labels: Int32Array): number | null {
  return silhouette(points, labels, points.n, 1).silhouette;
}

describe('scores', () => {
  it('scores two pairs as worked out by hand', () => {
    const points = onALine(0, 10, 2, 12);
    const labels = Int32Array.of(7, -2, 7, -2);
    const { daviesBouldin, calinskiHarabasz } = clusterScores(points, labels);
    expect(daviesBouldin).toBeCloseTo((1 + 1) / 10, 14);
    expect(calinskiHarabasz).toBeCloseTo((4 * 25) / 1 / (4 / 2), 12);
    expect(silhouetteOf(points, labels)).toBeCloseTo((9 / 11 + 7 / 9) / 2, 14);
  });

  it('counts rows alone in their cluster as 0', () => {
    expect(silhouetteOf(onALine(0, 2, 10), Int32Array.of(0, 0, 1))).toBeCloseTo((8 / 10 + 6 / 8 + 0) / 3, 14);
  });

  it('weighs unequal clusters in the plane', () => {
    const points = { data: Float64Array.of(0, 0, 0, 2, 0, 1, 4, 0), n: 4, d: 2 };
    const { daviesBouldin, calinskiHarabasz } = clusterScores(points, Int32Array.of(0, 0, 0, 1));
    expect(daviesBouldin).toBeCloseTo(2 / 3 / Math.sqrt(17), 14);
    expect(calinskiHarabasz).toBeCloseTo((3 * 17) / 16 + 153 / 16, 12);
  });

  it.each([Int32Array.of(5, 5, 5), Int32Array.of(2, 1, 0)])('has no score for the labels %s', (labels) => {
    const points = onALine(0, 1, 2);
    expect(clusterScores(points, labels)).toEqual({ daviesBouldin: null, calinskiHarabasz: null });
    expect(silhouetteOf(points, labels)).toBeNull();
  });

  it('takes duplicates and coincident means', () => {
    const same = onALine(3, 3, 3, 3);
    const labels = Int32Array.of(0, 0, 1, 1);
    expect(clusterScores(same, labels)).toEqual({ daviesBouldin: 0, calinskiHarabasz: 1 });
    expect(silhouetteOf(same, labels)).toBe(0);
    expect(clusterScores(onALine(-1, 1, -2, 2), labels).daviesBouldin).toBe(0);
  });

  it('thins the silhouette above the cap, the same way for the same seed', () => {
    const rng = new Rng(8);
    const labels = Int32Array.from({ length: 3000 }, (_, i) => i % 3);
    const spread = onALine(...[...labels].map((label) => 10 * label + rng.uniform()));
    const all = silhouette(spread, labels, 3000, 1);
    const some = silhouette(spread, labels, 500, 1);
    expect([all.silhouetteRows, some.silhouetteRows]).toEqual([3000, 500]);
    expect(some.silhouette).not.toBe(all.silhouette);
    expect(Math.abs(some.silhouette! - all.silhouette!)).toBeLessThan(0.005);
    expect(silhouette(spread, labels, 500, 1)).toEqual(some);
    expect(silhouette(spread, labels, 500, 2)).not.toEqual(some);
  });
});
