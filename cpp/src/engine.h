#pragma once

#include <cstddef>

#include "kernels/kernels.h"
#include "kmeans/workspace.h"
#include "parallel.h"

namespace kmeans::detail {

/// Whether splitting each pass of a fit over the threads saves more than it costs.
bool splitting_pays(const CostModel& costs, std::size_t n_samples, std::size_t n_features, std::size_t k);

/// What the public Workspace hides: the threads and the kernels in use.
struct Engine {
  Engine(int threads, const Kernels& chosen) : executor(threads), kernels(chosen) {}

  /// Gives a fit of this size one thread or all.
  void plan(std::size_t n_samples, std::size_t n_features, std::size_t k) {
    executor.work_alone(has_costs && !splitting_pays(costs, n_samples, n_features, k));
  }

  Executor executor;
  const Kernels& kernels;
  CostModel costs;
  bool has_costs = false;
};

}  // namespace kmeans::detail
