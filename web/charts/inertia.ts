import type { ChartConfiguration } from 'chart.js';
import { axisTitle } from './chart';
import { LANGUAGE_LINES } from './palette';

/** Inertia of one lane after every assignment; entry 0 is the first assignment. */
export interface InertiaLine {
  readonly title: string;
  readonly language: 'js' | 'wasm';
  readonly inertia: readonly number[];
}

/**
 * Inertia by iteration, one line a lane. Lanes that agree lie exactly on each other, so each line is thinner than the
 * one under it and all stay visible.
 */
export function inertiaChart(lines: readonly InertiaLine[]): ChartConfiguration<'line', { x: number; y: number }[]> {
  return {
    type: 'line',
    data: {
      datasets: lines
        .map((line, index) => ({
          label: line.title,
          data: line.inertia.map((y, x) => ({ x, y })),
          borderColor: LANGUAGE_LINES[line.language],
          backgroundColor: LANGUAGE_LINES[line.language],
          borderWidth: 2 + 4 * (lines.length - 1 - index),
          pointRadius: 0,
          pointHitRadius: 8,
        }))
        // Chart.js draws the last dataset first.
        .reverse(),
    },
    options: {
      parsing: false,
      normalized: true,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { type: 'linear', title: axisTitle('iteration'), ticks: { precision: 0 } },
        y: { type: 'linear', title: axisTitle('inertia') },
      },
    },
  };
}
