#pragma once

#include <cstddef>
#include <cstdint>

#include "../blocks.h"
#include "../buffer.h"
#include "../kernels/kernels.h"

namespace kmeans::detail {

/// Rows looked at together: enough for full panels of one cluster's rows, few enough to stay in cache.
inline constexpr std::size_t kSpanBlocks = 16;
inline constexpr std::size_t kSpanRows = kSpanBlocks * kBlockRows;
/// Rows that screening left open, settled together in float64.
inline constexpr std::size_t kOpenRows = 64;

/// What one thread of the exact pass works with.
struct ExactWorker {
  Buffer<RowIndex> failing;      ///< Rows of the span whose bound does not hold, counted from its first.
  Buffer<RowIndex> sorted;       ///< The same, cluster by cluster.
  Buffer<std::uint32_t> starts;  ///< Where each cluster begins in `sorted`.
  Buffer<RowIndex> open;         ///< Rows that screening could not prove.
  Buffer<float> panel;
  Buffer<float> radius;     ///< Largest upper bound seen in each cluster.
  Buffer<double> gathered;  ///< The open rows, side by side.
  Buffer<double> scratch;   ///< Of the float64 kernel.
  Buffer<double> distances;
  Buffer<Label> fresh;
  Buffer<std::uint8_t> dirty;  ///< For each block of the span, the clusters that rows joined or left.
  double sink = 0;             ///< Keeps reading ahead from being optimised away.
  std::size_t open_count = 0;
  std::size_t changed = 0;
  std::size_t looked = 0;  ///< Rows compared with more than their bound.

  char padding[Buffer<char>::kAlignment];  ///< Keeps the counters of two threads out of one cache line.

  [[nodiscard]] bool resize(std::size_t k, std::size_t d) {
    return failing.resize(kSpanRows + kCollectSlack) && sorted.resize(kSpanRows) && starts.resize(k + 1) &&
           open.resize(kOpenRows) && panel.resize(kScreenRows * d) && radius.resize(k) &&
           gathered.resize(kOpenRows * d) && scratch.resize(kMaxPanelRows * d) && distances.resize(kOpenRows) &&
           fresh.resize(kOpenRows) && dirty.resize(kSpanBlocks * k);
  }
};

}  // namespace kmeans::detail
