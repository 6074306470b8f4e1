/// \file
/// Built for AVX-512F; run only where the machine has it.
#include "generic.h"
#include "kernels.h"
#include "vec_avx512.h"

namespace kmeans::detail {

const Kernels kAvx512Kernels = Generic<VecAvx512>::kernels();

}  // namespace kmeans::detail
