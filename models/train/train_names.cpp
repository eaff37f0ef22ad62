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
};

std::string changed_case(const std::string& word, bool upper) {
  std::string out = word;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] >= 'a' && out[i] <= 'z' && (upper || i == 0)) out[i] = static_cast<char>(out[i] - 32);
    if (!upper && i == 0) break;
  }
  return out;
}

Instance make_instance(const NameExample& example, const text::HashMapView& lexicon, const text::NameGazetteer& gazetteer, Random* hide = nullptr) {
  text::NameSentence prepared;
  const std::vector<std::string_view> words(example.words.begin(), example.words.end());
  text::prepare_names(words, lexicon, gazetteer, prepared);
  // Names that nobody has heard of: what stands around them, their form and the gazetteer must do.
  if (hide != nullptr) {
    for (text::NameWord& word : prepared.words) {
      if (!word.capital || hide->unit() < 0.2) continue;
      word.form.form = hide->next();
      word.form.lower = hide->next();
      word.cluster = 0;
      word.capital_share = 0;
    }
  }
  Instance out;
  FeatureHash features[text::name_features];
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!prepared.words[i].relevant) continue;
    const std::size_t count = text::describe_name_word(prepared, i, features);
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

struct Progress {
  std::size_t wrong = 0, seen = 0;
};

std::span<const FeatureHash> features_of(const Instance& instance, std::size_t i) {
  const std::size_t begin = i == 0 ? 0 : instance.ends[i - 1];
  return std::span(instance.features).subspan(begin, instance.ends[i] - begin);
}

using Scores = std::array<float, name_labels>;
using Transitions = std::array<Scores, name_labels + 1>;
constexpr float never = -1e9f;

Transitions transitions_of(const Perceptron& model) {
  Transitions out;
  for (int label = 0; label <= name_labels; ++label) {
    const FeatureHash f = text::transition_feature(label);
    auto& row = out[static_cast<std::size_t>(label)];
    model.score({&f, 1}, row.data());
    for (int to = 0; to < name_labels; ++to)
      if (!text::may_follow(label == name_labels ? text::outside : static_cast<NameLabel>(label), static_cast<NameLabel>(to))) row[static_cast<std::size_t>(to)] = never;
  }
  return out;
}

// The row of transitions that leads into word `i`, if it begins a stretch.
std::size_t entry_of(const Instance& instance, std::size_t i) { return i == 0 && instance.at_start ? std::size_t{name_labels} : std::size_t{text::outside}; }

// One step of structured perceptron training, with a margin for every wrong word (Viterbi).
void perceptron_step(const Instance& instance, float margin, Perceptron& model, Progress& progress) {
  const std::size_t size = instance.gold.size();
  const Transitions transition = transitions_of(model);
  std::vector<Scores> emission(size), forward(size);
  std::vector<std::array<NameLabel, name_labels>> from(size);
  std::vector<NameLabel> guess(size, text::outside);
  for (std::size_t begin = 0; begin < size;) {
    std::size_t end = begin + 1;
    while (end < size && !instance.starts[end]) ++end;
    for (std::size_t i = begin; i < end; ++i) {
      model.score(features_of(instance, i), emission[i].data());
      for (std::size_t c = 0; c < name_labels; ++c) {
        if (c != instance.gold[i]) emission[i][c] += margin;
        if (i == begin) {
          forward[i][c] = transition[entry_of(instance, i)][c] + emission[i][c];
          continue;
        }
        float best = -1e30f;
        for (std::size_t p = 0; p < name_labels; ++p) {
          const float score = forward[i - 1][p] + transition[p][c];
          if (score > best) {
            best = score;
            from[i][c] = static_cast<NameLabel>(p);
          }
        }
        forward[i][c] = std::max(best, 2 * never) + emission[i][c];
      }
    }
    NameLabel best = 0;
    for (std::size_t c = 1; c < name_labels; ++c)
      if (text::may_end(static_cast<NameLabel>(c)) && forward[end - 1][c] > forward[end - 1][best]) best = static_cast<NameLabel>(c);
    for (std::size_t i = end; i-- > begin;) {
      guess[i] = best;
      if (i > begin) best = from[i][best];
    }
    begin = end;
  }
  progress.seen += size;
  for (std::size_t i = 0; i < size; ++i) {
    const NameLabel gold = instance.gold[i];
    if (guess[i] != gold) {
      ++progress.wrong;
      model.update(features_of(instance, i), gold, 1);
      model.update(features_of(instance, i), guess[i], -1);
    }
    const std::size_t right = instance.starts[i] ? entry_of(instance, i) : instance.gold[i - 1];
    const std::size_t other = instance.starts[i] ? entry_of(instance, i) : guess[i - 1];
    if (right != other || guess[i] != gold) {
      const FeatureHash a = text::transition_feature(static_cast<int>(right)), b = text::transition_feature(static_cast<int>(other));
      model.update({&a, 1}, gold, 1);
      model.update({&b, 1}, guess[i], -1);
    }
  }
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
  const auto add = [&](const NameExample& example, Random* hide = nullptr) {
    Instance instance = make_instance(example, lexicon, gazetteers[random.next() % gazetteers.size()], hide);
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
      } else if (draw < options.shouted_share + options.title_share + options.hidden_share) {
        add(example, &random);
      }
    }
  }

  Perceptron model(name_labels);
  std::vector<std::size_t> order(instances.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
    Progress progress;
    for (const std::size_t index : order) {
      perceptron_step(instances[index], options.margin, model, progress);
      model.tick();
    }
    if (log != nullptr) *log += fmt::format("names: epoch {}: {:.4f} of {} words violate the margin, {} features\n", epoch + 1, static_cast<double>(progress.wrong) / static_cast<double>(std::max<std::size_t>(1, progress.seen)), progress.seen, model.features());
  }
  model.average();
  PackOptions pack;
  pack.prune = options.prune;
  pack.min_updates = options.min_updates;
  pack.clip_quantile = options.clip_quantile;
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
