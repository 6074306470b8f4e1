#include "update.h"

#include <algorithm>
#include <string>

namespace kmeans::detail {

bool Update::reserve(MatrixView points, const Params& params, int threads) {
  const std::size_t width = params.k * (points.n_features + 1);
  // The distances are wanted only when a cluster empties, which is no time to find that memory is short.
  const bool may_relocate = params.empty == EmptyPolicy::kRelocate && params.k > 1;
  return block_sum_.reserve(points.n_samples, width, threads) && counts_.resize(params.k) &&
         (!may_relocate || own_.resize(points.n_samples));
}

Status Update::run(Engine& engine, MatrixView points, const Params& params, const Label* labels, const double* previous,
                   Rng& reseed, std::size_t iteration, double* centroids, std::size_t& empties) {
  const std::size_t d = points.n_features;
  const std::size_t k = params.k;
  // One slot: the k x d sums, then the k counts (exact in a double).
  const double* sums =
      block_sum_.run(engine.executor, k * (d + 1), [&](std::size_t begin, std::size_t end, double* slot) {
        engine.kernels.accumulate(points.row(begin), end - begin, d, labels + begin, slot, slot + k * d);
      });
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
    case EmptyPolicy::kRelocate: relocate(engine, points, k, labels, previous, centroids); break;
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

void Update::relocate(Engine& engine, MatrixView points, std::size_t k, const Label* labels, const double* previous,
                      double* centroids) {
  const std::size_t d = points.n_features;
  const std::size_t n = points.n_samples;
  const Chunks chunks = make_chunks(n, engine.executor.threads());
  engine.executor.run(chunks.count, [&](std::size_t chunk, int /*worker*/) {
    const std::size_t begin = chunks.begin(chunk);
    engine.kernels.own_distances(points.row(begin), chunks.end(chunk) - begin, d, previous, labels + begin,
                                 own_.data() + begin);
  });
  for (std::size_t c = 0; c < k; ++c) {
    if (counts_[c] != 0) continue;
    std::size_t farthest = n;
    double most = -2;
    for (std::size_t i = 0; i < n; ++i) {
      const double distance = own_[i] >= 0 || own_[i] == -2 ? own_[i] : -1;  // a NaN loses to every number
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    std::copy_n(points.row(farthest), d, centroids + c * d);
    own_[farthest] = -2;  // taken
  }
}

}  // namespace kmeans::detail
