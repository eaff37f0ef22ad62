// The stored graph: immutable, mapped from a .kg file. Opening costs the same for any size.
#pragma once

#include <memory>
#include <string>

#include "graph/property_graph.hpp"

namespace kg::graph {

/// A .kg file as a PropertyGraph. graph/boost_graph.hpp makes it a Boost.Graph model.
class Graph : public PropertyGraph {
 public:
  /// Maps `path`. Throws kg::Error for a missing, foreign, truncated or newer file.
  static std::unique_ptr<Graph> open(const std::string& path);
};

}  // namespace kg::graph
