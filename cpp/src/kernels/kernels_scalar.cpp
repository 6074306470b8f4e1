#include "collect.h"
#include "kernels.h"
#include "scalar.h"
#include "screen.h"
#include "vec_scalar.h"

namespace kmeans::detail {

const Kernels kScalarKernels = {"scalar",
                                1,
                                scalar::assign,
                                scalar::distances,
                                scalar::smaller,
                                scalar::own_distances,
                                scalar::collect<std::uint8_t>,
                                scalar::collect<std::uint16_t>,
                                Screening<VecScalar>::screen,
                                scalar::accumulate<Label>,
                                scalar::accumulate<std::uint8_t>,
                                scalar::accumulate<std::uint16_t>};

}  // namespace kmeans::detail
