// A matcher so slow and plain that it is right by inspection: it tries every assignment of nodes and
// relationships to a pattern. The planner is compared with it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "graph/memory_graph.hpp"
#include "query/ast.hpp"

namespace kg::query::reference {

struct NodeTest {
  int variable = 0;    ///< nodes with the same number are the same node
  std::string label;   ///< empty: any
  std::optional<std::int64_t> num;  ///< property num
};

struct EdgeTest {
  std::vector<std::string> types;  ///< empty: any
  Direction direction = Direction::both;
  bool variable_length = false;
  int min = 1, max = 1;
};

/// nodes.size() == edges.size() + 1.
struct Chain {
  std::vector<NodeTest> nodes;
  std::vector<EdgeTest> edges;
};

/// num of variable `left` compared with num of `right`.
struct Where {
  int left = 0, right = 0;
  char op = '=';  ///< '=' or '<'
};

struct Pattern {
  std::vector<Chain> chains;
  std::vector<Where> where;
  int variables = 0;
};

/// The pattern as Cypher: MATCH … WHERE … RETURN id(v0), id(v1), …
std::string to_cypher(const Pattern& pattern);

/// The ids of all variables, one row a match, sorted.
std::vector<std::vector<std::int64_t>> match(const graph::MemoryGraph& graph, const Pattern& pattern);

}  // namespace kg::query::reference
