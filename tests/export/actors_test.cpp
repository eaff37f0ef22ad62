#include "export/actors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "export/graph_text.hpp"
#include "tests/export/sample_graph.hpp"

namespace kg::exporter {
namespace {

TEST(ProjectActors, GivesOneEdgeAPair) {
  const auto graph = testing::summit_graph();
  const auto network = project_actors(*graph);
  const GraphText text(*network);
  std::vector<std::string> edges;
  for (std::uint32_t i = 0; i < network->edge_bound(); ++i) {
    const graph::EdgeId id{i};
    const graph::Edge ends = network->edge(id);
    std::string line = text.name(ends.source) + " – " + text.name(ends.target) + ":";
    for (const char* key : {"weight", "meetings", "cooperation", "conflict", "types", "first", "last"}) {
      line += " " + std::string(key) + "=" + text.text(id, key);
    }
    edges.push_back(line);
  }
  EXPECT_EQ(network->node_count(), 5u);
  // The planned consultation and the denied meeting do not count.
  EXPECT_THAT(edges, ::testing::ElementsAre(
                         "Donald Trump – Kim Jong Un: weight=1 meetings=1 cooperation=0 conflict=0 types=MET first=2019-06-30 last=2019-06-30",
                         "Donald Trump – China: weight=1 meetings=0 cooperation=0 conflict=1 types=ACCUSE first= last=",
                         "Donald Trump – United States: weight=1 meetings=0 cooperation=0 conflict=0 types=HOLDS_OFFICE first= last="));
}

TEST(ProjectActors, TakesACountForTheMeetingsThatAreToldOneByOne) {
  using namespace std::string_literals;
  for (const auto& [times, want] : {std::pair{std::int64_t{3}, "3"}, {std::int64_t{2}, "2"}, {std::int64_t{1}, "3"}}) {
    graph::MemoryGraph graph;
    const auto a = graph.add_node({"Person", "Actor"}, {{"name", "A"s}}), b = graph.add_node({"Person", "Actor"}, {{"name", "B"s}});
    for (const std::int64_t count : {std::int64_t{1}, times, std::int64_t{1}}) {
      const auto meeting = graph.add_node({"Meeting", "Event"}, {{"status", "held"s}, {"times", count}});
      graph.add_edge(a, "PARTICIPATED_IN", meeting);
      graph.add_edge(b, "PARTICIPATED_IN", meeting);
    }
    const auto network = project_actors(graph);
    EXPECT_EQ(GraphText(*network).text(graph::EdgeId{0}, "meetings"), want);
  }
}

TEST(ProjectActors, OfNothingIsNothing) {
  EXPECT_EQ(project_actors(graph::MemoryGraph())->node_count(), 0u);
}

}  // namespace
}  // namespace kg::exporter
