#include "points.h"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

#include "error.h"
#include "input.h"
#include "kmeans/fit.h"
#include "number.h"

namespace kmeans::cli {
namespace {

/// Reads the columns of numbers of one CSV file.
class PointsReader {
 public:
  PointsReader(Input& input, const PointsSource& source) : input_(input), source_(source) {
    points_.name = input.name();
  }

  Points read() {
    read_table(
        input_, source_.csv, [this](const Columns& columns) { plan(columns); },
        [this](const CsvRecord& record) { add(record); });
    return std::move(points_);
  }

 private:
  void plan(const Columns& columns) {
    columns_ = columns;
    std::vector<bool> skip(columns.names.size());
    if (!source_.csv.id_column.empty()) skip[known(source_.csv.id_column)] = true;
    for (const std::string& name : source_.ignore) skip[known(name)] = true;
    for (std::size_t i = 0; i < skip.size(); ++i) {
      if (skip[i]) continue;
      used_.push_back(i);
      points_.features.push_back(columns.names[i]);
    }
    if (columns.id) points_.id_column = source_.csv.id_column;
    if (used_.empty()) throw InputError(input_.name() + ": no column is left to cluster on");
    if (used_.size() > kMaxFeatures) {
      throw InputError(input_.name() + ": the file has " + std::to_string(used_.size()) +
                       " columns to cluster on; at most " + std::to_string(kMaxFeatures) + " can be used");
    }
  }

  [[nodiscard]] std::size_t known(const std::string& name) const {
    if (const auto found = columns_.find(name)) return *found;
    throw InputError(input_.name() + ": there is no column " + shown(name) + "; the file has " + columns_.list());
  }

  void add(const CsvRecord& record) {
    for (const std::size_t column : used_) {
      const auto value = parse_number(record.fields[column]);
      if (!value) {
        throw InputError(place(input_, record, columns_, column) + why_not_number(record.fields[column]));
      }
      points_.values.push_back(*value);
    }
    if (columns_.id) points_.ids.emplace_back(record.fields[*columns_.id]);
  }

  Input& input_;
  const PointsSource& source_;
  Columns columns_;
  std::vector<std::size_t> used_;
  Points points_;
};

std::vector<double> read_all_doubles(Input& input, std::size_t d) {
  static_assert(std::endian::native == std::endian::little, "raw files are read as they lie");
  constexpr std::size_t kLeast = 1U << 17U;
  std::vector<double> values;
  std::size_t bytes = 0;
  for (bool more = true; more;) {
    values.resize(std::max(kLeast, 2 * values.size()));
    const std::span<char> room(reinterpret_cast<char*>(values.data()) + bytes, values.size() * sizeof(double) - bytes);
    const std::size_t count = input.read(room);
    bytes += count;
    more = count == room.size();
  }
  if (bytes == 0) throw InputError(input.name() + ": the file is empty");
  if (bytes % (sizeof(double) * d) != 0) {
    throw InputError(input.name() + ": the file has " + std::to_string(bytes) + " bytes, which is not a multiple of " +
                     std::to_string(sizeof(double) * d) + " (8 bytes x " + std::to_string(d) + " features)");
  }
  values.resize(bytes / sizeof(double));
  return values;
}

Points read_raw(Input& input, std::size_t d) {
  Points points;
  points.name = input.name();
  for (std::size_t j = 1; j <= d; ++j) points.features.push_back("column " + std::to_string(j));
  points.values = read_all_doubles(input, d);
  if (const Status status = check_finite(points.view()); !status.ok()) {
    throw InputError(points.name + ": " + status.message);
  }
  return points;
}

}  // namespace

Points read_points(const PointsSource& source) {
  Input input(source.path);
  return source.features > 0 ? read_raw(input, source.features) : PointsReader(input, source).read();
}

std::vector<double> read_centroids(const std::string& path, const CsvOptions& csv, const Points& points) {
  Input input(path);
  const PointsSource source{path, 0, {csv.header, ""}, {}};
  Points centroids = PointsReader(input, source).read();
  if (centroids.d() != points.d()) {
    throw InputError(centroids.name + ": line 1 has " + std::to_string(centroids.d()) +
                     (centroids.d() == 1 ? " column, but " : " columns, but ") + points.name + " has " +
                     std::to_string(points.d()) + " features");
  }
  if (centroids.n() > kMaxClusters) {
    throw InputError(centroids.name + ": the file has " + std::to_string(centroids.n()) + " centroids; at most " +
                     std::to_string(kMaxClusters) + " can be used");
  }
  return std::move(centroids.values);
}

}  // namespace kmeans::cli
