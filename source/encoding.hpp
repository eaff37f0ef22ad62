// Bytes of any encoding to clean UTF-8. Only for source/*.cpp.
#pragma once

#include <string>
#include <string_view>

namespace kg::source {

/// UTF-8 of `bytes`, by byte order mark, validity, the `declared` charset (may be empty) or ICU's
/// guess, in this order. Broken characters are dropped.
std::string to_utf8(std::string_view bytes, std::string_view declared = {});

/// True if decoded text is no text: NUL or many control characters.
bool looks_binary(std::string_view text);

/// The normal form of Document::text but for line structure: no control characters but '\n', every
/// space a plain space, soft hyphens, zero-width and private characters gone, rare quotation marks
/// turned into usual ones (curly ones stay), Windows-1252 characters in disguise restored, NFC.
std::string normalise_characters(std::string_view utf8);

}  // namespace kg::source
