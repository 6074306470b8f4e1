#include "buffer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <utility>

namespace kmeans::test {
namespace {

using detail::Buffer;

constexpr std::size_t kTooMany = std::numeric_limits<std::size_t>::max();

TEST(Buffer, IsAlignedAndKeepsItsMemoryWhenItShrinks) {
  Buffer<double> buffer;
  ASSERT_TRUE(buffer.resize(100));
  double* const data = buffer.data();
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(data) % Buffer<double>::kAlignment, 0U);
  ASSERT_TRUE(buffer.resize(3));
  EXPECT_EQ(buffer.size(), 3U);
  ASSERT_TRUE(buffer.resize(100));
  EXPECT_EQ(buffer.data(), data);
}

TEST(Buffer, ReportsMemoryThatCannotBeHadAndGoesOn) {
  for (const std::size_t count : {kTooMany, kTooMany / sizeof(double), kTooMany / sizeof(double) - 8, kTooMany / 64}) {
    Buffer<double> buffer;
    ASSERT_TRUE(buffer.resize(8));
    EXPECT_FALSE(buffer.resize(count)) << count;
    EXPECT_EQ(buffer.size(), 0U);
    EXPECT_EQ(buffer.data(), nullptr);
    ASSERT_TRUE(buffer.resize(8));
    buffer[7] = 1;
    EXPECT_EQ(buffer.span().back(), 1);
  }
}

TEST(Buffer, OfNothingNeedsNoMemory) {
  Buffer<int> buffer;
  EXPECT_TRUE(buffer.resize(0));
  EXPECT_TRUE(buffer.span().empty());
}

TEST(Buffer, MovesItsContents) {
  Buffer<int> from;
  ASSERT_TRUE(from.resize(2));
  from[1] = 5;
  Buffer<int> to = std::move(from);
  EXPECT_EQ(to[1], 5);
  Buffer<int> other;
  other = std::move(to);
  EXPECT_EQ(other.size(), 2U);
  EXPECT_EQ(other[1], 5);
}

}  // namespace
}  // namespace kmeans::test
