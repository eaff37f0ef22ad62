// Runs of neighbours to follow from a node: what all step operators share.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/property_graph.hpp"
#include "query/ast.hpp"
#include "query/context.hpp"

namespace kg::query {

struct Run {
  std::span<const graph::Adjacent> steps;
  bool skip_loops = false;  ///< loops in here were met in an earlier run
};

/// The relationship types of a step, as ids of the graph.
class StepTypes {
 public:
  void resolve(const graph::PropertyGraph& graph, const std::vector<std::string>& names);
  bool allows(graph::EdgeTypeId type) const;
  /// Adds the runs of neighbours that may be stepped to from `node`.
  void collect(const graph::PropertyGraph& graph, graph::NodeId node, Direction direction, std::vector<Run>& runs) const;
  /// True if every run has one type only, and so is sorted by neighbour.
  bool sorted_by_neighbour() const { return !any_; }
  /// True if a step from `node` in this direction may take `edge`.
  bool leads_from(const graph::PropertyGraph& graph, graph::EdgeId edge, graph::NodeId node, Direction direction) const;

 private:
  bool any_ = true;
  std::vector<graph::EdgeTypeId> ids_;
};

constexpr Direction reverse(Direction direction) {
  return direction == Direction::out ? Direction::in : direction == Direction::in ? Direction::out : Direction::both;
}

/// Relationships of all types, loops counted twice for both ways.
std::size_t degree(const graph::PropertyGraph& graph, graph::NodeId node, Direction direction);

/// True if `edge` stands in one of the slots, alone or in a list.
bool is_used(const Context& context, const std::vector<Slot>& used, graph::EdgeId edge);

/// True if the relationship has all keys of the map `wanted` with equal values; null wants nothing.
bool has_properties(Context& context, graph::EdgeId edge, const Value& wanted);

/// The path that a matched pattern makes; null if a part of it is null.
Value path_of(const PatternPart& part, const Context& context);

}  // namespace kg::query
