// The network of actors inside a graph, who stands in its middle, and who belongs together.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/property_graph.hpp"

namespace kg::graph {

/// Nodes of one label and the edges among them, undirected: parallel edges are one with their weights
/// summed, loops are dropped. An edge weighs its `times`, else its `reports`, else 1.
struct Network {
  struct Link {
    std::uint32_t to;  ///< index into nodes
    double weight;
  };
  std::vector<NodeId> nodes;              ///< ascending
  std::vector<std::size_t> first;         ///< links of node i: [first[i], first[i + 1])
  std::vector<Link> links;                ///< each link stands at both its ends, sorted by `to`
};

/// The network of the nodes that carry `label`; empty: "Actor" if the graph has it, else all nodes.
/// Where a name is mentioned (MENTIONS) joins nobody. Throws kg::Error if no node carries `label`.
Network actor_network(const PropertyGraph& graph, std::string_view label = {});

enum class RankBy : std::uint8_t { degree, pagerank, betweenness };

struct Ranked {
  NodeId node;
  double score;
};

/// The `limit` highest, best first, equal ones by id. Degree counts edges; PageRank (damping 0.85, 50 rounds)
/// sums to 1; betweenness is the share of shortest paths between others that pass through the node.
/// Throws kg::Error where betweenness would take more than some minutes.
std::vector<Ranked> rank(const PropertyGraph& graph, RankBy by, std::string_view label, std::size_t limit);

/// Communities of the network by modularity (Louvain method, nodes in the order of their ids, so the result
/// is always the same), largest first; members by weight of their links inside, heaviest first.
/// Nodes without links belong to none.
std::vector<std::vector<NodeId>> communities(const PropertyGraph& graph, std::string_view label = {});

}  // namespace kg::graph
