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

/// Owns the threads. Not itself thread-safe: one fit at a time.
class Workspace {
 public:
  /// \param threads Threads to compute with, the caller's included; below 1 counts as 1, above 64 as 64.
  explicit Workspace(int threads = 1, KernelChoice kernels = KernelChoice::kBest);
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  [[nodiscard]] int threads() const;
  /// Name of the kernels in use: "scalar", "sse2", "wasm128", ...
  [[nodiscard]] const char* kernels() const;
  [[nodiscard]] detail::Engine& engine() const { return *engine_; }

 private:
  std::unique_ptr<detail::Engine> engine_;
};

}  // namespace kmeans
