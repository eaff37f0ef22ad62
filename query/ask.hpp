// One question to one answer: read, planned, run, narrowed.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

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

/// The shortest ways from one name to another. Throws kg::Error for a name that the graph does not have.
Answer ask_path(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view from, std::string_view to, const AskOptions& options = {});

/// What happened with `name` (empty: with anybody) in the order of dates.
Answer ask_timeline(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view name, const AskOptions& options = {});

/// The node that `name` means; choices are added to `notes`. Throws kg::Error with similar names if there is none.
graph::NodeId find_node(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view name, std::vector<std::string>& notes);

/// Runs Cypher; `answers` is its first column.
Answer run_as_answer(const graph::PropertyGraph& graph, std::string_view cypher, const RunOptions& options = {});

}  // namespace kg::query
