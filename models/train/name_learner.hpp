// Structured learning of name labels: sequences of feature sets, labelled as wholes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/linear_model.hpp"
#include "text/names.hpp"

namespace kg::train {

/// A stretch of words that is labelled as a whole; outside stands before and after it.
struct NameSequence {
  std::vector<text::FeatureHash> features;  ///< of all words, one after the other
  std::vector<std::uint32_t> ends;          ///< where each word's features end
  std::vector<text::NameLabel> gold;        ///< one a word, legal as a whole
  bool at_start = false;                    ///< it begins its sentence
  float misc_trust = 1;                     ///< how much `outside` counts against a name of the kind MISC
  float weight = 1;                         ///< how much a mistake in it counts
};

struct NameLearningOptions {
  int epochs = 10;
  float margin = 8;               ///< how much the right labels must win by, a word
  double dropout = 0.4;           ///< share of its features that a word hides, anew in each epoch
  std::uint32_t least_count = 2;  ///< features of fewer words are left out
  float prune = 0.25f;            ///< rows whose weights are all below this share of the largest are dropped
  int learners = 4;               ///< that see the sequences in different order and hide other features; their mean is the model
  std::uint64_t seed = 1;
};

/// Averaged structured perceptron (Collins 2002) with a margin in decoding (Taskar et al. 2003) and hidden features
/// (Søgaard and Johannsen 2012, robust learning in random subspaces). Deterministic. Returns a text::LinearModel.
/// `log`, if given, receives a line an epoch.
std::string learn_names(const std::vector<NameSequence>& sequences, const NameLearningOptions& options, std::string* log = nullptr);

}  // namespace kg::train
