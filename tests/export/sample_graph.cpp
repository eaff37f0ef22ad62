#include "tests/export/sample_graph.hpp"

using namespace std::string_literals;

namespace kg::exporter::testing {

using graph::DocumentIndex;
using graph::Evidence;
using graph::MemoryGraph;
using graph::NodeId;
using graph::PropertyList;

namespace {

constexpr std::int64_t operator""_i(unsigned long long value) { return static_cast<std::int64_t>(value); }

// Evidence for the first place of `sentence` (and `words` inside it) in the document's text.
Evidence says(const MemoryGraph& graph, DocumentIndex document, std::string_view sentence, std::string_view words) {
  const std::string text = graph.document_text(document);
  const auto begin = static_cast<std::uint32_t>(text.find(sentence));
  const auto word = static_cast<std::uint32_t>(begin + sentence.find(words));
  return {document,
          {begin, begin + static_cast<std::uint32_t>(sentence.size())},
          {word, word + static_cast<std::uint32_t>(words.size())},
          {}};
}

}  // namespace

std::unique_ptr<MemoryGraph> summit_graph() {
  auto graph = std::make_unique<MemoryGraph>();
  const std::string met = "Donald Trump met Kim Jong Un at Panmunjom on 30 June 2019 – a “historic” day.";
  const std::string plan = "The leaders plan to meet again in Hanoi.";
  const std::string denied = "Seoul denied that Moon Jae-in had met Kim in May.";
  const std::string accused = "Trump accused China of delay, and Kim said that talks would go on.";
  const DocumentIndex first = graph->add_document({hash128("first"), {"https://example.org/a?x=1&y=2"}, "Handshake at the “border”", {2019, 7, 1}},
                                                  "Séoul. " + met + "\n\n" + plan);
  const DocumentIndex second =
      graph->add_document({hash128("second"), {"b.txt", "copy of b.txt"}, "", {}}, denied + " " + accused);

  const NodeId trump = graph->add_node({"Person", "Actor"}, {{"name", "Donald Trump"s}, {"aliases", PropertyList{"Trump"s, "Donald J. Trump"s}}},
                                       {says(*graph, first, met, "Donald Trump")});
  const NodeId kim = graph->add_node({"Person", "Actor"}, {{"name", "Kim Jong Un"s}, {"aliases", PropertyList{"Kim"s}}},
                                     {says(*graph, first, met, "Kim Jong Un")});
  const NodeId moon = graph->add_node({"Person", "Actor"}, {{"name", "Moon Jae-in"s}}, {says(*graph, second, denied, "Moon Jae-in")});
  const NodeId china = graph->add_node({"State", "Actor", "Place"}, {{"name", "China"s}, {"iso3", "CHN"s}, {"capital", "Beijing"s}},
                                       {says(*graph, second, accused, "China")});
  const NodeId usa = graph->add_node({"State", "Actor", "Place"}, {{"name", "United States"s}, {"iso3", "USA"s}});
  const NodeId panmunjom = graph->add_node({"Place"}, {{"name", "Panmunjom"s}, {"kind", "venue"s}});
  const NodeId hanoi = graph->add_node({"Place"}, {{"name", "Hanoi"s}, {"kind", "city"s}});
  const NodeId held = graph->add_node({"Meeting", "Event"},
                                      {{"name", "Trump–Kim meeting"s}, {"kind", "meeting"s}, {"status", "held"s}, {"date", "2019-06-30"s},
                                       {"date_from", "2019-06-30"s}, {"date_to", "2019-06-30"s}, {"times", 1_i}, {"reports", 1_i}},
                                      {says(*graph, first, met, "met")});
  const NodeId planned = graph->add_node({"Meeting", "Event"}, {{"name", "Trump–Kim talks"s}, {"kind", "talks"s}, {"status", "planned"s}},
                                         {says(*graph, first, plan, "meet")});
  const NodeId refused = graph->add_node({"Meeting", "Event"},
                                         {{"name", "Moon–Kim meeting"s}, {"kind", "meeting"s}, {"status", "denied"s}, {"date", "2019-05"s},
                                          {"date_from", "2019-05-01"s}, {"date_to", "2019-05-31"s}},
                                         {says(*graph, second, denied, "met")});
  const NodeId statement = graph->add_node({"Statement"}, {{"text", "talks would go on"s}, {"quote", false}},
                                           {says(*graph, second, accused, "said")});
  const NodeId policy = graph->add_node({"Policy"}, {{"name", "denuclearization"s}});
  const NodeId article = graph->add_node({"Document"}, {{"uri", "https://example.org/a?x=1&y=2"s}, {"title", "Handshake at the “border”"s}, {"published", "2019-07-01"s}});

  const auto joins = [&](NodeId who, NodeId meeting, DocumentIndex document, std::string_view sentence) {
    graph->add_edge(who, "PARTICIPATED_IN", meeting, {{"role", "participant"s}}, {says(*graph, document, sentence, "met")});
  };
  joins(trump, held, first, met);
  joins(kim, held, first, met);
  joins(trump, planned, first, plan);
  joins(kim, planned, first, plan);
  joins(moon, refused, second, denied);
  joins(kim, refused, second, denied);
  graph->add_edge(held, "HELD_AT", panmunjom, {}, {says(*graph, first, met, "Panmunjom")});
  graph->add_edge(planned, "HELD_AT", hanoi, {}, {says(*graph, first, plan, "Hanoi")});
  graph->add_edge(trump, "MET", kim, {{"times", 1_i}, {"first", "2019-06-30"s}, {"last", "2019-06-30"s}, {"reports", 1_i}}, {says(*graph, first, met, "met")});
  graph->add_edge(trump, "HOLDS_OFFICE", usa, {{"title", "president"s}, {"former", false}});
  graph->add_edge(trump, "ACCUSE", china,
                  {{"event", true}, {"mode", "disapprove"s}, {"quad", "verbal conflict"s}, {"score", -2.0}, {"text", "delay"s},
                   {"status", "asserted"s}, {"reports", 1_i}, {"confidence", 0.75}},
                  {says(*graph, second, accused, "accused")});
  graph->add_edge(trump, "CONSULT", kim,
                  {{"event", true}, {"mode", "meet"s}, {"status", "planned"s}, {"date", "2019-12"s}, {"quad", "verbal cooperation"s}, {"score", 1.0}, {"reports", 2_i}},
                  {says(*graph, first, plan, "meet")});
  graph->add_edge(kim, "SAID", statement, {}, {says(*graph, second, accused, "said")});
  graph->add_edge(statement, "ABOUT", policy, {});
  graph->add_edge(article, "MENTIONS", kim, {{"count", 1_i}});
  return graph;
}

std::vector<std::string> hostile_names() {
  return {
      "O'Brien \"Bobby\" \\ tables",
      "<script>alert(1)</script> & ]]> --",
      "line one\nline two\ttab\rreturn",
      "emoji \U0001F600\U0001F468\u200D\U0001F469\u200D\U0001F467 flag \U0001F1F0\U0001F1F7",
      "\u202Eright to left\u202C \u0627\u0644\u0639\u0631\u0628\u064A\u0629 \u05E2\u05D1\u05E8\u05D9\u05EA",
      std::string(10000, 'x') + "end",
      "bell\a escape\x1B del\x7F nul" + std::string(1, '\0') + "after",
      "broken \xC3\x28 \xFF utf-8 \xED\xA0\x80",
      " leading and trailing ",
      "=cmd|' /C calc'!A0",
      "&amp; &#65; comma, semicolon; pipe | dollar $x {brace} %s \\N \\l \\G",
      "nonchar \uFFFE \u0085 \u2028 line",
      "",
  };
}

std::unique_ptr<MemoryGraph> hostile_graph() {
  auto graph = std::make_unique<MemoryGraph>();
  const std::string sentence = "He said \"</script><b>no\" & left\x01 – \U0001F600.";
  const DocumentIndex document = graph->add_document({hash128("hostile"), {"javascript:alert(1)", "file <1>.txt"}, "<title> & \"more\"", {2020, 2, 0}}, sentence);
  std::vector<NodeId> nodes;
  for (const std::string& name : hostile_names()) {
    nodes.push_back(graph->add_node({"Person", "Actor"}, {{"name", name}, {"aliases", PropertyList{name, "a;b|c"s}}, {"odd key <&> \"'", name}},
                                    {says(*graph, document, sentence, "said")}));
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    graph->add_edge(nodes[i], "ACCUSE", nodes[(i + 1) % nodes.size()],
                    {{"event", true}, {"text", hostile_names()[i]}, {"status", "asserted"s}, {"date", "2020-02"s}},
                    {says(*graph, document, sentence, "said")});
    graph->add_edge(nodes[i], "ACCUSE", nodes[(i + 1) % nodes.size()], {{"event", true}, {"mode", "second"s}});
  }
  return graph;
}

}  // namespace kg::exporter::testing
