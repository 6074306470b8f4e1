/// What the loops in front of the exact engine claim, against a literal reading: which rows fail their bound, and what
/// float32 screening says about distances.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "buffer.h"
#include "exact/screening.h"
#include "kernels/kernels.h"
#include "kmeans/rng.h"
#include "support.h"

namespace kmeans::test {
namespace {

using detail::Candidates;
using detail::Kernels;
using detail::kScreenRows;
using detail::RowIndex;

std::vector<const Kernels*> all_kernels() {
  std::vector<const Kernels*> all{&detail::kScalarKernels};
  for (const Kernels* kernels : detail::available_kernels()) all.push_back(kernels);
  return all;
}

template <class L>
void expect_collected(const Kernels& kernels, detail::Kernels::Collect<L> collect, std::size_t rows, std::size_t k) {
  Rng rng(static_cast<std::uint32_t>(rows * 1000 + k));
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const float specials[] = {kInfinity, -kInfinity, std::numeric_limits<float>::quiet_NaN(), 0.0F, -0.0F, 1e-45F};
  const auto number = [&] {
    return rng.below(4) == 0 ? specials[rng.below(std::size(specials))] : static_cast<float>(rng.below(5)) - 1;
  };
  std::vector<float> keep(rows);
  std::vector<float> limits(k);
  std::vector<L> labels(rows);
  for (float& value : keep) value = number();
  for (float& value : limits) value = number();
  for (L& label : labels) label = static_cast<L>(rng.below(k));
  std::vector<RowIndex> expected;
  for (std::size_t i = 0; i < rows; ++i) {
    if (!(keep[i] > limits[labels[i]])) expected.push_back(static_cast<RowIndex>(i));
  }
  std::vector<RowIndex> got(rows + detail::kCollectSlack);
  got.resize(collect(keep.data(), labels.data(), limits.data(), k, rows, got.data()));
  ASSERT_EQ(got, expected) << kernels.name << ": " << rows << " rows, k = " << k;
}

TEST(Collect, EveryRowThatFailsItsBoundAndNoOther) {
  for (const Kernels* kernels : all_kernels()) {
    for (const std::size_t rows : {0, 1, 3, 15, 16, 17, 33, 500}) {
      for (const std::size_t k : {1, 2, 15, 16, 17, 32, 64, 100, 128, 129, 200, 256}) {
        expect_collected<std::uint8_t>(*kernels, kernels->collect8, rows, k);
        expect_collected<std::uint16_t>(*kernels, kernels->collect16, rows, k);
      }
    }
  }
}

/// Rows around one centroid among many, and the list of all centroids by distance from it.
struct Scene {
  Scene(Style style, std::size_t k, std::size_t d, std::uint32_t seed)
      : points(make_points(style, k + kScreenRows, d, seed)) {
    centroids.assign(points.data.begin(), points.data.begin() + static_cast<std::ptrdiff_t>(k * d));
    index.resize(k);
    std::iota(index.begin(), index.end(), std::uint16_t{0});
    const auto from_own = [&](std::uint16_t c) { return literal_distance(&centroids[c * d], centroids.data(), d); };
    std::sort(index.begin() + 1, index.end(), [&](auto a, auto b) { return from_own(a) < from_own(b); });
    for (const std::uint16_t c : index) reach.push_back(static_cast<float>(std::sqrt(from_own(c)) * (1 - 1e-6)));
    Rng rng(seed);
    for (std::size_t p = 0; p < kScreenRows; ++p) {
      // From on the centroid to as far as the points go.
      const double far = std::pow(rng.uniform(), 3);
      double* row = &points.data[(k + p) * d];
      for (std::size_t j = 0; j < d; ++j) row[j] = centroids[j] + far * (row[j] - centroids[j]);
      rows[p] = row;
    }
  }

  Points points;
  std::vector<double> centroids;
  std::vector<std::uint16_t> index;
  std::vector<float> reach;
  const double* rows[kScreenRows] = {};
};

void expect_true_claims(const Kernels& kernels, const Scene& scene, std::size_t n_rows, bool with_list) {
  const std::size_t d = scene.points.d;
  const std::size_t k = scene.index.size();
  detail::ScreenCentroids table;
  detail::Buffer<float> panel;
  ASSERT_TRUE(table.reserve(k, d) && panel.resize(kScreenRows * d));
  table.centre_on(scene.centroids.data());
  if (!table.set(scene.centroids.data())) return;
  const Candidates candidates =
      with_list ? Candidates{scene.index.data(), scene.reach.data(), k} : Candidates{nullptr, nullptr, k};
  detail::Screened screened;
  kernels.screen(scene.rows, n_rows, d, table.table(), candidates, panel.data(), screened);
  for (std::size_t p = 0; p < n_rows; ++p) {
    SCOPED_TRACE(testing::Message() << kernels.name << ", d = " << d << ", k = " << k << ", row " << p << " of "
                                    << n_rows);
    const auto distance = [&](std::size_t c) {
      return std::sqrt(literal_distance(scene.rows[p], &scene.centroids[c * d], d));
    };
    if (with_list) {
      EXPECT_GE(screened.own_upper, distance(scene.index[0]));
    }
    if ((screened.proven >> p & 1U) == 0) continue;
    const std::size_t label = candidates.label(static_cast<std::size_t>(screened.position[p]));
    EXPECT_EQ(label, static_cast<std::size_t>(literal_nearest(scene.rows[p], scene.centroids, d)));
    EXPECT_GE(screened.upper[p], distance(label));
    if (with_list) {
      EXPECT_EQ(screened.moved >> p & 1U, screened.position[p] != 0 ? 1U : 0U);
    }
    for (std::size_t c = 0; c < k; ++c) {
      if (c == label) continue;
      EXPECT_LE(screened.gap[p], distance(c) - distance(label)) << "to centroid " << c;
    }
  }
}

TEST(Screen, EveryClaimIsTrueOfEveryCentroidListedOrLeftOut) {
  for (std::uint32_t seed = 0; seed < 6; ++seed) {
    for (std::uint8_t style = 0; style < kStyles; ++style) {
      for (const std::size_t d : {1, 2, 3, 5, 8, 33}) {
        for (const std::size_t k : {1, 2, 7, 40}) {
          const Scene scene(static_cast<Style>(style), k, d, seed);
          for (const Kernels* kernels : all_kernels()) {
            for (const std::size_t n_rows : {1, 8, 9, 16}) {
              expect_true_claims(*kernels, scene, n_rows, true);
              expect_true_claims(*kernels, scene, n_rows, false);
            }
          }
        }
      }
    }
  }
}

TEST(Screen, LeavesOutWhatIsTooFar) {
  // Far centroids would be the nearest if they were looked at: only a list that lies shows that they were not.
  Scene scene(Style::kUniform, 40, 2, 1);
  std::fill(scene.reach.begin() + 1, scene.reach.end(), 1e6F);
  for (const Kernels* kernels : all_kernels()) {
    detail::ScreenCentroids table;
    detail::Buffer<float> panel;
    ASSERT_TRUE(table.reserve(40, 2) && panel.resize(kScreenRows * 2));
    table.centre_on(scene.centroids.data());
    ASSERT_TRUE(table.set(scene.centroids.data()));
    detail::Screened screened;
    kernels->screen(scene.rows, kScreenRows, 2, table.table(), {scene.index.data(), scene.reach.data(), 40},
                    panel.data(), screened);
    EXPECT_EQ(screened.moved, 0U) << kernels->name;
  }
}

}  // namespace
}  // namespace kmeans::test
