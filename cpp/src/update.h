/// \file
/// From labels to centroids: means, then the empty-cluster policy. docs/contract.md, "Update".
#pragma once

#include <cstddef>

#include "buffer.h"
#include "engine.h"
#include "kmeans/params.h"
#include "kmeans/rng.h"
#include "kmeans/status.h"
#include "kmeans/types.h"
#include "pass.h"

namespace kmeans::detail {

class Update {
 public:
  [[nodiscard]] bool reserve(MatrixView points, const Params& params, int threads);

  /// Writes the means of the labelled rows, and the policy's choice for clusters without rows.
  /// \param pass Has the labels and their sums.
  /// \param previous The centroids that the labels were given by.
  /// \param iteration Number of this update, from 1, for messages.
  /// \param[out] empties Clusters found empty.
  Status run(Engine& engine, Pass& pass, MatrixView points, const Params& params, const double* previous, Rng& reseed,
             std::size_t iteration, double* centroids, std::size_t& empties);

 private:
  /// A row that may take over an empty cluster.
  struct Far {
    double distance;
    std::size_t row;
  };
  static bool before(const Far& a, const Far& b);

  void find_farthest(Engine& engine, Pass& pass, MatrixView points, const double* previous, std::size_t wanted);
  void relocate(Engine& engine, Pass& pass, MatrixView points, std::size_t k, const double* previous, double* centroids,
                std::size_t empties);

  Buffer<double> counts_;
  Buffer<double> distances_;  ///< kBlockRows a thread.
  Buffer<Far> far_;           ///< k a chunk, for relocation.
};

}  // namespace kmeans::detail
