/// \file
/// What the columns of a CSV file are: header, names, the one that holds ids.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.h"

namespace kmeans::cli {

/// Whether the first record of a CSV file holds names.
enum class Header {
  kAuto,  ///< It does when none of its fields is a number: the page's rule.
  kYes,
  kNo,
};

/// How every CSV file of a command is read.
struct CsvOptions {
  Header header = Header::kAuto;
  std::string id_column;  ///< Name of a column that is carried along and not clustered on; empty for none.
};

/// Columns settled from the first record.
struct Columns {
  std::vector<std::string> names;  ///< `column 3` where there is none; names that repeat get a number.
  std::optional<std::size_t> id;

  /// Index of a column by name, if there is one.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  /// `a, b, c`, for messages.
  [[nodiscard]] std::string list() const;
};

/// Reads a CSV file: `plan` is called once with its columns, then `row` with every record that is not the header, all
/// with the same number of fields. A file without the id column is read as one without ids.
/// \throws InputError naming the file and the line: empty, only a header, ragged; and as read_csv().
void read_table(Input& input, const CsvOptions& options, const std::function<void(const Columns&)>& plan,
                const std::function<void(const CsvRecord&)>& row);

/// The start of a message about one field.
std::string place(const Input& input, const CsvRecord& record, const Columns& columns, std::size_t column);

}  // namespace kmeans::cli
