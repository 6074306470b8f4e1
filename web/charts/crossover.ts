import { Legend, LogarithmicScale, type ChartConfiguration } from 'chart.js';
import { axisTitle, Chart } from './chart';
import { LANGUAGE_LINES, PLOT_INK } from './palette';

Chart.register(LogarithmicScale);

/** One lane's time by number of points, smallest first. */
export interface TimeLine {
  readonly title: string;
  readonly language: 'js' | 'wasm';
  /** x: points; y: milliseconds a call. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Lines of one language differ in mark and dashes, as colour says the language alone. */
const MARKS = ['circle', 'rect', 'triangle', 'rectRot', 'cross', 'star'] as const;
const DASHES = [[], [6, 4], [2, 3], [10, 3, 2, 3], [12, 4], [4, 2]] as const;

/** Chart.js' legend, for one chart only: registered, every chart of the page would get one. */
export const LEGEND = {
  title: { display: false, color: PLOT_INK },
  labels: { color: PLOT_INK, usePointStyle: true, boxHeight: 7, padding: 10 },
};

/** Times against sizes, both axes logarithmic. */
export function timesChart(lines: readonly TimeLine[]): ChartConfiguration<'line', { x: number; y: number }[]> {
  return {
    type: 'line',
    data: {
      datasets: lines.map((line, index) => ({
        label: line.title,
        data: [...line.points],
        borderColor: LANGUAGE_LINES[line.language],
        backgroundColor: LANGUAGE_LINES[line.language],
        borderWidth: 2,
        borderDash: [...DASHES[index % DASHES.length]!],
        pointStyle: MARKS[index % MARKS.length],
        pointRadius: 4,
      })),
    },
    plugins: [Legend],
    options: {
      parsing: false,
      interaction: { mode: 'nearest', intersect: false },
      scales: {
        x: { type: 'logarithmic', title: axisTitle('n, points'), ticks: { maxRotation: 0 } },
        y: { type: 'logarithmic', title: axisTitle('ms a call'), ticks: { format: { maximumSignificantDigits: 2 } } },
      },
      plugins: {
        legend: LEGEND,
        tooltip: {
          callbacks: {
            title: ([item]) => (item ? `n = ${Number(item.parsed.x).toLocaleString('en-US')}` : ''),
            label: (item) => `${item.dataset.label ?? ''}: ${Number(item.parsed.y).toPrecision(3)} ms`,
          },
        },
      },
    },
  };
}
