// Why a graph says what it says: the claims behind an edge or a pair, and why nodes were joined.
#pragma once

#include <string>
#include <string_view>

#include "graph/graph.hpp"

namespace kg::query {

/// The claims behind the edge `id` ("e12", as `kg export --format json` writes it), one paragraph a claim:
/// document, sentence, words, date with its phrase and rule, status, rule; then the reasons for joining its
/// ends. Throws kg::Error for an id that the graph does not have.
std::string why_edge(const graph::Graph& graph, std::string_view id);

/// The same for everything between two nodes: edges and the meetings that both took part in.
/// Throws kg::Error for an unknown name.
std::string why_pair(const graph::Graph& graph, std::string_view a, std::string_view b);

/// The pairs that resolution left apart though they may be one, most likely first, at most `limit`
/// (0: all); with a decision for decisions.json that would join each.
std::string review(const graph::Graph& graph, std::size_t limit);

}  // namespace kg::query
