/// \file
/// Numbers as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kmeans::cli {

/// A finite decimal number with a point and without thousands separators; blanks around it are allowed, as in the page.
/// Correctly rounded. Nothing for any other text.
std::optional<double> parse_number(std::string_view text);

/// Whether a field spells a number that is not finite: nan, inf, infinity, with or without a sign.
bool spells_not_finite(std::string_view text);

/// The end of a sentence that says why parse_number() gave nothing.
std::string why_not_number(std::string_view text);

/// Appends the fewest digits that read back as the same number.
void append_number(std::string& text, double value);
std::string number_text(double value);

/// Text with blanks at its ends taken off.
std::string_view trimmed(std::string_view text);

/// Text for a message: control characters replaced, cut to 40 bytes.
std::string shown(std::string_view text);

}  // namespace kmeans::cli
