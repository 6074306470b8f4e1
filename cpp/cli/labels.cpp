#include "labels.h"

#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "error.h"
#include "input.h"
#include "number.h"

namespace kmeans::cli {
namespace {

/// A whole number that fits a label.
std::optional<Label> whole_number(std::string_view text) {
  text = trimmed(text);
  Label value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class LabelsReader {
 public:
  LabelsReader(Input& input, const LabelsSource& source, const Points& points)
      : input_(input), source_(source), points_(points) {}

  Labels read() {
    read_table(
        input_, source_.csv, [this](const Columns& columns) { plan(columns); },
        [this](const CsvRecord& record) { add(record); });
    const std::size_t n = codes_.size();
    if (n != points_.n()) {
      throw InputError(input_.name() + ": the file has " + std::to_string(n) + " labels, but " + points_.name +
                       " has " + std::to_string(points_.n()) + " rows");
    }
    return finish();
  }

 private:
  void plan(const Columns& columns) {
    columns_ = columns;
    const auto named = columns.find(source_.column.empty() ? "label" : source_.column);
    if (named) {
      column_ = *named;
    } else if (source_.column.empty() && columns.names.size() == (columns.id ? 2 : 1)) {
      column_ = columns.id == std::size_t{0} ? 1 : 0;
    } else if (source_.column.empty()) {
      throw InputError(input_.name() + ": which column holds the labels? Name one of " + columns.list());
    } else {
      throw InputError(input_.name() + ": there is no column " + shown(source_.column) + "; the file has " +
                       columns.list());
    }
  }

  void add(const CsvRecord& record) {
    const std::string_view text = trimmed(record.fields[column_]);
    if (text.empty()) throw InputError(place(input_, record, columns_, column_) + "the label is missing");
    check_id(record);
    const auto [found, added] = code_of_.try_emplace(std::string(text), static_cast<Label>(names_.size()));
    if (added) {
      if (names_.size() == kMaxClusters) {
        throw InputError(place(input_, record, columns_, column_) + "there are more than " +
                         std::to_string(kMaxClusters) + " different labels");
      }
      names_.emplace_back(text);
    }
    codes_.push_back(found->second);
  }

  void check_id(const CsvRecord& record) const {
    if (!columns_.id || codes_.size() >= points_.ids.size()) return;
    const std::string& expected = points_.ids[codes_.size()];
    const std::string_view id = record.fields[*columns_.id];
    if (id == expected) return;
    throw InputError(place(input_, record, columns_, *columns_.id) + "the id is '" + shown(id) + "', but '" +
                     shown(expected) + "' in the same row of " + points_.name);
  }

  Labels finish() {
    std::vector<Label> values;
    for (const std::string& name : names_) {
      const auto value = whole_number(name);
      if (!value) return {std::move(codes_), false};
      values.push_back(*value);
    }
    for (Label& code : codes_) code = values[static_cast<std::size_t>(code)];
    return {std::move(codes_), true};
  }

  Input& input_;
  const LabelsSource& source_;
  const Points& points_;
  Columns columns_;
  std::size_t column_ = 0;
  std::unordered_map<std::string, Label> code_of_;
  std::vector<std::string> names_;  ///< By code.
  std::vector<Label> codes_;        ///< By row.
};

}  // namespace

Labels read_labels(const LabelsSource& source, const Points& points) {
  Input input(source.path);
  return LabelsReader(input, source, points).read();
}

void write_labels(CsvWriter& out, const Points& points, std::span<const std::string> names,
                  std::span<const std::vector<Label>> columns) {
  const bool with_ids = !points.ids.empty();
  if (with_ids) out.field(points.id_column);
  for (const std::string& name : names) out.field(name);
  out.end_record();
  for (std::size_t i = 0; i < points.n(); ++i) {
    if (with_ids) out.field(points.ids[i]);
    for (const std::vector<Label>& column : columns) out.field(column[i]);
    out.end_record();
  }
  out.close();
}

void write_centroids(CsvWriter& out, const Points& points, std::span<const double> centroids) {
  for (const std::string& name : points.features) out.field(name);
  out.end_record();
  for (std::size_t i = 0; i < centroids.size(); ++i) {
    out.field(centroids[i]);
    if ((i + 1) % points.d() == 0) out.end_record();
  }
  out.close();
}

}  // namespace kmeans::cli
