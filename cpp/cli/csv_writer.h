/// \file
/// CSV files out (RFC 4180, line feeds between records).
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "kmeans/types.h"

namespace kmeans::cli {

/// Field after field, then end_record(). Numbers are written so that they read back as the same bits.
class CsvWriter {
 public:
  /// Opens the file, so that a place that cannot be written to shows before the work is done.
  /// \throws InputError when it cannot be opened.
  explicit CsvWriter(const std::string& path);

  void field(std::string_view text);
  void field(double value);
  void field(Label value);
  /// \throws InputError when the disk is full, say.
  void end_record();
  /// Writes what is left. Call it once, last.
  /// \throws InputError as end_record().
  void close();

 private:
  void separate();
  void flush();
  [[noreturn]] void fail() const;

  std::string path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::string buffer_;
  bool at_start_ = true;
};

}  // namespace kmeans::cli
