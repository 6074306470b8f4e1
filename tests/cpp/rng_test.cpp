#include "kmeans/rng.h"

#include <gtest/gtest.h>

#include "fixtures.h"
#include "support.h"

namespace kmeans::test {
namespace {

TEST(Rng, DrawsTheGoldenIntegers) {
  for (const GoldenDraws& golden : golden_draws()) {
    Rng rng(golden.seed);
    for (const std::uint32_t expected : golden.u32) EXPECT_EQ(rng.u32(), expected) << "seed " << golden.seed;
  }
}

TEST(Rng, DrawsTheGoldenDoubles) {
  for (const GoldenDraws& golden : golden_draws()) {
    Rng rng(golden.seed);
    for (const double expected : golden.uniform) EXPECT_TRUE(same_bits(rng.uniform(), expected));
  }
}

TEST(Rng, UniformTakesTheHighDrawFirst) {
  Rng words(7);
  Rng doubles(7);
  const auto high = static_cast<double>(words.u32() >> 5U);
  const auto low = static_cast<double>(words.u32() >> 6U);
  EXPECT_EQ(doubles.uniform(), (high * 0x1p26 + low) * 0x1p-53);
}

TEST(Rng, BelowStaysBelowAndReachesEveryIndex) {
  Rng rng(3);
  std::vector<int> seen(10);
  for (int i = 0; i < 1000; ++i) ++seen.at(rng.below(seen.size()));
  for (const int count : seen) EXPECT_GT(count, 50);
  EXPECT_EQ(rng.below(1), 0U);
}

TEST(Rng, BelowIsUniformTimesCount) {
  Rng a(99);
  Rng b(99);
  for (std::size_t m = 1; m < 5000; m += 7) {
    EXPECT_EQ(a.below(m), static_cast<std::size_t>(b.uniform() * static_cast<double>(m)));
  }
}

}  // namespace
}  // namespace kmeans::test
