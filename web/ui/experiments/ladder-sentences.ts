/** The ladder in words, one plain sentence a rung. Pure. */

import type { LadderLane } from '../../bench/experiments/ladder';
import { LANES } from '../../shared/lanes';
import { rungInfo, type Rung } from '../../stats/ladder';
import { ratioDecimals, times } from '../format';

/** A factor with its interval from the faster side: `3.1x (3.0x to 3.2x)`, `1.2x slower (1.1x to 1.3x)`. */
export function factorPhrase({ factor, low, high, verdict }: Rung): string {
  if (verdict === 'too-close-to-call') return `too close to call (${times(low, 2)} to ${times(high, 2)})`;
  const slower = verdict === 'slower';
  const [middle, from, to] = slower ? [1 / factor, 1 / high, 1 / low] : [factor, low, high];
  // One figure more than a headline: here every rung is small.
  const decimals = Math.max(ratioDecimals(from, to), to < 2 ? 2 : 1);
  return `${times(middle, decimals)}${slower ? ' slower' : ''} (${times(from, decimals)} to ${times(to, decimals)})`;
}

/** What one rung brought: the change, the factor with its interval, and what is unusual about it. */
export function rungSentence(rung: Rung, lanes: readonly LadderLane[]): string {
  const info = rungInfo(rung.id);
  const lane = lanes.find(({ id }) => id === rung.id);
  const notes: string[] = [];
  if (LANES[rung.id].threaded && lane?.threads) {
    notes.push(lane.threads === 1 ? 'one thread was estimated to be the fastest here' : `${lane.threads} threads`);
  }
  if (info?.over && info.over !== rung.over) {
    notes.push(`over ${LANES[rung.over].title}, as ${LANES[info.over].title} is missing`);
  }
  const aside = notes.length > 0 ? `; ${notes.join('; ')}` : '';
  return `${info?.change ?? LANES[rung.id].title}, ${factorPhrase(rung)}${aside}.`;
}
