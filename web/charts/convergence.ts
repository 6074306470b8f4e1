import type { Chart, ChartConfiguration } from 'chart.js';
import { inertiaChart, type InertiaLine } from './inertia';
import { PLOT_INK } from './palette';

type Place = { x: number; y: number };

/** The chart of inertia with a ring at the iteration on show; a click calls `pick` with the nearest one's place. */
export function convergenceChart(
  line: Omit<InertiaLine, 'inertia'>,
  places: readonly Place[],
  pick: (index: number) => void,
): ChartConfiguration<'line', Place[]> {
  const { data, options, ...rest } = inertiaChart([{ ...line, inertia: [] }]);
  const [curve] = data.datasets;
  return {
    ...rest,
    data: {
      datasets: [
        {
          label: 'on show',
          data: [],
          pointRadius: 7,
          pointHitRadius: 0,
          borderColor: PLOT_INK,
          backgroundColor: 'transparent',
          pointBorderWidth: 3,
        },
        { ...curve, data: [...places], pointRadius: places.length > 60 ? 0 : 3, pointHitRadius: 8 },
      ],
    },
    options: {
      ...options,
      onClick: (event, _elements, chart) => {
        const at = event.x === null ? undefined : chart.scales.x?.getValueForPixel(event.x);
        if (at === undefined) return;
        const away = (index: number): number => Math.abs(places[index]!.x - at);
        pick(places.reduce((best, _, index) => (away(index) < away(best) ? index : best), 0));
      },
    },
  };
}

/** Moves the ring. */
export function markPlace(chart: Chart, place: Place | null): void {
  const ring = chart.data.datasets[0];
  if (!ring) return;
  ring.data = place ? [place] : [];
  chart.update('none');
}
