// The grammar's hands: words of a question, where its names, titles and verbs stand, and its phrases.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/period.hpp"
#include "query/question_lexicon.hpp"
#include "query/question_names.hpp"
#include "query/question_tree.hpp"
#include "query/question_words.hpp"

namespace kg::query {

/// A preposition and the noun phrases behind it.
struct PrepositionPhrase {
  std::string preposition;
  Range words;  ///< without the preposition
};

/// What follows a verb: object, preposition phrases, a clause or infinitive, times.
struct Rest {
  Range object;
  std::vector<PrepositionPhrase> phrases;
  Range clause;              ///< "to resign", "that the YPG withdraw", without to / that
  bool infinitive = false;   ///< the clause began with "to"
  Period period;
  bool by_phone = false;
};

/// A verb with its auxiliaries.
struct VerbGroup {
  bool found = false;
  std::size_t first = 0, last = 0;  ///< of the main verb: [first, last)
  bool passive = false;
  bool future = false;
  bool negated = false;  ///< refuse to, decline to
  Evoked evoked;         ///< frames may be empty: a verb that the ontology does not know
  std::string form;      ///< the main verb as typed, lower case
};

class QuestionReader {
 public:
  QuestionReader(std::string_view text, Names& names);

  std::size_t size() const { return words_.size(); }
  const Word& word(std::size_t at) const { return words_[at]; }
  std::string_view lower(std::size_t at) const { return at < words_.size() ? std::string_view(words_[at].lower) : std::string_view(); }
  bool is(std::size_t at, std::initializer_list<std::string_view> any) const;
  /// The words from `at` are exactly these.
  bool reads(std::size_t at, std::string_view phrase) const;
  std::span<const Word> words(Range range) const { return std::span(words_).subspan(range.begin, range.size()); }
  std::string text(Range range) const;
  void drop_front(std::size_t count);
  void drop_back(std::size_t count);

  bool in_name(std::size_t at) const { return owner_[at] != none; }
  /// The end of the name that the word at `at` belongs to.
  std::size_t name_end(std::size_t at) const;
  bool in_title(std::size_t at) const { return title_[at]; }
  bool is_preposition(std::size_t at) const;
  bool is_auxiliary(std::size_t at) const;
  /// A word that may be skipped between auxiliary and verb: not, also, recently …
  bool is_adverb(std::size_t at) const;

  /// The frames of the verb at `at`; none inside a name.
  Evoked verb_at(std::size_t at) const;
  /// The verb group that starts at `at` (the auxiliary before it may be given as `auxiliary`).
  VerbGroup verb_group(std::size_t at, std::string_view auxiliary) const;
  /// The verb group behind at least one word of a subject; the subject starts at `at`.
  struct SubjectAndVerb {
    Range subject;
    VerbGroup verb;
  };
  SubjectAndVerb subject_and_verb(std::size_t at, std::string_view auxiliary) const;

  /// A date from here to the end of the question, without a preposition.
  bool is_closing_date(std::size_t at) const;
  Rest rest(std::size_t at) const;
  /// The end of the noun phrase that starts at `at`: before a comma, "and", a preposition, a clause.
  std::size_t phrase_end(std::size_t at) const;
  /// The phrases of an and-list.
  std::vector<Phrase> list(Range range, Wanted wanted);
  /// The words that carry meaning and are not part of `names`.
  std::vector<std::string> content(Range range) const;

  const QuestionTree& tree() const { return tree_; }
  Names& names() { return names_; }
  const QuestionLexicon& lexicon() const { return lexicon_; }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  void mark();
  Evoked evoked(std::size_t at) const;
  SubjectAndVerb clause_of_tree(std::size_t at, std::string_view auxiliary) const;
  bool fits_behind(std::string_view auxiliary, std::size_t at) const;
  bool is_main_have(std::size_t at) const;
  const QuestionTree::RelativeTime* time_at(std::size_t at) const;
  std::size_t relative_period(std::size_t at, Rest& rest) const;

  Names& names_;
  QuestionLexicon lexicon_;
  text::Analyzer analyzer_;
  QuestionTree tree_;
  Date reference_;  ///< what relative times count from; unknown if the question has none
  std::vector<Word> words_;
  std::vector<std::size_t> owner_;  ///< the first word of the name that a word belongs to
  std::vector<bool> title_;         ///< inside the title of an office of several words
};

}  // namespace kg::query
