#include "export/columns.hpp"

namespace kg::exporter {

namespace {

ColumnType type_of(graph::ValueKinds kinds) {
  static constexpr ColumnType of_index[] = {ColumnType::none, ColumnType::boolean, ColumnType::integer, ColumnType::real,
                                            ColumnType::text, ColumnType::list,    ColumnType::text};
  ColumnType type = ColumnType::none;
  for (std::size_t i = 1; i < std::size(of_index); ++i) {
    if ((kinds >> i & 1) == 0 || of_index[i] == type) continue;
    const bool numbers = type == ColumnType::integer && of_index[i] == ColumnType::real;
    type = type == ColumnType::none || numbers ? of_index[i] : ColumnType::text;
  }
  return type;
}

std::vector<ColumnType> types_of(const std::vector<graph::ValueKinds>& kinds) {
  std::vector<ColumnType> types;
  for (const graph::ValueKinds one : kinds) types.push_back(type_of(one));
  return types;
}

}  // namespace

Columns Columns::of(const graph::PropertyGraph& graph) { return {types_of(graph.kinds_of_nodes()), types_of(graph.kinds_of_edges())}; }

}  // namespace kg::exporter
