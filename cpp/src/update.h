/// \file
/// From labels to centroids: means, then the empty-cluster policy. docs/contract.md, "Update".
#pragma once

#include <cstddef>

#include "blocks.h"
#include "buffer.h"
#include "engine.h"
#include "kmeans/params.h"
#include "kmeans/rng.h"
#include "kmeans/status.h"
#include "kmeans/types.h"

namespace kmeans::detail {

class Update {
 public:
  [[nodiscard]] bool reserve(MatrixView points, const Params& params, int threads);

  /// Writes the means of the labelled rows, and the policy's choice for clusters without rows.
  /// \param previous The centroids that `labels` were given by.
  /// \param iteration Number of this update, from 1, for messages.
  /// \param[out] empties Clusters found empty.
  Status run(Engine& engine, MatrixView points, const Params& params, const Label* labels, const double* previous,
             Rng& reseed, std::size_t iteration, double* centroids, std::size_t& empties);

 private:
  void relocate(Engine& engine, MatrixView points, std::size_t k, const Label* labels, const double* previous,
                double* centroids);

  BlockSum block_sum_;
  Buffer<double> counts_;
  Buffer<double> own_;  ///< Distance of each row to its centroid; only when a cluster is empty.
};

}  // namespace kmeans::detail
