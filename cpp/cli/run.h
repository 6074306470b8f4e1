/// \file
/// The whole program but its name.
#pragma once

#include <ostream>

namespace kmeans::cli {

/// Runs a command line. Files are read and written; reports go to `out`, complaints, one sentence each, to `err`.
/// \return The exit code: 0 done, 1 bad input, 2 bad usage.
int run_program(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace kmeans::cli
