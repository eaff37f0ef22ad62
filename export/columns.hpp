// Which properties the nodes and edges of a graph have, and of what type: the typed columns of
// GEXF, GraphML and CSV.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "graph/property_graph.hpp"

namespace kg::exporter {

/// The narrowest type that holds all values of a key; integers and floats together are floats,
/// other mixtures text.
enum class ColumnType : std::uint8_t { none, boolean, integer, real, list, text };

/// By KeyId; `none` for keys that no node (or edge) has.
struct Columns {
  std::vector<ColumnType> nodes;
  std::vector<ColumnType> edges;

  static Columns of(const graph::PropertyGraph& graph);
  ColumnType node(graph::KeyId key) const { return nodes[static_cast<std::size_t>(key)]; }
  ColumnType edge(graph::KeyId key) const { return edges[static_cast<std::size_t>(key)]; }
};

}  // namespace kg::exporter
