#include <cmath>

#include "number_text.h"

namespace kmeans::detail {

// For modules with a front of their own, which refuses bad parameters before they come here: only the points' NaN and
// infinities are left to name, and printing any double would cost a module a third of its size.
std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value < 0 ? "a negative number" : "a number";
}

}  // namespace kmeans::detail
