// Part-of-speech tags: a greedy linear tagger from left to right over joint UPOS+XPOS tags.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "text/analysis.hpp"
#include "text/linear_model.hpp"
#include "text/word_form.hpp"

namespace kg::text {

/// A joint tag: index into the model's list of pairs of UPOS and XPOS.
using Tag = std::uint8_t;
inline constexpr Tag no_tag = 255;

struct TagPair {
  Upos upos;
  Xpos xpos;
  bool operator==(const TagPair&) const = default;
};

inline constexpr std::size_t tagger_features = 64;
/// Features of word `at` whose two predecessors have the tags `before` and `before2` (no_tag at the start).
std::size_t describe_word(std::span<const WordForm> words, std::size_t at, Tag before, Tag before2, FeatureHash* out);

class Tagger {
 public:
  Tagger() = default;
  /// `weights`: a LinearModel; `tags`: two bytes a tag; `ambiguity`: one byte a class of words, the
  /// only tag that such words ever have, or no_tag.
  Tagger(std::string_view weights, std::string_view tags, std::string_view ambiguity);

  void tag(std::span<const WordForm> words, Tag* out) const;
  TagPair pair(Tag tag) const { return pairs_[tag]; }

 private:
  LinearModel model_;
  std::vector<TagPair> pairs_;
  std::string_view only_tag_;
};

}  // namespace kg::text
