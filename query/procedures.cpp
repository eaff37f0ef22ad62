#include "query/procedures.hpp"

#include <algorithm>

namespace kg::query {

namespace {

template <class Id>
std::vector<List> names(const graph::PropertyGraph& graph, std::uint32_t count) {
  std::vector<std::string> sorted;
  for (std::uint32_t i = 0; i < count; ++i) sorted.emplace_back(graph.name(Id{i}));
  std::ranges::sort(sorted);
  std::vector<List> rows;
  for (std::string& name : sorted) rows.push_back({Value(std::move(name))});
  return rows;
}

}  // namespace

const Procedures& builtin_procedures() {
  static const Procedures all = [] {
    Procedures list;
    const auto add = [&](std::string name, std::string output, std::function<std::vector<List>(const graph::PropertyGraph&, const List&)> run) {
      list[name] = {name, {}, {{std::move(output), "STRING"}}, std::move(run)};
    };
    add("db.labels", "label", [](const graph::PropertyGraph& graph, const List&) { return names<graph::LabelId>(graph, graph.label_count()); });
    add("db.relationshipTypes", "relationshipType",
        [](const graph::PropertyGraph& graph, const List&) { return names<graph::EdgeTypeId>(graph, graph.edge_type_count()); });
    add("db.propertyKeys", "propertyKey", [](const graph::PropertyGraph& graph, const List&) { return names<graph::KeyId>(graph, graph.key_count()); });
    return list;
  }();
  return all;
}

}  // namespace kg::query
