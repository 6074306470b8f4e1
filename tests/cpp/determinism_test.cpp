#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <vector>

#include "kmeans/rng.h"
#include "support.h"

namespace kmeans::test {
namespace {

struct Config {
  Points points;
  Params params;
  std::vector<double> start;
  std::string name;
};

/// Rows x features x clusters x updates one configuration may cost.
constexpr std::size_t kBudget = 1'500'000;

std::size_t row_count(Rng& rng) {
  constexpr std::size_t kEdges[] = {2047, 2048, 2049, 4096, 4097, 6145};
  const std::size_t size = rng.below(10);
  if (size < 5) return 1 + rng.below(200);
  if (size < 7) return 200 + rng.below(2000);
  if (size < 9) return kEdges[rng.below(std::size(kEdges))];
  return 8000 + rng.below(30'000);
}

/// The same configuration for the same index: every start, stop rule, policy and style of data.
Config random_config(std::uint32_t index) {
  constexpr std::size_t kFeatures[] = {1, 2, 2, 3, 4, 5, 7, 8, 16, 33, 65};
  Rng rng(index);
  Config config;
  const std::size_t n = row_count(rng);
  const std::size_t d = kFeatures[rng.below(std::size(kFeatures))];
  const auto style = static_cast<Style>(index % kStyles);
  config.points = make_points(style, n, d, index);
  Params& params = config.params;
  params.k = 1 + rng.below(std::min({n, std::size_t{64}, 1 + kBudget / (4 * n * d)}));
  params.init = static_cast<Init>(rng.below(4));
  params.stop = static_cast<Stop>(rng.below(4));
  params.empty = static_cast<EmptyPolicy>(rng.below(4));
  params.seed = rng.u32();
  params.tol = params.stop == Stop::kFraction ? 0.02 : 1e-4;
  params.max_iter = std::min<std::size_t>(25, kBudget / (n * d * params.k));
  if (params.init == Init::kGiven) {
    // Now a value of the points, now far away, so that clusters start empty.
    config.start.resize(params.k * d);
    for (double& value : config.start) {
      value = config.points.data[rng.below(n * d)] + (rng.below(3) == 0 ? 1e3 : 0.0);
    }
  }
  std::ostringstream name;
  name << '#' << index << ": n = " << n << ", d = " << d << ", k = " << params.k << ", init "
       << static_cast<int>(params.init) << ", stop " << static_cast<int>(params.stop) << ", empty "
       << static_cast<int>(params.empty);
  config.name = name.str();
  return config;
}

TEST(Determinism, KernelsThreadsAndAlgorithmsNeverChangeABit) {
  constexpr std::uint32_t kConfigs = 400;
  std::vector<std::unique_ptr<Workspace>> workspaces;
  for (const KernelChoice kernels :
       {KernelChoice::kScalar, KernelChoice::kVector128, KernelChoice::kVector256, KernelChoice::kBest}) {
    for (const int threads : {1, 2, 3, 7}) workspaces.push_back(std::make_unique<Workspace>(threads, kernels));
  }
  std::uint32_t finished = 0;
  for (std::uint32_t index = 0; index < kConfigs; ++index) {
    Config config = random_config(index);
    config.params.algorithm = Algorithm::kLloyd;
    Result expected;
    const Status status =
        fit(*workspaces[0], config.points.view(), config.params, expected, config.start, index % 3 == 0);
    finished += status.ok() ? 1U : 0U;
    for (const auto& workspace : workspaces) {
      for (const Algorithm algorithm : {Algorithm::kLloyd, Algorithm::kExact}) {
        SCOPED_TRACE(config.name + ", " + workspace->kernels() + ", threads = " + std::to_string(workspace->threads()) +
                     ", algorithm " + std::to_string(static_cast<int>(algorithm)));
        config.params.algorithm = algorithm;
        Result result;
        const Status again = fit(*workspace, config.points.view(), config.params, result, config.start, index % 3 == 0);
        ASSERT_EQ(again.code, status.code);
        ASSERT_EQ(again.message, status.message);
        ASSERT_TRUE(!status.ok() || same_answer(result, expected));
      }
    }
  }
  EXPECT_GT(finished, 300U) << "too many configurations end with an error to mean anything";
}

}  // namespace
}  // namespace kmeans::test
