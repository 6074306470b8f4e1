import type { SweepResult } from '../../bench/experiments/sweep';
import { LANES, type LaneId } from '../../shared/lanes';
import type { TaskTimes } from '../../stats/sweep';
import type { PairedComparison } from '../../stats/verdict';
import { count, ratioDecimals, times, whole } from '../format';

/** Fewer pairs give no 95 % interval. */
const LEAST_PAIRS = 6;

/** A factor with its interval: `2.1x (2.0x to 2.3x)`, or that it is too close to call. */
export function factorWords({ ratio, ciLow, ciHigh, verdict }: PairedComparison): string {
  if (verdict === 'too-close-to-call') return `too close to call (${times(ciLow, 2)} to ${times(ciHigh, 2)})`;
  const decimals = ratio < 2 ? 2 : ratioDecimals(ciLow, ciHigh);
  return `${times(ratio, decimals)} (${times(ciLow, decimals)} to ${times(ciHigh, decimals)})`;
}

/** The name of a timed task's lane, and how its threads were used. */
export function taskName({ lane, task }: Pick<TaskTimes, 'lane' | 'task'>): string {
  const { title, threaded } = LANES[lane as LaneId];
  if (!threaded || task === 'single') return title;
  return task === 'within' ? `${title}, one fit after the other` : `${title}, fits side by side`;
}

/** What threads brought to the one fit and to the pile, in one sentence; null where it was not measured. */
export function gainSentence({ gains, threads, rounds, k, kMax }: SweepResult): string | null {
  if (!gains) return null;
  if (rounds < LEAST_PAIRS) return `There is no verdict yet: it takes ${LEAST_PAIRS} rounds, and there are ${rounds}.`;
  return (
    `Speed on ${threads} threads over speed on one, same code: ${factorWords(gains.single)} for one fit of k = ${k}, ` +
    `${factorWords(gains.within)} for the pile of k = 1 to ${kMax} with each fit on all threads, ` +
    `${factorWords(gains.across)} for the same pile with whole fits side by side.`
  );
}

/** What the scores say, and what they do not; null while there are none. */
export function hintSentence({ hints, silhouetteRows, n }: SweepResult): string | null {
  const { silhouette, daviesBouldin, calinskiHarabasz } = hints;
  if (silhouette === null || daviesBouldin === null || calinskiHarabasz === null) return null;
  const sampled = silhouetteRows < n ? ` (from a sample of ${count(silhouetteRows, 'point')} of ${whole(n)})` : '';
  return (
    `Largest silhouette at k = ${silhouette}${sampled}, smallest Davies-Bouldin at k = ${daviesBouldin}, ` +
    `largest Calinski-Harabasz at k = ${calinskiHarabasz}. Scores are hints: each prefers round clusters, ` +
    'and none knows how many there are.'
  );
}
