// The =~ operator.
#pragma once

#include <string>

#include "base/byte_span.hpp"

namespace kg::query {

/// True if the whole of `text` matches the ICU (Java-like) regular expression `pattern`.
/// Throws SyntaxError at run time for a pattern that cannot be read or takes too long.
bool matches_regex(const std::string& text, const std::string& pattern, ByteSpan where);

}  // namespace kg::query
