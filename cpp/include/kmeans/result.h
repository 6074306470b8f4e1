/// \file
/// What a fit returns.
#pragma once

#include <cstddef>
#include <vector>

#include "kmeans/types.h"

namespace kmeans {

/// One row of the trace: an assignment, with the update that led to it. Row 0 is the first assignment.
struct IterationStats {
  double inertia = 0;       ///< Inertia of the labels this assignment gave.
  std::size_t changed = 0;  ///< Rows whose label differs from the one before (all of them in row 0).
  double shift = 0;         ///< Squared centroid shift of the update (0 in row 0).
  std::size_t empties = 0;  ///< Clusters the update found empty (0 in row 0).
};

/// The outcome of a fit without the arrays.
struct Summary {
  std::size_t iterations = 0;  ///< Centroid updates made.
  bool converged = false;      ///< Whether the stop rule held before max_iter.
  double inertia = 0;          ///< Sum of squared distances of the rows to their centroids.
};

struct Result {
  Summary summary;
  std::vector<Label> labels;          ///< n_samples
  std::vector<double> centroids;      ///< k x n_features, row-major
  std::vector<IterationStats> trace;  ///< iterations + 1 rows when asked for, else empty
};

}  // namespace kmeans
