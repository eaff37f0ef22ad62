// Names for nodes and edges that stay apart when files of several graphs meet.
#pragma once

#include <string>

#include "graph/property_graph.hpp"

namespace kg::exporter {

/// 16 hexadecimal digits made of the graph's documents and sizes: the same graph, the same digits.
std::string graph_digits(const graph::PropertyGraph& graph);

}  // namespace kg::exporter
