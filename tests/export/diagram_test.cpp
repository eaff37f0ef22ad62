#include "export/diagram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "export/drawing.hpp"
#include "export/layout.hpp"
#include "tests/export/sample_graph.hpp"

namespace kg::exporter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// "Donald Trump – Kim Jong Un [solid]: met, 30 Jun 2019 / Panmunjom"
std::string dump(const Diagram& diagram, const DiagramLink& link) {
  std::string text = diagram.nodes[link.from].name + (link.arrow_from && link.arrow_to ? " ↔ " : link.arrow_to ? " → " : " – ") + diagram.nodes[link.to].name + " [" +
                     std::string(name_of(link.stroke)) + "]:";
  for (std::size_t i = 0; i < link.label.size(); ++i) text += (i == 0 ? " " : " / ") + std::string(link.label[i].towards > 0 ? "→ " : link.label[i].towards < 0 ? "← " : "") + link.label[i].text;
  return text;
}

std::vector<std::string> dump(const Diagram& diagram) {
  std::vector<std::string> lines;
  for (const DiagramLink& link : diagram.links) lines.push_back(dump(diagram, link));
  return lines;
}

TEST(PeriodText, IsAsFineAsTheDates) {
  struct Case {
    Date first, last;
    const char* want;
  };
  const Case cases[] = {
      {{}, {}, ""},
      {{2018, 1, 1}, {2018, 12, 31}, "2018"},
      {{2018, 6, 1}, {2018, 6, 30}, "Jun 2018"},
      {{2018, 6, 12}, {2018, 6, 12}, "12 Jun 2018"},
      {{2019, 6, 28}, {2019, 6, 29}, "28–29 Jun 2019"},
      {{2018, 3, 1}, {2018, 6, 30}, "Mar–Jun 2018"},
      {{2018, 3, 5}, {2019, 6, 30}, "2018–2019"},
      {{2018, 6, 12}, {}, "since 12 Jun 2018"},
      {{}, {2018, 6, 12}, "until 12 Jun 2018"},
  };
  for (const Case& c : cases) EXPECT_EQ(period_text(c.first, c.last), c.want);
}

TEST(Shortened, CutsAtCodePointsAndDropsControls) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("ééééé", 3), "ééé…");
  EXPECT_EQ(shortened("a\n\tb\x01", 9), "a b ");
  EXPECT_EQ(shortened("a b c", 2), "a…");
}

TEST(Diagram, DrawsMeetingsOfTwoAsLines) {
  const auto graph = testing::summit_graph();
  EXPECT_THAT(dump(make_diagram(*graph, {})),
              ElementsAre("Donald Trump – Kim Jong Un [solid]: met, 30 Jun 2019 / Panmunjom",
                          "Donald Trump – Kim Jong Un [dashed]: to meet / Hanoi", "Donald Trump → China [solid]: accused",
                          "Donald Trump → United States [solid]: president", "Kim Jong Un – Moon Jae-in [dotted]: meeting denied, May 2019",
                          "Kim Jong Un → denuclearization [solid]: spoke of"));
}

TEST(Diagram, BundlesParallelMeetings) {
  auto graph = testing::summit_graph();
  using namespace std::string_literals;
  for (const std::string year : {"2017", "2018"}) {
    const auto meeting = graph->add_node({"Meeting", "Event"}, {{"status", "held"s}, {"date", year}});
    graph->add_edge(graph::NodeId{0}, "PARTICIPATED_IN", meeting);
    graph->add_edge(graph::NodeId{1}, "PARTICIPATED_IN", meeting);
  }
  EXPECT_EQ(dump(make_diagram(*graph, {})).front(), "Donald Trump – Kim Jong Un [solid]: met ×3, 2017–2019 / Panmunjom");
}

// Two persons, A and B, with these edges between them.
struct EdgeCase {
  const char* type;
  bool back;
  std::vector<graph::NamedProperty> properties;
};
std::vector<std::string> lines_of(const std::vector<EdgeCase>& edges) {
  using namespace std::string_literals;
  graph::MemoryGraph graph;
  const auto a = graph.add_node({"Person", "Actor"}, {{"name", "A"s}}), b = graph.add_node({"Person", "Actor"}, {{"name", "B"s}});
  for (const EdgeCase& edge : edges) graph.add_edge(edge.back ? b : a, edge.type, edge.back ? a : b, edge.properties);
  return dump(make_diagram(graph, {}));
}

TEST(Diagram, TellsAllBetweenTwoNodesOnOneLine) {
  using namespace std::string_literals;
  struct Case {
    std::vector<EdgeCase> edges;
    std::vector<std::string> want;
  };
  const graph::NamedProperty planned{"status", "planned"s}, may{"status", "hypothetical"s}, denied{"status", "denied"s}, no{"polarity", "negative"s};
  const Case cases[] = {
      {{{"AID", false, {}}, {"AID", false, {}}}, {"A → B [solid]: aided ×2"}},
      {{{"AID", true, {}}, {"ACCUSE", true, {}}}, {"B → A [solid]: accused / aided"}},
      {{{"AID", false, {}}, {"ACCUSE", true, {}}, {"AGREE", false, {}}}, {"A ↔ B [solid]: ← accused / agreed / → aided"}},
      {{{"AID", false, {planned}}, {"AID", false, {may}}}, {"A → B [dashed]: may aid / to aid"}},
      {{{"ASSAULT", false, {denied}}, {"AID", false, {no}}, {"MET", false, {}}}, {"A – B [solid]: met", "A → B [dotted]: did not aid / did not attack"}},
      {{{"HOLDS_OFFICE", false, {{"title", "Secretary"s}}}, {"HOLDS_OFFICE", false, {{"title", "secretary of State"s}}}, {"HOLDS_OFFICE", false, {{"title", "Envoy"s}}}},
       {"A → B [solid]: Envoy / Secretary"}},
      {{{"KNOWS_OF", false, {}}}, {"A → B [solid]: knows of"}},
  };
  for (const Case& c : cases) EXPECT_EQ(lines_of(c.edges), c.want);
}

TEST(Diagram, LeavesOutWhatIsNoNews) {
  using namespace std::string_literals;
  graph::MemoryGraph graph;
  const auto a = graph.add_node({"Person", "Actor"}, {{"name", "A"s}}), b = graph.add_node({"State", "Actor", "Place"}, {{"name", "B"s}});
  const auto town = graph.add_node({"Place"}, {{"name", "Town"s}}), clerk = graph.add_node({"Person", "Actor"}, {{"name", "Clerk"s}});
  const auto office = graph.add_node({"Organization", "Actor"}, {{"name", "Office"s}});
  graph.add_edge(a, "ACCUSE", b);
  graph.add_edge(town, "LOCATED_IN", b);
  graph.add_edge(clerk, "HOLDS_OFFICE", office, {{"title", "clerk"s}});
  const Diagram diagram = make_diagram(graph, {});
  EXPECT_THAT(dump(diagram), ElementsAre("A → B [solid]: accused"));
  EXPECT_THAT(diagram.notes, ElementsAre("left out 2 nodes of which only an office is told; --types HOLDS_OFFICE draws that"));
  EXPECT_THAT(dump(make_diagram(graph, {.focus = town})), ElementsAre("Town → B [solid]: in"));
  EXPECT_THAT(dump(make_diagram(graph, {.types = {"LOCATED_IN"}})), ElementsAre("Town → B [solid]: in"));
  EXPECT_THAT(dump(make_diagram(graph, {.types = {"HOLDS_OFFICE"}})), ElementsAre("Clerk → Office [solid]: clerk"));
}

TEST(Diagram, KeepsTheMostReportedLinesAndWhatHoldsThePictureTogether) {
  using namespace std::string_literals;
  graph::MemoryGraph graph;
  std::vector<graph::NodeId> nodes;
  for (int i = 0; i < 4; ++i) nodes.push_back(graph.add_node({"Person", "Actor"}, {{"name", std::string(1, static_cast<char>('A' + i))}}));
  for (int i = 0; i < 4; ++i) {
    for (int j = i + 1; j < 4; ++j) {
      std::vector<graph::Evidence> evidence;
      for (int d = 0; d < (i == 0 ? 1 : 2); ++d) {
        const auto document = graph.add_document({hash128(std::to_string(d)), {"d"}, "", {}}, "They met.");
        evidence.push_back({document, {0, 9}, {5, 8}, {}});
      }
      graph.add_edge(nodes[static_cast<std::size_t>(i)], "MET", nodes[static_cast<std::size_t>(j)], {}, evidence);
    }
  }
  const Diagram diagram = make_diagram(graph, {.lines = 3});
  EXPECT_THAT(dump(diagram), ElementsAre("A – B [solid]: met", "B – C [solid]: met", "B – D [solid]: met"));
  EXPECT_THAT(diagram.notes, ElementsAre("drew the 3 most reported of 6 lines"));
}

TEST(Diagram, GivesATimelineARowAMeetingAndNamesWhoHasNoColumn) {
  using namespace std::string_literals;
  graph::MemoryGraph graph;
  const auto host = graph.add_node({"Person", "Actor"}, {{"name", "Host"s}});
  for (int i = 1; i <= 13; ++i) {
    const auto guest = graph.add_node({"Person", "Actor"}, {{"name", "Guest " + std::to_string(i)}});
    const auto meeting = graph.add_node({"Meeting", "Event"}, {{"name", "talks: Host, Guest"s}, {"kind", "talks"s}, {"status", "held"s}, {"date", "2018-06-" + std::to_string(10 + i)}});
    graph.add_edge(host, "PARTICIPATED_IN", meeting);
    graph.add_edge(guest, "PARTICIPATED_IN", meeting);
  }
  const Diagram diagram = make_diagram(graph, {.timeline = true});
  std::size_t columns = 0;
  std::vector<std::string> beside;
  for (const DiagramNode& node : diagram.nodes) {
    if (node.shape != Shape::meeting) ++columns;
    if (!node.detail.empty()) beside.push_back(node.when + ": " + node.name + " " + node.detail);
  }
  EXPECT_EQ(columns, most_columns);
  EXPECT_THAT(beside, ElementsAre("22 Jun 2018: talks with Guest 12", "23 Jun 2018: talks with Guest 13"));
  EXPECT_EQ(diagram.subtitle, "13 meetings · dated 11–23 Jun 2018");
}

TEST(Diagram, ATimelineHasColumnsForTheMostReportedMeetings) {
  using namespace std::string_literals;
  graph::MemoryGraph graph;
  std::vector<graph::Evidence> reports;
  for (const char* name : {"one", "two", "three"}) {
    reports.push_back({graph.add_document({hash128(name), {name}, name, {}}, "They met."), {0, 9}, {5, 8}, {}});
  }
  // Twenty meetings of two who come once each; the last one is in all the papers.
  for (int i = 0; i < 20; ++i) {
    const auto meeting = graph.add_node({"Meeting", "Event"}, {{"name", "talks"s}, {"status", "held"s}, {"date", std::to_string(2000 + i)}},
                                        i < 19 ? std::vector(1, reports[0]) : reports);
    for (const char* side : {"A", "B"}) graph.add_edge(graph.add_node({"Person", "Actor"}, {{"name", side + std::to_string(i)}}), "PARTICIPATED_IN", meeting);
  }
  std::vector<std::string> columns;
  for (const DiagramNode& node : make_diagram(graph, {.timeline = true}).nodes) {
    if (node.shape == Shape::person) columns.push_back(node.name);
  }
  EXPECT_EQ(columns.size(), most_columns);
  EXPECT_THAT(columns, ::testing::IsSupersetOf({"A0", "B0", "A19", "B19"}));
}

TEST(Diagram, ATimelineIsDatedAsItsRows) {
  using namespace std::string_literals;
  graph::MemoryGraph graph;
  const auto article = graph.add_document({hash128("article"), {"a.txt"}, "A", {2019, 3, 1}}, "They met.");
  const auto a = graph.add_node({"Person", "Actor"}, {{"name", "A"s}}), b = graph.add_node({"Person", "Actor"}, {{"name", "B"s}});
  for (const auto& [date, status] : {std::pair{"2018-06-12"s, "held"s}, {"2020-02"s, "planned"s}}) {
    const auto meeting = graph.add_node({"Meeting", "Event"}, {{"name", "talks"s}, {"status", status}, {"date", date}});
    for (const auto who : {a, b}) graph.add_edge(who, "PARTICIPATED_IN", meeting, {}, {{article, {0, 9}, {5, 8}, {}}});
  }
  // Elsewhere the dates are those of what happened; here the planned meeting is a row like the other.
  EXPECT_EQ(make_diagram(graph, {.timeline = true}).subtitle, "2 meetings · dated 2018–2020");
  EXPECT_EQ(make_diagram(graph, {}).subtitle, "2 nodes · 2 relations · dated 12 Jun 2018");
}

TEST(Place, ATimelineHasWhoComesFirstOnTheLeft) {
  using namespace std::string_literals;
  graph::MemoryGraph graph;
  std::vector<graph::NodeId> people;
  for (const char* name : {"Always", "Late", "Early"}) people.push_back(graph.add_node({"Person", "Actor"}, {{"name", std::string(name)}}));
  for (const auto& [guest, date] : {std::pair{1, "2019"s}, {2, "2018"s}}) {
    const auto meeting = graph.add_node({"Meeting", "Event"}, {{"name", "talks"s}, {"status", "held"s}, {"date", date}});
    graph.add_edge(people[0], "PARTICIPATED_IN", meeting);
    graph.add_edge(people[static_cast<std::size_t>(guest)], "PARTICIPATED_IN", meeting);
  }
  const Diagram diagram = make_diagram(graph, {.timeline = true});
  const Placed placed = place_on_timeline(diagram);
  std::vector<std::pair<double, std::string>> columns;
  for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
    if (diagram.nodes[i].shape == Shape::person) columns.emplace_back(placed.nodes[i].x, diagram.nodes[i].name);
  }
  std::sort(columns.begin(), columns.end());
  EXPECT_THAT(columns, ElementsAre(::testing::Pair(::testing::_, "Always"), ::testing::Pair(::testing::_, "Early"), ::testing::Pair(::testing::_, "Late")));
}

TEST(Draw, TheHeadingGrowsWithWidePictures) {
  using namespace std::string_literals;
  const auto heading_of = [](int pairs) {
    graph::MemoryGraph graph;
    for (int i = 0; i < pairs; ++i) {
      const auto a = graph.add_node({"Person", "Actor"}, {{"name", "Somebody " + std::to_string(i)}}), b = graph.add_node({"Person", "Actor"}, {{"name", "Another " + std::to_string(i)}});
      graph.add_edge(a, "MET", b);
    }
    const std::string svg = draw(make_diagram(graph, {.top = 1000}), {PictureFormat::svg, "", Theme::light}).bytes;
    const std::string before = "font-size=\"";
    const std::size_t line = svg.rfind('<', svg.find(">Who deals with whom</text>"));
    const std::size_t size = svg.find(before, line) + before.size();
    return std::stod(svg.substr(size, svg.find('"', size) - size));
  };
  EXPECT_EQ(heading_of(3), 18);
  EXPECT_GT(heading_of(300), 25);
}

TEST(Draw, SaysWhichWordsFoundNoRoom) {
  using namespace std::string_literals;
  graph::MemoryGraph graph;
  std::vector<graph::NodeId> people;
  for (int i = 0; i < 16; ++i) people.push_back(graph.add_node({"Person", "Actor"}, {{"name", "P" + std::to_string(i)}}));
  for (std::size_t i = 0; i < people.size(); ++i) {
    for (std::size_t j = i + 1; j < people.size(); ++j) graph.add_edge(people[i], "MET", people[j], {{"times", std::int64_t{1000}}});
  }
  const Picture crowded = draw(make_diagram(graph, {.lines = 120}), {PictureFormat::svg, "circo", Theme::light});
  EXPECT_THAT(crowded.notes, ElementsAre(HasSubstr("of 120 lines (an SVG has them as tooltips)")));
  EXPECT_THAT(draw(make_diagram(graph, {.top = 2}), {PictureFormat::svg, "", Theme::light}).notes, ::testing::IsEmpty());
}

TEST(Diagram, KeepsToTheNeighboursOfItsFocus) {
  const auto graph = testing::summit_graph();
  const Diagram diagram = make_diagram(*graph, {.focus = graph::NodeId{2}});
  EXPECT_EQ(diagram.title, "Moon Jae-in: relations");
  EXPECT_THAT(dump(diagram), ElementsAre("Kim Jong Un – Moon Jae-in [dotted]: meeting denied, May 2019"));
  EXPECT_EQ(make_diagram(*graph, {.focus = graph::NodeId{2}, .hops = 2}).nodes.size(), 4u);
  EXPECT_EQ(make_diagram(*graph, {.focus = graph::NodeId{2}, .hops = 0}).nodes.size(), 1u);
}

TEST(Diagram, FiltersByTypeAndDate) {
  const auto graph = testing::summit_graph();
  EXPECT_THAT(dump(make_diagram(*graph, {.types = {"Person"}})),
              ElementsAre(HasSubstr("met, 30 Jun 2019"), HasSubstr("to meet"), HasSubstr("meeting denied")));
  EXPECT_THAT(dump(make_diagram(*graph, {.types = {"ACCUSE", "HOLDS_OFFICE"}})), ElementsAre(HasSubstr("accused"), HasSubstr("president")));
  // Undated lines stay.
  EXPECT_THAT(dump(make_diagram(*graph, {.types = {"Person"}, .since = {2019, 6, 0}})),
              ElementsAre(HasSubstr("met, 30 Jun 2019"), HasSubstr("to meet")));
  EXPECT_THAT(dump(make_diagram(*graph, {.types = {"Person"}, .until = {2019, 5, 0}})), ElementsAre(HasSubstr("to meet"), HasSubstr("meeting denied")));
}

TEST(Diagram, KeepsTheMostReportedAndSaysSo) {
  const auto graph = testing::summit_graph();
  const Diagram diagram = make_diagram(*graph, {.top = 2});
  EXPECT_EQ(diagram.nodes.size(), 2u);
  EXPECT_THAT(diagram.notes, ElementsAre("drew the 2 most reported of 6 nodes"));
}

TEST(Diagram, RefusesWithAdvice) {
  const auto graph = testing::summit_graph();
  const auto report = [&](const DiagramOptions& options, const graph::PropertyGraph& of) -> std::string {
    try {
      make_diagram(of, options);
    } catch (const Error& error) {
      return error.report();
    }
    return "no error";
  };
  EXPECT_EQ(report({.top = 20000}, *graph),
            "kg: a picture of 20000 nodes cannot be read\n  hint: at most 10000; 'kg export --format gexf' for Gephi, or --format html to explore");
  EXPECT_THAT(report({.types = {"Persn"}}, *graph), HasSubstr("unknown type 'Persn'"));
  EXPECT_THAT(report({}, graph::MemoryGraph()), HasSubstr("there is nothing to draw"));
}

TEST(Diagram, QuotesItsSources) {
  const auto graph = testing::summit_graph();
  const Diagram diagram = make_diagram(*graph, {});
  EXPECT_EQ(diagram.source_count, 2u);
  EXPECT_THAT(diagram.sources, ElementsAre("b.txt", "Handshake at the “border” (2019-07-01)"));
  EXPECT_EQ(diagram.links[0].tooltip,
            "Donald Trump – Kim Jong Un\n“Donald Trump met Kim Jong Un at Panmunjom on 30 June 2019 – a “historic” day.” Handshake at the “border” "
            "(2019-07-01)");
  EXPECT_EQ(diagram.source_dates, "1 Jul 2019");
  EXPECT_EQ(diagram.subtitle, "6 nodes · 6 relations · dated 30 Jun 2019");
  EXPECT_EQ(diagram.links[0].address, "https://example.org/a?x=1&y=2");
}

// Writes `text` and runs `command` on the file; its exit status.
int run_on(const std::string& text, const std::string& suffix, const std::string& command) {
  const std::filesystem::path file = std::filesystem::path(::testing::TempDir()) /
                                     (std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + suffix);
  std::ofstream(file, std::ios::binary) << text;
  const int status = std::system((command + " '" + file.string() + "' >/dev/null").c_str());
  std::filesystem::remove(file);
  return status;
}

TEST(Draw, EveryLayoutGivesTheSameValidSvgTwice) {
  const auto graph = testing::summit_graph();
  for (const std::string_view layout : layouts()) {
    SCOPED_TRACE(layout);
    DiagramOptions options;
    options.timeline = layout == "timeline";
    const Diagram diagram = make_diagram(*graph, options);
    const std::string svg = draw(diagram, {PictureFormat::svg, std::string(layout), Theme::light}).bytes;
    EXPECT_EQ(svg, draw(diagram, {PictureFormat::svg, std::string(layout), Theme::light}).bytes);
    EXPECT_THAT(svg, HasSubstr("Kim Jong Un"));
    EXPECT_THAT(svg, HasSubstr("xlink:href=\"https://example.org/a?x=1&amp;y=2\""));
    EXPECT_EQ(run_on(svg, ".svg", "xmllint --noout --nonet"), 0);
  }
}

TEST(Draw, HostileNamesGiveValidPictures) {
  const auto graph = testing::hostile_graph();
  const Diagram diagram = make_diagram(*graph, {});
  for (const Theme theme : {Theme::light, Theme::dark}) {
    const std::string svg = draw(diagram, {PictureFormat::svg, "", theme}).bytes;
    EXPECT_EQ(run_on(svg, ".svg", "xmllint --noout --nonet"), 0);
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
    EXPECT_THAT(svg, Not(HasSubstr("javascript:")));
    EXPECT_THAT(svg, HasSubstr("&lt;script&gt;alert(1)"));
    EXPECT_THAT(svg, HasSubstr("&amp;amp; &amp;#65;"));  // entities in names stay text
  }
  EXPECT_EQ(run_on(draw(diagram, {PictureFormat::dot, "", Theme::light}).bytes, ".dot", "neato -n2 -Tsvg"), 0);
}

TEST(Draw, PngAndPdfAreWhatTheySayTwice) {
  const auto graph = testing::summit_graph();
  const Diagram diagram = make_diagram(*graph, {});
  const std::string png = draw(diagram, {PictureFormat::png, "", Theme::light}).bytes;
  EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1A\n");
  EXPECT_EQ(png, draw(diagram, {PictureFormat::png, "", Theme::light}).bytes);
  const std::string pdf = draw(diagram, {PictureFormat::pdf, "", Theme::light}).bytes;
  EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
  EXPECT_THAT(pdf, HasSubstr("/CreationDate (D:20000101000000"));
}

TEST(Draw, EnginesThatWouldTakeMinutesRefuse) {
  Diagram diagram;
  diagram.nodes.resize(401);
  try {
    place(diagram, "dot");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.report(), "kg: --layout: the layout 'dot' takes too long with 401 nodes\n  hint: at most 400; leave out --layout, or take sfdp or twopi");
  }
}

TEST(Draw, TimelineNeedsADate) {
  graph::MemoryGraph graph;
  using namespace std::string_literals;
  const auto a = graph.add_node({"Person", "Actor"}, {{"name", "A"s}}), b = graph.add_node({"Person", "Actor"}, {{"name", "B"s}});
  graph.add_edge(a, "MET", b);
  EXPECT_THROW(draw(make_diagram(graph, {}), {PictureFormat::svg, "timeline", Theme::light}), Error);
}

TEST(Place, KeepsLabelsApart) {
  // A hub with many labelled lines: the case that engines' own labels get wrong.
  graph::MemoryGraph graph;
  using namespace std::string_literals;
  const auto hub = graph.add_node({"Person", "Actor"}, {{"name", "The Hub Of It All"s}});
  for (int i = 0; i < 18; ++i) {
    const auto spoke = graph.add_node({"Person", "Actor"}, {{"name", "Person " + std::to_string(i)}});
    graph.add_edge(hub, "MET", spoke, {{"first", "2018-01-01"s}, {"last", "2019-03-05"s}, {"times", std::int64_t{3}}});
    if (i % 3 == 0) graph.add_edge(spoke, "ACCUSE", hub, {{"date", "2018"s}});
  }
  const Diagram diagram = make_diagram(graph, {});
  for (const std::string layout : {"neato", "dot", "fdp"}) {
    SCOPED_TRACE(layout);
    const Placed placed = place(diagram, layout);
    EXPECT_EQ(placed.labels_left_out, 0u);
    for (std::size_t i = 0; i < placed.links.size(); ++i) {
      for (std::size_t j = i + 1; j < placed.links.size(); ++j) {
        const Point a = placed.links[i].label, b = placed.links[j].label;
        EXPECT_TRUE(std::abs(a.x - b.x) > 50 || std::abs(a.y - b.y) > 10) << dump(diagram, diagram.links[i]) << " / " << dump(diagram, diagram.links[j]);
      }
    }
  }
}

}  // namespace
}  // namespace kg::exporter
