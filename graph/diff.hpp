// `kg diff`: what one graph says that another does not.
#pragma once

#include <string>
#include <vector>

#include "graph/graph.hpp"

namespace kg::graph {

/// A property that is not the same on both sides; null where it is not there.
struct PropertyChange {
  std::string key;
  PropertyValue before, after;
};

struct Change {
  enum class What : std::uint8_t { gone, fresh, changed } what;
  std::string kind;   ///< "Document", the node's first label, or the edge's type
  bool is_edge = false;
  std::string key;    ///< node key or document id; edges: "source key TYPE target key"
  std::string shown;  ///< for people: name, or "A -[TYPE]-> B"
  std::vector<PropertyChange> properties;  ///< of a changed one
};

/// Sorted: documents, then nodes, then edges; by kind, then key, then gone, fresh, changed.
/// Nodes are the same if their keys are; parallel edges are paired so that as many as possible are
/// equal and the rest follow their order. Evidence alone makes no change.
std::vector<Change> diff(const Graph& before, const Graph& after);

}  // namespace kg::graph
