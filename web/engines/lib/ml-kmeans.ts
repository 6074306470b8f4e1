import { kmeans } from 'ml-kmeans';
import type { LibraryFitter } from './engine';

/**
 * The package ml-kmeans (MIT). With a tolerance of 0 it ends when no centroid moves. An iteration of its count is an
 * assignment and an update; the labels it returns are those of the last assignment, before the last update.
 */
export const fitter: LibraryFitter = (rows, start, maxIter) => {
  const { clusters, centroids, iterations, converged } = kmeans(rows, start.length, {
    initialization: start,
    maxIterations: maxIter,
    tolerance: 0,
  });
  return { labels: clusters, centroids, iterations, converged };
};
