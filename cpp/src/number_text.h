/// \file
/// Numbers in messages. CMake picks the implementation: number_text.cpp, or number_text_small.cpp.
#pragma once

#include <string>

namespace kmeans::detail {

/// As JavaScript writes it, so that the messages are the same in every engine: the fewest digits that read back as the
/// same number, in plain notation from 1e-6 to below 1e21 (ECMA-262, Number::toString).
std::string number_text(double value);

}  // namespace kmeans::detail
