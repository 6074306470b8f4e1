import type { IterationStats } from '../../shared/types';
import { count } from '../format';

/** Runs of updates told before the rest is summed up. */
const MOST_RUNS = 3;

interface Run {
  readonly from: number;
  to: number;
  readonly empties: number;
}

/** Updates in a row, from 1, that met equally many empty clusters, at least one. */
function runsOf(trace: readonly IterationStats[]): readonly Run[] {
  const runs: Run[] = [];
  trace.forEach(({ empties }, update) => {
    if (empties === 0) return;
    const last = runs.at(-1);
    if (last?.to === update - 1 && last.empties === empties) last.to = update;
    else runs.push({ from: update, to: update, empties });
  });
  return runs;
}

/** How many empty clusters each update of a fit met, in one or two sentences. */
export function emptiesWords(trace: readonly IterationStats[]): string {
  const runs = runsOf(trace);
  const updates = trace.length - 1;
  if (runs.length === 0) return `None of the ${count(Math.max(updates, 0), 'update')} met an empty cluster.`;
  const told = runs
    .slice(0, MOST_RUNS)
    .map(({ from, to, empties }) =>
      from === to
        ? `update ${from} met ${count(empties, 'empty cluster')}`
        : `updates ${from} to ${to} met ${count(empties, 'empty cluster')} each`,
    )
    .join(', ');
  const met = trace.filter(({ empties }) => empties > 0).length;
  const rest = runs.length > MOST_RUNS ? ', and so on' : '';
  return `In the last race ${told}${rest}: ${met} of ${count(updates, 'update')} in all.`;
}
