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

using WriteFormat = void (*)(const graph::PropertyGraph&, const ExportOptions&, std::ostream&);

/// One more file of a format that needs several: nodes beside edges.
struct Companion {
  std::string_view name;    ///< "nodes": in `kg export --part` and in the file's name
  std::string_view suffix;  ///< ".csv"
  WriteFormat write;
};

struct Format {
  std::string_view name;         ///< "gexf"
  std::string_view suffixes;     ///< ".gexf", space separated
  std::string_view description;  ///< one line
  WriteFormat write;             ///< the file itself, or the only one that a pipe gets
  std::span<const Companion> companions = {};  ///< written beside a named file: graph.csv, graph.nodes.csv
};

/// All formats, sorted by name.
std::span<const Format> formats();
/// By name; nullptr if there is none.
const Format* find_format(std::string_view name);
/// By the suffix of a file name ("out.gexf"), longest suffix first; nullptr if none fits.
const Format* find_format_for(std::string_view file);

/// Bytes of the suffix of `file` that is the format's (the longest), else of whatever follows its last dot.
std::size_t suffix_size(const Format& format, std::string_view file);

}  // namespace kg::exporter
