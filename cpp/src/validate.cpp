#include <cmath>
#include <string>

#include "kmeans/fit.h"

namespace kmeans {
namespace {

std::string number_name(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return std::to_string(value);
}

Status bad_parameter(std::string message) { return Status::error(StatusCode::kBadParameter, std::move(message)); }

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
  const std::size_t count = points.n_samples * points.n_features;
  const std::size_t bad = first_not_finite(points.data, count);
  if (bad == count) return {};
  return Status::error(StatusCode::kBadData, "the value at row " + std::to_string(bad / points.n_features + 1) +
                                                 ", column " + std::to_string(bad % points.n_features + 1) + " is " +
                                                 number_name(points.data[bad]) + "; points must be finite numbers");
}

Status check_params(std::size_t n_samples, std::size_t n_features, const Params& params,
                    std::span<const double> start) {
  if (n_samples == 0) return bad_parameter("there are no points");
  if (n_features < 1 || n_features > kMaxFeatures) {
    return bad_parameter("d must be an integer from 1 to " + std::to_string(kMaxFeatures) + ", got " +
                         std::to_string(n_features));
  }
  if (params.k < 1 || params.k > kMaxClusters) {
    return bad_parameter("k must be an integer from 1 to " + std::to_string(kMaxClusters) + ", got " +
                         std::to_string(params.k));
  }
  if (params.k > n_samples) {
    return bad_parameter("k = " + std::to_string(params.k) + " is more than the " + std::to_string(n_samples) +
                         " points");
  }
  if (std::isnan(params.tol) || params.tol < 0) {
    return bad_parameter("tol must be a number of at least 0, got " + number_name(params.tol));
  }
  if (params.init != Init::kGiven) return {};
  if (start.size() != params.k * n_features) {
    return bad_parameter("the given start has " + std::to_string(start.size()) + " values; k = " +
                         std::to_string(params.k) + " centroids of d = " + std::to_string(n_features) +
                         " features need " + std::to_string(params.k * n_features));
  }
  const std::size_t bad = first_not_finite(start.data(), start.size());
  if (bad < start.size()) {
    return Status::error(StatusCode::kBadData, "the start's value at row " + std::to_string(bad / n_features + 1) +
                                                   ", column " + std::to_string(bad % n_features + 1) + " is " +
                                                   number_name(start[bad]) + "; centroids must be finite numbers");
  }
  return {};
}

}  // namespace kmeans
