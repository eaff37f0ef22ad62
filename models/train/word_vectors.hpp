// Word vectors from running text: skip-grams with negative samples (Mikolov et al. 2013), one output table for each place
// beside the word (Ling et al. 2015), so that a vector says more of a word's syntax than of its topic.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace kg::train {

/// Words that running text has often enough, by lower-case hash; numbers count from 1, 0 is every other word.
class Vocabulary {
 public:
  /// `stream`: words one behind the other; 0 parts sentences or paragraphs.
  Vocabulary(std::span<const std::uint64_t> stream, int least_count);

  std::int64_t find(std::uint64_t word) const {
    const auto at = numbers_.find(word);
    return at == numbers_.end() ? 0 : at->second;
  }
  /// With the 0.
  std::size_t size() const { return counts_.size(); }
  const std::vector<std::uint32_t>& counts() const { return counts_; }

 private:
  std::unordered_map<std::uint64_t, std::int64_t> numbers_;
  std::vector<std::uint32_t> counts_;
};

struct VectorOptions {
  int rounds = 5;
  int samples = 5;      ///< negative ones for each neighbour
  float rate = 0.025f;
  std::uint64_t seed = 1;
};

inline constexpr std::size_t vector_size = 96;

/// vector_size numbers a word of the vocabulary.
std::vector<float> make_vectors(std::span<const std::uint64_t> stream, const Vocabulary& vocabulary, const VectorOptions& options);

}  // namespace kg::train
