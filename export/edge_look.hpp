// How nodes and edges look in programs for networks: weight, colour, shape, dates; read in one pass
// over an edge's properties, because files of a million edges are written here.
#pragma once

#include <optional>
#include <span>

#include "export/graph_text.hpp"
#include "export/theme.hpp"

namespace kg::exporter {

struct EdgeLook {
  std::int64_t weight = 1;  ///< number of reports, at least 1
  Stroke stroke = Stroke::solid;
  Mood mood = Mood::neutral;
  Date first, last;         ///< the edge's own dates; unknown if it has none
};

/// Reads EdgeLooks of one graph.
class EdgeLooks {
 public:
  explicit EdgeLooks(const graph::PropertyGraph& graph);
  /// From the edge's properties, as graph.properties(edge) gives them.
  EdgeLook operator()(std::span<const graph::Property> properties) const;

 private:
  std::optional<graph::KeyId> reports_, weight_, status_, polarity_, quad_, date_, date_from_, date_to_, first_, last_, from_, to_;
};

/// By the node's first label.
Shape shape_for(std::string_view label);

}  // namespace kg::exporter
