/// \file
/// How alike two labelings are. Labels are any non-negative integers; both spans have one entry a row.
#pragma once

#include <span>

#include "kmeans/types.h"

namespace kmeans {

/// Adjusted Rand index (Hubert and Arabie, 1985): 1 for equal partitions, about 0 for unrelated ones.
double adjusted_rand_index(std::span<const Label> a, std::span<const Label> b);

/// Normalised mutual information, by the arithmetic mean of the entropies (scikit-learn's default).
double normalized_mutual_info(std::span<const Label> a, std::span<const Label> b);

}  // namespace kmeans
