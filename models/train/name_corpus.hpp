// The IOB2 files of ner/, and what is counted in them.
#pragma once

#include <string>
#include <vector>

#include "text/names.hpp"

namespace kg::train {

struct NameExample {
  std::vector<std::string> words;
  std::vector<text::NameLabel> labels;  ///< the text model's labels; GPE counts as LOC
  int corpus = 0;                       ///< index into name_corpora()
};

/// File stems ("gmb-ud-train", "wikigold" …), in a fixed order.
const std::vector<std::string>& name_corpora();

/// Sentences of one file. Throws kg::Error for lines that are not "word TAB label".
std::vector<NameExample> read_names(const std::string& directory, const std::string& stem);

struct NameScore {
  int gold = 0, found = 0, right = 0;
  double precision() const { return found == 0 ? 0 : 1.0 * right / found; }
  double recall() const { return gold == 0 ? 0 : 1.0 * right / gold; }
  double f1() const { return gold + found == 0 ? 0 : 2.0 * right / (gold + found); }
};

/// Exact spans and types, per type (PER, ORG, LOC, NORP, MISC) and all together (last). The files do not say
/// where a text ends: each `document` sentences are one.
std::vector<NameScore> score_names(const text::NameFinder& finder, const std::vector<NameExample>& examples, int document = 1, std::string* log = nullptr);

}  // namespace kg::train
