#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "fixtures.h"
#include "kmeans/fit.h"
#include "support.h"

namespace kmeans::test {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// 0, 1, 2, ... with one value changed.
Points counting(std::size_t n, std::size_t d, std::size_t at = 0, double value = 0) {
  Points points{std::vector<double>(n * d), n, d};
  for (std::size_t i = 0; i < n * d; ++i) points.data[i] = static_cast<double>(i);
  if (at < n * d) points.data[at] = value;
  return points;
}

Status outcome(const Points& points, const Params& params = {.k = 3}, const std::vector<double>& start = {}) {
  Workspace workspace;
  Result result;
  return fit(workspace, points.view(), params, result, start);
}

Status on_ten_rows(const Params& params, const std::vector<double>& start = {}) {
  return outcome(counting(10, 2), params, start);
}

/// The cases of messages.json that C++ types do not rule out.
std::map<std::string, std::function<Status()>> reachable() {
  return {
      {"points: n = 0", [] { return outcome(counting(0, 2)); }},
      {"points: d = 0", [] { return outcome(counting(10, 0)); }},
      {"points: d = 1025", [] { return outcome(counting(1, 1025)); }},
      {"points: NaN at row 3, column 2", [] { return outcome(counting(10, 2, 5, kNaN)); }},
      {"points: infinity at row 10, column 1", [] { return outcome(counting(10, 2, 18, kInf)); }},
      {"points: -infinity at row 1, column 1", [] { return outcome(counting(10, 2, 0, -kInf)); }},
      {"k = 0", [] { return on_ten_rows({.k = 0}); }},
      {"k = 4097", [] { return on_ten_rows({.k = 4097}); }},
      {"k = 12 of 10 points", [] { return on_ten_rows({.k = 12}); }},
      {"tol = -0.5", [] { return on_ten_rows({.k = 3, .tol = -0.5}); }},
      {"tol = NaN", [] { return on_ten_rows({.k = 3, .tol = kNaN}); }},
      {"tol = infinity", [] { return on_ten_rows({.k = 3, .tol = kInf}); }},
      {"maxIter = 1000001", [] { return on_ten_rows({.k = 3, .max_iter = 1'000'001}); }},
      {"start: 5 values for k = 3, d = 2",
       [] { return on_ten_rows({.k = 3, .init = Init::kGiven}, std::vector<double>(5)); }},
      {"start: none for k = 3, d = 2", [] { return on_ten_rows({.k = 3, .init = Init::kGiven}); }},
      {"start: NaN at row 2, column 1",
       [] {
         return on_ten_rows({.k = 3, .init = Init::kGiven}, {0, 1, kNaN, 3, 4, 5});
       }},
      {"empty = error: start 1, 2, 3, 99 on the points 1, 2, 3, 4",
       [] {
         const Points points{{1, 2, 3, 4}, 4, 1};
         return outcome(points, {.k = 4, .init = Init::kGiven, .empty = EmptyPolicy::kError}, {1, 2, 3, 99});
       }},
  };
}

TEST(Validate, SaysWhatEveryEngineSays) {
  const std::map<std::string, std::string> expected = messages();
  for (const auto& [name, call] : reachable()) {
    const Status status = call();
    EXPECT_FALSE(status.ok()) << name;
    ASSERT_TRUE(expected.contains(name)) << name;
    EXPECT_EQ(status.message, expected.at(name)) << name;
  }
}

TEST(Validate, CodesTellParametersFromData) {
  EXPECT_EQ(on_ten_rows({.k = 0}).code, StatusCode::kBadParameter);
  EXPECT_EQ(outcome(counting(10, 2, 3, kNaN)).code, StatusCode::kBadData);
  EXPECT_EQ(on_ten_rows({.k = 1, .init = Init::kGiven}, {0, kInf}).code, StatusCode::kBadData);
  EXPECT_EQ(on_ten_rows({.k = 3}).code, StatusCode::kOk);
}

TEST(Validate, AcceptsTheLimits) {
  EXPECT_TRUE(outcome(counting(1, kMaxFeatures), {.k = 1}).ok());
  EXPECT_TRUE(outcome(counting(kMaxClusters, 1), {.k = kMaxClusters, .max_iter = 0}).ok());
  EXPECT_TRUE(on_ten_rows({.k = 10, .tol = 0, .max_iter = kMaxIterations}).ok());
}

TEST(Validate, WritesNumbersAsJavaScriptDoes) {
  const std::vector<std::pair<double, std::string>> cases = {
      {-1, "-1"},
      {-10, "-10"},
      {-123456, "-123456"},
      {-0.1, "-0.1"},
      {-1.0 / 3, "-0.3333333333333333"},
      {-1e-6, "-0.000001"},
      {-1.5e-7, "-1.5e-7"},
      {-2.5, "-2.5"},
      {-1e20, "-100000000000000000000"},
      {-123456789012345680000.0, "-123456789012345680000"},
      {-1e21, "-1e+21"},
      {-1.25e300, "-1.25e+300"},
      {-5e-324, "-5e-324"},
      {-std::numeric_limits<double>::max(), "-1.7976931348623157e+308"},
      {-kInf, "-Infinity"},
  };
  for (const auto& [tol, text] : cases) {
    EXPECT_EQ(on_ten_rows({.k = 3, .tol = tol}).message, "tol must be a finite number of at least 0, got " + text);
  }
}

TEST(Validate, FindsTheFirstBadValueWhereverItIs) {
  constexpr std::size_t kRows = 5000;  // more than one run of the fast check
  for (const std::size_t at : {0UL, 1UL, 4095UL, 4096UL, 4097UL, 8191UL, 8192UL, 2 * kRows - 1}) {
    Points points = counting(kRows, 2, at, kNaN);
    points.data.back() = kNaN;
    EXPECT_EQ(check_finite(points.view()).message, "the value at row " + std::to_string(at / 2 + 1) + ", column " +
                                                       std::to_string(at % 2 + 1) +
                                                       " is NaN; points must be finite numbers");
  }
}

TEST(Validate, HugeFiniteValuesAreFine) {
  EXPECT_TRUE(check_finite(make_points(Style::kHuge, 5000, 2, 1).view()).ok());
  const double max = std::numeric_limits<double>::max();
  EXPECT_TRUE(check_finite(counting(10, 2, 7, max).view()).ok());
  EXPECT_TRUE(check_finite(counting(10, 2, 7, -max).view()).ok());
}

}  // namespace
}  // namespace kmeans::test
