#include "parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace kmeans::test {
namespace {

using detail::Executor;

TEST(Executor, ClampsTheNumberOfThreads) {
  EXPECT_EQ(Executor(-5).threads(), 1);
  EXPECT_EQ(Executor(0).threads(), 1);
  EXPECT_EQ(Executor(3).threads(), 3);
  EXPECT_EQ(Executor(1000).threads(), detail::kMaxThreads);
}

TEST(Executor, RunsEveryTaskOnceAndNoWorkerTwiceAtATime) {
  for (const int threads : {1, 2, 3, 7}) {
    Executor executor(threads);
    for (const std::size_t tasks : {0UL, 1UL, 2UL, 5UL, 64UL, 1000UL, detail::kMaxTasks}) {
      std::vector<std::atomic<int>> runs(tasks);
      std::vector<std::atomic<int>> busy(static_cast<std::size_t>(threads));
      executor.run(tasks, [&](std::size_t task, int worker) {
        auto& mine = busy.at(static_cast<std::size_t>(worker));
        EXPECT_EQ(mine.fetch_add(1), 0);
        ++runs[task];
        --mine;
      });
      for (const auto& count : runs) ASSERT_EQ(count, 1) << threads << " threads, " << tasks << " tasks";
    }
  }
}

TEST(Executor, ManyTinyRegionsSeeEachOthersWrites) {
  for (const int threads : {2, 3, 7}) {
    Executor executor(threads);
    std::vector<int> values(16, 0);  // plain: a region must see what the region before wrote
    constexpr int kRegions = 5000;
    for (int region = 0; region < kRegions; ++region) {
      executor.run(values.size(), [&](std::size_t task, int) { values[(task + 1) % values.size()] += 1; });
      ASSERT_EQ(values[0], region + 1);
    }
    for (const int value : values) EXPECT_EQ(value, kRegions);
  }
}

TEST(Executor, WakesAParkedPool) {
  Executor executor(3);
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::atomic<int> by_the_pool{0};
    // Tasks long enough that the pool has time to come, even on a busy machine.
    executor.run(10, [&](std::size_t, int worker) {
      by_the_pool += worker > 0 ? 1 : 0;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    });
    EXPECT_GT(by_the_pool, 0);
  }
}

TEST(Executor, AParkedCallerIsWokenByTheLastTask) {
  Executor executor(4);
  for (int round = 0; round < 10; ++round) {
    std::atomic<int> ran{0};
    executor.run(4, [&](std::size_t task, int) {
      std::this_thread::sleep_for(std::chrono::milliseconds(task));
      ++ran;
    });
    EXPECT_EQ(ran, 4);
  }
}

TEST(Executor, ManyAreCreatedAndDestroyed) {
  for (int round = 0; round < 150; ++round) {
    const int threads = 2 + round % 6;
    Executor executor(threads);
    if (round % 3 == 0) continue;  // never used: a pool must end without ever having worked
    std::atomic<int> ran{0};
    executor.run(8, [&](std::size_t, int) { ++ran; });
    EXPECT_EQ(ran, 8);
  }
}

TEST(Executor, SeveralLiveSideBySide) {
  std::vector<std::unique_ptr<Executor>> executors;
  for (int i = 0; i < 8; ++i) executors.push_back(std::make_unique<Executor>(3));
  std::atomic<int> ran{0};
  for (int round = 0; round < 50; ++round) {
    for (const auto& executor : executors) executor->run(5, [&](std::size_t, int) { ++ran; });
  }
  EXPECT_EQ(ran, 50 * 8 * 5);
}

}  // namespace
}  // namespace kmeans::test
