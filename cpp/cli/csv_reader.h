/// \file
/// A CSV file as a stream of records (RFC 4180, parsed by libcsv): quoting and line numbers; nothing here knows what a
/// field means.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "input.h"

namespace kmeans::cli {

struct CsvRecord {
  std::size_t line = 0;  ///< Line of the file, from 1, on which the record starts.
  std::vector<std::string_view> fields;
};

/// Calls `handle` for every record; blank lines are left out. The delimiter is whichever of comma, semicolon, tab and
/// bar occurs most in the first line. Any line end will do, and a byte-order mark is skipped. \throws InputError naming
/// the line, when a quoted field is not closed or has text after its closing quote, or the text is UTF-16; whatever
/// `handle` throws.
void read_csv(Input& input, const std::function<void(const CsvRecord&)>& handle);

}  // namespace kmeans::cli
