// shortestPath and allShortestPaths: breadth first from both ends, always the smaller side on.
#include <algorithm>

#include "query/operators.hpp"
#include "query/steps.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using graph::Adjacent;
using graph::EdgeId;
using graph::NodeId;

class Shortest final : public Operator {
 public:
  Shortest(OperatorPtr input, Step step, Reach reach)
      : Operator(reach.kind == PathKind::shortest ? "ShortestPath" : "AllShortestPaths", std::move(input)), step_(std::move(step)), reach_(reach) {}

 private:
  /// Distances from one end, -1 where it has not come yet.
  struct Side {
    std::vector<std::int32_t> distance;
    std::vector<NodeId> touched, frontier;
    std::int32_t depth = 0;
    Direction direction = Direction::out;

    void begin(std::uint32_t bound, NodeId origin, Direction way) {
      for (const NodeId node : touched) distance[static_cast<std::uint32_t>(node)] = -1;
      if (distance.size() < bound) distance.resize(bound, -1);
      touched.assign(1, origin);
      frontier.assign(1, origin);
      distance[static_cast<std::uint32_t>(origin)] = 0;
      depth = 0;
      direction = way;
    }
    std::int32_t at(NodeId node) const { return distance[static_cast<std::uint32_t>(node)]; }
  };

  void start(Context& context) override {
    types_.resolve(context.graph, step_.types);
    found_.clear();
    at_ = 0;
  }

  bool pull(Context& context) override {
    while (at_ == found_.size()) {
      if (!source().next(context)) return false;
      found_.clear();
      at_ = 0;
      const auto* from = get<NodeId>(context.at(step_.from));
      const auto* to = get<NodeId>(context.at(step_.to));
      if (from == nullptr || to == nullptr) continue;
      wanted_ = reach_.properties ? evaluate(*reach_.properties, context) : Value();
      search(context, *from, *to);
    }
    const Path& path = found_[at_++];
    context.at(step_.relationship) = make_list(List(path.edges.begin(), path.edges.end()));
    if (reach_.path != no_slot) context.at(reach_.path) = make_path(path);
    return true;
  }

  void search(Context& context, NodeId from, NodeId to) {
    if (from == to) {
      if (reach_.min == 0) found_.push_back({{from}, {}});
      return;
    }
    const std::uint32_t bound = context.graph.node_bound();
    front_.begin(bound, from, step_.direction);
    back_.begin(bound, to, reverse(step_.direction));
    meetings_.clear();
    while (meetings_.empty()) {
      if (front_.frontier.empty() || back_.frontier.empty()) return;
      if (front_.depth + back_.depth >= reach_.max) return;
      const bool forward = front_.frontier.size() <= back_.frontier.size();
      widen(context, forward ? front_ : back_, forward ? back_ : front_);
    }
    std::ranges::sort(meetings_);
    for (const NodeId meeting : meetings_) {
      std::vector<Path> halves, rest;
      trace(context, meeting, front_, halves);
      trace(context, meeting, back_, rest);
      for (const Path& half : halves) {
        for (const Path& other : rest) {
          join(half, other);
          context.step();
          if (reach_.kind == PathKind::shortest) return;
          context.check_size(found_.size() * (sizeof(Path) + half.edges.size() * 16));
        }
      }
    }
  }

  void widen(Context& context, Side& side, const Side& other) {
    std::vector<NodeId> next;
    ++side.depth;
    for (const NodeId node : side.frontier) {
      runs_.clear();
      types_.collect(context.graph, node, side.direction, runs_);
      for (const Run& run : runs_) {
        for (const Adjacent& step : run.steps) {
          context.step();
          std::int32_t& distance = side.distance[static_cast<std::uint32_t>(step.neighbour)];
          if (distance >= 0 || !usable(context, step.edge)) continue;
          distance = side.depth;
          side.touched.push_back(step.neighbour);
          next.push_back(step.neighbour);
          if (other.at(step.neighbour) >= 0) meetings_.push_back(step.neighbour);
        }
      }
    }
    side.frontier = std::move(next);
  }

  bool usable(Context& context, EdgeId edge) const {
    return !is_used(context, step_.different_from, edge) && (wanted_.is_null() || has_properties(context, edge, wanted_));
  }

  /// Ways from `node` back to the origin of `side`; one is enough for a single shortest path.
  void trace(Context& context, NodeId node, const Side& side, std::vector<Path>& ways) {
    struct Level {
      NodeId node{};
      std::vector<Adjacent> steps;
      std::size_t at = 0;
    };
    std::vector<Level> levels;
    Path path;
    const auto enter = [&](NodeId at) {
      Level level;
      level.node = at;
      path.nodes.push_back(at);
      std::vector<Run> runs;
      if (side.at(at) > 0) types_.collect(context.graph, at, reverse(side.direction), runs);
      for (const Run& run : runs) {
        for (const Adjacent& step : run.steps) {
          context.step();
          if (side.at(step.neighbour) == side.at(at) - 1 && usable(context, step.edge)) level.steps.push_back(step);
        }
      }
      levels.push_back(std::move(level));
    };
    enter(node);
    while (!levels.empty()) {
      Level& level = levels.back();
      if (side.at(level.node) == 0 && level.at == 0) {
        ways.push_back(path);
        if (reach_.kind == PathKind::shortest) return;
        context.check_size(ways.size() * (sizeof(Path) + path.edges.size() * 16));
        level.at = 1;
      }
      if (level.at < level.steps.size()) {
        const Adjacent step = level.steps[level.at++];
        path.edges.push_back(step.edge);
        enter(step.neighbour);
        continue;
      }
      levels.pop_back();
      path.nodes.pop_back();
      if (!path.edges.empty()) path.edges.pop_back();
    }
  }

  void join(const Path& half, const Path& other) {
    Path path;
    path.nodes.assign(half.nodes.rbegin(), half.nodes.rend());
    path.edges.assign(half.edges.rbegin(), half.edges.rend());
    path.nodes.insert(path.nodes.end(), other.nodes.begin() + 1, other.nodes.end());
    path.edges.insert(path.edges.end(), other.edges.begin(), other.edges.end());
    found_.push_back(std::move(path));
  }

  Step step_;
  Reach reach_;
  StepTypes types_;
  Side front_, back_;
  std::vector<NodeId> meetings_;
  std::vector<Run> runs_;
  std::vector<Path> found_;
  std::size_t at_ = 0;
  Value wanted_;
};

}  // namespace

OperatorPtr make_shortest(OperatorPtr input, Step step, Reach reach) { return std::make_unique<Shortest>(std::move(input), std::move(step), reach); }

}  // namespace kg::query
