// Dependency trees: a greedy arc-hybrid parser with rich features (Zhang and Nivre 2011), trained with a dynamic oracle
// (Goldberg and Nivre 2013). One small model chooses among three moves, a second one the relation of each new arc.
// A sentence is read twice: first backwards, then forwards with the first tree as a source of features (Attardi and
// Dell'Orletta 2009), since each direction sees what the other must guess. 2n steps for n words and direction.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/analysis.hpp"
#include "text/linear_model.hpp"
#include "text/move_model.hpp"
#include "text/parser_state.hpp"
#include "text/punctuation.hpp"

namespace kg::text {

/// Memory of a parser that is used again from sentence to sentence.
struct ParserScratch {
  ParserState state;
  std::vector<ParserWord> backwards;
  std::vector<Guide> guides;
  PunctuationScratch punctuation;
};

/// Sets the marks, commas and others of the words of a tagged sentence.
void mark_punctuation(std::string_view text, std::span<const Token> tokens, std::span<ParserWord> words);
/// The same words from last to first.
void turn_round(std::span<const ParserWord> words, std::vector<ParserWord>& out);
/// The guides that a tree of the turned words gives.
void make_guides(const ParserTree& backwards, std::vector<Guide>& out);

/// A model of moves and one of relations.
struct ParserModel {
  MoveModel moves;
  LinearModel relations;
  /// A move that leads by this score after the first part of its features is made without asking the rest.
  float clear = 1e9f;

  ParserModel() = default;
  /// `relations`: a LinearModel of relation_names().size() classes.
  ParserModel(std::string_view moves, std::string_view relations);
  /// From the start of a sentence to its end.
  void run(ParserState& state) const;
};

class Parser {
 public:
  Parser() = default;
  Parser(ParserModel backwards, ParserModel forwards);

  /// Fills heads (-1 for the root) and relations of a tagged sentence; `words` has one entry a token. Punctuation is read
  /// with the words, then attached by rule.
  void parse(std::string_view text, std::span<ParserWord> words, ParserScratch& scratch, Sentence& sentence) const;

 private:
  ParserModel backwards_;
  ParserModel forwards_;
};

}  // namespace kg::text
