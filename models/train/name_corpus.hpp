// The IOB2 files of ner/, and what they mark.
#pragma once

#include <array>
#include <string>
#include <string_view>
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

/// Which types (by text::NameType) a file marks wherever they stand, so that a name found there and not marked is wrong.
/// All but re3d: all five. re3d takes nationalities into the group they describe ("Iraqi forces" is an organisation), and
/// its other things are papers, weapons and vehicles.
std::array<bool, 5> counted_types(std::string_view stem);

/// How far a corpus is trusted in training.
struct CorpusTrust {
  int repeat = 4;        ///< how often a sentence is seen
  float weight = 1;      ///< of a mistake
  float misc_trust = 1;  ///< of that, what an invented name of the kind MISC counts
};
/// gmb is large, was made half by machine and leaves most events, works and laws unmarked; re3d and MEANTIME take titles
/// and descriptions into names.
CorpusTrust trust_of(int corpus);

}  // namespace kg::train
