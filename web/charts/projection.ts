import type { Points } from '../shared/types';

/** The two features a plot shows, counted from 0. */
export interface Axes {
  readonly x: number;
  readonly y: number;
}

/** How feature values become device pixels: `px = x * scaleX + offsetX`, `py = y * scaleY + offsetY`. */
export interface Projection {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

type Range = readonly [low: number, high: number];

const ranges = new WeakMap<Float64Array, Map<number, Range>>();

/** Smallest and largest value of one feature; remembered, since a plot is redrawn far more often than data change. */
function rangeOf(points: Points, feature: number): Range {
  const known = ranges.get(points.data) ?? new Map<number, Range>();
  ranges.set(points.data, known);
  const found = known.get(feature);
  if (found) return found;
  let low = Infinity;
  let high = -Infinity;
  const { data, n, d } = points;
  for (let i = 0, at = feature; i < n; i++, at += d) {
    const value = data[at]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range: Range = [low, high];
  known.set(feature, range);
  return range;
}

/** Beyond this ratio of spans two features have different units, and each gets its own scale. */
const SAME_UNIT_RATIO = 4;

/** Fits the points into `width` x `height` device pixels with a margin; y grows upwards. */
export function fitProjection(points: Points, axes: Axes, width: number, height: number, margin: number): Projection {
  const [lowX, highX] = rangeOf(points, axes.x);
  const [lowY, highY] = rangeOf(points, axes.y);
  // A column of one value, or one whose span overflows, is drawn in the middle.
  const span = (low: number, high: number): number => (high - low > 0 && Number.isFinite(high - low) ? high - low : 1);
  const spanX = span(lowX, highX);
  const spanY = span(lowY, highY);
  let scaleX = Math.max(width - 2 * margin, 1) / spanX;
  let scaleY = Math.max(height - 2 * margin, 1) / spanY;
  if (Math.max(spanX / spanY, spanY / spanX) <= SAME_UNIT_RATIO) scaleX = scaleY = Math.min(scaleX, scaleY);
  const middleX = lowX / 2 + highX / 2;
  const middleY = lowY / 2 + highY / 2;
  return {
    scaleX,
    scaleY: -scaleY,
    offsetX: width / 2 - middleX * scaleX,
    offsetY: height / 2 + middleY * scaleY,
  };
}

/** Rows looked at when axes are chosen: enough to tell a flat column from a wide one. */
const ROWS_LOOKED_AT = 2000;

/** The two features that spread the most, in their order: the first columns of real data are often nearly constant. */
export function widestAxes({ data, n, d }: Points): Axes {
  if (d <= 2) return { x: 0, y: d - 1 };
  const step = Math.max(1, Math.floor(n / ROWS_LOOKED_AT));
  const spread = (feature: number): number => {
    let count = 0;
    let mean = 0;
    let squares = 0;
    // Welford, 1962.
    for (let i = 0; i < n; i += step) {
      const value = data[i * d + feature]!;
      const delta = value - mean;
      mean += delta / ++count;
      squares += delta * (value - mean);
    }
    return squares;
  };
  const features = Array.from({ length: d }, (_, j) => ({ j, spread: spread(j) }));
  const [a, b] = features.sort((p, q) => q.spread - p.spread || p.j - q.j).map(({ j }) => j);
  return { x: Math.min(a!, b!), y: Math.max(a!, b!) };
}
