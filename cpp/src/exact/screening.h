/// \file
/// The centroids as float32 screening sees them. docs/exactness.md derives the error terms.
#pragma once

#include <cstddef>

#include "../buffer.h"
#include "../kernels/kernels.h"

namespace kmeans::detail {

class ScreenCentroids {
 public:
  [[nodiscard]] bool reserve(std::size_t k, std::size_t d);
  /// Takes the mean of the centroids as the point everything is centred on: rounding errors shrink with the distance
  /// from it. Once a fit.
  void centre_on(const double* centroids);
  /// Rounds the centroids. False when float32 cannot hold numbers of their size: screening would prove nothing.
  bool set(const double* centroids);
  [[nodiscard]] const ScreenTable& table() const { return table_; }

 private:
  std::size_t k_ = 0;
  std::size_t d_ = 0;
  Buffer<double> centre_;
  Buffer<float> centroids_;
  Buffer<float> half_norms_;
  ScreenTable table_{};
};

}  // namespace kmeans::detail
