/// \file
/// Runs the command line inside the test, on files of its own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

namespace kmeans::test {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

/// A test with a folder that goes when the test is over.
class CliTest : public ::testing::Test {
 protected:
  CliTest();
  ~CliTest() override;

  /// Path of a file in the folder.
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  /// Writes a file into the folder; its path.
  [[nodiscard]] std::string file(const std::string& name, std::string_view content) const;
  /// Little-endian float64.
  [[nodiscard]] std::string raw_file(const std::string& name, std::span<const double> values) const;
  [[nodiscard]] std::string content(const std::string& name) const;

  /// Runs `kmeans` with these arguments.
  static Ran run(const std::vector<std::string>& arguments);
  /// The JSON report of a run that must succeed.
  static nlohmann::json report(std::vector<std::string> arguments);
  /// The first line of the complaint of a run that must fail with this exit code, the folder's path left out.
  [[nodiscard]] std::string complaint(const std::vector<std::string>& arguments, int code = 1) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace kmeans::test
