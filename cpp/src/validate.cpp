#include <cmath>
#include <string>
#include <utility>

#include "kmeans/fit.h"
#include "number_text.h"

namespace kmeans {
namespace {

std::string text(std::size_t value) { return std::to_string(value); }

std::string text(double value) { return detail::number_text(value); }

Status bad_parameter(std::string message) { return Status::error(StatusCode::kBadParameter, std::move(message)); }

Status bad_value(double value, std::size_t index, std::size_t n_features, const char* of, const char* what) {
  return Status::error(StatusCode::kBadData, "the value at row " + text(index / n_features + 1) + ", column " +
                                                 text(index % n_features + 1) + of + " is " + text(value) + "; " +
                                                 what + " must be finite numbers");
}

/// Index of the first value that is not finite, or `count`.
std::size_t first_not_finite(const double* values, std::size_t count) {
  // x - x is 0 for every finite x and NaN for the rest, and a sum keeps a NaN: no branch on the good path.
  constexpr std::size_t kRun = 4096;
  for (std::size_t begin = 0; begin < count; begin += kRun) {
    const std::size_t end = begin + kRun < count ? begin + kRun : count;
    double trouble = 0;
    for (std::size_t i = begin; i < end; ++i) trouble += values[i] - values[i];
    if (trouble == 0) continue;
    for (std::size_t i = begin; i < end; ++i) {
      if (!std::isfinite(values[i])) return i;
    }
  }
  return count;
}

}  // namespace

Status check_finite(MatrixView points) {
  const std::size_t bad = first_not_finite(points.data, points.n_samples * points.n_features);
  if (bad == points.n_samples * points.n_features) return {};
  return bad_value(points.data[bad], bad, points.n_features, "", "points");
}

Status check_params(std::size_t n_samples, std::size_t n_features, const Params& params,
                    std::span<const double> start) {
  if (n_samples == 0) return bad_parameter("points must have at least 1 row, got 0");
  if (n_features < 1 || n_features > kMaxFeatures) {
    return bad_parameter("points must have 1 to " + text(kMaxFeatures) + " features, got " + text(n_features));
  }
  if (params.k < 1 || params.k > kMaxClusters) {
    return bad_parameter("k must be an integer from 1 to " + text(kMaxClusters) + ", got " + text(params.k));
  }
  if (params.k > n_samples) {
    return bad_parameter("k = " + text(params.k) + " is more than the " + text(n_samples) + " points");
  }
  if (!std::isfinite(params.tol) || params.tol < 0) {
    return bad_parameter("tol must be a finite number of at least 0, got " + text(params.tol));
  }
  if (params.max_iter > kMaxIterations) {
    return bad_parameter("maxIter must be an integer from 0 to " + text(kMaxIterations) + ", got " +
                         text(params.max_iter));
  }
  if (params.init != Init::kGiven) return {};
  const std::size_t wanted = params.k * n_features;
  if (start.size() != wanted) {
    return bad_parameter("start must hold " + text(params.k) + " x " + text(n_features) + " = " + text(wanted) +
                         " values, got " + text(start.size()));
  }
  const std::size_t bad = first_not_finite(start.data(), start.size());
  return bad == start.size() ? Status{} : bad_value(start[bad], bad, n_features, " of start", "centroids");
}

}  // namespace kmeans
