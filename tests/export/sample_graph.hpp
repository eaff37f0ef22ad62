// Graphs for the export tests: a small one with two articles, and one with hostile names.
#pragma once

#include <memory>
#include <string>

#include "graph/memory_graph.hpp"

namespace kg::exporter::testing {

/// Two people, their states, one held, one planned and one denied meeting, events, a statement,
/// all with evidence in two short documents (the first has letters of several bytes).
std::unique_ptr<graph::MemoryGraph> summit_graph();

/// Names that break careless writers; the same graph whatever the format.
std::unique_ptr<graph::MemoryGraph> hostile_graph();

/// The hostile names, in node order.
std::vector<std::string> hostile_names();

}  // namespace kg::exporter::testing
