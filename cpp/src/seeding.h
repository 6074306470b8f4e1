/// \file
/// The starting centroids. docs/contract.md, "Start".
#pragma once

#include <cstddef>
#include <span>

#include "blocks.h"
#include "buffer.h"
#include "engine.h"
#include "kmeans/params.h"
#include "kmeans/rng.h"
#include "kmeans/types.h"

namespace kmeans::detail {

/// The weighted draw of the contract: the row that the uniform double `u` picks with probability proportional to `d2`.
/// \param total Tree sum of `block_totals`, which are the sums of the blocks of `d2`.
std::size_t weighted_row(double u, double total, std::span<const double> block_totals, std::span<const double> d2);

class Seeding {
 public:
  /// Gets the memory for this start. False when there is none.
  [[nodiscard]] bool reserve(MatrixView points, const Params& params, int threads);

  /// Writes k x n_features starting centroids.
  void run(Engine& engine, MatrixView points, const Params& params, std::span<const double> given, double* centroids);

 private:
  void random_rows(MatrixView points, const Params& params, double* centroids);
  void weighted_rows(Engine& engine, MatrixView points, const Params& params, double* centroids);
  [[nodiscard]] std::size_t weighted_draw(Rng& rng) const;
  /// Best of `trials` draws by the potential each would leave.
  std::size_t greedy_draw(Engine& engine, MatrixView points, Rng& rng, std::size_t trials);
  /// Lowers D^2 by the distances to one more centre, and sums it.
  void lower(Engine& engine, MatrixView points, const double* centre, bool first);
  double potential(Engine& engine, MatrixView points, const double* centre);

  Buffer<double> d2_;            ///< Squared distance of each row to its nearest chosen centre.
  Buffer<double> block_totals_;  ///< Sum of d2_ in each block.
  Buffer<double> tree_;          ///< Room for a tree sum, which eats its input.
  Buffer<double> scratch_;       ///< kBlockRows doubles a thread, for potentials.
  Buffer<std::uint32_t> rows_;   ///< The shuffle of Init::kRandom.
  double total_ = 0;
};

}  // namespace kmeans::detail
