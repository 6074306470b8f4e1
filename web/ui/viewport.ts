/** Which part of the picture the stage's two plots show: always the same in both. */

import { signal } from '@preact/signals';
import { sameView, WHOLE, type View } from '../charts/view';
import * as store from './store';

export const view = signal<View>(WHOLE);
/** Whether the edges between clusters are drawn, in every plot. */
export const edges = signal(false);

let next: View | null = null;

/**
 * Moves the view at the next frame: several moves within one frame cost one redraw.
 * @returns whether that changes anything, so that a key or a wheel at the limit stays the page's own
 */
export function moveView(move: (view: View) => View): boolean {
  const now = next ?? view.value;
  const moved = move(now);
  if (sameView(moved, now)) return false;
  if (next === null) {
    requestAnimationFrame(() => {
      if (next) view.value = next;
      next = null;
    });
  }
  next = moved;
  return true;
}

function showWhole(): void {
  next = null;
  view.value = WHOLE;
}

// Other points, or another plane, are another picture.
store.dataset.subscribe(showWhole);
store.axes.subscribe(showWhole);
