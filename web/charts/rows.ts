/** What charts with one row a title share. */

import { PLOT_INK } from './palette';

/** The medians as upright strokes, the first row at 0. */
export function medianStrokes(medians: readonly number[]) {
  return {
    label: 'median',
    data: medians.map((median, index) => ({ x: median, y: index })),
    pointRadius: 16,
    pointHoverRadius: 16,
    pointStyle: 'line' as const,
    rotation: 90,
    borderColor: PLOT_INK,
    borderWidth: 3,
  };
}

/** The axis of `count` rows, the first on top, with one tick each; its labels are the caller's. */
export function rowsAxis(count: number) {
  return {
    reverse: true,
    min: -0.5,
    max: count - 0.5,
    grid: { display: false },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = Array.from({ length: count }, (_, index) => ({ value: index }));
    },
  };
}
