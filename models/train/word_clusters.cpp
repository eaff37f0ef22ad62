#include "models/train/word_clusters.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace kg::train {

namespace {

constexpr int fine_classes = 1000, coarse_classes = 60;
constexpr std::size_t context_words = 4000;  // most frequent words, each as left and as right neighbour

struct Vocabulary {
  std::vector<std::string> words;  // most frequent first
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> contexts;  // of each word: context, count
};

// Maximises sum over contexts v and classes c of N(v,c) log N(v,c), minus 2 sum of N(c) log N(c): the
// likelihood of a word's class given its left neighbour, and given its right one.
std::vector<std::uint16_t> exchange(const Vocabulary& vocabulary, int classes, int rounds) {
  const std::size_t size = vocabulary.words.size();
  const auto k = static_cast<std::size_t>(classes);
  std::vector<float> entropy(1 << 21);  // n log n
  for (std::size_t n = 2; n < entropy.size(); ++n) entropy[n] = static_cast<float>(static_cast<double>(n) * std::log(static_cast<double>(n)));
  const auto e = [&](std::uint32_t n) { return entropy[std::min<std::size_t>(n, entropy.size() - 1)]; };
  std::vector<std::uint16_t> assigned(size);
  std::vector<std::uint32_t> joint(2 * (context_words + 1) * k), total(k), weight(size);
  for (std::size_t w = 0; w < size; ++w) {
    assigned[w] = static_cast<std::uint16_t>(w % k);
    for (const auto& [context, count] : vocabulary.contexts[w]) {
      joint[context * k + assigned[w]] += count;
      weight[w] += count;
    }
    total[assigned[w]] += weight[w];
  }
  std::vector<float> gain(k);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t w = 0; w < size; ++w) {
      const std::size_t old = assigned[w];
      for (const auto& [context, count] : vocabulary.contexts[w]) joint[context * k + old] -= count;
      total[old] -= weight[w];
      for (std::size_t c = 0; c < k; ++c) {
        const double before = total[c], after = total[c] + weight[w];
        gain[c] = static_cast<float>(-(after > 0 ? after * std::log(after) : 0) + (before > 0 ? before * std::log(before) : 0));
      }
      for (const auto& [context, count] : vocabulary.contexts[w]) {
        const std::uint32_t* row = &joint[context * k];
        for (std::size_t c = 0; c < k; ++c) gain[c] += e(row[c] + count) - e(row[c]);
      }
      const auto best = static_cast<std::size_t>(std::max_element(gain.begin(), gain.end()) - gain.begin());
      assigned[w] = static_cast<std::uint16_t>(best);
      for (const auto& [context, count] : vocabulary.contexts[w]) joint[context * k + best] += count;
      total[best] += weight[w];
    }
  }
  return assigned;
}

}  // namespace

std::unordered_map<std::string, WordStatistics> word_statistics(const std::vector<std::vector<std::string>>& sentences, int min_count) {
  struct Seen {
    std::uint32_t count = 0, inside = 0, capital = 0;
  };
  std::unordered_map<std::string, Seen> seen;
  for (const auto& sentence : sentences)
    for (std::size_t i = 0; i < sentence.size(); ++i) {
      Seen& s = seen[to_lower(sentence[i])];
      ++s.count;
      if (i == 0) continue;
      ++s.inside;
      const auto c = static_cast<unsigned char>(sentence[i][0]);
      s.capital += (c >= 'A' && c <= 'Z') || c == 0xC3;
    }
  Vocabulary vocabulary;
  for (const auto& [word, s] : seen)
    if (s.count >= static_cast<std::uint32_t>(min_count)) vocabulary.words.push_back(word);
  std::sort(vocabulary.words.begin(), vocabulary.words.end(), [&](const std::string& a, const std::string& b) {
    const std::uint32_t x = seen[a].count, y = seen[b].count;
    return x != y ? x > y : a < b;
  });
  std::unordered_map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < vocabulary.words.size(); ++i) index.emplace(vocabulary.words[i], i);
  std::vector<std::unordered_map<std::uint32_t, std::uint32_t>> contexts(vocabulary.words.size());
  constexpr auto edge = static_cast<std::uint32_t>(context_words);
  for (const auto& sentence : sentences) {
    std::vector<std::uint32_t> ids;
    for (const std::string& word : sentence) {
      const auto found = index.find(to_lower(word));
      ids.push_back(found == index.end() ? UINT32_MAX : found->second);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (ids[i] == UINT32_MAX) continue;
      const std::uint32_t left = i == 0 ? edge : ids[i - 1], right = i + 1 == ids.size() ? edge : ids[i + 1];
      if (left <= edge) ++contexts[ids[i]][left];
      if (right <= edge) ++contexts[ids[i]][edge + 1 + right];
    }
  }
  for (auto& map : contexts) {
    vocabulary.contexts.emplace_back(map.begin(), map.end());
    auto& list = vocabulary.contexts.back();
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    if (list.size() > 400) list.resize(400);
  }
  const auto fine = exchange(vocabulary, fine_classes, 6);
  const auto coarse = exchange(vocabulary, coarse_classes, 10);
  std::unordered_map<std::string, WordStatistics> out;
  for (std::size_t w = 0; w < vocabulary.words.size(); ++w) {
    const Seen& s = seen[vocabulary.words[w]];
    WordStatistics& statistics = out[vocabulary.words[w]];
    statistics.cluster = static_cast<std::uint16_t>((fine[w] + 1) | (coarse[w] + 1) << 10);
    if (s.inside >= 3) statistics.capital_share = static_cast<std::uint8_t>(1 + (6 * s.capital + s.inside / 2) / s.inside);
  }
  return out;
}

std::vector<std::vector<std::string>> raw_sentences(const std::string& directory) {
  std::vector<std::vector<std::string>> out;
  for (const char* name : {"state-press", "voa-m2e2", "whitehouse-press", "wikinews"}) {
    const std::string path = directory + "/raw/" + name + ".jsonl";
    std::ifstream in(path);
    if (!in) throw Error("cannot read '" + path + "'", path);
    for (std::string line; std::getline(in, line);) {
      rapidjson::Document document;
      document.Parse(line.data(), line.size());
      if (!document.IsObject() || !document.HasMember("text")) continue;
      const std::string text = document["text"].GetString();
      std::vector<std::string> sentence;
      std::string word;
      const auto flush = [&] {
        if (word.empty()) return;
        if (word.size() > 2 && word.ends_with("'s")) {
          sentence.push_back(word.substr(0, word.size() - 2));
          sentence.emplace_back("'s");
        } else {
          sentence.push_back(word);
        }
        word.clear();
      };
      const auto stop = [&] {
        flush();
        if (!sentence.empty()) out.push_back(std::move(sentence));
        sentence.clear();
      };
      for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        if (c == '\n') {
          if (next == '\n') stop();
          else flush();
        } else if (static_cast<unsigned char>(c) <= ' ') {
          flush();
        } else if (c == '\xE2' && i + 2 < text.size() && text[i + 1] == '\x80') {
          const char third = text[i + 2];
          i += 2;
          if (third == '\x99' || third == '\x98') word += '\'';
          else {
            flush();
            sentence.emplace_back(third == '\x93' || third == '\x94' ? "-" : "\"");
          }
        } else if (c == '.' && static_cast<unsigned char>(next) > ' ' && next != '"') {
          word += c;  // inside numbers, addresses, abbreviations
        } else if (c == '.') {
          // A dot behind one capital letter or a short capital word is an abbreviation's.
          const bool short_word = word.size() == 1 || (word.size() >= 3 && word[word.size() - 2] == '.') || word == "Mr" || word == "Mrs" || word == "Dr" || word == "Gen" || word == "Sen" || word == "St";
          if (short_word && word[0] >= 'A' && word[0] <= 'Z') {
            word += c;
            flush();
          } else {
            flush();
            sentence.emplace_back(".");
            stop();
          }
        } else if (c == '!' || c == '?') {
          flush();
          sentence.emplace_back(1, c);
          stop();
        } else if ((c == ',' || c == ':') && next >= '0' && next <= '9' && !word.empty()) {
          word += c;
        } else if (c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '"' || c == '-' || c == '[' || c == ']' || c == '/') {
          flush();
          sentence.emplace_back(1, c);
        } else {
          word += c;
        }
      }
      stop();
    }
  }
  return out;
}

}  // namespace kg::train
