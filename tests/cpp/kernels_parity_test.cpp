#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "buffer.h"
#include "kernels/kernels.h"
#include "kmeans/rng.h"
#include "support.h"

namespace kmeans::test {
namespace {

using detail::Kernels;

/// What the numbers of a kernel test are like.
enum class Numbers : std::uint8_t { kPlain, kTies, kExtreme };

constexpr double kExtremes[] = {0.0,    -0.0,     1.0,   -1.0,    1e200,    -1e200, 1.7e308, -1.7e308,
                                1e-170, 4.9e-324, 1e150, -1e-308, 2.2e-308, 3.0,    -7e153,  1e154};

double number(Numbers kind, Rng& rng) {
  switch (kind) {
    case Numbers::kPlain: return 2 * rng.uniform() - 1;
    case Numbers::kTies: return static_cast<double>(rng.below(3));
    case Numbers::kExtreme: return kExtremes[rng.below(std::size(kExtremes))];
  }
  return 0;
}

/// Centroids may have overflowed to infinity and NaN; points are finite.
double centroid_number(Numbers kind, Rng& rng) {
  const std::size_t special = kind == Numbers::kExtreme ? rng.below(12) : 12;
  if (special == 0) return std::numeric_limits<double>::quiet_NaN();
  if (special == 1) return std::numeric_limits<double>::infinity();
  if (special == 2) return -std::numeric_limits<double>::infinity();
  return number(kind, rng);
}

/// Input of all four kernels. The rows start at an odd place, so that nothing relies on their alignment.
struct Input {
  Input(std::size_t n_rows, std::size_t n_features, std::size_t n_clusters, Numbers kind)
      : rows(n_rows), d(n_features), k(n_clusters), storage(n_rows * n_features + 1), centroids(k * d), labels(rows) {
    Rng rng(static_cast<std::uint32_t>(rows * 5000 + d * 71 + k + static_cast<std::size_t>(kind) * 1'000'000));
    for (double& value : storage) value = number(kind, rng);
    for (double& value : centroids) value = centroid_number(kind, rng);
    for (Label& label : labels) label = static_cast<Label>(rng.below(k));
  }
  [[nodiscard]] const double* x() const { return storage.data() + 1; }

  std::size_t rows;
  std::size_t d;
  std::size_t k;
  std::vector<double> storage;
  std::vector<double> centroids;
  std::vector<Label> labels;
};

struct Output {
  std::size_t changed = 0;
  std::vector<Label> labels;
  std::vector<double> distances;
  std::vector<double> own;
  std::vector<double> sums;
};

constexpr double kGuard = 1234.5;

/// Runs all four kernels; each output has one guard value behind it.
Output run(const Kernels& kernels, const Input& in) {
  Output out;
  out.labels = in.labels;
  out.labels.push_back(-77);
  detail::Buffer<double> scratch;
  EXPECT_TRUE(scratch.resize(detail::kMaxPanelRows * in.d));
  out.changed = kernels.assign(in.x(), in.rows, in.d, in.centroids.data(), in.k, out.labels.data(), scratch.data());
  out.distances.assign(in.rows + 1, kGuard);
  kernels.distances(in.x(), in.rows, in.d, in.centroids.data(), out.distances.data());
  out.own.assign(in.rows + 1, kGuard);
  kernels.own_distances(in.x(), in.rows, in.d, in.centroids.data(), in.labels.data(), out.own.data());
  out.sums.assign(in.k * (in.d + 1) + 1, 0.0);
  out.sums.back() = kGuard;
  kernels.accumulate(in.x(), nullptr, in.rows, in.d, in.labels.data(), out.sums.data(), out.sums.data() + in.k * in.d);
  return out;
}

/// The contract, word by word.
Output literal(const Input& in) {
  Output out;
  for (std::size_t i = 0; i < in.rows; ++i) {
    const double* row = in.x() + i * in.d;
    const auto own = static_cast<std::size_t>(in.labels[i]);
    out.labels.push_back(literal_nearest(row, in.centroids, in.d));
    out.changed += out.labels[i] != in.labels[i] ? 1U : 0U;
    out.distances.push_back(literal_distance(row, in.centroids.data(), in.d));
    out.own.push_back(literal_distance(row, &in.centroids[own * in.d], in.d));
  }
  out.sums.assign(in.k * (in.d + 1), 0.0);
  for (std::size_t i = 0; i < in.rows; ++i) {
    const auto own = static_cast<std::size_t>(in.labels[i]);
    for (std::size_t j = 0; j < in.d; ++j) out.sums[own * in.d + j] += in.x()[i * in.d + j];
    out.sums[in.k * in.d + own] += 1;
  }
  out.labels.push_back(-77);
  for (std::vector<double>* values : {&out.distances, &out.own, &out.sums}) values->push_back(kGuard);
  return out;
}

/// Whether a kernel set gives what the contract says on one input.
void expect_parity(const Input& in, const Kernels& kernels) {
  const Output expected = literal(in);
  const Output got = run(kernels, in);
  ASSERT_EQ(got.labels, expected.labels) << kernels.name << ": " << in.rows << " x " << in.d << ", k = " << in.k;
  ASSERT_EQ(got.changed, expected.changed) << kernels.name << ": " << in.rows << " x " << in.d << ", k = " << in.k;
  const auto same = [&](const std::vector<double>& a, const std::vector<double>& b, const char* what) {
    ASSERT_TRUE(same_bits(a, b)) << what << ", " << kernels.name << ": " << in.rows << " x " << in.d
                                 << ", k = " << in.k;
  };
  same(got.distances, expected.distances, "distances");
  same(got.own, expected.own, "own_distances");
  same(got.sums, expected.sums, "accumulate");
}

class KernelsParity : public ::testing::TestWithParam<Numbers> {
 protected:
  static void check(std::size_t rows, std::size_t d, std::size_t k) {
    const Input in(rows, d, k, GetParam());
    expect_parity(in, detail::kScalarKernels);
    for (const Kernels* kernels : detail::available_kernels()) expect_parity(in, *kernels);
  }
};

TEST_P(KernelsParity, EveryRowCountAndEveryFeatureCount) {
  for (std::size_t d = 1; d <= 65; ++d) {
    for (std::size_t rows = 0; rows <= 70 && !HasFatalFailure(); ++rows) check(rows, d, 1 + (rows + d) % 9);
  }
}

TEST_P(KernelsParity, EveryClusterCountAndEveryFeatureCount) {
  for (std::size_t d = 1; d <= 65; ++d) {
    for (std::size_t k = 1; k <= 70 && !HasFatalFailure(); ++k) check(9 + (k + d) % 10, d, k);
  }
}

TEST_P(KernelsParity, EveryRowCountAndEveryClusterCount) {
  for (std::size_t rows = 0; rows <= 70; ++rows) {
    for (std::size_t k = 1; k <= 70 && !HasFatalFailure(); ++k) check(rows, 1 + (rows + k) % 6, k);
  }
}

TEST_P(KernelsParity, LargestShapes) {
  check(70, kMaxFeatures, 5);
  check(40, 3, kMaxClusters);
  check(3000, 7, 16);
}

std::string numbers_name(const ::testing::TestParamInfo<Numbers>& info) {
  constexpr const char* kNames[] = {"Plain", "Ties", "Extreme"};
  return kNames[static_cast<std::size_t>(info.param)];
}

INSTANTIATE_TEST_SUITE_P(, KernelsParity, ::testing::Values(Numbers::kPlain, Numbers::kTies, Numbers::kExtreme),
                         numbers_name);

TEST(Kernels, RowsWithoutANumberForADistanceGetLabelZero) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Kernels* kernels : detail::available_kernels()) {
    for (const double bad : {nan, std::numeric_limits<double>::infinity()}) {
      const std::vector<double> x(33 * 2, 1.0);
      const std::vector<double> centroids(5 * 2, bad);
      std::vector<Label> labels(33, 4);
      detail::Buffer<double> scratch;
      ASSERT_TRUE(scratch.resize(detail::kMaxPanelRows * 2));
      EXPECT_EQ(kernels->assign(x.data(), 33, 2, centroids.data(), 5, labels.data(), scratch.data()), 33U);
      EXPECT_EQ(labels, std::vector<Label>(33, 0));
    }
  }
}

}  // namespace
}  // namespace kmeans::test
