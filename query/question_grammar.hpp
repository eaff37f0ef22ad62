// The shapes of questions. A question is read in three steps: what is asked for (the question word),
// the clause (subject, verb group, object, preposition phrases, as the analyser's tree and the names of the
// graph give them), and what the verb makes of them (its frames give each grammatical place a role).
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/question.hpp"
#include "query/question_reader.hpp"

namespace kg::query {

/// The gap of the question and where the clause behind it starts.
struct QuestionWord {
  Asked asked = Asked::who;
  Category category = Category::any;
  std::string preposition;  ///< "with whom", "about what"
  std::string noun;         ///< "which demands", "how many meetings"
  std::vector<std::string> words;  ///< with what stands before it: "which |U.S. groups|"
  std::size_t next = 0;
  bool found = false;
};

inline bool is_finite_be(std::string_view word) { return word == "is" || word == "are" || word == "was" || word == "were"; }

class Grammar {
 public:
  Grammar(std::string_view text, Names& names) : text_(text), read_(text, names), names_(names) { question_.text = text; }

  /// Nothing if the question has none of the shapes.
  std::optional<Question> parse();

 private:
  using Frame = ontology::Frame;
  using FrameKind = ontology::FrameKind;

  // ---- what is asked for: question_grammar.cpp
  bool asks_for_manner() const;
  void choose_which();
  void drop_politeness();
  QuestionWord question_word();
  static Category category_of(std::string_view noun);
  static bool is_kind(std::string_view noun);
  std::size_t head_noun(std::size_t at) const;
  std::size_t counted_noun(std::size_t at) const;
  void narrow_category(Range phrase);
  bool told_of_noun(const QuestionWord& word, std::size_t at, std::string_view auxiliary);
  bool subject_possible_negated(const QuestionWord& word, std::size_t at, std::string_view auxiliary);
  bool asked(const QuestionWord& word);
  /// After "who is / has / will": the verb group follows at once, no subject between.
  bool gap_is_subject(std::size_t at, std::string_view auxiliary) const;
  /// who/what is X: an office, or the person itself.
  bool copula(std::size_t at, std::string_view auxiliary);
  bool yes_no();
  std::string base_of_noun(std::size_t at) const;

  // ---- shapes that are no clause: question_shapes.cpp
  bool timeline();
  bool has_link() const;
  bool place_of_name();
  bool happening_noun(Range range);
  bool two_names(std::size_t at, std::initializer_list<std::string_view> joins);
  bool comparison();
  bool connection();
  /// "meetings of X in 2018", "accusations against X", "talks between A and B".
  bool standalone_list();
  /// "how many meetings did X and Y have", "how many meetings were there in 2018".
  bool counts_happenings(const QuestionWord& word, std::size_t at, std::string_view auxiliary);
  /// A noun of happening with what belongs to it: "the Trump–Kim summit in Singapore". False if its head is none.
  bool event_noun(Range range);
  /// "will X take place", "was X held", "is the X": the happening named by `range`.
  bool happening_of(Range range, Mood mood, bool passive_verb);
  void choose_noun_kind();
  void noun_argument(const PrepositionPhrase& phrase);
  void add_places_or_topics(std::vector<Phrase> places, Range words);
  bool is_time(std::size_t at) const;
  bool is_actor(const Phrase& phrase) const;
  void finish(const Rest& rest);

  // ---- offices and persons: question_offices.cpp
  /// "what office does X hold", "what is X's title", "X's office".
  bool office_of_person();
  /// "the foreign minister of Iran", "Iran's foreign minister", "the US secretary of state".
  bool office(Range range);
  bool set_office(Range title, Range owner);
  bool identity(Range range);
  bool noun_phrase(Range range);
  bool membership();
  std::size_t title_words(std::size_t at) const;
  std::string singular(Range title) const;
  bool is_leading(const VerbGroup& verb, const Rest& rest) const;
  bool leads_party(const VerbGroup& verb, const Rest& rest, Range subject, const std::string& gap);
  bool leads(const VerbGroup& verb, const Rest& rest, Range subject, const std::string& gap);
  /// "who serves as T of O", "who was appointed T", "who was chosen as mediator".
  bool appointment(const VerbGroup& verb, const Rest& rest, Range subject, const std::string& gap);
  std::size_t skip_article(std::size_t at) const;

  // ---- a verb and what it makes of the words around it: question_clause.cpp
  /// Subject, verb and what follows, with the gap at `gap`: "nsubj", "obj", a preposition, or "" if nothing
  /// of the clause is missing (when, where, how often, yes or no).
  bool clause(Range subject, const VerbGroup& verb, std::string gap);
  /// The same for whoever reads sentences again.
  void record(Range subject, std::string_view verb, bool passive, const Rest& rest, std::string_view gap);
  /// A noun phrase that somebody or something is, or that takes place.
  void record_nominal(Range range);
  /// Of the frames of a verb those whose roles the question fills best: "call on X to resign" is no telephone call.
  void keep_fitting_frames(const Rest& rest, const VerbGroup& verb, const std::string& gap, Range subject);
  void keep_frames(FrameKind kind);
  FrameKind choose_kind(const Rest& rest, std::string_view gap, Range subject);
  bool is_named_actor(Range object);
  /// Calls and visits are asked for as such; "host", "receive", "summit" are any meeting.
  std::string meeting_kind() const;
  /// "summit", "dialogue": a word to look for in the sentence; "talks" and "meeting" are what everybody writes.
  void add_kind_of_meeting(const Evoked& noun);
  bool meeting(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap, const std::string& role, bool light);
  bool belongs(Range subject, const Rest& rest, const std::string& gap);
  bool statement(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap);
  bool event(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap, bool light);

  /// Notes that a trial reading makes are taken back.
  template <class Action>
  auto in_peace(Action action) {
    const std::size_t notes = names_.note_count();
    auto result = action();
    names_.forget_notes(notes);
    return result;
  }

  static void append(std::vector<Phrase>& to, std::vector<Phrase> from) {
    for (Phrase& phrase : from) to.push_back(std::move(phrase));
  }

  std::string_view text_;
  QuestionReader read_;
  Names& names_;
  Question question_;
};

}  // namespace kg::query
