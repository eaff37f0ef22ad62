#include "text/lemmas.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

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

Lemmatizer::Lemmatizer(std::string_view table, std::string_view scripts) : table_(table) {
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

void Lemmatizer::lemmatize(std::string_view word, const WordForm& form, TagPair tag, const Lexicon& lexicon, std::string& out) const {
  if (const auto script = table_.find(lemma_word_key(form, tag)); script && *script < scripts_.size()) {
    apply(scripts_[*script], word, out);
    return;
  }
  // The longest suffix that has a rule, unless a shorter one makes a word that is known ("provoke", not "provok").
  const std::size_t begin = out.size();
  std::uint32_t first = 0;
  bool found = false;
  for (std::size_t length = 6; length-- > 0;) {
    const std::size_t suffix = length == 0 ? 5 : length - 1;  // the tag alone comes last
    if (suffix < 5 && form.suffix[suffix] == 0) continue;
    const auto script = table_.find(lemma_suffix_key(form, tag, suffix));
    if (!script || *script >= scripts_.size() || (found && *script == first)) continue;
    apply(scripts_[*script], word, out);
    if (tag.upos == Upos::PROPN || lexicon.find(hash_lower(std::string_view(out).substr(begin)))) return;
    out.resize(begin);
    if (!found) first = *script;
    found = true;
  }
  if (found) apply(scripts_[first], word, out);
  else out += word;
}

}  // namespace kg::text
