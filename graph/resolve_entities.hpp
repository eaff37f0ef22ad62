// Which entities of which documents are one node. Part of resolve(); nobody else includes it.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "graph/resolve.hpp"

namespace kg::graph {

/// One resolved person, organization, state, place or policy.
struct EntityNode {
  std::string key;
  EntityLabel label = EntityLabel::person;
  std::string name;
  std::set<std::string> aliases;
  std::string kind;
  std::string country;
  std::vector<Evidence> evidence;             ///< the mentions
  std::map<std::uint32_t, std::uint32_t> mentions;  ///< document → how often
};

struct EntityNodes {
  std::vector<EntityNode> nodes;                 ///< in no order that matters
  std::vector<std::vector<std::int32_t>> of;     ///< [document][entity] → node, -1 if dropped
  std::vector<UncertainPair> uncertain;
  std::vector<MergeReason> reasons;
};

EntityNodes resolve_entities(std::span<const DocumentFacts> documents, const Decisions& decisions,
                             const ontology::Ontology& ontology);

}  // namespace kg::graph
