// Who is who in one document: names found, typed and joined; titles read; words resolved to actors.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/reading.hpp"
#include "extract/vocabulary.hpp"
#include "graph/claim.hpp"

namespace kg::extract {

using graph::EntityIndex;
using graph::EntityLabel;

/// A name in the text: tokens [first, last) of its sentence.
struct Mention {
  std::uint32_t sentence = 0;
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::int32_t outer = 0;       ///< first token of the titles before the name; `first` if there are none
  EntityLabel label = EntityLabel::person;
  std::string key = {};         ///< ontology id, empty if unknown
  std::string name = {};        ///< the words without titles, brackets and line breaks
  std::string folded = {};
  bool demonym = false;         ///< "Japanese"
  bool nested = false;          ///< inside a longer name: counts as a mention, plays no part
  std::string government = {};  ///< of a capital: the state that it may speak for
  float score = 0;
  std::int32_t entity = -1;
};

/// A title that the text gives to a person.
struct Title {
  std::string title;            ///< as written: "Foreign Minister"
  std::string mode;             ///< former, acting, elect or empty
  std::int32_t of = -1;         ///< entity, -1 if the text does not say
  std::int32_t serves = -1;     ///< entity of the person whose adviser or spokesman it is, -1 if the text names none
  bool of_state = false;        ///< an office of a state: a missing state may be worked out
  bool local = false;           ///< an office of a town or region: of the place, not of the government that it stands for
  std::uint32_t sentence = 0;
  ByteSpan words;
  float confidence = 1;
  std::string_view basis = "title";  ///< what tells whose office it is; the rule of the claim
};

/// Somebody meant by some words.
struct Who {
  std::int32_t entity = -1;
  ByteSpan words;
  float confidence = 1;
  bool operator==(const Who& other) const { return entity == other.entity; }  ///< the same one, whatever the words
};

/// What part the words play: a capital is a city as a place and a government as an actor.
enum class Wanted : std::uint8_t { actor, place, anything };

class Cast {
 public:
  Cast(const Reading& reading, const Vocabulary& vocabulary);

  const std::vector<graph::Entity>& entities() const { return entities_; }
  std::vector<graph::Entity>& entities() { return entities_; }
  const graph::Entity& entity(std::int32_t at) const { return entities_[static_cast<std::size_t>(at)]; }
  const std::vector<Mention>& mentions() const { return mentions_; }
  /// Those of one sentence, in text order.
  std::span<const Mention> mentions_in(std::uint32_t sentence) const;
  /// Titles by person, in text order.
  const std::vector<std::vector<Title>>& titles() const { return titles_; }
  /// The mention whose words or titles cover `t`; nullptr if none does.
  const Mention* mention_at(TokenRef t) const;
  /// True for lines that are no prose: menus, key words, offers. Nothing is read from them.
  bool skipped(std::uint32_t sentence) const { return skipped_[sentence]; }

  /// Who is meant by the phrase headed by `t`, without its conjuncts; empty if nobody known is.
  std::vector<Who> who(TokenRef t, Wanted wanted = Wanted::actor) const;
  /// The same for the phrase and all its conjuncts, distinct.
  std::vector<Who> all_of(TokenRef t, Wanted wanted = Wanted::actor) const;

  /// The phrase headed by `t` is of a state, but does not speak for it: rebels, citizens, companies.
  bool is_private(TokenRef t) const;
  bool is_one_of_a_people(TokenRef t) const;

  /// Who says the first person in sentence `s`; -1 if nobody is known to.
  std::int32_t first_person(std::uint32_t s, bool plural) const;
  /// Who speaks the whole of sentence `s` (a transcript, a quoted paragraph); -1 for the article itself.
  std::int32_t voice(std::uint32_t s) const { return voices_[s]; }
  /// Who signs the article ("attributable to …", a by-line with an office); -1 if nobody does.
  std::int32_t author() const { return author_; }
  std::uint32_t author_sentence() const { return author_sentence_; }
  /// Set by the statements: who says the quotation that sentence `s` continues.
  void set_quote_speaker(std::uint32_t s, std::int32_t entity) { quote_speakers_[s] = entity; }
  std::int32_t quote_speaker(std::uint32_t s) const { return quote_speakers_[s]; }

  /// The state that a person or body speaks for by its office; -1 if unknown.
  std::int32_t state_of(std::int32_t entity) const;
  /// The state that "the police" or "the country" at `t` are of, if the article makes that clear; else -1.
  std::int32_t state_around(TokenRef t) const;
  /// The entity of a state, made if the document has not named it yet.
  std::int32_t entity_of_state(std::string_view id);
  std::int32_t find_state(std::string_view id) const;
  /// The only body of the article that is called police, or army; -1 if there is none. `lemma`: "police", "military" or "army".
  std::int32_t named_force(std::string_view lemma) const;
  /// A policy's phrase [first, last) with its head noun; sort_mentions() when all are in.
  void add_policy_mention(std::uint32_t s, std::int32_t first, std::int32_t last, std::int32_t head, std::int32_t entity);
  void sort_mentions();
  /// The person who holds an office called `head` ("foreign minister", "minister", "leader") for `of`; -1 if none or several.
  std::int32_t holder(std::string_view head, std::int32_t of) const;

 private:
  std::vector<Who> described(TokenRef t, Wanted wanted) const;
  std::int32_t leader_of(TokenRef t) const;
  std::int32_t titled_by(TokenRef t) const;
  std::vector<Who> called(TokenRef t, const ByteSpan& words) const;
  void index_titles() const;
  std::int32_t armed_group() const;
  std::vector<Who> two_leaders_before(TokenRef t) const;
  std::int32_t home_state(std::uint32_t s) const;
  std::int32_t most_named_government() const;
  std::vector<Who> pronoun(TokenRef t) const;
  std::vector<Who> plural_before(TokenRef t) const;
  std::vector<Who> search_plural_before(TokenRef t) const;
  std::int32_t person_before(TokenRef t) const;
  std::int32_t speaker_label(std::uint32_t s, std::int32_t& behind);
  void index_mentions();
  void bind_titles();
  void learn_genders();
  void name_capitals();
  void resolve_pronouns();
  void work_out_states();
  void states_of_figures();
  void states_of_those_served();
  void states_of_own_titles();
  void offices_of_chambers();
  void states_from_lists();
  bool is_taken(std::int32_t state, std::size_t but, const std::string& folded_title) const;
  bool is_told_elsewhere(std::int32_t state, std::size_t but, const std::string& folded_title) const;
  void states_from_places();
  TokenRef head_of(const Mention& mention) const;
  void extend_list(TokenRef t, Wanted wanted, std::vector<Who>& all) const;
  const Mention* holder_before(const Mention* body) const;
  void extend_left(TokenRef t, std::vector<Who>& all) const;
  std::string title_words(TokenRef t) const;
  void listed_between_dashes(TokenRef t, std::vector<Who>& all) const;
  std::int32_t body_before(TokenRef t) const;
  std::int32_t titled_subject(TokenRef t) const;
  std::int32_t modifier_body(TokenRef t) const;
  std::int32_t actor_of(const Mention& mention) const;
  void find_voices();

  const Reading& reading_;
  const Vocabulary& vocabulary_;
  std::vector<graph::Entity> entities_;
  std::vector<Mention> mentions_;
  std::vector<std::vector<std::int32_t>> at_;  ///< [sentence][token] → mention, -1 if none
  std::vector<std::vector<std::int32_t>> titled_;  ///< [sentence][token] → person before whose name the token stands
  std::vector<std::vector<Title>> titles_;     ///< by entity
  /// What is looked up for every noun, made when first asked for: a search of the whole cast would make long documents
  /// cost more than their length.
  struct TitleIndex {
    std::unordered_map<std::string, std::vector<std::int32_t>> called;   ///< head word of a title → mentions of those who have it
    std::unordered_map<std::uint32_t, std::vector<std::pair<std::int32_t, ByteSpan>>> given;  ///< sentence → persons and the titles given there
  };
  mutable std::optional<TitleIndex> title_index_;  ///< empty after the mentions were put in order again
  std::vector<bool> skipped_;
  std::vector<std::int32_t> voices_;
  mutable int plurals_open_ = 0;  ///< searches for what a plural means that are under way
  mutable std::vector<int> state_weights_;         ///< by entity: how often the article names it, if a state …
  mutable std::size_t weighed_mentions_ = 0;       ///< … in so many mentions
  mutable std::size_t forces_of_ = 0;              ///< of so many entities the police and the army are known
  mutable std::int32_t police_ = -1, army_ = -1;
  mutable std::int32_t government_ = -1;           ///< most_named_government() …
  mutable std::size_t government_entities_ = 0;    ///< … of so many entities
  std::int32_t author_ = -1;
  std::uint32_t author_sentence_ = 0;
  std::vector<std::vector<std::int32_t>> pronouns_;  ///< [sentence][token] → person whom he, she … mean
  std::vector<char> genders_;                        ///< by entity: 'm', 'f' or ' '
  std::vector<std::int32_t> quote_speakers_;
};

}  // namespace kg::extract
