// Many relations between the same two nodes become one line with a short label.
#pragma once

#include <map>
#include <vector>

#include "export/relations.hpp"

namespace kg::exporter {

struct Bundle {
  DiagramLink link;                          ///< without tooltip and address
  std::vector<graph::Evidence> evidence;     ///< sorted, each once
  std::vector<const Relation*> relations;
};

struct Bundles {
  std::vector<Bundle> lines;  ///< by nodes and stroke
  std::size_t left_out = 0;   ///< lines beyond `most`
};

/// The relations between the nodes of `index` (node → its place in the diagram). Of more than `most`
/// lines the most reported stay, but all that a meeting's shape needs and all that hold the picture together.
Bundles bundle(const std::vector<Relation>& relations, const std::set<graph::NodeId>& meetings,
               const std::map<graph::NodeId, std::uint32_t>& index, std::size_t most);

}  // namespace kg::exporter
