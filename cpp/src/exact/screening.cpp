#include "screening.h"

#include <algorithm>
#include <cmath>

namespace kmeans::detail {
namespace {

/// Norms between these keep every product of screening clear of overflow and of denormals.
constexpr double kLeastNorm = 1e-12;
constexpr double kMostNorm = 1e12;

}  // namespace

bool ScreenCentroids::reserve(std::size_t k, std::size_t d) {
  k_ = k;
  d_ = d;
  return centre_.resize(d) && centroids_.resize(k * d) && half_norms_.resize(k);
}

void ScreenCentroids::centre_on(const double* centroids) {
  std::fill_n(centre_.data(), d_, 0.0);
  for (std::size_t c = 0; c < k_; ++c) {
    for (std::size_t j = 0; j < d_; ++j) centre_[j] += centroids[c * d_ + j] / static_cast<double>(k_);
  }
}

bool ScreenCentroids::set(const double* centroids) {
  double most = 0;
  for (std::size_t c = 0; c < k_; ++c) {
    double squared = 0;
    for (std::size_t j = 0; j < d_; ++j) {
      const double value = centroids[c * d_ + j] - centre_[j];
      centroids_[c * d_ + j] = static_cast<float>(value);
      squared += value * value;
    }
    half_norms_[c] = static_cast<float>(squared / 2);
    most = squared <= most ? most : squared;  // a NaN is kept
  }
  const auto d = static_cast<double>(d_);
  table_.centre = centre_.data();
  table_.centroids = centroids_.data();
  table_.half_norms = half_norms_.data();
  // |x| |c| is at most (|x|^2 + |c|^2) / 2, which spares a square root a row.
  const double product_error = 2.02 * (d + 8) * 0x1p-24;
  const double square_error = (d + 8) * 0x1p-50;
  const double least_error = (d + 8) * 0x1p-120;
  table_.row_error = static_cast<float>((product_error / 2 + square_error) * (1 + 0x1p-20));
  table_.score_error = static_cast<float>(((product_error + square_error) * most + least_error) * (1 + 0x1p-20));
  table_.norm_error = static_cast<float>((d + 4) * 0x1p-23);
  return most >= kLeastNorm * kLeastNorm && most <= kMostNorm * kMostNorm;
}

}  // namespace kmeans::detail
