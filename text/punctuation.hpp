// Punctuation in a tree follows from the tree of the words, so it is attached by rule, after the parser.
#pragma once

#include <string_view>
#include <vector>

#include "text/analysis.hpp"

namespace kg::text {

struct PunctuationScratch {
  std::vector<std::int32_t> partner;
  std::vector<std::int32_t> open;
  std::vector<std::int32_t> inside;
};

/// Attaches all words with UPOS PUNCT as leaves (relation "punct"), by the guidelines of Universal Dependencies: a pair of
/// brackets or quotes hangs on the head of what it encloses; other marks on the lower one of the phrases beside them, within the
/// pair around them; final marks on the phrase before them. Words of other kinds keep their heads, punctuation between them is bridged.
/// Linear in the length of the sentence times the depth of its tree.
void attach_punctuation(std::string_view text, Sentence& sentence, PunctuationScratch& scratch);

}  // namespace kg::text
