import { useMemo } from 'preact/hooks';
import { timingsChart } from '../charts/timings';
import { ChartCanvas } from './chart-canvas';
import * as store from './store';

/** CSS pixels a lane's row takes, and the axis under them. */
const ROW = 48;
const AXIS = 64;

/** Every timed sample and each lane's median. */
export function TimingsSection() {
  const lanes = store.lanes.value;
  const configuration = useMemo(() => {
    const rows = lanes.flatMap(({ title, language, result }) =>
      result ? [{ title, language, samplesMs: result.samplesMs, medianMs: result.medianMs }] : [],
    );
    return timingsChart(rows);
  }, [lanes]);
  return (
    <section class="section">
      <h2>Every sample</h2>
      <p class="quiet">
        One dot a timed fit, in the order taken from top to bottom of its row; the stroke is the median.
      </p>
      <ChartCanvas
        configuration={configuration}
        height={lanes.length * ROW + AXIS}
        description="Timings of every lane in milliseconds a fit. The table of numbers holds medians and spreads."
      />
    </section>
  );
}
