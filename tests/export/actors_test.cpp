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

TEST(ProjectActors, OfNothingIsNothing) {
  EXPECT_EQ(project_actors(graph::MemoryGraph())->node_count(), 0u);
}

}  // namespace
}  // namespace kg::exporter
