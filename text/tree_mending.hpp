// Repairs of trees by rules that the treebanks keep without exception, or nearly so, and the parser does not.
#pragma once

#include <string_view>

#include "text/analysis.hpp"

namespace kg::text {

/// Changes heads, relations and a few tags of a parsed sentence; what was a tree stays one. Sentences of more than 500 words stay as
/// they are.
void mend_tree(std::string_view text, Sentence& sentence);

}  // namespace kg::text
