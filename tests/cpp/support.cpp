#include "support.h"

#include <bit>
#include <cmath>

#include "kmeans/rng.h"

namespace kmeans::test {
namespace {

double signed_unit(Rng& rng) { return 2 * rng.uniform() - 1; }

/// One value of the styles whose values do not depend on each other.
double draw(Style style, Rng& rng, std::size_t row) {
  constexpr double kZeros[] = {0.0, -0.0, 1.0, -1.0};
  switch (style) {
    case Style::kUniform: return rng.uniform();
    case Style::kGrid: return static_cast<double>(rng.below(4));
    case Style::kHuge: return 1e300 * signed_unit(rng);
    case Style::kOverflowing: return (row / kBlockRows % 2 == 0 ? 1.7e308 : -1.7e308) * (0.5 + rng.uniform() / 2);
    case Style::kDenormal: return 1e-160 * signed_unit(rng);
    case Style::kHugeOffset: return 1e9 + static_cast<double>(rng.below(64)) / 16;
    case Style::kSignedZeros: return kZeros[rng.below(4)];
    default: return 20 * signed_unit(rng);
  }
}

}  // namespace

Points make_points(Style style, std::size_t n, std::size_t d, std::uint32_t seed) {
  Rng rng(seed);
  Points points{std::vector<double>(n * d), n, d};
  const bool patterned = style == Style::kBlobs || style == Style::kDuplicates || style == Style::kAllTheSame;
  const std::size_t patterns = !patterned ? 0 : style == Style::kBlobs ? 8 : style == Style::kDuplicates ? 5 : 1;
  std::vector<double> centers(patterns * d);
  for (double& value : centers) value = 20 * signed_unit(rng);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t home = patterned ? rng.below(patterns) : 0;
    for (std::size_t j = 0; j < d; ++j) {
      double& value = points.data[i * d + j];
      value = patterned ? centers[home * d + j] : draw(style, rng, i);
      if (style == Style::kBlobs) value += 3 * (rng.uniform() + rng.uniform() - 1);
    }
  }
  return points;
}

double literal_block_sum(std::span<const double> values) {
  std::vector<double> sums;
  for (std::size_t begin = 0; begin < values.size(); begin += 2048) {
    double sum = 0;
    for (std::size_t i = begin; i < std::min(begin + 2048, values.size()); ++i) sum += values[i];
    sums.push_back(sum);
  }
  for (std::size_t stride = 1; stride < sums.size(); stride *= 2) {
    for (std::size_t b = 0; b < sums.size(); ++b) {
      if (b % (2 * stride) == 0 && b + stride < sums.size()) sums[b] += sums[b + stride];
    }
  }
  return sums.at(0);
}

double literal_distance(const double* x, const double* c, std::size_t d) {
  double s = 0;
  for (std::size_t j = 0; j < d; ++j) {
    const double t = x[j] - c[j];
    s += t * t;
  }
  return s;
}

Label literal_nearest(const double* x, std::span<const double> centroids, std::size_t d) {
  double best = std::numeric_limits<double>::infinity();
  Label label = 0;
  for (std::size_t c = 0; c * d < centroids.size(); ++c) {
    const double s = literal_distance(x, &centroids[c * d], d);
    if (s < best) {
      best = s;
      label = static_cast<Label>(c);
    }
  }
  return label;
}

::testing::AssertionResult same_bits(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) return ::testing::AssertionFailure() << "sizes " << a.size() << " and " << b.size();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) && std::isnan(b[i])) continue;
    if (std::bit_cast<std::uint64_t>(a[i]) == std::bit_cast<std::uint64_t>(b[i])) continue;
    return ::testing::AssertionFailure() << "value " << i << " of " << a.size() << " is " << std::hexfloat << a[i]
                                         << " here and " << b[i] << " there";
  }
  return ::testing::AssertionSuccess();
}

::testing::AssertionResult same_answer(const Result& a, const Result& b) {
  constexpr std::uint64_t kCanonical = 0x7ff8000000000000;
  for (const double value : a.centroids) {
    if (std::isnan(value) && std::bit_cast<std::uint64_t>(value) != kCanonical) {
      return ::testing::AssertionFailure() << "a centroid is a NaN of bits " << std::bit_cast<std::uint64_t>(value);
    }
  }
  if (a.labels != b.labels) return ::testing::AssertionFailure() << "labels differ";
  if (a.summary.iterations != b.summary.iterations || a.summary.converged != b.summary.converged) {
    return ::testing::AssertionFailure() << "iterations " << a.summary.iterations << " and " << b.summary.iterations
                                         << ", converged " << a.summary.converged << " and " << b.summary.converged;
  }
  if (auto same = same_bits(a.summary.inertia, b.summary.inertia); !same) return same << ", inertia";
  if (auto same = same_bits(a.centroids, b.centroids); !same) return same << ", centroids";
  if (a.trace.empty() || b.trace.empty()) return ::testing::AssertionSuccess();
  if (a.trace.size() != b.trace.size()) return ::testing::AssertionFailure() << "traces of different length";
  for (std::size_t i = 0; i < a.trace.size(); ++i) {
    const IterationStats& left = a.trace[i];
    const IterationStats& right = b.trace[i];
    if (left.changed != right.changed || left.empties != right.empties || !same_bits(left.inertia, right.inertia) ||
        !same_bits(left.shift, right.shift)) {
      return ::testing::AssertionFailure() << "row " << i << " of the trace differs";
    }
  }
  return ::testing::AssertionSuccess();
}

Result must_fit(Workspace& workspace, const Points& points, const Params& params, std::span<const double> start,
                bool with_trace) {
  Result result;
  const Status status = fit(workspace, points.view(), params, result, start, with_trace);
  EXPECT_TRUE(status.ok()) << status.message;
  return result;
}

}  // namespace kmeans::test
