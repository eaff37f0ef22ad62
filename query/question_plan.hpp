// A question's meaning to Cypher: what to run, in which order, and which rows to keep.
#pragma once

#include <string>
#include <vector>

#include "query/question.hpp"

namespace kg::query {

/// What is kept of the rows a query gives. Cypher finds what the graph says; these look at the sentences behind it.
struct Narrowing {
  std::string verb;                 ///< rows whose trigger is this verb come before those of the same kind
  std::vector<std::string> synonyms;  ///< further words of its frames, as good as the verb itself
  bool verb_needed = false;         ///< … and no others
  bool trigger_needed = false;      ///< the verb, or a synonym, must be what the row was read from, not only stand beside it
  std::vector<std::string> topic;   ///< words that the row's sentence should hold
  double topic_share = 0;           ///< the least part of them that it must hold
  bool refers_back = false;         ///< … or the sentence before, if the row's begins with a pronoun: "|It| is a disgrace"
  std::vector<std::string> counted; ///< rows that tell how many of these there were; the number is a column more
  std::string title;                ///< column `title` must be this office
  std::vector<std::vector<std::string>> bodies;  ///< each, under one of its names, must stand in `title` or `of`
  bool leading = false;             ///< column `title` must be an office that leads
  bool persons_first = false;       ///< of one meeting: persons, and states only if it names no person
  bool best_known = false;          ///< of offices those that are told far less often than the best are left out
  bool empty() const { return verb.empty() && topic.empty() && title.empty() && !leading && counted.empty(); }
};

struct Attempt {
  std::string cypher;   ///< the last column may be `source`: the nodes and edges that a row rests on
  Narrowing keep;
  bool loose = false;   ///< the names stand somewhere in the sentence, or another verb tells: only where no sentence tells it in its clause
};

/// Attempts from strict to lenient: the first that leaves rows answers.
struct Plan {
  std::vector<Attempt> attempts;
  std::string answer;  ///< the column that `answers` is made of
};

/// What `keep` does, as a line for people; empty if it does nothing.
std::string describe(const Narrowing& keep);

Plan plan_question(const Question& question, const Names& names);

/// A Cypher string literal.
std::string quoted(std::string_view text);

}  // namespace kg::query
