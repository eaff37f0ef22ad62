// Paths of variable length, and putting paths together.
#include <algorithm>

#include "query/cypher_error.hpp"
#include "query/operators.hpp"
#include "query/steps.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using graph::Adjacent;
using graph::EdgeId;
using graph::NodeId;

NodeId other_end(const graph::PropertyGraph& graph, EdgeId edge, NodeId from) {
  const graph::Edge ends = graph.edge(edge);
  return ends.source == from ? ends.target : ends.source;
}

/// Depth first, every relationship at most once in a path.
class Walk final : public Operator {
 public:
  Walk(OperatorPtr input, Step step, Reach reach) : Operator("Walk", std::move(input)), step_(std::move(step)), reach_(reach) {}

 private:
  struct Level {
    NodeId node{};
    std::vector<Run> runs;
    std::size_t run = 0, at = 0;
  };

  void start(Context& context) override {
    types_.resolve(context.graph, step_.types);
    levels_.clear();
    edges_.clear();
  }

  bool pull(Context& context) override {
    while (true) {
      while (!levels_.empty()) {
        if (advance(context) && accept(context)) return true;
      }
      if (!source().next(context)) return false;
      const auto* from = get<NodeId>(context.at(step_.from));
      if (from == nullptr) continue;
      if (step_.to_bound) {
        const auto* to = get<NodeId>(context.at(step_.to));
        if (to == nullptr) continue;
        goal_ = *to;
      }
      wanted_ = reach_.properties ? evaluate(*reach_.properties, context) : Value();
      edges_.clear();
      enter(context, *from);
      if (reach_.min == 0 && accept(context)) return true;
    }
  }

  void enter(Context& context, NodeId node) {
    Level& level = levels_.emplace_back();
    level.node = node;
    if (static_cast<std::int64_t>(edges_.size()) < reach_.max) types_.collect(context.graph, node, step_.direction, level.runs);
    context.check_size(levels_.size() * 200);
  }

  /// One step deeper, or one level back (then false).
  bool advance(Context& context) {
    Level& level = levels_.back();
    for (; level.run < level.runs.size(); ++level.run, level.at = 0) {
      const Run& run = level.runs[level.run];
      while (level.at < run.steps.size()) {
        context.step();
        const Adjacent next = run.steps[level.at++];
        if (run.skip_loops && next.neighbour == level.node) continue;
        if (std::ranges::find(edges_, next.edge) != edges_.end() || is_used(context, step_.different_from, next.edge)) continue;
        if (!has_properties(context, next.edge, wanted_)) continue;
        edges_.push_back(next.edge);
        enter(context, next.neighbour);
        return true;
      }
    }
    levels_.pop_back();
    if (!edges_.empty()) edges_.pop_back();
    return false;
  }

  bool accept(Context& context) {
    if (static_cast<std::int64_t>(edges_.size()) < reach_.min) return false;
    const NodeId end = levels_.back().node;
    if (step_.to_bound ? end != goal_ : false) return false;
    if (!step_.to_bound) set_node(context.at(step_.to), end);
    context.at(step_.relationship) = make_list(List(edges_.begin(), edges_.end()));
    return true;
  }

  Step step_;
  Reach reach_;
  StepTypes types_;
  std::vector<Level> levels_;
  std::vector<EdgeId> edges_;
  NodeId goal_{};
  Value wanted_;
};

/// The relationships are given as a list: does it lead from here, and where to?
class Follow final : public Operator {
 public:
  Follow(OperatorPtr input, Step step, Reach reach) : Operator("Follow", std::move(input)), step_(std::move(step)), reach_(reach) {}

 private:
  void start(Context& context) override { types_.resolve(context.graph, step_.types); }
  bool pull(Context& context) override {
    while (source().next(context)) {
      context.step();
      const auto* from = get<NodeId>(context.at(step_.from));
      const List* list = get_list(context.at(step_.relationship));
      if (from == nullptr || list == nullptr) continue;
      const auto length = static_cast<std::int64_t>(list->size());
      if (length < reach_.min || length > reach_.max) continue;
      NodeId node = *from;
      const bool leads = std::ranges::all_of(*list, [&](const Value& one) {
        const auto* edge = get<EdgeId>(one);
        if (edge == nullptr || !context.graph.alive(*edge) || !types_.leads_from(context.graph, *edge, node, step_.direction)) return false;
        node = other_end(context.graph, *edge, node);
        return true;
      });
      if (!leads) continue;
      if (step_.to_bound) {
        const auto* to = get<NodeId>(context.at(step_.to));
        if (to == nullptr || *to != node) continue;
      } else {
        set_node(context.at(step_.to), node);
      }
      return true;
    }
    return false;
  }
  Step step_;
  Reach reach_;
  StepTypes types_;
};

class BuildPath final : public Operator {
 public:
  BuildPath(OperatorPtr input, const PatternPart* part) : Operator("Path", std::move(input)), part_(part) { detail = part->variable; }

 private:
  void start(Context&) override {}
  bool pull(Context& context) override {
    if (!source().next(context)) return false;
    context.at(part_->slot) = path_of(*part_, context);
    return true;
  }
  const PatternPart* part_;
};

}  // namespace

Value path_of(const PatternPart& part, const Context& context) {
  Path path;
  const auto* first = get<NodeId>(context.at(part.nodes[0].slot));
  if (first == nullptr) return {};
  path.nodes.push_back(*first);
  const auto add = [&](const Value& value) {
    const auto* edge = get<EdgeId>(value);
    if (edge == nullptr) return false;
    path.edges.push_back(*edge);
    path.nodes.push_back(other_end(context.graph, *edge, path.nodes.back()));
    return true;
  };
  for (const RelationshipPattern& relationship : part.relationships) {
    const Value& value = context.at(relationship.slot);
    const List* list = get_list(value);
    if (list != nullptr ? !std::ranges::all_of(*list, add) : !add(value)) return {};
  }
  return make_path(std::move(path));
}

bool has_properties(Context& context, EdgeId edge, const Value& wanted) {
  const Map* map = get_map(wanted);
  if (map == nullptr) return true;
  return std::ranges::all_of(*map, [&](const auto& entry) {
    const auto key = context.graph.find_key(entry.first);
    return key && equal(from_property(context.graph.property(edge, *key)), entry.second) == true;
  });
}

OperatorPtr make_walk(OperatorPtr input, Step step, Reach reach) { return std::make_unique<Walk>(std::move(input), std::move(step), reach); }
OperatorPtr make_follow(OperatorPtr input, Step step, Reach reach) { return std::make_unique<Follow>(std::move(input), std::move(step), reach); }
OperatorPtr make_build_path(OperatorPtr input, const PatternPart* part) { return std::make_unique<BuildPath>(std::move(input), part); }

}  // namespace kg::query
