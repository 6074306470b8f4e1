/// \file
/// Many fits on the same points: a sweep over k, restarts. Whole fits run side by side where that is faster than
/// splitting each one.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "kmeans/params.h"
#include "kmeans/result.h"
#include "kmeans/status.h"
#include "kmeans/types.h"
#include "kmeans/workspace.h"

namespace kmeans {

/// One of many fits.
struct FitJob {
  Params params;
  /// k x n_features starting centroids, read only when params.init is kGiven; must outlive the call.
  std::span<const double> start;
};

/// Told of each fit as it ends, one call at a time, in no set order: its number, and its answer, valid during the call.
using FitDone = std::function<void(std::size_t job, const Summary& summary, std::span<const Label> labels,
                                   std::span<const double> centroids)>;

/// How many fits share the threads. The answers are the same bits either way.
enum class Spread {
  kAuto,    ///< By the cost model: see fits_side_by_side().
  kWithin,  ///< One fit after the other, each on all threads.
  kAcross,  ///< Whole fits side by side, each on one thread.
};

/// The cost model of Spread::kAuto. Side by side no thread waits for another inside a fit, but each streams the points
/// through its own cache, and the last fits leave threads idle.
bool fits_side_by_side(MatrixView points, std::size_t jobs, int threads);

/// Runs every job. The points must be finite (see check_finite). Stops at the first error, which is returned.
Status run_many(Workspace& workspace, MatrixView points, std::span<const FitJob> jobs, const FitDone& done,
                Spread spread = Spread::kAuto);

/// Fits every k from 1 to k_max; job number k - 1. Where the start allows it (not greedy k-means++, whose number of
/// trials depends on k) the points are seeded once, for k_max, and the first k centres are the start of k: the same
/// start that seeding for k alone makes.
/// \param params As for one fit; its k is not read.
/// \param start With Init::kGiven, k_max x n_features centroids.
Status sweep(Workspace& workspace, MatrixView points, const Params& params, std::size_t k_max,
             std::span<const double> start, const FitDone& done, Spread spread = Spread::kAuto);

/// The best of `restarts` fits with the seeds params.seed, params.seed + 1, ...: least inertia, earliest on ties.
/// \param[out] best The winner's number, 0 to restarts - 1.
Status best_of(Workspace& workspace, MatrixView points, const Params& params, std::size_t restarts, Result& result,
               std::size_t& best, Spread spread = Spread::kAuto);

}  // namespace kmeans
