#include "graph/property_graph.hpp"

#include <algorithm>

namespace kg::graph {

namespace {

std::span<const Adjacent> part_of(std::span<const Adjacent> all, EdgeTypeId type) {
  // Not ranges::equal_range: clang 14 cannot read it in libstdc++ 12.
  const auto begin = std::ranges::lower_bound(all, type, {}, &Adjacent::type);
  return {begin, std::ranges::upper_bound(begin, all.end(), type, {}, &Adjacent::type)};
}

}  // namespace

std::span<const Adjacent> PropertyGraph::out(NodeId node, EdgeTypeId type) const { return part_of(out(node), type); }
std::span<const Adjacent> PropertyGraph::in(NodeId node, EdgeTypeId type) const { return part_of(in(node), type); }

}  // namespace kg::graph
