#include "kmeans/many.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

#include "engine.h"
#include "kmeans/fit.h"

namespace kmeans {
namespace {

/// Points up to this size stay in the caches that threads share or own, so that several fits can read them at once.
constexpr std::size_t kCachedBytes = std::size_t{16} << 20U;

/// Runs whole fits on one thread each, the last first: the dearest fits of a sweep are its last, and none of them is
/// left to the end alone.
Status run_across(detail::Engine& engine, MatrixView points, std::span<const FitJob> jobs, const FitDone& done) {
  struct Lane {
    explicit Lane(KernelChoice kernels) : workspace(1, kernels), stepper(workspace) {}
    Workspace workspace;
    Stepper stepper;
  };
  std::vector<std::unique_ptr<Lane>> lanes;
  lanes.reserve(static_cast<std::size_t>(engine.executor.threads()));
  for (int i = 0; i < engine.executor.threads(); ++i) {
    lanes.push_back(std::make_unique<Lane>(static_cast<KernelChoice>(engine.kernels.width)));
  }
  std::mutex telling;
  Status first_error;
  for (std::size_t left = jobs.size(); left > 0;) {
    const std::size_t count = std::min(left, detail::kMaxTasks);
    engine.executor.run(count, [&](std::size_t task, int worker) {
      const std::size_t job = left - 1 - task;
      Lane& lane = *lanes[static_cast<std::size_t>(worker)];
      Summary summary;
      Status status = run(lane.stepper, points, jobs[job].params, jobs[job].start, summary);
      const std::lock_guard lock(telling);
      if (!first_error.ok()) return;
      if (status.ok()) {
        done(job, summary, lane.stepper.labels(), lane.stepper.centroids());
      } else {
        first_error = std::move(status);
      }
    });
    left -= count;
  }
  return first_error;
}

Status run_within(Workspace& workspace, MatrixView points, std::span<const FitJob> jobs, const FitDone& done) {
  Stepper stepper(workspace);
  for (std::size_t job = 0; job < jobs.size(); ++job) {
    Summary summary;
    if (Status status = run(stepper, points, jobs[job].params, jobs[job].start, summary); !status.ok()) return status;
    done(job, summary, stepper.labels(), stepper.centroids());
  }
  return {};
}

}  // namespace

bool fits_side_by_side(MatrixView points, std::size_t jobs, int threads) {
  const std::size_t bytes = points.n_samples * points.n_features * sizeof(double);
  return threads > 1 && jobs >= 2 * static_cast<std::size_t>(threads) && bytes <= kCachedBytes;
}

Status run_many(Workspace& workspace, MatrixView points, std::span<const FitJob> jobs, const FitDone& done,
                Spread spread) {
  workspace.engine().executor.work_alone(false);
  const bool across = spread == Spread::kAcross ||
                      (spread == Spread::kAuto && fits_side_by_side(points, jobs.size(), workspace.threads()));
  if (across) return run_across(workspace.engine(), points, jobs, done);
  return run_within(workspace, points, jobs, done);
}

Status sweep(Workspace& workspace, MatrixView points, const Params& params, std::size_t k_max,
             std::span<const double> start, const FitDone& done, Spread spread) {
  Params largest = params;
  largest.k = k_max;
  std::vector<double> shared(start.begin(), start.end());
  {
    // Its memory is given back before the fits ask for theirs.
    Stepper stepper(workspace);
    if (Status status = stepper.begin(points, largest, start); !status.ok()) return status;
    if (params.init != Init::kGiven && params.init != Init::kGreedy) {
      stepper.seed();
      shared.assign(stepper.centroids().begin(), stepper.centroids().end());
    }
  }
  std::vector<FitJob> jobs(k_max);
  for (std::size_t k = 1; k <= k_max; ++k) {
    FitJob& job = jobs[k - 1];
    job.params = params;
    job.params.k = k;
    if (shared.empty()) continue;
    job.params.init = Init::kGiven;
    job.start = std::span(shared).first(k * points.n_features);
  }
  return run_many(workspace, points, jobs, done, spread);
}

Status best_of(Workspace& workspace, MatrixView points, const Params& params, std::size_t restarts, Result& result,
               std::size_t& best, Spread spread) {
  std::vector<FitJob> jobs(restarts, FitJob{params, {}});
  for (std::size_t i = 0; i < restarts; ++i) jobs[i].params.seed = params.seed + static_cast<std::uint32_t>(i);
  best = restarts;
  const auto keep_better = [&](std::size_t job, const Summary& summary, std::span<const Label> labels,
                               std::span<const double> centroids) {
    // The fits end in any order: on ties the earliest seed wins, and a number beats a NaN.
    const bool better = best == restarts || summary.inertia < result.summary.inertia ||
                        (std::isnan(result.summary.inertia) && !std::isnan(summary.inertia)) ||
                        (summary.inertia == result.summary.inertia && job < best);
    if (!better) return;
    best = job;
    result.summary = summary;
    result.labels.assign(labels.begin(), labels.end());
    result.centroids.assign(centroids.begin(), centroids.end());
    result.trace.clear();
  };
  return run_many(workspace, points, jobs, keep_better, spread);
}

}  // namespace kmeans
