/// \file
/// The front door: check the points once, then fit as often as wanted.
#pragma once

#include <span>

#include "kmeans/params.h"
#include "kmeans/result.h"
#include "kmeans/status.h"
#include "kmeans/stepper.h"
#include "kmeans/types.h"
#include "kmeans/workspace.h"

namespace kmeans {

/// Refuses NaN and infinity, naming the row and the column, both counted from 1.
Status check_finite(MatrixView points);

/// Refuses sizes and parameters outside their ranges, naming the parameter and its value.
Status check_params(std::size_t n_samples, std::size_t n_features, const Params& params, std::span<const double> start);

/// A whole fit without copying anything out: afterwards `stepper.labels()` and `stepper.centroids()` hold the answer.
/// \param[out] trace One row an assignment when given; each costs a pass for its inertia.
Status run(Stepper& stepper, MatrixView points, const Params& params, std::span<const double> start, Summary& summary,
           std::vector<IterationStats>* trace = nullptr);

/// Checks the points, fits, and copies the answer out.
Status fit(Workspace& workspace, MatrixView points, const Params& params, Result& result,
           std::span<const double> start = {}, bool with_trace = false);

}  // namespace kmeans
