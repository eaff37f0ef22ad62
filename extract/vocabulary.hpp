// The ontology made ready for reading text: names, titles and frames by their first word.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/reading.hpp"
#include "ontology/ontology.hpp"

namespace kg::extract {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;
template <class T>
using ByWord = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

/// A run of tokens that a list of the ontology knows.
struct NameMatch {
  std::int32_t last = 0;  ///< tokens [at, last)
  const std::vector<ontology::Ontology::Meaning>* meanings = nullptr;
};
struct OfficeMatch {
  std::int32_t last = 0;
  const ontology::Office* office = nullptr;
};

/// Immutable; `ontology` must outlive it.
class Vocabulary {
 public:
  explicit Vocabulary(const ontology::Ontology& ontology);

  const ontology::Ontology& ontology() const { return *ontology_; }

  /// The longest name of the gazetteer that starts at `t`, written as a name (capital, acronyms in
  /// capitals); `meanings` is null if there is none.
  NameMatch name_at(const Reading& reading, TokenRef t) const;
  /// The longest office title that starts at `t`.
  OfficeMatch office_at(const Reading& reading, TokenRef t) const;
  /// The frames that `lemma` may trigger.
  const std::vector<const ontology::Frame*>& frames(ontology::Trigger trigger, std::string_view lemma) const;
  /// The frame verb or judging word that `lower` is a regular form of ("traded" → "trade"); empty if it is none. For words that a
  /// lemmatizer has never seen.
  std::string_view verb_of_form(std::string_view lower) const;

  bool is_honorific(std::string_view lower) const { return honorifics_.contains(lower); }
  bool is_title_head(std::string_view lower) const { return title_heads_.contains(lower); }
  bool is_person_word(std::string_view lemma) const { return person_words_.contains(lemma); }
  bool is_group_word(std::string_view lemma) const { return group_words_.contains(lemma); }
  bool is_private_word(std::string_view lemma) const { return private_words_.contains(lemma); }
  bool is_stative_verb(std::string_view lemma) const { return stative_verbs_.contains(lemma); }
  /// The verb of a noun that names a happening ("assassination" → "assassinate"); empty if it names none.
  std::string_view happening_verb(std::string_view noun) const;
  /// What happens to somebody without anybody doing it to him: "die", "resign".
  bool is_own_doing(std::string_view verb) const { return own_doings_.contains(verb); }
  bool is_victim_word(std::string_view lemma) const { return victim_words_.contains(lemma); }
  bool is_organization_word(std::string_view lower) const { return organization_words_.contains(lower); }
  bool is_given_name(std::string_view lower) const { return given_names_.contains(lower); }
  bool is_policy_word(std::string_view lemma) const { return policy_words_.contains(lemma); }
  /// A listed policy of one or more words, hyphens as blanks, the last one as normal_policy_word() has it.
  bool is_policy_phrase(std::string_view key) const { return policy_phrases_.contains(key); }
  bool is_policy_head(std::string_view lemma) const { return policy_heads_.contains(lemma); }
  bool is_family_first(std::string_view state) const { return family_first_.contains(state); }
  /// "mayor", "police chief": an office of a town or region.
  bool is_local_office(std::string_view lower) const { return local_offices_.contains(lower); }
  bool is_portfolio(std::string_view lower) const { return portfolios_.contains(lower); }
  bool is_body_noun(std::string_view lemma) const { return body_nouns_.contains(lemma); }
  bool is_occasion(std::string_view lower) const { return occasion_words_.contains(lower); }
  bool is_building_word(std::string_view lower) const { return building_words_.contains(lower); }
  bool is_people(std::string_view lower) const { return peoples_.contains(lower); }
  bool is_no_body(std::string_view folded) const { return no_bodies_.contains(folded); }
  bool is_boilerplate(std::string_view folded) const { return boilerplate_.contains(folded); }

 private:
  const ontology::Ontology* ontology_;
  ByWord<std::size_t> name_starts_;    ///< first folded word → words of the longest name
  ByWord<std::size_t> office_starts_;
  ByWord<std::vector<const ontology::Frame*>> frames_[3];
  ByWord<std::string> verb_forms_, judging_forms_;
  ByWord<std::string> happening_verbs_;
  WordSet honorifics_, own_doings_, stative_verbs_, title_heads_, person_words_, group_words_, private_words_, victim_words_, organization_words_, given_names_, policy_words_, policy_phrases_, policy_heads_,
      family_first_, boilerplate_, local_offices_, portfolios_, body_nouns_, occasion_words_, building_words_, peoples_, no_bodies_;
};

/// Gives verbs that the lemmatizer does not know ("persuad") the lemma of the frame that they are a form of.
void mend_lemmas(Reading& reading, const Vocabulary& vocabulary);

/// A word of a policy in its singular and in American spelling: "programmes" → "program".
std::string normal_policy_word(std::string_view word);

/// Words of a folded name.
std::vector<std::string> split_words(std::string_view folded);

}  // namespace kg::extract
