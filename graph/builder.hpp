// Making a graph: nodes and edges are added in any order and frozen into a Graph.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "graph/property_graph.hpp"

namespace kg::graph {

/// A property by name; what a Builder takes.
using NamedProperty = std::pair<std::string, PropertyValue>;

/// A resolved node. `key` names it uniquely and stably ("person:kim jong un", "state:PRK");
/// nodes are numbered in the order of their keys, so the order of adding does not matter.
struct NodeRecord {
  std::string key;
  std::vector<std::string> labels;        ///< specific label first, then the umbrella
  std::vector<NamedProperty> properties;  ///< `name` always; `aliases` is a list of strings
  std::vector<Evidence> evidence;
};

/// A resolved edge between two node keys. Edges with equal (source, type, target, discriminator) are one.
struct EdgeRecord {
  std::string source;
  std::string type;
  std::string target;
  std::string discriminator;  ///< tells parallel edges apart: date, mode …; part of the order
  std::vector<NamedProperty> properties;
  std::vector<Evidence> evidence;
};

}  // namespace kg::graph
