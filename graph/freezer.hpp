// From a Builder to the columns of a .kg file.
#pragma once

#include "graph/builder.hpp"
#include "graph/sections.hpp"

namespace kg::graph {

/// Fills the sections that hold nodes, edges, names and strings. A pure function of the set of
/// nodes and edges. Throws kg::Error for more than 2^32 - 1 of anything.
void freeze_graph(const Builder& builder, SectionsToWrite& sections, const Workspace& workspace = {});

}  // namespace kg::graph
