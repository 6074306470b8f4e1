/** Canvases for pictures: to decode on where workers have none, and to show pixels on. */

import { offerSurface } from '../workers/data-client';

/** Lets pictures be decoded on the page's thread where a worker has no canvas. */
export function offerPageSurface(): void {
  offerSurface((width, height) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    return canvas.getContext('2d', { willReadFrequently: true });
  });
}

/** Makes the canvas show exactly these pixels, 4 bytes each. */
export function putPixels(
  canvas: HTMLCanvasElement,
  rgba: Uint8ClampedArray<ArrayBuffer>,
  width: number,
  height: number,
): void {
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
}
