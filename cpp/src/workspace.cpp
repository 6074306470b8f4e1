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

Workspace::Workspace(int threads, KernelChoice kernels)
    : engine_(std::make_unique<detail::Engine>(threads, choose(kernels))) {}
Workspace::~Workspace() = default;

int Workspace::threads() const { return engine_->executor.threads(); }
const char* Workspace::kernels() const { return engine_->kernels.name; }

}  // namespace kmeans
