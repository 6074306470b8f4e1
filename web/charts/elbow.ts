import type { ChartConfiguration } from 'chart.js';
import { axisTitle } from './chart';
import { CLUSTER_COLORS, PLOT_INK } from './palette';

/** One curve against k. */
export interface CurveByK {
  readonly title: string;
  /** Where the value is defined. */
  readonly points: readonly { readonly k: number; readonly value: number }[];
  /** The k to mark, or null. */
  readonly marked: number | null;
}

/** A value against k, with one k marked by a larger dot. Colours of languages are kept out of it: it has none. */
export function byKChart({ title, points, marked }: CurveByK): ChartConfiguration<'line', { x: number; y: number }[]> {
  const radius = points.map(({ k }) => (k === marked ? 7 : 3));
  return {
    type: 'line',
    data: {
      datasets: [
        {
          label: title,
          data: points.map(({ k, value }) => ({ x: k, y: value })),
          borderColor: CLUSTER_COLORS[1],
          borderWidth: 2,
          backgroundColor: points.map(({ k }) => (k === marked ? PLOT_INK : CLUSTER_COLORS[1])),
          pointRadius: radius,
          pointHoverRadius: radius,
        },
      ],
    },
    options: {
      parsing: false,
      normalized: true,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { type: 'linear', min: points[0]?.k, title: axisTitle('k'), ticks: { precision: 0 } },
        y: { type: 'linear', title: axisTitle(title), ticks: { maxTicksLimit: 6 } },
      },
      plugins: { tooltip: { callbacks: { title: ([item]) => `k = ${item?.parsed.x ?? ''}` } } },
    },
  };
}
