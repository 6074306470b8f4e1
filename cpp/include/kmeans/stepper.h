/// \file
/// A fit taken apart into half-steps, for progress, traces and phase times.
#pragma once

#include <memory>
#include <span>

#include "kmeans/params.h"
#include "kmeans/result.h"
#include "kmeans/status.h"
#include "kmeans/types.h"
#include "kmeans/workspace.h"

namespace kmeans {

/// One fit, driven by the caller:
/// `begin(); seed(); assign(); while (!finished()) { update(); assign(); } summary();`
/// Buffers are kept from fit to fit. The workspace must outlive the stepper, the points each fit.
class Stepper {
 public:
  explicit Stepper(Workspace& workspace);
  ~Stepper();
  Stepper(const Stepper&) = delete;
  Stepper& operator=(const Stepper&) = delete;

  /// Checks the parameters and gets the memory. The points must be finite (see check_finite).
  /// \param start k x n_features starting centroids, read only when init is kGiven.
  Status begin(MatrixView points, const Params& params, std::span<const double> start = {});
  /// Makes the starting centroids.
  void seed();
  /// Labels every row with its nearest centroid.
  void assign();
  /// Moves the centroids to the means of their rows, then applies the empty-cluster policy.
  Status update();
  /// Whether the stop rule, or max_iter, holds after the last assign().
  [[nodiscard]] bool finished() const;
  /// Statistics of the last assign() and the update() before it. Computes the inertia: one pass.
  [[nodiscard]] IterationStats stats();
  /// The outcome so far. Computes the inertia: one pass.
  [[nodiscard]] Summary summary();

  [[nodiscard]] std::span<const Label> labels() const;
  /// k x n_features, row-major; NaN in its canonical form after summary().
  [[nodiscard]] std::span<const double> centroids() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kmeans
