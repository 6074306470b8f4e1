/// \file
/// The loops over rows, scalar and best. Counter `terms/s`: one term is one (x - c)^2 added, or one x for accumulate.
#include <benchmark/benchmark.h>

#include "buffer.h"
#include "kernels/kernels.h"
#include "points.h"

namespace kmeans::bench {
namespace {

using detail::Kernels;

/// Values of the points: few enough that they stay in the cache, so that the loops are measured and not the memory; at
/// small d enough rows that the branch predictor cannot learn their labels by heart.
constexpr std::size_t kValues = std::size_t{1} << 16U;

struct Setup {
  Setup(std::size_t n_features, std::size_t n_clusters)
      : d(n_features),
        k(n_clusters),
        rows(kValues / d),
        x(blobs(rows, d, k)),
        centroids(x.begin(), x.begin() + k * d),
        labels(rows) {
    ok = scratch.resize(detail::kMaxPanelRows * d);
    Rng rng(2);
    for (Label& label : labels) label = static_cast<Label>(rng.below(k));
  }
  std::size_t d;
  std::size_t k;
  std::size_t rows;
  std::vector<double> x;
  std::vector<double> centroids;
  std::vector<Label> labels;
  detail::Buffer<double> scratch;
  bool ok = false;
};

void report(benchmark::State& state, const Kernels& kernels, std::size_t terms) {
  state.SetLabel(kernels.name);
  state.counters["terms/s"] = benchmark::Counter(static_cast<double>(terms) * static_cast<double>(state.iterations()),
                                                 benchmark::Counter::kIsRate);
}

void assign(benchmark::State& state, const Kernels& kernels) {
  Setup s(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  if (!s.ok) return state.SkipWithError("no memory");
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        kernels.assign(s.x.data(), s.rows, s.d, s.centroids.data(), s.k, s.labels.data(), s.scratch.data()));
  }
  report(state, kernels, s.rows * s.d * s.k);
}

void distances(benchmark::State& state, const Kernels& kernels) {
  const Setup s(static_cast<std::size_t>(state.range(0)), 1);
  std::vector<double> out(s.rows);
  for (auto _ : state) {
    kernels.distances(s.x.data(), s.rows, s.d, s.centroids.data(), out.data());
    benchmark::ClobberMemory();
  }
  report(state, kernels, s.rows * s.d);
}

void accumulate(benchmark::State& state, const Kernels& kernels) {
  const Setup s(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  std::vector<double> sums(s.k * (s.d + 1));
  for (auto _ : state) {
    kernels.accumulate(s.x.data(), nullptr, s.rows, s.d, s.labels.data(), sums.data(), sums.data() + s.k * s.d);
    benchmark::ClobberMemory();
  }
  report(state, kernels, s.rows * s.d);
}

// Each loop for both kernel sets; the label of a row names the set.
BENCHMARK_CAPTURE(assign, scalar, detail::kScalarKernels)->ArgsProduct({{2, 8, 32}, {8, 32}})->ArgNames({"d", "k"});
BENCHMARK_CAPTURE(assign, best, *detail::available_kernels().front())
    ->ArgsProduct({{2, 8, 32}, {8, 32}})
    ->ArgNames({"d", "k"});
BENCHMARK_CAPTURE(distances, scalar, detail::kScalarKernels)->ArgsProduct({{2, 8, 32}})->ArgNames({"d"});
BENCHMARK_CAPTURE(distances, best, *detail::available_kernels().front())->ArgsProduct({{2, 8, 32}})->ArgNames({"d"});
BENCHMARK_CAPTURE(accumulate, scalar, detail::kScalarKernels)->ArgsProduct({{2, 8, 32}, {8, 32}})->ArgNames({"d", "k"});
BENCHMARK_CAPTURE(accumulate, best, *detail::available_kernels().front())
    ->ArgsProduct({{2, 8, 32}, {8, 32}})
    ->ArgNames({"d", "k"});

}  // namespace
}  // namespace kmeans::bench
