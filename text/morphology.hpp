// What follows from tags and trees by rule: the features that extraction reads, headlines.
#pragma once

#include <string>
#include <string_view>

#include "text/analysis.hpp"

namespace kg::text {

/// Sets the features of all tokens from forms, tags and tree (UD English validation tables).
void set_features(std::string_view text, Sentence& sentence);

/// Sets Sentence::headline of sentence `at`: a paragraph of its own, at most 30 words, without a final stop.
void mark_headline(Analysis& analysis, std::size_t at, std::string_view text);

/// As the FEATS column of CoNLL-U, sorted; empty if there are none.
std::string write_features(const Features& features);

}  // namespace kg::text
