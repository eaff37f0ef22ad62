// The text under an analysis in CoNLL-U. text/ reads the analysis itself.
#pragma once

#include <string>
#include <string_view>

namespace kg::source {

/// True if the first line that is no comment has ten columns and is word 1.
bool looks_like_conllu(std::string_view text);

/// The sentences of `conllu`: "# text = " or, where that is missing, the FORM column. One space
/// between sentences, an empty line where a "# newpar" or "# newdoc" stands. Exactly the bytes that
/// the file gives: an analysis is aligned to it, so nothing is normalised.
std::string conllu_text(std::string_view conllu);

}  // namespace kg::source
