// What the treebanks teach about single words: token rules, ambiguity classes, lemma scripts.
#include <algorithm>
#include <cstring>
#include <map>
#include <set>

#include "models/train/trainers.hpp"
#include "text/hash_map_view.hpp"
#include "text/lemmas.hpp"

namespace kg::train {

using namespace text;

Aligned::Aligned(std::string_view bytes) : memory_(bytes.size() + 64), size_(bytes.size()) {
  data_ = memory_.data() + (64 - reinterpret_cast<std::uintptr_t>(memory_.data()) % 64) % 64;
  std::memcpy(data_, bytes.data(), bytes.size());
}

namespace {

std::string lower_case(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

struct Votes {
  int yes = 0;
  int no = 0;
};

}  // namespace

std::string train_token_rules(std::span<const Treebank> banks) {
  std::map<std::string, Votes> dots;      // "gov." kept its dot, or not
  std::map<std::string, Votes> prefixes;  // "non-" kept together with what follows, or not
  std::map<std::string, Votes> compounds;
  std::map<std::pair<std::string, std::size_t>, int> cuts;
  std::map<std::string, int> wholes;
  for (const Treebank& bank : banks) {
    for (const Sentence& sentence : bank.gold.sentences) {
      const std::vector<Token>& tokens = sentence.tokens;
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string word = lower_case(bank.form(tokens[i]));
        ++wholes[word];
        const bool glued = i + 1 < tokens.size() && tokens[i + 1].span.begin == tokens[i].span.end;
        const std::string next = glued ? lower_case(bank.form(tokens[i + 1])) : "";
        if (word.size() > 1 && is_letter(word[0]) && word.back() == '.' && word.find('.') == word.size() - 1) ++dots[word].yes;
        if (next == ".") ++dots[word + "."].no;
        if (const std::size_t hyphen = word.find('-'); hyphen != std::string::npos && hyphen > 0 && hyphen + 1 < word.size() && is_letter(word[0])) {
          ++prefixes[word.substr(0, hyphen + 1)].yes;
          ++compounds[word].yes;
        }
        if (next == "-" && i + 2 < tokens.size() && tokens[i + 2].span.begin == tokens[i + 1].span.end) {
          ++prefixes[word + "-"].no;
          ++compounds[word + "-" + lower_case(bank.form(tokens[i + 2]))].no;
        }
        if (!next.empty() && is_letter(word.back()) && is_letter(next.front())) ++cuts[{word + next, word.size()}];
      }
    }
  }
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
  for (const auto& [word, votes] : dots)
    if (votes.yes > votes.no && votes.yes + 1 > 2 * votes.no) entries.emplace_back(hash_lower(word), abbreviation);
  for (const auto& [word, votes] : prefixes)
    if (votes.yes >= 2 && votes.yes > votes.no) entries.emplace_back(hash_lower(word), keeps_hyphen);
  for (const auto& [word, votes] : compounds)
    if (votes.yes > votes.no) entries.emplace_back(hash_lower(word), keeps_hyphen);
  for (const auto& [cut, count] : cuts)
    if (count > wholes[cut.first] && count >= 2) entries.emplace_back(hash_lower(cut.first), split_after + static_cast<std::uint32_t>(cut.second));
  return HashMapView::pack(std::move(entries));
}

void train_lexicon(std::span<const Treebank> banks, const Clusters& clusters, ModelSections& sections) {
  std::map<std::pair<Upos, Xpos>, int> pairs;
  for (const Treebank& bank : banks)
    for (const Sentence& sentence : bank.gold.sentences)
      for (const Token& token : sentence.tokens) ++pairs[{token.upos, token.xpos}];
  std::map<std::pair<Upos, Xpos>, Tag> tags;
  for (const auto& [pair, count] : pairs) {
    if (count < 3) continue;
    tags.emplace(pair, static_cast<Tag>(tags.size()));
    sections["tags"] += static_cast<char>(pair.first);
    sections["tags"] += static_cast<char>(pair.second);
  }

  struct Seen {
    std::map<Tag, int> tags;
    int count = 0;
  };
  std::map<std::uint64_t, Seen> words;
  for (const Treebank& bank : banks)
    for (const Sentence& sentence : bank.gold.sentences)
      for (const Token& token : sentence.tokens) {
        const auto tag = tags.find({token.upos, token.xpos});
        if (tag == tags.end()) continue;
        Seen& seen = words[hash_lower(bank.form(token))];
        ++seen.count;
        ++seen.tags[tag->second];
      }
  // Class 0: too rare to tell.
  std::map<std::vector<Tag>, std::uint16_t> classes;
  std::string& ambiguity = sections["ambiguity"];
  ambiguity.assign(1, static_cast<char>(no_tag));
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
  for (const auto& [hash, seen] : words) {
    std::uint32_t ambiguity_class = 0;
    if (seen.count >= 5) {
      std::vector<Tag> set;
      for (const auto& [tag, count] : seen.tags)
        if (count * 20 >= seen.count) set.push_back(tag);
      const bool certain = seen.count >= 40 && seen.tags.size() == 1;
      if (certain) set.push_back(no_tag);  // a class of its own
      const auto [at, added] = classes.emplace(set, static_cast<std::uint16_t>(ambiguity.size()));
      if (added) ambiguity += static_cast<char>(certain ? set.front() : no_tag);
      ambiguity_class = at->second;
    }
    const auto cluster = clusters.find(hash);
    entries.emplace_back(hash, ambiguity_class << 16 | (cluster == clusters.end() ? 0 : cluster->second));
  }
  for (const auto& [hash, cluster] : clusters)
    if (!words.contains(hash)) entries.emplace_back(hash, cluster);
  sections["lexicon"] = HashMapView::pack(std::move(entries));
}

std::string train_verbs(std::span<const Treebank> banks, std::span<const std::uint64_t> stream) {
  std::set<std::uint64_t> modals;
  for (const char* word : {"will", "would", "can", "could", "shall", "should", "may", "might", "must", "cannot"}) modals.insert(hash_lower(word));
  std::map<std::uint64_t, int> counts;
  for (std::size_t i = 1; i < stream.size(); ++i)
    if (modals.contains(stream[i - 1]) && stream[i] != 0) ++counts[stream[i]];
  for (const Treebank& bank : banks)
    for (const Sentence& sentence : bank.gold.sentences)
      for (const Token& token : sentence.tokens)
        if (token.upos == Upos::VERB) counts[hash_lower(token.lemma)] += 2;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
  for (const auto& [word, count] : counts)
    if (count >= 2) entries.emplace_back(word, 1);
  return HashMapView::pack(std::move(entries));
}

void train_lemmas(std::span<const Example> examples, ModelSections& sections) {
  struct Type {
    WordForm form;
    TagPair tag;
    std::map<LemmaScript, int> scripts;
  };
  std::map<std::pair<std::uint64_t, std::string>, Type> types;  // by key and spelling
  for (const Example& example : examples)
    for (std::size_t i = 0; i < example.words.size(); ++i) {
      const Token& token = example.sentence->tokens[i];
      const TagPair tag{token.upos, token.xpos};
      const std::string_view word = example.bank->form(token);
      Type& type = types[{lemma_word_key(example.words[i], tag), std::string(word)}];
      type.form = example.words[i];
      type.tag = tag;
      ++type.scripts[script_for(word, token.lemma, tag.upos == Upos::PROPN)];
    }
  const auto best_of = [](const std::map<LemmaScript, int>& votes) {
    return std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
  };
  // Suffix rules, shortest first: a longer suffix is kept where it disagrees with the shorter ones.
  std::map<std::uint64_t, std::map<LemmaScript, int>> votes;
  for (const auto& [key, type] : types)
    for (std::size_t suffix = 0; suffix < 6; ++suffix)
      if (suffix == 5 || type.form.suffix[suffix] != 0) ++votes[lemma_suffix_key(type.form, type.tag, suffix)][best_of(type.scripts)->first];
  std::map<std::uint64_t, LemmaScript> table;
  const auto predict = [&](const Type& type, std::size_t longest) {
    for (std::size_t length = longest; length-- > 0;)
      if (const auto found = table.find(lemma_suffix_key(type.form, type.tag, length)); type.form.suffix[length] != 0 && found != table.end()) return found->second;
    const auto found = table.find(lemma_suffix_key(type.form, type.tag, 5));
    return found == table.end() ? LemmaScript{} : found->second;
  };
  for (std::size_t step = 0; step < 6; ++step) {
    const std::size_t suffix = step == 0 ? 5 : step - 1;
    std::map<std::uint64_t, LemmaScript> found;
    for (const auto& [key, type] : types) {
      if (suffix < 5 && type.form.suffix[suffix] == 0) continue;
      const std::uint64_t suffix_key = lemma_suffix_key(type.form, type.tag, suffix);
      const auto best = best_of(votes[suffix_key]);
      if (step == 0 || (best->second >= 2 && best->first != predict(type, suffix))) found.emplace(suffix_key, best->first);
    }
    table.merge(found);
  }
  // Whole words that the rules get wrong: the script that suits the most of their spellings ("I", "i").
  std::map<std::uint64_t, std::vector<std::pair<const Type*, const std::string*>>> wholes;
  for (const auto& [key, type] : types) wholes[key.first].emplace_back(&type, &key.second);
  for (const auto& [key, spellings] : wholes) {
    const auto suits = [&](const LemmaScript& script) {
      int count = 0;
      for (const auto& [type, spelling] : spellings) {
        std::string made;
        apply(script, *spelling, made);
        for (const auto& [wanted, votes_for] : type->scripts) {
          std::string lemma;
          apply(wanted, *spelling, lemma);
          if (lemma == made) count += votes_for;
        }
      }
      return count;
    };
    LemmaScript best = predict(*spellings.front().first, 5);
    int most = suits(best);
    bool rule_is_best = true;
    for (const auto& [type, spelling] : spellings)
      for (const auto& [script, count] : type->scripts)
        if (const int suited = suits(script); suited > most) {
          most = suited;
          best = script;
          rule_is_best = false;
        }
    if (!rule_is_best) table[key] = best;
  }
  std::map<TagPair, std::map<LemmaScript, int>, decltype([](TagPair a, TagPair b) { return std::pair(a.upos, a.xpos) < std::pair(b.upos, b.xpos); })> by_tag;
  for (const auto& [key, type] : types)
    if (type.tag.upos == Upos::VERB) ++by_tag[type.tag][best_of(type.scripts)->first];
  for (const auto& [tag, counts] : by_tag) {
    std::vector<std::pair<int, LemmaScript>> order;
    for (const auto& [script, count] : counts) order.emplace_back(-count, script);
    std::ranges::sort(order);
    for (std::size_t i = 0; i < std::min(order.size(), common_scripts); ++i) table[lemma_common_key(tag, i)] = order[i].second;
  }
  std::map<LemmaScript, std::uint32_t> numbers;
  std::vector<LemmaScript> scripts;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
  for (const auto& [key, script] : table) {
    const auto [at, added] = numbers.emplace(script, static_cast<std::uint32_t>(scripts.size()));
    if (added) scripts.push_back(script);
    entries.emplace_back(key, at->second);
  }
  sections["lemmas"] = HashMapView::pack(std::move(entries));
  sections["lemma-scripts"] = Lemmatizer::pack_scripts(scripts);
}

}  // namespace kg::train
