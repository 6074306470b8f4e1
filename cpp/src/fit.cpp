#include "kmeans/fit.h"

namespace kmeans {

Status run(Stepper& stepper, MatrixView points, const Params& params, std::span<const double> start, Summary& summary,
           std::vector<IterationStats>* trace) {
  if (Status status = stepper.begin(points, params, start); !status.ok()) return status;
  stepper.seed();
  stepper.assign();
  if (trace != nullptr) trace->assign(1, stepper.stats());
  while (!stepper.finished()) {
    if (Status status = stepper.update(); !status.ok()) return status;
    stepper.assign();
    if (trace != nullptr) trace->push_back(stepper.stats());
  }
  summary = stepper.summary();
  return {};
}

Status fit(Workspace& workspace, MatrixView points, const Params& params, Result& result, std::span<const double> start,
           bool with_trace) {
  if (Status status = check_finite(points); !status.ok()) return status;
  Stepper stepper(workspace);
  result.trace.clear();
  Status status = run(stepper, points, params, start, result.summary, with_trace ? &result.trace : nullptr);
  if (!status.ok()) return status;
  result.labels.assign(stepper.labels().begin(), stepper.labels().end());
  result.centroids.assign(stepper.centroids().begin(), stepper.centroids().end());
  return status;
}

}  // namespace kmeans
