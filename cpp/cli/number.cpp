#include "number.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>

namespace kmeans::cli {
namespace {

constexpr std::string_view kBlanks = " \t";

bool same_word(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return same_word(text, word); });
}

/// Reads all of a number, also one too large to be finite.
bool read(std::string_view text, double& value) {
  text = trimmed(text);
  if (!text.empty() && text[0] == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text[0] == '-') return false;
  }
  const auto [end, error] = fast_float::from_chars(text.data(), text.data() + text.size(), value);
  return error != std::errc::invalid_argument && end == text.data() + text.size();
}

std::string quoted(std::string_view text) { return std::string(1, '\'').append(shown(text)).append(1, '\''); }

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  if (!read(text, value) || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool spells_not_finite(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  return is_one_of(text, {"nan", "inf", "infinity"});
}

std::string why_not_number(std::string_view text) {
  const std::string_view core = trimmed(text);
  if (core.empty()) return "the value is missing";
  if (is_one_of(core, {"na", "n/a", "null", "none", "?"})) return quoted(core) + " stands for a missing value";
  double value = 0;
  if (spells_not_finite(core) || read(core, value)) return quoted(core) + " is not a finite number";
  const bool separators = core.find_first_not_of("+-0123456789.,;") == std::string_view::npos;
  return quoted(core) + " is not a number" +
         (separators ? " (write decimals with a point, and no thousands separators)" : "");
}

void append_number(std::string& text, double value) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  text.append(buffer.data(), end);
}

std::string number_text(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 40;
  std::string out(text.substr(0, kMost));
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return text.size() > kMost ? out + "..." : out;
}

}  // namespace kmeans::cli
