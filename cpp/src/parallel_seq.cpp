#include "parallel.h"

namespace kmeans::detail {

struct Executor::Pool {};

Executor::Executor(int /*threads*/) {}
Executor::~Executor() = default;

void Executor::run_pool(std::size_t tasks, Task task, void* context) {
  for (std::size_t i = 0; i < tasks; ++i) task(context, i, 0);
}

}  // namespace kmeans::detail
