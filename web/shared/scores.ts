/**
 * How good a clustering is without a truth. The same definitions as cpp/src/scores.cpp (and scikit-learn's); a score is
 * null where it is not defined: with fewer than 2 clusters, or as many as rows.
 */

import { Rng } from './rng';
import type { Points } from './types';

/** Most rows the silhouette compares pair by pair; more are first thinned to that many. */
export const SILHOUETTE_ROWS = 2000;

export interface ClusterScores {
  /** Mean over clusters of the worst (spread + other spread) / distance of the means; lower is better. */
  readonly daviesBouldin: number | null;
  /** Variance between clusters over variance within; higher is better. 1 when nothing varies within. */
  readonly calinskiHarabasz: number | null;
}

export interface Silhouette {
  /** In [-1, 1], higher is better. */
  readonly silhouette: number | null;
  /** Rows it was computed from. */
  readonly silhouetteRows: number;
}

/** Labels renamed to 0, 1, 2, ... in ascending order, and the size of each cluster. */
interface Clusters {
  readonly labels: Int32Array;
  readonly sizes: readonly number[];
}

function clustersOf(given: Int32Array): Clusters {
  const names = new Map([...new Set(given)].sort((a, b) => a - b).map((name, index) => [name, index]));
  const sizes = new Array<number>(names.size).fill(0);
  const labels = given.map((name) => {
    const label = names.get(name)!;
    sizes[label]!++;
    return label;
  });
  return { labels, sizes };
}

function comparable({ labels, sizes }: Clusters): boolean {
  return sizes.length >= 2 && sizes.length < labels.length;
}

/** Squared distance of row `i` of `a` to row `j` of `b`. */
function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0;
  for (let f = 0; f < d; f++) {
    const difference = a[i * d + f]! - b[j * d + f]!;
    sum += difference * difference;
  }
  return sum;
}

/** Mean of each cluster's rows, row-major. */
function meansOf({ data, n, d }: Points, { labels, sizes }: Clusters): Float64Array {
  const means = new Float64Array(sizes.length * d);
  for (let i = 0; i < n; i++) {
    for (let f = 0; f < d; f++) means[labels[i]! * d + f]! += data[i * d + f]!;
  }
  return means.map((sum, at) => sum / sizes[Math.floor(at / d)]!);
}

/** Davies and Bouldin, 1979. As in scikit-learn, clusters with the same mean are not compared. */
function daviesBouldin({ labels, sizes }: Clusters, distances: Float64Array, means: Float64Array, d: number): number {
  const spread = new Float64Array(sizes.length);
  distances.forEach((distance, i) => (spread[labels[i]!]! += Math.sqrt(distance)));
  for (const [c, size] of sizes.entries()) spread[c]! /= size;
  let sum = 0;
  for (let a = 0; a < sizes.length; a++) {
    let worst = 0;
    for (let b = 0; b < sizes.length; b++) {
      const apart = Math.sqrt(squaredDistance(means, a, means, b, d));
      if (apart > 0) worst = Math.max(worst, (spread[a]! + spread[b]!) / apart);
    }
    sum += worst;
  }
  return sum / sizes.length;
}

/** Calinski and Harabasz, 1974. */
function calinskiHarabasz({ labels, sizes }: Clusters, means: Float64Array, within: number, d: number): number {
  if (within === 0) return 1;
  const n = labels.length;
  const k = sizes.length;
  const centre = new Float64Array(d);
  means.forEach((mean, at) => (centre[at % d]! += (sizes[Math.floor(at / d)]! * mean) / n));
  const between = sizes.reduce((sum, size, c) => sum + size * squaredDistance(means, c, centre, 0, d), 0);
  return between / (k - 1) / (within / (n - k));
}

/** Davies-Bouldin and Calinski-Harabasz of a labeling, one label a row. O(n d + k^2 d). */
export function clusterScores(points: Points, labels: Int32Array): ClusterScores {
  const clusters = clustersOf(labels);
  if (!comparable(clusters)) return { daviesBouldin: null, calinskiHarabasz: null };
  const { data, d } = points;
  const means = meansOf(points, clusters);
  const distances = Float64Array.from(clusters.labels, (label, i) => squaredDistance(data, i, means, label, d));
  const within = distances.reduce((sum, distance) => sum + distance, 0);
  return {
    daviesBouldin: daviesBouldin(clusters, distances, means, d),
    calinskiHarabasz: calinskiHarabasz(clusters, means, within, d),
  };
}

/** `count` of the indices below `n`, ascending, by a partial Fisher-Yates shuffle. */
function drawRows(n: number, count: number, seed: number): Int32Array {
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const rng = new Rng(seed);
  for (let i = 0; i < count; i++) {
    const other = i + rng.below(n - i);
    const row = rows[i]!;
    rows[i] = rows[other]!;
    rows[other] = row;
  }
  return rows.subarray(0, count).sort();
}

/** Silhouette of one row, from the sums of its distances to the rows of each cluster. Alone in its cluster it is 0. */
function silhouetteOf(own: number, sums: Float64Array, sizes: readonly number[]): number {
  if (sizes[own] === 1) return 0;
  const inside = sums[own]! / (sizes[own]! - 1);
  let nearest = Infinity;
  for (const [c, size] of sizes.entries()) {
    if (c !== own) nearest = Math.min(nearest, sums[c]! / size);
  }
  const larger = Math.max(inside, nearest);
  return larger === 0 ? 0 : (nearest - inside) / larger;
}

/**
 * Mean silhouette (Rousseeuw, 1987) of a labeling, one label a row. O(rows^2 d): more than `maxRows` rows are first
 * thinned to that many, drawn without replacement.
 *
 * @param seed Of that draw
 */
export function silhouette(points: Points, labels: Int32Array, maxRows: number, seed: number): Silhouette {
  const { data, n, d } = points;
  const rows = drawRows(n, Math.min(maxRows, n), seed);
  const { labels: names, sizes } = clustersOf(rows.map((row) => labels[row]!));
  if (!comparable({ labels: names, sizes })) return { silhouette: null, silhouetteRows: rows.length };
  const sums = new Float64Array(sizes.length);
  let total = 0;
  for (const [i, row] of rows.entries()) {
    sums.fill(0);
    for (let j = 0; j < rows.length; j++) sums[names[j]!]! += Math.sqrt(squaredDistance(data, row, data, rows[j]!, d));
    total += silhouetteOf(names[i]!, sums, sizes);
  }
  return { silhouette: total / rows.length, silhouetteRows: rows.length };
}
