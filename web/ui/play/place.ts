/** From a place in a plot to the units of the points, and a frame that holds still while points change in it. */

import { fitProjection, type Plane, type Projection } from '../../charts/projection';
import { WHOLE, type View } from '../../charts/view';
import type { Brush } from '../../datasets/drawn';

/** What the whole picture shows, in the units of the points. */
export interface Frame {
  readonly middleX: number;
  readonly middleY: number;
  readonly spanX: number;
  readonly spanY: number;
}

/** Part of the shorter side that stays free at every edge, as in `drawClusters`. */
const MARGIN = 0.06;

/** Two zooms further apart than this are not one zoom. */
const SAME_ZOOM = 1e-6;

function fit(spans: Pick<Frame, 'spanX' | 'spanY'>, width: number, height: number, view: View): Projection {
  return fitProjection(spans, width, height, Math.min(width, height) * MARGIN, view);
}

/** What a plot shows of these points when it shows them all. Points of two features. */
export function frameOf({ spanX, spanY, place }: Pick<Plane, 'spanX' | 'spanY' | 'place'>): Frame {
  const [x = 0, y = 0] = place(new Float64Array(2));
  return { middleX: (-x * spanX) / 2, middleY: (-y * spanY) / 2, spanX, spanY };
}

/**
 * The view of the points' own picture that shows what `view` shows of the frame: points drawn or erased at the edge then
 * move nothing else. Where the points' own picture has another ratio of units, it fits itself to the points instead.
 */
export function heldView(own: Frame, frame: Frame, width: number, height: number, view: View): View {
  const from = fit(own, width, height, WHOLE);
  const to = fit(frame, width, height, view);
  const zoom = (to.scaleX / frame.spanX / from.scaleX) * own.spanX;
  const zoomY = (to.scaleY / frame.spanY / from.scaleY) * own.spanY;
  if (!(Math.abs(zoomY / zoom - 1) < SAME_ZOOM)) return view;
  const atX = (2 * (own.middleX - frame.middleX) * to.scaleX) / frame.spanX + to.offsetX;
  const atY = (2 * (own.middleY - frame.middleY) * to.scaleY) / frame.spanY + to.offsetY;
  return { zoom, x: (width / 2 - atX) / (width * zoom), y: (height / 2 - atY) / (height * zoom) };
}

/** A place in a plot: parts of its width and height from its upper left corner, 0 to 1. */
export interface PlotPlace {
  readonly x: number;
  readonly y: number;
}

/**
 * The brush at a place of a plot, in the units of the points.
 * @param own what the plot shows of the points when it shows them all
 * @param view the view the plot is drawn with
 * @param width `height` CSS pixels of the plot
 * @param radius parts of the plot's shorter side
 */
export function brushAt(
  own: Frame,
  view: View,
  { width, height }: { readonly width: number; readonly height: number },
  at: PlotPlace,
  radius: number,
): Brush {
  const to = fit(own, width, height, view);
  const unitX = own.spanX / 2 / to.scaleX;
  const unitY = own.spanY / 2 / to.scaleY;
  const reach = radius * Math.min(width, height);
  return {
    x: own.middleX + (at.x * width - to.offsetX) * unitX,
    y: own.middleY + (at.y * height - to.offsetY) * unitY,
    radiusX: Math.abs(reach * unitX),
    radiusY: Math.abs(reach * unitY),
  };
}
