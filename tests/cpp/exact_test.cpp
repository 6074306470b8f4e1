/// The exact engine against textbook Lloyd, aimed at the seams of its proofs (docs/exactness.md).
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>

#include "kmeans/rng.h"
#include "support.h"

namespace kmeans::test {
namespace {

/// Fits with both algorithms, at one and three threads, scalar and best kernels, and demands equal bits.
void expect_same(const Points& points, Params params, std::span<const double> start = {}) {
  Workspace textbook(1, KernelChoice::kScalar);
  params.algorithm = Algorithm::kLloyd;
  const Result expected = must_fit(textbook, points, params, start);
  params.algorithm = Algorithm::kExact;
  for (const KernelChoice kernels :
       {KernelChoice::kScalar, KernelChoice::kVector128, KernelChoice::kVector256, KernelChoice::kBest}) {
    for (const int threads : {1, 3}) {
      Workspace workspace(threads, kernels);
      SCOPED_TRACE(std::string(workspace.kernels()) + ", threads = " + std::to_string(threads));
      EXPECT_TRUE(same_answer(must_fit(workspace, points, params, start), expected));
    }
  }
}

Points scaled(Points points, const std::function<double(double)>& change) {
  for (double& value : points.data) value = change(value);
  return points;
}

TEST(Exact, ManyIterationsOverSeveralSpansOfRows) {
  // 70,000 rows are more than two spans; uniform data keep moving for a long time.
  for (const Style style : {Style::kUniform, Style::kBlobs, Style::kGrid}) {
    SCOPED_TRACE(static_cast<int>(style));
    expect_same(make_points(style, 70000, 2, 1), {.k = 20, .max_iter = 60});
    expect_same(make_points(style, 35000, 5, 2), {.k = 9, .max_iter = 40});
  }
}

TEST(Exact, LongRowsThatDoNotStayInCache) {
  // More than 8 MiB of rows of 256 bytes: spans are short and read ahead.
  expect_same(make_points(Style::kBlobs, 40000, 32, 12), {.k = 14, .max_iter = 12});
  expect_same(make_points(Style::kUniform, 9000, 130, 13), {.k = 40, .max_iter = 6});
}

TEST(Exact, MoreClustersThanALabelByteAndAListHold) {
  expect_same(make_points(Style::kUniform, 9000, 3, 3), {.k = 300, .max_iter = 12});
  expect_same(make_points(Style::kBlobs, 6000, 2, 4), {.k = 257, .init = Init::kRandom, .max_iter = 12});
  expect_same(make_points(Style::kUniform, 4200, 2, 5), {.k = 256, .max_iter = 30});
}

TEST(Exact, EveryMagnitudeAndTheEdgesOfFloat32) {
  const Points points = make_points(Style::kBlobs, 3000, 3, 6);
  for (const double scale : {1e-300, 1e-160, 1e-45, 1e-38, 1e-30, 1e-14, 1e-13, 1e-12, 1e-6, 1e6, 1e11, 1e12, 1e13,
                             1e19, 1e38, 1e100, 1e154, 1e300}) {
    SCOPED_TRACE(scale);
    expect_same(scaled(points, [&](double v) { return v * scale; }), {.k = 12, .max_iter = 20});
  }
}

TEST(Exact, OffsetsFarLargerThanTheSpread) {
  const Points points = make_points(Style::kUniform, 3000, 2, 7);
  for (const double offset : {1e3, 1e6, 1e9, 1e12, 1e15}) {
    SCOPED_TRACE(offset);
    expect_same(scaled(points, [&](double v) { return offset + v; }), {.k = 10, .max_iter = 30});
  }
}

TEST(Exact, RowsThatOverflowFloat32AmongOrdinaryOnes) {
  Points points = make_points(Style::kBlobs, 5000, 4, 8);
  const double outliers[] = {1e15, 1e20, 1e30, -1e38, 1e39, 1e60, -1e150, 1e-40};
  for (std::size_t i = 0; i < std::size(outliers); ++i) points.data[i * 2404] = outliers[i];
  // The start is made of ordinary rows, so that the centroids begin inside float32's range.
  const std::vector<double> start(points.data.begin() + 400, points.data.begin() + 400 + 6 * 4);
  for (const std::size_t iterations : {1, 2, 25}) {
    expect_same(points, {.k = 6, .init = Init::kGiven, .max_iter = iterations}, start);
  }
}

TEST(Exact, RowsExactlyBetweenCentroids) {
  // Integer grids with centroids on half-way lines: every row near a line is a tie or one ulp from it.
  Points points;
  points.d = 2;
  for (int x = -40; x <= 40; ++x) {
    for (int y = -40; y <= 40; ++y) {
      points.data.push_back(x);
      points.data.push_back(y);
    }
  }
  points.n = points.data.size() / 2;
  const std::vector<double> start = {-20, -20, 20, -20, -20, 20, 20, 20, 0, 0, 0, 0};
  expect_same(points, {.k = 6, .init = Init::kGiven}, start);
  for (double nudge = 1e-3; nudge > 1e-19; nudge /= 10) {
    SCOPED_TRACE(nudge);
    expect_same(scaled(points, [&](double v) { return v + (v > 3 ? nudge : 0); }), {.k = 6, .init = Init::kGiven},
                start);
  }
}

TEST(Exact, FewRowsOddFeaturesAndAsManyClustersAsRows) {
  for (const std::size_t n : {1, 2, 3, 15, 16, 17, 31, 33}) {
    for (const std::size_t d : {1, 2, 3, 4, 5, 7, 8, 9, 17, 63, 65}) {
      SCOPED_TRACE("n = " + std::to_string(n) + ", d = " + std::to_string(d));
      const Points points = make_points(Style::kBlobs, n, d, static_cast<std::uint32_t>(n * 100 + d));
      expect_same(points, {.k = n});
      expect_same(points, {.k = (n + 1) / 2, .init = Init::kRandom});
    }
  }
}

TEST(Exact, CentroidsThatJump) {
  // Far starts empty clusters, and each policy moves centroids across the data between assignments.
  const Points points = make_points(Style::kBlobs, 20000, 2, 9);
  std::vector<double> start(16 * 2);
  for (std::size_t i = 0; i < start.size(); ++i) start[i] = i < 8 ? points.data[i] : 1e4 * static_cast<double>(i);
  for (const EmptyPolicy empty : {EmptyPolicy::kRelocate, EmptyPolicy::kKeep, EmptyPolicy::kReseed}) {
    SCOPED_TRACE(static_cast<int>(empty));
    expect_same(points, {.k = 16, .init = Init::kGiven, .max_iter = 40, .empty = empty}, start);
  }
}

TEST(Exact, AFitLeavesNothingForTheNext) {
  Workspace workspace(2);
  Stepper stepper(workspace);
  const Points large = make_points(Style::kUniform, 40000, 3, 10);
  const Points small = make_points(Style::kBlobs, 500, 7, 11);
  const auto inertia = [&](const Points& points, std::size_t k, Algorithm algorithm) {
    Summary summary;
    EXPECT_TRUE(run(stepper, points.view(), {.k = k, .max_iter = 15, .algorithm = algorithm}, {}, summary).ok());
    return summary.inertia;
  };
  const double first = inertia(large, 30, Algorithm::kExact);
  const double second = inertia(small, 300, Algorithm::kExact);
  EXPECT_TRUE(same_bits(inertia(small, 300, Algorithm::kLloyd), second));
  EXPECT_TRUE(same_bits(inertia(large, 30, Algorithm::kExact), first));
  EXPECT_TRUE(same_bits(inertia(large, 30, Algorithm::kLloyd), first));
}

}  // namespace
}  // namespace kmeans::test
