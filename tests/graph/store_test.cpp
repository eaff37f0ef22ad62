#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "base/error.hpp"
#include "graph/check.hpp"
#include "graph/document_set.hpp"
#include "graph/freezer.hpp"
#include "graph/graph.hpp"
#include "graph/replacement.hpp"
#include "graph/sections.hpp"

namespace kg::graph {
namespace {

using namespace std::string_literals;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

PackedDocument document(const std::string& text, const std::string& uri) {
  ReadDocument read;
  read.document.id = hash128(text);
  read.document.uris = {uri};
  read.document.title = "Title of " + uri;
  read.document.published = {2018, 6, 12};
  read.document.text = text;
  read.claims.document = read.document.id;
  return pack(read);
}

void write_two_documents(SectionsToWrite& sections) {
  DocumentSet documents{Workspace()};
  documents.add(document("Trump met Kim in Singapore.", "a.txt"));
  documents.add(document("Kim met Moon.", "b.txt"));
  documents.write(sections);
}

// Five nodes, six edges, added in an order that is not that of the file.
std::vector<NodeRecord> small_nodes() {
  const auto node = [](std::string key, std::vector<std::string> labels, std::string name, PropertyList aliases) {
    return NodeRecord{std::move(key), std::move(labels), {{"name", std::move(name)}, {"aliases", std::move(aliases)}}, {}};
  };
  std::vector<NodeRecord> nodes{
      node("person:kim jong un", {"Person", "Actor"}, "Kim Jong Un", {"Kim Jong-un"s, "Kim"s}),
      node("state:PRK", {"State", "Actor", "Place"}, "North Korea", {"DPRK"s}),
      node("person:donald trump", {"Person", "Actor"}, "Donald Trump", {}),
      node("meeting:1", {"Meeting", "Event"}, "summit", {}),
      node("person:moon jae in", {"Person", "Actor"}, "Moon Jae-in", {"Moon"s}),
  };
  nodes[0].evidence = {{DocumentIndex{1}, {0, 13}, {0, 3}, {}}, {DocumentIndex{0}, {0, 12}, {4, 7}, {}}};
  Temporal date;
  date.days = 17694;
  nodes[3].properties.emplace_back("date", date);
  nodes[3].properties.emplace_back("confidence", 0.87);
  nodes[3].properties.emplace_back("nothing", PropertyValue());
  return nodes;
}

std::vector<EdgeRecord> small_edges() {
  return {
      {"person:kim jong un", "PARTICIPATED_IN", "meeting:1", "", {{"role", "host"s}}, {{DocumentIndex{0}, {0, 12}, {6, 9}, 0}}},
      {"person:donald trump", "PARTICIPATED_IN", "meeting:1", "", {{"role", "visitor"s}}, {}},
      {"person:kim jong un", "MET", "person:donald trump", "", {{"times", std::int64_t{2}}}, {}},
      {"person:kim jong un", "HOLDS_OFFICE", "state:PRK", "leader", {{"title", "leader"s}, {"former", false}}, {}},
      {"person:donald trump", "THREATEN", "state:PRK", "2017", {{"score", -4.4}}, {}},
      {"person:donald trump", "THREATEN", "state:PRK", "2016", {{"score", -4.0}}, {}},
  };
}

std::string freeze_small(const std::vector<NodeRecord>& nodes, const std::vector<EdgeRecord>& edges) {
  Builder builder;
  for (const NodeRecord& node : nodes) builder.add(node);
  for (const EdgeRecord& edge : edges) builder.add(edge);
  SectionsToWrite sections;
  freeze_graph(builder, sections);
  write_two_documents(sections);
  sections[Section::made_by].assign(std::string(16, '\7'));
  sections[Section::decisions].assign(R"({"decisions": []})");
  return sections.file();
}

std::unique_ptr<Graph> small_graph() { return Graph::from_bytes(freeze_small(small_nodes(), small_edges()), "small.kg"); }

std::string dump(const Graph& graph, NodeId node, std::span<const Adjacent> steps) {
  std::string out(graph.node_key(node));
  for (const Adjacent& step : steps) {
    out += " " + std::string(graph.name(step.type)) + ">" + std::string(graph.node_key(step.neighbour));
  }
  return out;
}

NodeId node(const Graph& graph, std::string_view key) {
  const auto found = graph.find_node(key);
  EXPECT_TRUE(found) << key;
  return found.value_or(NodeId{0});
}

TEST(StoredGraph, GivesBackWhatWasFrozen) {
  const auto graph = small_graph();
  EXPECT_EQ(graph->node_count(), 5u);
  EXPECT_EQ(graph->edge_count(), 6u);
  const NodeId kim = node(*graph, "person:kim jong un"), trump = node(*graph, "person:donald trump");
  EXPECT_EQ(dump(*graph, kim, graph->out(kim)),
            "person:kim jong un HOLDS_OFFICE>state:PRK MET>person:donald trump PARTICIPATED_IN>meeting:1");
  EXPECT_EQ(dump(*graph, trump, graph->in(trump)), "person:donald trump MET>person:kim jong un");
  const NodeId meeting = node(*graph, "meeting:1");
  EXPECT_EQ(dump(*graph, meeting, graph->in(meeting)),
            "meeting:1 PARTICIPATED_IN>person:donald trump PARTICIPATED_IN>person:kim jong un");
  EXPECT_THAT(graph->out(kim, *graph->find_edge_type("MET")), testing::SizeIs(1));
  EXPECT_EQ(graph->find_edge_type("ABOUT"), std::nullopt);
  EXPECT_EQ(graph->find_node("person:nobody"), std::nullopt);

  const KeyId score = *graph->find_key("score");
  const auto threats = graph->out(trump, *graph->find_edge_type("THREATEN"));
  ASSERT_EQ(threats.size(), 2u);
  EXPECT_EQ(graph->property(threats[0].edge, score), PropertyValue(-4.0));  // 2016 before 2017
  EXPECT_EQ(graph->property(threats[1].edge, score), PropertyValue(-4.4));
  const Edge edge = graph->edge(threats[1].edge);
  EXPECT_EQ(edge.source, trump);
  EXPECT_EQ(edge.target, node(*graph, "state:PRK"));
}

TEST(StoredGraph, KeepsLabelsInTheirOrderAndCountsThem) {
  const auto graph = small_graph();
  std::string shown;
  for (const LabelId label : graph->labels(node(*graph, "state:PRK"))) shown += std::string(graph->name(label)) + " ";
  EXPECT_EQ(shown, "State Actor Place ");
  EXPECT_EQ(graph->node_count(*graph->find_label("Actor")), 4u);
  EXPECT_THAT(graph->nodes_with(*graph->find_label("Person")),
              ElementsAre(node(*graph, "person:donald trump"), node(*graph, "person:kim jong un"), node(*graph, "person:moon jae in")));
}

TEST(StoredGraph, KeepsEveryKindOfValue) {
  Temporal zoned;
  zoned.kind = TemporalKind::datetime;
  zoned.days = -3;
  zoned.seconds = 86399;
  zoned.nanoseconds = 999999999;
  zoned.offset = -3600;
  zoned.zone = "Europe/Stockholm";
  Temporal date;
  date.days = -719162;
  const std::vector<PropertyValue> values{true, false, std::int64_t{0}, std::int64_t{-1},
      std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), 0.0, -0.0, 1.0, -7.0, 0.87, 0.1 + 0.2, 1e300,
      std::numeric_limits<double>::infinity(), 9007199254740993.0, ""s, "naïve"s, zoned, date,
      PropertyList{}, PropertyList{PropertyValue(), std::int64_t{3}, "three"s, PropertyList{3.5, zoned}}};
  Builder builder;
  std::vector<NamedProperty> properties;
  for (std::size_t i = 0; i < values.size(); ++i) properties.emplace_back("p" + std::to_string(100 + i), values[i]);
  builder.add({"n", {"L"}, properties, {}});
  SectionsToWrite sections;
  freeze_graph(builder, sections);
  sections[Section::made_by].assign(std::string(16, '\0'));
  const auto graph = Graph::from_bytes(sections.file(), "values.kg");
  const auto all = graph->properties(NodeId{0});
  ASSERT_EQ(all.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(all[i].second, values[i]) << i;
    EXPECT_EQ(graph->property(NodeId{0}, all[i].first), values[i]) << i;
  }
  const PropertyValue zero = graph->property(NodeId{0}, *graph->find_key("p107"));
  EXPECT_TRUE(std::signbit(std::get<double>(zero.data)));
  // What the shapes of records tell is what the values are.
  EXPECT_EQ(graph->kinds_of_nodes(), graph->PropertyGraph::kinds_of_nodes());
  EXPECT_EQ(graph->kinds_of_edges(), std::vector<ValueKinds>(values.size()));
}

TEST(StoredGraph, FindsNames) {
  const auto graph = small_graph();
  const auto keys = [&](const std::vector<NodeId>& nodes) {
    std::string out;
    for (const NodeId n : nodes) out += std::string(graph->node_key(n)) + "|";
    return out;
  };
  struct Case {
    const char* folded;
    unsigned edits;
    const char* want;
  };
  const Case cases[] = {
      {"kim", 0, "person:kim jong un|"},
      {"dprk", 0, "state:PRK|"},
      {"do", 0, "person:donald trump|"},
      {"donald trmup", 1, "person:donald trump|"},  // a swap is one edit
      {"donald trmp", 1, "person:donald trump|"},
      {"donlad tramp", 1, ""},
      {"donlad tramp", 2, "person:donald trump|"},
      {"oon", 1, "person:moon jae in|"},  // the first letter may be the wrong one
      {"sumit", 1, "meeting:1|"},
      {"", 0, "meeting:1|person:donald trump|person:kim jong un|person:moon jae in|state:PRK|"},
      {"zzz", 2, ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.folded);
    EXPECT_EQ(keys(graph->find_similar(c.folded, c.edits, 10)), c.want);
  }
  EXPECT_EQ(keys(graph->find_name("kim jong un")), "person:kim jong un|");
  EXPECT_THAT(graph->find_name("kim jong"), IsEmpty());
  EXPECT_THAT(graph->find_similar("", 0, 2), testing::SizeIs(2));
}

TEST(StoredGraph, KeepsEvidenceAndDocuments) {
  const auto graph = small_graph();
  const auto evidence = graph->evidence(node(*graph, "person:kim jong un"));
  ASSERT_EQ(evidence.size(), 2u);
  EXPECT_LT(evidence[0], evidence[1]);
  for (const Evidence& one : evidence) EXPECT_LE(one.words.end, graph->text_size(one.document));
  ASSERT_EQ(graph->document_count(), 2u);
  EXPECT_LT(graph->document(DocumentIndex{0}).id, graph->document(DocumentIndex{1}).id);
  for (const std::string text : {"Trump met Kim in Singapore.", "Kim met Moon."}) {
    const auto index = graph->find_document(hash128(text));
    ASSERT_TRUE(index);
    EXPECT_EQ(graph->document_text(*index), text);
    EXPECT_EQ(graph->document(*index).published, (Date{2018, 6, 12}));
  }
  EXPECT_EQ(graph->decisions(), R"({"decisions": []})");
}

TEST(Freezing, DoesNotDependOnTheOrderOfAdding) {
  std::vector<NodeRecord> nodes = small_nodes();
  std::vector<EdgeRecord> edges = small_edges();
  const std::string bytes = freeze_small(nodes, edges);
  std::reverse(nodes.begin(), nodes.end());
  std::reverse(edges.begin(), edges.end());
  for (NodeRecord& n : nodes) std::reverse(n.properties.begin(), n.properties.end());
  EXPECT_EQ(freeze_small(nodes, edges), bytes);
}

TEST(Freezing, MakesAFileThatPassesTheCheck) {
  // The name "summit" is its own folded form: one string for both.
  const std::string path = (std::filesystem::temp_directory_path() / ("kg_check_" + std::to_string(::getpid()) + ".kg")).string();
  replace_file(path, freeze_small(small_nodes(), small_edges()));
  EXPECT_THAT(check(path), IsEmpty());
  std::filesystem::remove(path);
}

TEST(Freezing, JoinsEdgesThatAreOne) {
  std::vector<EdgeRecord> edges = small_edges();
  EdgeRecord again = edges[0];
  again.evidence = {{DocumentIndex{1}, {0, 13}, {4, 7}, 0}};
  edges.push_back(again);
  const auto graph = Graph::from_bytes(freeze_small(small_nodes(), edges), "small.kg");
  EXPECT_EQ(graph->edge_count(), 6u);
  const NodeId kim = node(*graph, "person:kim jong un");
  EXPECT_EQ(graph->evidence(graph->out(kim, *graph->find_edge_type("PARTICIPATED_IN"))[0].edge).size(), 2u);
}

TEST(Freezing, AnEmptyGraphIsAGraph) {
  SectionsToWrite sections;
  freeze_graph(Builder(), sections);
  sections[Section::made_by].assign(std::string(16, '\0'));
  const auto graph = Graph::from_bytes(sections.file(), "empty.kg");
  EXPECT_EQ(graph->node_count(), 0u);
  EXPECT_THAT(graph->find_similar("x", 2, 5), IsEmpty());
  EXPECT_THROW(graph->labels(NodeId{0}), Error);
}

std::string error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.report();
  }
  return "no error";
}

TEST(OpeningAGraph, SaysWhatIsWrong) {
  const std::string good = freeze_small(small_nodes(), small_edges());
  const auto with = [&](std::size_t at, char byte) {
    std::string bytes = good;
    bytes[at] = byte;
    return bytes;
  };
  struct Case {
    std::string bytes;
    std::string want;
  };
  const Case cases[] = {
      {"", "kg: g.kg: not a kg graph\n  hint: 'kg build ARTICLES -o g.kg' makes one"},
      {"PK\3\4 a zip", "kg: g.kg: not a kg graph\n  hint: 'kg build ARTICLES -o g.kg' makes one"},
      {with(8, 1), "kg: g.kg: graph file of version 1, this kg reads version 3\n"
                   "  hint: make it again from its articles with this kg: 'kg build ARTICLES -o g.kg'"},
      {good.substr(0, 40), "kg: g.kg: damaged graph file: it ends inside the header\n"
                           "  hint: 'kg check' lists what is broken; 'kg build' makes the graph again from its articles"},
      {good.substr(0, good.size() - 1), "kg: g.kg: damaged graph file: it has " + std::to_string(good.size() - 1) + " bytes instead of " +
                                            std::to_string(good.size()) +
                                            "\n  hint: 'kg check' lists what is broken; 'kg build' makes the graph again from its articles"},
      {with(12, 1), "kg: g.kg: damaged graph file: its byte order is unknown\n"
                    "  hint: 'kg check' lists what is broken; 'kg build' makes the graph again from its articles"},
      {with(100, 1), "kg: g.kg: damaged graph file: the checksum of its header is wrong\n"
                     "  hint: 'kg check' lists what is broken; 'kg build' makes the graph again from its articles"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(error_of([&] { Graph::from_bytes(c.bytes, "g.kg"); }), c.want);
  }
  EXPECT_EQ(error_of([] { Graph::open("missing.kg"); }),
            "kg: missing.kg: no such graph\n  hint: 'kg build ARTICLES -o missing.kg' makes one; '-g' or $KG_GRAPH names another");
  EXPECT_EQ(error_of([] { Graph::open("/"); }), "kg: /: not a file\n  hint: name a graph that 'kg build' made");
}

class ReplacingAFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("kg_replace_" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder_);
    path_ = (folder_ / "g.kg").string();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string content() const {
    std::ifstream in(path_);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

  std::filesystem::path folder_;
  std::string path_;
};

TEST_F(ReplacingAFile, HappensInOneStepOrNotAtAll) {
  replace_file(path_, "old");
  {
    Replacement half(path_);
    half.write(0, "ne");
    EXPECT_EQ(content(), "old");
  }
  EXPECT_EQ(content(), "old");
  EXPECT_EQ(files(), 1u);
  replace_file(path_, "new");
  EXPECT_EQ(content(), "new");
  EXPECT_EQ(files(), 1u);
}

TEST_F(ReplacingAFile, FollowsALink) {
  replace_file(path_, "old");
  std::filesystem::create_symlink("g.kg", folder_ / "link.kg");
  replace_file((folder_ / "link.kg").string(), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link.kg"));
  EXPECT_EQ(content(), "new");
}

TEST_F(ReplacingAFile, RefusesWhatIsNoFile) {
  EXPECT_EQ(error_of([] { replace_file("/dev/null", "x"); }), "kg: /dev/null: cannot write the graph: not a file");
  EXPECT_EQ(error_of([] { replace_file("/no/such/folder/g.kg", "x"); }),
            "kg: /no/such/folder/g.kg: cannot write the graph: No such file or directory\n  hint: the folder must exist");
}

TEST_F(ReplacingAFile, TheSecondWriterWaitsOrIsStopped) {
  Replacement first(path_);
  std::atomic<bool> cancelled = false;
  int told = 0;
  Replacement::Options options;
  options.cancelled = &cancelled;
  options.waiting = [&] {
    ++told;
    cancelled = true;
  };
  EXPECT_THAT(error_of([&] { Replacement second(path_, options); }), HasSubstr("stopped while another kg was writing the graph"));
  EXPECT_EQ(told, 1);
  first.write(0, "first");
  first.commit();
  Replacement third(path_, options);
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace kg::graph
