// One step along relationships, and the ends of a known one.
#include <algorithm>
#include <array>

#include "query/operators.hpp"
#include "query/steps.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using graph::Adjacent;
using graph::EdgeId;
using graph::NodeId;

class Expand final : public Operator {
 public:
  Expand(OperatorPtr input, Step step) : Operator(step.to_bound ? "ExpandInto" : "Expand", std::move(input)), step_(std::move(step)) {}

 private:
  void start(Context& context) override {
    types_.resolve(context.graph, step_.types);
    runs_.clear();
    run_ = at_ = 0;
  }

  bool pull(Context& context) override {
    while (true) {
      for (; run_ < runs_.size(); ++run_, at_ = 0) {
        const auto& [steps, skip_loops] = runs_[run_];
        while (at_ < steps.size()) {
          context.step();
          const Adjacent& next = steps[at_++];
          if (skip_loops && next.neighbour == centre_) continue;
          if (step_.to_bound && next.neighbour != goal_) continue;
          if (is_used(context, step_.different_from, next.edge)) continue;
          set_edge(context.at(step_.relationship), next.edge);
          if (!step_.to_bound) set_node(context.at(step_.to), next.neighbour);
          return true;
        }
      }
      if (!source().next(context)) return false;
      runs_.clear();
      run_ = at_ = 0;
      const auto* from = get<NodeId>(context.at(step_.from));
      if (from == nullptr) continue;
      centre_ = *from;
      Direction direction = step_.direction;
      if (step_.to_bound) {
        const auto* to = get<NodeId>(context.at(step_.to));
        if (to == nullptr) continue;
        goal_ = *to;
        // Look from the end that has fewer relationships.
        if (degree(context.graph, goal_, reverse(direction)) < degree(context.graph, centre_, direction)) {
          std::swap(centre_, goal_);
          direction = reverse(direction);
        }
      }
      types_.collect(context.graph, centre_, direction, runs_);
      if (step_.to_bound) narrow();
    }
  }

  /// Runs of one type are sorted by neighbour: keep only those to the goal.
  void narrow() {
    if (!types_.sorted_by_neighbour()) return;
    for (Run& run : runs_) {
      const auto begin = std::ranges::lower_bound(run.steps, goal_, {}, &Adjacent::neighbour);
      run.steps = {begin, std::ranges::upper_bound(begin, run.steps.end(), goal_, {}, &Adjacent::neighbour)};
    }
  }

  Step step_;
  StepTypes types_;
  std::vector<Run> runs_;
  std::size_t run_ = 0, at_ = 0;
  NodeId centre_{}, goal_{};
};

class CountSteps final : public Operator {
 public:
  CountSteps(OperatorPtr input, Step step) : Operator("CountSteps", std::move(input)), step_(std::move(step)) {}
  Slot distinct_node() const override { return input()->distinct_node(); }

 private:
  void start(Context& context) override { types_.resolve(context.graph, step_.types); }
  bool pull(Context& context) override {
    while (source().next(context)) {
      context.step();
      const auto* from = get<NodeId>(context.at(step_.from));
      if (from == nullptr) continue;
      runs_.clear();
      types_.collect(context.graph, *from, step_.direction, runs_);
      std::size_t count = 0;
      for (const Run& run : runs_) {
        count += run.steps.size();
        if (run.skip_loops) count -= static_cast<std::size_t>(std::ranges::count(run.steps, *from, &Adjacent::neighbour));
      }
      for (const Slot used : step_.different_from) {
        const auto* edge = get<EdgeId>(context.at(used));
        if (edge != nullptr && types_.leads_from(context.graph, *edge, *from, step_.direction)) --count;
      }
      if (count == 0) continue;
      context.multiplicity = count;
      // count(r) asks whether r is null: any of the steps will do.
      set_edge(context.at(step_.relationship), runs_[0].steps[0].edge);
      set_node(context.at(step_.to), runs_[0].steps[0].neighbour);
      return true;
    }
    return false;
  }
  Step step_;
  StepTypes types_;
  std::vector<Run> runs_;
};

class Ends final : public Operator {
 public:
  Ends(OperatorPtr input, Step step, bool from_bound) : Operator("EndsOf", std::move(input)), step_(std::move(step)), from_bound_(from_bound) {}

 private:
  void start(Context& context) override {
    types_.resolve(context.graph, step_.types);
    count_ = at_ = 0;
  }
  bool pull(Context& context) override {
    while (true) {
      while (at_ < count_) {
        const auto [from, to] = ways_[at_++];
        if (from_bound_ && !is(context.at(step_.from), from)) continue;
        if (step_.to_bound && !is(context.at(step_.to), to)) continue;
        if (step_.from == step_.to && from != to) continue;
        if (!from_bound_) set_node(context.at(step_.from), from);
        if (!step_.to_bound) set_node(context.at(step_.to), to);
        return true;
      }
      if (!source().next(context)) return false;
      context.step();
      count_ = at_ = 0;
      const auto* edge = get<EdgeId>(context.at(step_.relationship));
      if (edge == nullptr || !context.graph.alive(*edge) || !types_.allows(context.graph.edge(*edge).type) || is_used(context, step_.different_from, *edge)) continue;
      const graph::Edge ends = context.graph.edge(*edge);
      if (step_.direction != Direction::in) ways_[count_++] = {ends.source, ends.target};
      if (step_.direction != Direction::out && !(step_.direction == Direction::both && ends.source == ends.target)) ways_[count_++] = {ends.target, ends.source};
    }
  }
  static bool is(const Value& value, NodeId node) {
    const auto* known = get<NodeId>(value);
    return known != nullptr && *known == node;
  }
  Step step_;
  bool from_bound_;
  StepTypes types_;
  std::array<std::pair<NodeId, NodeId>, 2> ways_;
  std::size_t count_ = 0, at_ = 0;
};

}  // namespace

void StepTypes::resolve(const graph::PropertyGraph& graph, const std::vector<std::string>& names) {
  any_ = names.empty();
  ids_.clear();
  for (const std::string& name : names) {
    if (const auto id = graph.find_edge_type(name)) ids_.push_back(*id);
  }
  std::ranges::sort(ids_);
  ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
}

bool StepTypes::allows(graph::EdgeTypeId type) const { return any_ || std::ranges::binary_search(ids_, type); }

void StepTypes::collect(const graph::PropertyGraph& graph, NodeId node, Direction direction, std::vector<Run>& runs) const {
  const auto add = [&](std::span<const Adjacent> steps, bool skip_loops) {
    if (!steps.empty()) runs.push_back({steps, skip_loops});
  };
  if (direction != Direction::in) {
    if (any_) add(graph.out(node), false);
    for (const graph::EdgeTypeId type : ids_) add(graph.out(node, type), false);
  }
  if (direction != Direction::out) {
    // Both ways, a loop was already met among those that leave.
    const bool skip_loops = direction == Direction::both;
    if (any_) add(graph.in(node), skip_loops);
    for (const graph::EdgeTypeId type : ids_) add(graph.in(node, type), skip_loops);
  }
}

bool StepTypes::leads_from(const graph::PropertyGraph& graph, EdgeId edge, NodeId node, Direction direction) const {
  const graph::Edge ends = graph.edge(edge);
  if (!allows(ends.type)) return false;
  return (direction != Direction::in && ends.source == node) || (direction != Direction::out && ends.target == node);
}

std::size_t degree(const graph::PropertyGraph& graph, NodeId node, Direction direction) {
  return (direction != Direction::in ? graph.out(node).size() : 0) + (direction != Direction::out ? graph.in(node).size() : 0);
}

bool is_used(const Context& context, const std::vector<Slot>& used, EdgeId edge) {
  return std::ranges::any_of(used, [&](Slot slot) {
    const Value& value = context.at(slot);
    if (const auto* one = get<EdgeId>(value)) return *one == edge;
    const List* list = get_list(value);
    return list != nullptr && std::ranges::any_of(*list, [&](const Value& one) {
             const auto* other = get<EdgeId>(one);
             return other != nullptr && *other == edge;
           });
  });
}

OperatorPtr make_expand(OperatorPtr input, Step step) { return std::make_unique<Expand>(std::move(input), std::move(step)); }
OperatorPtr make_count_steps(OperatorPtr input, Step step) { return std::make_unique<CountSteps>(std::move(input), std::move(step)); }
OperatorPtr make_ends(OperatorPtr input, Step step, bool from_bound) { return std::make_unique<Ends>(std::move(input), std::move(step), from_bound); }

}  // namespace kg::query
