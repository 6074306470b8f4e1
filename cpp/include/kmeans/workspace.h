/// \file
/// What a fit computes with: a pool of threads and a choice of kernels, kept from fit to fit.
#pragma once

#include <memory>

namespace kmeans {

/// The widest vectors to use, of those this build and this machine have. All give the same bits.
enum class KernelChoice {
  kScalar = 1,     ///< Plain C++, one number at a time.
  kVector128 = 2,  ///< What every machine of the architecture has: SSE2, WebAssembly SIMD.
  kVector256 = 4,  ///< Up to AVX2.
  kBest = 8,       ///< Up to AVX-512.
};

namespace detail {
struct Engine;
}

/// What this machine's threads cost and bring, measured by whoever has a clock. By it a fit is split over the threads
/// only when that pays.
struct CostModel {
  double region_us = 0;  ///< One parallel region with nothing to do.
  double term_ns = 0;    ///< One term (x - c)^2 of the float64 kernel, on one thread.
  double speedup = 1;    ///< All threads over one, on work that splits evenly.
};

/// A clock for measure_costs(): microseconds since any moment.
using ClockUs = double (*)();

/// Owns the threads. Not itself thread-safe: one fit at a time.
class Workspace {
 public:
  /// \param threads Threads to compute with, the caller's included; below 1 counts as 1, above 64 as 64.
  explicit Workspace(int threads = 1, KernelChoice kernels = KernelChoice::kBest);
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  /// Threads of the pool, the caller's included.
  [[nodiscard]] int threads() const;
  /// Threads the last fit was given: all of them, or one where the cost model said so.
  [[nodiscard]] int threads_used() const;
  /// Measures this machine with a clock of the caller's, in 5 to 25 ms. The library reads none of its own.
  [[nodiscard]] CostModel measure_costs(ClockUs clock);
  /// Leaves the choice between one thread and all to a cost model, fit by fit. Without one every fit gets all threads.
  void choose_threads_by(const CostModel& model);
  /// Name of the kernels in use: "scalar", "sse2", "wasm128", ...
  [[nodiscard]] const char* kernels() const;
  [[nodiscard]] detail::Engine& engine() const { return *engine_; }

 private:
  std::unique_ptr<detail::Engine> engine_;
};

}  // namespace kmeans
