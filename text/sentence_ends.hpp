// Where sentences end: a linear classifier on the places between words, paragraphs and line breaks by rule.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "text/linear_model.hpp"
#include "text/tokens.hpp"
#include "text/word_form.hpp"

namespace kg::text {

/// True if a sentence may end behind token `at` (and `at + 1` exists): only these places are asked.
bool may_end_sentence(std::string_view text, std::span<const RawToken> tokens, std::size_t at);

inline constexpr std::size_t sentence_end_features = 24;
/// The features of the place behind `at`, in a sentence that began at `begin`. Returns their number.
std::size_t describe_sentence_end(std::string_view text, std::span<const RawToken> tokens, std::span<const WordForm> forms, std::size_t begin,
                                  std::size_t at, FeatureHash* out);

/// Appends to `ends` the ends (exclusive, the last is tokens.size()) of the sentences of one paragraph.
void find_sentence_ends(std::string_view text, std::span<const RawToken> tokens, std::span<const WordForm> forms, const LinearModel& model,
                        std::vector<std::uint32_t>& ends);

}  // namespace kg::text
