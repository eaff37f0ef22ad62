// CoNLL-U in and out: other parsers' analyses, and ours for other tools.
#pragma once

#include <string>
#include <string_view>

#include "text/analysis.hpp"

namespace kg::text {

/// The text that a CoNLL-U file annotates: its "# text =" lines, or the forms joined by SpaceAfter;
/// paragraphs ("# newpar") are parted by an empty line.
std::string conllu_text(std::string_view conllu);

/// Reads the trees of `conllu` onto `text` (which is conllu_text(conllu)).
/// Throws kg::Error with the line for ill-formed lines, heads out of range, or cycles.
Analysis read_conllu(std::string_view conllu, std::string_view text);

/// Writes ten columns a token; names and dates go to MISC ("Name=B-PER", "Timex=2018-06-12"), and so do
/// the code points of the text that a word covers ("TokenRange=10:14").
std::string write_conllu(const Analysis& analysis, std::string_view text);

}  // namespace kg::text
