/** Points changed by hand: what a brush finds, adds, moves and takes away. Pure; every change is a new data set. */

import type { Dataset, Points } from '../shared/types';

/** Above this many points a stroke would not keep up with the hand. */
export const MOST_EDITED = 200_000;

/** Name of every data set changed by hand. */
export const DRAWN = 'drawn';

/** What lies under a brush: an ellipse in the units of the two features. */
export interface Brush {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
}

/** The same kind of points with other rows. Nobody knows their true clusters: there is no truth. */
function redrawn(from: Dataset, data: Float64Array): Dataset {
  return { ...from, data, n: data.length / from.d, name: DRAWN, source: 'generated', truth: null };
}

/** The same rows under the name of points changed by hand, so that no setting makes them anew. Their truth stays. */
export function keptAsDrawn(from: Dataset): Dataset {
  return { ...from, name: DRAWN, source: 'generated' };
}

/** Rows of two features under the brush, in their order. */
export function rowsUnder({ data, n }: Pick<Points, 'data' | 'n'>, { x, y, radiusX, radiusY }: Brush): Uint32Array {
  const found: number[] = [];
  for (let i = 0; i < n; i++) {
    const dx = (data[2 * i]! - x) / radiusX;
    const dy = (data[2 * i + 1]! - y) / radiusY;
    if (dx * dx + dy * dy <= 1) found.push(i);
  }
  return Uint32Array.from(found);
}

/** With more rows at the end (row-major, d features each), up to `MOST_EDITED` in all. */
export function withRows(from: Dataset, rows: Float64Array): Dataset {
  const room = Math.max(0, MOST_EDITED - from.n) * from.d;
  if (rows.length === 0 || room === 0) return from;
  const added = rows.subarray(0, room);
  const data = new Float64Array(from.data.length + added.length);
  data.set(from.data);
  data.set(added, from.data.length);
  return redrawn(from, data);
}

/** Without these rows (ascending); the first row stays when all of them would go, as there is no race on nothing. */
export function withoutRows(from: Dataset, rows: Uint32Array): Dataset {
  const gone = rows.length >= from.n ? rows.subarray(1) : rows;
  if (gone.length === 0) return from;
  const { d } = from;
  const data = new Float64Array(from.data.length - gone.length * d);
  let to = 0;
  let begin = 0;
  for (const row of gone) {
    data.set(from.data.subarray(begin * d, row * d), to);
    to += (row - begin) * d;
    begin = row + 1;
  }
  data.set(from.data.subarray(begin * d), to);
  return redrawn(from, data);
}

/** With these rows of two features moved by (dx, dy). */
export function movedRows(from: Dataset, rows: Uint32Array, dx: number, dy: number): Dataset {
  if (rows.length === 0) return from;
  const data = from.data.slice();
  for (const row of rows) {
    data[2 * row] = data[2 * row]! + dx;
    data[2 * row + 1] = data[2 * row + 1]! + dy;
  }
  return redrawn(from, data);
}

/**
 * Rows of two features evenly scattered under the brush.
 * @param random numbers from 0 up to 1
 */
export function sprayed({ x, y, radiusX, radiusY }: Brush, count: number, random: () => number): Float64Array {
  const rows = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    // The root makes equal areas equally likely.
    const radius = Math.sqrt(random());
    const angle = 2 * Math.PI * random();
    rows[2 * i] = x + radius * Math.cos(angle) * radiusX;
    rows[2 * i + 1] = y + radius * Math.sin(angle) * radiusY;
  }
  return rows;
}

/** Sizes of the data away that the far centroid is put: every point is ten times nearer to any other centroid. */
const FAR = 10;

/**
 * A start of k centroids, k x d row-major, whose last cluster is empty at the first assignment: k - 1 rows at even steps
 * through the points, and one centroid beyond the highest value of every feature by ten times its range.
 */
export function startWithEmpty({ data, n, d }: Points, k: number): Float64Array {
  const start = new Float64Array(k * d);
  for (let c = 0; c < k - 1; c++) {
    const row = Math.floor((c * n) / (k - 1));
    start.set(data.subarray(row * d, (row + 1) * d), c * d);
  }
  for (let j = 0; j < d; j++) {
    let low = Infinity;
    let high = -Infinity;
    for (let at = j; at < n * d; at += d) {
      low = Math.min(low, data[at]!);
      high = Math.max(high, data[at]!);
    }
    start[(k - 1) * d + j] = high + FAR * (high - low || 1);
  }
  return start;
}
