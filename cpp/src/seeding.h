/// \file
/// The starting centroids. docs/contract.md, "Start".
#pragma once

#include <atomic>
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

/// Up to this many blocks are summed at a time: one ascending chain of additions each, which hide each other's
/// latency.
inline constexpr std::size_t kBlocksTogether = 8;

/// Memory of one row each that a fit needs first for its start, then for its iterations: never for both.
struct RowMemory {
  Buffer<double> eight;       ///< Eight bytes a row.
  Buffer<std::uint16_t> two;  ///< Two bytes a row.

  [[nodiscard]] bool resize(std::size_t n_samples) { return eight.resize(n_samples) && two.resize(n_samples); }
};

class Seeding {
 public:
  /// Gets the memory for this start. False when there is none.
  [[nodiscard]] bool reserve(MatrixView points, const Params& params, int threads);

  /// Writes k x n_features starting centroids. Overwrites `memory`.
  void run(Engine& engine, MatrixView points, const Params& params, std::span<const double> given, RowMemory& memory,
           double* centroids);

 private:
  void random_rows(MatrixView points, const Params& params, double* centroids);
  void weighted_rows(Engine& engine, MatrixView points, const Params& params, double* centroids);
  [[nodiscard]] std::size_t weighted_draw(Rng& rng) const;
  /// Best of `trials` draws by the potential each would leave.
  std::size_t greedy_draw(Engine& engine, MatrixView points, Rng& rng, std::size_t trials, std::size_t chosen,
                          const double* centroids);
  /// Lowers D^2 by the distances to one more centre, the `chosen`-th, and sums it.
  void lower(Engine& engine, MatrixView points, const double* centroids, std::size_t chosen);
  double potential(Engine& engine, MatrixView points, const double* centre, std::size_t chosen,
                   const double* centroids);

  /// Rows whose distances are computed together after they were collected.
  static constexpr std::size_t kGatherRows = 64;
  /// What one thread works with.
  struct Scratch {
    double* fresh;        ///< kBlocksTogether blocks of distances.
    double* gathered;     ///< kGatherRows x d
    double* distances;    ///< kBlockRows
    std::uint32_t* rows;  ///< kBlockRows
  };
  [[nodiscard]] Scratch scratch(int worker, std::size_t d);

  /// The smaller of D^2 and the distance to `centre`, for the rows of one block.
  /// \param skip For each chosen centre, the D^2 up to which its rows cannot be nearer to `centre`; null to look at
  /// all. \param[out] out May be D^2 itself, to lower it; then `chosen` is noted where it won.
  /// \return Rows whose distance was computed.
  std::size_t minimum(Engine& engine, MatrixView points, const double* centre, const double* skip, std::size_t begin,
                      std::size_t rows, std::size_t chosen, Scratch s, double* out);
  /// Runs minimum() over all blocks, and sums each block into `totals`.
  template <class Out>
  void sweep(Engine& engine, MatrixView points, const double* centre, const double* skip, std::size_t chosen,
             double* totals, Out&& out);
  const double* skips(Engine& engine, std::size_t d, const double* centroids, std::size_t chosen, const double* centre);

  double* d2_ = nullptr;              ///< Squared distance of each row to its nearest chosen centre.
  std::uint16_t* nearest_ = nullptr;  ///< That centre.
  std::size_t n_samples_ = 0;
  Buffer<double> block_totals_;  ///< Sum of d2_ in each block.
  Buffer<double> tree_;          ///< Room for a tree sum, which eats its input.
  Buffer<double> skip_;
  Buffer<double> doubles_;
  Buffer<std::uint32_t> indices_;
  Buffer<std::uint32_t> rows_;  ///< The shuffle of Init::kRandom.
  double total_ = 0;
  bool skipping_ = false;                  ///< Whether rows are skipped, and who won each is noted.
  std::atomic<std::size_t> looked_at_{0};  ///< Rows whose distance the last sweep computed.
};

}  // namespace kmeans::detail
