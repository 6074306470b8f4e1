#include "kmeans/stepper.h"

#include <gtest/gtest.h>

#include <vector>

#include "support.h"

namespace kmeans::test {
namespace {

/// A fit in half-steps, with the statistics of every assignment when asked.
Result in_steps(Stepper& stepper, const Points& points, const Params& params, bool with_stats) {
  Result result;
  EXPECT_TRUE(stepper.begin(points.view(), params).ok());
  stepper.seed();
  stepper.assign();
  if (with_stats) result.trace.push_back(stepper.stats());
  while (!stepper.finished()) {
    EXPECT_TRUE(stepper.update().ok());
    stepper.assign();
    if (with_stats) result.trace.push_back(stepper.stats());
  }
  result.summary = stepper.summary();
  result.labels.assign(stepper.labels().begin(), stepper.labels().end());
  result.centroids.assign(stepper.centroids().begin(), stepper.centroids().end());
  return result;
}

TEST(Stepper, HalfStepsGiveTheBitsAndTheTraceOfAWholeFit) {
  Workspace workspace(2);
  Stepper stepper(workspace);
  for (std::uint8_t style = 0; style < kStyles; ++style) {
    for (const Stop stop : {Stop::kLabels, Stop::kTol, Stop::kFraction, Stop::kMaxIter}) {
      SCOPED_TRACE("style " + std::to_string(style) + ", stop " + std::to_string(static_cast<int>(stop)));
      const Points points = make_points(static_cast<Style>(style), 2100, 2, style);
      Params params;
      params.k = 5;
      params.stop = stop;
      params.max_iter = 12;
      const Result whole = must_fit(workspace, points, params, {}, true);
      EXPECT_EQ(whole.trace.size(), whole.summary.iterations + 1);
      EXPECT_TRUE(same_answer(in_steps(stepper, points, params, true), whole));
      EXPECT_TRUE(same_answer(in_steps(stepper, points, params, false), whole));
    }
  }
}

TEST(Stepper, TheLastRowOfTheTraceIsTheSummary) {
  Workspace workspace;
  Params params;
  const Result result = must_fit(workspace, make_points(Style::kBlobs, 3000, 3, 1), params, {}, true);
  EXPECT_TRUE(same_bits(result.trace.back().inertia, result.summary.inertia));
  EXPECT_EQ(result.trace.front().changed, 3000U);
  EXPECT_EQ(result.trace.back().changed, 0U);
}

TEST(Stepper, AskingTwiceChangesNothing) {
  Workspace workspace;
  Stepper stepper(workspace);
  const Points points = make_points(Style::kUniform, 700, 2, 2);
  Params params;
  ASSERT_TRUE(stepper.begin(points.view(), params).ok());
  stepper.seed();
  stepper.assign();
  EXPECT_EQ(stepper.finished(), stepper.finished());
  const Summary first = stepper.summary();
  const Summary second = stepper.summary();
  EXPECT_EQ(first.iterations, 0U);
  EXPECT_TRUE(same_bits(first.inertia, second.inertia));
  EXPECT_TRUE(same_bits(stepper.stats().inertia, first.inertia));
}

TEST(Stepper, KeepsNothingOfOneFitForTheNext) {
  Workspace workspace(3);
  Stepper reused(workspace);
  const Points small = make_points(Style::kBlobs, 90, 2, 3);
  const Points large = make_points(Style::kBlobs, 9000, 5, 4);
  Params params;
  params.k = 6;
  params.init = Init::kGreedy;
  params.stop = Stop::kTol;
  const Result first = in_steps(reused, small, params, true);
  const Result between = in_steps(reused, large, params, true);
  EXPECT_TRUE(same_answer(in_steps(reused, small, params, true), first));
  EXPECT_TRUE(same_answer(in_steps(reused, large, params, true), between));
}

TEST(Stepper, ABadParameterLeavesItReadyForTheNextFit) {
  Workspace workspace;
  Stepper stepper(workspace);
  const Points points = make_points(Style::kBlobs, 90, 2, 5);
  Params params;
  const Result expected = in_steps(stepper, points, params, true);
  Params bad = params;
  bad.k = 91;
  EXPECT_EQ(stepper.begin(points.view(), bad).code, StatusCode::kBadParameter);
  EXPECT_TRUE(same_answer(in_steps(stepper, points, params, true), expected));
}

TEST(Stepper, AnAbandonedFitDoesNoHarm) {
  Workspace workspace(2);
  Stepper stepper(workspace);
  const Points points = make_points(Style::kBlobs, 5000, 3, 6);
  Params params;
  const Result expected = in_steps(stepper, points, params, true);
  ASSERT_TRUE(stepper.begin(points.view(), params).ok());
  stepper.seed();
  stepper.assign();
  ASSERT_TRUE(stepper.update().ok());
  EXPECT_TRUE(same_answer(in_steps(stepper, points, params, true), expected));
}

}  // namespace
}  // namespace kmeans::test
