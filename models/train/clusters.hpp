// Word classes from running text: the exchange algorithm for class bigrams (Kneser and Ney 1993;
// Martin, Liermann and Ney 1998).
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <unordered_map>
#include <vector>

#include "text/tokens.hpp"

namespace kg::train {

/// Word to class, by lower-case hash; classes count from 1.
using Clusters = std::unordered_map<std::uint64_t, std::uint16_t>;

struct ClusterOptions {
  int classes = 512;
  int rounds = 8;
  int least_count = 4;  ///< rarer words get no class
};

/// `stream`: the words of all texts one behind the other, by lower-case hash; 0 parts sentences or paragraphs.
Clusters make_clusters(std::span<const std::uint64_t> stream, const ClusterOptions& options);

/// Appends the words of the "text" members of a JSON Lines file to `stream`.
void read_raw_words(const std::filesystem::path& file, const text::TokenRules& rules, std::vector<std::uint64_t>& stream);

}  // namespace kg::train
