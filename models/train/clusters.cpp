#include "models/train/clusters.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "base/error.hpp"
#include "text/word_form.hpp"

namespace kg::train {

namespace {

double x_log_x(double x) { return x > 0 ? x * std::log(x) : 0; }

struct Neighbour {
  std::uint32_t word;
  float count;
};

class Exchange {
 public:
  Exchange(std::size_t words, std::size_t classes) : classes_(classes), follow_(words), precede_(words), count_(words), class_of_(words),
        pairs_(classes * classes), left_(classes), right_(classes) {
    for (std::size_t i = 0; i < logs_.size(); ++i) logs_[i] = static_cast<float>(x_log_x(static_cast<double>(i)));
  }

  void add_bigram(std::uint32_t a, std::uint32_t b, float count) {
    follow_[a].push_back({b, count});
    precede_[b].push_back({a, count});
    count_[a] += count;
  }

  // Frequent words first, each to the next class in turn.
  void start() {
    for (std::size_t w = 0; w < class_of_.size(); ++w) class_of_[w] = static_cast<std::uint16_t>(w % classes_);
    for (std::size_t w = 0; w < class_of_.size(); ++w)
      for (const Neighbour& next : follow_[w]) {
        pairs_[class_of_[w] * classes_ + class_of_[next.word]] += next.count;
        left_[class_of_[w]] += next.count;
        right_[class_of_[next.word]] += next.count;
      }
  }

  // One pass over all words (but number 0, the boundary); returns how many changed their class.
  std::size_t pass() {
    std::size_t moved = 0;
    std::vector<float> after(classes_), before(classes_);
    std::vector<std::uint32_t> after_used, before_used;
    for (std::size_t w = 1; w < class_of_.size(); ++w) {
      after_used.clear();
      before_used.clear();
      float self = 0;
      for (const Neighbour& next : follow_[w]) {
        if (next.word == w) { self += next.count; continue; }
        const std::uint32_t c = class_of_[next.word];
        if (after[c] == 0) after_used.push_back(c);
        after[c] += next.count;
      }
      for (const Neighbour& last : precede_[w]) {
        if (last.word == w) continue;
        const std::uint32_t c = class_of_[last.word];
        if (before[c] == 0) before_used.push_back(c);
        before[c] += last.count;
      }
      float out = self, in = self;
      for (const std::uint32_t c : after_used) out += after[c];
      for (const std::uint32_t c : before_used) in += before[c];
      const std::uint32_t old = class_of_[w];
      change(old, after, after_used, before, before_used, self, out, in, -1);
      double best_gain = -1e300;
      std::uint32_t best = old;
      for (std::uint32_t c = 0; c < classes_; ++c) {
        double gain = -(x(left_[c] + out) - x(left_[c]) + x(right_[c] + in) - x(right_[c]));
        const float* row = &pairs_[c * classes_];
        for (const std::uint32_t d : after_used)
          if (d != c) gain += x(row[d] + after[d]) - x(row[d]);
        for (const std::uint32_t d : before_used)
          if (d != c) gain += x(pairs_[d * classes_ + c] + before[d]) - x(pairs_[d * classes_ + c]);
        gain += x(row[c] + after[c] + before[c] + self) - x(row[c]);
        if (gain > best_gain + 1e-6) {
          best_gain = gain;
          best = c;
        }
      }
      change(best, after, after_used, before, before_used, self, out, in, 1);
      class_of_[w] = static_cast<std::uint16_t>(best);
      moved += best != old;
      for (const std::uint32_t c : after_used) after[c] = 0;
      for (const std::uint32_t c : before_used) before[c] = 0;
    }
    return moved;
  }

  std::uint16_t class_of(std::size_t word) const { return class_of_[word]; }

 private:
  double x(float count) const {
    const auto at = static_cast<std::size_t>(count);
    return at < logs_.size() ? logs_[at] : x_log_x(count);
  }

  void change(std::uint32_t c, const std::vector<float>& after, const std::vector<std::uint32_t>& after_used, const std::vector<float>& before,
              const std::vector<std::uint32_t>& before_used, float self, float out, float in, float sign) {
    for (const std::uint32_t d : after_used) pairs_[c * classes_ + d] += sign * after[d];
    for (const std::uint32_t d : before_used) pairs_[d * classes_ + c] += sign * before[d];
    pairs_[c * classes_ + c] += sign * self;
    left_[c] += sign * out;
    right_[c] += sign * in;
  }

  std::size_t classes_;
  std::vector<std::vector<Neighbour>> follow_, precede_;
  std::vector<float> count_;
  std::vector<std::uint16_t> class_of_;
  std::vector<float> pairs_, left_, right_;
  std::vector<float> logs_ = std::vector<float>(1 << 16);
};

}  // namespace

Clusters make_clusters(std::span<const std::uint64_t> stream, const ClusterOptions& options) {
  std::unordered_map<std::uint64_t, std::uint32_t> counts;
  for (const std::uint64_t word : stream) ++counts[word];
  std::vector<std::pair<std::uint32_t, std::uint64_t>> order;
  for (const auto& [word, count] : counts)
    if (word != 0 && static_cast<int>(count) >= options.least_count) order.emplace_back(count, word);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  // Number 0 stands for boundaries and rare words; it keeps its class.
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  for (const auto& [count, word] : order) numbers.emplace(word, static_cast<std::uint32_t>(numbers.size() + 1));
  std::vector<std::uint64_t> bigrams;
  std::uint32_t last = 0;
  for (const std::uint64_t word : stream) {
    const auto found = numbers.find(word);
    const std::uint32_t number = found == numbers.end() ? 0 : found->second;
    bigrams.push_back(static_cast<std::uint64_t>(last) << 32 | number);
    last = number;
  }
  std::sort(bigrams.begin(), bigrams.end());
  Exchange exchange(order.size() + 1, static_cast<std::size_t>(options.classes));
  for (std::size_t i = 0; i < bigrams.size();) {
    std::size_t end = i;
    while (end < bigrams.size() && bigrams[end] == bigrams[i]) ++end;
    exchange.add_bigram(static_cast<std::uint32_t>(bigrams[i] >> 32), static_cast<std::uint32_t>(bigrams[i]), static_cast<float>(end - i));
    i = end;
  }
  exchange.start();
  for (int round = 0; round < options.rounds; ++round)
    if (exchange.pass() == 0) break;
  Clusters out;
  for (std::size_t i = 0; i < order.size(); ++i) out.emplace(order[i].second, static_cast<std::uint16_t>(exchange.class_of(i + 1) + 1));
  return out;
}

void read_raw_words(const std::filesystem::path& file, const text::TokenRules& rules, std::vector<std::uint64_t>& stream) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error("cannot read '" + file.string() + "'");
  std::string line;
  std::vector<text::RawToken> tokens;
  while (std::getline(in, line)) {
    rapidjson::Document document;
    document.Parse(line.data(), line.size());
    if (document.HasParseError() || !document.IsObject() || !document.HasMember("text") || !document["text"].IsString()) continue;
    const std::string text = document["text"].GetString();
    tokens.clear();
    text::find_tokens(text, rules, tokens);
    for (const text::RawToken& token : tokens) {
      if (token.before == text::Gap::paragraph) stream.push_back(0);
      stream.push_back(text::hash_lower(slice(text, token.span)));
    }
  }
  stream.push_back(0);
}

}  // namespace kg::train
