#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "models/train/eval_names.hpp"
#include "models/train/name_corpus.hpp"
#include "models/train/name_learner.hpp"
#include "models/train/trainers.hpp"

namespace kg::train {
namespace {

using text::NameLabel;
using text::NameType;

NameExample example(std::vector<std::string> words, std::vector<text::Name> names) {
  NameExample out;
  out.words = std::move(words);
  out.labels.assign(out.words.size(), text::outside);
  for (const text::Name& name : names) text::label_name(name.type, std::span(out.labels).subspan(name.first, name.last - name.first));
  return out;
}

std::vector<NameSequence> sequences(const std::vector<NameExample>& examples) {
  std::vector<NameSequence> out;
  for (const NameExample& e : examples) {
    text::NameSentence prepared;
    const std::vector<std::string_view> words(e.words.begin(), e.words.end());
    text::prepare_names(words, text::HashMapView(), text::NameGazetteer(), prepared);
    NameSequence sequence;
    sequence.at_start = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      text::FeatureHash features[text::name_features];
      const std::size_t count = text::describe_name_word(prepared, i, features);
      sequence.features.insert(sequence.features.end(), features, features + count);
      sequence.ends.push_back(static_cast<std::uint32_t>(sequence.features.size()));
      sequence.gold.push_back(e.labels[i]);
    }
    out.push_back(std::move(sequence));
  }
  return out;
}

const std::vector<NameExample>& examples() {
  static const std::vector<NameExample> all = {
      example({"Mr.", "Adams", "flew", "to", "Oslo"}, {{1, 2, NameType::person}, {4, 5, NameType::location}}),
      example({"Mr.", "Baker", "drove", "to", "Rome"}, {{1, 2, NameType::person}, {4, 5, NameType::location}}),
      example({"Mr.", "Cook", "walked", "to", "Bern"}, {{1, 2, NameType::person}, {4, 5, NameType::location}}),
  };
  return all;
}

TEST(LearnNames, ReadsTheContextOfUnseenNames) {
  NameLearningOptions options;
  options.epochs = 20;
  const Aligned weights(learn_names(sequences(examples()), options));
  const text::NameFinder finder(weights.view(), {}, {});
  const NameScore score = score_names(finder, {example({"Mr.", "Dyer", "rode", "to", "Kyiv"}, {{1, 2, NameType::person}, {4, 5, NameType::location}})});
  EXPECT_EQ(score.over({true, true, true, true, true}).right, 2);
}

TEST(LearnNames, GivesTheSameBytesForASeed) {
  const NameLearningOptions options;
  EXPECT_EQ(learn_names(sequences(examples()), options), learn_names(sequences(examples()), options));
  NameLearningOptions other;
  other.seed = 2;
  EXPECT_NE(learn_names(sequences(examples()), options), learn_names(sequences(examples()), other));
}

// A finder that knows nothing but the toy sentences, measured against gold that differs from it in each way.
TEST(ScoreNames, TellsErrorsApart) {
  NameLearningOptions options;
  options.epochs = 20;
  const Aligned weights(learn_names(sequences(examples()), options));
  const text::NameFinder finder(weights.view(), {}, {});
  struct Case {
    std::vector<text::Name> gold;
    int NameErrors::*kind;
  };
  const Case cases[] = {
      {{{1, 2, NameType::organization}, {4, 5, NameType::location}}, &NameErrors::type},
      {{{0, 2, NameType::person}, {4, 5, NameType::location}}, &NameErrors::boundary},
      {{{0, 2, NameType::organization}, {4, 5, NameType::location}}, &NameErrors::both},
      {{{1, 2, NameType::person}, {2, 3, NameType::misc}, {4, 5, NameType::location}}, &NameErrors::missed},
      {{{4, 5, NameType::location}}, &NameErrors::invented},
  };
  for (const Case& c : cases) {
    std::string log;
    const NameScore score = score_names(finder, {example(examples()[0].words, c.gold)}, 1, &log);
    const NameErrors& e = score.errors;
    EXPECT_EQ(e.*c.kind, 1) << log;
    EXPECT_EQ(e.type + e.boundary + e.both + e.missed + e.invented, 1) << log;
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1);
  }
}

TEST(NameCounts, LeavesOutTypesThatAFileDoesNotMark) {
  NameScore score;
  score.types[static_cast<std::size_t>(NameType::person)] = {4, 4, 4};
  score.types[static_cast<std::size_t>(NameType::norp)] = {0, 4, 0};
  EXPECT_DOUBLE_EQ(score.over(counted_types("re3d")).f1(), 1);
  EXPECT_DOUBLE_EQ(score.over(counted_types("gmb-ud-dev")).f1(), 2.0 * 4 / 12);
}

TEST(ReadNames, NamesTheLineThatIsNoWordAndLabel) {
  const auto folder = std::filesystem::temp_directory_path() / ("kg_name_corpus_test_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder / "ner");
  const auto write = [&](const char* text) { std::ofstream(folder / "ner" / "wikigold.iob2") << text; };
  write("Mr.\tO\nAdams\tB-PER\n\nNorth\tB-GPE\nKorea\tI-GPE\n");
  const auto read = read_names(folder.string(), "wikigold");
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(text::names_of(read[1].labels)[0].type, NameType::location);
  for (const char* bad : {"Adams B-PER\n", "Adams\tB-XYZ\n", "\tO\n", "Adams\tB\n"}) {
    write(bad);
    EXPECT_THROW(read_names(folder.string(), "wikigold"), Error) << bad;
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kg::train
