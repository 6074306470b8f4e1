/// \file
/// What a command line asks for.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>

#include "kmeans/params.h"
#include "kmeans/workspace.h"
#include "points.h"

namespace kmeans::cli {

enum class Command { kFit, kSweep, kPredict, kScore };

/// What computes the answer. All give the same one.
enum class EngineName { kExact, kLloyd, kScalar };

/// Most rows of which a silhouette compares every pair, unless told.
inline constexpr std::size_t kSilhouetteRows = 10'000;

struct Options {
  Command command = Command::kFit;
  PointsSource input;
  Params params;          ///< Of fit and sweep; k is 0 until a centroids file tells it, k-max in a sweep.
  std::string init_file;  ///< Centroids to start from; empty unless params.init is kGiven.
  int threads = 0;        ///< 0 is all there are.
  EngineName engine = EngineName::kExact;
  std::string labels;        ///< Written by fit, sweep and predict; read by score. Empty for none.
  std::string centroids;     ///< Written by fit, read by predict. Empty for none.
  std::string label_column;  ///< In the file of labels that score reads.
  std::string truth;         ///< File of true labels; empty for none.
  std::string truth_column;
  std::size_t silhouette_rows = kSilhouetteRows;
  bool json = false;
};

/// The words of `--engine`, `--init`, `--stop` and `--empty`, as flags and reports spell them.
const char* name_of(EngineName engine);
const char* name_of(Init init);
const char* name_of(Stop stop);
const char* name_of(EmptyPolicy empty);

/// Reads a command line. Writes help and the version to `out`.
/// \return Nothing when help or the version was all that was asked for.
/// \throws UsageError for everything that makes no sense.
std::optional<Options> parse_options(int argc, const char* const* argv, std::ostream& out);

}  // namespace kmeans::cli
