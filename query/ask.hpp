// One question to one answer: read, planned, run, narrowed.
#pragma once

#include <atomic>
#include <chrono>
#include <string_view>

#include "graph/property_graph.hpp"
#include "ontology/ontology.hpp"
#include "query/answer.hpp"
#include "query/cypher.hpp"
#include "query/period.hpp"

namespace kg::query {

struct AskOptions {
  Period period;                        ///< only what overlaps
  RunOptions run;                       ///< limits for each query; parameters are for Cypher only
};

/// True if `text` is Cypher rather than English: it starts with a clause of Cypher, not with a word of a question.
bool looks_like_cypher(std::string_view text);

/// Answers an English question. Throws kg::Error with the nearest forms if it is built like no question kg knows;
/// a name that the graph does not have, or facts that it lacks, give an empty answer with a note.
Answer ask(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view question, const AskOptions& options = {});

/// Runs Cypher; `answers` is its first column.
Answer run_as_answer(const graph::PropertyGraph& graph, std::string_view cypher, const RunOptions& options = {});

}  // namespace kg::query
