import { principalComponents } from '../shared/pca';
import type { Points } from '../shared/types';
import { WHOLE, type View } from './view';

/** What a plot shows: two features, counted from 0, or the two principal components in their place. */
export interface Axes {
  readonly x: number;
  readonly y: number;
  readonly components?: boolean;
}

/** Points laid out in the plane that a plot shows. */
export interface Plane {
  /** One position a row, from -1 (lowest) to 1 (highest): single precision shows no pixel's difference. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Highest less lowest, in the units of the data; 1 where there is no spread. */
  readonly spanX: number;
  readonly spanY: number;
  /** Part of the variance on show, 0 to 1; null for two features. */
  readonly share: number | null;
  /** Where rows of d features lie: x and y in turn, in the units of `x` and `y` above. */
  place(rows: Float64Array): Float64Array;
}

/** How positions become device pixels: `px = x * scaleX + offsetX`, `py = y * scaleY + offsetY`. */
export interface Projection {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** One coordinate of a row that begins at `at`. */
type Coordinate = (data: Float64Array, at: number) => number;

interface Direction {
  readonly of: Coordinate;
  readonly middle: number;
  readonly half: number;
}

/** A column of one value, or one that is not a number, lies in the middle. */
function direction({ data, n, d }: Points, of: Coordinate): Direction {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0, at = 0; i < n; i++, at += d) {
    const value = of(data, at);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const half = high / 2 - low / 2;
  return { of, middle: low / 2 + high / 2, half: half > 0 && Number.isFinite(half) ? half : 0.5 };
}

function positions({ data, n, d }: Points, { of, middle, half }: Direction): Float32Array {
  const found = new Float32Array(n);
  for (let i = 0, at = 0; i < n; i++, at += d) found[i] = (of(data, at) - middle) / half;
  return found;
}

function along(mean: Float64Array, component: Float64Array): Coordinate {
  return (data, at) => {
    let sum = 0;
    for (let j = 0; j < component.length; j++) sum += (data[at + j]! - mean[j]!) * component[j]!;
    return sum;
  };
}

function layOut(points: Points, axes: Axes): Plane {
  const { d } = points;
  const found = axes.components && d > 2 ? principalComponents(points) : null;
  const column = (feature: number): Coordinate => {
    const j = Math.min(feature, d - 1);
    return (data, at) => data[at + j]!;
  };
  const x = direction(points, found ? along(found.mean, found.first) : column(axes.x));
  const y = direction(points, found ? along(found.mean, found.second) : column(axes.y));
  return {
    x: positions(points, x),
    y: positions(points, y),
    spanX: 2 * x.half,
    spanY: 2 * y.half,
    share: found && found.shares[0] + found.shares[1],
    place: (rows) => {
      const placed = new Float64Array((2 * rows.length) / d);
      for (let at = 0, i = 0; at < rows.length; at += d) {
        placed[i++] = (x.of(rows, at) - x.middle) / x.half;
        placed[i++] = (y.of(rows, at) - y.middle) / y.half;
      }
      return placed;
    },
  };
}

const planes = new WeakMap<Float64Array, { readonly key: string; readonly plane: Plane }>();

/** The points in the plane of these axes; the last one of each data set is remembered, as plots are redrawn often. */
export function planeOf(points: Points, axes: Axes): Plane {
  const key = axes.components ? 'components' : `${axes.x} ${axes.y}`;
  const known = planes.get(points.data);
  if (known?.key === key) return known.plane;
  const plane = layOut(points, axes);
  planes.set(points.data, { key, plane });
  return plane;
}

/** Beyond this ratio of spans two features have different units, and each gets its own scale. */
const SAME_UNIT_RATIO = 4;

/** Fits the plane into `width` x `height` device pixels with a margin, then zooms and moves it; y grows upwards. */
export function fitProjection(
  { spanX, spanY }: Pick<Plane, 'spanX' | 'spanY'>,
  width: number,
  height: number,
  margin: number,
  view: View = WHOLE,
): Projection {
  let halfX = Math.max(width - 2 * margin, 1) / 2;
  let halfY = Math.max(height - 2 * margin, 1) / 2;
  if (Math.max(spanX / spanY, spanY / spanX) <= SAME_UNIT_RATIO) {
    const scale = Math.min(halfX / spanX, halfY / spanY);
    halfX = scale * spanX;
    halfY = scale * spanY;
  }
  return {
    scaleX: halfX * view.zoom,
    scaleY: -halfY * view.zoom,
    offsetX: width / 2 - view.x * width * view.zoom,
    offsetY: height / 2 - view.y * height * view.zoom,
  };
}

/** The same picture `by` times as large. */
export function scaled({ scaleX, scaleY, offsetX, offsetY }: Projection, by: number): Projection {
  return { scaleX: scaleX * by, scaleY: scaleY * by, offsetX: offsetX * by, offsetY: offsetY * by };
}

/** Where each row falls in an image of `width` x `height` pixels: `y * width + x`, or -1 outside it. */
export type Pixels = Int32Array;

const placed = new WeakMap<Plane, { readonly key: string; readonly pixels: Pixels }[]>();

/** Sizes remembered: the two plots of the stage are of one size, and one more plot may stand below. */
const SIZES = 2;

/**
 * The pixel of every row; remembered, so that new colours cost no new arithmetic.
 * @param reach pixels at the edges that stay empty, so that a dot never runs over
 */
export function pixelsOf(plane: Plane, projection: Projection, width: number, height: number, reach: number): Pixels {
  const { scaleX, scaleY, offsetX, offsetY } = projection;
  const key = [scaleX, scaleY, offsetX, offsetY, width, height, reach].join(' ');
  const known = placed.get(plane) ?? [];
  const found = known.find((each) => each.key === key);
  if (found) return found.pixels;
  const { x, y } = plane;
  const n = x.length;
  // The room of the size forgotten is used again: a drag would otherwise leave megabytes a frame behind.
  const pixels = known.length < SIZES ? new Int32Array(n) : known.shift()!.pixels;
  const lowX = reach - 0.5;
  const lowY = reach - 0.5;
  const highX = width - reach - 0.5;
  const highY = height - reach - 0.5;
  for (let i = 0; i < n; i++) {
    const px = x[i]! * scaleX + offsetX;
    const py = y[i]! * scaleY + offsetY;
    const inside = px >= lowX && py >= lowY && px < highX && py < highY;
    pixels[i] = inside ? ((py + 0.5) | 0) * width + ((px + 0.5) | 0) : -1;
  }
  placed.set(plane, [...known, { key, pixels }]);
  return pixels;
}

/** Rows looked at when axes are chosen: enough to tell a flat column from a wide one. */
const ROWS_LOOKED_AT = 2000;

/**
 * What a plot of new points shows: all there is up to two features, else the principal components. The two features
 * beside them are those that spread the most, in their order: the first columns of real data are often nearly constant.
 */
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
  return { x: Math.min(a!, b!), y: Math.max(a!, b!), components: true };
}
