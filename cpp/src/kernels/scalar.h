/// \file
/// The textbook loops, one row at a time: the scalar kernels, and the tails of the vector ones.
/// All static: a function shared between files built for different instruction sets would be linked from any of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "kernels.h"

namespace kmeans::detail::scalar {

static inline double distance(const double* x, const double* c, std::size_t d) {
  double s = 0;
  for (std::size_t j = 0; j < d; ++j) {
    const double t = x[j] - c[j];
    s += t * t;
  }
  return s;
}

/// The nearest centroid of one row, four distances at a time: each is still its own ascending chain, and four
/// independent chains hide the latency of the additions.
static inline Label nearest(const double* x, std::size_t d, const double* centroids, std::size_t k) {
  double best = std::numeric_limits<double>::infinity();
  Label label = 0;
  std::size_t c = 0;
  const auto offer = [&](double s, std::size_t index) {
    if (s < best) {
      best = s;
      label = static_cast<Label>(index);
    }
  };
  for (; c + 4 <= k; c += 4) {
    const double* c0 = centroids + c * d;
    const double* c1 = c0 + d;
    const double* c2 = c1 + d;
    const double* c3 = c2 + d;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (std::size_t j = 0; j < d; ++j) {
      const double t0 = x[j] - c0[j];
      const double t1 = x[j] - c1[j];
      const double t2 = x[j] - c2[j];
      const double t3 = x[j] - c3[j];
      s0 += t0 * t0;
      s1 += t1 * t1;
      s2 += t2 * t2;
      s3 += t3 * t3;
    }
    offer(s0, c);
    offer(s1, c + 1);
    offer(s2, c + 2);
    offer(s3, c + 3);
  }
  for (; c < k; ++c) offer(distance(x, centroids + c * d, d), c);
  return label;
}

static inline std::size_t assign(const double* x, std::size_t rows, std::size_t d, const double* centroids,
                                 std::size_t k, Label* labels, double* /*scratch*/) {
  std::size_t changed = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const Label label = nearest(x + i * d, d, centroids, k);
    changed += label != labels[i] ? 1U : 0U;
    labels[i] = label;
  }
  return changed;
}

static inline void distances(const double* x, std::size_t rows, std::size_t d, const double* centre, double* out) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = distance(x + i * d, centre, d);
}

static inline void smaller(const double* a, const double* b, std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = a[i] < b[i] ? a[i] : b[i];
}

static inline void own_distances(const double* x, std::size_t rows, std::size_t d, const double* centroids,
                                 const Label* labels, double* out) {
  for (std::size_t i = 0; i < rows; ++i) {
    out[i] = distance(x + i * d, centroids + static_cast<std::size_t>(labels[i]) * d, d);
  }
}

template <class L>
static inline void accumulate(const double* x, const RowIndex* rows, std::size_t count, std::size_t d, const L* labels,
                              double* sums, double* counts) {
  for (std::size_t r = 0; r < count; ++r) {
    const std::size_t i = rows != nullptr ? rows[r] : r;
    const auto c = static_cast<std::size_t>(labels[i]);
    counts[c] += 1;
    double* sum = sums + c * d;
    const double* row = x + i * d;
    for (std::size_t j = 0; j < d; ++j) sum[j] += row[j];
  }
}

}  // namespace kmeans::detail::scalar
