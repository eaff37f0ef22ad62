#include "export/columns.hpp"

namespace kg::exporter {

namespace {

ColumnType joined(ColumnType a, ColumnType b) {
  if (a == b || b == ColumnType::none) return a;
  if (a == ColumnType::none) return b;
  const auto number = [](ColumnType t) { return t == ColumnType::integer || t == ColumnType::real; };
  return number(a) && number(b) ? ColumnType::real : ColumnType::text;
}

template <class Id>
void scan(const graph::PropertyGraph& graph, std::uint32_t bound, std::vector<ColumnType>& types) {
  types.assign(graph.key_count(), ColumnType::none);
  for (std::uint32_t i = 0; i < bound; ++i) {
    const Id id{i};
    if (!graph.alive(id)) continue;
    for (const auto& [key, value] : graph.properties(id)) {
      ColumnType& type = types[static_cast<std::size_t>(key)];
      type = joined(type, type_of(value));
    }
  }
}

}  // namespace

ColumnType type_of(const graph::PropertyValue& value) {
  switch (value.data.index()) {
    case 0: return ColumnType::none;
    case 1: return ColumnType::boolean;
    case 2: return ColumnType::integer;
    case 3: return ColumnType::real;
    case 5: return ColumnType::list;
    default: return ColumnType::text;
  }
}

Columns Columns::of(const graph::PropertyGraph& graph) {
  Columns columns;
  scan<graph::NodeId>(graph, graph.node_bound(), columns.nodes);
  scan<graph::EdgeId>(graph, graph.edge_bound(), columns.edges);
  return columns;
}

}  // namespace kg::exporter
