#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>

#include "export/formats.hpp"
#include "tests/export/sample_graph.hpp"

namespace kg::exporter {
namespace {

std::string page_of(const graph::PropertyGraph& graph) {
  std::ostringstream out;
  find_format("html")->write(graph, {}, out);
  return out.str();
}

rapidjson::Document data_of(const std::string& page) {
  static const std::string open = "<script id=\"kg-data\" type=\"application/json\">";
  const std::size_t begin = page.find(open) + open.size();
  rapidjson::Document data;
  data.Parse(page.substr(begin, page.find("</script>", begin) - begin).c_str());
  EXPECT_FALSE(data.HasParseError());
  return data;
}

TEST(Html, CarriesTheGraphWithoutDocuments) {
  const rapidjson::Document data = data_of(page_of(*testing::summit_graph()));
  EXPECT_EQ(data["nodes"].Size(), 12u);
  EXPECT_EQ(data["edges"].Size(), 14u);
  EXPECT_EQ(data["documents"].Size(), 2u);
  const auto& accuse = data["edges"][10];
  ASSERT_STREQ(accuse["type"].GetString(), "ACCUSE");
  const auto& quote = data["quotes"][accuse["quotes"][0].GetUint()];
  EXPECT_STREQ(quote[1].GetString(), "Trump ");
  EXPECT_STREQ(quote[2].GetString(), "accused");
  EXPECT_STREQ(quote[3].GetString(), " China of delay, and Kim said that talks would go on.");
}

TEST(Html, LetsNoNameOutOfTheData) {
  const std::string page = page_of(*testing::hostile_graph());
  EXPECT_EQ(data_of(page)["nodes"].Size(), testing::hostile_names().size());
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
  EXPECT_EQ(page.find("</script><b>"), std::string::npos);
  // Two script elements: the data and the bundle.
  std::size_t scripts = 0;
  for (std::size_t at = page.find("</script>"); at != std::string::npos; at = page.find("</script>", at + 1)) ++scripts;
  EXPECT_EQ(scripts, 2u);
}

TEST(Html, KeepsTheMostConnectedOfAHugeGraph) {
  graph::MemoryGraph graph;
  using namespace std::string_literals;
  const auto hub = graph.add_node({"Person"}, {{"name", "last and most connected"s}});
  for (int i = 0; i < 5100; ++i) {
    const auto node = graph.add_node({"Person"}, {{"name", std::to_string(i)}});
    if (i >= 90) graph.add_edge(node, "MET", hub);
  }
  const rapidjson::Document data = data_of(page_of(graph));
  EXPECT_EQ(data["nodes"].Size(), 5000u);
  EXPECT_EQ(data["left_out"].GetInt(), 101);
  EXPECT_EQ(data["edges"].Size(), 4999u);
  EXPECT_STREQ(data["nodes"][0]["name"].GetString(), "last and most connected");
}

}  // namespace
}  // namespace kg::exporter
