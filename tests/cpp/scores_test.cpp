#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "kmeans/fit.h"
#include "kmeans/metrics.h"
#include "kmeans/rng.h"
#include "support.h"

namespace kmeans::test {
namespace {

using Labels = std::vector<Label>;

/// Points on a line.
Points on_a_line(std::vector<double> values) {
  const std::size_t n = values.size();
  return {std::move(values), n, 1};
}

double silhouette_of(const Points& points, const Labels& labels, int threads = 1) {
  Workspace workspace(threads);
  return silhouette(workspace, points.view(), labels, points.n, 1).score;
}

// Two pairs, worked out by hand: means 1 and 11, all rows 1 away from theirs.
TEST(Scores, TwoPairs) {
  const Points points = on_a_line({0, 10, 2, 12});
  const Labels labels = {7, -2, 7, -2};
  const ClusterScores scores = cluster_scores(points.view(), labels);
  EXPECT_EQ(scores.clusters, 2U);
  EXPECT_EQ(scores.inertia, 4);
  EXPECT_DOUBLE_EQ(scores.davies_bouldin, (1.0 + 1.0) / 10);
  EXPECT_DOUBLE_EQ(scores.calinski_harabasz, (4 * 25.0 / 1) / (4.0 / 2));
  EXPECT_DOUBLE_EQ(silhouette_of(points, labels), (9.0 / 11 + 7.0 / 9) / 2);
}

TEST(Scores, RowsAloneInTheirClusterCountZero) {
  EXPECT_DOUBLE_EQ(silhouette_of(on_a_line({0, 2, 10}), {0, 0, 1}), (8.0 / 10 + 6.0 / 8 + 0) / 3);
}

// In the plane, unequal sizes: means (0, 1) and (4, 0), distances of the means sqrt(17).
TEST(Scores, UnequalClustersInThePlane) {
  const Points points{{0, 0, 0, 2, 0, 1, 4, 0}, 4, 2};
  const Labels labels = {0, 0, 0, 1};
  const ClusterScores scores = cluster_scores(points.view(), labels);
  EXPECT_EQ(scores.inertia, 2);
  EXPECT_DOUBLE_EQ(scores.davies_bouldin, 2.0 / 3 / std::sqrt(17.0));
  // The mean of all is (1, 3/4); 3 x (1 + 1/16) + (9 + 9/16) between, 2 within.
  EXPECT_DOUBLE_EQ(scores.calinski_harabasz, (3 * 17.0 / 16 + 153.0 / 16) / 1 / (2.0 / 2));
}

TEST(Scores, UndefinedWithOneClusterOrAllRowsAlone) {
  const Points points = on_a_line({0, 1, 2});
  for (const Labels& labels : {Labels{5, 5, 5}, Labels{2, 1, 0}}) {
    const ClusterScores scores = cluster_scores(points.view(), labels);
    EXPECT_TRUE(std::isnan(scores.davies_bouldin));
    EXPECT_TRUE(std::isnan(scores.calinski_harabasz));
    EXPECT_TRUE(std::isnan(silhouette_of(points, labels)));
  }
}

TEST(Scores, DuplicatesAndCoincidentMeans) {
  const Points same = on_a_line({3, 3, 3, 3});
  const Labels labels = {0, 0, 1, 1};
  EXPECT_EQ(cluster_scores(same.view(), labels).davies_bouldin, 0);
  EXPECT_EQ(cluster_scores(same.view(), labels).calinski_harabasz, 1);
  EXPECT_EQ(silhouette_of(same, labels), 0);
  EXPECT_EQ(cluster_scores(on_a_line({-1, 1, -2, 2}).view(), labels).davies_bouldin, 0);
}

TEST(Scores, InertiaIsTheFitsToTheBit) {
  Workspace workspace(2);
  for (const Style style : {Style::kBlobs, Style::kUniform, Style::kHugeOffset}) {
    const Points points = make_points(style, 9'001, 3, 5);
    const Result result = must_fit(workspace, points, {.k = 6});
    ASSERT_TRUE(result.summary.converged);
    EXPECT_TRUE(same_bits(inertia(points.view(), result.labels, result.centroids), result.summary.inertia));
    EXPECT_TRUE(same_bits(cluster_scores(points.view(), result.labels).inertia, result.summary.inertia));
  }
}

TEST(Scores, SilhouetteIsTheSameOnAnyNumberOfThreads) {
  const Points points = make_points(Style::kBlobs, 700, 4, 9);
  Rng rng(3);
  Labels labels(points.n);
  for (Label& label : labels) label = static_cast<Label>(rng.below(5));
  EXPECT_TRUE(same_bits(silhouette_of(points, labels, 1), silhouette_of(points, labels, 3)));
}

TEST(Scores, SilhouetteIsThinnedAboveTheCap) {
  Workspace workspace(2);
  std::vector<double> values(5'000);
  Labels labels(values.size());
  Rng rng(8);
  for (std::size_t i = 0; i < values.size(); ++i) {
    labels[i] = static_cast<Label>(i % 3);
    values[i] = 10.0 * static_cast<double>(labels[i]) + rng.uniform();
  }
  const Points points = on_a_line(values);
  const Silhouette all = silhouette(workspace, points.view(), labels, values.size(), 1);
  const Silhouette some = silhouette(workspace, points.view(), labels, 500, 1);
  EXPECT_EQ(all.rows, 5'000U);
  EXPECT_EQ(some.rows, 500U);
  EXPECT_NE(some.score, all.score);
  EXPECT_NEAR(some.score, all.score, 0.005);
  EXPECT_TRUE(same_bits(some.score, silhouette(workspace, points.view(), labels, 500, 1).score));
}

}  // namespace
}  // namespace kmeans::test
