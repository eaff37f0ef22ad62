// Raw text to words, after the conventions of UD English: hyphenated words are cut ("U.S.", "-", "led"),
// contractions are cut ("do", "n't"), abbreviations keep their dot, numbers, dates and addresses stay whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/byte_span.hpp"
#include "text/hash_map_view.hpp"

namespace kg::text {

/// What stands between a word and the one before it; `paragraph`: an empty line, or the text begins.
enum class Gap : std::uint8_t { none, blank, newline, paragraph };

struct RawToken {
  ByteSpan span;
  Gap before = Gap::none;
};

/// What the treebanks taught about single words: hash_word of the lower-case word to one of TokenRule,
/// or to split_after + number of bytes.
using TokenRules = HashMapView;
enum TokenRule : std::uint32_t {
  abbreviation = 1,   ///< key with its dot: "gov."
  keeps_hyphen = 2,   ///< whole word, "e-mail", or first part with its hyphen, "non-"
  split_after = 16,   ///< "cannot" is split after 3 bytes
};

/// True for "Adm", "Capt", "Rev" …, without the dot: ranks and titles that are written short before a name and nowhere else, so that
/// their dot ends no sentence. Treebanks of the web have too few of them to learn from.
bool is_short_title(std::string_view word);

/// Appends the words of `text` in order, never empty, never overlapping; all that is not white space is
/// in exactly one of them. Linear time.
void find_tokens(std::string_view text, const TokenRules& rules, std::vector<RawToken>& out);

}  // namespace kg::text
