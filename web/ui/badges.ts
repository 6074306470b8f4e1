/** Badges of a race, gathered by kind, each kind with one plain sentence. */

import { isLaneId, LANES } from '../shared/lanes';
import type { Badge, BadgeId } from '../stats/badges';

export interface BadgeWords {
  readonly badge: string;
  readonly sentence: string;
}

/** What each kind is called, and what it means for the person reading. Failures are left out: lanes tell them. */
const MEANINGS: Readonly<Record<Exclude<BadgeId, 'lane-failed'>, readonly [badge: string, meaning: string]>> = {
  'page-hidden': ['page hidden', 'The page was hidden during the race, and browsers slow hidden pages down'],
  'coarse-clock': ['coarse clock', 'The clock of this browser ticks coarsely, so short fits are timed many at once'],
  'cut-short': ['cut short', 'The time limit came before every pair was timed'],
  'still-warming': ['still warming up', 'Times were still falling when the timing began'],
  drift: ['drift', 'Speed changed during the race, from heat or other work'],
  noisy: ['noisy', 'Times scatter more than usual, perhaps from other work on this machine'],
  outliers: ['outliers', 'Some samples lie far from the rest'],
  'different-answer': [
    'different answer',
    'A package of others keeps its own rules, so its time is not for the same work and counts for no verdict',
  ],
  'same-labels': ['same labels', 'A package of others put every point into the cluster where the race has it'],
};

function detailOf({ lane, text }: Badge): string {
  const title = lane !== null && isLaneId(lane) ? LANES[lane].title : lane;
  return [title, text].filter(Boolean).join(': ');
}

/** One entry a kind, in the order met, with the details of all its badges. */
export function badgeWords(badges: readonly Badge[]): BadgeWords[] {
  const kinds = new Map<string, { meaning: string; details: string[] }>();
  for (const found of badges) {
    if (found.id === 'lane-failed') continue;
    const [badge, meaning] = MEANINGS[found.id];
    const kind = kinds.get(badge) ?? { meaning, details: [] };
    kind.details.push(detailOf(found));
    kinds.set(badge, kind);
  }
  return [...kinds].map(([badge, { meaning, details }]) => {
    const said = details.filter((detail) => detail !== '').join('; ');
    return { badge, sentence: said === '' ? `${meaning}.` : `${meaning}. ${said}.` };
  });
}
