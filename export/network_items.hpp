// Nodes and edges as programs for networks are told of them: GEXF, GraphML and DOT. Each item is read
// from the graph once, because files of a million edges are written here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "export/edge_look.hpp"
#include "export/graph_text.hpp"

namespace kg::exporter {

struct NodeItem {
  graph::NodeId id{};
  std::vector<std::string_view> labels{};  ///< the specific one first
  std::string_view label{};                ///< that one; empty if there is none
  Shape shape = Shape::other;
  std::string name{};
  std::vector<graph::Property> properties{};
};

struct EdgeItem {
  graph::EdgeId id{};
  graph::Edge ends{};
  std::string_view type{};
  unsigned number = 1;  ///< 2, 3 … for further edges of the type between the two: a graph from a file has them one after another
  EdgeLook look{};
  std::vector<graph::Property> properties{};
};

/// Reads the items of one graph.
class NetworkItems {
 public:
  explicit NetworkItems(const graph::PropertyGraph& graph) : graph_(graph), text_(graph), looks_(graph), quotes_(graph) {}

  /// Calls `use(const NodeItem&)` in the order of ids.
  template <class Use>
  void each_node(Use use) const {
    for (const graph::NodeId id : graph::nodes_of(graph_)) {
      NodeItem item{.id = id, .labels = text_.labels(id)};
      if (!item.labels.empty()) item.label = item.labels.front();
      item.shape = shape_for(item.label);
      item.properties = graph_.properties(id);
      item.name = text_.name(id, item.properties);
      use(item);
    }
  }
  /// Calls `use(const EdgeItem&)` in the order of ids.
  template <class Use>
  void each_edge(Use use) const {
    graph::Edge before{};
    unsigned number = 0;
    for (const graph::EdgeId id : graph::edges_of(graph_)) {
      EdgeItem item{.id = id, .ends = graph_.edge(id)};
      const bool again = number > 0 && item.ends.source == before.source && item.ends.target == before.target && item.ends.type == before.type;
      number = again ? number + 1 : 1;
      before = item.ends;
      item.number = number;
      item.type = graph_.name(item.ends.type);
      item.properties = graph_.properties(id);
      item.look = looks_(item.properties);
      use(item);
    }
  }

  /// The first sentence that says so; valid until the next call.
  std::optional<Quote> first_quote(const EdgeItem& edge) {
    if (graph_.document_count() == 0) return {};
    const std::vector<graph::Evidence> evidence = graph_.evidence(edge.id);
    return evidence.empty() ? std::nullopt : std::optional(quotes_(evidence.front()));
  }

  /// When a node happened or was published; people, bodies and places have no dates.
  GraphText::Period period(const NodeItem& node) const {
    const bool dated = node.shape == Shape::meeting || node.label == "Happening" || node.label == "Statement" || node.label == "Document";
    return dated ? text_.period(node.properties) : GraphText::Period{};
  }

 private:
  const graph::PropertyGraph& graph_;
  GraphText text_;
  EdgeLooks looks_;
  Quotes quotes_;
};

}  // namespace kg::exporter
