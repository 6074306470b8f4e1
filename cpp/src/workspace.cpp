#include "kmeans/workspace.h"

#include "engine.h"

namespace kmeans {
namespace {

const detail::Kernels& choose(KernelChoice choice) {
  for (const detail::Kernels* kernels : detail::available_kernels()) {
    if (kernels->width <= static_cast<std::size_t>(choice)) return *kernels;
  }
  return *detail::available_kernels().back();
}

}  // namespace

namespace detail {

// A pass of the exact engine looks at a fraction of the terms, and its other work grows with the rows: a fair part of a
// textbook pass stands for both. The margin pays for what a region costs beside itself: caches that change hands, tasks
// that do not end together, a browser that wants a core.
bool splitting_pays(const CostModel& costs, std::size_t n_samples, std::size_t n_features, std::size_t k) {
  constexpr double kShareLookedAt = 0.25;
  constexpr double kRowTerms = 16;
  constexpr double kMargin = 20;
  constexpr double kLeastSpeedup = 1.1;
  if (costs.speedup < kLeastSpeedup) return false;
  const double terms = kShareLookedAt * static_cast<double>(n_features) * static_cast<double>(k) + kRowTerms;
  const double pass_us = static_cast<double>(n_samples) * terms * costs.term_ns / 1000;
  return pass_us * (1 - 1 / costs.speedup) > kMargin * costs.region_us;
}

}  // namespace detail

Workspace::Workspace(int threads, KernelChoice kernels)
    : engine_(std::make_unique<detail::Engine>(threads, choose(kernels))) {}
Workspace::~Workspace() = default;

int Workspace::threads() const { return engine_->executor.pool_size(); }
int Workspace::threads_used() const { return engine_->executor.threads(); }

void Workspace::choose_threads_by(const CostModel& model) {
  engine_->costs = model;
  engine_->has_costs = true;
}
const char* Workspace::kernels() const { return engine_->kernels.name; }

}  // namespace kmeans
