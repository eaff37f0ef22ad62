#include "text/lemmas.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "text/tag_names.hpp"

namespace kg::text {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

void append_in_case(LemmaScript::Case letters, std::string_view word, std::string& out) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (letters == LemmaScript::Case::keep || (letters == LemmaScript::Case::title && i == 0)) out += word[i];
    else if (word.compare(i, 3, "\xE2\x80\x99") == 0) { out += '\''; i += 2; }
    else out += lower(word[i]);
  }
}

}  // namespace

void apply(const LemmaScript& script, std::string_view word, std::string& out) {
  const std::size_t begin = out.size();
  append_in_case(script.letters, word, out);
  if (out.size() - begin < script.drop || (out.size() - begin == script.drop && script.add.empty())) return;
  out.resize(out.size() - script.drop);
  out += script.add;
}

LemmaScript script_for(std::string_view word, std::string_view lemma, bool name) {
  using Case = LemmaScript::Case;
  LemmaScript best;
  std::size_t best_cost = SIZE_MAX;
  const std::array<Case, 3> order = name ? std::array{Case::keep, Case::title, Case::lower} : std::array{Case::lower, Case::keep, Case::title};
  for (const Case letters : order) {
    std::string base;
    append_in_case(letters, word, base);
    const std::size_t common = static_cast<std::size_t>(std::ranges::mismatch(base, lemma).in1 - base.begin());
    const std::size_t cost = base.size() - common + lemma.size() - common;
    if (cost >= best_cost || base.size() - common > 255) continue;
    best_cost = cost;
    best = {letters, static_cast<std::uint8_t>(base.size() - common), std::string(lemma.substr(common))};
  }
  return best;
}

namespace {
std::uint64_t tag_bits(const WordForm& word, TagPair tag) {
  return static_cast<std::uint64_t>(tag.upos) | static_cast<std::uint64_t>(tag.xpos) << 8 | static_cast<std::uint64_t>(word.casing == Casing::upper) << 16;
}
}  // namespace

std::uint64_t lemma_word_key(const WordForm& word, TagPair tag) { return feature(1, word.lower, tag_bits(word, tag)); }

std::uint64_t lemma_suffix_key(const WordForm& word, TagPair tag, std::size_t suffix) {
  return suffix < 5 ? feature(2, word.suffix[suffix], tag_bits(word, tag), suffix) : feature(3, 0, tag_bits(word, tag));
}

std::uint64_t lemma_common_key(TagPair tag, std::size_t number) { return feature(4, number, tag_bits({}, tag)); }

Lemmatizer::Lemmatizer(std::string_view table, std::string_view scripts, std::string_view verbs) : table_(table), verbs_(verbs) {
  while (!scripts.empty()) {
    const std::size_t size = scripts.size() < 3 ? SIZE_MAX : static_cast<unsigned char>(scripts[2]);
    if (size > scripts.size() - 3 || static_cast<unsigned char>(scripts[0]) > 2) throw Error("the model holds a damaged table of lemmas");
    scripts_.push_back({static_cast<LemmaScript::Case>(scripts[0]), static_cast<std::uint8_t>(scripts[1]), std::string(scripts.substr(3, size))});
    scripts.remove_prefix(3 + size);
  }
}

std::string Lemmatizer::pack_scripts(const std::vector<LemmaScript>& scripts) {
  std::string out;
  for (const LemmaScript& script : scripts) {
    out += static_cast<char>(script.letters);
    out += static_cast<char>(script.drop);
    out += static_cast<char>(std::min<std::size_t>(script.add.size(), 255));
    out += script.add.substr(0, 255);
  }
  return out;
}

const LemmaScript* Lemmatizer::script(std::uint64_t key) const {
  const auto number = table_.find(key);
  return number && *number < scripts_.size() ? &scripts_[*number] : nullptr;
}

namespace {

// A script that undoes an ending of the regular verbs: -s, -ed, -ing, with the doubled consonants, e and y before them.
bool is_regular(const LemmaScript& script, std::string_view word) {
  if (script.drop >= word.size()) return false;
  const std::string_view dropped = word.substr(word.size() - script.drop);
  if (script.add == "e") return dropped == "ing" || dropped == "ed";
  if (script.add == "y") return dropped == "ied" || dropped == "ies";
  if (script.add == "ie") return dropped == "ying";
  if (!script.add.empty()) return false;
  const bool doubled = dropped.size() > 2 && dropped[0] == word[word.size() - script.drop - 1] && (dropped.substr(1) == "ed" || dropped.substr(1) == "ing");
  return doubled || dropped == "s" || dropped == "es" || dropped == "d" || dropped == "ed" || dropped == "ing";
}

}  // namespace

// A form of a verb: the script that makes a known verb, of long suffixes first ("traded" is of "trade", "aided" of "aid").
bool Lemmatizer::apply_to_verb(std::string_view word, const WordForm& form, TagPair tag, std::string& out) const {
  const std::size_t begin = out.size();
  const auto makes_verb = [&](const LemmaScript* script) {
    if (script == nullptr || !is_regular(*script, word)) return false;
    apply(*script, word, out);
    if (verbs_.find(hash_lower(std::string_view(out).substr(begin)))) return true;
    out.resize(begin);
    return false;
  };
  for (std::size_t suffix = 5; suffix-- > 0;)
    if (form.suffix[suffix] != 0 && makes_verb(script(lemma_suffix_key(form, tag, suffix)))) return true;
  for (std::size_t number = 0; number < common_scripts; ++number)
    if (makes_verb(script(lemma_common_key(tag, number)))) return true;
  return false;
}

void Lemmatizer::lemmatize(std::string_view word, const WordForm& form, TagPair tag, const Lexicon& lexicon, std::string& out) const {
  // All numbers of one pattern look alike to the tables, and only commas part them from their lemmas.
  if (tag.upos == Upos::NUM && std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; })) {
    for (const char c : word)
      if (c != ',' || word.size() == 1) out += lower(c);
    return;
  }
  if (const LemmaScript* whole = script(lemma_word_key(form, tag))) {
    apply(*whole, word, out);
    return;
  }
  if (tag.upos == Upos::VERB) {
    // "froze" with the tag of another form is still of "freeze".
    for (const char* other : {"VBD", "VBN"}) {
      const LemmaScript* whole = script(lemma_word_key(form, {Upos::VERB, find_xpos(other)}));
      if (whole == nullptr) continue;
      apply(*whole, word, out);
      return;
    }
    if (apply_to_verb(word, form, tag, out)) return;
  }
  // The longest suffix that has a rule, unless a shorter one makes a word that is known ("provoke", not "provok").
  const std::size_t begin = out.size();
  const LemmaScript* first = nullptr;
  for (std::size_t length = 6; length-- > 0;) {
    const std::size_t suffix = length == 0 ? 5 : length - 1;  // the tag alone comes last
    if (suffix < 5 && form.suffix[suffix] == 0) continue;
    const LemmaScript* rule = script(lemma_suffix_key(form, tag, suffix));
    if (rule == nullptr || rule == first) continue;
    apply(*rule, word, out);
    if (tag.upos == Upos::PROPN || lexicon.find(hash_lower(std::string_view(out).substr(begin)))) return;
    out.resize(begin);
    if (first == nullptr) first = rule;
  }
  if (first != nullptr) apply(*first, word, out);
  else out += word;
}

}  // namespace kg::text
