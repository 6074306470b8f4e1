import { useEffect, useRef } from 'preact/hooks';
import { Chart } from '../../charts/chart';
import { convergenceChart, markPlace } from '../../charts/convergence';
import { figure } from '../format';
import { assignmentOf, goTo, type Moment, type Watched } from './player';

interface ConvergenceProps {
  readonly watched: Watched;
  readonly moment: Moment;
}

/** The last assignment made by the half-step on show. */
function lastAssigned({ half, index }: Moment): number {
  return half === 'assignment' ? index : index - 1;
}

/** Inertia by iteration, in step with the player. */
export function Convergence({ watched, moment }: ConvergenceProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart | null>(null);
  const { frames } = watched.history;
  useEffect(() => {
    if (!canvas.current) return undefined;
    const places = frames.map(({ iteration, stats }) => ({ x: iteration, y: stats.inertia }));
    const title = watched.lanes[0] ?? '';
    const made = new Chart(
      canvas.current,
      convergenceChart({ title, language: watched.language }, places, (index) => {
        goTo(assignmentOf(index));
      }),
    );
    chart.current = made;
    return () => {
      made.destroy();
    };
  }, [watched]);
  const at = frames[lastAssigned(moment)];
  useEffect(() => {
    if (chart.current) markPlace(chart.current, at ? { x: at.iteration, y: at.stats.inertia } : null);
  }, [watched, at]);
  const ends = [frames[0], frames.at(-1)].map((frame) => figure(frame?.stats.inertia ?? 0));
  return (
    <div class="chart-box watch-chart">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Inertia by iteration: from ${ends.join(' to ')}${at ? `, now ${figure(at.stats.inertia)}` : ''}. The table below holds the numbers.`}
      />
    </div>
  );
}
