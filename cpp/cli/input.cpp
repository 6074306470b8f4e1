#include "input.h"

#include <cerrno>
#include <system_error>

#include "error.h"

namespace kmeans::cli {
namespace {

std::string reason() { return std::generic_category().message(errno); }

int leave_open(std::FILE* /*file*/) { return 0; }

}  // namespace

Input::Input(const std::string& path)
    : name_(path), file_(path == kStandardInput ? nullptr : std::fopen(path.c_str(), "rb"), std::fclose) {
  if (path == kStandardInput) {
    name_ = "standard input";
    file_ = {stdin, leave_open};
  }
  if (!file_) throw InputError(name_ + ": cannot be opened: " + reason());
}

std::size_t Input::read(std::span<char> buffer) {
  const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file_.get());
  if (std::ferror(file_.get()) != 0) throw InputError(name_ + ": cannot be read: " + reason());
  return count;
}

}  // namespace kmeans::cli
