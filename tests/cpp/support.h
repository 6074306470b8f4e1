/// \file
/// What several tests share: data, literal readings of the contract, and comparison to the bit.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kmeans/fit.h"

namespace kmeans::test {

/// A matrix that owns its values.
struct Points {
  std::vector<double> data;
  std::size_t n = 0;
  std::size_t d = 0;

  [[nodiscard]] MatrixView view() const { return {data.data(), n, d}; }
};

/// Kinds of data that have broken k-means before.
enum class Style : std::uint8_t {
  kBlobs,
  kUniform,
  kGrid,         ///< Few integers: ties everywhere.
  kDuplicates,   ///< Five patterns.
  kAllTheSame,   ///< One pattern.
  kHuge,         ///< Near 1e300: every distance overflows.
  kOverflowing,  ///< Sums overflow to both infinities: NaN.
  kDenormal,     ///< Near 1e-160: distances are denormal or zero.
  kHugeOffset,   ///< 1e9 and a little.
  kSignedZeros,
};
inline constexpr std::uint8_t kStyles = 10;

/// The same points for the same arguments.
Points make_points(Style style, std::size_t n, std::size_t d, std::uint32_t seed);

/// A block sum as the contract words it: blocks of 2048 in ascending order, then stride doubling over an array.
double literal_block_sum(std::span<const double> values);
double literal_distance(const double* x, const double* c, std::size_t d);
Label literal_nearest(const double* x, std::span<const double> centroids, std::size_t d);

/// Equal bit for bit; any two NaN are equal.
::testing::AssertionResult same_bits(std::span<const double> a, std::span<const double> b);
inline ::testing::AssertionResult same_bits(double a, double b) {
  return same_bits(std::span(&a, 1), std::span(&b, 1));
}
/// Labels, centroids, inertia, iterations, converged; NaN must be canonical. The trace too when both have one.
::testing::AssertionResult same_answer(const Result& a, const Result& b);

/// A fit that has to succeed.
Result must_fit(Workspace& workspace, const Points& points, const Params& params, std::span<const double> start = {},
                bool with_trace = false);

}  // namespace kmeans::test
