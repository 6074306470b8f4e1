/** Badges of a result, gathered by kind, each kind with one plain sentence. */

import { isLaneId, LANES } from '../shared/lanes';

export interface BadgeWords {
  readonly badge: string;
  readonly sentence: string;
}

/** Kinds of badges by a word they contain, with what each means for the person reading. First match counts. */
const MEANINGS: readonly (readonly [word: RegExp, badge: string, meaning: string])[] = [
  [/hidden/, 'page hidden', 'The page was hidden during the race, and browsers slow hidden pages down'],
  [/coarse clock/, 'coarse clock', 'The clock of this browser ticks coarsely, so short fits are timed many at once'],
  [/cut short/, 'cut short', 'The time limit came before every pair was timed'],
  [/warming up/, 'still warming up', 'Times were still falling when the timing began'],
  [/than at the start/, 'drift', 'Speed changed during the race, from heat or other work'],
  [/noisy/, 'noisy', 'Times scatter more than usual, perhaps from other work on this machine'],
  [/outlier/, 'outliers', 'Some samples lie far from the rest'],
];

/** The part of a badge that is not said by its name: whose it is, and the figures. */
function detailOf(text: string): string {
  const [head = '', ...rest] = text.split(': ');
  if (!isLaneId(head)) return rest.join(': ');
  return `${LANES[head].title}: ${rest.filter((part) => part !== 'noisy').join(': ')}`;
}

/** One entry a kind, with the details of all its badges. Failures are left out: lanes tell them themselves. */
export function badgeWords(badges: readonly string[]): BadgeWords[] {
  const kinds = new Map<string, { meaning: string; details: string[] }>();
  for (const text of badges) {
    if (/^\S+ failed: /.test(text)) continue;
    const [, badge, meaning] = MEANINGS.find(([word]) => word.test(text)) ?? [null, 'note', text];
    const kind = kinds.get(badge) ?? { meaning, details: [] };
    if (badge !== 'note') kind.details.push(detailOf(text));
    kinds.set(badge, kind);
  }
  return [...kinds].map(([badge, { meaning, details }]) => {
    const said = details.filter((detail) => detail !== '').join('; ');
    return { badge, sentence: said === '' ? `${meaning}.` : `${meaning}. ${said}.` };
  });
}
