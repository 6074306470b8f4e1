/// \file
/// Bytes from a file or from standard input.
#pragma once

#include <cstdio>
#include <memory>
#include <span>
#include <string>

namespace kmeans::cli {

/// The path that means standard input.
inline constexpr const char* kStandardInput = "-";

class Input {
 public:
  /// \throws InputError when the file cannot be opened.
  explicit Input(const std::string& path);

  /// Fills the buffer from its start.
  /// \return Bytes read; less than asked for only at the end.
  /// \throws InputError when the file cannot be read.
  std::size_t read(std::span<char> buffer);

  /// What to call it in a message.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

}  // namespace kmeans::cli
