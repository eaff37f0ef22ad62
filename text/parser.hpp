// Dependency trees: an arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and Satta 2011) with rich features
// (Zhang and Nivre 2011), trained with a dynamic oracle (Goldberg and Nivre 2013). Search may use a beam
// in which equal configurations are merged (Huang and Sagae 2010). The structure is
// predicted by one small model (three moves), the relation of each new arc by a second one.
// Trees are projective with exactly one root; 2n steps for n words.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/analysis.hpp"
#include "text/linear_model.hpp"
#include "text/punctuation.hpp"
#include "text/tagger.hpp"
#include "text/word_form.hpp"

namespace kg::text {

/// What the parser knows of a word.
struct ParserWord {
  std::uint32_t form = 0;     ///< of the lower-case hash
  std::uint16_t cluster = 0;
  Tag tag = no_tag;
  bool title = false;         ///< starts with a capital
  std::uint8_t marks = 0;     ///< bit set of the kinds of punctuation between the word before it and this one
  std::uint16_t commas = 0;   ///< commas of the sentence before this word
  std::uint16_t others = 0;   ///< other punctuation before it
};

/// left: the word on top of the stack becomes a dependent of the next word, and leaves the stack.
/// right: it becomes a dependent of the word below it, and leaves the stack. shift: the next word enters it.
enum class Move : std::uint8_t { shift, left, right };
inline constexpr int move_count = 3;

/// The configurations of one sentence. Words are [0, size), the root stands behind them as number size.
/// Items and cells are made once for equal content, so equal numbers mean equal configurations.
class ParserSpace {
 public:
  static constexpr std::int32_t none = -1;

  /// A word with the outermost dependents that it has so far.
  struct Item {
    std::int32_t word = none;
    std::int32_t left = none, left2 = none, right = none, right2 = none;
    std::uint8_t left_relation = 255, left2_relation = 255, right_relation = 255, right2_relation = 255;
    std::uint8_t left_count = 0, right_count = 0;
    std::uint8_t relation_below = 255;  ///< of the newest dependent, to read the tree off
    std::uint64_t relations = 0;        ///< bit set of the relations of all dependents
  };
  /// The top of a stack and what lies below it.
  struct Cell {
    std::int32_t item;
    std::int32_t below;
  };
  struct State {
    std::int32_t stack = none;  ///< cell
    std::int32_t next = none;   ///< item of the next word
    std::int32_t depth = 0;
    bool operator==(const State&) const = default;
  };

  State start(std::span<const ParserWord> words);
  std::int32_t size() const { return size_; }
  const Item& item(std::int32_t at) const { return items_[static_cast<std::size_t>(at)]; }
  const Cell& cell(std::int32_t at) const { return cells_[static_cast<std::size_t>(at)]; }
  const ParserWord& word(std::int32_t at) const { return words_[static_cast<std::size_t>(at)]; }
  std::int32_t next_word(const State& state) const { return item(state.next).word; }

  bool done(const State& state) const { return state.depth == 0 && next_word(state) == size_; }
  bool may(const State& state, Move move) const {
    const bool words_left = next_word(state) < size_;
    switch (move) {
      case Move::shift: return words_left;
      case Move::left: return state.depth > 0 && (words_left || state.depth == 1);
      case Move::right: return state.depth > 1;
    }
    return false;
  }
  /// Item of the word that leaves the stack, and of the head that it gets.
  std::int32_t dependent(const State& state) const { return cell(state.stack).item; }
  std::int32_t head(const State& state, Move move) const { return move == Move::left ? state.next : cell(cell(state.stack).below).item; }

  State shift(const State& state);
  /// `relation_of(head item, dependent item)` is asked once for each pair of items.
  template <class RelationOf>
  State attach(const State& state, Move move, RelationOf&& relation_of) {
    const std::int32_t below = dependent(state);
    const std::int32_t above = head(state, move);
    const std::int32_t known = find(above, below, false).value;
    if (known != none) return attached(state, move, known);
    const std::uint8_t relation = relation_of(above, below);  // may make nothing in this space
    const std::int32_t made = add_dependent(above, below, move, relation);
    find(above, below, false).value = made;
    return attached(state, move, made);
  }
  /// The head's item that the move into `state` made.
  std::int32_t made_by(Move move, const State& state) const { return move == Move::left ? state.next : cell(state.stack).item; }

 private:
  struct Entry {
    std::uint64_t key = ~std::uint64_t{0};
    std::int32_t value = none;
  };
  Entry& find(std::int32_t a, std::int32_t b, bool cell);
  std::int32_t make_cell(std::int32_t item, std::int32_t below);
  std::int32_t add_dependent(std::int32_t above, std::int32_t below, Move move, std::uint8_t relation);
  State attached(const State& state, Move move, std::int32_t made);

  std::int32_t size_ = 0;
  std::vector<ParserWord> words_;  // with the root at the end
  std::vector<Item> items_;        // the first size + 1 are the bare words
  std::vector<Cell> cells_;
  std::vector<Entry> entries_;     // hash table of items (by head and dependent) and cells (by item and cell)
  std::size_t used_ = 0;
};

inline constexpr std::size_t parser_features = 120;
std::size_t describe_state(const ParserSpace& space, const ParserSpace::State& state, FeatureHash* out);

inline constexpr std::size_t relation_features = 64;
/// Features of the arc from item `head` to the complete item `dependent`.
std::size_t describe_arc(const ParserSpace& space, std::int32_t head, std::int32_t dependent, FeatureHash* out);

/// Beam search over the configurations of one sentence, for any way to score them.
class BeamSearch {
 public:
  struct Node {
    ParserSpace::State state;
    float score = 0;
    std::int32_t parent = -1;  ///< number of a node
    Move move = Move::shift;
  };

  /// `score(state, out[3])` scores the moves of a configuration that has a choice. After each step,
  /// `look(first, last)`, given the range of node numbers of the new beam (best first), says whether to go on.
  template <class Score, class RelationOf, class Look>
  void run(ParserSpace& space, ParserSpace::State start, int width, float margin, Score&& score, RelationOf&& relation_of, Look&& look);

  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  struct Candidate {
    float score;
    std::int32_t node;
    Move move;
  };
  std::vector<Node> nodes_;
  std::vector<Candidate> candidates_;
};

/// Memory of a parser that is used again from sentence to sentence.
struct ParserScratch {
  ParserSpace space;
  BeamSearch search;
  std::vector<ParserWord> words;
  std::vector<std::uint32_t> places;  ///< of the words in the sentence, without punctuation
  PunctuationScratch punctuation;
};

/// The words of a sentence that are no punctuation (all words, if there is nothing else), with the marks between them.
void drop_punctuation(std::string_view text, std::span<const Token> tokens, std::span<const ParserWord> all, ParserScratch& scratch);

class Parser {
 public:
  static constexpr int beam_width = 1;  ///< wider beams need a model that was trained with one; measured, they did not pay

  Parser() = default;
  /// `moves`: a LinearModel of three classes; `relations`: one of relation_names().size() classes.
  Parser(std::string_view moves, std::string_view relations);

  /// Fills heads (-1 for the root) and relations of a tagged sentence; `words` has one entry a token. The tree is
  /// that of the words, punctuation is attached by rule.
  void parse(std::string_view text, std::span<const ParserWord> words, ParserScratch& scratch, Sentence& sentence) const;

  int width = beam_width;
  float margin = 1e9f;

 private:
  LinearModel moves_;
  LinearModel relations_;
};

template <class Score, class RelationOf, class Look>
void BeamSearch::run(ParserSpace& space, ParserSpace::State start, int width, float margin, Score&& score, RelationOf&& relation_of, Look&& look) {
  nodes_.clear();
  nodes_.push_back({start, 0, -1, Move::shift});
  std::int32_t first = 0;
  while (!space.done(nodes_[static_cast<std::size_t>(first)].state)) {
    candidates_.clear();
    const auto last = static_cast<std::int32_t>(nodes_.size());
    for (std::int32_t at = first; at < last; ++at) {
      const Node& node = nodes_[static_cast<std::size_t>(at)];
      float scores[move_count] = {};
      int choices = 0;
      for (int m = 0; m < move_count; ++m) choices += space.may(node.state, static_cast<Move>(m));
      if (choices > 1) score(node.state, scores);
      for (int m = 0; m < move_count; ++m)
        if (space.may(node.state, static_cast<Move>(m))) candidates_.push_back({node.score + scores[m], at, static_cast<Move>(m)});
    }
    // Best first; ties by origin, so that the result does not depend on the sort.
    const auto better = [](const Candidate& a, const Candidate& b) {
      return a.score != b.score ? a.score > b.score : a.node != b.node ? a.node < b.node : a.move < b.move;
    };
    std::sort(candidates_.begin(), candidates_.end(), better);
    const float least = candidates_.front().score - margin;
    first = last;
    for (const Candidate& candidate : candidates_) {
      if (candidate.score < least || static_cast<std::int32_t>(nodes_.size()) - first >= width) break;
      const ParserSpace::State& from = nodes_[static_cast<std::size_t>(candidate.node)].state;
      const ParserSpace::State to = candidate.move == Move::shift ? space.shift(from) : space.attach(from, candidate.move, relation_of);
      bool known = false;
      for (std::size_t i = static_cast<std::size_t>(first); i < nodes_.size() && !known; ++i) known = nodes_[i].state == to;
      if (!known) nodes_.push_back({to, candidate.score, candidate.node, candidate.move});
    }
    if (!look(first, static_cast<std::int32_t>(nodes_.size()))) return;
  }
}

}  // namespace kg::text
