#include "models/train/noun_types.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace kg::train {

namespace {

constexpr std::size_t kinds = 6;

std::uint8_t kind_of(std::string_view type) {
  if (type == "person") return 1;
  if (type == "organization") return 2;
  if (type == "place") return 3;
  if (type == "event") return 4;
  return 5;
}

struct Word {
  std::string form, lemma, entity;
  bool noun = false;
};

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t end = text.find(at);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::map<std::string, std::uint8_t> noun_types(const std::filesystem::path& gum) {
  std::ifstream in(gum);
  if (!in) throw Error("cannot read '" + gum.string() + "'", gum.string());
  std::map<std::string, std::array<int, kinds>> seen;
  std::vector<Word> sentence;
  const auto finish = [&] {
    for (std::size_t i = 0; i < sentence.size(); ++i) {
      // "(4-abstract-new-sssss-cf2-3-coref(5-object-…)": the sixth part names the head, counted from the opening word.
      std::string_view rest = sentence[i].entity;
      for (std::size_t open = rest.find('('); open != std::string_view::npos; open = rest.find('(')) {
        rest.remove_prefix(open + 1);
        const auto parts = split(rest.substr(0, rest.find('(')), '-');
        if (parts.size() < 6) continue;
        const std::size_t head = i + static_cast<std::size_t>(std::max(1, std::atoi(std::string(parts[5]).c_str()))) - 1;
        if (head >= sentence.size() || !sentence[head].noun) continue;
        const std::uint8_t kind = kind_of(parts[1]);
        ++seen[sentence[head].form][kind];
        if (sentence[head].lemma != sentence[head].form) ++seen[sentence[head].lemma][kind];
      }
    }
    sentence.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      finish();
      continue;
    }
    const auto columns = split(line, '\t');
    if (line[0] == '#' || columns.size() != 10 || columns[0].find_first_of("-.") != std::string_view::npos) continue;
    Word& word = sentence.emplace_back(Word{to_lower(columns[1]), to_lower(columns[2]), {}, columns[3] == "NOUN"});
    for (const std::string_view entry : split(columns[9], '|'))
      if (entry.starts_with("Entity=")) word.entity = entry.substr(7);
  }
  finish();
  std::map<std::string, std::uint8_t> out;
  for (const auto& [noun, counts] : seen) {
    int sum = 0;
    std::size_t best = 0;
    for (std::size_t k = 0; k < kinds; ++k) {
      sum += counts[k];
      if (counts[k] > counts[best]) best = k;
    }
    if (3 * counts[best] >= 2 * sum) out.emplace(noun, static_cast<std::uint8_t>(best));
  }
  return out;
}

}  // namespace kg::train
