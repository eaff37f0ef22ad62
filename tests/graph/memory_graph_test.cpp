#include "graph/memory_graph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kg::graph {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct Small {
  MemoryGraph graph;
  NodeId kim = graph.add_node({"Person", "Actor"}, {{"name", "Kim Jong Un"s}, {"aliases", PropertyList{"Kim Jong-un"s, "Kim"s}}});
  NodeId trump = graph.add_node({"Person", "Actor"}, {{"name", "Donald Trump"s}});
  NodeId summit = graph.add_node({"Meeting"});
  EdgeId first = graph.add_edge(kim, "PARTICIPATED_IN", summit);
  EdgeId second = graph.add_edge(trump, "PARTICIPATED_IN", summit, {{"role", "host"s}});
  EdgeId met = graph.add_edge(kim, "MET", trump, {{"times", std::int64_t{2}}});
};

std::string dump(const PropertyGraph& graph) {
  std::string out;
  for (const NodeId node : nodes_of(graph)) {
    out += std::to_string(static_cast<int>(node));
    for (const LabelId label : graph.labels(node)) out += ":" + std::string(graph.name(label));
    out += "{" + std::to_string(graph.properties(node).size()) + "}";
    for (const Adjacent& step : graph.out(node))
      out += " -" + std::string(graph.name(step.type)) + "->" + std::to_string(static_cast<int>(step.neighbour));
    out += "; ";
  }
  return out + std::to_string(graph.node_count()) + "/" + std::to_string(graph.edge_count());
}

TEST(MemoryGraph, KeepsAdjacencySortedByTypeThenNeighbour) {
  Small s;
  const NodeId other = s.graph.add_node({});
  const EdgeId late = s.graph.add_edge(s.kim, "PARTICIPATED_IN", other);
  s.graph.add_edge(s.kim, "MET", s.trump);
  const auto type = s.graph.find_edge_type("PARTICIPATED_IN");
  ASSERT_TRUE(type);
  ASSERT_EQ(s.graph.out(s.kim).size(), 4u);
  EXPECT_EQ(s.graph.out(s.kim, *type).size(), 2u);
  EXPECT_EQ(s.graph.out(s.kim, *type)[1].edge, late);
  EXPECT_EQ(s.graph.in(s.summit, *type).size(), 2u);
  EXPECT_THAT(s.graph.out(s.summit), IsEmpty());
  EXPECT_EQ(s.graph.edge_count(*type), 3u);
}

TEST(MemoryGraph, FindsNamesAndAliasesFoldedAndSimilar) {
  Small s;
  EXPECT_THAT(s.graph.find_name("kim jong un"), ElementsAre(s.kim));
  EXPECT_THAT(s.graph.find_name("kim"), ElementsAre(s.kim));
  EXPECT_THAT(s.graph.find_name("Kim"), IsEmpty());
  EXPECT_THAT(s.graph.find_similar("don", 0, 5), ElementsAre(s.trump));
  EXPECT_THAT(s.graph.find_similar("donld trump", 1, 5), ElementsAre(s.trump));
  EXPECT_THAT(s.graph.find_similar("donld trump", 0, 5), IsEmpty());
  s.graph.set_property(s.trump, *s.graph.find_key("name"), "D. J. Trump"s);
  EXPECT_THAT(s.graph.find_name("donald trump"), IsEmpty());
  EXPECT_THAT(s.graph.find_name("d j trump"), ElementsAre(s.trump));
}

TEST(MemoryGraph, TakesBackEverythingOnRollback) {
  Small s;
  const std::string before = dump(s.graph);
  s.graph.begin();
  const NodeId added = s.graph.add_node({"Place"}, {{"name", "Singapore"s}});
  s.graph.add_edge(s.summit, "HELD_AT", added);
  s.graph.add_label(s.kim, s.graph.intern_label("State"));
  s.graph.remove_label(s.trump, *s.graph.find_label("Person"));
  s.graph.set_property(s.kim, *s.graph.find_key("name"), PropertyValue{});
  s.graph.remove_edge(s.met);
  s.graph.remove_edge(s.second);
  s.graph.remove_node(s.trump);
  EXPECT_NE(dump(s.graph), before);
  s.graph.rollback();
  EXPECT_EQ(dump(s.graph), before);
  EXPECT_EQ(s.graph.node_count(*s.graph.find_label("Person")), 2u);
}

TEST(MemoryGraph, LeavesGapsThatCanStillBeRead) {
  Small s;
  s.graph.begin();
  s.graph.remove_edge(s.met);
  s.graph.commit();
  EXPECT_FALSE(s.graph.alive(s.met));
  EXPECT_EQ(s.graph.name(s.graph.edge(s.met).type), "MET");
  EXPECT_EQ(s.graph.edge_count(), 2u);
  EXPECT_EQ(s.graph.edge_bound(), 3u);
}

TEST(MemoryGraph, CopiesAGraphWithItsEvidence) {
  Small s;
  const DocumentIndex document = s.graph.add_document({hash128("text"), {"http://example.org"}, "Title", {}}, "text");
  s.graph.add_node({"Document"}, {}, {{document, {0, 4}, {0, 4}, {}}});
  s.graph.remove_edge(s.met);
  const auto copy = MemoryGraph::copy_of(s.graph);
  EXPECT_EQ(dump(*copy), dump(s.graph));
  EXPECT_EQ(copy->document_text(document), "text");
  EXPECT_EQ(copy->evidence(NodeId{3}).size(), 1u);
  EXPECT_EQ(copy->node_count(*copy->find_label("Person")), 2u);
}

}  // namespace
}  // namespace kg::graph
