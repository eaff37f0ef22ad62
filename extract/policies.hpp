// Issues, demands, agreements and measures: noun phrases that the actors talk about.
#pragma once

#include "extract/cast.hpp"

namespace kg::extract {

/// Adds the document's policies to the cast's entities and their mentions to its mentions, variants
/// joined: spelling (-isation), degree ("complete"), a bare word and the same with its complement.
void find_policies(const Reading& reading, const Vocabulary& vocabulary, Cast& cast);

}  // namespace kg::extract
