#include "models/train/eval_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "models/train/gazetteer.hpp"
#include "models/train/train_names.hpp"
#include "models/train/trainers.hpp"

namespace kg::train {

namespace {

bool same(const text::Name& a, const text::Name& b) { return a.first == b.first && a.last == b.last && a.type == b.type; }
bool overlap(const text::Name& a, const text::Name& b) { return a.first < b.last && b.first < a.last; }

std::string words_of(const NameExample& example, std::size_t first, std::size_t last) {
  std::string out;
  for (std::size_t i = first; i < std::min(last, example.words.size()); ++i) out += (i == first ? "" : " ") + example.words[i];
  return out;
}

std::string error_line(const char* kind, const NameExample& example, const text::Name* gold, const text::Name* found) {
  constexpr std::size_t context = 7;
  const text::Name& name = gold != nullptr ? *gold : *found;
  const auto shown = [&](const text::Name* n) { return n == nullptr ? std::string("-") : fmt::format("{} '{}'", text::name_of(n->type), words_of(example, n->first, n->last)); };
  return fmt::format("names\t{}\tgold {}\tgot {}\t{} [] {}\n", kind, shown(gold), shown(found), words_of(example, name.first < context ? 0 : name.first - context, name.first),
                     words_of(example, name.last, name.last + context));
}

// Puts the sentences [begin, end) one behind the other.
std::vector<text::Sentence> as_text(const std::vector<NameExample>& examples, std::size_t begin, std::size_t end, std::string& text) {
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
  return sentences;
}

void compare(const NameExample& example, const std::vector<text::Name>& found, NameScore& score, std::string* log) {
  const auto note = [&](int NameErrors::*kind, const char* name, const text::Name* g, const text::Name* f) {
    ++(score.errors.*kind);
    if (log != nullptr) *log += error_line(name, example, g, f);
  };
  const std::vector<text::Name> gold = text::names_of(example.labels);
  for (const text::Name& name : gold) {
    ++score.types[static_cast<std::size_t>(name.type)].gold;
    if (std::any_of(found.begin(), found.end(), [&](const auto& f) { return same(f, name); })) continue;
    const auto other = std::find_if(found.begin(), found.end(), [&](const auto& f) { return overlap(f, name); });
    if (other == found.end()) note(&NameErrors::missed, "missed", &name, nullptr);
    else if (other->first == name.first && other->last == name.last) note(&NameErrors::type, "type", &name, &*other);
    else if (other->type == name.type) note(&NameErrors::boundary, "boundary", &name, &*other);
    else note(&NameErrors::both, "both", &name, &*other);
  }
  for (const text::Name& name : found) {
    NameCounts& counts = score.types[static_cast<std::size_t>(name.type)];
    ++counts.found;
    counts.right += std::any_of(gold.begin(), gold.end(), [&](const auto& g) { return same(g, name); });
    if (std::none_of(gold.begin(), gold.end(), [&](const auto& g) { return overlap(g, name); })) note(&NameErrors::invented, "invented", nullptr, &name);
  }
}

std::string row(const std::string& file, const NameScore& score) {
  std::string out = fmt::format("{:<23}", file);
  for (const NameCounts& counts : score.types) out += fmt::format(" {:>6.3f}", counts.f1());
  const NameErrors& e = score.errors;
  return out + fmt::format(" {:>6} {:>8} {:>6} {:>6} {:>8}\n", e.type, e.boundary, e.both, e.missed, e.invented);
}

std::string read_or_train(const std::filesystem::path& kept, const std::string& directory, std::string_view name_words, const Gazetteer& gazetteer, const std::string& held) {
  if (std::ifstream in(kept, std::ios::binary); in) return {std::istreambuf_iterator<char>(in), {}};
  NameTrainingOptions options;
  for (const std::string& stem : shipped_corpora())
    if (stem != held) options.corpora.push_back(stem);
  std::string weights = train_names(directory, name_words, gazetteer.entries(), options);
  if (kept.empty()) return weights;
  std::filesystem::create_directories(kept.parent_path());
  if (!(std::ofstream(kept, std::ios::binary) << weights).flush()) throw Error("cannot write '" + kept.string() + "'", kept.string());
  return weights;
}

}  // namespace

NameCounts NameScore::over(const std::array<bool, 5>& counted) const {
  NameCounts out;
  for (std::size_t k = 0; k < types.size(); ++k) {
    if (!counted[k]) continue;
    out.gold += types[k].gold;
    out.found += types[k].found;
    out.right += types[k].right;
  }
  return out;
}

NameScore score_names(const text::NameFinder& finder, const std::vector<NameExample>& examples, int window, std::string* log) {
  NameScore score;
  const auto step = static_cast<std::size_t>(std::max(1, window));
  for (std::size_t begin = 0; begin < examples.size(); begin += step) {
    const std::size_t end = std::min(examples.size(), begin + step);
    std::string text;
    std::vector<text::Sentence> sentences = as_text(examples, begin, end, text);
    finder.find_names(text, sentences);
    for (std::size_t s = begin; s < end; ++s) compare(examples[s], sentences[s - begin].names, score, log);
  }
  return score;
}

NameEvaluation evaluate_names(std::string_view model, const std::filesystem::path& data, const std::filesystem::path& left_out, std::string* log) {
  constexpr std::array<bool, 5> all = {true, true, true, true, true};
  const std::string directory = data.string();
  const text::ModelFile file(model);
  const Gazetteer gazetteer = ontology_gazetteer();
  NameEvaluation out;
  out.errors = "names, F1 and errors       PER    ORG    LOC   NORP   MISC   type boundary   both missed invented\n";
  const auto measure = [&](const text::NameFinder& finder, const std::string& stem) {
    if (log != nullptr) *log += "names\t" + stem + "\n";
    const NameScore score = score_names(finder, read_names(directory, stem), 30, log);
    out.errors += row(stem, score);
    return score;
  };
  const text::NameFinder finder(file, gazetteer.entries());
  for (const std::string stem : {"gmb-ud-dev", "gum-dev"}) {
    const bool gmb = stem == "gmb-ud-dev";
    out.figures.push_back({"names, span F1", stem, measure(finder, stem).over(all).f1(), gmb ? 0.83 : 0, gmb ? 0.87 : 0});
  }
  double counted_sum = 0, all_sum = 0;
  for (const std::string held : {"crossner-politics-dev", "re3d", "redocred-dev"}) {
    const Aligned weights(read_or_train(left_out.empty() ? left_out : left_out / (held + ".names"), directory, file.section("name-words"), gazetteer, held));
    const text::NameFinder other(weights.view(), file.section("name-words"), gazetteer.entries());
    const NameScore score = measure(other, held);
    const double f1 = score.over(counted_types(held)).f1();
    out.figures.push_back({"names, span F1, file left out", held, f1});
    counted_sum += f1;
    all_sum += score.over(all).f1();
  }
  out.figures.push_back({"names, span F1, file left out", "mean of three", counted_sum / 3, 0.65, 0.75});
  out.figures.push_back({"names, the same, all five types", "mean of three", all_sum / 3});
  return out;
}

}  // namespace kg::train
