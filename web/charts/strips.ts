import type { ChartConfiguration } from 'chart.js';
import { axisTitle } from './chart';
import { CLUSTER_COLORS, LANGUAGE_LINES, PLOT_INK } from './palette';
import { medianStrokes, rowsAxis } from './rows';

/** One row of a strip plot. */
export interface StripRow {
  /** Broken into lines at its commas and before each plus, so that it fits beside a narrow plot. */
  readonly title: string;
  /** Of a lane: gives the dots its colour. */
  readonly language?: 'js' | 'wasm';
  /** Each dot's value, and its place across the row in (-1/2, 1/2). */
  readonly dots: readonly { readonly value: number; readonly across: number }[];
  readonly median: number;
}

/** Share of a row's height that its dots take. */
const SPREAD = 0.6;

/**
 * Every value as a dot and the median as an upright stroke, one row a title, the first on top.
 *
 * @param axis Title of the axis, with the unit
 * @param fromZero Whether lengths are to be compared, so that the axis must start at 0
 */
export function stripsChart(rows: readonly StripRow[], axis: string, fromZero: boolean): ChartConfiguration<'scatter'> {
  const dots = rows.map((row, index) => ({
    label: row.title,
    data: row.dots.map(({ value, across }) => ({ x: value, y: index + across * SPREAD })),
    pointRadius: 3.5,
    pointStyle: row.language === 'wasm' ? ('rect' as const) : ('circle' as const),
    backgroundColor: `${(row.language ? LANGUAGE_LINES[row.language] : CLUSTER_COLORS[1]) ?? PLOT_INK}b0`,
    borderWidth: 0,
  }));
  const medians = medianStrokes(rows.map((row) => row.median));
  return {
    type: 'scatter',
    data: { datasets: [medians, ...dots] },
    options: {
      scales: {
        x: { beginAtZero: fromZero, title: axisTitle(axis), ticks: { maxTicksLimit: 6 } },
        y: {
          ...rowsAxis(rows.length),
          ticks: {
            callback: (value) => rows[Number(value)]?.title.split(/, | (?=\+)/) ?? '',
            color: PLOT_INK,
            crossAlign: 'far',
          },
        },
      },
      plugins: {
        tooltip: {
          callbacks: { label: (item) => `${item.dataset.label ?? ''}: ${Number(item.parsed.x).toPrecision(7)}` },
        },
      },
    },
  };
}
