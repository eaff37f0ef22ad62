// The names that the extractor gives to the Analyzer, for training and measuring with the same ones.
#pragma once

#include <string>
#include <vector>

#include "text/analyzer.hpp"

namespace kg::train {

/// Owns the names that its entries point to.
struct Gazetteer {
  std::vector<std::string> names;
  std::vector<text::NameType> types;
  std::vector<text::GazetteerEntry> entries() const;
};

/// States, demonyms, places, organisations and people of the default ontology, without those it calls ambiguous.
Gazetteer ontology_gazetteer();

}  // namespace kg::train
