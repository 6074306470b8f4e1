#include "update.h"

#include <algorithm>
#include <string>

#include "blocks.h"

namespace kmeans::detail {

bool Update::reserve(MatrixView points, const Params& params, int threads) {
  // Relocation needs its memory only when a cluster empties, which is no time to find that memory is short.
  const bool may_relocate = params.empty == EmptyPolicy::kRelocate && params.k > 1;
  return counts_.resize(params.k) && distances_.resize(static_cast<std::size_t>(threads) * kBlockRows) &&
         (!may_relocate || far_.resize(make_chunks(points.n_samples, threads).count * params.k));
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

/// Whether `a` is taken first: the farther one, the earlier one on ties.
bool Update::before(const Far& a, const Far& b) {
  return a.distance > b.distance || (a.distance == b.distance && a.row < b.row);
}

/// Puts the `wanted` farthest rows first into far_, in order.
void Update::find_farthest(Engine& engine, Pass& pass, MatrixView points, const double* previous, std::size_t wanted) {
  const Label* labels = pass.labels(engine);
  const Chunks chunks = make_chunks(points.n_samples, engine.executor.threads());
  // Each chunk keeps its `wanted` farthest in a heap whose top is the nearest of them.
  std::fill_n(far_.data(), chunks.count * wanted, Far{-2, 0});
  engine.executor.run(chunks.count, [&](std::size_t chunk, int worker) {
    double* distances = distances_.data() + static_cast<std::size_t>(worker) * kBlockRows;
    Far* heap = far_.data() + chunk * wanted;
    const std::size_t last = chunks.end(chunk);
    for (std::size_t begin = chunks.begin(chunk); begin < last; begin += kBlockRows) {
      const std::size_t rows = std::min(kBlockRows, last - begin);
      engine.kernels.own_distances(points.row(begin), rows, points.n_features, previous, labels + begin, distances);
      for (std::size_t i = 0; i < rows; ++i) {
        // A NaN loses to every number.
        const Far far{distances[i] >= 0 ? distances[i] : -1, begin + i};
        if (!before(far, heap[0])) continue;
        std::pop_heap(heap, heap + wanted, before);
        heap[wanted - 1] = far;
        std::push_heap(heap, heap + wanted, before);
      }
    }
  });
  std::make_heap(far_.data(), far_.data() + chunks.count * wanted, before);
  std::sort_heap(far_.data(), far_.data() + chunks.count * wanted, before);
}

void Update::relocate(Engine& engine, Pass& pass, MatrixView points, std::size_t k, const double* previous,
                      double* centroids, std::size_t empties) {
  find_farthest(engine, pass, points, previous, empties);
  std::size_t next = 0;
  for (std::size_t c = 0; c < k; ++c) {
    if (counts_[c] == 0)
      std::copy_n(points.row(far_[next++].row), points.n_features, centroids + c * points.n_features);
  }
}

}  // namespace kmeans::detail
