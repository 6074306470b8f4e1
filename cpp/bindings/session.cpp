#include "session.h"

#include <emscripten/emscripten.h>
#include <emscripten/threading.h>

#include <limits>
#include <span>
#include <utility>

#include "kmeans/many.h"

namespace kmeans::bindings {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

constexpr std::size_t kSweepColumns = 3;
constexpr double kMostValues = static_cast<double>(std::numeric_limits<std::size_t>::max() / sizeof(double));

Params to_params(Algorithm algorithm, double k, int init, double seed, int stop, double tol, double max_iter,
                 int empty) {
  Params params;
  params.algorithm = algorithm;
  params.k = static_cast<std::size_t>(k);
  params.init = static_cast<Init>(init);
  params.seed = static_cast<std::uint32_t>(seed);
  params.stop = static_cast<Stop>(stop);
  params.tol = tol;
  params.max_iter = static_cast<std::size_t>(max_iter);
  params.empty = static_cast<EmptyPolicy>(empty);
  return params;
}

}  // namespace

Session::Session(int threads, int algorithm)
    : workspace_(threads), stepper_(workspace_), algorithm_(static_cast<Algorithm>(algorithm)) {}

void Session::choose_threads() {
  const auto clock_us = [] { return emscripten_get_now() * 1000; };
  workspace_.choose_threads_by(workspace_.measure_costs(clock_us));
}

int Session::keep(Status status) {
  status_ = std::move(status);
  return static_cast<int>(status_.code);
}

int Session::reserve(double n, double d) {
  if (n * d > kMostValues || !points_.resize(static_cast<std::size_t>(n * d))) {
    n_samples_ = n_features_ = 0;
    return keep(Status::error(StatusCode::kOutOfMemory,
                              "not enough memory for " + std::to_string(static_cast<long long>(n)) +
                                  " points of d = " + std::to_string(static_cast<long long>(d)) + ": " +
                                  std::to_string(static_cast<long long>(n * d * sizeof(double))) + " bytes"));
  }
  n_samples_ = static_cast<std::size_t>(n);
  n_features_ = static_cast<std::size_t>(d);
  return keep({});
}

val Session::points_view() { return val(typed_memory_view(points_.size(), points_.data())); }

int Session::check() { return keep(check_finite(points())); }

int Session::reserve_start(double k) {
  if (start_.resize(static_cast<std::size_t>(k) * n_features_)) return keep({});
  return keep(Status::error(StatusCode::kOutOfMemory, "not enough memory for the starting centroids"));
}

val Session::start_view() { return val(typed_memory_view(start_.size(), start_.data())); }

int Session::fit(double k, int init, double seed, int stop, double tol, double max_iter, int empty) {
  return keep(
      run(stepper_, points(), to_params(algorithm_, k, init, seed, stop, tol, max_iter, empty), start(), summary_));
}

int Session::sweep(double k_max, int init, double seed, int stop, double tol, double max_iter, int empty, bool across,
                   const val& on_done) {
  const auto count = static_cast<std::size_t>(k_max);
  const Params params = to_params(algorithm_, k_max, init, seed, stop, tol, max_iter, empty);
  sweep_.assign(count * kSweepColumns, 0);
  std::size_t done = 0;
  const auto keep_row = [&](std::size_t job, const Summary& summary, std::span<const Label>, std::span<const double>) {
    double* row = sweep_.data() + job * kSweepColumns;
    row[0] = summary.inertia;
    row[1] = static_cast<double>(summary.iterations);
    row[2] = summary.converged ? 1 : 0;
    ++done;
    // A function of JavaScript belongs to the thread that brought it.
    if (emscripten_is_main_runtime_thread() != 0) on_done(static_cast<double>(done));
  };
  const auto given = params.init == Init::kGiven ? start() : std::span<const double>();
  return keep(
      kmeans::sweep(workspace_, points(), params, count, given, keep_row, across ? Spread::kAcross : Spread::kWithin));
}

bool Session::sweeps_across(double k_max) const {
  return fits_side_by_side(points(), static_cast<std::size_t>(k_max), workspace_.threads());
}

val Session::sweep_view() { return val(typed_memory_view(sweep_.size(), sweep_.data())); }

int Session::begin(double k, int init, double seed, int stop, double tol, double max_iter, int empty) {
  return keep(stepper_.begin(points(), to_params(algorithm_, k, init, seed, stop, tol, max_iter, empty), start()));
}

int Session::update() { return keep(stepper_.update()); }

val Session::labels_view() {
  const auto labels = stepper_.labels();
  return val(typed_memory_view(labels.size(), labels.data()));
}

val Session::centroids_view() {
  const auto centroids = stepper_.centroids();
  return val(typed_memory_view(centroids.size(), centroids.data()));
}

}  // namespace kmeans::bindings
