/// \file
/// What is known without looking at a row: how far centroids have moved, and which of them are near enough to matter.
/// docs/exactness.md has the proofs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "../buffer.h"
#include "../engine.h"

namespace kmeans::detail {

/// The lazy gap bound (one number a row; after Hamerly, 2010) and neighbour lists (after Xia et al., "Ball k-means",
/// 2020), for k centroids of d features.
class Bounds {
 public:
  /// \param with_lists Whether neighbour lists are worth k^2 distances an update.
  [[nodiscard]] bool reserve(std::size_t k, std::size_t d, int threads, bool with_lists);

  /// Forgets everything: every row must be looked at against every centroid.
  void reset();

  /// Takes in one update of the centroids. Call after the radii of the last assignment are in.
  /// \param finite Whether all centroids are: lists of others would make no sense.
  void move(Engine& engine, const double* previous, const double* centroids, bool finite);

  /// A row of cluster c is safe while its `keep` is above this. Infinite where all rows must be looked at.
  [[nodiscard]] const float* limits() const { return limit_.data(); }
  /// What to add to a fresh gap of a row of cluster c to get its `keep`; rounded so that `keep` is not too large.
  [[nodiscard]] float keep(std::size_t c, float gap) const {
    const float drift = drift_down_[c];
    const float sum = gap + drift;
    // Twice the rounding error of the sum, and of drift_down_ against the drift.
    return sum - 0x1p-22F * (sum < 0 ? -sum : sum) - 0x1p-22F * drift;
  }

  /// Whether any cluster has a list.
  [[nodiscard]] bool has_lists() const { return has_lists_; }
  /// Centroids a row of cluster c can be nearest to.
  [[nodiscard]] Candidates candidates(std::size_t c) const {
    if (size_[c] == 0) return all();
    return {entries_.data() + c * stride_, reach_.data() + c * stride_, size_[c]};
  }
  [[nodiscard]] Candidates all() const { return {nullptr, nullptr, k_}; }

  /// Takes in the largest upper bounds of the rows just assigned. `fresh`: every row was looked at, so that old radii
  /// are done with.
  void raise_radii(std::span<const float> upper, bool fresh);

 private:
  /// Makes the list of cluster c anew. True when it holds a centroid that it did not hold before.
  /// \param listed k zeros, and again when it returns.
  bool rebuild_list(std::size_t c, const double* squared, std::uint8_t* listed);
  void sort_list(std::size_t c, const double* squared);
  [[nodiscard]] std::span<const std::uint16_t> list(std::size_t c) const {
    return {entries_.data() + c * stride_, size_[c]};
  }

  std::size_t k_ = 0;
  std::size_t d_ = 0;
  std::size_t stride_ = 0;  ///< Room of a list; 0 without lists.
  bool has_lists_ = false;
  Buffer<double> moved_;   ///< Upper bound on each centroid's last move.
  Buffer<double> drift_;   ///< Sum of own moves and of the largest moves in the list.
  Buffer<double> radius_;  ///< Upper bound on the distance of any row of the cluster to its centroid.
  Buffer<float> limit_;
  Buffer<float> drift_down_;
  Buffer<std::uint16_t> entries_;
  Buffer<float> reach_;         ///< Lower bounds on the distances of the entries, ascending.
  Buffer<std::uint16_t> size_;  ///< Entries of each list; 0 means all centroids.
  Buffer<std::uint8_t> grown_;
  Buffer<double> squared_;       ///< k squared distances a thread.
  Buffer<std::uint8_t> listed_;  ///< k marks a thread.
};

}  // namespace kmeans::detail
