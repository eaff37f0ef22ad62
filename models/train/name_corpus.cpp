#include "models/train/name_corpus.hpp"

#include <fmt/format.h>

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

std::vector<NameScore> score_names(const text::NameFinder& finder, const std::vector<NameExample>& examples, int document, std::string* log) {
  std::vector<NameScore> scores(6);
  for (std::size_t begin = 0; begin < examples.size(); begin += static_cast<std::size_t>(document)) {
    const std::size_t end = std::min(examples.size(), begin + static_cast<std::size_t>(document));
    std::string text;
    std::vector<text::Sentence> sentences;
    for (std::size_t s = begin; s < end; ++s) {
      text::Sentence& sentence = sentences.emplace_back();
      for (const std::string& word : examples[s].words) {
        text::Token token;
        token.span = {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size() + word.size())};
        sentence.tokens.push_back(token);
        text += word + " ";
      }
      sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
    }
    finder.find_names(text, sentences);
    for (std::size_t s = begin; s < end; ++s) {
      const NameExample& example = examples[s];
      const auto gold = text::names_of(example.labels);
      const std::vector<text::Name>& found = sentences[s - begin].names;
      const auto same = [](const text::Name& a, const text::Name& b) { return a.first == b.first && a.last == b.last && a.type == b.type; };
      const auto print = [&](const char* kind, const text::Name& name) {
        if (log == nullptr) return;
        std::string span, all;
        for (std::size_t i = name.first; i < name.last; ++i) span += example.words[i] + " ";
        for (std::size_t i = name.first < 6 ? 0 : name.first - 6; i < std::min<std::size_t>(example.words.size(), name.last + 6); ++i) all += example.words[i] + " ";
        *log += fmt::format("{}\t{}\t{}\t{}\n", kind, text::name_of(name.type), span, all);
      };
      for (const auto& name : gold) {
        ++scores[static_cast<std::size_t>(name.type)].gold;
        ++scores[5].gold;
        if (std::none_of(found.begin(), found.end(), [&](const auto& f) { return same(f, name); })) print("missed", name);
      }
      for (const auto& name : found) {
        const bool right = std::any_of(gold.begin(), gold.end(), [&](const auto& g) { return same(g, name); });
        for (const std::size_t k : {static_cast<std::size_t>(name.type), std::size_t{5}}) {
          ++scores[k].found;
          scores[k].right += right;
        }
        if (!right) print("extra", name);
      }
    }
  }
  return scores;
}

}  // namespace kg::train
