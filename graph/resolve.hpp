// Claims to graph: which entities of which documents are one, which reports tell of one event.
#pragma once

#include <functional>
#include <string>

#include "graph/decisions.hpp"
#include "graph/sections.hpp"
#include "ontology/ontology.hpp"

namespace kg::graph {

/// Two nodes that may be one: what `kg review` shows.
struct UncertainPair {
  std::string first, second;  ///< node keys, first < second
  double score = 0;           ///< 0 to 1
  std::string reason;
};

/// Why entities or reports were joined: what `kg why` shows.
struct MergeReason {
  std::string key;     ///< of the node
  std::string reason;  ///< "same full name", "office and state agree" …
};

/// Resolves the documents that DocumentSet wrote to `sections` and fills the sections of nodes, edges,
/// names, strings and review. A pure function of the documents, decisions and ontology.
///
/// Documents are gone through twice, on all threads, a few dozen in memory at a time. What is told of nodes and edges goes through
/// sorts that spill to disk; memory holds what is distinct: names, entities, meetings.
/// While it is decided who is who, which one thread does, `meanwhile` is called on another; it may read the sections of documents.
void resolve(SectionsToWrite& sections, const Decisions& decisions, const ontology::Ontology& ontology, const Workspace& workspace,
             const std::function<void()>& meanwhile);

}  // namespace kg::graph
