/// \file
/// How a call went: a code, and a sentence for people that carries the values.
#pragma once

#include <string>
#include <utility>

namespace kmeans {

enum class StatusCode {
  kOk = 0,
  kBadParameter,  ///< A parameter is outside its range.
  kBadData,       ///< A point or a starting centroid is not a finite number.
  kEmptyCluster,  ///< A cluster lost its last row and the policy is `error`.
  kOutOfMemory,   ///< A buffer could not be had; nothing was computed.
};

/// Nothing in the library throws: calls that can fail return one of these.
struct [[nodiscard]] Status {
  StatusCode code = StatusCode::kOk;
  std::string message;

  [[nodiscard]] bool ok() const { return code == StatusCode::kOk; }
  static Status error(StatusCode code, std::string message) { return {code, std::move(message)}; }
};

}  // namespace kmeans
