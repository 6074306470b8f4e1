#include "seeding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "support.h"

namespace kmeans::test {
namespace {

using detail::weighted_row;

/// The weighted draw with its sums made by the literal rules, unless a total is given.
std::size_t draw(double u, const std::vector<double>& d2, double total = -1) {
  std::vector<double> blocks;
  for (std::size_t begin = 0; begin < d2.size(); begin += kBlockRows) {
    double sum = 0;
    for (std::size_t i = begin; i < std::min(begin + kBlockRows, d2.size()); ++i) sum += d2[i];
    blocks.push_back(sum);
  }
  return weighted_row(u, total < 0 ? literal_block_sum(d2) : total, blocks, d2);
}

TEST(WeightedDraw, TakesTheFirstRowWhoseMassExceedsTheTarget) {
  const std::vector<double> d2 = {0, 1, 0, 2, 1};
  EXPECT_EQ(draw(0, d2), 1U);
  EXPECT_EQ(draw(0.2, d2), 1U);
  EXPECT_EQ(draw(0.25, d2), 3U);
  EXPECT_EQ(draw(0.74, d2), 3U);
  EXPECT_EQ(draw(0.75, d2), 4U);
  EXPECT_EQ(draw(1 - 0x1p-53, d2), 4U);
}

TEST(WeightedDraw, WithoutAUsableTotalTakesARowUniformly) {
  EXPECT_EQ(draw(0.5, std::vector<double>(10, 0.0)), 5U);
  EXPECT_EQ(draw(0.99, {1, 2, 3, std::numeric_limits<double>::infinity()}), 3U);
}

TEST(WeightedDraw, RunsOverBlockTotalsFirst) {
  std::vector<double> d2(3 * kBlockRows + 5, 0.0);
  d2[kBlockRows + 7] = 1;
  d2[3 * kBlockRows + 2] = 3;
  EXPECT_EQ(draw(0.1, d2), kBlockRows + 7);
  EXPECT_EQ(draw(0.25, d2), 3 * kBlockRows + 2);
}

TEST(WeightedDraw, WhereRoundingLeavesNoBlockStartsFromTheMassBeforeTheLastHeavyOne) {
  // A total above the running mass stands for what rounding does to a tree of many blocks.
  std::vector<double> d2(3 * kBlockRows, 0.0);
  d2[5] = 4;
  d2[kBlockRows + 3] = 1;
  d2[kBlockRows + 9] = 1;
  EXPECT_EQ(draw(1 - 0x1p-53, d2, 6.5), kBlockRows + 9);
}

TEST(WeightedDraw, WhereRoundingLeavesNoRowTakesTheLastPositiveOfTheBlock) {
  const std::vector<double> d2 = {1, 1, 0};
  const std::vector<double> blocks = {2.5};
  EXPECT_EQ(weighted_row(0.9, 2.5, blocks, d2), 1U);
}

TEST(Seeding, RandomTakesDistinctRows) {
  Workspace workspace;
  const Points points = make_points(Style::kUniform, 50, 1, 1);
  Params params;
  params.k = 50;
  params.init = Init::kRandom;
  params.max_iter = 0;
  const Result result = must_fit(workspace, points, params);
  EXPECT_EQ(std::set<double>(result.centroids.begin(), result.centroids.end()).size(), 50U);
}

TEST(Seeding, EveryStartButGivenTakesRowsOfThePoints) {
  Workspace workspace(2);
  const Points points = make_points(Style::kBlobs, 5000, 3, 2);
  for (const Init init : {Init::kKmeansPlusPlus, Init::kGreedy, Init::kRandom}) {
    Params params;
    params.init = init;
    params.max_iter = 0;
    const Result result = must_fit(workspace, points, params);
    std::set<std::vector<double>> rows;
    for (std::size_t i = 0; i < points.n; ++i) rows.emplace(points.view().row(i), points.view().row(i + 1));
    for (auto c = result.centroids.begin(); c != result.centroids.end(); c += 3) EXPECT_TRUE(rows.contains({c, c + 3}));
  }
}

}  // namespace
}  // namespace kmeans::test
