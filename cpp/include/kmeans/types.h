/// \file
/// Plain data shared by every part of the library.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kmeans {

/// Rows per block of every sum over rows. Part of the numeric contract: changing it changes bits.
inline constexpr std::size_t kBlockRows = 2048;

/// Largest k, number of features and max_iter the library accepts.
inline constexpr std::size_t kMaxClusters = 4096;
inline constexpr std::size_t kMaxFeatures = 1024;
inline constexpr std::size_t kMaxIterations = 1'000'000;

/// Index of a cluster, from 0.
using Label = std::int32_t;

/// Non-owning view of a row-major matrix, `n_samples` rows by `n_features` columns.
struct MatrixView {
  const double* data = nullptr;
  std::size_t n_samples = 0;
  std::size_t n_features = 0;

  [[nodiscard]] const double* row(std::size_t i) const { return data + i * n_features; }
};

}  // namespace kmeans
