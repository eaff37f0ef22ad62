// A graph as of a period: what lies wholly outside is not there.
//
//   const PeriodView view(*graph, {2018}, {2019, 6});
//   run_cypher(view, query);
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.hpp"
#include "graph/property_graph.hpp"

namespace kg::graph {

/// Hides nodes and edges whose dates (`date_from`/`date_to`, else `date`, `first`/`last`, `from`/`to`
/// or `published`) end before `since` or begin after `until`, and edges whose ends are hidden. What has
/// no date stays. Ids are those of the graph below, which must outlive the view; so there are gaps.
/// Made in O(nodes + edges); walking then costs what it costs below.
class PeriodView final : public PropertyGraph {
 public:
  /// Both days inclusive, dates of any precision; unknown: no bound.
  PeriodView(const PropertyGraph& graph, Date since, Date until);

  std::uint32_t label_count() const override { return graph_.label_count(); }
  std::uint32_t edge_type_count() const override { return graph_.edge_type_count(); }
  std::uint32_t key_count() const override { return graph_.key_count(); }
  std::string_view name(LabelId label) const override { return graph_.name(label); }
  std::string_view name(EdgeTypeId type) const override { return graph_.name(type); }
  std::string_view name(KeyId key) const override { return graph_.name(key); }
  std::optional<LabelId> find_label(std::string_view name) const override { return graph_.find_label(name); }
  std::optional<EdgeTypeId> find_edge_type(std::string_view name) const override { return graph_.find_edge_type(name); }
  std::optional<KeyId> find_key(std::string_view name) const override { return graph_.find_key(name); }

  std::size_t node_count() const override { return nodes_; }
  std::size_t edge_count() const override { return edges_; }
  std::size_t node_count(LabelId label) const override { return by_label_[static_cast<std::uint32_t>(label)]; }
  std::size_t edge_count(EdgeTypeId type) const override { return by_type_[static_cast<std::uint32_t>(type)]; }
  std::uint32_t node_bound() const override { return graph_.node_bound(); }
  std::uint32_t edge_bound() const override { return graph_.edge_bound(); }
  bool alive(NodeId node) const override { return static_cast<std::uint32_t>(node) < node_bound() && node_alive_[static_cast<std::uint32_t>(node)]; }
  bool alive(EdgeId edge) const override { return static_cast<std::uint32_t>(edge) < edge_bound() && edge_alive_[static_cast<std::uint32_t>(edge)]; }
  std::span<const LabelId> labels(NodeId node) const override { return graph_.labels(node); }
  Edge edge(EdgeId edge) const override { return graph_.edge(edge); }
  PropertyValue property(NodeId node, KeyId key) const override { return graph_.property(node, key); }
  PropertyValue property(EdgeId edge, KeyId key) const override { return graph_.property(edge, key); }
  std::vector<Property> properties(NodeId node) const override { return graph_.properties(node); }
  std::vector<Property> properties(EdgeId edge) const override { return graph_.properties(edge); }
  using PropertyGraph::in;
  using PropertyGraph::out;
  std::span<const Adjacent> out(NodeId node) const override { return run(node, out_begin_, out_); }
  std::span<const Adjacent> in(NodeId node) const override { return run(node, in_begin_, in_); }

  std::vector<NodeId> nodes_with(LabelId label) const override { return only_alive(graph_.nodes_with(label)); }
  std::vector<NodeId> find_name(std::string_view folded) const override { return only_alive(graph_.find_name(folded)); }
  std::vector<NodeId> find_similar(std::string_view folded, unsigned edits, std::size_t limit) const override;

  std::vector<Evidence> evidence(NodeId node) const override { return graph_.evidence(node); }
  std::vector<Evidence> evidence(EdgeId edge) const override { return graph_.evidence(edge); }
  std::uint32_t document_count() const override { return graph_.document_count(); }
  DocumentView document(DocumentIndex document) const override { return graph_.document(document); }
  DocumentId document_id(DocumentIndex document) const override { return graph_.document_id(document); }
  std::string document_text(DocumentIndex document) const override { return graph_.document_text(document); }
  DocumentClaims document_claims(DocumentIndex document) const override { return graph_.document_claims(document); }

 private:
  std::vector<NodeId> only_alive(std::vector<NodeId> nodes) const;
  static std::span<const Adjacent> run(NodeId node, const std::vector<std::size_t>& begin, const std::vector<Adjacent>& all) {
    const auto i = static_cast<std::uint32_t>(node);
    return std::span(all).subspan(begin[i], begin[i + 1] - begin[i]);
  }

  const PropertyGraph& graph_;
  std::vector<bool> node_alive_, edge_alive_;
  std::vector<std::size_t> out_begin_, in_begin_, by_label_, by_type_;
  std::vector<Adjacent> out_, in_;
  std::size_t nodes_ = 0, edges_ = 0;
};

}  // namespace kg::graph
