#include "export/actors.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "export/edge_look.hpp"
#include "export/graph_text.hpp"
#include "graph/memory_graph.hpp"

namespace kg::exporter {

using graph::NodeId;

namespace {

struct Pair {
  std::int64_t meetings = 0;  // told one by one, or a larger number that one report gives
  std::int64_t told = 0, cooperation = 0, conflict = 0, reports = 0;
  std::set<graph::DocumentIndex> documents;
  std::set<std::string_view> types;
  Date first, last;
};

class Projector {
 public:
  explicit Projector(const graph::PropertyGraph& graph) : graph_(graph), text_(graph), looks_(graph) {}

  std::unique_ptr<graph::PropertyGraph> run() {
    actor_ = graph_.find_label("Actor");
    joins_ = graph_.find_edge_type("PARTICIPATED_IN");
    add_meetings();
    add_statements();
    add_edges();
    return built();
  }

 private:
  bool is_actor(NodeId node) const {
    const auto labels = graph_.labels(node);
    return actor_ && std::find(labels.begin(), labels.end(), *actor_) != labels.end();
  }

  template <class Id>
  Pair* count(NodeId a, NodeId b, std::string_view type, const GraphText::Period& period, Id says) {
    if (a == b) return nullptr;
    Pair& pair = pairs_[std::minmax(a, b)];
    pair.types.insert(type);
    for (const graph::Evidence& one : graph_.evidence(says)) pair.documents.insert(one.document);
    if (period.first && (!pair.first || period.first < pair.first)) pair.first = period.first;
    if (period.last && pair.last < period.last) pair.last = period.last;
    pair.reports = std::max(pair.reports, text_.integer(says, "reports").value_or(1));
    return &pair;
  }

  // "three times" counts meetings that other reports tell of one by one: the larger number stands.
  static void add_times(Pair& pair, std::int64_t times) {
    if (times == 1) ++pair.told;
    pair.meetings = std::max({pair.meetings, pair.told, times});
  }

  void add_meetings() {
    const auto label = graph_.find_label("Meeting");
    if (!label || !joins_) return;
    for (const NodeId meeting : graph_.nodes_with(*label)) {
      if (stroke_of_status(text_.text(meeting, "status")) != Stroke::solid) continue;
      std::vector<NodeId> who;
      for (const graph::Adjacent& next : graph_.in(meeting, *joins_)) {
        if (is_actor(next.neighbour) && (who.empty() || who.back() != next.neighbour)) who.push_back(next.neighbour);
      }
      const GraphText::Period period = text_.period(meeting);
      const std::int64_t times = std::max<std::int64_t>(1, text_.integer(meeting, "times").value_or(1));
      for (std::size_t i = 0; i < who.size(); ++i) {
        for (std::size_t j = i + 1; j < who.size(); ++j) {
          if (Pair* pair = count(who[i], who[j], "MET", period, meeting)) add_times(*pair, times);
        }
      }
    }
  }

  void add_statements() {
    const auto label = graph_.find_label("Statement");
    const auto said = graph_.find_edge_type("SAID"), about = graph_.find_edge_type("ABOUT");
    if (!label || !said || !about) return;
    for (const NodeId statement : graph_.nodes_with(*label)) {
      for (const graph::Adjacent& speaker : graph_.in(statement, *said)) {
        for (const graph::Adjacent& topic : graph_.out(statement, *about)) {
          if (is_actor(speaker.neighbour) && is_actor(topic.neighbour)) {
            count(speaker.neighbour, topic.neighbour, "SAID", text_.period(statement), speaker.edge);
          }
        }
      }
    }
  }

  void add_edges() {
    for (const graph::EdgeId edge : graph::edges_of(graph_)) {
      const graph::Edge ends = graph_.edge(edge);
      if (!is_actor(ends.source) || !is_actor(ends.target)) continue;
      const std::string_view type = graph_.name(ends.type);
      const EdgeLook look = looks_(graph_.properties(edge));
      if (look.stroke != Stroke::solid) continue;
      // MET is derived from the meetings, where the graph has them.
      const auto known = pairs_.find(std::minmax(ends.source, ends.target));
      const bool counted = type == "MET" && known != pairs_.end() && known->second.meetings > 0;
      if (counted) continue;
      Pair* pair = count(ends.source, ends.target, type, {look.first, look.last}, edge);
      if (pair == nullptr) continue;
      if (type == "MET") add_times(*pair, std::max<std::int64_t>(1, text_.integer(edge, "times").value_or(1)));
      if (look.mood == Mood::cooperation) ++pair->cooperation;
      if (look.mood == Mood::conflict) ++pair->conflict;
    }
  }

  std::unique_ptr<graph::PropertyGraph> built() const {
    auto network = std::make_unique<graph::MemoryGraph>();
    std::map<NodeId, NodeId> renamed;
    if (actor_) {
      for (const NodeId node : graph_.nodes_with(*actor_)) {
        std::vector<std::string> labels;
        for (const graph::LabelId label : graph_.labels(node)) labels.emplace_back(graph_.name(label));
        std::vector<graph::NamedProperty> properties;
        for (auto& [key, value] : graph_.properties(node)) properties.emplace_back(graph_.name(key), std::move(value));
        renamed[node] = network->add_node(labels, properties);
      }
    }
    for (const auto& [ends, pair] : pairs_) {
      graph::PropertyList types;
      for (const std::string_view type : pair.types) types.emplace_back(std::string(type));
      const auto weight = std::max({std::int64_t{1}, static_cast<std::int64_t>(pair.documents.size()), pair.reports});
      std::vector<graph::NamedProperty> properties = {{"weight", weight},
                                                      {"meetings", pair.meetings},
                                                      {"cooperation", pair.cooperation},
                                                      {"conflict", pair.conflict},
                                                      {"types", std::move(types)}};
      if (pair.first) properties.emplace_back("first", pair.first.iso());
      if (pair.last) properties.emplace_back("last", pair.last.iso());
      network->add_edge(renamed.at(ends.first), "RELATED", renamed.at(ends.second), properties);
    }
    return network;
  }

  const graph::PropertyGraph& graph_;
  GraphText text_;
  EdgeLooks looks_;
  std::optional<graph::LabelId> actor_;
  std::optional<graph::EdgeTypeId> joins_;
  std::map<std::pair<NodeId, NodeId>, Pair> pairs_;
};

}  // namespace

std::unique_ptr<graph::PropertyGraph> project_actors(const graph::PropertyGraph& graph) { return Projector(graph).run(); }

}  // namespace kg::exporter
