// A neural reader of English: tags, heads and relations from a bidirectional LSTM with biaffine attention (Dozat and
// Manning 2017). It is far too slow and large to be shipped; the linear models learn from its trees of running text.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "models/train/word_vectors.hpp"
#include "models/train/trainers.hpp"
#include "text/word_form.hpp"

namespace kg::teach {

using train::Vocabulary;
using train::vector_size;

/// A sentence as numbers of rows of the network's tables.
struct Input {
  std::vector<std::int64_t> words, shapes, classes, ambiguities;
  std::vector<std::int64_t> affixes;  ///< eight a word
};

/// What is said of each word; the head of the root is the number of words.
struct Reading {
  std::vector<text::Tag> tags;
  std::vector<std::int32_t> heads;
  std::vector<std::uint8_t> relations;
};

/// Turns word forms into numbers.
class Alphabet {
 public:
  Alphabet(const Vocabulary& words, std::span<const train::Example> examples);
  Input read(std::span<const text::WordForm> words) const;

  const Vocabulary& words;
  std::size_t shapes() const { return shapes_.size() + 1; }

 private:
  std::unordered_map<std::uint32_t, std::int64_t> shapes_;
};

struct NetworkOptions {
  int rounds = 12;
  int batch = 1600;     ///< words
  double rate = 2e-3;
  double dropout = 0.33;
  double hidden_words = 0.15;  ///< share of the words that are known by their affixes and shape only
  std::uint64_t seed = 1;
};

class Network {
 public:
  Network(const Alphabet& alphabet, std::span<const float> vectors, std::size_t tags, std::size_t relations, const NetworkOptions& options);
  ~Network();

  struct Lesson {
    Input input;
    Reading gold;
  };
  /// `watch` is called after each round.
  template <class Watch>
  void learn(std::span<const Lesson> lessons, Watch&& watch) {
    for (int round = 0; round < options_.rounds; ++round) {
      learn_round(lessons, round);
      watch(round);
    }
  }

  /// Takes in sentences of one length, for the questions below. All answers are logarithms of probabilities.
  void look(std::span<const Input* const> sentences);
  /// Of each word, of each tag.
  std::vector<float> tags() const;
  /// Of each word, of each head; the root is the last.
  std::vector<float> arcs() const;
  /// Of each word, of each relation to the head that it has in `readings`.
  std::vector<float> relations(std::span<const Reading> readings) const;

 private:
  struct Layers;
  void learn_round(std::span<const Lesson> lessons, int round);

  NetworkOptions options_;
  std::size_t step_ = 0;
  std::unique_ptr<Layers> layers_;
};

/// Reads sentences with the sum of several networks, which work side by side.
std::vector<Reading> read_all(std::span<const std::unique_ptr<Network>> networks, std::span<const Input> sentences);

}  // namespace kg::teach
