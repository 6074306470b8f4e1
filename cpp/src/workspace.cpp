#include "kmeans/workspace.h"

#include "engine.h"

namespace kmeans {

Workspace::Workspace(int threads, KernelChoice kernels)
    : engine_(std::make_unique<detail::Engine>(
          threads, kernels == KernelChoice::kScalar ? detail::kScalarKernels : detail::best_kernels())) {}
Workspace::~Workspace() = default;

int Workspace::threads() const { return engine_->executor.threads(); }
const char* Workspace::kernels() const { return engine_->kernels.name; }

}  // namespace kmeans
