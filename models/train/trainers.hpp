// One trainer a stage; each returns sections of the model file. The order matters: later stages read earlier sections.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/train/clusters.hpp"
#include "models/train/treebank.hpp"
#include "text/model_file.hpp"
#include "text/parser_state.hpp"

namespace kg::train {

struct Options {
  std::uint64_t seed = 1;
  int tagger_rounds = 8;
  int taggers = 3;                       ///< that are added up
  float tagger_margin = 2;               ///< tags are learnt until they win by this
  double hidden_words = 0.1;             ///< share of the words whose form is hidden from the tagger
  std::size_t tagger_features = 100'000;
  std::size_t silver_words = 3'500'000;  ///< of running text that tagger and parser learn from
  int parsers = 4;                       ///< whose mean is taken
  int parser_rounds = 6;
  int silver_passes = 3;                 ///< how often the parser sees all running text
  float margin = 3;                      ///< moves are learnt until they win by this
  int least_count = 8;                   ///< features that are rarer in treebanks and running text together are left out
  std::size_t parser_moves = 750'000, parser_relations = 100'000;  ///< features
  double unit_quantile = 0.999;
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

/// "tagger", trained on the examples whose number modulo `folds` is not `left_out` (folds 0: all), and on running text.
std::string train_tagger(std::span<const Example> gold, std::span<const Example> silver, const text::ModelSections& sections, const Options& options, int folds = 0, int left_out = 0);

/// Tags of each gold example by a tagger that has not seen it.
std::vector<std::vector<text::Tag>> jackknife(std::span<const Example> gold, std::span<const Example> silver, const text::ModelSections& sections, const Options& options, int folds);
/// Tags of each example by the "tagger" of the model.
std::vector<std::vector<text::Tag>> tag_all(std::span<const Example> examples, const text::ModelSections& sections);

/// "verbs": base forms, those of the treebanks and what follows modal verbs in `stream` (as for make_clusters).
std::string train_verbs(std::span<const Treebank> banks, std::span<const std::uint64_t> stream);

/// "lemmas", "lemma-scripts".
void train_lemmas(std::span<const Example> examples, text::ModelSections& sections);

/// "parser", "relations". `silver`: sentences of running text that better readers have read, may be empty.
/// The parsers learn from the tags that are given, not from those of the examples.
void train_parser(std::span<const Example> gold, std::span<const std::vector<text::Tag>> gold_tags, std::span<const Example> silver,
                  std::span<const std::vector<text::Tag>> silver_tags, text::ModelSections& sections, const Options& options);

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
