#include "models/train/word_vectors.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/train/treebank.hpp"

namespace kg::train {

Vocabulary::Vocabulary(std::span<const std::uint64_t> stream, int least_count) {
  std::unordered_map<std::uint64_t, std::uint32_t> counts;
  for (const std::uint64_t word : stream)
    if (word != 0) ++counts[word];
  std::vector<std::pair<std::uint32_t, std::uint64_t>> words;
  for (const auto& [word, count] : counts)
    if (count >= static_cast<std::uint32_t>(least_count)) words.emplace_back(count, word);
  std::sort(words.begin(), words.end(), std::greater<>());
  counts_.push_back(0);
  for (const auto& [count, word] : words) {
    numbers_.emplace(word, static_cast<std::int64_t>(counts_.size()));
    counts_.push_back(count);
  }
}

namespace {

constexpr std::array<int, 4> places = {-2, -1, 1, 2};

// Sums in eight lanes, so that the compiler may use vectors without changing the order of additions.
float dot(const float* a, const float* b) {
  float lanes[8] = {};
  for (std::size_t i = 0; i < vector_size; i += 8)
    for (std::size_t k = 0; k < 8; ++k) lanes[k] += a[i + k] * b[i + k];
  return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

void add(float* to, const float* from, float times) {
  for (std::size_t i = 0; i < vector_size; ++i) to[i] += from[i] * times;
}

}  // namespace

std::vector<float> make_vectors(std::span<const std::uint64_t> stream, const Vocabulary& vocabulary, const VectorOptions& options) {
  Random random(options.seed);
  std::vector<std::int64_t> words;
  for (const std::uint64_t word : stream) words.push_back(word == 0 ? -1 : vocabulary.find(word));
  const std::size_t size = vocabulary.size();
  std::vector<float> in(size * vector_size), out(places.size() * size * vector_size, 0.0f);
  for (float& weight : in) weight = static_cast<float>((random.unit() - 0.5) / vector_size);
  // Negative samples: counts to the power of 3/4.
  std::vector<std::uint32_t> sample_table(std::size_t{1} << 22);
  {
    std::vector<double> sums(size, 0.0);
    for (std::size_t i = 1; i < size; ++i) sums[i] = sums[i - 1] + std::pow(vocabulary.counts()[i], 0.75);
    std::size_t at = 1;
    for (std::size_t i = 0; i < sample_table.size(); ++i) {
      while (at + 1 < size && sums[at] < sums.back() * static_cast<double>(i) / static_cast<double>(sample_table.size())) ++at;
      sample_table[i] = static_cast<std::uint32_t>(at);
    }
  }
  const double total = static_cast<double>(words.size());
  const auto steps = static_cast<std::size_t>(options.rounds) * words.size();
  std::size_t step = 0;
  float change[vector_size];
  for (int round = 0; round < options.rounds; ++round)
    for (std::size_t at = 0; at < words.size(); ++at, ++step) {
      if (words[at] <= 0) continue;
      const auto word = static_cast<std::size_t>(words[at]);
      // Frequent words teach little each time they come.
      const double frequency = vocabulary.counts()[word] / total;
      if (frequency > 1e-3 && random.unit() > std::sqrt(1e-3 / frequency)) continue;
      const float rate = options.rate * std::max(0.01f, 1.0f - static_cast<float>(step) / static_cast<float>(steps));
      float* vector = &in[word * vector_size];
      std::fill(std::begin(change), std::end(change), 0.0f);
      for (std::size_t place = 0; place < places.size(); ++place) {
        std::int64_t neighbour = -1;
        for (int k = places[place] < 0 ? -1 : 1;; k += places[place] < 0 ? -1 : 1) {
          const auto there = static_cast<std::ptrdiff_t>(at) + k;
          if (there < 0 || there >= static_cast<std::ptrdiff_t>(words.size()) || words[static_cast<std::size_t>(there)] < 0) break;
          if (k == places[place]) {
            neighbour = words[static_cast<std::size_t>(there)];
            break;
          }
        }
        if (neighbour <= 0) continue;
        for (int sample = 0; sample <= options.samples; ++sample) {
          const std::size_t other = sample == 0 ? static_cast<std::size_t>(neighbour) : sample_table[random.next() & (sample_table.size() - 1)];
          if (sample > 0 && other == static_cast<std::size_t>(neighbour)) continue;
          float* target = &out[(place * size + other) * vector_size];
          const float error = ((sample == 0 ? 1.0f : 0.0f) - 1.0f / (1.0f + std::exp(-dot(vector, target)))) * rate;
          add(change, target, error);
          add(target, vector, error);
        }
      }
      add(vector, change, 1.0f);
    }
  return in;
}

}  // namespace kg::train
