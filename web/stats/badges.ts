import { driftOf, summarise } from './statistics';

export type BadgeId =
  | 'coarse-clock'
  | 'drift'
  | 'noisy'
  | 'outliers'
  | 'still-warming'
  | 'cut-short'
  | 'lane-failed'
  | 'page-hidden'
  | 'different-answer'
  | 'same-labels';

/** What to know before trusting a race, or one lane of it. */
export interface Badge {
  readonly id: BadgeId;
  /** The lane it speaks of; null for the race as a whole. */
  readonly lane: string | null;
  /** The particulars in a short phrase, for example "7 % slower at the end than at the start"; empty for none. */
  readonly text: string;
}

/** How a badge begins as one line, where its particulars do not say what it is. */
const NAMES: Partial<Record<BadgeId, string>> = {
  'coarse-clock': 'coarse clock',
  noisy: 'noisy',
  'still-warming': 'still warming up',
  'cut-short': 'cut short',
  'lane-failed': 'failed',
  'page-hidden': 'page hidden',
};

/** A badge as one line of a result: lane, name and particulars. */
export function badgeLine({ id, lane, text }: Badge): string {
  if (id === 'lane-failed') return `${lane ?? 'a lane'} failed: ${text}`;
  return [lane, NAMES[id], text].filter(Boolean).join(': ');
}

/** Change between the first and the last third, and relative MAD, above which a badge is shown. */
const MOST_DRIFT = 0.05;
const MOST_SPREAD = 0.05;

/**
 * The badges that one lane's samples deserve, in the order taken; none for none.
 * @throws KMeansError as `summarise` does
 */
export function sampleBadges(samples: readonly number[], lane: string | null = null): Badge[] {
  const { relativeMad, outliers, count } = summarise(samples);
  const drift = driftOf(samples);
  const badges: Badge[] = [];
  if (Math.abs(drift) > MOST_DRIFT) {
    const way = drift > 0 ? 'slower' : 'faster';
    badges.push({ id: 'drift', lane, text: `${percent(drift)} ${way} at the end than at the start` });
  }
  if (relativeMad > MOST_SPREAD)
    badges.push({ id: 'noisy', lane, text: `half of the samples are ${percent(relativeMad)} or more off the median` });
  if (outliers > 0)
    badges.push({ id: 'outliers', lane, text: `${outliers} of ${count} samples are outliers (counted, not dropped)` });
  return badges;
}

function percent(share: number): string {
  return `${(100 * Math.abs(share)).toFixed(0)} %`;
}
