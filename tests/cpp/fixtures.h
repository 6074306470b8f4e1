/// \file
/// The golden vectors of tests/fixtures, shared with the TypeScript tests.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kmeans/params.h"
#include "kmeans/result.h"
#include "support.h"

namespace kmeans::test {

/// The first draws of one seed: integers, and doubles of a fresh generator.
struct GoldenDraws {
  std::uint32_t seed = 0;
  std::vector<std::uint32_t> u32;
  std::vector<double> uniform;
};

/// One fit with its answer.
struct GoldenCase {
  std::string name;
  Points points;
  Params params;
  std::vector<double> start;           ///< The caller's centroids; empty unless init is kGiven.
  std::vector<double> start_expected;  ///< The centroids the fit starts from.
  Result expected;
};

std::vector<GoldenDraws> golden_draws();
std::vector<GoldenCase> golden_cases();
/// What every engine says, by the name of the case.
std::map<std::string, std::string> messages();

}  // namespace kmeans::test
