import { useMemo } from 'preact/hooks';
import { inertiaChart } from '../charts/inertia';
import { ChartCanvas } from './chart-canvas';
import { figure } from './format';
import * as store from './store';

/** How the inertia fell, iteration by iteration. */
export function InertiaSection() {
  const lanes = store.lanes.value;
  const lines = useMemo(
    () =>
      lanes.flatMap(({ title, language, answer }) =>
        answer?.trace ? [{ title, language, inertia: answer.trace.map((entry) => entry.inertia) }] : [],
      ),
    [lanes],
  );
  const configuration = useMemo(() => inertiaChart(lines), [lines]);
  const first = lines[0]?.inertia;
  if (!first) return null;
  return (
    <section class="section">
      <h2>How the clusters settled</h2>
      <p class="quiet">
        Inertia, the sum of squared distances to the nearest centroid, after each iteration. Lanes that agree lie on one
        line.
      </p>
      <ChartCanvas
        configuration={configuration}
        height={280}
        description={`Inertia by iteration: from ${figure(first[0] ?? 0)} to ${figure(first.at(-1) ?? 0)} in ${first.length - 1} iterations.`}
      />
    </section>
  );
}
