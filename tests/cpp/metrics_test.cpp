#include "kmeans/metrics.h"

#include <gtest/gtest.h>

#include <vector>

#include "kmeans/rng.h"

namespace kmeans::test {
namespace {

using Labels = std::vector<Label>;

TEST(Metrics, EqualPartitionsScoreOneWhateverTheirNames) {
  const Labels a = {0, 0, 1, 1, 2, 2};
  const Labels renamed = {7, 7, 0, 0, 3, 3};
  EXPECT_DOUBLE_EQ(adjusted_rand_index(a, renamed), 1);
  EXPECT_DOUBLE_EQ(normalized_mutual_info(a, renamed), 1);
}

// Values of scikit-learn's documentation of adjusted_rand_score and normalized_mutual_info_score.
TEST(Metrics, GiveTheValuesOfTheDocumentation) {
  EXPECT_NEAR(adjusted_rand_index(Labels{0, 0, 1, 2}, Labels{0, 0, 1, 1}), 0.5714285714285714, 1e-15);
  EXPECT_NEAR(adjusted_rand_index(Labels{0, 0, 1, 1}, Labels{0, 0, 1, 2}), 0.5714285714285714, 1e-15);
  EXPECT_NEAR(adjusted_rand_index(Labels{0, 0, 1, 1}, Labels{0, 1, 0, 1}), -0.5, 1e-15);
  EXPECT_NEAR(adjusted_rand_index(Labels{0, 0, 0, 0}, Labels{0, 1, 2, 3}), 0, 1e-15);
  EXPECT_NEAR(normalized_mutual_info(Labels{0, 0, 0, 0}, Labels{0, 1, 2, 3}), 0, 1e-15);
  EXPECT_NEAR(normalized_mutual_info(Labels{0, 0, 1, 2}, Labels{0, 0, 1, 1}), 0.8, 1e-15);
}

TEST(Metrics, AreSymmetric) {
  Rng rng(4);
  Labels a(500);
  Labels b(500);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<Label>(rng.below(5));
    b[i] = rng.below(3) == 0 ? static_cast<Label>(rng.below(4)) : a[i] / 2;
  }
  EXPECT_DOUBLE_EQ(adjusted_rand_index(a, b), adjusted_rand_index(b, a));
  EXPECT_DOUBLE_EQ(normalized_mutual_info(a, b), normalized_mutual_info(b, a));
  EXPECT_GT(adjusted_rand_index(a, b), 0.1);
  EXPECT_LT(normalized_mutual_info(a, b), 1);
}

TEST(Metrics, UnrelatedLabelingsScoreAboutZero) {
  Rng rng(5);
  Labels a(20'000);
  Labels b(20'000);
  for (Label& label : a) label = static_cast<Label>(rng.below(6));
  for (Label& label : b) label = static_cast<Label>(rng.below(6));
  EXPECT_NEAR(adjusted_rand_index(a, b), 0, 0.01);
  EXPECT_NEAR(normalized_mutual_info(a, b), 0, 0.01);
}

TEST(Metrics, DegenerateLabelings) {
  EXPECT_EQ(adjusted_rand_index({}, {}), 1);
  EXPECT_EQ(normalized_mutual_info({}, {}), 1);
  EXPECT_EQ(adjusted_rand_index(Labels{3}, Labels{5}), 1);
  EXPECT_EQ(adjusted_rand_index(Labels{0, 1, 2}, Labels{2, 1, 0}), 1);  // all alone on both sides
  EXPECT_EQ(adjusted_rand_index(Labels{1, 1, 1}, Labels{0, 0, 0}), 1);
  EXPECT_EQ(normalized_mutual_info(Labels{1, 1, 1}, Labels{0, 0, 0}), 1);
}

}  // namespace
}  // namespace kmeans::test
