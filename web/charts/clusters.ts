import type { Dataset } from '../shared/types';
import { CLUSTER_COLORS, clusterColor, pixelOf, PLOT_FIELD, PLOT_INK, PLOT_WRONG } from './palette';
import { cellsOf, shadeDensity } from './points-density';
import { splat } from './points-splat';
import { fitProjection, pixelsOf, planeOf, scaled, type Axes, type Plane, type Projection } from './projection';
import { WHOLE, type View } from './view';
import { voronoiCells } from './voronoi';

/** Everything one cluster plot shows. */
export interface ClusterPicture {
  readonly dataset: Dataset;
  readonly axes: Axes;
  /** One label a row, or null while nothing is known: the points are then grey. */
  readonly labels: Int32Array | null;
  /** k x d, row-major; null before the answer. */
  readonly centroids: Float64Array | null;
  /** The part of the picture on show; all of it unless told otherwise. */
  readonly view?: View;
  /** Whether the edges between clusters are drawn: for points of two features, where the plane holds all there is. */
  readonly edges?: boolean;
  /** Rows to ring. */
  readonly marked?: Uint32Array | null;
}

/** Above this many clusters numbers would cover the points, so centroids are small marks. */
const MOST_NUMBERED = 64;
/** Above this many clusters edges would cover the points. */
const MOST_EDGED = 512;
/** Up to this many points there is room for marks of several shapes. */
const MOST_MARKED = 5_000;
/** Above this many points most share their pixel with others. */
const MOST_DOTS = 200_000;

/** Diameter of a dot in CSS pixels: large enough to see few points, small enough to tell many apart. */
function dotDiameter(n: number, marks: boolean): number {
  if (marks) return 7;
  if (n <= 2_000) return 4;
  return n <= 20_000 ? 2.5 : 1;
}

function drawEdges(
  context: CanvasRenderingContext2D,
  plane: Plane,
  places: Float64Array,
  to: Projection,
  ratio: number,
): void {
  // Distances count in the units of the data, in which the two directions may have different scales.
  const unitX = plane.spanX / 2;
  const unitY = plane.spanY / 2;
  const { width, height } = context.canvas;
  const sites = places.map((value, i) => value * (i % 2 === 0 ? unitX : unitY));
  const box = {
    left: (-to.offsetX / to.scaleX) * unitX,
    right: ((width - to.offsetX) / to.scaleX) * unitX,
    low: ((height - to.offsetY) / to.scaleY) * unitY,
    high: (-to.offsetY / to.scaleY) * unitY,
  };
  context.beginPath();
  for (const cell of voronoiCells(sites, box)) {
    for (let i = 0; i < cell.length; i += 2) {
      const x = (cell[i]! / unitX) * to.scaleX + to.offsetX;
      const y = (cell[i + 1]! / unitY) * to.scaleY + to.offsetY;
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
  }
  context.strokeStyle = PLOT_INK;
  context.lineWidth = ratio;
  context.stroke();
}

function drawCentroids(context: CanvasRenderingContext2D, places: Float64Array, to: Projection, ratio: number): void {
  const k = places.length / 2;
  const numbered = k <= MOST_NUMBERED;
  const radius = (numbered ? 9 : 3) * ratio;
  context.font = `600 ${(k > 9 ? 10 : 11) * ratio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = (numbered ? 3 : 1) * ratio;
  for (let c = 0; c < k; c++) {
    const x = places[2 * c]! * to.scaleX + to.offsetX;
    const y = places[2 * c + 1]! * to.scaleY + to.offsetY;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = PLOT_FIELD;
    context.fill();
    context.strokeStyle = clusterColor(c);
    context.stroke();
    if (!numbered) continue;
    context.fillStyle = PLOT_INK;
    context.fillText(String(c + 1), x, y + 0.5 * ratio);
  }
}

function drawMarked(
  context: CanvasRenderingContext2D,
  plane: Plane,
  rows: Uint32Array,
  to: Projection,
  ratio: number,
): void {
  context.strokeStyle = PLOT_WRONG;
  context.lineWidth = 2 * ratio;
  for (const row of rows) {
    context.beginPath();
    const x = plane.x[row]! * to.scaleX + to.offsetX;
    const y = plane.y[row]! * to.scaleY + to.offsetY;
    context.arc(x, y, 6 * ratio, 0, 2 * Math.PI);
    context.stroke();
  }
}

/**
 * Draws points, edges between clusters, and centroids numbered from 1, over the whole canvas at its present size in
 * device pixels. What each way of drawing costs is in docs/rendering.md.
 * @param ratio device pixels a CSS pixel
 */
export function drawClusters(canvas: HTMLCanvasElement, picture: ClusterPicture, ratio: number): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const { dataset, labels, centroids, edges = false, marked = null } = picture;
  const k = centroids ? centroids.length / dataset.d : 0;
  const plane = planeOf(dataset, picture.axes);
  const to = fitProjection(plane, width, height, Math.min(width, height) * 0.06, picture.view ?? WHOLE);
  const marks = dataset.n <= MOST_MARKED && k > CLUSTER_COLORS.length;
  const diameter = Math.max(1, Math.round(dotDiameter(dataset.n, marks) * ratio));
  const image = context.createImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  words.fill(pixelOf(PLOT_FIELD));
  if (dataset.n > MOST_DOTS) {
    const cells = cellsOf(width, height, ratio);
    const toCells = scaled(to, 1 / cells.side);
    shadeDensity(words, width, pixelsOf(plane, toCells, cells.across, cells.down, 0), labels, cells);
  } else {
    splat(words, width, pixelsOf(plane, to, width, height, diameter), labels, { diameter, marks });
  }
  context.putImageData(image, 0, 0);
  if (!centroids) return;
  const places = plane.place(centroids);
  if (edges && dataset.d === 2 && k <= MOST_EDGED) drawEdges(context, plane, places, to, ratio);
  if (marked) drawMarked(context, plane, marked, to, ratio);
  drawCentroids(context, places, to, ratio);
}
