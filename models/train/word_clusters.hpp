// Word classes from raw text: words that stand between the same neighbours share a class.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace kg::train {

struct WordStatistics {
  std::uint16_t cluster = 0;       ///< low 10 bits fine class, high 6 bits coarse class; 0 if too rare
  std::uint8_t capital_share = 0;  ///< of its occurrences inside sentences: 1 never capital to 7 always, 0 unknown
};

/// Sentences of words (any case). Classes are made of lower-case words by the exchange algorithm
/// (Kneser and Ney 1993; one objective for left and right neighbours). Deterministic.
/// Lower-case word → statistics, for words seen at least `min_count` times.
std::unordered_map<std::string, WordStatistics> word_statistics(const std::vector<std::vector<std::string>>& sentences, int min_count = 3);

/// The words of all articles in `directory`/raw, cut simply at blanks and signs.
std::vector<std::vector<std::string>> raw_sentences(const std::string& directory);

}  // namespace kg::train
