// The small tables of a .kg file: labels, edge types, keys, label sets, shapes. Read when opening.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/property_graph.hpp"
#include "graph/value_codec.hpp"

namespace kg::graph {

/// The keys of a record with the kinds of their values, ascending by key.
using Shape = std::vector<std::pair<KeyId, ValueTag>>;

struct Symbols {
  struct Counted {
    std::string name;
    std::uint64_t count = 0;  ///< nodes or edges that have it
  };
  std::vector<Counted> labels, types;  ///< sorted by name
  std::vector<std::string> keys;       ///< sorted
  std::vector<std::vector<LabelId>> label_sets;
  std::vector<Shape> node_shapes, edge_shapes;

  std::string encode() const;
  /// Throws (throw_damaged) for ids out of range, names out of order, or more than 65 535 of a kind.
  static Symbols decode(std::string_view bytes, std::string_view source);
};

}  // namespace kg::graph
