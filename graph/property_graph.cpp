#include "graph/property_graph.hpp"

#include <algorithm>

namespace kg::graph {

namespace {

std::span<const Adjacent> part_of(std::span<const Adjacent> all, EdgeTypeId type) {
  // Not ranges::equal_range: clang 14 cannot read it in libstdc++ 12.
  const auto begin = std::ranges::lower_bound(all, type, {}, &Adjacent::type);
  return {begin, std::ranges::upper_bound(begin, all.end(), type, {}, &Adjacent::type)};
}

template <class Id>
std::vector<ValueKinds> kinds_in(const PropertyGraph& graph, AliveIds<Id> ids) {
  std::vector<ValueKinds> kinds(graph.key_count());
  for (const Id id : ids) {
    for (const auto& [key, value] : graph.properties(id)) kinds[static_cast<std::uint32_t>(key)] |= kind_of(value);
  }
  return kinds;
}

}  // namespace

std::span<const Adjacent> PropertyGraph::out(NodeId node, EdgeTypeId type) const { return part_of(out(node), type); }
std::span<const Adjacent> PropertyGraph::in(NodeId node, EdgeTypeId type) const { return part_of(in(node), type); }

std::vector<ValueKinds> PropertyGraph::kinds_of_nodes() const { return kinds_in(*this, nodes_of(*this)); }
std::vector<ValueKinds> PropertyGraph::kinds_of_edges() const { return kinds_in(*this, edges_of(*this)); }

}  // namespace kg::graph
