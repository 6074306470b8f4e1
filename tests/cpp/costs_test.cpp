#include <gtest/gtest.h>

#include <chrono>

#include "engine.h"
#include "kmeans/fit.h"
#include "support.h"

namespace kmeans::test {
namespace {

using detail::splitting_pays;

double steady_us() {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

TEST(Costs, SmallPassesStayOnOneThreadAndLargeOnesAreSplit) {
  const CostModel costs = {.region_us = 1, .term_ns = 0.15, .speedup = 1.9};
  EXPECT_FALSE(splitting_pays(costs, 200, 2, 8));
  EXPECT_TRUE(splitting_pays(costs, 65536, 2, 8));
  EXPECT_TRUE(splitting_pays(costs, 65536, 32, 32));
}

TEST(Costs, ThreadsThatBringNothingOrCostTooMuchAreLeftAlone) {
  EXPECT_FALSE(splitting_pays({.region_us = 1, .term_ns = 0.15, .speedup = 1.02}, 1000000, 32, 32));
  EXPECT_FALSE(splitting_pays({.region_us = 5000, .term_ns = 0.15, .speedup = 1.9}, 16384, 2, 8));
}

TEST(Costs, AreMeasuredWithTheCallersClock) {
  Workspace workspace(2);
  const CostModel costs = workspace.measure_costs(steady_us);
  EXPECT_GT(costs.term_ns, 0);
  EXPECT_LT(costs.term_ns, 100);
  EXPECT_GT(costs.region_us, 0);
  EXPECT_GE(costs.speedup, 1);
  const CostModel stopped = workspace.measure_costs([] { return 0.0; });
  EXPECT_EQ(stopped.speedup, 1) << "a clock that stands still proves no gain";
}

TEST(Costs, ChooseBetweenOneThreadAndAllWithoutChangingABit) {
  Workspace workspace(3);
  Stepper stepper(workspace);
  const Points points = make_points(Style::kBlobs, 9000, 3, 1);
  Summary all;
  Summary alone;
  ASSERT_TRUE(run(stepper, points.view(), {.k = 7}, {}, all).ok());
  EXPECT_EQ(workspace.threads_used(), 3);
  workspace.choose_threads_by({.region_us = 1, .term_ns = 0.1, .speedup = 1});
  ASSERT_TRUE(run(stepper, points.view(), {.k = 7}, {}, alone).ok());
  EXPECT_EQ(workspace.threads_used(), 1);
  EXPECT_EQ(workspace.threads(), 3);
  EXPECT_TRUE(same_bits(alone.inertia, all.inertia));
  workspace.choose_threads_by({.region_us = 0.01, .term_ns = 1, .speedup = 3});
  ASSERT_TRUE(run(stepper, points.view(), {.k = 7}, {}, all).ok());
  EXPECT_EQ(workspace.threads_used(), 3);
  EXPECT_TRUE(same_bits(alone.inertia, all.inertia));
}

}  // namespace
}  // namespace kmeans::test
