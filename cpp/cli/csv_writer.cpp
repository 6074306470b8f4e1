#include "csv_writer.h"

#include <csv.h>

#include <cerrno>
#include <system_error>

#include "error.h"
#include "number.h"

namespace kmeans::cli {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 16U;

/// Readers may trim blanks at the ends of a bare field.
bool needs_quotes(std::string_view text) {
  return text.empty() || text.find_first_of(",;|\t\"\r\n") != std::string_view::npos || trimmed(text) != text;
}

}  // namespace

CsvWriter::CsvWriter(const std::string& path) : path_(path), file_(std::fopen(path.c_str(), "wb"), std::fclose) {
  if (!file_) fail();
}

void CsvWriter::field(std::string_view text) {
  separate();
  if (!needs_quotes(text)) {
    buffer_ += text;
    return;
  }
  const std::size_t begin = buffer_.size();
  const std::size_t size = csv_write(nullptr, 0, text.data(), text.size());
  buffer_.resize(begin + size);
  csv_write(buffer_.data() + begin, size, text.data(), text.size());
}

void CsvWriter::field(double value) {
  separate();
  append_number(buffer_, value);
}

void CsvWriter::field(Label value) {
  separate();
  buffer_ += std::to_string(value);
}

void CsvWriter::end_record() {
  buffer_ += '\n';
  at_start_ = true;
  if (buffer_.size() >= kBufferBytes) flush();
}

void CsvWriter::close() {
  flush();
  if (std::fclose(file_.release()) != 0) fail();
}

void CsvWriter::separate() {
  if (!at_start_) buffer_ += ',';
  at_start_ = false;
}

void CsvWriter::flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) fail();
  buffer_.clear();
}

void CsvWriter::fail() const {
  throw InputError(path_ + ": cannot be written: " + std::generic_category().message(errno));
}

}  // namespace kmeans::cli
