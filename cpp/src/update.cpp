#include "update.h"

#include <algorithm>
#include <string>
#include <vector>

#include "blocks.h"

namespace kmeans::detail {
namespace {

/// A row that may take over an empty cluster.
struct Far {
  double distance;
  std::size_t row;

  /// Whether this row is taken first: the farther one, the earlier one on ties.
  [[nodiscard]] bool before(const Far& other) const {
    return distance > other.distance || (distance == other.distance && row < other.row);
  }
  static bool order(const Far& a, const Far& b) { return a.before(b); }
};

}  // namespace

bool Update::reserve(const Params& params, int threads) {
  return counts_.resize(params.k) && distances_.resize(static_cast<std::size_t>(threads) * kBlockRows);
}

Status Update::run(Engine& engine, Pass& pass, MatrixView points, const Params& params, const double* previous,
                   Rng& reseed, std::size_t iteration, double* centroids, std::size_t& empties) {
  const std::size_t d = points.n_features;
  const std::size_t k = params.k;
  const double* sums = pass.sums(engine);
  std::copy_n(sums + k * d, k, counts_.data());
  empties = 0;
  for (std::size_t c = 0; c < k; ++c) {
    if (counts_[c] == 0) {
      ++empties;
      std::copy_n(previous + c * d, d, centroids + c * d);
      continue;
    }
    for (std::size_t j = 0; j < d; ++j) centroids[c * d + j] = sums[c * d + j] / counts_[c];
  }
  if (empties == 0) return {};

  switch (params.empty) {
    case EmptyPolicy::kKeep: break;
    case EmptyPolicy::kRelocate: relocate(engine, pass, points, k, previous, centroids, empties); break;
    case EmptyPolicy::kReseed:
      for (std::size_t c = 0; c < k; ++c) {
        if (counts_[c] == 0) std::copy_n(points.row(reseed.below(points.n_samples)), d, centroids + c * d);
      }
      break;
    case EmptyPolicy::kError:
      for (std::size_t c = 0; c < k; ++c) {
        if (counts_[c] != 0) continue;
        return Status::error(StatusCode::kEmptyCluster, "cluster " + std::to_string(c) + " is empty after iteration " +
                                                            std::to_string(iteration) + " (empty = error)");
      }
  }
  return {};
}

void Update::relocate(Engine& engine, Pass& pass, MatrixView points, std::size_t k, const double* previous,
                      double* centroids, std::size_t empties) {
  const std::size_t d = points.n_features;
  const Label* labels = pass.labels(engine);
  const Chunks chunks = make_chunks(points.n_samples, engine.executor.threads());
  // The farthest rows of each chunk, as many as there are clusters to fill: a heap whose top is the nearest of them.
  std::vector<std::vector<Far>> farthest(chunks.count);
  engine.executor.run(chunks.count, [&](std::size_t chunk, int worker) {
    double* distances = distances_.data() + static_cast<std::size_t>(worker) * kBlockRows;
    std::vector<Far>& heap = farthest[chunk];
    const std::size_t last = chunks.end(chunk);
    for (std::size_t begin = chunks.begin(chunk); begin < last; begin += kBlockRows) {
      const std::size_t rows = std::min(kBlockRows, last - begin);
      engine.kernels.own_distances(points.row(begin), rows, d, previous, labels + begin, distances);
      for (std::size_t i = 0; i < rows; ++i) {
        // A NaN loses to every number.
        const Far far{distances[i] >= 0 ? distances[i] : -1, begin + i};
        if (heap.size() == empties && !far.before(heap.front())) continue;
        if (heap.size() == empties) {
          std::pop_heap(heap.begin(), heap.end(), &Far::order);
          heap.pop_back();
        }
        heap.push_back(far);
        std::push_heap(heap.begin(), heap.end(), &Far::order);
      }
    }
  });
  std::vector<Far> all;
  for (const std::vector<Far>& heap : farthest) all.insert(all.end(), heap.begin(), heap.end());
  std::sort(all.begin(), all.end(), &Far::order);
  std::size_t next = 0;
  for (std::size_t c = 0; c < k; ++c) {
    if (counts_[c] == 0) std::copy_n(points.row(all[next++].row), d, centroids + c * d);
  }
}

}  // namespace kmeans::detail
