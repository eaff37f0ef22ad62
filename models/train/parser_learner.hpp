// Learning of one parser: greedy moves with a dynamic oracle (Goldberg and Nivre 2013).
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "models/train/perceptron.hpp"
#include "models/train/treebank.hpp"
#include "text/parser_features.hpp"
#include "text/parser_state.hpp"

namespace kg::train {

/// A sentence with its tree as the parser sees it; the root is number size.
struct Tree {
  std::vector<text::ParserWord> words;
  std::vector<std::int32_t> heads;
  std::vector<std::uint8_t> relations;
};

/// Makes heads projective by lifting the arcs that cross, shortest first, to the heads of their heads (Nivre and Nilsson 2005).
void make_projective(std::vector<std::int32_t>& heads);

/// The features that a parser may learn.
struct ParserFeatures {
  FeatureCounts moves, relations;
  std::uint8_t least = 1;

  /// Those that occur `least` times on the way to these trees: leaving out weights after training costs accuracy.
  static ParserFeatures frequent(std::span<const Tree* const> trees, int least);
};

class ParserLearner {
 public:
  explicit ParserLearner(const ParserFeatures& features);

  /// Any move that loses no arc of the tree is right; the parser mostly follows its own moves if it may `explore`. Moves are
  /// learnt until they win by `margin`. Returns how many were wrong.
  std::size_t learn(const Tree& tree, float margin, bool explore, Random& random);
  /// Ends learning: weights become their averages.
  void average();
  /// Adds the averaged weights of another learner: together they err less than each alone.
  void add(const ParserLearner& other);
  /// The features with the largest weights.
  ParserFeatures strongest(std::size_t moves, std::size_t relations) const;

  Perceptron moves{text::move_count};
  Perceptron relations;

 private:
  std::size_t describe();
  std::uint8_t guess_relation(std::size_t features);
  void learn_arc(const Tree& tree, text::Move move);

  const std::uint8_t root_;
  text::ParserState state_;
  FeatureHash features_[std::max(text::StateFeatures::most, text::relation_features)];
  std::vector<float> scores_;
};

/// Trains on all of `gold` and a share of `more` in each round, so that all of it is seen `passes` times.
struct ParserSchedule {
  int rounds = 6;
  int passes = 3;
  float margin = 3;
  std::uint64_t seed = 1;
};
void learn(ParserLearner& learner, std::span<const Tree* const> gold, std::span<const Tree* const> more, const ParserSchedule& schedule, const char* name);

}  // namespace kg::train
