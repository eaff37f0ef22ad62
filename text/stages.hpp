// The stages of the syntactic analysis and the order in which they run; Analyzer, trainer and benchmarks share them.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/analysis.hpp"
#include "text/lemmas.hpp"
#include "text/linear_model.hpp"
#include "text/model_file.hpp"
#include "text/parser.hpp"
#include "text/tagger.hpp"
#include "text/tokens.hpp"
#include "text/word_form.hpp"

namespace kg::text {

/// Memory that is used again from sentence to sentence.
struct Scratch {
  std::vector<RawToken> tokens;
  std::vector<WordForm> words;
  std::vector<std::uint32_t> ends;
  std::vector<Tag> tags;
  std::vector<ParserWord> parser_words;
  ParserScratch parser;
};

/// The models of one model file, which must outlive them.
struct Stages {
  TokenRules rules;
  Lexicon lexicon;
  LinearModel sentence_ends;
  Tagger tagger;
  Lemmatizer lemmatizer;
  Parser parser;

  explicit Stages(const ModelFile& file);

  /// The forms of `tokens`, one each.
  void look_at_words(std::string_view text, std::span<const RawToken> tokens, std::vector<WordForm>& out) const;
  /// Tags, lemmas, tree and features of a sentence whose tokens have their spans; `words` are their forms.
  void read_sentence(std::string_view text, std::span<WordForm> words, Sentence& sentence, Scratch& scratch, std::deque<std::string>& lemmas) const;
};

/// True for a sentence in capitals, whose case says nothing.
bool is_shouted(std::span<const WordForm> words);

ParserWord parser_word(const WordForm& form, Tag tag);

}  // namespace kg::text
