#include "graph/property_graph.hpp"

#include <algorithm>

namespace kg::graph {

namespace {

std::span<const Adjacent> part_of(std::span<const Adjacent> all, EdgeTypeId type) {
  const auto by_type = [](const Adjacent& step) { return step.type; };
  const auto found = std::ranges::equal_range(all, type, {}, by_type);
  return {found.begin(), found.end()};
}

}  // namespace

std::span<const Adjacent> PropertyGraph::out(NodeId node, EdgeTypeId type) const { return part_of(out(node), type); }
std::span<const Adjacent> PropertyGraph::in(NodeId node, EdgeTypeId type) const { return part_of(in(node), type); }

}  // namespace kg::graph
