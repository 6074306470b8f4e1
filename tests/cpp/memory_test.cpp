#include <gtest/gtest.h>

#include <cstdlib>

#include "kmeans/stepper.h"
#include "support.h"

namespace kmeans::test {
namespace {

/// Allocations that still succeed; negative for no limit.
int allocations_left = -1;
/// Bytes asked for since somebody last looked.
std::size_t bytes_asked = 0;

}  // namespace
}  // namespace kmeans::test

/// A sanitizer ends the program when memory cannot be had, unless told to fail as malloc does.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }
extern "C" const char* __tsan_default_options() { return "allocator_may_return_null=1"; }

/// Stands in for the C library's, so that any one allocation of a fit can be made to fail.
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  int& left = kmeans::test::allocations_left;
  if (left == 0) return nullptr;
  if (left > 0) --left;
  kmeans::test::bytes_asked += size;
  void* memory = nullptr;
  return posix_memalign(&memory, alignment, size) == 0 ? memory : nullptr;
}

namespace kmeans::test {
namespace {

Summary finish(Stepper& stepper) {
  stepper.seed();
  stepper.assign();
  while (!stepper.finished()) {
    EXPECT_TRUE(stepper.update().ok());
    stepper.assign();
  }
  return stepper.summary();
}

Params params_for(Init init) { return {.k = 4, .init = init, .stop = Stop::kTol}; }

TEST(OutOfMemory, IsAStatusThatNamesTheSizesAndTheNextFitWorks) {
  Workspace workspace(2);
  Stepper stepper(workspace);
  const Points points = make_points(Style::kBlobs, 5000, 2, 1);
  for (const Init init : {Init::kKmeansPlusPlus, Init::kGreedy, Init::kRandom}) {
    ASSERT_TRUE(stepper.begin(points.view(), params_for(init)).ok());
    const Summary expected = finish(stepper);
    // More rows than any address space has room for; begin() must not look at the points.
    for (const std::size_t n : {std::size_t{1} << 48U, std::size_t{1} << 60U, ~std::size_t{0}}) {
      const Status status = stepper.begin({points.data.data(), n, 2}, params_for(init));
      EXPECT_EQ(status.code, StatusCode::kOutOfMemory);
      const std::string expected_start =
          "not enough memory for a fit of " + std::to_string(n) + " points, d = 2, k = 4: about ";
      EXPECT_EQ(status.message.substr(0, expected_start.size()), expected_start);
      EXPECT_EQ(status.message.substr(status.message.find("bytes")), "bytes beside the points");
    }
    ASSERT_TRUE(stepper.begin(points.view(), params_for(init)).ok());
    const Summary after = finish(stepper);
    EXPECT_EQ(after.iterations, expected.iterations);
    EXPECT_TRUE(same_bits(after.inertia, expected.inertia));
  }
}

/// Bytes a fresh stepper asks for, beside the points.
std::size_t bytes_of_a_fit(std::size_t n, std::size_t d, std::size_t k, int threads, Algorithm algorithm) {
  Workspace workspace(threads);
  Stepper stepper(workspace);
  const std::vector<double> points(n * d);
  bytes_asked = 0;
  EXPECT_TRUE(stepper.begin({points.data(), n, d}, {.k = k, .algorithm = algorithm}).ok());
  return bytes_asked;
}

TEST(Memory, AFitTakesAtMostSixteenBytesARow) {
  constexpr std::size_t kFew = 131'072;
  constexpr std::size_t kMany = 4 * kFew;
  for (const Algorithm algorithm : {Algorithm::kLloyd, Algorithm::kExact}) {
    for (const std::size_t d : {2, 8, 32}) {
      for (const std::size_t k : {8, 32, 256}) {
        for (const int threads : {1, 2}) {
          const std::size_t more =
              bytes_of_a_fit(kMany, d, k, threads, algorithm) - bytes_of_a_fit(kFew, d, k, threads, algorithm);
          const double each = static_cast<double>(more) / static_cast<double>(kMany - kFew);
          EXPECT_LE(each, 16.0) << "d = " << d << ", k = " << k << ", threads = " << threads;
        }
      }
    }
  }
}

TEST(OutOfMemory, CanStrikeAtAnyAllocationOfAFit) {
  Workspace workspace(2);
  const Points points = make_points(Style::kBlobs, 5000, 2, 2);
  for (const Init init : {Init::kKmeansPlusPlus, Init::kGreedy, Init::kRandom, Init::kGiven}) {
    const std::vector<double> start = {0, 0, 1, 1, 5, 5, 9, 9};
    Stepper untroubled(workspace);
    ASSERT_TRUE(untroubled.begin(points.view(), params_for(init), start).ok());
    const Summary expected = finish(untroubled);
    int failures = 0;
    for (bool enough = false; !enough;) {
      Stepper stepper(workspace);
      allocations_left = failures;
      const Status status = stepper.begin(points.view(), params_for(init), start);
      allocations_left = -1;
      enough = status.ok();
      if (!enough) {
        ++failures;
        EXPECT_EQ(status.code, StatusCode::kOutOfMemory);
        ASSERT_TRUE(stepper.begin(points.view(), params_for(init), start).ok());
      }
      EXPECT_TRUE(same_bits(finish(stepper).inertia, expected.inertia)) << "after " << failures << " allocations";
    }
    EXPECT_GT(failures, 10);
  }
}

TEST(OutOfMemory, NeverStrikesAfterBegin) {
  Workspace workspace(3);
  const Points points = make_points(Style::kBlobs, 5000, 2, 3);
  for (const EmptyPolicy empty : {EmptyPolicy::kRelocate, EmptyPolicy::kKeep, EmptyPolicy::kReseed}) {
    Stepper stepper(workspace);
    const std::vector<double> start = {0, 0, 1e4, 1e4, 2e4, 2e4, 3e4, 3e4};
    Params params = params_for(Init::kGiven);
    params.empty = empty;
    ASSERT_TRUE(stepper.begin(points.view(), params, start).ok());
    allocations_left = 0;
    finish(stepper);
    allocations_left = -1;
  }
}

}  // namespace
}  // namespace kmeans::test
