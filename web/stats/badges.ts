import { driftOf, summarise } from './statistics';

/** What a visitor should know about one lane's samples before trusting them. */
export interface SampleBadge {
  readonly id: 'drift' | 'noisy' | 'outliers';
  /** A short phrase with the number, for example "7 % slower at the end than at the start". */
  readonly text: string;
}

/** Change between the first and the last third, and relative MAD, above which a badge is shown. */
const MOST_DRIFT = 0.05;
const MOST_SPREAD = 0.05;

/** The badges that samples deserve, in the order taken; none for none. Throws KMeansError as `summarise` does. */
export function sampleBadges(samples: readonly number[]): SampleBadge[] {
  const { relativeMad, outliers, count } = summarise(samples);
  const drift = driftOf(samples);
  const badges: SampleBadge[] = [];
  if (Math.abs(drift) > MOST_DRIFT) {
    const way = drift > 0 ? 'slower' : 'faster';
    badges.push({ id: 'drift', text: `${percent(drift)} ${way} at the end than at the start` });
  }
  if (relativeMad > MOST_SPREAD)
    badges.push({ id: 'noisy', text: `noisy: half of the samples are ${percent(relativeMad)} or more off the median` });
  if (outliers > 0)
    badges.push({ id: 'outliers', text: `${outliers} of ${count} samples are outliers (counted, not dropped)` });
  return badges;
}

function percent(share: number): string {
  return `${(100 * Math.abs(share)).toFixed(0)} %`;
}
