/// \file
/// Points and centroids from files.
#pragma once

#include <string>
#include <vector>

#include "kmeans/types.h"
#include "table.h"

namespace kmeans::cli {

/// Rows of finite numbers, and what is carried along with them.
struct Points {
  std::string name;                   ///< The file, for messages.
  std::vector<std::string> features;  ///< Column names.
  std::vector<double> values;         ///< Row-major.
  std::string id_column;              ///< Empty when there are no ids.
  std::vector<std::string> ids;       ///< One a row, or none.

  [[nodiscard]] std::size_t d() const { return features.size(); }
  [[nodiscard]] std::size_t n() const { return values.size() / d(); }
  [[nodiscard]] MatrixView view() const { return {values.data(), n(), d()}; }
};

/// Where points come from.
struct PointsSource {
  std::string path;          ///< `-` is standard input.
  std::size_t features = 0;  ///< Values a row of raw little-endian float64 input; 0 reads CSV.
  CsvOptions csv;
  std::vector<std::string> ignore;  ///< Columns that are not points, such as a truth.
};

/// \throws InputError naming file, line and column: a field that is not a finite number, a column that is not there, no
/// column left, more than kMaxFeatures; and as read_table(). Raw input: a size that does not fit, a value not finite.
Points read_points(const PointsSource& source);

/// k rows of as many numbers as the points have features, in the same order; names of columns are not compared.
/// \throws InputError as read_points(), and when the number of columns is another one.
std::vector<double> read_centroids(const std::string& path, const CsvOptions& csv, const Points& points);

}  // namespace kmeans::cli
