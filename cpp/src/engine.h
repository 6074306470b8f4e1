#pragma once

#include "kernels/kernels.h"
#include "kmeans/workspace.h"
#include "parallel.h"

namespace kmeans::detail {

/// What the public Workspace hides: the threads and the kernels in use.
struct Engine {
  Engine(int threads, const Kernels& chosen) : executor(threads), kernels(chosen) {}

  Executor executor;
  const Kernels& kernels;
};

}  // namespace kmeans::detail
