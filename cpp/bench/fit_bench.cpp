/// \file
/// Whole fits: k-means++ and Lloyd until no label changes. Counter `iterations`: updates one fit makes.
#include <benchmark/benchmark.h>

#include "kmeans/fit.h"
#include "points.h"

namespace kmeans::bench {
namespace {

void fit(benchmark::State& state, KernelChoice kernels) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto d = static_cast<std::size_t>(state.range(1));
  Params params;
  params.k = static_cast<std::size_t>(state.range(2));
  params.max_iter = 50;
  const std::vector<double> data = blobs(n, d, params.k);
  Workspace workspace(static_cast<int>(state.range(3)), kernels);
  Stepper stepper(workspace);
  Summary summary;
  for (auto _ : state) {
    if (const Status status = run(stepper, {data.data(), n, d}, params, {}, summary); !status.ok()) {
      state.SkipWithError(status.message.c_str());
    }
  }
  state.counters["iterations"] = static_cast<double>(summary.iterations);
}

BENCHMARK_CAPTURE(fit, scalar, KernelChoice::kScalar)
    ->ArgsProduct({{10'000, 100'000}, {2, 32}, {8}, {1}})
    ->ArgNames({"n", "d", "k", "threads"})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(fit, best, KernelChoice::kBest)
    ->ArgsProduct({{10'000, 100'000}, {2, 32}, {8}, {1, 2}})
    ->ArgNames({"n", "d", "k", "threads"})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace kmeans::bench
