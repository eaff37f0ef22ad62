// The graph as the rest of kg reads it: a labelled property graph, in memory or mapped.
//
// One virtual call fetches a whole run of neighbours, so walking costs the same behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/byte_span.hpp"
#include "base/date.hpp"
#include "base/hash.hpp"
#include "graph/claim.hpp"
#include "graph/property_value.hpp"

namespace kg::graph {

enum class NodeId : std::uint32_t {};
enum class EdgeId : std::uint32_t {};
enum class LabelId : std::uint32_t {};     ///< node labels: "Person", "Actor"
enum class EdgeTypeId : std::uint32_t {};  ///< edge types: "MET"
enum class KeyId : std::uint32_t {};       ///< property keys: "name"
enum class DocumentIndex : std::uint32_t {};

struct Edge {
  EdgeTypeId type;
  NodeId source;
  NodeId target;
};

/// One step of a walk: the edge, its type, and the node at the other end.
struct Adjacent {
  EdgeTypeId type;
  NodeId neighbour;
  EdgeId edge;
};

/// Why a node or edge is there: a claim of a document, or a bare mention (then `claim` is empty).
struct Evidence {
  DocumentIndex document{};
  ByteSpan sentence;  ///< bytes of the document's text
  ByteSpan words;     ///< the trigger or the mention inside it
  std::optional<std::uint32_t> claim;  ///< index into the document's claims
  auto operator<=>(const Evidence&) const = default;
};

/// What a graph knows of a document it was made from.
struct DocumentView {
  DocumentId id;
  std::vector<std::string> uris;
  std::string title;
  Date published;
};

using Property = std::pair<KeyId, PropertyValue>;

class PropertyGraph {
 public:
  virtual ~PropertyGraph() = default;

  // Symbols: ids are dense from 0.
  virtual std::uint32_t label_count() const = 0;
  virtual std::uint32_t edge_type_count() const = 0;
  virtual std::uint32_t key_count() const = 0;
  virtual std::string_view name(LabelId label) const = 0;
  virtual std::string_view name(EdgeTypeId type) const = 0;
  virtual std::string_view name(KeyId key) const = 0;
  virtual std::optional<LabelId> find_label(std::string_view name) const = 0;
  virtual std::optional<EdgeTypeId> find_edge_type(std::string_view name) const = 0;
  virtual std::optional<KeyId> find_key(std::string_view name) const = 0;

  // Sizes and counts, O(1): the planner's statistics.
  virtual std::size_t node_count() const = 0;
  virtual std::size_t edge_count() const = 0;
  virtual std::size_t node_count(LabelId label) const = 0;
  virtual std::size_t edge_count(EdgeTypeId type) const = 0;

  // Nodes and edges. Ids are below the bounds; an in-memory graph may have gaps (not `alive`).
  virtual std::uint32_t node_bound() const = 0;
  virtual std::uint32_t edge_bound() const = 0;
  virtual bool alive(NodeId node) const = 0;
  virtual bool alive(EdgeId edge) const = 0;
  virtual std::span<const LabelId> labels(NodeId node) const = 0;
  virtual Edge edge(EdgeId edge) const = 0;
  /// Null if the node or edge has no such property.
  virtual PropertyValue property(NodeId node, KeyId key) const = 0;
  virtual PropertyValue property(EdgeId edge, KeyId key) const = 0;
  /// All properties, sorted by key.
  virtual std::vector<Property> properties(NodeId node) const = 0;
  virtual std::vector<Property> properties(EdgeId edge) const = 0;
  /// By KeyId, of all nodes (edges) together; 0 for a key that none has. One pass over the graph.
  virtual std::vector<ValueKinds> kinds_of_nodes() const;
  virtual std::vector<ValueKinds> kinds_of_edges() const;

  /// Edges that leave or enter `node`, sorted by (type, neighbour, edge). Valid until the graph changes.
  virtual std::span<const Adjacent> out(NodeId node) const = 0;
  virtual std::span<const Adjacent> in(NodeId node) const = 0;
  /// The part of out/in that has `type`.
  std::span<const Adjacent> out(NodeId node, EdgeTypeId type) const;
  std::span<const Adjacent> in(NodeId node, EdgeTypeId type) const;

  /// Nodes that carry `label`, ascending.
  virtual std::vector<NodeId> nodes_with(LabelId label) const = 0;
  /// Nodes whose `name` or an alias is `folded` (see fold_name), ascending.
  virtual std::vector<NodeId> find_name(std::string_view folded) const = 0;
  /// Nodes with a name or alias that starts with `folded`, or (edits > 0) is at most `edits` letters away.
  virtual std::vector<NodeId> find_similar(std::string_view folded, unsigned edits, std::size_t limit) const = 0;

  // Provenance. Empty for graphs made by hand (CREATE in the shell).
  virtual std::vector<Evidence> evidence(NodeId node) const = 0;
  virtual std::vector<Evidence> evidence(EdgeId edge) const = 0;
  virtual std::uint32_t document_count() const = 0;
  virtual DocumentView document(DocumentIndex document) const = 0;
  virtual DocumentId document_id(DocumentIndex document) const = 0;
  /// The document's whole text, decompressed.
  virtual std::string document_text(DocumentIndex document) const = 0;
  virtual DocumentClaims document_claims(DocumentIndex document) const = 0;
};

/// The ids of a graph that are alive, ascending.
template <class Id>
class AliveIds {
 public:
  class Iterator {
   public:
    Iterator(const PropertyGraph& graph, std::uint32_t at, std::uint32_t bound) : graph_(&graph), at_(at), bound_(bound) { skip(); }
    Id operator*() const { return Id{at_}; }
    Iterator& operator++() {
      ++at_;
      skip();
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    void skip() {
      while (at_ < bound_ && !graph_->alive(Id{at_})) ++at_;
    }
    const PropertyGraph* graph_;
    std::uint32_t at_, bound_;
  };

  AliveIds(const PropertyGraph& graph, std::uint32_t bound) : graph_(graph), bound_(bound) {}
  Iterator begin() const { return {graph_, 0, bound_}; }
  Iterator end() const { return {graph_, bound_, bound_}; }

 private:
  const PropertyGraph& graph_;
  std::uint32_t bound_;
};

/// for (const NodeId node : nodes_of(graph)) …; the graph must not change meanwhile.
inline AliveIds<NodeId> nodes_of(const PropertyGraph& graph) { return {graph, graph.node_bound()}; }
inline AliveIds<EdgeId> edges_of(const PropertyGraph& graph) { return {graph, graph.edge_bound()}; }

}  // namespace kg::graph
