// Values of a running query: property values, maps, nodes, edges and paths.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "graph/property_graph.hpp"

namespace kg::query {

struct Value;
using List = std::vector<Value>;
using Map = std::vector<std::pair<std::string, Value>>;  ///< in the order of insertion, keys distinct

/// nodes.size() == edges.size() + 1; edge i joins nodes i and i + 1, in either direction.
struct Path {
  std::vector<graph::NodeId> nodes;
  std::vector<graph::EdgeId> edges;
  bool operator==(const Path&) const = default;
};

/// Any openCypher value. Lists, maps and paths are shared and immutable: a row copy is cheap.
struct Value {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const List>,
               std::shared_ptr<const Map>, graph::Temporal, graph::NodeId, graph::EdgeId, std::shared_ptr<const Path>>
      data;

  Value() = default;
  template <class T>
  Value(T value) : data(std::move(value)) {}
  bool is_null() const { return data.index() == 0; }
};

}  // namespace kg::query
