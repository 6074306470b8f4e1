import { Rng } from '../shared/rng';

/**
 * Order of the contestants in each round: every one once, shuffled anew each round (Fisher-Yates), so that no lane is
 * always the one that meets a cold cache or a warm processor. The same seed gives the same schedule.
 *
 * @returns `rounds` permutations of 0..contestants-1
 */
export function makeSchedule(contestants: number, rounds: number, seed: number): number[][] {
  const rng = new Rng(seed);
  return Array.from({ length: rounds }, () => {
    const order = Array.from({ length: contestants }, (_, i) => i);
    for (let i = contestants - 1; i > 0; i--) {
      const j = rng.below(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  });
}
