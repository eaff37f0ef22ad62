#include "models/train/train_names.hpp"

#include <algorithm>
#include <map>

#include "models/train/gazetteer.hpp"
#include "models/train/name_corpus.hpp"
#include "models/train/noun_types.hpp"
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

using Words = std::vector<std::string>;

std::vector<Words> long_bodies(const std::vector<NameExample>& examples) {
  std::vector<Words> out;
  for (const NameExample& example : examples)
    for (const text::Name& name : text::names_of(example.labels))
      if (name.type == text::NameType::organization && name.last - name.first > 1) out.emplace_back(example.words.begin() + name.first, example.words.begin() + name.last);
  return out;
}

// "… of the Central Bank Ivan Petrov", "… Central Bank Director General Ivan Petrov": news names people so, and the corpora
// hardly ever do. Puts `body`, half of the time with a title, in front of the first full name of a person that follows a
// word in small letters; false if there is none.
bool put_body_before_person(NameExample& example, const Words& body, Random& random) {
  static const std::vector<Words> titles = {{"Director"}, {"Director", "General"}, {"Spokesperson"}, {"Spokesman"}, {"Chairman"}, {"President"}, {"Secretary"}, {"Governor"}, {"Minister"},
                                            {"Commissioner"}, {"Ambassador"}, {"Special", "Representative"}, {"Commander"}, {"Chief"}, {"Envoy"}, {"General"}};
  for (const text::Name& name : text::names_of(example.labels)) {
    if (name.type != text::NameType::person || name.last - name.first < 2 || name.first == 0) continue;
    const char before = example.words[name.first - 1][0];
    if (before < 'a' || before > 'z') continue;
    Words inserted;
    const bool titled = random.unit() < 0.5;
    if (!titled) inserted = {"of", "the"};
    std::vector<text::NameLabel> labels(inserted.size() + body.size(), text::outside);
    text::label_name(text::NameType::organization, std::span(labels).subspan(inserted.size()));
    inserted.insert(inserted.end(), body.begin(), body.end());
    if (titled) {
      const Words& title = titles[random.next() % titles.size()];
      inserted.insert(inserted.end(), title.begin(), title.end());
    }
    labels.resize(inserted.size(), text::outside);
    example.words.insert(example.words.begin() + name.first, inserted.begin(), inserted.end());
    example.labels.insert(example.labels.begin() + name.first, labels.begin(), labels.end());
    return true;
  }
  return false;
}

// The stretches of words of a sentence that may belong to names.
void append_sequences(const NameExample& example, const text::HashMapView& lexicon, const text::NameGazetteer& gazetteer, const CorpusTrust& trust, std::vector<NameSequence>& out) {
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
    sequence.weight = trust.weight;
    sequence.misc_trust = trust.misc_trust;
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

std::string pack_name_words(const std::unordered_map<std::string, WordStatistics>& words, const std::map<std::string, std::uint8_t>& nouns) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
  std::map<std::string, std::uint32_t> values;
  for (const auto& [word, s] : words) values[word] = s.cluster | static_cast<std::uint32_t>(s.capital_share) << 16;
  for (const auto& [noun, kind] : nouns) values[noun] |= static_cast<std::uint32_t>(kind) << 19;
  for (const auto& [word, value] : values) entries.emplace_back(text::hash_lower(word), value);
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
  return pack_name_words(word_statistics(sentences), noun_types(std::filesystem::path(directory) / "treebanks" / "gum-train.conllu"));
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
  const auto add = [&](const NameExample& example) { append_sequences(example, lexicon, gazetteers[random.next() % gazetteers.size()], trust_of(example.corpus), sequences); };
  for (const std::string& stem : options.corpora) {
    const std::vector<NameExample> examples = read_names(directory, stem);
    const std::vector<Words> bodies = long_bodies(examples);
    for (const NameExample& example : examples) {
      for (int k = 0; k < trust_of(example.corpus).repeat; ++k) add(example);
      if (!bodies.empty() && random.unit() < options.joined_share)
        if (NameExample joined = example; put_body_before_person(joined, bodies[random.next() % bodies.size()], random)) add(joined);
      const double draw = random.unit();
      if (draw >= options.shouted_share + options.title_share) continue;
      NameExample changed = example;
      for (std::string& word : changed.words) word = draw < options.shouted_share ? in_capitals(word) : in_title_case(word);
      add(changed);
    }
  }
  return learn_names(sequences, options.learning, log);
}

void train_names(const std::string& directory, text::ModelSections& sections) {
  const Gazetteer gazetteer = ontology_gazetteer();
  NameTrainingOptions options;
  options.corpora = shipped_corpora();
  sections["name-words"] = make_name_words(directory);
  sections["names"] = train_names(directory, sections["name-words"], gazetteer.entries(), options);
}

}  // namespace kg::train
