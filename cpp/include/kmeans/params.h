/// \file
/// What one fit is asked to do. The rules behind each name are in docs/contract.md.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kmeans {

/// How the starting centroids are chosen.
enum class Init : std::uint8_t {
  kKmeansPlusPlus = 0,  ///< D^2 sampling (Arthur and Vassilvitskii, 2007).
  kGreedy = 1,          ///< The best of 2 + floor(ln k) D^2 draws for each centroid.
  kRandom = 2,          ///< Distinct rows, uniformly.
  kGiven = 3,           ///< The caller's centroids.
};

/// When the iterations end.
enum class Stop : std::uint8_t {
  kLabels = 0,    ///< No label changed.
  kTol = 1,       ///< Squared centroid shift <= tol x mean feature variance (scikit-learn's rule).
  kFraction = 2,  ///< Fewer than tol x n labels changed.
  kMaxIter = 3,   ///< Only at max_iter.
};

/// What becomes of a cluster without rows.
enum class EmptyPolicy : std::uint8_t {
  kRelocate = 0,  ///< It moves to the row farthest from its centroid.
  kKeep = 1,      ///< It stays where it was.
  kReseed = 2,    ///< It moves to a seeded random row.
  kError = 3,     ///< The fit ends with StatusCode::kEmptyCluster.
};

/// How the answer is found. Both find the same one, to the bit.
enum class Algorithm : std::uint8_t {
  kLloyd = 0,  ///< Every row against every centroid in every iteration (Lloyd, 1982).
  kExact = 1,  ///< Bounds and float32 screening leave out what cannot change a label. docs/exactness.md.
};

struct Params {
  std::size_t k = 8;  ///< Clusters, 1 to min(n_samples, kMaxClusters).
  Init init = Init::kKmeansPlusPlus;
  std::uint32_t seed = 42;  ///< Seed of every random draw of the fit.
  Stop stop = Stop::kLabels;
  double tol = 1e-4;           ///< Tolerance of Stop::kTol; the fraction of Stop::kFraction.
  std::size_t max_iter = 300;  ///< Most centroid updates; 0 labels the start and stops.
  EmptyPolicy empty = EmptyPolicy::kRelocate;
  Algorithm algorithm = Algorithm::kExact;
};

}  // namespace kmeans
