import { Chart, LogarithmicScale, type ChartConfiguration } from 'chart.js';
import { axisTitle } from './chart';
import { LANGUAGE_LINES, PLOT_INK, PLOT_LINE, PLOT_QUIET } from './palette';

Chart.register(LogarithmicScale);

/** One lane's row in the ladder. */
export interface LadderRow {
  readonly title: string;
  readonly language: 'js' | 'wasm';
  /** Time of plain JavaScript over time of this lane, with its 95 % interval. */
  readonly factor: number;
  readonly low: number;
  readonly high: number;
}

/** 1, 2, 5 and their tens, from below `min` to above `max`. */
function roundFactors(min: number, max: number): { value: number }[] {
  const values: { value: number }[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const digit of [1, 2, 5]) values.push({ value: digit * 10 ** power });
  }
  return values.filter(({ value }) => value >= min && value <= max);
}

function tick(value: number): string {
  return value >= 1 ? `${value.toFixed(0)}x` : `1/${(1 / value).toFixed(0)}`;
}

/** Two lines for long names, so that the plot keeps its room on narrow pages. */
function lines(title: string): string | string[] {
  const [head = '', tail] = title.split(' + ');
  return tail === undefined ? head : [head, `+ ${tail}`];
}

/** How many times as fast as plain JavaScript each lane is: a bar from 1, and the interval as a line across its end. */
export function ladderChart(rows: readonly LadderRow[]): ChartConfiguration<'scatter'> {
  const color = ({ language }: LadderRow): string => LANGUAGE_LINES[language];
  const line = (row: LadderRow, y: number, from: number, to: number, borderColor: string, borderWidth: number) => ({
    label: row.title,
    data: [
      { x: from, y },
      { x: to, y },
    ],
    showLine: true,
    pointRadius: 0,
    pointHitRadius: 0,
    ...{ borderColor, borderWidth },
  });
  const marks = rows.map((row, y) => ({
    label: row.title,
    data: [{ x: row.factor, y }],
    pointRadius: 6,
    pointHoverRadius: 6,
    pointStyle: row.language === 'wasm' ? ('rect' as const) : ('circle' as const),
    backgroundColor: color(row),
    borderColor: PLOT_INK,
    borderWidth: 1,
  }));
  const intervals = rows.map((row, y) => line(row, y, row.low, row.high, PLOT_INK, 3));
  const bars = rows.map((row, y) => line(row, y, 1, row.factor, `${color(row)}80`, 14));
  const edges = rows.flatMap(({ low, high }) => [low, high]);
  return {
    type: 'scatter',
    // Chart.js draws the last dataset first.
    data: { datasets: [...marks, ...intervals, ...bars] },
    options: {
      scales: {
        x: {
          type: 'logarithmic',
          min: Math.min(0.8, ...edges) * 0.95,
          max: Math.max(2, ...edges) * 1.15,
          title: axisTitle('times plain JavaScript (log)'),
          grid: { color: (context) => (context.tick.value === 1 ? PLOT_QUIET : PLOT_LINE) },
          afterBuildTicks: (axis) => {
            axis.ticks = roundFactors(axis.min, axis.max);
          },
          ticks: { callback: (value) => tick(Number(value)), maxRotation: 0 },
        },
        y: {
          reverse: true,
          min: -0.6,
          max: rows.length - 0.4,
          grid: { display: false },
          afterBuildTicks: (axis) => {
            axis.ticks = rows.map((_, index) => ({ value: index }));
          },
          ticks: { callback: (value) => lines(rows[Number(value)]?.title ?? ''), color: PLOT_INK, crossAlign: 'far' },
        },
      },
      plugins: {
        tooltip: {
          filter: (item) => item.datasetIndex < rows.length,
          callbacks: { label: (item) => `${item.dataset.label ?? ''}: ${Number(item.parsed.x).toPrecision(3)}x` },
        },
      },
    },
  };
}
