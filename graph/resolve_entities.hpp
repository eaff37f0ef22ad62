// Which entities of which documents are one node. Part of resolve(); nobody else includes it.
#pragma once

#include <string>
#include <vector>

#include "graph/candidates.hpp"
#include "graph/resolve.hpp"
#include "graph/workspace.hpp"

namespace kg::graph {

/// One resolved person, organization, state, place or policy.
struct EntityNode {
  TextId key;
  EntityLabel label;
  TextId name;
  std::vector<TextId> aliases;  ///< sorted by their bytes, distinct
  TextId kind, country;         ///< country: key of a state
};

struct EntityNodes {
  std::vector<EntityNode> nodes;            ///< sorted by key
  std::vector<std::uint32_t> of_candidate;  ///< candidate → index into nodes
  std::vector<UncertainPair> uncertain;
  std::vector<MergeReason> reasons;
};

/// `table` is finished.
EntityNodes resolve_entities(const CandidateTable& table, const Decisions& decisions, const ontology::Ontology& ontology, const Workspace& workspace);

}  // namespace kg::graph
