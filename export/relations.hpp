// What a graph says of pairs of nodes, ready to become the lines of a diagram: meetings of two, events,
// offices, statements; each with the words that a reader sees.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "export/diagram.hpp"
#include "export/graph_text.hpp"

namespace kg::exporter {

/// One thing that one part of the graph says of two nodes.
struct Relation {
  graph::NodeId from{}, to{};
  bool directed = false;
  Stroke stroke = Stroke::solid;
  Mood mood = Mood::neutral;
  /// office: who somebody is. background: what a gazetteer knows ("capital of"), drawn for its own sake only.
  enum class Kind : std::uint8_t { event, office, background } kind = Kind::event;
  std::string phrase{};        ///< "met", "plans to aid", "Foreign Minister"; may be empty
  std::int64_t times = 1;      ///< 1 to 1 000 000
  GraphText::Period period{};
  std::string place{};
  std::vector<graph::Evidence> evidence{};
  std::int64_t reports = 1;    ///< number of documents, at least 1
};

struct Relations {
  std::vector<Relation> all;
  std::set<graph::NodeId> meetings;               ///< that are shapes: their lines are in `all`
  std::map<graph::NodeId, std::string> place_of;  ///< of meetings on a timeline
  std::size_t undated = 0;                        ///< meetings that a timeline has no row for
  std::vector<std::string> notes;                 ///< what was left out, and how to have it
};

/// All that fits the types and dates of `options`; --hops and --top are not looked at.
/// Throws kg::Error for an unknown type.
Relations collect_relations(const graph::PropertyGraph& graph, const DiagramOptions& options);

/// The shape of a node; unknown for statements and documents, which are never shapes.
std::optional<Shape> shape_of(const GraphText& text, graph::NodeId node);

/// Number of different documents; at least 1.
std::int64_t documents_of(const std::vector<graph::Evidence>& evidence);

}  // namespace kg::exporter
