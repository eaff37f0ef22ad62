// Treebanks in memory, and what all trainers need of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "text/analysis.hpp"
#include "text/stages.hpp"

namespace kg::train {

struct Treebank {
  std::string text;
  text::Analysis gold;

  std::string_view form(const text::Token& token) const { return slice(text, token.span); }
};

Treebank read_treebank(const std::filesystem::path& file);

/// The tokens of sentences [first, last) as the tokeniser would give them.
std::vector<text::RawToken> raw_tokens(const Treebank& bank, std::size_t first, std::size_t last);
/// The word forms of a sentence, in lower case if it is shouted.
std::vector<text::WordForm> word_forms(const Treebank& bank, const text::Sentence& sentence, const text::Lexicon& lexicon);

/// Numbers 0 to n-1 in an order that depends on the seed alone.
std::vector<std::uint32_t> shuffled(std::size_t n, std::uint64_t seed);

/// A small generator (splitmix64): the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace kg::train
