import type { ChartConfiguration } from 'chart.js';
import { axisTitle } from './chart';
import { LANGUAGE_LINES, PLOT_INK } from './palette';
import { medianStrokes, rowsAxis } from './rows';

/** One lane's row in the timings chart. */
export interface TimingRow {
  readonly title: string;
  readonly language: 'js' | 'wasm';
  /** Milliseconds a fit, in the order taken. */
  readonly samplesMs: readonly number[];
  readonly medianMs: number;
}

/** Dots of one row are spread over this much of its height, in the order taken. */
const SPREAD = 0.5;

/** Every sample as a dot and the median as an upright stroke, one row a lane, the first lane on top. */
export function timingsChart(rows: readonly TimingRow[]): ChartConfiguration<'scatter'> {
  const samples = rows.map((row, index) => ({
    label: row.title,
    data: row.samplesMs.map((ms, i) => ({
      x: ms,
      y: index + (row.samplesMs.length > 1 ? i / (row.samplesMs.length - 1) - 0.5 : 0) * SPREAD,
    })),
    pointRadius: 3,
    pointStyle: row.language === 'wasm' ? ('rect' as const) : ('circle' as const),
    backgroundColor: `${LANGUAGE_LINES[row.language]}b0`,
    borderWidth: 0,
  }));
  const medians = medianStrokes(rows.map((row) => row.medianMs));
  return {
    type: 'scatter',
    data: { datasets: [medians, ...samples] },
    options: {
      scales: {
        x: { beginAtZero: true, title: axisTitle('ms a fit') },
        y: {
          ...rowsAxis(rows.length),
          ticks: { callback: (value) => rows[Number(value)]?.title ?? '', color: PLOT_INK, crossAlign: 'far' },
        },
      },
      plugins: {
        tooltip: {
          callbacks: { label: (item) => `${item.dataset.label ?? ''}: ${Number(item.parsed.x).toPrecision(4)} ms` },
        },
      },
    },
  };
}
