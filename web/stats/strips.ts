/** Where fits end when only their seed differs: one strip a way to start. */

import { medianSorted } from 'simple-statistics';

/** Inertias within this share of the best known count as the same optimum: rounding alone does not part them. */
export const SAME_OPTIMUM = 1e-9;

/** What one seed led to. */
export interface SeedFit {
  readonly inertia: number;
  readonly iterations: number;
  /** Against the truth, or null where there is none. */
  readonly ari: number | null;
}

/** The fits of one way to start, in the order of the seeds. */
export interface SeedFits {
  readonly method: string;
  readonly fits: readonly SeedFit[];
}

/** One way to start, over all its seeds. */
export interface Strip {
  readonly method: string;
  readonly seeds: number;
  readonly best: number;
  readonly median: number;
  readonly worst: number;
  /** Seeds whose inertia is the best known, over all methods, within SAME_OPTIMUM. */
  readonly reached: number;
  readonly medianIterations: number;
  /** Null where there is no truth. */
  readonly medianAri: number | null;
}

function medianOf(values: readonly number[]): number {
  return medianSorted([...values].sort((a, b) => a - b));
}

/** Smallest inertia over all methods and seeds; Infinity when there are no fits. */
export function bestKnown(groups: readonly SeedFits[]): number {
  return groups.flatMap(({ fits }) => fits).reduce((best, { inertia }) => Math.min(best, inertia), Infinity);
}

/** Whether a fit ended in the best optimum known. */
export function reaches(inertia: number, best: number): boolean {
  return inertia - best <= SAME_OPTIMUM * Math.abs(best);
}

/** Each method in numbers; those without fits are left out. */
export function stripsOf(groups: readonly SeedFits[]): Strip[] {
  const best = bestKnown(groups);
  return groups
    .filter(({ fits }) => fits.length > 0)
    .map(({ method, fits }) => {
      const inertias = fits.map(({ inertia }) => inertia);
      const aris = fits.flatMap(({ ari }) => (ari === null ? [] : [ari]));
      return {
        method,
        seeds: fits.length,
        best: Math.min(...inertias),
        median: medianOf(inertias),
        worst: Math.max(...inertias),
        reached: inertias.filter((inertia) => reaches(inertia, best)).length,
        medianIterations: medianOf(fits.map(({ iterations }) => iterations)),
        medianAri: aris.length > 0 ? medianOf(aris) : null,
      };
    });
}

/**
 * Where in its row dot `index` is drawn, in (-1/2, 1/2): the van der Corput sequence of base 2 (1935), which spreads
 * any number of dots evenly, neighbours far apart, and needs no random numbers.
 */
export function jitter(index: number): number {
  let at = 0;
  let share = 0.5;
  for (let rest = index + 1; rest > 0; rest = Math.floor(rest / 2), share /= 2) at += share * (rest % 2);
  return at - 0.5;
}
