// Making a graph: nodes and edges are added in any order and frozen into a Graph.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
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

/// A graph being made. Order of adding does not matter to what is frozen from it.
///
/// A boost::adjacency_list whose vertices and edges carry packed records (kept out of this header).
class Builder {
 public:
  /// A node of this builder, in the order of adding.
  enum class Handle : std::uint32_t {};

  Builder();
  Builder(Builder&&) noexcept;
  Builder& operator=(Builder&&) noexcept;
  ~Builder();

  /// A key is added once; a second time throws kg::Error. Properties that are null are left out.
  Handle add_node(std::string_view key, std::span<const std::string_view> labels,
                  std::span<const NamedProperty> properties, std::span<const Evidence> evidence);
  Handle add(const NodeRecord& node);

  void add_edge(Handle source, std::string_view type, Handle target, std::string_view discriminator,
                std::span<const NamedProperty> properties, std::span<const Evidence> evidence);
  /// Both ends must have been added: kg::Error otherwise.
  void add(const EdgeRecord& edge);

  std::size_t node_count() const;
  std::size_t edge_count() const;

  struct Impl;
  const Impl& rows() const { return *impl_; }  ///< for graph/freezer.cpp

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace kg::graph
