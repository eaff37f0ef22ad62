// Sentences that are read again. Where no relation of the graph answers, the clause of the question is laid over the trees
// of the articles that name whom it asks about: the same verb, or a noun of it, the same parties in the same places, and
// something in the gap (told_clauses.cpp); or a name with the description that was asked for (told_descriptions.cpp).
//
// Looking for the question's words alone would find a sentence for nearly every question; it is the places in the tree
// that tell "X accused Y" from "Y accused X" and from a third who accused both.
#pragma once

#include <string>
#include <vector>

#include "graph/property_graph.hpp"
#include "ontology/ontology.hpp"
#include "query/question.hpp"

namespace kg::query {

/// A sentence that answers.
struct Told {
  std::vector<std::string> answers;  ///< names, ISO dates, numbers, "yes" and "no", or words of the sentence; never empty
  std::string text;                  ///< the words around the verb
  std::string date;                  ///< ISO, may be empty
  graph::Evidence evidence;
};

/// The sentences that tell it best, in the order of documents; empty if none tells all that was asked.
/// Opens at most a dozen articles: those that name most of whom the question names.
std::vector<Told> find_told(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, const Question& question);

}  // namespace kg::query
