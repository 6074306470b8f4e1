import { Legend, type ChartConfiguration } from 'chart.js';
import { axisTitle } from './chart';
import { LEGEND } from './crossover';
import { LANGUAGE_LINES, PLOT_INK, PLOT_QUIET } from './palette';

interface Place {
  /** Threads. */
  readonly x: number;
  /** Speed-up over one thread. */
  readonly y: number;
}

/** One algorithm: what was measured, and Amdahl's law through it. */
export interface ScalingLine {
  readonly title: string;
  readonly measured: readonly Place[];
  readonly fitted: readonly Place[];
}

const MARKS = ['rect', 'triangle'] as const;

/** Speed-up over one thread by number of threads: measured with marks, fitted dashed, and the ideal one. */
export function scalingChart(
  lines: readonly ScalingLine[],
  most: number,
): ChartConfiguration<'line', { x: number; y: number }[]> {
  const ideal = {
    label: 'ideal',
    data: [
      { x: 1, y: 1 },
      { x: most, y: most },
    ],
    borderColor: PLOT_QUIET,
    borderWidth: 1,
    pointRadius: 0,
    pointStyle: 'line' as const,
  };
  const measured = lines.map(({ title, measured: data }, index) => ({
    label: title,
    data: [...data],
    borderColor: LANGUAGE_LINES.wasm,
    backgroundColor: index === 0 ? LANGUAGE_LINES.wasm : 'transparent',
    borderWidth: 2,
    pointRadius: 5,
    pointStyle: MARKS[index % MARKS.length]!,
  }));
  const fitted = lines.map(({ title, fitted: data }, index) => ({
    label: `${title}, Amdahl's law`,
    data: [...data],
    borderColor: PLOT_INK,
    borderWidth: 1,
    borderDash: index === 0 ? [6, 4] : [2, 3],
    pointRadius: 0,
    pointStyle: 'line' as const,
  }));
  return {
    type: 'line',
    data: { datasets: [...measured, ...fitted, ideal] },
    plugins: [Legend],
    options: {
      parsing: false,
      scales: {
        x: { type: 'linear', min: 1, max: most, title: axisTitle('threads'), ticks: { stepSize: 1 } },
        y: { type: 'linear', beginAtZero: true, title: axisTitle('speed-up over one thread') },
      },
      plugins: {
        legend: LEGEND,
        tooltip: {
          callbacks: {
            title: ([item]) => (item ? `${Number(item.parsed.x)} threads` : ''),
            label: (item) => `${item.dataset.label ?? ''}: ${Number(item.parsed.y).toFixed(2)}x`,
          },
        },
      },
    },
  };
}
