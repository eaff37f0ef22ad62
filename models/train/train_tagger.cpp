#include <algorithm>
#include <memory>

#include "models/train/in_parallel.hpp"
#include "models/train/perceptron.hpp"
#include "models/train/trainers.hpp"
#include "text/tagger.hpp"

namespace kg::train {

using namespace text;

std::vector<Example> make_examples(std::span<const Treebank> banks, const ModelSections& sections) {
  const Aligned lexicon_bytes(sections.at("lexicon"));
  const Lexicon lexicon(lexicon_bytes.view());
  const std::string& tags = sections.at("tags");
  std::vector<Example> out;
  for (const Treebank& bank : banks)
    for (const Sentence& sentence : bank.gold.sentences) {
      Example example{&bank, &sentence, word_forms(bank, sentence, lexicon), {}};
      for (const Token& token : sentence.tokens) {
        Tag found = no_tag;
        for (std::size_t i = 0; i < tags.size(); i += 2)
          if (static_cast<Upos>(tags[i]) == token.upos && static_cast<Xpos>(static_cast<unsigned char>(tags[i + 1])) == token.xpos) found = static_cast<Tag>(i / 2);
        example.tags.push_back(found);
      }
      out.push_back(std::move(example));
    }
  return out;
}

namespace {

class TaggerLearner {
 public:
  TaggerLearner(const ModelSections& sections, const FeatureCounts& features, int least)
      : weights(static_cast<int>(sections.at("tags").size() / 2)), only_tag_(sections.at("ambiguity")), scores_(static_cast<std::size_t>(weights.classes())) {
    weights.restrict_to(features, static_cast<std::uint8_t>(least));
  }

  // Left to right, by its own tags. A tag is learnt until it beats the best other one by `margin`; some words are known by
  // their suffixes and neighbours only, so that unknown words are no surprise (Søgaard and Johannsen 2012).
  void learn(const Example& example, const Options& options, Random& random) {
    Tag before = no_tag;
    Tag before2 = no_tag;
    for (std::size_t i = 0; i < example.words.size(); ++i) {
      Tag guess = static_cast<Tag>(only_tag_[example.words[i].ambiguity]);
      if (guess == no_tag) {
        FeatureHash features[tagger_features];
        const std::size_t all = describe_word(example.words, i, before, before2, features);
        // The first two features are the word itself.
        const std::size_t from = random.unit() < options.hidden_words ? 2 : 0;
        const std::span<const FeatureHash> seen{features + from, all - from};
        weights.score(seen, scores_.data());
        guess = static_cast<Tag>(std::max_element(scores_.begin(), scores_.end()) - scores_.begin());
        if (const Tag gold = example.tags[i]; gold != no_tag) {
          const float own = scores_[gold];
          scores_[gold] = -1e30f;
          const auto rival = std::max_element(scores_.begin(), scores_.end());
          if (own - *rival <= options.tagger_margin) {
            weights.update(seen, gold, 1);
            weights.update(seen, static_cast<int>(rival - scores_.begin()), -1);
          }
        }
        weights.tick();
      }
      before2 = before;
      before = guess;
    }
  }

  Perceptron weights;

 private:
  const std::string& only_tag_;
  std::vector<float> scores_;
};

}  // namespace

std::string train_tagger(std::span<const Example> gold, std::span<const Example> silver, const ModelSections& sections, const Options& options, int folds, int left_out) {
  FeatureCounts frequent;
  for (const std::span<const Example> examples : {gold, silver})
    for (const Example& example : examples)
      for (std::size_t i = 0; i < example.words.size(); ++i) {
        FeatureHash features[tagger_features];
        const std::size_t count = describe_word(example.words, i, i > 0 ? example.tags[i - 1] : no_tag, i > 1 ? example.tags[i - 2] : no_tag, features);
        frequent.add({features, count});
      }
  const auto rounds = static_cast<std::size_t>(options.tagger_rounds);
  const auto train = [&](const FeatureCounts& features, int least, std::uint64_t seed) {
    auto learner = std::make_unique<TaggerLearner>(sections, features, least);
    Random random(seed);
    const std::vector<std::uint32_t> order = shuffled(silver.size(), seed * 5000);
    for (std::size_t round = 0; round < rounds; ++round) {
      // The gold sentences and a share of the others, so that all of those are seen once.
      std::vector<const Example*> examples;
      for (std::size_t i = 0; i < gold.size(); ++i)
        if (folds == 0 || static_cast<int>(i) % folds != left_out) examples.push_back(&gold[i]);
      for (std::size_t i = silver.size() * round / rounds; i < silver.size() * (round + 1) / rounds; ++i) examples.push_back(&silver[order[i]]);
      for (const std::uint32_t number : shuffled(examples.size(), seed * 1000 + round)) learner->learn(*examples[number], options, random);
    }
    learner->weights.average();
    return learner;
  };
  // With all features first, then with the strongest; several taggers that see the sentences in different order, added up.
  const FeatureCounts strongest = train(frequent, silver.empty() ? 2 : 4, options.seed)->weights.strongest(options.tagger_features);
  const auto sum = train(strongest, 1, options.seed);
  for (int i = 1; i < options.taggers; ++i) sum->weights.add(train(strongest, 1, options.seed + static_cast<std::uint64_t>(i))->weights);
  return sum->weights.pack({});
}

std::vector<std::vector<Tag>> tag_all(std::span<const Example> examples, const ModelSections& sections) {
  const Aligned weights(sections.at("tagger"));
  const Tagger tagger(weights.view(), sections.at("tags"), sections.at("ambiguity"));
  std::vector<std::vector<Tag>> out(examples.size());
  for (std::size_t i = 0; i < examples.size(); ++i) {
    out[i].resize(examples[i].words.size());
    tagger.tag(examples[i].words, out[i].data());
  }
  return out;
}

std::vector<std::vector<Tag>> jackknife(std::span<const Example> gold, std::span<const Example> silver, const ModelSections& sections, const Options& options, int folds) {
  std::vector<std::vector<Tag>> out(gold.size());
  Options quick = options;
  quick.tagger_rounds = std::min(quick.tagger_rounds, 5);
  quick.taggers = 1;
  silver = silver.first(silver.size() / 4);
  in_parallel(static_cast<std::size_t>(folds), [&](std::size_t fold) {
    const Aligned weights(train_tagger(gold, silver, sections, quick, folds, static_cast<int>(fold)));
    const Tagger tagger(weights.view(), sections.at("tags"), sections.at("ambiguity"));
    for (std::size_t i = fold; i < gold.size(); i += static_cast<std::size_t>(folds)) {
      out[i].resize(gold[i].words.size());
      tagger.tag(gold[i].words, out[i].data());
    }
  });
  return out;
}

}  // namespace kg::train
