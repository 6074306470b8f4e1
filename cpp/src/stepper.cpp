#include "kmeans/stepper.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "blocks.h"
#include "engine.h"
#include "kmeans/fit.h"
#include "kmeans/rng.h"
#include "number_text.h"
#include "pass.h"
#include "seeding.h"
#include "update.h"

namespace kmeans {
namespace {

/// Keeps the reseeding draws apart from those of the start, however many the start made.
constexpr std::uint32_t kReseedStream = 0x5eed5eed;

/// Bytes a fit needs beside its points, a little more than it takes: 16 a row, and what grows with k d and threads.
double fit_bytes(std::size_t n, std::size_t d, std::size_t k, int threads) {
  constexpr double kRowBytes = 16;
  constexpr double kSumsEach = 8;  // doubles of every centroid's feature kept once, and for every thread
  const double centroid_values = static_cast<double>(k) * static_cast<double>(d + 1);
  const double lists = 8.0 * static_cast<double>(k) * static_cast<double>(std::min<std::size_t>(k, 192));
  return kRowBytes * static_cast<double>(n) + 8 * kSumsEach * centroid_values * (threads + 1) + lists;
}

double canonical(double value) { return std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value; }

}  // namespace

struct Stepper::State {
  explicit State(Workspace& workspace) : engine(workspace.engine()) {}

  void choose_pass();
  [[nodiscard]] bool reserve();
  double inertia();
  double mean_variance();
  [[nodiscard]] double shift() const;
  [[nodiscard]] bool stop_rule_holds() const;

  detail::Engine& engine;
  MatrixView points;
  Params params;
  std::span<const double> start;
  Rng reseed{0};
  detail::Seeding seeding;
  detail::RowMemory memory;
  detail::Update update;
  detail::BlockSum feature_sum;
  std::unique_ptr<detail::Pass> pass;  ///< Kept while the next fit wants the same one.
  std::size_t pass_kind = 0;
  detail::Buffer<double> centroids;
  detail::Buffer<double> previous;
  detail::Buffer<double> block_inertia;
  detail::Buffer<double> own;  ///< kBlockRows distances a thread.
  std::size_t iterations = 0;
  std::size_t changed = 0;
  std::size_t empties = 0;
  double variance = 0;
};

void Stepper::State::choose_pass() {
  const bool lloyd = params.algorithm == Algorithm::kLloyd;
  const std::size_t kind = lloyd ? 1 : 1 + detail::exact_label_bytes(params.k);
  if (pass && kind == pass_kind) return;
  pass = lloyd ? detail::make_lloyd_pass() : detail::make_exact_pass(params.k);
  pass_kind = kind;
}

bool Stepper::State::reserve() {
  const auto threads = static_cast<std::size_t>(engine.executor.threads());
  const std::size_t n = points.n_samples;
  const std::size_t d = points.n_features;
  const std::size_t kd = params.k * d;
  return centroids.resize(kd) && previous.resize(kd) && block_inertia.resize(detail::block_count(n)) &&
         own.resize(threads * kBlockRows) && seeding.reserve(points, params, engine.executor.threads()) &&
         update.reserve(points, params, engine.executor.threads()) && memory.resize(n) &&
         pass->begin(engine, points, params.k, memory) &&
         (params.stop != Stop::kTol || feature_sum.reserve(n, d, engine.executor.threads()));
}

double Stepper::State::inertia() {
  const Label* labels = pass->labels(engine);
  const detail::Chunks chunks = detail::make_chunks(points.n_samples, engine.executor.threads());
  engine.executor.run(chunks.count, [&](std::size_t chunk, int worker) {
    double* distances = own.data() + static_cast<std::size_t>(worker) * kBlockRows;
    const std::size_t last = chunks.end(chunk);
    for (std::size_t begin = chunks.begin(chunk); begin < last; begin += kBlockRows) {
      const std::size_t rows = std::min(kBlockRows, last - begin);
      engine.kernels.own_distances(points.row(begin), rows, points.n_features, centroids.data(), labels + begin,
                                   distances);
      double sum = 0;
      for (std::size_t i = 0; i < rows; ++i) sum += distances[i];
      block_inertia[begin / kBlockRows] = sum;
    }
  });
  return canonical(detail::tree_sum(block_inertia.span()));
}

double Stepper::State::mean_variance() {
  const std::size_t d = points.n_features;
  const auto n = static_cast<double>(points.n_samples);
  // `previous` is free until the first update: it has room for d means, as k is at least 1.
  double* mean = previous.data();
  const double* sums = feature_sum.run(engine.executor, d, [&](std::size_t begin, std::size_t end, double* slot) {
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t j = 0; j < d; ++j) slot[j] += points.row(i)[j];
    }
  });
  for (std::size_t j = 0; j < d; ++j) mean[j] = sums[j] / n;
  sums = feature_sum.run(engine.executor, d, [&](std::size_t begin, std::size_t end, double* slot) {
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t j = 0; j < d; ++j) {
        const double t = points.row(i)[j] - mean[j];
        slot[j] += t * t;
      }
    }
  });
  double total = 0;
  for (std::size_t j = 0; j < d; ++j) total += sums[j] / n;
  return total / static_cast<double>(d);
}

double Stepper::State::shift() const {
  const std::size_t d = points.n_features;
  double total = 0;
  for (std::size_t c = 0; c < params.k; ++c) {
    double s = 0;
    for (std::size_t j = c * d; j < (c + 1) * d; ++j) {
      const double t = centroids[j] - previous[j];
      s += t * t;
    }
    total += s;
  }
  return total;
}

bool Stepper::State::stop_rule_holds() const {
  switch (params.stop) {
    case Stop::kLabels: return changed == 0;
    case Stop::kTol: return shift() <= params.tol * variance;
    case Stop::kFraction: return static_cast<double>(changed) < params.tol * static_cast<double>(points.n_samples);
    case Stop::kMaxIter: return false;
  }
  return false;
}

Stepper::Stepper(Workspace& workspace) : state_(std::make_unique<State>(workspace)) {}
Stepper::~Stepper() = default;

Status Stepper::begin(MatrixView points, const Params& params, std::span<const double> start) {
  State& s = *state_;
  if (Status status = check_params(points.n_samples, points.n_features, params, start); !status.ok()) return status;
  s.points = points;
  s.params = params;
  s.start = start;
  s.engine.plan(points.n_samples, points.n_features, params.k);
  s.choose_pass();
  const double bytes = fit_bytes(points.n_samples, points.n_features, params.k, s.engine.executor.threads());
  // What no address space holds is refused before anything is asked for.
  if (bytes > static_cast<double>(std::numeric_limits<std::ptrdiff_t>::max()) || !s.reserve()) {
    return Status::error(StatusCode::kOutOfMemory,
                         "not enough memory for a fit of " + std::to_string(points.n_samples) +
                             " points, d = " + std::to_string(points.n_features) + ", k = " + std::to_string(params.k) +
                             ": about " + detail::number_text(std::floor(bytes)) + " bytes beside the points");
  }
  s.reseed = Rng(params.seed ^ kReseedStream);
  s.iterations = s.changed = s.empties = 0;
  return {};
}

void Stepper::seed() {
  State& s = *state_;
  s.seeding.run(s.engine, s.points, s.params, s.start, s.memory, s.centroids.data());
  if (s.params.stop == Stop::kTol) s.variance = s.mean_variance();
}

void Stepper::assign() {
  State& s = *state_;
  s.changed = s.pass->assign(s.engine, s.centroids.data());
}

Status Stepper::update() {
  State& s = *state_;
  s.centroids.swap(s.previous);
  ++s.iterations;
  return s.update.run(s.engine, *s.pass, s.points, s.params, s.previous.data(), s.reseed, s.iterations,
                      s.centroids.data(), s.empties);
}

bool Stepper::finished() const {
  const State& s = *state_;
  if (s.iterations == s.params.max_iter) return true;
  return s.iterations > 0 && s.stop_rule_holds();
}

IterationStats Stepper::stats() {
  State& s = *state_;
  return {s.inertia(), s.changed, s.iterations == 0 ? 0.0 : canonical(s.shift()), s.empties};
}

Summary Stepper::summary() {
  State& s = *state_;
  const bool converged = s.iterations > 0 && s.stop_rule_holds();
  const double inertia = s.inertia();
  std::transform(s.centroids.data(), s.centroids.data() + s.centroids.size(), s.centroids.data(), canonical);
  return {s.iterations, converged, inertia};
}

std::span<const Label> Stepper::labels() const {
  return {state_->pass->labels(state_->engine), state_->points.n_samples};
}
std::span<const double> Stepper::centroids() const { return state_->centroids.span(); }

}  // namespace kmeans
