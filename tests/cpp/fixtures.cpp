#include "fixtures.h"

#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

namespace kmeans::test {
namespace {

using nlohmann::json;

json read(const std::string& name) {
  const std::string path = std::string(KMEANS_FIXTURES) + "/" + name;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return json::parse(file);
}

/// Little-endian float64 from base64.
std::vector<double> doubles(const std::string& base64) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t word = 0;
  int have = 0;
  for (const char letter : base64) {
    if (letter == '=') break;
    word = word << 6U | static_cast<std::uint32_t>(kAlphabet.find(letter));
    have += 6;
    if (have >= 8) bytes.push_back(static_cast<char>(word >> static_cast<unsigned>(have -= 8)));
  }
  std::vector<double> values(bytes.size() / sizeof(double));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(double));
  return values;
}

double one_double(const json& base64) { return doubles(base64.get<std::string>()).at(0); }

/// The place of a name in an enumeration.
template <class Enum>
Enum named(const json& name, std::initializer_list<const char*> names) {
  std::uint8_t index = 0;
  for (const char* candidate : names) {
    if (name == candidate) return static_cast<Enum>(index);
    ++index;
  }
  throw std::runtime_error("no such name: " + name.dump());
}

Params params_of(const json& from) {
  Params params;
  params.k = from.at("k");
  params.init = named<Init>(from.at("init"), {"k-means++", "greedy", "random", "given"});
  params.seed = from.at("seed");
  params.stop = named<Stop>(from.at("stop"), {"labels", "tol", "fraction", "max_iter"});
  params.tol = from.at("tol");
  params.max_iter = from.at("maxIter");
  params.empty = named<EmptyPolicy>(from.at("empty"), {"relocate", "keep", "reseed", "error"});
  return params;
}

Result result_of(const json& from) {
  Result result;
  result.summary = {from.at("iterations"), from.at("converged"), one_double(from.at("inertia"))};
  result.labels = from.at("labels").get<std::vector<Label>>();
  result.centroids = doubles(from.at("centroids"));
  for (const json& row : from.at("trace")) {
    result.trace.push_back(
        {one_double(row.at("inertia")), row.at("changed"), one_double(row.at("shift")), row.at("empties")});
  }
  return result;
}

}  // namespace

std::vector<GoldenDraws> golden_draws() {
  std::vector<GoldenDraws> all;
  for (const json& entry : read("rng.json")) {
    all.push_back({entry.at("seed"), entry.at("u32"), entry.at("uniform")});
  }
  return all;
}

std::vector<GoldenCase> golden_cases() {
  std::vector<GoldenCase> all;
  for (const json& entry : read("golden.json")) {
    GoldenCase golden;
    golden.name = entry.at("name");
    golden.points = {doubles(entry.at("data")), entry.at("n"), entry.at("d")};
    golden.params = params_of(entry.at("params"));
    if (!entry.at("start").is_null()) golden.start = doubles(entry.at("start"));
    golden.start_expected = doubles(entry.at("startExpected"));
    golden.expected = result_of(entry);
    all.push_back(std::move(golden));
  }
  return all;
}

std::map<std::string, std::string> messages() {
  std::map<std::string, std::string> all;
  for (const json& entry : read("messages.json")) all[entry.at("case")] = entry.at("message");
  return all;
}

}  // namespace kmeans::test
