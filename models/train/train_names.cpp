#include "models/train/train_names.hpp"

#include <algorithm>

#include "models/train/gazetteer.hpp"
#include "models/train/name_corpus.hpp"
#include "models/train/trainers.hpp"
#include "models/train/treebank.hpp"

namespace kg::train {

using text::FeatureHash;

namespace {

std::string in_capitals(std::string word) {
  for (char& c : word)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return word;
}

std::string in_title_case(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
  return word;
}

// The stretches of words of a sentence that may belong to names.
void append_sequences(const NameExample& example, const text::HashMapView& lexicon, const text::NameGazetteer& gazetteer, const NameTrainingOptions& options, std::vector<NameSequence>& out) {
  text::NameSentence prepared;
  const std::vector<std::string_view> words(example.words.begin(), example.words.end());
  text::prepare_names(words, lexicon, gazetteer, prepared);
  // Features of the corpus take up its habits (Daumé 2007); they are silent outside training.
  constexpr std::size_t corpus_features = 3;
  const auto corpus = static_cast<std::uint64_t>(example.corpus + 1);
  FeatureHash features[text::name_features + corpus_features];
  for (std::size_t i = 0; i < words.size();) {
    if (!prepared.words[i].relevant) {
      ++i;
      continue;
    }
    NameSequence sequence;
    sequence.at_start = i == 0;
    if (is_noisy(example.corpus)) {
      sequence.weight = options.noisy_weight;
      sequence.misc_trust = options.noisy_misc;
    }
    for (; i < words.size() && prepared.words[i].relevant; ++i) {
      const text::NameWord& word = prepared.words[i];
      std::size_t count = text::describe_name_word(prepared, i, features);
      features[count++] = text::feature(200, corpus, word.capital);
      features[count++] = text::feature(201, corpus, word.form.lower);
      features[count++] = text::feature(202, corpus, word.cluster & 1023, word.capital);
      sequence.features.insert(sequence.features.end(), features, features + count);
      sequence.ends.push_back(static_cast<std::uint32_t>(sequence.features.size()));
      sequence.gold.push_back(example.labels[i]);
    }
    // A name that reaches beyond the relevant words is cut; such a stretch teaches nothing.
    bool legal = text::may_end(sequence.gold.back());
    for (std::size_t k = 0; k < sequence.gold.size(); ++k) legal = legal && text::may_follow(k == 0 ? text::outside : sequence.gold[k - 1], sequence.gold[k]);
    if (legal) out.push_back(std::move(sequence));
  }
}

std::string pack_name_words(const std::unordered_map<std::string, WordStatistics>& words) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
  std::vector<std::string> sorted;
  for (const auto& [word, ignored] : words) sorted.push_back(word);
  std::sort(sorted.begin(), sorted.end());
  for (const std::string& word : sorted) {
    const WordStatistics& s = words.at(word);
    entries.emplace_back(text::hash_lower(word), s.cluster | static_cast<std::uint32_t>(s.capital_share) << 16);
  }
  return text::HashMapView::pack(std::move(entries));
}

}  // namespace

const std::vector<std::string>& shipped_corpora() {
  static const std::vector<std::string> stems = {"gmb-ud-train", "gum-train", "wikigold", "meantime", "crossner-politics-train", "crossner-politics-dev", "re3d", "redocred-dev"};
  return stems;
}

std::string make_name_words(const std::string& directory) {
  auto sentences = raw_sentences(directory);
  for (const char* stem : {"gmb-ud-train", "gum-train", "wikigold", "meantime"})
    for (NameExample& example : read_names(directory, stem)) sentences.push_back(std::move(example.words));
  return pack_name_words(word_statistics(sentences));
}

std::string train_names(const std::string& directory, std::string_view name_words, const std::vector<text::GazetteerEntry>& entries, const NameTrainingOptions& options, std::string* log) {
  const Aligned aligned(name_words);
  const text::HashMapView lexicon(aligned.view());
  Random random(options.learning.seed);
  // Several gazetteers, each without other entries, so that the model trusts words and context too.
  std::vector<text::NameGazetteer> gazetteers;
  for (int i = 0; i < 4; ++i) {
    std::vector<text::GazetteerEntry> kept;
    for (const auto& entry : entries)
      if (random.unit() >= options.gazetteer_dropout) kept.push_back(entry);
    gazetteers.emplace_back(kept);
  }
  std::vector<NameSequence> sequences;
  const auto add = [&](const NameExample& example) { append_sequences(example, lexicon, gazetteers[random.next() % gazetteers.size()], options, sequences); };
  for (const std::string& stem : options.corpora) {
    for (const NameExample& example : read_names(directory, stem)) {
      for (int k = 0; k < (is_noisy(example.corpus) ? 1 : options.clean_repeat); ++k) add(example);
      const double draw = random.unit();
      if (draw >= options.shouted_share + options.title_share) continue;
      NameExample changed = example;
      for (std::string& word : changed.words) word = draw < options.shouted_share ? in_capitals(word) : in_title_case(word);
      add(changed);
    }
  }
  return learn_names(std::move(sequences), options.learning, log);
}

void train_names(const std::string& directory, text::ModelSections& sections) {
  const Gazetteer gazetteer = ontology_gazetteer();
  NameTrainingOptions options;
  options.corpora = shipped_corpora();
  sections["name-words"] = make_name_words(directory);
  sections["names"] = train_names(directory, sections["name-words"], gazetteer.entries(), options);
}

}  // namespace kg::train
