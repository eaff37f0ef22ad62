// Sentences of running text, tagged, for a parser to learn from.
#pragma once

#include <filesystem>
#include <vector>

#include "text/model_file.hpp"
#include "text/parser_state.hpp"

namespace kg::train {

/// Appends the sentences of 3 to 100 words in the "text" members of a JSON Lines file, cut and tagged by the stages
/// before the parser in `sections`.
void read_raw_sentences(const std::filesystem::path& file, const text::ModelSections& sections, std::vector<std::vector<text::ParserWord>>& out);

}  // namespace kg::train
