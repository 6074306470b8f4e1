import type { Dataset } from '../shared/types';
import { clusterColor, clusterPixels, pixelOf, PLOT_FIELD, PLOT_INK, UNLABELLED } from './palette';
import { fitProjection, type Axes, type Projection } from './projection';

/** Everything one cluster plot shows. */
export interface ClusterPicture {
  readonly dataset: Dataset;
  readonly axes: Axes;
  /** One label a row, or null while nothing is known: the points are then grey. */
  readonly labels: Int32Array | null;
  /** k x d, row-major; null before the answer. */
  readonly centroids: Float64Array | null;
}

/** Above this many clusters numbers would cover the points, so centroids are small marks. */
const MOST_NUMBERED = 64;

/** Diameter of a dot in CSS pixels: large enough to see few points, small enough to tell many apart. */
function dotDiameter(n: number): number {
  if (n <= 2_000) return 4;
  if (n <= 20_000) return 2.5;
  return n <= 100_000 ? 1.5 : 1;
}

/** Offsets in an image of `width` pixels a row that make a filled disc of `diameter` pixels. */
function discOffsets(diameter: number, width: number): Int32Array {
  const low = -Math.floor((diameter - 1) / 2);
  const centre = low + (diameter - 1) / 2;
  // A little less than the radius, so that three pixels make a round dot and not a square.
  const limit = 0.8 * (diameter / 2) ** 2;
  const offsets: number[] = [];
  for (let y = low; y < low + diameter; y++) {
    for (let x = low; x < low + diameter; x++) {
      if ((x - centre) ** 2 + (y - centre) ** 2 <= limit) offsets.push(y * width + x);
    }
  }
  return Int32Array.from(offsets);
}

/** Stamps one dot a row into the pixels; later rows cover earlier ones. 100,000 rows take a few milliseconds. */
function splat(
  pixels: Uint32Array,
  width: number,
  height: number,
  picture: ClusterPicture,
  view: Projection,
  diameter: number,
): void {
  const { labels, axes } = picture;
  const { data, n, d } = picture.dataset;
  const stamp = discOffsets(diameter, width);
  const colors = clusterPixels();
  const grey = pixelOf(UNLABELLED);
  const { scaleX, scaleY, offsetX, offsetY } = view;
  const reach = diameter;
  for (let i = 0, row = 0; i < n; i++, row += d) {
    const x = Math.round(data[row + axes.x]! * scaleX + offsetX);
    const y = Math.round(data[row + axes.y]! * scaleY + offsetY);
    if (!(x >= reach && y >= reach && x < width - reach && y < height - reach)) continue;
    const color = labels === null ? grey : colors[labels[i]! % colors.length]!;
    const at = y * width + x;
    for (let s = 0; s < stamp.length; s++) pixels[at + stamp[s]!] = color;
  }
}

function drawCentroids(
  context: CanvasRenderingContext2D,
  picture: ClusterPicture,
  centroids: Float64Array,
  view: Projection,
  ratio: number,
): void {
  const { d } = picture.dataset;
  const k = centroids.length / d;
  const numbered = k <= MOST_NUMBERED;
  const radius = (numbered ? 9 : 3) * ratio;
  context.font = `600 ${(k > 9 ? 10 : 11) * ratio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = (numbered ? 3 : 1) * ratio;
  for (let c = 0; c < k; c++) {
    const x = centroids[c * d + picture.axes.x]! * view.scaleX + view.offsetX;
    const y = centroids[c * d + picture.axes.y]! * view.scaleY + view.offsetY;
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

/**
 * Draws points, and centroids numbered from 1, over the whole canvas at its present size in device pixels.
 * @param ratio device pixels a CSS pixel
 */
export function drawClusters(canvas: HTMLCanvasElement, picture: ClusterPicture, ratio: number): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  pixels.fill(pixelOf(PLOT_FIELD));
  const view = fitProjection(picture.dataset, picture.axes, width, height, Math.min(width, height) * 0.06);
  const diameter = Math.max(1, Math.round(dotDiameter(picture.dataset.n) * ratio));
  splat(pixels, width, height, picture, view, diameter);
  context.putImageData(image, 0, 0);
  if (picture.centroids) drawCentroids(context, picture, picture.centroids, view, ratio);
}
