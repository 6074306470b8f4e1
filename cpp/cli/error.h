/// \file
/// The two ways a command can go wrong, each with its exit code.
#pragma once

#include <stdexcept>

namespace kmeans::cli {

/// What was read cannot be used: one sentence that names the file and the place. Exit code 1.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What was asked for does not make sense: one sentence that names the flag. Exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace kmeans::cli
