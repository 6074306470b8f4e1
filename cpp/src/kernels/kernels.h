/// \file
/// The loops over rows, one set for each instruction set. All sets return the same bits; they trust their input.
#pragma once

#include <cstddef>

#include "kmeans/types.h"

namespace kmeans::detail {

/// Rows of the widest panel: assign() needs this many doubles of scratch memory a feature.
inline constexpr std::size_t kMaxPanelRows = 32;

struct Kernels {
  const char* name;

  /// Labels `rows` rows of `d` features with the nearest of `k` centroids, lowest index on ties.
  /// \param[in,out] labels The labels before; the new ones after.
  /// \param scratch kMaxPanelRows x d doubles, cache-line aligned.
  /// \return Rows whose label changed.
  std::size_t (*assign)(const double* x, std::size_t rows, std::size_t d, const double* centroids, std::size_t k,
                        Label* labels, double* scratch);

  /// Squared distance of each row to one centre.
  void (*distances)(const double* x, std::size_t rows, std::size_t d, const double* centre, double* out);

  /// Squared distance of each row to the centroid of its label.
  void (*own_distances)(const double* x, std::size_t rows, std::size_t d, const double* centroids, const Label* labels,
                        double* out);

  /// Adds each row, in ascending order, to the sums of its cluster, and one to the cluster's count.
  void (*accumulate)(const double* x, std::size_t rows, std::size_t d, const Label* labels, double* sums,
                     double* counts);
};

extern const Kernels kScalarKernels;

/// The widest kernels this build has and this machine runs.
const Kernels& best_kernels();

}  // namespace kmeans::detail
