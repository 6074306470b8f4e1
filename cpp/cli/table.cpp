#include "table.h"

#include <algorithm>
#include <map>

#include "error.h"
#include "kmeans/types.h"
#include "number.h"

namespace kmeans::cli {
namespace {

bool looks_like_header(const CsvRecord& first) {
  return std::none_of(first.fields.begin(), first.fields.end(),
                      [](std::string_view field) { return parse_number(field) || spells_not_finite(field); });
}

std::vector<std::string> name_columns(const CsvRecord& first, bool header) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  for (const std::string_view field : first.fields) {
    std::string name = header ? std::string(trimmed(field)) : "";
    if (name.empty()) name = "column " + std::to_string(names.size() + 1);
    const int count = ++seen[name];
    names.push_back(count == 1 ? name : name + " (" + std::to_string(count) + ")");
  }
  return names;
}

std::string count_of(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

std::optional<std::size_t> Columns::find(std::string_view name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::string Columns::list() const {
  constexpr std::size_t kMost = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(kMost, names.size()); ++i) text += (i == 0 ? "" : ", ") + shown(names[i]);
  return names.size() > kMost ? text + ", ..." : text;
}

void read_table(Input& input, const CsvOptions& options, const std::function<void(const Columns&)>& plan,
                const std::function<void(const CsvRecord&)>& row) {
  std::size_t width = 0;
  std::size_t rows = 0;
  read_csv(input, [&](const CsvRecord& record) {
    if (width == 0) {
      const bool header = options.header == Header::kAuto ? looks_like_header(record) : options.header == Header::kYes;
      width = record.fields.size();
      Columns columns{name_columns(record, header), {}};
      if (!options.id_column.empty()) columns.id = columns.find(options.id_column);
      plan(columns);
      if (header) return;
    }
    if (record.fields.size() != width) {
      throw InputError(input.name() + ": line " + std::to_string(record.line) + " has " +
                       count_of(record.fields.size(), "field") + ", expected " + std::to_string(width));
    }
    row(record);
    ++rows;
  });
  if (width == 0) throw InputError(input.name() + ": the file is empty");
  if (rows == 0) throw InputError(input.name() + ": the file has a header line and no rows");
}

std::string place(const Input& input, const CsvRecord& record, const Columns& columns, std::size_t column) {
  return input.name() + ": line " + std::to_string(record.line) + ", column " + shown(columns.names[column]) + ": ";
}

}  // namespace kmeans::cli
