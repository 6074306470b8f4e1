#include "run.h"

#include <exception>
#include <new>

#include "commands.h"
#include "error.h"
#include "options.h"

namespace kmeans::cli {

int run_program(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  constexpr int kBadInput = 1;
  constexpr int kBadUsage = 2;
  try {
    if (const auto options = parse_options(argc, argv, out)) run_command(*options, out);
    return 0;
  } catch (const UsageError& error) {
    err << "kmeans: " << error.what() << "\nRun kmeans --help, or kmeans COMMAND --help, for the flags.\n";
    return kBadUsage;
  } catch (const std::bad_alloc&) {
    err << "kmeans: there is not enough memory for this input\n";
  } catch (const std::exception& error) {
    err << "kmeans: " << error.what() << '\n';
  }
  return kBadInput;
}

}  // namespace kmeans::cli
