import type { Points } from '../../shared/types';
import type { LaneKernels } from './kernels';

/** A point as most first versions write it. */
interface ObjectPoint {
  x: number[];
  label: number;
}

function copyIn({ data, n, d }: Points): ObjectPoint[] {
  const points: ObjectPoint[] = [];
  for (let i = 0; i < n; i++) {
    points.push({ x: Array.from(data.subarray(i * d, (i + 1) * d)), label: -1 });
  }
  return points;
}

function toCentroids(flat: Float64Array, k: number): number[][] {
  const d = flat.length / k;
  return Array.from({ length: k }, (_, c) => Array.from(flat.subarray(c * d, (c + 1) * d)));
}

function squaredDistance(a: number[], b: number[]): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const t = a[j]! - b[j]!;
    sum += t * t;
  }
  return sum;
}

function assign(points: ObjectPoint[], flatCentroids: Float64Array, k: number): number {
  const centroids = toCentroids(flatCentroids, k);
  let changed = 0;
  for (const point of points) {
    let best = Infinity;
    let label = 0;
    for (let c = 0; c < centroids.length; c++) {
      const distance = squaredDistance(point.x, centroids[c]!);
      if (distance < best) {
        best = distance;
        label = c;
      }
    }
    if (point.label !== label) {
      point.label = label;
      changed++;
    }
  }
  return changed;
}

function accumulate(points: ObjectPoint[], from: number, to: number, sums: Float64Array, counts: Int32Array): void {
  for (let i = from; i < to; i++) {
    const { x, label } = points[i]!;
    counts[label]!++;
    for (let j = 0; j < x.length; j++) {
      sums[label * x.length + j]! += x[j]!;
    }
  }
}

function ownDistances(points: ObjectPoint[], flatCentroids: Float64Array, out: Float64Array): void {
  const centroids = toCentroids(flatCentroids, flatCentroids.length / points[0]!.x.length);
  for (let i = 0; i < points.length; i++) {
    out[i] = squaredDistance(points[i]!.x, centroids[points[i]!.label]!);
  }
}

function lowerDistances(
  points: ObjectPoint[],
  flatCenter: Float64Array,
  from: number,
  to: number,
  current: Float64Array,
  out: Float64Array,
): number {
  const center = Array.from(flatCenter);
  let total = 0;
  for (let i = from; i < to; i++) {
    const distance = squaredDistance(points[i]!.x, center);
    out[i] = distance < current[i]! ? distance : current[i]!;
    total += out[i]!;
  }
  return total;
}

/** Lane `js-objects`: arrays of objects, the shape most first versions have. */
export const objectKernels: LaneKernels<ObjectPoint[]> = {
  copyIn,
  copyRow: (points, row, out) => out.set(points[row]!.x),
  forgetLabels: (points) => points.forEach((point) => (point.label = -1)),
  copyLabels: (points) => Int32Array.from(points, (point) => point.label),
  assign,
  accumulate,
  ownDistances,
  lowerDistances,
};
