/// \file
/// How alike two labelings are, and how well one fits its points. Labels are any integers; spans of them have one entry
/// a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kmeans/types.h"
#include "kmeans/workspace.h"

namespace kmeans {

/// Adjusted Rand index (Hubert and Arabie, 1985): 1 for equal partitions, about 0 for unrelated ones.
double adjusted_rand_index(std::span<const Label> a, std::span<const Label> b);

/// Normalised mutual information, by the arithmetic mean of the entropies (scikit-learn's default).
double normalized_mutual_info(std::span<const Label> a, std::span<const Label> b);

/// Inertia as the contract has it: the block sum of each row's squared distance to the centroid of its label.
/// \param centroids Row-major, one for each label from 0.
double inertia(MatrixView points, std::span<const Label> labels, std::span<const double> centroids);

/// How tight and how far apart the clusters of a labeling are. The last two are NaN where they are not defined: with
/// fewer than 2 clusters, or as many as rows.
struct ClusterScores {
  std::size_t clusters = 0;  ///< Different labels that occur.
  double inertia = 0;        ///< About the means of the clusters: the inertia of a fit that has come to rest.
  /// Mean over clusters of the worst (spread + other spread) / distance of the means (Davies and Bouldin, 1979); lower
  /// is better. As in scikit-learn, clusters with the same mean are not compared.
  double davies_bouldin = 0;
  /// Variance between clusters over variance within (Calinski and Harabasz, 1974); higher is better. As in
  /// scikit-learn, 1 when nothing varies within.
  double calinski_harabasz = 0;
};
ClusterScores cluster_scores(MatrixView points, std::span<const Label> labels);

struct Silhouette {
  double score = 0;      ///< In [-1, 1], higher is better; NaN with fewer than 2 clusters, or as many as rows.
  std::size_t rows = 0;  ///< Rows it was computed from.
};

/// Mean silhouette (Rousseeuw, 1987), rows alone in their cluster counting 0. Compares every pair of rows, so more than
/// `max_rows` rows are first thinned to that many, drawn without replacement.
/// \param seed Of that draw.
Silhouette silhouette(Workspace& workspace, MatrixView points, std::span<const Label> labels, std::size_t max_rows,
                      std::uint32_t seed);

}  // namespace kmeans
