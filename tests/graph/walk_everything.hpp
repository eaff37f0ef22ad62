// Reads all that a graph can be asked for; what a damaged file answers with kg::Error is counted.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/error.hpp"
#include "graph/graph.hpp"

namespace kg::graph {

/// The number of calls that threw kg::Error. Anything else that goes wrong is the caller's to see.
/// `most` bounds the nodes, edges and documents that are visited.
inline std::size_t walk_everything(const Graph& graph, std::uint32_t most = 0xFFFFFFFF) {
  std::size_t refused = 0;
  std::size_t sum = 0;  // of what was read, so that reading is not optimised away
  const auto attempt = [&](auto&& call) {
    try {
      sum += call();
    } catch (const Error&) {
      ++refused;
    }
  };
  const auto nodes = std::min(most, graph.node_bound()), edges = std::min(most, graph.edge_bound()), documents = std::min(most, graph.document_count());
  for (std::uint32_t i = 0; i < graph.label_count(); ++i) {
    attempt([&] { return graph.name(LabelId{i}).size() + graph.node_count(LabelId{i}); });
    attempt([&] { return graph.nodes_with(LabelId{i}).size(); });
  }
  for (std::uint32_t i = 0; i < nodes; ++i) {
    const NodeId node{i};
    attempt([&] { return graph.node_key(node).size(); });
    attempt([&] { return graph.labels(node).size(); });
    attempt([&] { return graph.properties(node).size(); });
    attempt([&] { return graph.evidence(node).size(); });
    for (const bool leaving : {true, false}) {
      attempt([&] {
        std::size_t far = 0;
        for (const Adjacent& step : leaving ? graph.out(node) : graph.in(node)) {
          far += graph.edge(step.edge).target == step.neighbour ? 1 : 0;
          far += graph.name(step.type).size();
        }
        return far;
      });
    }
  }
  for (std::uint32_t i = 0; i < edges; ++i) {
    attempt([&] { return static_cast<std::size_t>(graph.edge(EdgeId{i}).target); });
    attempt([&] { return graph.properties(EdgeId{i}).size(); });
    attempt([&] { return graph.evidence(EdgeId{i}).size(); });
  }
  for (std::uint32_t i = 0; i < documents; ++i) {
    const DocumentIndex document{i};
    attempt([&] { return graph.document(document).uris.size(); });
    attempt([&] { return graph.document_text(document).size(); });
    attempt([&] { return graph.document_conllu(document).size(); });
    attempt([&] { return graph.document_claims(document).claims.size(); });
    attempt([&] { return graph.packed_document(document).text.size(); });
  }
  attempt([&] { return graph.kinds_of_nodes().size() + graph.kinds_of_edges().size(); });
  attempt([&] { return graph.find_name("kim").size(); });
  attempt([&] { return graph.find_similar("kim jong un", 2, 10).size(); });
  attempt([&] { return graph.find_similar("k", 0, 10).size(); });
  attempt([&] { return std::size_t{graph.find_node("person:kim jong un").has_value()}; });
  attempt([&] { return graph.uncertain_pairs().size(); });
  attempt([&] { return graph.merge_reasons().size(); });
  return refused + (sum == ~std::size_t{0} ? 1 : 0);
}

}  // namespace kg::graph
