// The planner against the reference matcher, on small random graphs and patterns.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "query/cypher.hpp"
#include "tests/query/cypher_reference.hpp"

namespace kg::query {
namespace {

using namespace reference;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool once_in(int n) { return below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

std::unique_ptr<graph::MemoryGraph> random_graph(Dice& dice) {
  auto graph = std::make_unique<graph::MemoryGraph>();
  const char* labels[] = {"A", "B"};
  const int nodes = 1 + dice.below(4), edges = dice.below(6);
  for (int i = 0; i < nodes; ++i) {
    std::vector<std::string> own;
    for (const char* label : labels) {
      if (dice.once_in(2)) own.emplace_back(label);
    }
    std::vector<graph::NamedProperty> properties;
    if (!dice.once_in(4)) properties.emplace_back("num", std::int64_t{dice.below(3)});
    graph->add_node(own, properties);
  }
  for (int i = 0; i < edges; ++i) {
    graph->add_edge(graph::NodeId{static_cast<std::uint32_t>(dice.below(nodes))}, dice.once_in(2) ? "S" : "T", graph::NodeId{static_cast<std::uint32_t>(dice.below(nodes))});
  }
  // Sometimes with a gap in the ids.
  if (edges > 0 && dice.once_in(4)) graph->remove_edge(graph::EdgeId{static_cast<std::uint32_t>(dice.below(edges))});
  return graph;
}

Pattern random_pattern(Dice& dice) {
  Pattern pattern;
  const auto node = [&] {
    NodeTest test;
    // Chains meet in old variables or go on to new ones.
    test.variable = pattern.variables > 0 && (dice.once_in(3) || pattern.variables == 4) ? dice.below(pattern.variables) : pattern.variables++;
    if (dice.once_in(3)) test.label = dice.once_in(2) ? "A" : "B";
    if (dice.once_in(6)) test.num = dice.below(3);
    return test;
  };
  const int chains = 1 + dice.below(3);
  for (int i = 0; i < chains; ++i) {
    Chain chain;
    chain.nodes.push_back(node());
    const int length = dice.below(3);
    for (int j = 0; j < length; ++j) {
      EdgeTest edge;
      if (dice.once_in(2)) edge.types.emplace_back(dice.once_in(2) ? "S" : "T");
      if (!edge.types.empty() && dice.once_in(4)) edge.types = {"S", "T"};
      edge.direction = static_cast<Direction>(dice.below(3));
      if (dice.once_in(4)) {
        edge.variable_length = true;
        edge.min = dice.below(2);
        edge.max = edge.min + dice.below(3);
      }
      chain.edges.push_back(edge);
      chain.nodes.push_back(node());
    }
    pattern.chains.push_back(std::move(chain));
  }
  while (dice.once_in(2) && pattern.where.size() < 2) pattern.where.push_back({dice.below(pattern.variables), dice.below(pattern.variables), dice.once_in(2) ? '=' : '<'});
  return pattern;
}

std::string describe_graph(const graph::MemoryGraph& graph) {
  std::string out;
  for (std::uint32_t i = 0; i < graph.node_bound(); ++i) {
    out += "(" + std::to_string(i);
    for (const graph::LabelId label : graph.labels(graph::NodeId{i})) out += ":" + std::string(graph.name(label));
    out += ") ";
  }
  for (std::uint32_t i = 0; i < graph.edge_bound(); ++i) {
    const graph::Edge edge = graph.edge(graph::EdgeId{i});
    if (graph.alive(graph::EdgeId{i})) out += std::to_string(static_cast<int>(edge.source)) + "-" + std::string(graph.name(edge.type)) + "->" + std::to_string(static_cast<int>(edge.target)) + " ";
  }
  return out;
}

TEST(CypherPlanner, AgreesWithTheReferenceMatcher) {
  std::size_t matched = 0;
  for (std::uint64_t seed = 1; seed <= 6000; ++seed) {
    Dice dice(seed);
    const auto graph = random_graph(dice);
    const Pattern pattern = random_pattern(dice);
    const std::string cypher = to_cypher(pattern);
    const auto want = match(*graph, pattern);
    matched += want.empty() ? 0 : 1;
    std::vector<std::vector<std::int64_t>> got;
    for (const List& row : run_cypher(*graph, cypher).rows) {
      auto& ids = got.emplace_back();
      for (const Value& value : row) ids.push_back(std::get<std::int64_t>(value.data));
    }
    std::ranges::sort(got);
    ASSERT_EQ(got, want) << "seed " << seed << ": " << cypher << "\n" << describe_graph(*graph);
    // Counting instead of listing takes other operators.
    const std::string count = cypher.substr(0, cypher.find(" RETURN ")) + " RETURN count(*)";
    ASSERT_EQ(std::get<std::int64_t>(run_cypher(*graph, count).rows[0][0].data), static_cast<std::int64_t>(want.size())) << "seed " << seed << ": " << count;
    const std::string grouped = cypher.substr(0, cypher.find(" RETURN ")) + " WITH v0, count(*) AS n RETURN sum(n)";
    ASSERT_EQ(std::get<std::int64_t>(run_cypher(*graph, grouped).rows[0][0].data), static_cast<std::int64_t>(want.size())) << "seed " << seed << ": " << grouped;
  }
  EXPECT_GT(matched, 1000U) << "too many patterns find nothing to compare";
}

/// Length of the shortest walk by trying all lengths; -1 if there is none.
int shortest_length(const graph::MemoryGraph& graph, std::uint32_t from, std::uint32_t to, Direction direction) {
  for (int length = 1; length <= 4; ++length) {
    Pattern pattern;
    pattern.variables = 2;
    pattern.chains.push_back({{{0, "", {}}, {1, "", {}}}, {{{}, direction, true, length, length}}});
    for (const auto& row : match(graph, pattern)) {
      if (row[0] == from && row[1] == to) return length;
    }
  }
  return -1;
}

TEST(CypherPlanner, FindsShortestPaths) {
  const char* arrows[] = {"-[*]->", "<-[*]-", "-[*]-"};
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Dice dice(seed);
    const auto graph = random_graph(dice);
    const auto from = static_cast<std::uint32_t>(dice.below(static_cast<int>(graph->node_bound())));
    const auto to = static_cast<std::uint32_t>(dice.below(static_cast<int>(graph->node_bound())));
    if (from == to) continue;
    const int kind = dice.below(3);
    const Direction direction = static_cast<Direction>(kind);
    const std::string ends = " WHERE id(a) = " + std::to_string(from) + " AND id(b) = " + std::to_string(to) + " RETURN length(p)";
    const auto one = run_cypher(*graph, std::string("MATCH p = shortestPath((a)") + arrows[kind] + "(b))" + ends);
    const auto all = run_cypher(*graph, std::string("MATCH p = allShortestPaths((a)") + arrows[kind] + "(b))" + ends);
    const int want = shortest_length(*graph, from, to, direction);
    ASSERT_EQ(one.rows.size(), want < 0 ? 0U : 1U) << seed;
    if (want < 0) continue;
    ASSERT_EQ(std::get<std::int64_t>(one.rows[0][0].data), want) << seed;
    Pattern pattern;
    pattern.variables = 2;
    pattern.chains.push_back({{{0, "", {}}, {1, "", {}}}, {{{}, direction, true, want, want}}});
    std::size_t count = 0;
    for (const auto& row : match(*graph, pattern)) count += row[0] == from && row[1] == to ? 1 : 0;
    ASSERT_EQ(all.rows.size(), count) << seed;
  }
}

}  // namespace
}  // namespace kg::query
