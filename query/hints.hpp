// Labels, types and properties that a query asks for but the graph does not have.
#pragma once

#include <string>
#include <vector>

#include "graph/property_graph.hpp"
#include "query/ast.hpp"

namespace kg::query {

/// One note a name: "no node has the label 'Persn'; did you mean 'Person'?". openCypher finds
/// nothing then, which is right and puzzling. Names that the query itself creates are left out.
std::vector<std::string> unknown_names(const Query& query, const graph::PropertyGraph& graph);

}  // namespace kg::query
