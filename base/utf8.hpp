// UTF-8 as kg needs it: counting, stepping, folding. Texts are made valid in source/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

/// Number of code points; a stray continuation byte counts as none.
std::size_t count_code_points(std::string_view text);

/// The first position at or after `at` where a code point starts (or the end of `text`).
std::size_t next_code_point_start(std::string_view text, std::size_t at);

/// The code point that starts at `at`, which moves behind it. U+FFFD (and one byte) for broken bytes.
char32_t decode_code_point(std::string_view text, std::size_t& at);

/// Appends `code_point` as UTF-8; a surrogate or a value above U+10FFFF becomes U+FFFD.
void append_code_point(std::string& out, char32_t code_point);

/// True if `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view text);

/// Byte offsets to code points, for many offsets of one text: O(text) once, O(log) each.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);
  /// Code points before byte `offset`; offsets beyond the end count as the end.
  std::size_t operator()(std::size_t offset) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> every_block_;
};

/// Case, accents, punctuation and width folded, words joined by single spaces: the key under which
/// names are compared and found. "Kim Jong-un" and "KIM JONG UN" are one key; a possessive "'s" is dropped.
std::string fold_name(std::string_view name);

/// Simple lower case of the whole string (Unicode, no locale).
std::string to_lower(std::string_view text);

}  // namespace kg
