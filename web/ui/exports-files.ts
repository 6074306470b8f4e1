/** Handing files to the person at the page. */

import { PLOT_FIELD } from '../charts/palette';

/** The browser may still be reading the file after the click. */
const KEEP_ADDRESS_MS = 30_000;

/** Device pixels of plot field around an exported picture. */
const MARGIN = 16;

/** A name for files made of this data: letters, digits, dots and dashes of its name without the ending. */
export function fileStem(name: string): string {
  const stem = name
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return stem.slice(0, 40) || 'points';
}

/** Saves a blob as a file of that name. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEEP_ADDRESS_MS);
}

/** The canvas as a PNG file; rejects where the browser cannot make one. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the browser made no PNG of this picture'));
    }, 'image/png');
  });
}

/** Waits for a PNG and saves it. */
export async function savePng(png: Promise<Blob>, name: string): Promise<void> {
  saveBlob(await png, name);
}

/** A plot as it stands on the page, on the plot field it needs to be read on, with a margin. */
export function onPlotField(plot: HTMLCanvasElement): HTMLCanvasElement {
  const sheet = document.createElement('canvas');
  Object.assign(sheet, { width: plot.width + 2 * MARGIN, height: plot.height + 2 * MARGIN });
  const context = sheet.getContext('2d');
  if (context) {
    context.fillStyle = PLOT_FIELD;
    context.fillRect(0, 0, sheet.width, sheet.height);
    context.drawImage(plot, MARGIN, MARGIN);
  }
  return sheet;
}

/** A plot on the page that can be saved. */
export interface Plot {
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
}

/** The plots on the page now: the clusters of each shown lane, and every chart under its heading. */
export function plotsOnPage(): readonly Plot[] {
  const canvases = [...document.querySelectorAll<HTMLCanvasElement>('.stage .plot canvas, .chart-box canvas')];
  const seen = new Map<string, number>();
  return canvases
    .filter(({ width, height, offsetParent }) => width > 0 && height > 0 && offsetParent !== null)
    .filter((canvas) => canvas.getAttribute('role') === 'img')
    .map((canvas) => {
      const lane = canvas.closest('.view')?.querySelector<HTMLSelectElement>('.view-head select');
      const heading = canvas.closest('section')?.querySelector('h2, h3')?.textContent;
      const plain = lane ? `Clusters, ${lane.selectedOptions[0]?.text ?? ''}` : (heading ?? 'Chart');
      const times = (seen.get(plain) ?? 0) + 1;
      seen.set(plain, times);
      return { title: times === 1 ? plain : `${plain} (${times})`, canvas };
    });
}
