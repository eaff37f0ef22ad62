// Dependency trees: a greedy arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and Satta 2011) with rich
// features (Zhang and Nivre 2011), trained with a dynamic oracle (Goldberg and Nivre 2013). The structure
// is predicted by one small model (three moves), the relation of each new arc by a second one.
// Trees are projective with exactly one root; 2n steps for n words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/analysis.hpp"
#include "text/linear_model.hpp"
#include "text/tagger.hpp"
#include "text/word_form.hpp"

namespace kg::text {

/// What the parser knows of a word.
struct ParserWord {
  std::uint32_t form = 0;     ///< of the lower-case hash
  std::uint16_t cluster = 0;
  Tag tag = no_tag;
  bool title = false;         ///< starts with a capital
};

enum class Move : std::uint8_t { shift, left, right };
inline constexpr int move_count = 3;

/// A configuration: words [0, size) and the root, which stands behind them as number size.
/// left: the word on top of the stack becomes a dependent of the next word, and leaves the stack.
/// right: it becomes a dependent of the word below it, and leaves the stack. shift: the next word enters it.
class ParserState {
 public:
  static constexpr std::int32_t none = -1;

  struct Node {
    std::int32_t head = none;
    std::int32_t left = none, left2 = none;    ///< outermost left dependents so far
    std::int32_t right = none, right2 = none;  ///< outermost right dependents so far
    std::uint8_t left_count = 0, right_count = 0;
    std::uint8_t relation = 255;
    std::uint64_t relations = 0;               ///< bit set of the relations of all dependents
  };

  void start(std::span<const ParserWord> words);
  std::int32_t size() const { return size_; }
  bool done() const { return next_ == size_ && depth_ == 0; }
  bool may(Move move) const {
    switch (move) {
      case Move::shift: return next_ < size_;
      case Move::left: return depth_ > 0 && (next_ < size_ || depth_ == 1);
      case Move::right: return depth_ > 1;
    }
    return false;
  }
  std::int32_t top(std::int32_t below = 0) const { return below < depth_ ? stack_[static_cast<std::size_t>(depth_ - 1 - below)] : none; }
  std::int32_t next(std::int32_t ahead = 0) const { return next_ + ahead < size_ + (ahead == 0) ? next_ + ahead : none; }
  std::int32_t depth() const { return depth_; }
  const Node& node(std::int32_t at) const { return nodes_[static_cast<std::size_t>(at)]; }
  const ParserWord& word(std::int32_t at) const { return words_[static_cast<std::size_t>(at)]; }

  void shift() { stack_[static_cast<std::size_t>(depth_++)] = next_++; }
  /// The head and dependent that `move` (left or right) would join.
  std::int32_t head_of(Move move) const { return move == Move::left ? next_ : top(1); }
  /// Joins top(0) to head_of(move).
  void attach(Move move, std::uint8_t relation);

 private:
  std::int32_t size_ = 0;
  std::int32_t next_ = 0;
  std::int32_t depth_ = 0;
  std::vector<std::int32_t> stack_;
  std::vector<Node> nodes_;
  std::vector<ParserWord> words_;  // with the root at the end
};

inline constexpr std::size_t parser_features = 120;
std::size_t describe_state(const ParserState& state, FeatureHash* out);

inline constexpr std::size_t relation_features = 64;
/// Features of the arc from `head` to the complete word `dependent`.
std::size_t describe_arc(const ParserState& state, std::int32_t head, std::int32_t dependent, FeatureHash* out);

class Parser {
 public:
  Parser() = default;
  /// `moves`: a LinearModel of three classes; `relations`: one of relation_names().size() classes.
  Parser(std::string_view moves, std::string_view relations);

  /// Fills heads (-1 for the root) and relations of `tokens`, one a word.
  void parse(std::span<const ParserWord> words, ParserState& scratch, std::span<Token> tokens) const;

 private:
  LinearModel moves_;
  LinearModel relations_;
};

}  // namespace kg::text
