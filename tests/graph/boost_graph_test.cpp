#include "graph/boost_graph.hpp"

#include <gtest/gtest.h>

#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/range/iterator_range.hpp>

#include "graph/freezer.hpp"
#include "graph/graph.hpp"
#include "graph/memory_graph.hpp"

namespace kg::graph {
namespace {

BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<BoostGraph>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<BoostGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<BoostGraph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<BoostGraph>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<BoostGraph, std::uint32_t, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<BoostGraph, BoostEdge, boost::edge_index_t>));

// a → b → c → a, c → d, and e alone.
class BoostAlgorithms : public testing::Test {
 protected:
  void SetUp() override {
    Builder builder;
    for (const char* key : {"e", "d", "c", "b", "a"}) builder.add(NodeRecord{key, {"N"}, {}, {}});
    for (const auto& [from, to] : {std::pair{"a", "b"}, {"b", "c"}, {"c", "a"}, {"c", "d"}}) builder.add(EdgeRecord{from, "E", to, "", {}, {}});
    SectionsToWrite sections;
    freeze_graph(builder, sections);
    sections[Section::made_by].assign(std::string(sizeof(Fingerprints), '\0'));
    stored_ = Graph::from_bytes(sections.file(), "ring.kg");
  }
  std::unique_ptr<Graph> stored_;
  static constexpr std::uint32_t a = 0, b = 1, c = 2, d = 3, e = 4;
};

TEST_F(BoostAlgorithms, BreadthFirstSearchCountsSteps) {
  const BoostGraph g(*stored_);
  auto steps = make_vertex_map<int>(g);
  boost::breadth_first_search(g, a, boost::visitor(boost::make_bfs_visitor(boost::record_distances(steps, boost::on_tree_edge()))));
  EXPECT_EQ(steps[b], 1);
  EXPECT_EQ(steps[c], 2);
  EXPECT_EQ(steps[d], 3);
  EXPECT_EQ(steps[e], 0);
}

TEST_F(BoostAlgorithms, DijkstraTakesTheCheapestWay) {
  const BoostGraph g(*stored_);
  auto weights = make_edge_map<double>(g);
  for (const BoostEdge& edge : boost::make_iterator_range(edges(g))) put(weights, edge, edge.from == b ? 5.0 : 1.0);
  auto distances = make_vertex_map<double>(g);
  auto before = make_vertex_map<std::uint32_t>(g);
  boost::dijkstra_shortest_paths(g, a, boost::weight_map(weights).distance_map(distances).predecessor_map(before));
  EXPECT_DOUBLE_EQ(distances[d], 7.0);
  EXPECT_EQ(before[d], c);
}

TEST_F(BoostAlgorithms, PageRankSumsToTheReachablePart) {
  const BoostGraph g(*stored_);
  auto ranks = make_vertex_map<double>(g);
  boost::graph::page_rank(g, ranks, boost::graph::n_iterations(50));
  EXPECT_GT(ranks[a], ranks[e]);
  EXPECT_GT(ranks[c], ranks[d]);
}

TEST_F(BoostAlgorithms, BetweennessFindsTheMiddle) {
  const BoostGraph g(*stored_);
  auto centrality = make_vertex_map<double>(g);
  boost::brandes_betweenness_centrality(g, centrality);
  EXPECT_DOUBLE_EQ(centrality[c], 3.0);  // b→a, b→d, a→d
  EXPECT_DOUBLE_EQ(centrality[e], 0.0);
}

TEST_F(BoostAlgorithms, ComponentsOfBothKinds) {
  const BoostGraph g(*stored_);
  auto strong = make_vertex_map<int>(g);
  EXPECT_EQ(boost::strong_components(g, strong), 3);
  EXPECT_EQ(strong[a], strong[c]);
  EXPECT_NE(strong[a], strong[d]);
}

TEST_F(BoostAlgorithms, TheInMemoryGraphIsAModelTooAndShowsNoRemovedEdges) {
  const auto copy = MemoryGraph::copy_of(*stored_);
  copy->remove_edge(stored_->out(NodeId{c}).front().edge);
  const BoostGraph g(*copy);
  EXPECT_EQ(num_edges(g), 3u);
  EXPECT_EQ(std::distance(edges(g).first, edges(g).second), 3);
  auto strong = make_vertex_map<int>(g);
  EXPECT_EQ(boost::strong_components(g, strong), 5);
}

}  // namespace
}  // namespace kg::graph
