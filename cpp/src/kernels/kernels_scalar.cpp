#include "kernels.h"
#include "scalar.h"

namespace kmeans::detail {

const Kernels kScalarKernels = {"scalar", scalar::assign, scalar::distances, scalar::own_distances, scalar::accumulate};

}  // namespace kmeans::detail
