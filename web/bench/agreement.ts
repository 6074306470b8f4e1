import type { Answer, Disagreement } from './types';

/** First difference of two arrays and how many there are, by value; the arrays have one length. */
function differences(a: ArrayLike<number>, b: ArrayLike<number>): { index: number; count: number } {
  let index = -1;
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i])) continue;
    if (index < 0) index = i;
    count++;
  }
  return { index: Math.max(index, 0), count };
}

/**
 * Where two answers part, or null where they are equal bit for bit: labels, centroids (by hash), inertia and
 * iterations.
 */
function disagreement(a: Answer & { id: string }, b: Answer & { id: string }): Disagreement | null {
  const names = { a: a.id, b: b.id };
  if (a.labelsSha256 !== b.labelsSha256) return { ...names, what: 'labels', ...differences(a.labels, b.labels) };
  if (a.centroidsSha256 !== b.centroidsSha256) {
    return { ...names, what: 'centroids', ...differences(a.centroids, b.centroids) };
  }
  if (a.iterations !== b.iterations) return { ...names, what: 'iterations', index: 0, count: 1 };
  if (!Object.is(a.inertia, b.inertia)) return { ...names, what: 'inertia', index: 0, count: 1 };
  return null;
}

/** The first place where any answer differs from the first one; null when all are equal. */
export function firstDisagreement(answers: readonly (Answer & { id: string })[]): Disagreement | null {
  const [first, ...rest] = answers;
  if (!first) return null;
  for (const other of rest) {
    const found = disagreement(first, other);
    if (found) return found;
  }
  return null;
}

/** Rows whose label is not the same in two answers to the same points, by index: both began from the same start. */
export function differingRows(a: Int32Array, b: Int32Array): number {
  return differences(a, b).count;
}
