// Which language a text is in. Only for source/*.cpp.
#pragma once

#include <string>
#include <string_view>

namespace kg::source {

/// Empty if `text` is English or too short to tell; else the English name of its language.
std::string foreign_language(std::string_view text);

}  // namespace kg::source
