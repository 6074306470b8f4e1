/// \file
/// The subcommands: read, compute, write, report.
#pragma once

#include <ostream>

#include "options.h"

namespace kmeans::cli {

/// Does what the options ask for and reports on `out`.
/// \throws InputError when a file cannot be used; UsageError when flags and files do not go together.
void run_command(const Options& options, std::ostream& out);

}  // namespace kmeans::cli
