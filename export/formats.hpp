// All files that a graph can leave as: one table that help, completion, docs and tests read.
#pragma once

#include <ostream>
#include <span>
#include <string_view>

#include "graph/property_graph.hpp"

namespace kg::exporter {

struct ExportOptions {
  bool project_actors = false;  ///< the plain actor–actor network
  Date since, until;            ///< only what overlaps; unknown: no bound
};

struct Format {
  std::string_view name;         ///< "gexf"
  std::string_view suffixes;     ///< ".gexf", space separated
  std::string_view description;  ///< one line
  void (*write)(const graph::PropertyGraph&, const ExportOptions&, std::ostream&);
};

/// All formats, sorted by name.
std::span<const Format> formats();
/// By name; nullptr if there is none.
const Format* find_format(std::string_view name);

}  // namespace kg::exporter
