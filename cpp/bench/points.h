/// \file
/// Points to measure on.
#pragma once

#include <cstddef>
#include <vector>

#include "kmeans/rng.h"

namespace kmeans::bench {

/// `n` rows around `k` centres in a cube, overlapping enough that a fit takes some iterations.
inline std::vector<double> blobs(std::size_t n, std::size_t d, std::size_t k) {
  Rng rng(1);
  std::vector<double> centers(k * d);
  for (double& value : centers) value = 10 * rng.uniform();
  std::vector<double> data(n * d);
  for (std::size_t i = 0; i < n; ++i) {
    const double* center = &centers[rng.below(k) * d];
    for (std::size_t j = 0; j < d; ++j) data[i * d + j] = center[j] + 4 * (rng.uniform() + rng.uniform() - 1);
  }
  return data;
}

}  // namespace kmeans::bench
