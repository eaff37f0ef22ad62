// What the parser looks at (after Zhang and Nivre 2011): words, tags, word classes, relations and punctuation around the
// top of the stack and the next word, and what an earlier tree says of them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "text/linear_model.hpp"
#include "text/parser_state.hpp"

namespace kg::text {

/// The features of a configuration in two parts: most configurations are easy, and the first part decides them.
class StateFeatures {
 public:
  static constexpr std::size_t most = 160;  ///< of both parts together

  explicit StateFeatures(const ParserState& state);
  /// Write from `out` on, return how many.
  std::size_t first_part(FeatureHash* out) const;
  std::size_t second_part(FeatureHash* out) const;

 private:
  // The values of one place of the configuration, all zero or no_tag where there is no word.
  struct Place {
    std::uint64_t form = 0;
    std::uint64_t tag = no_tag;
    std::uint64_t cluster = 0;
    std::uint64_t relation = 255;
  };
  static Place look(const ParserState& state, std::int32_t at, std::uint8_t relation = 255);

  const ParserState& state_;
  std::int32_t top_, second_, next_;
  const ParserState::Children &s0_children_, &s1_children_, &b0_children_;
  Place s0_, s1_, s2_, b0_, b1_, b2_;
  std::uint64_t near_, far_;
  std::uint64_t marks_b0_, marks_s0_, gap_near_, gap_far_;

  friend std::size_t describe_arc(const ParserState& state, std::int32_t head, std::int32_t dependent, FeatureHash* out);
};

inline constexpr std::size_t relation_features = 80;
/// Features of the arc from word `head` to word `dependent`, which has all its dependents.
std::size_t describe_arc(const ParserState& state, std::int32_t head, std::int32_t dependent, FeatureHash* out);

}  // namespace kg::text
