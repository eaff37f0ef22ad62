// Dependency trees: a greedy arc-hybrid parser with rich features (Zhang and Nivre 2011), trained with a dynamic oracle
// (Goldberg and Nivre 2013). One small model chooses among three moves, a second one the relation of each new arc.
// 2n steps for n words.
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
  PunctuationScratch punctuation;
};

/// Sets the marks, commas and others of the words of a tagged sentence.
void mark_punctuation(std::string_view text, std::span<const Token> tokens, std::span<ParserWord> words);
class Parser {
 public:
  Parser() = default;
  /// `moves`: a MoveModel; `relations`: a LinearModel of relation_names().size() classes.
  Parser(std::string_view moves, std::string_view relations);

  /// Fills heads (-1 for the root) and relations of a tagged sentence; `words` has one entry a token. Punctuation is read
  /// with the words, then attached by rule.
  void parse(std::string_view text, std::span<ParserWord> words, ParserScratch& scratch, Sentence& sentence) const;

 private:
  void run(ParserState& state) const;

  MoveModel moves_;
  LinearModel relations_;
};

}  // namespace kg::text
