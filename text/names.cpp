#include "text/names.hpp"

#include <algorithm>
#include <limits>

#include "base/hash.hpp"

namespace kg::text {

namespace {

constexpr std::int32_t never = -1'000'000;

NameLabel first_of(NameType type) { return static_cast<NameLabel>(1 + 4 * static_cast<int>(type)); }

bool is_begin_or_inside(NameLabel label) { return label >= 1 && label <= 12 && ((label - 1) & 3) <= 1; }

// "Jae", "-", "in" of "Moon Jae-in": a given name that the tokeniser cut at its hyphen, its second syllable
// written small. The model reads it as one word.
bool is_cut_name(std::string_view text, std::span<const Token> tokens, std::size_t at) {
  if (at == 0 || at + 2 >= tokens.size()) return false;
  const ByteSpan first = tokens[at].span, hyphen = tokens[at + 1].span, rest = tokens[at + 2].span;
  if (hyphen.size() != 1 || text[hyphen.begin] != '-' || hyphen.begin != first.end || rest.begin != hyphen.end || rest.size() > 4) return false;
  const auto is_upper = [&](ByteSpan span) { return text[span.begin] >= 'A' && text[span.begin] <= 'Z'; };
  if (!is_upper(first) || !is_upper(tokens[at - 1].span)) return false;
  const std::string_view word = slice(text, rest);
  if (!std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
  for (const std::string_view other : {"led", "era", "run", "born", "like", "made", "held", "free", "type", "bred", "to", "own", "wide", "ally", "aide"})
    if (word == other) return false;  // "Kim Jong-led" is about him, not part of him
  return true;
}

}  // namespace

bool may_end(NameLabel label) { return !is_begin_or_inside(label); }

bool may_follow(NameLabel label, NameLabel next) {
  if (is_begin_or_inside(label)) return next >= 1 && next <= 12 && (next - 1) / 4 == (label - 1) / 4 && (((next - 1) & 3) == 1 || ((next - 1) & 3) == 2);
  if (next == misc_inside) return label == misc_begin || label == misc_inside;
  if (next >= 1 && next <= 12) return ((next - 1) & 3) == 0 || ((next - 1) & 3) == 3;
  return true;
}

void label_name(NameType type, std::span<NameLabel> labels) {
  if (labels.empty()) return;
  if (type == NameType::norp) {
    std::fill(labels.begin(), labels.end(), norp_label);
  } else if (type == NameType::misc) {
    std::fill(labels.begin(), labels.end(), misc_inside);
    labels.front() = misc_begin;
  } else {
    const NameLabel b = first_of(type);
    std::fill(labels.begin(), labels.end(), static_cast<NameLabel>(b + 1));
    labels.front() = b;
    labels.back() = static_cast<NameLabel>(labels.size() == 1 ? b + 3 : b + 2);
  }
}

std::vector<Name> names_of(std::span<const NameLabel> labels) {
  std::vector<Name> out;
  for (std::uint32_t i = 0; i < labels.size();) {
    const NameLabel label = labels[i];
    if (label == outside) {
      ++i;
      continue;
    }
    std::uint32_t end = i + 1;
    NameType type = NameType::misc;
    if (label == norp_label) {
      type = NameType::norp;
      while (end < labels.size() && labels[end] == norp_label) ++end;
    } else if (label >= misc_begin) {
      while (end < labels.size() && labels[end] == misc_inside) ++end;
    } else {
      type = static_cast<NameType>((label - 1) / 4);
      if (is_begin_or_inside(label))
        while (end < labels.size() && is_begin_or_inside(labels[end - 1])) ++end;
    }
    out.push_back({i, end, type, 0});
    i = end;
  }
  return out;
}

// ---- gazetteer

NameGazetteer::NameGazetteer(std::span<const GazetteerEntry> entries) {
  for (const GazetteerEntry& entry : entries) {
    // Words as the tokeniser cuts them: at blanks, around hyphens, before "'s".
    std::vector<std::uint64_t> words;
    std::string_view rest = entry.name;
    while (!rest.empty()) {
      if (rest[0] == ' ') {
        rest.remove_prefix(1);
        continue;
      }
      std::size_t end = rest[0] == '-' ? 1 : std::min(rest.find_first_of(" -"), rest.size());
      if (const std::size_t possessive = rest.substr(0, end).find("'s"); possessive != std::string_view::npos) end = possessive == 0 ? 2 : possessive;
      words.push_back(hash_lower(rest.substr(0, end)));
      rest.remove_prefix(end);
    }
    if (words.empty() || words.size() > longest_entry) continue;
    if (entry.type == NameType::person && words.size() > 1) {
      person_words_[words.front()] |= 1;
      person_words_[words.back()] |= 2;
    }
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      key = feature(251, key, words[i]);
      Node& node = nodes_[key];
      if (i + 1 < words.size()) node.longer = true;
      else if (node.type < 0) node.type = static_cast<std::int8_t>(entry.type);
      else if (node.type != static_cast<std::int8_t>(entry.type)) node.type = 5;  // several types
    }
  }
}

void NameGazetteer::mark(std::span<NameWord> words) const {
  if (nodes_.empty()) return;
  if (!person_words_.empty())
    for (NameWord& word : words)
      if (const auto known = word.capital ? person_words_.find(word.form.lower) : person_words_.end(); known != person_words_.end()) word.person = known->second;
  for (std::size_t i = 0; i < words.size();) {
    if (!words[i].capital) {
      ++i;
      continue;
    }
    std::uint64_t key = 0;
    std::size_t end = i;
    int type = -1;
    for (std::size_t k = i; k < words.size() && k < i + longest_entry; ++k) {
      key = feature(251, key, words[k].form.lower);
      const auto found = nodes_.find(key);
      if (found == nodes_.end()) break;
      if (found->second.type >= 0) {
        end = k + 1;
        type = found->second.type;
      }
      if (!found->second.longer) break;
    }
    if (type < 0) {
      ++i;
      continue;
    }
    for (std::size_t k = i; k < end; ++k) {
      const int place = end - i == 1 ? 3 : k == i ? 0 : k + 1 == end ? 2 : 1;
      words[k].gazetteer = static_cast<std::uint8_t>(1 + 4 * type + place);
    }
    i = end;
  }
}

// ---- finder

NameFinder::NameFinder(const ModelFile& model, std::span<const GazetteerEntry> gazetteer) : NameFinder(model.section("names"), model.section("name-words"), gazetteer) {}

NameFinder::NameFinder(std::string_view weights, std::string_view words, std::span<const GazetteerEntry> gazetteer) : lexicon_(words), gazetteer_(gazetteer) {
  if (weights.empty()) return;
  model_ = LinearModel(weights);
  if (model_.classes() != name_labels) {
    model_ = {};
    return;
  }
  for (int from = 0; from <= name_labels; ++from) {
    alignas(16) std::int16_t scores[LinearModel::row_width(name_labels)];
    const FeatureHash feature = transition_feature(from);
    model_.score({&feature, 1}, scores);
    for (int to = 0; to < name_labels; ++to) {
      const bool allowed = from == name_labels ? may_follow(outside, static_cast<NameLabel>(to)) : may_follow(static_cast<NameLabel>(from), static_cast<NameLabel>(to));
      transitions_[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)] = allowed ? scores[to] : never;
    }
  }
}

void NameFinder::decode(const NameSentence& sentence, std::span<const std::int32_t> bonus, std::vector<NameLabel>& labels, std::vector<float>* margins) const {
  const std::size_t size = sentence.words.size();
  labels.assign(size, outside);
  if (margins != nullptr) margins->assign(size, 0.0f);
  if (model_.classes() != name_labels) return;
  // Irrelevant words are outside, so the stretches between them can be decoded each by itself.
  using Scores = std::array<std::int32_t, name_labels>;
  thread_local std::vector<Scores> emission, forward;
  thread_local std::vector<std::array<NameLabel, name_labels>> from;
  for (std::size_t begin = 0; begin < size;) {
    if (!sentence.words[begin].relevant) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < size && sentence.words[end].relevant) ++end;
    const std::size_t length = end - begin;
    emission.resize(length);
    forward.resize(length);
    from.resize(length);
    for (std::size_t i = 0; i < length; ++i) {
      FeatureHash features[name_features];
      const std::size_t count = describe_name_word(sentence, begin + i, features);
      alignas(16) std::int16_t scores[LinearModel::row_width(name_labels)];
      model_.score({features, count}, scores);
      for (std::size_t c = 0; c < name_labels; ++c) emission[i][c] = scores[c] + (bonus.empty() ? 0 : bonus[(begin + i) * name_labels + c]);
    }
    const auto& start = transitions_[begin == 0 ? name_labels : outside];
    for (std::size_t c = 0; c < name_labels; ++c) {
      forward[0][c] = start[c] + emission[0][c];
      from[0][c] = outside;
    }
    for (std::size_t i = 1; i < length; ++i) {
      for (std::size_t c = 0; c < name_labels; ++c) {
        std::int32_t best = std::numeric_limits<std::int32_t>::min();
        NameLabel arg = outside;
        for (std::size_t p = 0; p < name_labels; ++p) {
          const std::int32_t score = forward[i - 1][p] + transitions_[p][c];
          if (score > best) {
            best = score;
            arg = static_cast<NameLabel>(p);
          }
        }
        forward[i][c] = std::max(best, 4 * never) + emission[i][c];
        from[i][c] = arg;
      }
    }
    NameLabel best = outside;
    for (std::size_t c = 1; c < name_labels; ++c)
      if (may_end(static_cast<NameLabel>(c)) && forward[length - 1][c] > forward[length - 1][best]) best = static_cast<NameLabel>(c);
    for (std::size_t i = length; i-- > 0;) {
      labels[begin + i] = best;
      best = from[i][best];
    }
    if (margins != nullptr) {
      // How much the word itself prefers its label to the best label of another kind.
      for (std::size_t i = 0; i < length; ++i) {
        const NameLabel chosen = labels[begin + i];
        std::int32_t other = never;
        for (std::size_t c = 0; c < name_labels; ++c) {
          const bool same_kind = chosen == c || (chosen >= 1 && chosen <= 12 && c >= 1 && c <= 12 && (chosen - 1) / 4 == (static_cast<int>(c) - 1) / 4);
          if (!same_kind) other = std::max(other, emission[i][c]);
        }
        (*margins)[begin + i] = static_cast<float>(emission[i][chosen] - other) * model_.unit();
      }
    }
    begin = end;
  }
}

void NameFinder::find_names(std::string_view text, std::span<Sentence> sentences) const {
  if (model_.classes() != name_labels) return;
  NameSentence prepared;
  std::vector<std::string_view> words;
  std::vector<std::uint32_t> tokens;  // the first token of each word, and the end
  const auto prepare = [&](const Sentence& sentence) {
    words.clear();
    tokens.clear();
    for (std::uint32_t i = 0; i < sentence.tokens.size(); ++i) {
      tokens.push_back(i);
      const bool cut = is_cut_name(text, sentence.tokens, i);
      words.push_back(slice(text, {sentence.tokens[i].span.begin, sentence.tokens[cut ? i + 2 : i].span.end}));
      if (cut) i += 2;
    }
    tokens.push_back(static_cast<std::uint32_t>(sentence.tokens.size()));
    prepare_names(words, lexicon_, gazetteer_, prepared);
  };
  const auto finish = [&](Sentence& sentence, std::span<const NameLabel> labels, std::span<const float> margins) {
    sentence.names = names_of(labels);
    for (Name& name : sentence.names) {
      name.score = margins[name.first];
      for (std::uint32_t i = name.first; i < name.last; ++i) name.score = std::min(name.score, margins[i]);
      name.first = tokens[name.first];
      name.last = tokens[name.last];
      if (name.last - name.first > 1 && slice(text, sentence.tokens[name.last - 1].span) == "-") --name.last;
    }
  };
  // Each sentence by itself; what its capital words were taken for is evidence for the same words elsewhere.
  struct Occurrence {
    std::uint32_t sentence, token, index;  // index: word of the prepared sentence
    std::uint64_t word;
    std::uint8_t kind;  // 0 to 4 a NameType, 5 no name
    float weight;
  };
  constexpr float strongest = 80;  // one occurrence convinces no more than this
  using Evidence = std::array<float, 6>;
  std::vector<Occurrence> occurrences;
  std::unordered_map<std::uint64_t, Evidence> evidence;
  std::vector<NameLabel> labels;
  std::vector<float> margins;
  for (std::uint32_t s = 0; s < sentences.size(); ++s) {
    Sentence& sentence = sentences[s];
    if (!sentence.names.empty() || sentence.tokens.empty()) continue;
    prepare(sentence);
    decode(prepared, {}, labels, &margins);
    finish(sentence, labels, margins);
    if (sentences.size() < 2) continue;
    std::size_t name = 0;
    for (std::uint32_t i = 0; i < prepared.words.size(); ++i) {
      const NameWord& word = prepared.words[i];
      const std::uint32_t token = tokens[i];
      while (name < sentence.names.size() && sentence.names[name].last <= token) ++name;
      if (!word.capital || !word.relevant || word.form.casing == Casing::none) continue;
      const bool inside = name < sentence.names.size() && sentence.names[name].first <= token;
      const auto kind = static_cast<std::uint8_t>(inside ? static_cast<int>(sentence.names[name].type) : 5);
      float weight = std::clamp(margins[i], 0.0f, strongest);
      // A full name is clearer than a word alone; capitals at the start of a sentence or in a headline say little.
      if (inside && sentence.names[name].last - sentence.names[name].first > 1 && kind == 0) {
        // All words of a full name together make it a person's, so the clearest of them speaks for all.
        for (std::uint32_t k = i; k > 0 && tokens[k - 1] >= sentence.names[name].first; --k) weight = std::max(weight, margins[k - 1]);
        for (std::uint32_t k = i + 1; k < prepared.words.size() && tokens[k] < sentence.names[name].last; ++k) weight = std::max(weight, margins[k]);
        weight = std::min(strongest, 2 * weight);
      }
      if (prepared.shouted || prepared.title_case || (i == 0 && kind == 5)) weight /= 4;
      occurrences.push_back({s, token, i, word.form.lower, kind, weight});
      evidence[word.form.lower][kind] += weight;
    }
  }
  // Sentences whose reading the rest of the text contradicts are read again with its advice.
  constexpr float majority = 2;   // how much more the rest must say
  constexpr float enough = 25;
  std::vector<std::int32_t> bonus;
  for (std::size_t at = 0; at < occurrences.size();) {
    const std::uint32_t s = occurrences[at].sentence;
    bool advised = false;
    bonus.assign(sentences[s].tokens.size() * name_labels, 0);
    for (; at < occurrences.size() && occurrences[at].sentence == s; ++at) {
      const Occurrence& o = occurrences[at];
      const Evidence& e = evidence.at(o.word);
      // Inside a longer name the neighbours know best.
      std::size_t best = 0;
      for (std::size_t k = 1; k < 5; ++k)
        if (e[k] > e[best]) best = k;
      if (best == o.kind || best != 0) continue;  // only people: advice on places and bodies did more harm than good
      if (e[best] < enough || e[best] < majority * (e[o.kind] + o.weight)) continue;
      const bool in_long_name = std::any_of(sentences[s].names.begin(), sentences[s].names.end(), [&](const Name& n) { return n.first <= o.token && o.token < n.last && n.last - n.first > 1; });
      if (in_long_name) continue;
      advised = true;
      const auto points = static_cast<std::int32_t>((o.weight + std::min(e[best], strongest)) / model_.unit());
      for (std::size_t k = 0; k < 4; ++k) bonus[o.index * name_labels + 1 + 4 * best + k] = points;
    }
    if (!advised) continue;
    prepare(sentences[s]);
    decode(prepared, bonus, labels, &margins);
    finish(sentences[s], labels, margins);
  }
}

}  // namespace kg::text
