/// \file
/// Hashes that let a page and a terminal check that they hold the same bytes.
#pragma once

#include <span>
#include <string>

#include "kmeans/types.h"

namespace kmeans::cli {

/// Lower-case hex SHA-256 of the values as little-endian int32.
std::string sha256_of(std::span<const Label> values);
/// Lower-case hex SHA-256 of the values as little-endian float64.
std::string sha256_of(std::span<const double> values);

}  // namespace kmeans::cli
