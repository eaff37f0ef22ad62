#include "models/train/train_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/train/gazetteer.hpp"
#include "models/train/perceptron.hpp"
#include "models/train/trainers.hpp"
#include "models/train/treebank.hpp"

namespace kg::train {

using text::FeatureHash;
using text::name_labels;
using text::NameLabel;

namespace {

struct Instance {
  std::vector<FeatureHash> features;       // of the relevant words, one after the other
  std::vector<std::uint32_t> ends;         // where each relevant word's features end
  std::vector<NameLabel> gold;             // of the relevant words
  std::vector<bool> starts;                // a stretch of relevant words begins here
  bool at_start = false;                   // the first stretch begins the sentence
  int corpus = 0;
};

std::string changed_case(const std::string& word, bool upper) {
  std::string out = word;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] >= 'a' && out[i] <= 'z' && (upper || i == 0)) out[i] = static_cast<char>(out[i] - 32);
    if (!upper && i == 0) break;
  }
  return out;
}

Instance make_instance(const NameExample& example, const text::HashMapView& lexicon, const text::NameGazetteer& gazetteer, bool corpus_features) {
  text::NameSentence prepared;
  const std::vector<std::string_view> words(example.words.begin(), example.words.end());
  text::prepare_names(words, lexicon, gazetteer, prepared);
  Instance out;
  out.corpus = example.corpus;
  FeatureHash features[text::name_features + 8];
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!prepared.words[i].relevant) continue;
    std::size_t count = text::describe_name_word(prepared, i, features);
    if (corpus_features) {
      const auto corpus = static_cast<std::uint64_t>(example.corpus + 1);
      features[count++] = text::feature(200, corpus, prepared.words[i].capital);
      features[count++] = text::feature(201, corpus, prepared.words[i].form.lower);
      features[count++] = text::feature(202, corpus, prepared.words[i].cluster & 1023, prepared.words[i].capital);
    }
    out.features.insert(out.features.end(), features, features + count);
    out.ends.push_back(static_cast<std::uint32_t>(out.features.size()));
    out.gold.push_back(example.labels[i]);
    out.starts.push_back(i == 0 || !prepared.words[i - 1].relevant);
    if (i == 0) out.at_start = true;
  }
  // Parts of names may lie outside the relevant words: then the labels left are made legal.
  for (std::size_t i = 0; i < out.gold.size(); ++i) {
    const NameLabel before = i == 0 || out.starts[i] ? text::outside : out.gold[i - 1];
    const bool last = i + 1 == out.gold.size() || out.starts[i + 1];
    if (!text::may_follow(before, out.gold[i]) || (last && !text::may_end(out.gold[i]))) {
      std::fill(out.gold.begin(), out.gold.end(), text::outside);  // rare: such a sentence teaches nothing
      out.ends.clear();
      out.gold.clear();
      break;
    }
  }
  return out;
}

}  // namespace

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

std::string train_names(const std::string& directory, const std::string& name_words, const std::vector<text::GazetteerEntry>& entries, const NameTrainingOptions& options, std::string* log) {
  const Aligned aligned(name_words);
  const text::HashMapView lexicon(aligned.view());
  Random random(options.seed);

  // Several gazetteers, each without other entries, so that the model trusts words and context too.
  std::vector<text::NameGazetteer> gazetteers;
  for (int i = 0; i < 4; ++i) {
    std::vector<text::GazetteerEntry> kept;
    for (const auto& entry : entries)
      if (random.unit() >= options.gazetteer_dropout) kept.push_back(entry);
    gazetteers.emplace_back(kept);
  }

  std::vector<Instance> instances;
  const auto add = [&](const NameExample& example) {
    Instance instance = make_instance(example, lexicon, gazetteers[random.next() % gazetteers.size()], options.corpus_features);
    if (!instance.gold.empty()) instances.push_back(std::move(instance));
  };
  for (const std::string& stem : options.corpora) {
    const bool big = stem.starts_with("gmb");
    for (const NameExample& example : read_names(directory, stem)) {
      for (int k = 0; k < (big ? 1 : options.small_repeat); ++k) add(example);
      const double draw = random.unit();
      if (draw < options.shouted_share + options.title_share) {
        NameExample changed = example;
        for (std::string& word : changed.words) word = changed_case(word, draw < options.shouted_share);
        add(changed);
      }
    }
  }

  Perceptron model(name_labels);
  std::vector<std::size_t> order(instances.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  using Scores = std::array<float, name_labels>;
  constexpr float never = -1e9f;
  std::vector<Scores> emission, forward;
  std::vector<std::array<NameLabel, name_labels>> from;
  std::vector<NameLabel> guess;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
    std::size_t wrong = 0, seen = 0;
    for (const std::size_t index : order) {
      const Instance& instance = instances[index];
      const std::size_t size = instance.gold.size();
      std::array<Scores, name_labels + 1> transition;
      for (int label = 0; label <= name_labels; ++label) {
        const FeatureHash f = text::transition_feature(label);
        auto& row = transition[static_cast<std::size_t>(label)];
        model.score({&f, 1}, row.data());
        for (int to = 0; to < name_labels; ++to)
          if (!text::may_follow(label == name_labels ? text::outside : static_cast<NameLabel>(label), static_cast<NameLabel>(to))) row[static_cast<std::size_t>(to)] = never;
      }
      emission.resize(size);
      forward.resize(size);
      from.resize(size);
      guess.assign(size, text::outside);
      for (std::size_t begin = 0; begin < size;) {
        std::size_t end = begin + 1;
        while (end < size && !instance.starts[end]) ++end;
        for (std::size_t i = begin; i < end; ++i) {
          const std::size_t f = i == 0 ? 0 : instance.ends[i - 1];
          model.score(std::span(instance.features).subspan(f, instance.ends[i] - f), emission[i].data());
          for (std::size_t c = 0; c < name_labels; ++c)
            if (c != instance.gold[i]) emission[i][c] += options.margin;
          const auto& start = transition[begin == 0 && instance.at_start ? name_labels : text::outside];
          for (std::size_t c = 0; c < name_labels; ++c) {
            if (i == begin) {
              forward[i][c] = start[c] + emission[i][c];
              continue;
            }
            float best = -1e30f;
            NameLabel arg = 0;
            for (std::size_t p = 0; p < name_labels; ++p) {
              const float score = forward[i - 1][p] + transition[p][c];
              if (score > best) {
                best = score;
                arg = static_cast<NameLabel>(p);
              }
            }
            forward[i][c] = std::max(best, -2e9f) + emission[i][c];
            from[i][c] = arg;
          }
        }
        NameLabel best = 0;
        for (std::size_t c = 1; c < name_labels; ++c)
          if (text::may_end(static_cast<NameLabel>(c)) && forward[end - 1][c] > forward[end - 1][best]) best = static_cast<NameLabel>(c);
        for (std::size_t i = end; i-- > begin;) {
          guess[i] = best;
          best = i > begin ? from[i][best] : best;
        }
        begin = end;
      }
      seen += size;
      for (std::size_t i = 0; i < size; ++i) {
        const NameLabel gold = instance.gold[i];
        const std::size_t f = i == 0 ? 0 : instance.ends[i - 1];
        if (guess[i] != gold) {
          ++wrong;
          const auto features = std::span(instance.features).subspan(f, instance.ends[i] - f);
          model.update(features, gold, 1);
          model.update(features, guess[i], -1);
        }
        const auto before = [&](const std::vector<NameLabel>& labels) -> int { return i == 0 && instance.at_start ? name_labels : instance.starts[i] ? text::outside : labels[i - 1]; };
        const int a = before(instance.gold), b = before(guess);
        if (a != b || guess[i] != gold) {
          const FeatureHash right = text::transition_feature(a), other = text::transition_feature(b);
          model.update({&right, 1}, gold, 1);
          model.update({&other, 1}, guess[i], -1);
        }
      }
      model.tick();
    }
    if (log != nullptr) *log += fmt::format("names: epoch {}: {:.4f} of {} words violate the margin, {} features\n", epoch + 1, static_cast<double>(wrong) / static_cast<double>(std::max<std::size_t>(1, seen)), seen, model.features());
  }
  model.average();
  PackOptions pack;
  pack.prune = options.prune;
  pack.min_updates = options.min_updates;
  return model.pack(pack);
}

namespace {

// Everything but the development files of corpora that have a training file of their own.
const std::vector<std::string> shipped = {"gmb-ud-train", "gum-train", "wikigold", "meantime", "crossner-politics-train", "crossner-politics-dev", "re3d", "redocred-dev"};

std::string name_words(const std::string& directory) {
  auto sentences = raw_sentences(directory);
  for (const char* stem : {"gmb-ud-train", "gum-train", "wikigold", "meantime"})
    for (NameExample& example : read_names(directory, stem)) sentences.push_back(std::move(example.words));
  return pack_name_words(word_statistics(sentences));
}

}  // namespace

void train_names(const std::string& directory, text::ModelSections& sections) {
  const Gazetteer gazetteer = ontology_gazetteer();
  NameTrainingOptions options;
  options.corpora = shipped;
  sections["name-words"] = name_words(directory);
  sections["names"] = train_names(directory, sections["name-words"], gazetteer.entries(), options);
}

std::vector<Figure> evaluate_names(std::string_view model, const std::filesystem::path& data) {
  const std::string directory = data.string();
  const text::ModelFile file(model);
  const Gazetteer gazetteer = ontology_gazetteer();
  std::vector<Figure> out;
  const text::NameFinder finder(file, gazetteer.entries());
  for (const char* stem : {"gmb-ud-dev", "gum-dev"}) {
    const bool gmb = std::string_view(stem) == "gmb-ud-dev";
    out.push_back({"names, span F1", stem, score_names(finder, read_names(directory, stem)).back().f1(), gmb ? 0.83 : 0, gmb ? 0.87 : 0});
  }
  double sum = 0;
  for (const std::string held : {"crossner-politics-dev", "re3d", "redocred-dev"}) {
    NameTrainingOptions options;
    for (const std::string& stem : shipped)
      if (stem != held && !(held.starts_with("crossner") && stem.starts_with("crossner"))) options.corpora.push_back(stem);
    const Aligned weights(train_names(directory, std::string(file.section("name-words")), gazetteer.entries(), options));
    const text::NameFinder other(weights.view(), file.section("name-words"), gazetteer.entries());
    const double f1 = score_names(other, read_names(directory, held)).back().f1();
    out.push_back({"names, span F1, corpus left out", held, f1});
    sum += f1;
  }
  out.push_back({"names, span F1, corpus left out", "mean of three", sum / 3, 0.65, 0.75});
  return out;
}

}  // namespace kg::train
