/// \file
/// What a command found, for people or for programs.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "kmeans/metrics.h"
#include "kmeans/result.h"
#include "options.h"
#include "points.h"

namespace kmeans::cli {

/// What every report says.
struct Setting {
  const Options& options;
  const Points& points;
  int threads = 1;
  const char* kernels = "";
  double load_ms = 0;  ///< Reading the points.
};

/// One fit: of `fit`, of one k of a sweep, or (without updates) of `predict`.
struct FitReport {
  std::size_t k = 0;
  Summary summary;
  std::string labels_sha256;
  std::string centroids_sha256;
  double fit_ms = 0;
};

struct ScoreReport {
  ClusterScores scores;
  Silhouette silhouette;
  std::string labels_sha256;  ///< Empty when the labels are not whole numbers.
  std::optional<double> ari;
  std::optional<double> nmi;
};

// Each writes JSON with the names of the page's result object, or text, as the options say.

void report_fit(std::ostream& out, const Setting& setting, const FitReport& fit);
/// \param fits_ms What all fits together took, the start they share included.
void report_sweep(std::ostream& out, const Setting& setting, const std::vector<FitReport>& fits, double fits_ms);
void report_predict(std::ostream& out, const Setting& setting, const FitReport& fit);
void report_score(std::ostream& out, const Setting& setting, const ScoreReport& report);

}  // namespace kmeans::cli
