// Where the parser stands in a sentence: the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011).
// Words are [0, size), the root stands behind them as number size; the tree is projective and has exactly one root.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/tagger.hpp"

namespace kg::text {

/// What the parser knows of a word.
struct ParserWord {
  std::uint32_t form = 0;       ///< of the lower-case hash
  std::uint16_t cluster = 0;
  std::uint16_t ambiguity = 0;  ///< set of tags that the form was seen with
  std::uint16_t commas = 0;     ///< commas of the sentence before this word
  std::uint16_t others = 0;     ///< other punctuation before it
  std::uint8_t marks = 0;       ///< bit set of the kinds of punctuation between the word before it and this one
  Tag tag = no_tag;
  bool title = false;           ///< starts with a capital
};

/// A tree by numbers of words.
struct ParserTree {
  std::vector<std::int32_t> heads;
  std::vector<std::uint8_t> relations;
};

/// left: the word on top of the stack becomes a dependent of the next word, and leaves the stack.
/// right: it becomes a dependent of the word below it, and leaves the stack. shift: the next word enters it.
enum class Move : std::uint8_t { shift, left, right };
inline constexpr int move_count = 3;

class ParserState {
 public:
  static constexpr std::int32_t none = -1;

  /// A word's outermost dependents so far, the two last ones on each side.
  struct Children {
    std::int32_t left = none, left2 = none, right = none, right2 = none;
    std::uint8_t left_relation = 255, left2_relation = 255, right_relation = 255, right2_relation = 255;
    std::uint8_t left_count = 0, right_count = 0;
    std::uint64_t relations = 0;  ///< bit set of the relations of all dependents
  };

  /// Back to the start.
  void start(std::span<const ParserWord> words);

  std::int32_t size() const { return size_; }
  const ParserWord& word(std::int32_t at) const { return words_[static_cast<std::size_t>(at)]; }
  const Children& children(std::int32_t at) const { return children_[static_cast<std::size_t>(at)]; }

  std::int32_t next() const { return next_; }
  /// The word `depth` places below the top of the stack, none if there is none.
  std::int32_t stack(std::size_t depth) const { return depth < stack_.size() ? stack_[stack_.size() - 1 - depth] : none; }
  std::span<const std::int32_t> stack() const { return stack_; }

  bool done() const { return stack_.empty() && next_ == size_; }
  bool may(Move move) const {
    switch (move) {
      case Move::shift: return next_ < size_;
      case Move::left: return !stack_.empty() && (next_ < size_ || stack_.size() == 1);
      case Move::right: return stack_.size() > 1;
    }
    return false;
  }

  void shift() { stack_.push_back(next_++); }
  /// The head that the word on top of the stack gets from `move`.
  std::int32_t head(Move move) const { return move == Move::left ? next_ : stack(1); }
  void attach(Move move, std::uint8_t relation);

  /// The arcs made so far.
  const ParserTree& tree() const { return tree_; }

 private:
  std::int32_t size_ = 0;
  std::int32_t next_ = 0;
  std::vector<ParserWord> words_;  // with the root at the end
  std::vector<Children> children_;
  std::vector<std::int32_t> stack_;
  ParserTree tree_;
};

}  // namespace kg::text
