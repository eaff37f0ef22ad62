#include "models/train/perceptron.hpp"
#include "models/train/trainers.hpp"
#include "text/sentence_ends.hpp"

namespace kg::train {

using namespace text;

std::string train_sentence_ends(std::span<const Treebank> banks, const Lexicon& lexicon, const Options& options) {
  struct Place {
    std::vector<FeatureHash> features;
    bool end;
  };
  std::vector<Place> places;
  for (const Treebank& bank : banks) {
    const std::vector<Sentence>& sentences = bank.gold.sentences;
    for (std::size_t first = 0; first < sentences.size();) {
      std::size_t last = first + 1;
      while (last < sentences.size() && !sentences[last].opens_paragraph) ++last;
      const std::vector<RawToken> tokens = raw_tokens(bank, first, last);
      std::vector<WordForm> words;
      for (const RawToken& token : tokens) words.push_back(look_at(slice(bank.text, token.span), lexicon));
      std::size_t begin = 0;
      std::size_t sentence = first;
      for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const bool end = tokens[i].span == sentences[sentence].tokens.back().span;
        if (may_end_sentence(bank.text, tokens, i)) {
          FeatureHash features[sentence_end_features];
          const std::size_t count = describe_sentence_end(bank.text, tokens, words, begin, i, features);
          places.push_back({{features, features + count}, end});
        }
        if (end) {
          ++sentence;
          begin = i + 1;
        }
      }
      first = last;
    }
  }
  Perceptron perceptron(2);
  for (int round = 0; round < 12; ++round)
    for (const std::uint32_t i : shuffled(places.size(), options.seed + static_cast<std::uint64_t>(round))) {
      float scores[2];
      perceptron.score(places[i].features, scores);
      const bool guess = scores[1] > scores[0];
      if (guess != places[i].end) {
        perceptron.update(places[i].features, places[i].end, 1);
        perceptron.update(places[i].features, guess, -1);
      }
      perceptron.tick();
    }
  perceptron.average();
  return perceptron.pack({.min_updates = 2});
}

}  // namespace kg::train
