// A graph that can be changed: for the shell's updating clauses and for tests.
//
//   MemoryGraph graph;
//   const NodeId kim = graph.add_node({"Person", "Actor"}, {{"name", "Kim Jong Un"s}});
//   graph.add_edge(kim, "MET", trump, {{"times", std::int64_t{2}}});
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/builder.hpp"
#include "graph/property_graph.hpp"

namespace kg::graph {

/// Names of one kind (labels, types or keys), numbered from 0 in the order they were first seen.
class SymbolTable {
 public:
  std::uint32_t intern(std::string_view name);
  std::optional<std::uint32_t> find(std::string_view name) const;
  std::string_view name(std::uint32_t id) const { return names_[id]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }

 private:
  std::deque<std::string> names_;  // a deque: the views in index_ stay valid
  std::unordered_map<std::string_view, std::uint32_t> index_;
};

/// Ids are given in the order of adding and never used twice; a removed node or edge leaves a gap
/// whose labels, type and ends can still be read. Not for use by several threads.
class MemoryGraph final : public PropertyGraph {
 public:
  MemoryGraph() = default;
  MemoryGraph(const MemoryGraph&) = delete;
  MemoryGraph& operator=(const MemoryGraph&) = delete;
  /// Everything in `other`, with its ids, evidence and documents.
  static std::unique_ptr<MemoryGraph> copy_of(const PropertyGraph& other);

  NodeId add_node(const std::vector<std::string>& labels, const std::vector<NamedProperty>& properties = {},
                  std::vector<Evidence> evidence = {});
  EdgeId add_edge(NodeId source, std::string_view type, NodeId target, const std::vector<NamedProperty>& properties = {},
                  std::vector<Evidence> evidence = {});
  /// `view.id` is taken as it is; evidence points to the document by the index returned.
  DocumentIndex add_document(DocumentView view, std::string text, DocumentClaims claims = {});

  // Changes by id. A null value removes the property. False if nothing changed.
  LabelId intern_label(std::string_view name) { return LabelId{labels_.intern(name)}; }
  EdgeTypeId intern_edge_type(std::string_view name) { return EdgeTypeId{types_.intern(name)}; }
  KeyId intern_key(std::string_view name) { return KeyId{keys_.intern(name)}; }
  bool add_label(NodeId node, LabelId label);
  bool remove_label(NodeId node, LabelId label);
  bool set_property(NodeId node, KeyId key, PropertyValue value);
  bool set_property(EdgeId edge, KeyId key, PropertyValue value);
  /// The node must have no edges left.
  void remove_node(NodeId node);
  void remove_edge(EdgeId edge);

  /// From here on changes are noted; rollback() takes them back, latest first, commit() keeps them.
  void begin();
  void commit();
  void rollback();

  std::uint32_t label_count() const override { return labels_.size(); }
  std::uint32_t edge_type_count() const override { return types_.size(); }
  std::uint32_t key_count() const override { return keys_.size(); }
  std::string_view name(LabelId label) const override { return labels_.name(static_cast<std::uint32_t>(label)); }
  std::string_view name(EdgeTypeId type) const override { return types_.name(static_cast<std::uint32_t>(type)); }
  std::string_view name(KeyId key) const override { return keys_.name(static_cast<std::uint32_t>(key)); }
  std::optional<LabelId> find_label(std::string_view name) const override;
  std::optional<EdgeTypeId> find_edge_type(std::string_view name) const override;
  std::optional<KeyId> find_key(std::string_view name) const override;

  std::size_t node_count() const override { return live_nodes_; }
  std::size_t edge_count() const override { return live_edges_; }
  std::size_t node_count(LabelId label) const override;
  std::size_t edge_count(EdgeTypeId type) const override;

  std::uint32_t node_bound() const override { return static_cast<std::uint32_t>(nodes_.size()); }
  std::uint32_t edge_bound() const override { return static_cast<std::uint32_t>(edges_.size()); }
  bool alive(NodeId node) const override { return at(node).alive; }
  bool alive(EdgeId edge) const override { return at(edge).alive; }
  std::span<const LabelId> labels(NodeId node) const override { return at(node).labels; }
  Edge edge(EdgeId edge) const override { return at(edge).ends; }
  PropertyValue property(NodeId node, KeyId key) const override;
  PropertyValue property(EdgeId edge, KeyId key) const override;
  std::vector<Property> properties(NodeId node) const override { return at(node).properties; }
  std::vector<Property> properties(EdgeId edge) const override { return at(edge).properties; }
  std::span<const Adjacent> out(NodeId node) const override { return at(node).out; }
  std::span<const Adjacent> in(NodeId node) const override { return at(node).in; }
  using PropertyGraph::in;
  using PropertyGraph::out;

  std::vector<NodeId> nodes_with(LabelId label) const override;
  std::vector<NodeId> find_name(std::string_view folded) const override;
  /// Names that start so in the order of names, then similar ones, nearest first.
  std::vector<NodeId> find_similar(std::string_view folded, unsigned edits, std::size_t limit) const override;

  std::vector<Evidence> evidence(NodeId node) const override { return at(node).evidence; }
  std::vector<Evidence> evidence(EdgeId edge) const override { return at(edge).evidence; }
  std::uint32_t document_count() const override { return static_cast<std::uint32_t>(documents_.size()); }
  DocumentView document(DocumentIndex document) const override { return at(document).view; }
  DocumentId document_id(DocumentIndex document) const override { return at(document).view.id; }
  std::string document_text(DocumentIndex document) const override { return at(document).text; }
  DocumentClaims document_claims(DocumentIndex document) const override { return at(document).claims; }

 private:
  struct NodeData {
    bool alive = true;
    std::vector<LabelId> labels;
    std::vector<Property> properties;  // sorted by key
    std::vector<Adjacent> out, in;     // sorted by (type, neighbour, edge)
    std::vector<Evidence> evidence;
  };
  struct EdgeData {
    bool alive = true;
    Edge ends;
    std::vector<Property> properties;
    std::vector<Evidence> evidence;
  };
  struct DocumentData {
    DocumentView view;
    std::string text;
    DocumentClaims claims;
  };

  NodeData& at(NodeId node) { return nodes_[static_cast<std::uint32_t>(node)]; }
  const NodeData& at(NodeId node) const { return nodes_[static_cast<std::uint32_t>(node)]; }
  EdgeData& at(EdgeId edge) { return edges_[static_cast<std::uint32_t>(edge)]; }
  const EdgeData& at(EdgeId edge) const { return edges_[static_cast<std::uint32_t>(edge)]; }
  const DocumentData& at(DocumentIndex document) const { return documents_[static_cast<std::uint32_t>(document)]; }

  void note_undo(std::function<void()> undo);
  void count_label(LabelId label, int change);
  void link(EdgeId edge);
  void unlink(EdgeId edge);
  void revive(NodeId node);
  void bury(NodeId node);
  const std::multimap<std::string, NodeId>& names() const;

  SymbolTable labels_, types_, keys_;
  std::vector<NodeData> nodes_;
  std::vector<EdgeData> edges_;
  std::vector<DocumentData> documents_;
  std::vector<std::size_t> nodes_per_label_, edges_per_type_;
  std::size_t live_nodes_ = 0, live_edges_ = 0;
  bool noting_ = false;
  std::vector<std::function<void()>> undo_;
  mutable bool names_known_ = false;  // the index is made when first asked for, dropped with a change
  mutable std::multimap<std::string, NodeId> names_;
};

}  // namespace kg::graph
