// Dictionary forms: an edit script for each word, found by form and tag or else by the longest known suffix.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "text/hash_map_view.hpp"
#include "text/tagger.hpp"
#include "text/word_form.hpp"

namespace kg::text {

/// Take the word in the given case, drop `drop` bytes at its end, add `add`.
struct LemmaScript {
  enum class Case : std::uint8_t { keep, lower, title };
  Case letters = Case::keep;
  std::uint8_t drop = 0;
  std::string add;
  auto operator<=>(const LemmaScript&) const = default;
};

/// The shortest script that makes `lemma` of `word`; ties keep the case of names and lower that of others.
LemmaScript script_for(std::string_view word, std::string_view lemma, bool name);
/// Applies a script; a word that is too short for it stays as it is.
void apply(const LemmaScript& script, std::string_view word, std::string& out);

/// Keys of the table: whole words (length 0), suffixes of 1 to 5 bytes (0-based), and the tag alone (5).
std::uint64_t lemma_word_key(const WordForm& word, TagPair tag);
std::uint64_t lemma_suffix_key(const WordForm& word, TagPair tag, std::size_t suffix);
/// Keys of the scripts that most words of a tag take, most frequent first.
inline constexpr std::size_t common_scripts = 8;
std::uint64_t lemma_common_key(TagPair tag, std::size_t number);

class Lemmatizer {
 public:
  Lemmatizer() = default;
  /// `verbs`: a HashMapView of the verbs that are known, by hash_lower of their base forms; may be empty.
  Lemmatizer(std::string_view table, std::string_view scripts, std::string_view verbs);

  /// Appends the lemma to `out` (which may be longer already). `lexicon` says which lemmas are known words.
  void lemmatize(std::string_view word, const WordForm& form, TagPair tag, const Lexicon& lexicon, std::string& out) const;

  static std::string pack_scripts(const std::vector<LemmaScript>& scripts);

 private:
  const LemmaScript* script(std::uint64_t key) const;
  bool apply_to_verb(std::string_view word, const WordForm& form, TagPair tag, std::string& out) const;

  HashMapView table_;
  HashMapView verbs_;
  std::vector<LemmaScript> scripts_;
};

}  // namespace kg::text
