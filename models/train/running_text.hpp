// Running text of the news, for whatever learns without annotations.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "models/train/treebank.hpp"
#include "text/model_file.hpp"
#include "text/tokens.hpp"

namespace kg::train {

/// The words of all running text and of the treebanks one behind the other, by lower-case hash; 0 parts sentences or paragraphs.
std::vector<std::uint64_t> read_stream(const std::filesystem::path& data, const text::TokenRules& rules, std::span<const Treebank> banks);

/// Sentences of 3 to 100 words from all running text, cut by the stages in `sections`, without tags or trees, in an order that depends
/// on the seed alone; as many as have `most_words`.
Treebank read_running_text(const std::filesystem::path& data, const text::ModelSections& sections, std::size_t most_words, std::uint64_t seed);

}  // namespace kg::train
