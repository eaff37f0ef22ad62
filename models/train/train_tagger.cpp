#include <algorithm>

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

std::string train_tagger(std::span<const Example> examples, const ModelSections& sections, const Options& options, int folds, int left_out) {
  const int classes = static_cast<int>(sections.at("tags").size() / 2);
  const std::string& only_tag = sections.at("ambiguity");
  Perceptron perceptron(classes);
  std::vector<float> scores(static_cast<std::size_t>(classes));
  FeatureCounts counts;
  for (const Example& example : examples)
    for (std::size_t i = 0; i < example.words.size(); ++i) {
      FeatureHash features[tagger_features];
      const std::size_t count = describe_word(example.words, i, i > 0 ? example.tags[i - 1] : no_tag, i > 1 ? example.tags[i - 2] : no_tag, features);
      counts.add({features, count});
    }
  perceptron.restrict_to(counts, 2);
  for (int round = 0; round < options.tagger_rounds; ++round)
    for (const std::uint32_t number : shuffled(examples.size(), options.seed * 1000 + static_cast<std::uint64_t>(round))) {
      if (folds != 0 && static_cast<int>(number) % folds == left_out) continue;
      const Example& example = examples[number];
      Tag before = no_tag;
      Tag before2 = no_tag;
      for (std::size_t i = 0; i < example.words.size(); ++i) {
        Tag guess = static_cast<Tag>(only_tag[example.words[i].ambiguity]);
        if (guess == no_tag) {
          FeatureHash features[tagger_features];
          const std::size_t count = describe_word(example.words, i, before, before2, features);
          perceptron.score({features, count}, scores.data());
          guess = static_cast<Tag>(std::max_element(scores.begin(), scores.end()) - scores.begin());
          const Tag gold = example.tags[i];
          if (guess != gold && gold != no_tag) {
            perceptron.update({features, count}, gold, 1);
            perceptron.update({features, count}, guess, -1);
          }
          perceptron.tick();
        }
        before2 = before;
        before = guess;
      }
    }
  perceptron.average();
  return perceptron.pack({});
}

std::vector<std::vector<Tag>> jackknife(std::span<const Example> examples, const ModelSections& sections, const Options& options, int folds) {
  std::vector<std::vector<Tag>> out(examples.size());
  Options quick = options;
  quick.tagger_rounds = std::min(quick.tagger_rounds, 5);
  for (int fold = 0; fold < folds; ++fold) {
    const Aligned weights(train_tagger(examples, sections, quick, folds, fold));
    const Tagger tagger(weights.view(), sections.at("tags"), sections.at("ambiguity"));
    for (std::size_t i = static_cast<std::size_t>(fold); i < examples.size(); i += static_cast<std::size_t>(folds)) {
      out[i].resize(examples[i].words.size());
      tagger.tag(examples[i].words, out[i].data());
    }
  }
  return out;
}

}  // namespace kg::train
