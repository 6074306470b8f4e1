/// \file
/// Labels from and to CSV files.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "csv_writer.h"
#include "points.h"

namespace kmeans::cli {

struct LabelsSource {
  std::string path;
  std::string column;  ///< Name of the column of labels; empty for the only one, or the one called `label`.
  CsvOptions csv;
};

struct Labels {
  std::vector<Label> values;  ///< One a row of the points.
  /// Whether the file holds whole numbers, which are then the values; else they are 0, 1, 2, ... in order of
  /// appearance.
  bool numbers = true;
};

/// Reads one label a row of `points`. Where both files have ids, they must be the same, row for row.
/// \throws InputError naming file, line and column: a missing label, another id, another number of rows, more than
/// kMaxClusters different labels, no such column; and as read_table().
Labels read_labels(const LabelsSource& source, const Points& points);

/// Writes the ids, if there are any, and one column of labels for each name.
/// \throws InputError as CsvWriter.
void write_labels(CsvWriter& out, const Points& points, std::span<const std::string> names,
                  std::span<const std::vector<Label>> columns);

/// Writes k rows of centroids under the names of the features.
/// \throws InputError as CsvWriter.
void write_centroids(CsvWriter& out, const Points& points, std::span<const double> centroids);

}  // namespace kmeans::cli
