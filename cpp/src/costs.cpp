/// \file
/// Measuring what threads cost and bring. The clock is the caller's.
#include <algorithm>
#include <limits>

#include "blocks.h"
#include "buffer.h"
#include "engine.h"
#include "kmeans/workspace.h"

namespace kmeans {
namespace {

/// Rows, features and centroids of the work that is timed: about 30 us on one thread.
constexpr std::size_t kRows = 1024;
constexpr std::size_t kFeatures = 8;
constexpr std::size_t kCentroids = 16;
constexpr std::size_t kRepeats = 15;
/// Looks at what threads bring, unless they bring this share of all they could at once.
constexpr int kMostLooks = 5;
constexpr double kFairShare = 0.8;

/// Least time of a few runs, in microseconds: whatever else the machine does only adds to it.
template <class Work>
double least_us(ClockUs clock, std::size_t times, Work&& work) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t repeat = 0; repeat < kRepeats; ++repeat) {
    const double start = clock();
    for (std::size_t i = 0; i < times; ++i) work();
    least = std::min(least, (clock() - start) / static_cast<double>(times));
  }
  return least;
}

}  // namespace

namespace detail {
namespace {

CostModel measure_once(Engine& engine, ClockUs clock) {
  const auto threads = static_cast<std::size_t>(engine.executor.threads());
  Buffer<double> values;
  Buffer<Label> labels;
  const std::size_t panel = kMaxPanelRows * kFeatures;
  CostModel model;
  if (!values.resize((kRows + kCentroids) * kFeatures + threads * panel) || !labels.resize(threads * kRows))
    return model;
  for (std::size_t i = 0; i < (kRows + kCentroids) * kFeatures; ++i) values[i] = static_cast<double>(i * 37 % 101);
  std::fill_n(labels.data(), labels.size(), Label{0});
  const std::size_t share = kRows / threads;
  const auto pass = [&](std::size_t task, int worker) {
    const auto w = static_cast<std::size_t>(worker);
    engine.kernels.assign(values.data() + task * share * kFeatures, share, kFeatures, values.data() + kRows * kFeatures,
                          kCentroids, labels.data() + w * kRows,
                          values.data() + (kRows + kCentroids) * kFeatures + w * panel);
  };
  const double alone_us = least_us(clock, 4, [&] {
    for (std::size_t task = 0; task < threads; ++task) pass(task, 0);
  });
  const std::size_t terms = share * threads * kFeatures * kCentroids;
  model.term_ns = alone_us * 1000 / static_cast<double>(terms);
  if (threads == 1) return model;
  model.region_us = least_us(
      clock, 16, [&] { engine.executor.run(threads * kTasksPerThread, [](std::size_t /*task*/, int /*worker*/) {}); });
  // Long enough work that the region itself does not count.
  constexpr std::size_t kLong = 16;
  const double together_us = least_us(clock, 1, [&] {
    engine.executor.run(threads * kLong, [&](std::size_t task, int worker) { pass(task % threads, worker); });
  });
  if (together_us > 0) model.speedup = std::max(1.0, kLong * alone_us / together_us);
  return model;
}

}  // namespace
}  // namespace detail

CostModel Workspace::measure_costs(ClockUs clock) {
  detail::Engine& engine = *engine_;
  engine.executor.work_alone(false);
  const int threads = engine.executor.threads();
  CostModel best = detail::measure_once(engine, clock);
  // A thread that has just started may share a core with its caller until the system moves it, and a program that is
  // starting up keeps cores busy: what threads bring is the best of a few looks.
  for (int look = 1; look < kMostLooks && best.speedup < kFairShare * threads; ++look) {
    const CostModel model = detail::measure_once(engine, clock);
    if (model.speedup > best.speedup) best = model;
  }
  return best;
}

}  // namespace kmeans
