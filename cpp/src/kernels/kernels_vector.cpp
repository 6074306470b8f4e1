/// \file
/// The one place that chooses an instruction set.
#include "kernels.h"

#if defined(__wasm_simd128__)
#include "generic.h"
#include "vec_wasm128.h"
#define KMEANS_VECTOR VecWasm128
#elif defined(__x86_64__)
#include "generic.h"
#include "vec_sse2.h"
#define KMEANS_VECTOR VecSse2
#endif

namespace kmeans::detail {

#if defined(KMEANS_VECTOR)
namespace {
constexpr Kernels kVectorKernels = Generic<KMEANS_VECTOR>::kernels();
}
const Kernels& best_kernels() { return kVectorKernels; }
#else
const Kernels& best_kernels() { return kScalarKernels; }
#endif

}  // namespace kmeans::detail
