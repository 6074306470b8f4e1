// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- the package has no types; every project finds these
/// <reference path="./packages.d.ts" />
import skmeans from 'skmeans';
import type { LibraryFitter } from './engine';

/**
 * The package skmeans (MIT). It ends when no centroid moves, and does not count that last iteration. Of equally near
 * centroids it takes the last, where the contract takes the first; an empty cluster goes to the origin.
 */
export const fitter: LibraryFitter = (rows, start, maxIter) => {
  const { it, idxs, centroids } = skmeans(rows, start.length, start, maxIter);
  return { labels: idxs, centroids, iterations: it, converged: it < maxIter };
};
