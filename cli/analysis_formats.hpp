// The forms in which `kg analyze` shows what the English engine sees.
#pragma once

#include <string>

#include "source/document.hpp"
#include "text/analysis.hpp"

namespace kg::cli {

/// One line of JSON: sentences with tokens, names and times. Offsets count code points of "text".
std::string analysis_json(const source::Document& document, const text::Analysis& analysis);

/// brat's standoff lines for names and times, numbered from `first`, which moves on.
/// Offsets count code points.
std::string analysis_brat(const source::Document& document, const text::Analysis& analysis, std::size_t& first);

}  // namespace kg::cli
