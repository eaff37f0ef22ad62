// From the spelling of tags to their numbers, and the lists of all of them (UD English 2.16).
#pragma once

#include <span>
#include <string_view>

#include "text/analysis.hpp"

namespace kg::text {

inline constexpr Xpos xpos_none{255};

Upos find_upos(std::string_view name);  ///< X for unknown spellings
Xpos find_xpos(std::string_view name);  ///< xpos_none for unknown spellings
std::span<const std::string_view> xpos_names();      ///< sorted
std::span<const std::string_view> relation_names();  ///< sorted

}  // namespace kg::text
