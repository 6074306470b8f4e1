/** What part of the whole picture a plot shows; the same for plots of every size. */
export interface View {
  /** 1 shows everything. */
  readonly zoom: number;
  /** Where the middle of the plot lies from the middle of the picture, in widths and heights of the whole picture. */
  readonly x: number;
  readonly y: number;
}

export const WHOLE: View = { zoom: 1, x: 0, y: 0 };

/** Beyond this the positions' 24 bits would show. */
export const MOST_ZOOM = 256;

function clamp(value: number, most: number): number {
  // Not -0: a view at its limit must equal itself.
  return Math.min(Math.max(value, -most), most) + 0;
}

function within(zoom: number, x: number, y: number): View {
  const most = (1 - 1 / zoom) / 2;
  return { zoom, x: clamp(x, most), y: clamp(y, most) };
}

export function sameView(a: View, b: View): boolean {
  return a.zoom === b.zoom && a.x === b.x && a.y === b.y;
}

/**
 * Larger by `factor`, with the place under (atX, atY) kept where it is.
 *
 * @param atX parts of the plot's width from its middle, -0.5 to 0.5; `atY` of its height, downwards
 */
export function zoomed(view: View, factor: number, atX = 0, atY = 0): View {
  const zoom = Math.min(Math.max(view.zoom * factor, 1), MOST_ZOOM);
  const held = 1 / view.zoom - 1 / zoom;
  return within(zoom, view.x + atX * held, view.y + atY * held);
}

/** The picture moved by parts of the plot's width and height: positive moves it right and down. It stays in the plot. */
export function panned(view: View, byX: number, byY: number): View {
  return within(view.zoom, view.x - byX / view.zoom, view.y - byY / view.zoom);
}
