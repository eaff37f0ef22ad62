// Inside of Builder, shared by adding (builder.cpp) and freezing (freezer.cpp).
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/builder.hpp"

namespace kg::graph {

/// Distinct strings numbered by first use. Their bytes lie side by side in blocks: millions of
/// small strings of their own cost more time to free than to find.
class StringPool {
 public:
  std::uint32_t id(std::string_view text) {
    const auto at = ids_.find(text);
    if (at != ids_.end()) return at->second;
    const auto fresh = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(keep(text));
    ids_.emplace(texts_.back(), fresh);
    return fresh;
  }
  std::optional<std::uint32_t> find(std::string_view text) const {
    const auto at = ids_.find(text);
    return at == ids_.end() ? std::nullopt : std::optional(at->second);
  }
  std::string_view operator[](std::uint32_t id) const { return texts_[id]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  static constexpr std::size_t block = std::size_t{1} << 16;

  std::string_view keep(std::string_view text) {
    if (text.size() > left_) {
      left_ = std::max(block, text.size());
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
      next_ = blocks_.back().get();
    }
    std::copy(text.begin(), text.end(), next_);
    const std::string_view kept(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return kept;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::vector<std::string_view> texts_;
  std::unordered_map<std::string_view, std::uint32_t> ids_;
};

/// Where a node's or edge's packed record lies: properties in Builder::Impl::arena (varint count, then
/// varint key, byte tag, payload each, ids of this builder), evidence in Builder::Impl::evidence.
struct PackedRecord {
  std::uint64_t properties = 0;
  std::uint64_t first_evidence = 0;
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
  std::uint32_t target = 0;
  const EdgeRow* row = nullptr;
};

struct Topology;  // the adjacency_list, known to builder.cpp alone

struct Builder::Impl {
  Impl();
  ~Impl();

  StringPool strings;                                 ///< everything that a record points to
  StringPool labels, types, keys;                     ///< few, so apart
  std::vector<std::vector<std::uint32_t>> label_sets;  ///< labels in the order they are shown
  std::string arena;
  std::vector<Evidence> evidence;
  std::unordered_map<std::uint32_t, Handle> by_key;   ///< string of the key → node
  std::unique_ptr<Topology> topology;

  /// Nodes in the order of their keys.
  std::vector<std::uint32_t> nodes_by_key() const;
  const NodeRow& node(std::uint32_t handle) const;
  /// Edges sorted by (source, name of type, target, discriminator), sources and targets given as
  /// `rank[handle]`. Parallel edges with one discriminator stand side by side.
  std::vector<SortedEdge> sorted_edges(const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& rank) const;
};

}  // namespace kg::graph
