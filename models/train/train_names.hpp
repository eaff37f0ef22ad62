// Trains the name model: averaged structured perceptron with a margin, over several corpora at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/train/evaluate.hpp"
#include "models/train/name_corpus.hpp"
#include "models/train/word_clusters.hpp"
#include "text/model_file.hpp"

namespace kg::train {

struct NameTrainingOptions {
  std::vector<std::string> corpora;       ///< file stems
  int epochs = 6;
  int small_repeat = 2;                   ///< how often the clean corpora count against gmb
  double gazetteer_dropout = 0.3;         ///< share of the entries that a sentence does not see
  double shouted_share = 0.08;            ///< share of sentences learnt once more in capitals
  double title_share = 0.05;              ///< and once more in title case, as headlines
  float margin = 8;                       ///< how much the right labels must win by, a word
  bool corpus_features = true;            ///< features of the corpus, which are silent outside training
  float prune = 0.04f;
  std::uint32_t min_updates = 3;
  std::uint64_t seed = 1;
};

/// Section "name-words" of the model file.
std::string pack_name_words(const std::unordered_map<std::string, WordStatistics>& words);

/// Section "names" of the model file. `entries`: names as a caller of the Analyzer would give them.
std::string train_names(const std::string& directory, const std::string& name_words, const std::vector<text::GazetteerEntry>& entries, const NameTrainingOptions& options,
                        std::string* log = nullptr);

/// The shipped names: sections "names" and "name-words", from all corpora but the development files.
void train_names(const std::string& directory, text::ModelSections& sections);

/// Span F1 of the model on gmb-ud-dev and gum-dev, and of three more that have not seen a corpus on that corpus.
std::vector<Figure> evaluate_names(std::string_view model, const std::filesystem::path& data);

}  // namespace kg::train
