#include "cli_support.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "run.h"

namespace kmeans::test {

CliTest::CliTest() {
  std::string name = (std::filesystem::temp_directory_path() / "kmeans-cli-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
  folder_ = name;
}

CliTest::~CliTest() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string CliTest::file(const std::string& name, std::string_view content) const {
  std::ofstream(path(name), std::ios::binary) << content;
  return path(name);
}

std::string CliTest::raw_file(const std::string& name, std::span<const double> values) const {
  return file(name, {reinterpret_cast<const char*>(values.data()), values.size_bytes()});
}

std::string CliTest::content(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(path(name), std::ios::binary).rdbuf();
  return text.str();
}

Ran CliTest::run(const std::vector<std::string>& arguments) {
  std::vector<const char*> argv = {"kmeans"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  std::ostringstream out;
  std::ostringstream err;
  const int code = cli::run_program(static_cast<int>(argv.size()), argv.data(), out, err);
  return {code, out.str(), err.str()};
}

nlohmann::json CliTest::report(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--report", "json", "--threads", "2"});
  const Ran ran = run(arguments);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  return ran.code == 0 ? nlohmann::json::parse(ran.out) : nlohmann::json();
}

std::string CliTest::complaint(const std::vector<std::string>& arguments, int code) const {
  const Ran ran = run(arguments);
  EXPECT_EQ(ran.code, code) << ran.out << ran.err;
  EXPECT_EQ(ran.out, "");
  std::string line = ran.err.substr(0, ran.err.find('\n'));
  const std::string folder = folder_.string() + "/";
  for (std::size_t at = line.find(folder); at != std::string::npos; at = line.find(folder)) {
    line.erase(at, folder.size());
  }
  return line;
}

}  // namespace kmeans::test
