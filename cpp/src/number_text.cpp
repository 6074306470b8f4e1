#include "number_text.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace kmeans::detail {

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  constexpr int kEnough = 17;
  std::array<char, 32> buffer{};
  for (int digits = 1; digits <= kEnough; ++digits) {
    std::snprintf(buffer.data(), buffer.size(), "%.*e", digits - 1, std::abs(value));
    if (std::strtod(buffer.data(), nullptr) == std::abs(value)) break;
  }
  std::string mantissa = buffer.data();
  const std::size_t e = mantissa.find('e');
  const int exponent = std::atoi(mantissa.c_str() + e + 1);
  mantissa.resize(e);
  const std::string sign = value < 0 ? "-" : "";
  if (exponent < -6 || exponent > 20) {
    return sign + mantissa + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
  }
  if (mantissa.size() > 1) mantissa.erase(1, 1);  // the point
  if (exponent < 0) return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + mantissa;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (mantissa.size() <= whole) return sign + mantissa.append(whole - mantissa.size(), '0');
  return sign + mantissa.substr(0, whole) + '.' + mantissa.substr(whole);
}

}  // namespace kmeans::detail
