// Pieces of Cypher that plans for questions share: names, periods, kinds of actor.
#pragma once

#include <string>
#include <vector>

#include "query/question_plan.hpp"

namespace kg::query {

/// "WHERE a AND b" and a line's end; empty for no condition.
std::string conjunction(const std::vector<std::string>& conditions);
/// "(a OR b)"; there is at least one.
std::string disjunction(const std::vector<std::string>& conditions);
/// The phrases that name a node of the graph.
std::vector<Phrase> named(const std::vector<Phrase>& phrases);
std::vector<std::string> words_of(const std::vector<Phrase>& phrases);
void append(std::vector<std::string>& to, const std::vector<std::string>& from);

class PlanPieces {
 protected:
  PlanPieces(const Question& question, const Names& names) : q_(question), names_(names) {}

  /// `(a:Person {name: 'Kim Jong Un'})`, or a condition on id(a) where the name does not tell.
  std::string node(const std::string& variable, const Phrase& phrase, std::vector<std::string>& where) const;
  bool any_label(const Phrase& phrase, std::string_view label) const;
  /// A step from `body` to a person who serves it. Of states a person serves the one that most reports say: what one in
  /// twenty says of another state is a slip of reading.
  std::string to_official(const std::string& body, const std::string& person, std::vector<std::string>& where) const;
  /// The condition that `person` serves `body`, in the same sense.
  std::string serves(const std::string& person, const std::string& body) const;
  void add_period(const std::string& variable, std::vector<std::string>& where) const;
  /// Narrows `variable` to the kind of actor asked for; may add an OPTIONAL MATCH. Gives the expression of its name.
  std::string category(const std::string& variable, std::vector<std::string>& where, std::string& optional, std::vector<std::string>& after) const;
  /// The phrases as one condition on `variable`; empty if they name nobody.
  std::string among(const std::string& variable, const std::vector<Phrase>& phrases) const;
  /// The column that answers a question about what was done.
  std::string event_answer() const;

  const Question& q_;
  const Names& names_;
};

}  // namespace kg::query
