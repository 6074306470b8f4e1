import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { planeOf } from '../../charts/projection';
import type { Brush } from '../../datasets/drawn';
import { figure, whole } from '../format';
import * as store from '../store';
import { view } from '../viewport';
import { brushAt, frameOf, heldView, type PlotPlace } from './place';
import { brushPlace, brushRadius, editable, frame, spoken, startStroke, tool, type Stroke, type Tool } from './state';

/** Part of the plot that an arrow key moves the crosshair by; with shift, for fine work. */
const STEP = 0.02;
const FINE_STEP = 0.004;

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The brush at a place of a plot, in the units of the points on show. */
function brushOf(plot: HTMLElement, at: PlotPlace): Brush | null {
  const data = store.dataset.value;
  if (!data) return null;
  const { width, height } = plot.getBoundingClientRect();
  const own = frameOf(planeOf(data, store.axes.value));
  const shown = frame.value ? heldView(own, frame.value, width, height, view.value) : view.value;
  return brushAt(own, shown, { width, height }, at, brushRadius.value);
}

function say(brush: Brush, what = ''): void {
  const data = store.dataset.value;
  const [across = 'x', up = 'y'] = data?.columns ?? [];
  spoken.value = `${what}${across} ${figure(brush.x)}, ${up} ${figure(brush.y)}`;
}

/** What a stroke came to, for those who cannot see it. */
function sayResult(brush: Brush): void {
  const given = store.givenStart.value;
  const start = given ? `, ${given.k} placed centroids` : '';
  say(brush, `${whole(store.dataset.value?.n ?? 0)} points${start}, at `);
}

function install(plot: HTMLElement, side: 0 | 1, signal: AbortSignal): void {
  let stroke: Stroke | null = null;
  // In the capture phase: while a tool is chosen, moving and zooming must not see the same drag.
  const options = { signal, capture: true };
  const active = (): Exclude<Tool, 'look'> | null => (tool.value === 'look' || !editable.value ? null : tool.value);
  const placeOf = (event: PointerEvent): PlotPlace => {
    const box = plot.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const here = (): PlotPlace => {
    const at = brushPlace.value;
    return at?.side === side ? at : { x: 0.5, y: 0.5 };
  };
  const end = (): void => {
    stroke?.end();
    stroke = null;
  };

  plot.addEventListener(
    'pointerdown',
    (event) => {
      const using = active();
      if (using === null || event.button !== 0) return;
      event.stopImmediatePropagation();
      if (!event.isPrimary) return;
      end();
      plot.setPointerCapture(event.pointerId);
      const at = placeOf(event);
      brushPlace.value = { ...at, side };
      const brush = brushOf(plot, at);
      stroke = brush && startStroke(using, brush);
    },
    options,
  );
  plot.addEventListener(
    'pointermove',
    (event) => {
      if (active() === null) return;
      event.stopImmediatePropagation();
      if (!event.isPrimary) return;
      const at = placeOf(event);
      brushPlace.value = { ...at, side };
      const brush = stroke && brushOf(plot, at);
      if (brush) stroke?.move(brush);
    },
    options,
  );
  for (const type of ['pointerup', 'pointercancel'] as const) plot.addEventListener(type, end, options);
  const leave = (): void => {
    if (!stroke && plot !== plot.ownerDocument.activeElement) brushPlace.value = null;
  };
  plot.addEventListener('pointerleave', leave, { signal });

  const arrow = ([x, y]: readonly [number, number], fine: boolean): void => {
    const by = fine ? FINE_STEP : STEP;
    const from = here();
    const within = (value: number): number => Math.min(Math.max(value, 0), 1);
    const at = { x: within(from.x + x * by), y: within(from.y + y * by) };
    brushPlace.value = { ...at, side };
    const brush = brushOf(plot, at);
    if (!brush) return;
    stroke?.move(brush);
    say(brush);
  };
  /** Points and centroids are picked up with one press and put down with the next. */
  const press = (using: Exclude<Tool, 'look'>): void => {
    const at = here();
    brushPlace.value = { ...at, side };
    const brush = brushOf(plot, at);
    if (!brush) return;
    if (stroke) end();
    else {
      stroke = startStroke(using, brush);
      if (stroke?.holds) {
        say(brush, 'picked up at ');
        return;
      }
      end();
    }
    sayResult(brush);
  };
  const escape = (): void => {
    stroke?.cancel();
    stroke = null;
    spoken.value = 'put back';
  };
  const onKey = (event: KeyboardEvent, using: Exclude<Tool, 'look'>): boolean => {
    const direction = ARROWS[event.key];
    if (direction) arrow(direction, event.shiftKey);
    else if (event.key === 'Enter' || event.key === ' ') press(using);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && !stroke) press('erase');
    else if (event.key === 'Escape' && stroke) escape();
    else return false;
    return true;
  };
  plot.addEventListener(
    'keydown',
    (event) => {
      const using = active();
      if (using === null || event.ctrlKey || event.metaKey || event.altKey || !onKey(event, using)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    options,
  );
  plot.addEventListener('blur', end, { signal });
}

/** Lets the chosen tool work in a plot: mouse, finger, and keys with a crosshair. Goes before `usePanZoom`. */
export function useTools(plot: RefObject<HTMLElement | null>, side: 0 | 1): void {
  useEffect(() => {
    if (!plot.current) return undefined;
    const installed = new AbortController();
    install(plot.current, side, installed.signal);
    return () => {
      installed.abort();
    };
  }, [plot, side]);
}
