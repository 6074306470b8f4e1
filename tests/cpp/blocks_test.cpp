#include "blocks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "kmeans/rng.h"
#include "support.h"

namespace kmeans::test {
namespace {

using detail::BlockSum;
using detail::Chunks;
using detail::Executor;
using detail::TreeStack;

/// Values over many magnitudes, so that every order of additions has its own rounding.
std::vector<double> rough_values(std::size_t count, std::uint32_t seed) {
  Rng rng(seed);
  std::vector<double> values(count);
  for (double& value : values) value = std::ldexp(rng.uniform() - 0.3, static_cast<int>(rng.below(40)));
  return values;
}

/// Stride doubling over an array, as the contract words it.
double literal_tree(std::vector<double> sums) {
  for (std::size_t stride = 1; stride < sums.size(); stride *= 2) {
    for (std::size_t b = 0; b < sums.size(); ++b) {
      if (b % (2 * stride) == 0 && b + stride < sums.size()) sums[b] += sums[b + stride];
    }
  }
  return sums.at(0);
}

TEST(Blocks, CountRoundsUp) {
  EXPECT_EQ(kBlockRows, 2048U);
  EXPECT_EQ(detail::block_count(1), 1U);
  EXPECT_EQ(detail::block_count(2048), 1U);
  EXPECT_EQ(detail::block_count(2049), 2U);
}

TEST(Blocks, TreeSumIsStrideDoubling) {
  for (std::size_t blocks = 1; blocks < 300; ++blocks) {
    std::vector<double> sums = rough_values(blocks, static_cast<std::uint32_t>(blocks));
    const double expected = literal_tree(sums);
    EXPECT_TRUE(same_bits(detail::tree_sum(sums), expected)) << blocks << " blocks";
  }
  EXPECT_EQ(detail::tree_sum({}), 0.0);
}

TEST(Blocks, TreeStackIsStrideDoublingInItsSlots) {
  constexpr std::size_t kWidth = 3;
  constexpr double kGuard = -12345;
  for (std::size_t blocks = 1; blocks < 300; ++blocks) {
    const std::vector<double> values = rough_values(blocks * kWidth, static_cast<std::uint32_t>(blocks));
    std::vector<double> storage(TreeStack::slots(blocks) * kWidth + 1, kGuard);
    TreeStack stack(storage.data(), kWidth);
    for (std::size_t b = 0; b < blocks; ++b) {
      double* slot = stack.next();
      for (std::size_t i = 0; i < kWidth; ++i) slot[i] += values[b * kWidth + i];
      stack.push();
    }
    const double* sums = stack.finish();
    for (std::size_t i = 0; i < kWidth; ++i) {
      std::vector<double> column(blocks);
      for (std::size_t b = 0; b < blocks; ++b) column[b] = values[b * kWidth + i];
      EXPECT_TRUE(same_bits(sums[i], literal_tree(column))) << blocks << " blocks, sum " << i;
    }
    EXPECT_EQ(storage.back(), kGuard) << blocks << " blocks need more than their slots";
  }
}

TEST(Blocks, ChunksAreAlignedRunsThatCoverTheRows) {
  for (const std::size_t n : {1UL, 2047UL, 2048UL, 2049UL, 70'001UL, 1'000'000UL, 12'345'678UL}) {
    for (const int threads : {1, 2, 3, 7, 64}) {
      const Chunks chunks = detail::make_chunks(n, threads);
      EXPECT_EQ(chunks.rows % kBlockRows, 0U);
      EXPECT_TRUE(std::has_single_bit(chunks.rows / kBlockRows));
      EXPECT_LE(chunks.count, static_cast<std::size_t>(threads) * detail::kTasksPerThread * 2);
      EXPECT_LE(chunks.count, detail::kMaxTasks);
      std::size_t next = 0;
      for (std::size_t c = 0; c < chunks.count; ++c) {
        EXPECT_EQ(chunks.begin(c), next);
        EXPECT_GT(chunks.end(c), chunks.begin(c));
        next = chunks.end(c);
      }
      EXPECT_EQ(next, n);
    }
  }
}

TEST(Blocks, ChunksShareTheRowsEvenlyAmongAnyNumberOfThreads) {
  for (const std::size_t n : {262'144UL, 1'000'000UL}) {
    for (const int threads : {2, 3, 4, 5, 6, 7, 8}) {
      const Chunks chunks = detail::make_chunks(n, threads);
      const auto each = static_cast<std::size_t>(threads);
      const std::size_t most_rows = (chunks.count + each - 1) / each * chunks.rows;
      EXPECT_LE(static_cast<double>(most_rows) * threads / static_cast<double>(n), 1.1) << threads << " threads, " << n;
    }
  }
}

TEST(Blocks, BlockSumIsTheLiteralSumAtAnyThreadCount) {
  constexpr std::size_t kWidth = 2;
  for (const int threads : {1, 2, 3, 7}) {
    Executor executor(threads);
    BlockSum block_sum;
    for (const std::size_t n : {1UL, 5UL, 2048UL, 2049UL, 6145UL, 40'000UL, 300'001UL}) {
      const std::vector<double> values = rough_values(n, static_cast<std::uint32_t>(n));
      ASSERT_TRUE(block_sum.reserve(n, kWidth, threads));
      const double* sums = block_sum.run(executor, kWidth, [&](std::size_t begin, std::size_t end, double* slot) {
        EXPECT_EQ(begin % kBlockRows, 0U);
        for (std::size_t i = begin; i < end; ++i) {
          slot[0] += values[i];
          slot[1] += 1;
        }
      });
      EXPECT_TRUE(same_bits(sums[0], literal_block_sum(values))) << n << " rows, " << threads << " threads";
      EXPECT_EQ(sums[1], static_cast<double>(n));
    }
  }
}

}  // namespace
}  // namespace kmeans::test
