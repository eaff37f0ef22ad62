#include "graph/network.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "graph/memory_graph.hpp"

namespace kg::graph {
namespace {

// Two triangles a b c and d e f, joined by c – d; x hangs on a document only.
struct TwoTriangles {
  MemoryGraph graph;
  std::vector<NodeId> nodes;
  TwoTriangles() {
    for (const char* name : {"a", "b", "c", "d", "e", "f", "x"}) nodes.push_back(graph.add_node({"Person", "Actor"}, {{"name", std::string(name)}}));
    const NodeId document = graph.add_node({"Document"});
    for (const auto& [from, to] : {std::pair(0, 1), {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}, {2, 3}})
      graph.add_edge(nodes[static_cast<std::size_t>(from)], "MET", nodes[static_cast<std::size_t>(to)]);
    for (const NodeId node : nodes) graph.add_edge(document, "MENTIONS", node);
  }
  std::string names(const std::vector<NodeId>& ids) const {
    std::string text;
    for (const NodeId id : ids) text += std::get<std::string>(graph.property(id, *graph.find_key("name")).data);
    return text;
  }
  std::string names(const std::vector<Ranked>& ranked) const {
    std::vector<NodeId> ids;
    for (const Ranked& one : ranked) ids.push_back(one.node);
    return names(ids);
  }
};

TEST(ActorNetwork, LeavesOutMentionsAndLoopsAndSumsParallelEdges) {
  TwoTriangles two;
  two.graph.add_edge(two.nodes[0], "MET", two.nodes[0]);
  two.graph.add_edge(two.nodes[1], "ACCUSE", two.nodes[0], {{"reports", std::int64_t{4}}});
  const Network network = actor_network(two.graph);
  EXPECT_EQ(network.nodes.size(), 7u);
  EXPECT_EQ(network.links.size(), 14u);
  EXPECT_EQ(network.links[0].to, 1u);
  EXPECT_DOUBLE_EQ(network.links[0].weight, 5);
  EXPECT_EQ(network.first[6], network.first[7]);
}

TEST(Rank, FindsTheMiddle) {
  const TwoTriangles two;
  EXPECT_EQ(two.names(rank(two.graph, RankBy::degree, {}, 4)), "cdab");
  EXPECT_EQ(two.names(rank(two.graph, RankBy::pagerank, "Person", 2)), "cd");
  const auto between = rank(two.graph, RankBy::betweenness, {}, 10);
  EXPECT_EQ(two.names(between).substr(0, 2), "cd");
  // c lies between a, b and d, e, f: 6 of the 15 pairs of the six others.
  EXPECT_DOUBLE_EQ(between[0].score, 6.0 / 15.0);
  EXPECT_DOUBLE_EQ(between.back().score, 0);
  double sum = 0;
  for (const Ranked& one : rank(two.graph, RankBy::pagerank, {}, 100)) sum += one.score;
  EXPECT_NEAR(sum, 1, 1e-9);
}

TEST(Rank, TellsWhichLabelsThereAre) {
  const TwoTriangles two;
  try {
    rank(two.graph, RankBy::degree, "Persn", 3);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.report(), "kg: no node has the label 'Persn'\n  hint: labels: Person, Actor, Document");
  }
}

TEST(Communities, AreTheTriangles) {
  const TwoTriangles two;
  const auto groups = communities(two.graph);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(two.names(groups[0]), "abc");
  EXPECT_EQ(two.names(groups[1]), "def");
  MemoryGraph empty;
  EXPECT_TRUE(communities(empty).empty());
  EXPECT_TRUE(rank(empty, RankBy::pagerank, {}, 5).empty());
}

}  // namespace
}  // namespace kg::graph
