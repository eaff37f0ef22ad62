#include "models/train/name_corpus.hpp"

#include <algorithm>
#include <fstream>

#include "base/error.hpp"

namespace kg::train {

using text::NameLabel;
using text::NameType;

namespace {

NameType type_of(std::string_view label, const std::string& path) {
  if (label == "PER") return NameType::person;
  if (label == "ORG") return NameType::organization;
  if (label == "LOC" || label == "GPE") return NameType::location;
  if (label == "NORP") return NameType::norp;
  if (label == "MISC") return NameType::misc;
  throw Error("unknown label '" + std::string(label) + "'", path);
}

}  // namespace

const std::vector<std::string>& name_corpora() {
  static const std::vector<std::string> stems = {"gmb-ud-train", "gum-train", "wikigold", "meantime", "crossner-politics-train", "crossner-politics-dev", "re3d", "redocred-dev", "gmb-ud-dev", "gum-dev"};
  return stems;
}

std::vector<NameExample> read_names(const std::string& directory, const std::string& stem) {
  const std::string path = directory + "/ner/" + stem + ".iob2";
  std::ifstream in(path);
  if (!in) throw Error("cannot read '" + path + "'", path);
  std::vector<NameExample> out;
  NameExample example;
  const auto& stems = name_corpora();
  example.corpus = static_cast<int>(std::find(stems.begin(), stems.end(), stem) - stems.begin());
  std::vector<std::string> tags;
  const auto flush = [&] {
    if (example.words.empty()) return;
    example.labels.assign(example.words.size(), text::outside);
    for (std::size_t i = 0; i < tags.size();) {
      if (tags[i] == "O") {
        ++i;
        continue;
      }
      std::size_t end = i + 1;
      while (end < tags.size() && tags[end][0] == 'I' && tags[end].substr(1) == tags[i].substr(1)) ++end;
      text::label_name(type_of(std::string_view(tags[i]).substr(2), path), std::span(example.labels).subspan(i, end - i));
      i = end;
    }
    out.push_back(example);
    example.words.clear();
    tags.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      flush();
      continue;
    }
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || tab == 0 || tab + 1 == line.size()) throw Error("not a word and a label: '" + line + "'", path);
    example.words.push_back(line.substr(0, tab));
    tags.push_back(line.substr(tab + 1));
    if (tags.back() != "O" && tags.back().size() < 4) throw Error("unknown label '" + tags.back() + "'", path);
  }
  flush();
  return out;
}

std::array<bool, 5> counted_types(std::string_view stem) {
  if (stem == "re3d") return {true, true, true, false, false};
  return {true, true, true, true, true};
}

CorpusTrust trust_of(int corpus) {
  const std::string& stem = name_corpora()[static_cast<std::size_t>(corpus)];
  if (stem.starts_with("gmb")) return {1, 0.55f, 0.2f};
  if (stem == "re3d" || stem == "meantime") return {1, 0.5f, 1};
  return {};
}

}  // namespace kg::train
