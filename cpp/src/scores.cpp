#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "blocks.h"
#include "engine.h"
#include "kernels/kernels.h"
#include "kmeans/metrics.h"
#include "kmeans/rng.h"

namespace kmeans {
namespace {

using detail::block_count;
using detail::TreeStack;

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// The labels renamed to 0, 1, 2, ... in ascending order, and the size of each cluster.
struct Clusters {
  std::vector<Label> labels;
  std::vector<double> sizes;

  explicit Clusters(std::span<const Label> given) : labels(given.begin(), given.end()) {
    std::vector<Label> names = labels;
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    sizes.resize(names.size());
    for (Label& label : labels) {
      label = static_cast<Label>(std::lower_bound(names.begin(), names.end(), label) - names.begin());
      sizes[static_cast<std::size_t>(label)] += 1;
    }
  }

  [[nodiscard]] std::size_t count() const { return sizes.size(); }
  /// Whether scores that compare clusters mean anything.
  [[nodiscard]] bool comparable() const { return count() >= 2 && count() < labels.size(); }
};

/// Squared distance of each row to the centroid of its label.
std::vector<double> own_distances(MatrixView points, std::span<const Label> labels, const double* centroids) {
  std::vector<double> distances(points.n_samples);
  detail::available_kernels().front()->own_distances(points.data, points.n_samples, points.n_features, centroids,
                                                     labels.data(), distances.data());
  return distances;
}

double block_sum(std::span<const double> values) {
  std::vector<double> sums(block_count(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i) sums[i / kBlockRows] += values[i];
  return detail::tree_sum(sums);
}

/// The contract's centroids of a labeling, so that the inertia about them is the fit's to the bit.
std::vector<double> means_of(MatrixView points, const Clusters& clusters) {
  const std::size_t d = points.n_features;
  const std::size_t values = clusters.count() * d;
  const std::size_t width = values + clusters.count();
  std::vector<double> storage(TreeStack::slots(block_count(points.n_samples)) * width);
  TreeStack stack(storage.data(), width);
  for (std::size_t begin = 0; begin < points.n_samples; begin += kBlockRows) {
    const std::size_t rows = std::min(kBlockRows, points.n_samples - begin);
    double* sums = stack.next();
    detail::available_kernels().front()->accumulate(points.row(begin), nullptr, rows, d, clusters.labels.data() + begin,
                                                    sums, sums + values);
    stack.push();
  }
  const double* sums = stack.finish();
  std::vector<double> means(sums, sums + values);
  for (std::size_t i = 0; i < values; ++i) means[i] /= clusters.sizes[i / d];
  return means;
}

double squared_distance(const double* a, const double* b, std::size_t d) {
  double sum = 0;
  for (std::size_t j = 0; j < d; ++j) sum += (a[j] - b[j]) * (a[j] - b[j]);
  return sum;
}

double davies_bouldin(const Clusters& clusters, std::span<const double> distances, std::span<const double> means,
                      std::size_t d) {
  const std::size_t k = clusters.count();
  std::vector<double> spread(k);
  for (std::size_t i = 0; i < distances.size(); ++i) {
    spread[static_cast<std::size_t>(clusters.labels[i])] += std::sqrt(distances[i]);
  }
  for (std::size_t c = 0; c < k; ++c) spread[c] /= clusters.sizes[c];
  double sum = 0;
  for (std::size_t a = 0; a < k; ++a) {
    double worst = 0;
    for (std::size_t b = 0; b < k; ++b) {
      const double apart = std::sqrt(squared_distance(&means[a * d], &means[b * d], d));
      if (apart > 0) worst = std::max(worst, (spread[a] + spread[b]) / apart);
    }
    sum += worst;
  }
  return sum / static_cast<double>(k);
}

double calinski_harabasz(const Clusters& clusters, std::span<const double> means, double within, std::size_t d) {
  if (within == 0) return 1;
  const auto n = static_cast<double>(clusters.labels.size());
  const auto k = static_cast<double>(clusters.count());
  std::vector<double> centre(d);
  for (std::size_t i = 0; i < means.size(); ++i) centre[i % d] += clusters.sizes[i / d] * means[i] / n;
  double between = 0;
  for (std::size_t c = 0; c < clusters.count(); ++c) {
    between += clusters.sizes[c] * squared_distance(&means[c * d], centre.data(), d);
  }
  return between / (k - 1) / (within / (n - k));
}

/// `count` of the indices below `n`, ascending, by a partial Fisher-Yates shuffle.
std::vector<std::size_t> draw_rows(std::size_t n, std::size_t count, std::uint32_t seed) {
  std::vector<std::size_t> rows(n);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  Rng rng(seed);
  for (std::size_t i = 0; i < count; ++i) std::swap(rows[i], rows[i + rng.below(n - i)]);
  rows.resize(count);
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// Silhouette of one row, from the sums of its distances to the rows of each cluster.
double silhouette_of(std::size_t own, std::span<const double> sums, std::span<const double> sizes) {
  if (sizes[own] == 1) return 0;
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t c = 0; c < sizes.size(); ++c) {
    if (c != own) nearest = std::min(nearest, sums[c] / sizes[c]);
  }
  const double inside = sums[own] / (sizes[own] - 1);
  const double larger = std::max(inside, nearest);
  return larger == 0 ? 0 : (nearest - inside) / larger;
}

double mean_silhouette(detail::Engine& engine, MatrixView points, const Clusters& clusters) {
  constexpr std::size_t kLeastRowsATask = 16;
  const std::size_t n = points.n_samples;
  const std::size_t k = clusters.count();
  const std::size_t run = std::max(kLeastRowsATask, n / detail::kMaxTasks + 1);
  const auto threads = static_cast<std::size_t>(engine.executor.threads());
  std::vector<double> scratch(threads * (n + k));
  std::vector<double> scores(n);
  engine.executor.run((n + run - 1) / run, [&](std::size_t task, int worker) {
    double* distances = scratch.data() + static_cast<std::size_t>(worker) * (n + k);
    const std::span<double> sums(distances + n, k);
    const std::size_t last = std::min(n, (task + 1) * run);
    for (std::size_t i = task * run; i < last; ++i) {
      engine.kernels.distances(points.data, n, points.n_features, points.row(i), distances);
      std::fill(sums.begin(), sums.end(), 0.0);
      for (std::size_t j = 0; j < n; ++j) sums[static_cast<std::size_t>(clusters.labels[j])] += std::sqrt(distances[j]);
      scores[i] = silhouette_of(static_cast<std::size_t>(clusters.labels[i]), sums, clusters.sizes);
    }
  });
  return block_sum(scores) / static_cast<double>(n);
}

}  // namespace

double inertia(MatrixView points, std::span<const Label> labels, std::span<const double> centroids) {
  return block_sum(own_distances(points, labels, centroids.data()));
}

ClusterScores cluster_scores(MatrixView points, std::span<const Label> labels) {
  const Clusters clusters(labels);
  const std::vector<double> means = means_of(points, clusters);
  const std::vector<double> distances = own_distances(points, clusters.labels, means.data());
  ClusterScores scores{clusters.count(), block_sum(distances), kUndefined, kUndefined};
  if (!clusters.comparable()) return scores;
  scores.davies_bouldin = davies_bouldin(clusters, distances, means, points.n_features);
  scores.calinski_harabasz = calinski_harabasz(clusters, means, scores.inertia, points.n_features);
  return scores;
}

Silhouette silhouette(Workspace& workspace, MatrixView points, std::span<const Label> labels, std::size_t max_rows,
                      std::uint32_t seed) {
  const std::size_t d = points.n_features;
  const std::size_t rows = std::min(max_rows, points.n_samples);
  std::vector<double> sample;
  std::vector<Label> sample_labels(labels.begin(), labels.end());
  if (rows < points.n_samples) {
    sample_labels.clear();
    for (const std::size_t row : draw_rows(points.n_samples, rows, seed)) {
      sample.insert(sample.end(), points.row(row), points.row(row) + d);
      sample_labels.push_back(labels[row]);
    }
    points = {sample.data(), rows, d};
  }
  const Clusters clusters(sample_labels);
  if (!clusters.comparable()) return {kUndefined, rows};
  return {mean_silhouette(workspace.engine(), points, clusters), rows};
}

}  // namespace kmeans
