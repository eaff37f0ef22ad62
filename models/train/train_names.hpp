// Trains the name model from several corpora at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/train/name_learner.hpp"
#include "models/train/word_clusters.hpp"
#include "text/analyzer.hpp"
#include "text/model_file.hpp"

namespace kg::train {

struct NameTrainingOptions {
  std::vector<std::string> corpora;  ///< file stems
  double gazetteer_dropout = 0.3;    ///< share of the entries that a sentence does not see
  double shouted_share = 0.1;        ///< share of sentences learnt once more in capitals
  double title_share = 0.05;         ///< and once more in title case, as headlines
  double joined_share = 0.05;        ///< share learnt once more with a body put in front of a person
  NameLearningOptions learning;
};

/// The corpora of the shipped model: all but the development files of corpora that have a training file of their own.
const std::vector<std::string>& shipped_corpora();

/// Section "name-words" of the model file, from the running text of `directory`.
std::string make_name_words(const std::string& directory);

/// Section "names" of the model file. `entries`: names as a caller of the Analyzer would give them.
std::string train_names(const std::string& directory, std::string_view name_words, const std::vector<text::GazetteerEntry>& entries, const NameTrainingOptions& options, std::string* log = nullptr);

/// The shipped names: sections "names" and "name-words".
void train_names(const std::string& directory, text::ModelSections& sections);

}  // namespace kg::train
