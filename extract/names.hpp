// First half of the cast: which words of the document are names, and of what.
#pragma once

#include "extract/cast.hpp"

namespace kg::extract {

/// Finds the names of all sentences that are not skipped: the recogniser's and the gazetteer's, one
/// opinion a name by vote over the document. In text order; only nested ones overlap others.
std::vector<Mention> find_names(const Reading& reading, const Vocabulary& vocabulary, const std::vector<bool>& skipped);

/// A name for display: one line, no brackets, quotes or possessive ending, no leading article.
std::string clean_name(std::string_view written);

}  // namespace kg::extract
