#include <gtest/gtest.h>

#include "fixtures.h"
#include "support.h"

namespace kmeans::test {
namespace {

class Golden : public ::testing::TestWithParam<KernelChoice> {};

TEST_P(Golden, EveryCaseAtEveryThreadCount) {
  const std::vector<GoldenCase> cases = golden_cases();
  ASSERT_GT(cases.size(), 30U);
  for (const int threads : {1, 2, 3, 7}) {
    Workspace workspace(threads, GetParam());
    for (GoldenCase golden : cases) {
      SCOPED_TRACE(golden.name + ", threads = " + std::to_string(threads) + ", " + workspace.kernels());
      golden.params.algorithm = Algorithm::kLloyd;
      EXPECT_TRUE(same_answer(must_fit(workspace, golden.points, golden.params, golden.start), golden.expected));
      golden.params.algorithm = Algorithm::kExact;
      EXPECT_TRUE(same_answer(must_fit(workspace, golden.points, golden.params, golden.start), golden.expected));
      const Result traced = must_fit(workspace, golden.points, golden.params, golden.start, true);
      EXPECT_EQ(traced.trace.size(), golden.expected.trace.size());
      EXPECT_TRUE(same_answer(traced, golden.expected));
    }
  }
}

TEST_P(Golden, EveryStart) {
  Workspace workspace(2, GetParam());
  Stepper stepper(workspace);
  for (const GoldenCase& golden : golden_cases()) {
    SCOPED_TRACE(golden.name);
    ASSERT_TRUE(stepper.begin(golden.points.view(), golden.params, golden.start).ok());
    stepper.seed();
    EXPECT_TRUE(same_bits(stepper.centroids(), golden.start_expected));
  }
}

INSTANTIATE_TEST_SUITE_P(, Golden, ::testing::Values(KernelChoice::kScalar, KernelChoice::kBest), [](const auto& info) {
  return std::string(info.param == KernelChoice::kScalar ? "Scalar" : "Best");
});

}  // namespace
}  // namespace kmeans::test
