// What stands in the gap of a clause that tells what is asked.
#pragma once

#include <string>
#include <vector>

#include "query/opened_article.hpp"
#include "query/told.hpp"

namespace kg::query {

/// The question's clause as an article has to tell it, turned into the active voice.
struct AskedParts {
  AskedParts(const OpenedArticle& article, const Question& question);

  std::vector<std::string> verbs, synonyms, kindred;  ///< as asked; of the same frame; used for the same
  std::vector<Phrase> subject, object;
  std::vector<AskedClause::Part> others;
  std::string gap;           ///< nsubj, obj, a preposition, or empty
  bool light = false;        ///< the verb says no more than that its noun happens: "hold talks"
  bool named_place = false;  ///< "where is the Central Church": what its own phrase says
};

/// A verb or noun that may tell what is asked, and who stands around it.
struct Telling {
  double score = 0;
  extract::TokenRef trigger, verb;  ///< a noun is carried by a verb; else the same
  std::vector<extract::TokenRef> subjects, objects;
  bool turned = false;  ///< of two who meet the other one is the subject
};

/// When it was or will be.
graph::When told_time(const OpenedArticle& article, const Telling& telling);

class GapFiller {
 public:
  /// All must outlive this.
  GapFiller(const OpenedArticle& article, const Question& question, const AskedParts& parts)
      : article_(article), reading_(article.reading()), q_(question), clause_(question.clause), parts_(parts) {}

  /// Names, dates, places, numbers, "yes" or "no", or words of the sentence, distinct; may be empty.
  std::vector<std::string> fill(const Telling& telling) const;
  /// One of `answers` is somebody with a name.
  bool named(const Telling& telling, const std::vector<std::string>& answers) const;

 private:
  /// Where extraction says, else the one place that hangs on the clause behind "in" or "at".
  std::vector<std::string> places(const Telling& telling) const;
  bool lies_in(std::string_view place, std::string_view state) const;
  /// Who or what stands in the gap; `so_called`: those that the text calls what is asked for, "which |archbishop|".
  std::vector<std::string> parties(const Telling& telling, bool so_called) const;
  static void add(const std::vector<std::string>& more, std::vector<std::string>& to);
  /// The clause that is said, or the quotation around "she said".
  std::vector<std::string> speech(const Telling& telling) const;
  /// How many of what is counted the phrase headed by `t` tells.
  std::string number_at(extract::TokenRef t) const;
  /// "Shot him |16 times|", "met twice"
  std::string times(const Telling& telling) const;
  std::string amount_at(extract::TokenRef t) const;
  /// "Because of the scandal", "over his remarks", "in order to end the war".
  std::vector<std::string> reasons(const Telling& telling) const;
  /// "Because of the leak", "on suspicion of theft", "in anticipation of the storm".
  bool is_cause(extract::TokenRef t) const;
  std::string yes_or_no(const Telling& telling) const;
  std::vector<extract::TokenRef> in_gap(const Telling& telling) const;
  /// Names, or the words themselves: "gunmen", "a committee of nine".
  std::vector<std::string> said_by(extract::TokenRef t) const;
  /// Whoever stands in the question is no answer to it.
  bool is_asked(extract::TokenRef t) const;
  /// "Three groups, |A, B and C|", "officials including |A|".
  std::vector<std::string> named_behind(extract::TokenRef t) const;

  const OpenedArticle& article_;
  const extract::Reading& reading_;
  const Question& q_;
  const AskedClause& clause_;
  const AskedParts& parts_;
};

}  // namespace kg::query
