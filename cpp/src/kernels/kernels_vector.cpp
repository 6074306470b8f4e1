/// \file
/// The one place that chooses an instruction set.
#include "kernels.h"

#if defined(__wasm_simd128__)
#include "generic.h"
#include "vec_wasm128.h"
#elif defined(__x86_64__)
#include "generic.h"
#include "vec_sse2.h"
#endif

namespace kmeans::detail {

#if defined(__wasm_simd128__)

// A module is chosen by what the browser has, before it is loaded: it needs no other set.
std::span<const Kernels* const> available_kernels() {
  static constexpr Kernels kWasm128 = Generic<VecWasm128>::kernels();
  static constexpr const Kernels* kAll[] = {&kWasm128};
  return kAll;
}

#elif defined(__x86_64__)

std::span<const Kernels* const> available_kernels() {
  static constexpr Kernels kSse2 = Generic<VecSse2>::kernels();
  static constexpr const Kernels* kAll[] = {&kAvx512Kernels, &kAvx2Kernels, &kSse2, &kScalarKernels};
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") != 0;
  const std::size_t first = avx2 && __builtin_cpu_supports("avx512f") != 0 ? 0 : avx2 ? 1 : 2;
  return std::span(kAll).subspan(first);
}

#else

std::span<const Kernels* const> available_kernels() {
  static constexpr const Kernels* kAll[] = {&kScalarKernels};
  return kAll;
}

#endif

}  // namespace kmeans::detail
