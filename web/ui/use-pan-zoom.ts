import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { panned, WHOLE, zoomed, type View } from '../charts/view';
import { moveView } from './viewport';

/** One press of a key or a button. */
export const ZOOM_STEP = 1.5;
/** Part of the plot that an arrow key moves by. */
const PAN_STEP = 0.1;
/** Pixels of the wheel that double the size, nearly: 2 ^ (pixels / 300). */
const WHEEL_DOUBLE = 300;
/** Pixels in one line, where a wheel counts lines. */
const WHEEL_LINE = 30;

const KEYS: Readonly<Record<string, (view: View) => View>> = {
  ArrowLeft: (view) => panned(view, PAN_STEP, 0),
  ArrowRight: (view) => panned(view, -PAN_STEP, 0),
  ArrowUp: (view) => panned(view, 0, PAN_STEP),
  ArrowDown: (view) => panned(view, 0, -PAN_STEP),
  '+': (view) => zoomed(view, ZOOM_STEP),
  '=': (view) => zoomed(view, ZOOM_STEP),
  '-': (view) => zoomed(view, 1 / ZOOM_STEP),
  '0': () => WHOLE,
};

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Middle of the fingers, and how far apart they are. */
function grip(places: readonly Place[]): Place & { readonly apart: number } {
  const [a, b = a] = places;
  if (!a || !b) return { x: 0, y: 0, apart: 0 };
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}

function install(plot: HTMLElement, signal: AbortSignal): void {
  const fingers = new Map<number, Place>();
  /** A place on the screen, in parts of the plot from its middle. */
  const inPlot = ({ x, y }: Place): Place => {
    const box = plot.getBoundingClientRect();
    return { x: (x - box.left) / box.width - 0.5, y: (y - box.top) / box.height - 0.5 };
  };
  plot.addEventListener(
    'keydown',
    (event) => {
      const move = KEYS[event.key];
      if (move && !event.ctrlKey && !event.metaKey && !event.altKey && moveView(move)) event.preventDefault();
    },
    { signal },
  );
  plot.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && plot !== plot.ownerDocument.activeElement) return;
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : WHEEL_LINE);
      const at = inPlot({ x: event.clientX, y: event.clientY });
      const moved = moveView((view) => zoomed(view, 2 ** (-pixels / WHEEL_DOUBLE), at.x, at.y));
      // With ctrl the browser would zoom the whole page.
      if (moved || event.ctrlKey) event.preventDefault();
    },
    { signal, passive: false },
  );
  plot.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      plot.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  plot.addEventListener(
    'pointermove',
    (event) => {
      if (!fingers.has(event.pointerId)) return;
      const before = grip([...fingers.values()]);
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const after = grip([...fingers.values()]);
      const [from, to] = [inPlot(before), inPlot(after)];
      moveView((view) => {
        const moved = panned(view, to.x - from.x, to.y - from.y);
        return before.apart > 0 && after.apart > 0 ? zoomed(moved, after.apart / before.apart, to.x, to.y) : moved;
      });
    },
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const) {
    plot.addEventListener(end, (event) => fingers.delete(event.pointerId), { signal });
  }
}

/**
 * Lets a plot be moved and zoomed: drag, arrow keys, plus and minus, 0 for the whole picture, two fingers, the wheel with
 * ctrl or when the plot has the focus. Buttons for the same stand in `StageTools`.
 */
export function usePanZoom(plot: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!plot.current) return undefined;
    const installed = new AbortController();
    install(plot.current, installed.signal);
    return () => {
      installed.abort();
    };
  }, [plot]);
}
