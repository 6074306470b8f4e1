#include "kmeans/fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kmeans/rng.h"
#include "support.h"

namespace kmeans::test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Points line(std::vector<double> values) {
  const std::size_t n = values.size();
  return {std::move(values), n, 1};
}

Params given(std::size_t k) {
  Params params;
  params.k = k;
  params.init = Init::kGiven;
  return params;
}

/// The means of the rows of each label by literal block sums; NaN where a cluster has no rows.
std::vector<double> literal_means(const Points& points, std::span<const Label> labels, std::size_t k) {
  std::vector<double> means(k * points.d, kNaN);
  for (std::size_t c = 0; c < k; ++c) {
    double count = 0;
    for (const Label label : labels) count += label == static_cast<Label>(c) ? 1 : 0;
    if (count == 0) continue;
    for (std::size_t j = 0; j < points.d; ++j) {
      std::vector<double> column(points.n, 0.0);  // a row of another cluster adds +0, which changes no sum
      for (std::size_t i = 0; i < points.n; ++i) {
        if (labels[i] == static_cast<Label>(c)) column[i] = points.data[i * points.d + j];
      }
      means[c * points.d + j] = literal_block_sum(column) / count;
    }
  }
  return means;
}

double literal_inertia(const Points& points, const Result& result) {
  std::vector<double> own(points.n);
  for (std::size_t i = 0; i < points.n; ++i) {
    const auto c = static_cast<std::size_t>(result.labels[i]);
    own[i] = literal_distance(points.view().row(i), &result.centroids[c * points.d], points.d);
  }
  return literal_block_sum(own);
}

TEST(Fit, LabelsAreTheLowestNearestCentroidAndInertiaIsTheirs) {
  Workspace workspace(2);
  for (std::uint8_t style = 0; style < kStyles; ++style) {
    const Points points = make_points(static_cast<Style>(style), 2500, 3, style);
    Params params;
    params.k = 7;
    params.max_iter = 6;
    const Result result = must_fit(workspace, points, params);
    ASSERT_EQ(result.labels.size(), points.n);
    for (std::size_t i = 0; i < points.n; ++i) {
      ASSERT_EQ(result.labels[i], literal_nearest(points.view().row(i), result.centroids, points.d))
          << "style " << int{style} << ", row " << i;
    }
    EXPECT_TRUE(same_bits(result.summary.inertia, literal_inertia(points, result))) << "style " << int{style};
  }
}

TEST(Fit, CentroidsAreTheBlockTreeMeansOfTheLabelsBefore) {
  Workspace workspace(3);
  Stepper stepper(workspace);
  const Points points = make_points(Style::kBlobs, 13'000, 3, 1);
  Params params;
  params.k = 5;
  ASSERT_TRUE(stepper.begin(points.view(), params).ok());
  stepper.seed();
  stepper.assign();
  for (int iteration = 0; iteration < 4; ++iteration) {
    const std::vector<double> expected = literal_means(points, stepper.labels(), params.k);
    ASSERT_TRUE(stepper.update().ok());
    EXPECT_TRUE(same_bits(stepper.centroids(), expected)) << "update " << iteration + 1;
    stepper.assign();
  }
}

TEST(Fit, OneClusterIsTheMean) {
  Workspace workspace;
  const Points points = make_points(Style::kUniform, 5000, 4, 2);
  Params params;
  params.k = 1;
  const Result result = must_fit(workspace, points, params);
  EXPECT_TRUE(same_bits(result.centroids, literal_means(points, std::vector<Label>(points.n, 0), 1)));
  EXPECT_EQ(result.summary.iterations, 1U);
  EXPECT_TRUE(result.summary.converged);
}

TEST(Fit, AsManyClustersAsDistinctRowsGivesInertiaZero) {
  Workspace workspace;
  const Points points = make_points(Style::kUniform, 40, 2, 3);
  for (const Init init : {Init::kKmeansPlusPlus, Init::kGreedy, Init::kRandom}) {
    Params params;
    params.k = 40;
    params.init = init;
    const Result result = must_fit(workspace, points, params);
    EXPECT_EQ(result.summary.inertia, 0);
    EXPECT_TRUE(result.summary.converged);
  }
}

TEST(Fit, DuplicatesFillFewerClustersThanAskedFor) {
  Workspace workspace;
  const Points points = make_points(Style::kDuplicates, 300, 2, 4);
  Params params;
  params.k = 12;
  params.max_iter = 20;
  const Result result = must_fit(workspace, points, params);
  EXPECT_LT(result.summary.inertia, 1e-20);
  EXPECT_LE(result.summary.iterations, 20U);
}

TEST(Fit, TiesGoToTheLowestCentroid) {
  Workspace workspace;
  Params params = given(3);
  params.max_iter = 0;
  const std::vector<double> start = {1, -1, 1};
  EXPECT_EQ(must_fit(workspace, line({0, 1, -1, 0}), params, start).labels, (std::vector<Label>{0, 0, 1, 0}));
}

TEST(Fit, NoUpdatesLabelsTheStart) {
  Workspace workspace;
  Params params = given(2);
  params.max_iter = 0;
  const std::vector<double> start = {0, 10};
  const Result result = must_fit(workspace, line({1, 2, 9}), params, start, true);
  EXPECT_EQ(result.labels, (std::vector<Label>{0, 0, 1}));
  EXPECT_EQ(result.centroids, start);
  EXPECT_EQ(result.summary.iterations, 0U);
  EXPECT_FALSE(result.summary.converged);
  EXPECT_EQ(result.summary.inertia, 1 + 4 + 1);
  ASSERT_EQ(result.trace.size(), 1U);
  EXPECT_EQ(result.trace[0].changed, 3U);
  EXPECT_EQ(result.trace[0].shift, 0);
}

TEST(Fit, RelocateTakesTheFarthestRowsLowestIndexFirst) {
  Workspace workspace;
  Params params = given(3);
  params.max_iter = 1;
  const std::vector<double> start = {0, 99, 99};
  const Result result = must_fit(workspace, line({0, 0, 5, -5, 5, -5}), params, start);
  EXPECT_EQ(result.centroids, (std::vector<double>{0, 5, -5}));
}

TEST(Fit, RelocateUsesARowOnceEvenWhereEveryDistanceIsZero) {
  Workspace workspace;
  Params params = given(3);
  params.max_iter = 1;
  const std::vector<double> start = {4, 99, 99};
  const Result result = must_fit(workspace, line({4, 4, 4}), params, start, true);
  EXPECT_EQ(result.centroids, (std::vector<double>{4, 4, 4}));
  EXPECT_EQ(result.trace.at(1).empties, 2U);
}

TEST(Fit, RelocateTakesTheLowestRowsOnceWhereNoDistanceIsANumber) {
  // The first update makes cluster 0 NaN and the others infinite, so every row falls to cluster 0 at distance NaN.
  Points points = line(std::vector<double>(2 * kBlockRows, -1.6e308));
  std::fill_n(points.data.begin(), kBlockRows, 1.6e308);
  std::fill_n(points.data.begin() + 5, 2, 1.7e308);
  std::fill_n(points.data.begin() + 7, 2, 1.65e308);
  points.data[1] = 1.5e308;
  Params params = given(3);
  params.max_iter = 2;
  const std::vector<double> start = {0, 1.7e308, 1.65e308};
  Workspace workspace(2);
  const Result result = must_fit(workspace, points, params, start, true);
  EXPECT_EQ(result.trace.at(2).empties, 2U);
  EXPECT_TRUE(same_bits(result.centroids, std::vector<double>{kNaN, 1.6e308, 1.5e308}));
}

TEST(Fit, KeepLeavesAnEmptyClusterWhereItWas) {
  Workspace workspace;
  Params params = given(2);
  params.empty = EmptyPolicy::kKeep;
  const std::vector<double> start = {0, 99};
  const Result result = must_fit(workspace, line({1, 2, 3}), params, start);
  EXPECT_EQ(result.centroids, (std::vector<double>{2, 99}));
  EXPECT_TRUE(result.summary.converged);
}

TEST(Fit, ReseedDrawsRowsFromAGeneratorOfItsOwn) {
  Workspace workspace;
  Params params = given(3);
  params.empty = EmptyPolicy::kReseed;
  params.max_iter = 1;
  params.seed = 1234;
  const Points points = make_points(Style::kUniform, 50, 1, 5);
  const std::vector<double> start = {0, 99, 98};
  const Result result = must_fit(workspace, points, params, start);
  Rng rng(1234U ^ 0x5eed5eedU);
  EXPECT_EQ(result.centroids[1], points.data[rng.below(50)]);
  EXPECT_EQ(result.centroids[2], points.data[rng.below(50)]);
}

TEST(Fit, ErrorNamesTheLowestEmptyClusterAndTheIteration) {
  Workspace workspace;
  Params params = given(4);
  params.empty = EmptyPolicy::kError;
  Result result;
  const Points points = line({1, 2, 3, 4});
  const std::vector<double> start = {2.5, 99, 98, 97};
  const Status status = fit(workspace, points.view(), params, result, start);
  EXPECT_EQ(status.code, StatusCode::kEmptyCluster);
  EXPECT_EQ(status.message, "cluster 1 is empty after iteration 1 (empty = error)");
}

TEST(Fit, StopRulesHoldWhenTheyFirstHold) {
  Workspace workspace;
  const Points points = make_points(Style::kUniform, 3000, 2, 6);
  Params params;
  params.k = 6;
  params.stop = Stop::kMaxIter;
  params.max_iter = 60;
  const Result whole = must_fit(workspace, points, params, {}, true);
  EXPECT_EQ(whole.summary.iterations, 60U);
  EXPECT_FALSE(whole.summary.converged);
  ASSERT_EQ(whole.trace.size(), 61U);

  double variance = 0;
  for (std::size_t j = 0; j < 2; ++j) {
    std::vector<double> column(points.n);
    for (std::size_t i = 0; i < points.n; ++i) column[i] = points.data[i * 2 + j];
    const double mean = literal_block_sum(column) / 3000;
    for (double& value : column) value = (value - mean) * (value - mean);
    variance += literal_block_sum(column) / 3000;
  }
  variance /= 2;

  const auto expect_stop_at = [&](Stop stop, double tol, auto holds) {
    params.stop = stop;
    params.tol = tol;
    std::size_t expected = 1;
    while (expected < 60 && !holds(whole.trace[expected])) ++expected;
    const Result result = must_fit(workspace, points, params, {}, true);
    EXPECT_EQ(result.summary.iterations, expected);
    EXPECT_EQ(result.summary.converged, holds(whole.trace[expected]));
    EXPECT_EQ(result.trace.size(), expected + 1);
  };
  expect_stop_at(Stop::kLabels, 0, [](const IterationStats& row) { return row.changed == 0; });
  for (const double tol : {0.0, 1e-4, 1e-2, 10.0}) {
    expect_stop_at(Stop::kTol, tol, [&](const IterationStats& row) { return row.shift <= tol * variance; });
  }
  for (const double part : {0.0, 0.001, 0.01, 0.2, 2.0}) {
    expect_stop_at(Stop::kFraction, part,
                   [&](const IterationStats& row) { return static_cast<double>(row.changed) < part * 3000; });
  }
}

TEST(Fit, ARuleThatHoldsAtTheCapCountsAsConverged) {
  Workspace workspace;
  Params params = given(1);
  params.max_iter = 1;
  const std::vector<double> start = {0};
  EXPECT_TRUE(must_fit(workspace, line({1, 2}), params, start).summary.converged);
}

TEST(Fit, InertiaNeverRises) {
  Workspace workspace(2);
  Params params;
  params.k = 9;
  const Result result = must_fit(workspace, make_points(Style::kBlobs, 6000, 5, 7), params, {}, true);
  for (std::size_t i = 1; i < result.trace.size(); ++i) {
    EXPECT_LE(result.trace[i].inertia, result.trace[i - 1].inertia * (1 + 1e-12));
  }
}

TEST(Fit, OverflowedSumsComeBackAsCanonicalNaN) {
  Workspace workspace;
  Params params = given(1);
  params.max_iter = 2;
  params.stop = Stop::kMaxIter;
  const Points points = make_points(Style::kOverflowing, 4100, 1, 8);
  const std::vector<double> start = {0};
  const Result result = must_fit(workspace, points, params, start, true);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(result.centroids[0]), 0x7ff8000000000000U);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(result.summary.inertia), 0x7ff8000000000000U);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(result.trace.back().shift), 0x7ff8000000000000U);
}

TEST(Fit, NothingOfAResultSurvivesTheNextFit) {
  Workspace workspace;
  Result result;
  Params params;
  params.k = 3;
  ASSERT_TRUE(fit(workspace, make_points(Style::kBlobs, 500, 4, 9).view(), params, result, {}, true).ok());
  ASSERT_TRUE(fit(workspace, make_points(Style::kBlobs, 50, 2, 9).view(), params, result).ok());
  EXPECT_EQ(result.labels.size(), 50U);
  EXPECT_EQ(result.centroids.size(), 6U);
  EXPECT_TRUE(result.trace.empty());
}

}  // namespace
}  // namespace kmeans::test
