/// \file
/// What JavaScript holds: the points, the threads and the last answer of one engine.
#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <string>
#include <vector>

#include "../src/buffer.h"
#include "kmeans/fit.h"

namespace kmeans::bindings {

/// Methods return a StatusCode as an int; message() tells what was wrong. Views are valid until the next call: memory
/// may grow under them.
class Session {
 public:
  /// \param algorithm As kmeans::Algorithm.
  Session(int threads, int algorithm);

  /// Threads the last fit used; before any, those of the pool.
  [[nodiscard]] int threads() const { return workspace_.threads_used(); }
  /// Measures this machine, and from now on gives each fit one thread or all, whichever is faster.
  void choose_threads();
  [[nodiscard]] std::string kernels() const { return workspace_.kernels(); }
  [[nodiscard]] std::string message() const { return status_.message; }

  /// Makes room for n x d points, to be written through points_view().
  int reserve(double n, double d);
  emscripten::val points_view();
  /// Checks the points written.
  int check();
  /// Room for k x d starting centroids, to be written before a fit with init = given.
  int reserve_start(double k);
  emscripten::val start_view();

  /// A whole fit. Parameters as in kmeans::Params; enums as their numbers.
  int fit(double k, int init, double seed, int stop, double tol, double max_iter, int empty);

  /// Fits every k from 1 to k_max on the points in place, seeded once where the start allows it; see kmeans::sweep().
  /// The last fit's labels and centroids are not of use afterwards. With init = given, the start has k_max rows.
  /// \param across Whole fits side by side, each on one thread, in place of one after the other on all threads.
  /// \param on_done A function of JavaScript, told how many fits are done, when one has ended on this thread.
  int sweep(double k_max, int init, double seed, int stop, double tol, double max_iter, int empty, bool across,
            const emscripten::val& on_done);
  /// Whether the cost model would run the sweep up to k_max side by side.
  [[nodiscard]] bool sweeps_across(double k_max) const;
  /// What sweep() found, three numbers a k: inertia, iterations, and 1 where the fit converged.
  emscripten::val sweep_view();

  /// The fit in half-steps, same parameters.
  int begin(double k, int init, double seed, int stop, double tol, double max_iter, int empty);
  void seed() { stepper_.seed(); }
  void assign() { stepper_.assign(); }
  int update();
  [[nodiscard]] bool finished() const { return stepper_.finished(); }
  void stats() { stats_ = stepper_.stats(); }
  void summarize() { summary_ = stepper_.summary(); }

  [[nodiscard]] double iterations() const { return static_cast<double>(summary_.iterations); }
  [[nodiscard]] bool converged() const { return summary_.converged; }
  [[nodiscard]] double inertia() const { return summary_.inertia; }
  [[nodiscard]] double stats_inertia() const { return stats_.inertia; }
  [[nodiscard]] double stats_changed() const { return static_cast<double>(stats_.changed); }
  [[nodiscard]] double stats_shift() const { return stats_.shift; }
  [[nodiscard]] double stats_empties() const { return static_cast<double>(stats_.empties); }
  emscripten::val labels_view();
  emscripten::val centroids_view();

 private:
  int keep(Status status);
  [[nodiscard]] MatrixView points() const { return {points_.data(), n_samples_, n_features_}; }
  [[nodiscard]] std::span<const double> start() const { return start_.span(); }

  Workspace workspace_;
  Stepper stepper_;
  Algorithm algorithm_;
  detail::Buffer<double> points_;
  detail::Buffer<double> start_;
  std::vector<double> sweep_;
  std::size_t n_samples_ = 0;
  std::size_t n_features_ = 0;
  Status status_;
  Summary summary_;
  IterationStats stats_;
};

}  // namespace kmeans::bindings
