#include "graph/view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/memory_graph.hpp"

namespace kg::graph {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class PeriodViews : public testing::Test {
 protected:
  void SetUp() override {
    kim = graph.add_node({"Person", "Actor"}, {{"name", "Kim"s}});
    early = graph.add_node({"Meeting"}, {{"name", "talks"s}, {"date", "2018-06"s}, {"date_from", "2018-06-01"s}, {"date_to", "2018-06-30"s}});
    late = graph.add_node({"Meeting"}, {{"name", "talks"s}, {"date", "2019"s}});
    undated = graph.add_node({"Meeting"}, {{"name", "talks"s}});
    for (const NodeId meeting : {early, late, undated}) graph.add_edge(kim, "PARTICIPATED_IN", meeting);
    office = graph.add_edge(kim, "HOLDS_OFFICE", kim, {{"from", "2011"s}});
  }
  std::vector<std::string> seen(Date since, Date until) {
    const PeriodView view(graph, since, until);
    std::vector<std::string> names;
    for (const auto& [node, name] : {std::pair{early, "early"}, {late, "late"}, {undated, "undated"}}) {
      if (view.alive(node)) names.emplace_back(name);
    }
    EXPECT_EQ(view.out(kim, *view.find_edge_type("PARTICIPATED_IN")).size(), names.size());
    EXPECT_EQ(view.node_count(*view.find_label("Meeting")), names.size());
    EXPECT_EQ(view.nodes_with(*view.find_label("Meeting")).size(), names.size());
    EXPECT_EQ(view.find_name("talks").size(), names.size());
    EXPECT_EQ(view.find_similar("talk", 0, 2).size(), std::min<std::size_t>(2, names.size()));
    EXPECT_EQ(view.in(early).size(), view.alive(early) ? 1u : 0u);
    EXPECT_EQ(view.edge_count(), names.size() + (view.alive(office) ? 1 : 0));
    return names;
  }

  MemoryGraph graph;
  NodeId kim{}, early{}, late{}, undated{};
  EdgeId office{};
};

TEST_F(PeriodViews, HideWhatEndedBeforeOrBeganAfter) {
  EXPECT_THAT(seen({}, {}), ElementsAre("early", "late", "undated"));
  EXPECT_THAT(seen({2018, 6, 30}, {}), ElementsAre("early", "late", "undated"));
  EXPECT_THAT(seen({2018, 7}, {}), ElementsAre("late", "undated"));
  EXPECT_THAT(seen({}, {2018}), ElementsAre("early", "undated"));
  EXPECT_THAT(seen({2019, 12, 31}, {2019, 12, 31}), ElementsAre("late", "undated"));
  EXPECT_THAT(seen({2020}, {}), ElementsAre("undated"));
}

TEST_F(PeriodViews, AnOpenEndReachesOn) {
  EXPECT_TRUE(PeriodView(graph, {2025}, {}).alive(office));
  EXPECT_FALSE(PeriodView(graph, {}, {2010}).alive(office));
}

}  // namespace
}  // namespace kg::graph
