/// \file
/// Built for AVX2; run only where the machine has it.
#include "generic.h"
#include "kernels.h"
#include "vec_avx2.h"

namespace kmeans::detail {

const Kernels kAvx2Kernels = Generic<VecAvx2>::kernels();

}  // namespace kmeans::detail
