#include "kmeans/metrics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace kmeans {
namespace {

/// How often each pair of labels, and each label of either side, occurs.
struct Contingency {
  std::map<std::pair<Label, Label>, double> pairs;
  std::map<Label, double> a;
  std::map<Label, double> b;

  Contingency(std::span<const Label> left, std::span<const Label> right) {
    for (std::size_t i = 0; i < left.size(); ++i) {
      pairs[{left[i], right[i]}] += 1;
      a[left[i]] += 1;
      b[right[i]] += 1;
    }
  }
};

double pairs_of(double count) { return count * (count - 1) / 2; }

double entropy(const std::map<Label, double>& sizes, double n) {
  double h = 0;
  for (const auto& [label, size] : sizes) h -= size / n * std::log(size / n);
  return h;
}

}  // namespace

double adjusted_rand_index(std::span<const Label> a, std::span<const Label> b) {
  const Contingency table(a, b);
  double together = 0;
  double in_a = 0;
  double in_b = 0;
  for (const auto& [labels, count] : table.pairs) together += pairs_of(count);
  for (const auto& [label, count] : table.a) in_a += pairs_of(count);
  for (const auto& [label, count] : table.b) in_b += pairs_of(count);
  const double all = pairs_of(static_cast<double>(a.size()));
  if (all == 0) return 1;
  const double expected = in_a * in_b / all;
  const double most = (in_a + in_b) / 2;
  return most == expected ? 1 : (together - expected) / (most - expected);
}

double normalized_mutual_info(std::span<const Label> a, std::span<const Label> b) {
  const Contingency table(a, b);
  if (table.a.size() <= 1 && table.b.size() <= 1) return 1;
  const auto n = static_cast<double>(a.size());
  double information = 0;
  for (const auto& [labels, count] : table.pairs) {
    information += count / n * std::log(count * n / (table.a.at(labels.first) * table.b.at(labels.second)));
  }
  const double mean = (entropy(table.a, n) + entropy(table.b, n)) / 2;
  return mean == 0 ? 0 : std::max(0.0, information) / mean;
}

}  // namespace kmeans
