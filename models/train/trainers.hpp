// One trainer a stage; each returns sections of the model file. The order matters: later stages read earlier sections.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/train/clusters.hpp"
#include "models/train/treebank.hpp"
#include "text/model_file.hpp"

namespace kg::train {

struct Options {
  std::uint64_t seed = 1;
  int tagger_rounds = 8;
  int parser_rounds = 10;
  int beam = 1;             ///< 1: greedy, with a dynamic oracle
  float margin = 1;         ///< greedy moves are learnt until they win by this
  int least_count = 3;      ///< parser features that are rarer in the gold trees are left out
};

/// "tokens": abbreviations, words that keep their hyphen, words that are cut.
std::string train_token_rules(std::span<const Treebank> banks);

/// "tags", "ambiguity", "lexicon".
void train_lexicon(std::span<const Treebank> banks, const Clusters& clusters, text::ModelSections& sections);

/// "sentences".
std::string train_sentence_ends(std::span<const Treebank> banks, const text::Lexicon& lexicon, const Options& options);

/// A gold sentence made ready for the tagger and parser.
struct Example {
  const Treebank* bank;
  const text::Sentence* sentence;
  std::vector<text::WordForm> words;
  std::vector<text::Tag> tags;  ///< gold; no_tag for a pair that the model does not have
};
std::vector<Example> make_examples(std::span<const Treebank> banks, const text::ModelSections& sections);

/// "tagger", trained on the examples whose number modulo `folds` is not `left_out` (folds 0: all).
std::string train_tagger(std::span<const Example> examples, const text::ModelSections& sections, const Options& options, int folds = 0, int left_out = 0);

/// Tags of each example by a tagger that has not seen it.
std::vector<std::vector<text::Tag>> jackknife(std::span<const Example> examples, const text::ModelSections& sections, const Options& options, int folds);

/// "lemmas", "lemma-scripts".
void train_lemmas(std::span<const Example> examples, text::ModelSections& sections);

/// "parser", "relations".
void train_parser(std::span<const Example> examples, std::span<const std::vector<text::Tag>> tags, text::ModelSections& sections, const Options& options);

/// A copy of `bytes` aligned as the sections of a mapped model are.
class Aligned {
 public:
  explicit Aligned(std::string_view bytes);
  std::string_view view() const { return {data_, size_}; }

 private:
  std::vector<char> memory_;
  char* data_;
  std::size_t size_;
};

}  // namespace kg::train
