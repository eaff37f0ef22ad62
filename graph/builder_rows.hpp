// Inside of Builder, shared by adding (builder.cpp) and freezing (freezer.cpp).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/builder.hpp"
#include "graph/string_pool.hpp"
#include "graph/value_codec.hpp"

namespace kg::graph {

/// What a record's properties are: keys (of this builder) with tags, in the order of the keys' names.
using PackedShape = std::vector<std::pair<std::uint32_t, ValueTag>>;

/// Where a node's or edge's packed record lies: the payloads of its properties in Builder::Impl::arena
/// (strings are those of this builder), evidence in Builder::Impl::evidence.
struct PackedRecord {
  std::uint64_t properties = 0;
  std::uint64_t first_evidence = 0;
  std::uint32_t shape = 0;
  std::uint32_t evidence_count = 0;
};

struct NodeRow {
  std::uint32_t key = 0;        ///< string
  std::uint32_t label_set = 0;  ///< index into label_sets
  PackedRecord record;
};

struct EdgeRow {
  std::uint32_t type = 0;           ///< index into types
  std::uint32_t discriminator = 0;  ///< string
  PackedRecord record;
};

/// An edge in the order of the file.
struct SortedEdge {
  std::uint32_t source = 0;  ///< position of the node in the order of keys
  std::uint32_t type = 0;    ///< position in the order of names
  std::uint32_t target = 0;
  const EdgeRow* row = nullptr;

  bool is_one_with(const SortedEdge& other) const {
    return source == other.source && type == other.type && target == other.target && row->discriminator == other.row->discriminator;
  }
};

struct Topology;  // the adjacency_list, known to builder.cpp alone

struct Builder::Impl {
  Impl();
  ~Impl();

  StringPool strings;                                 ///< everything that a record points to
  StringPool labels, types, keys;                     ///< few, so apart
  std::vector<PackedShape> shapes;
  std::unordered_map<std::string, std::uint32_t> shape_ids;
  std::vector<std::vector<std::uint32_t>> label_sets;  ///< labels in the order they are shown
  std::string arena;
  std::vector<Evidence> evidence;
  std::unordered_map<std::uint32_t, Handle> by_key;   ///< string of the key → node
  std::unique_ptr<Topology> topology;

  /// Nodes in the order of their keys.
  std::vector<std::uint32_t> nodes_by_key() const;
  const NodeRow& node(std::uint32_t handle) const;
  /// Gives all edges in pieces, those of a node in one: nodes in the order of `order`, edges by (name of type,
  /// target, discriminator); targets as `rank[handle]`, types as `type_rank[type]`.
  void for_each_edge(const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& rank, const std::vector<std::uint32_t>& type_rank,
                     const std::function<void(std::span<const SortedEdge>)>& use) const;
};

}  // namespace kg::graph
