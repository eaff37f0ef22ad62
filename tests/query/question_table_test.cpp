#include <gtest/gtest.h>

#include <sstream>

#include "query/display.hpp"
#include "query/formats.hpp"
#include "query/table.hpp"
#include "tests/query/question_graph.hpp"

namespace kg::query {
namespace {

std::string write(const Table& table, std::size_t width, bool colour = false) {
  std::ostringstream out;
  write_table(table, width, colour, out);
  return out.str();
}

TEST(Table, FitsTheWidthByWrapping) {
  const Table table{{"who", "what"}, {{"Abe", "the abductions must be solved at once"}, {"習近平", "ok"}}, {}};
  EXPECT_EQ(write(table, 80),
            "who     what\n"
            "──────  ─────────────────────────────────────\n"
            "Abe     the abductions must be solved at once\n"
            "習近平  ok\n");
  EXPECT_EQ(write(table, 24),
            "who     what\n"
            "──────  ────────────────\n"
            "Abe     the abductions\n"
            "        must be solved\n"
            "        at once\n"
            "習近平  ok\n");
}

TEST(Table, NeverDropsLettersHoweverNarrow) {
  const Table table{{"a", "b"}, {{std::string(100, 'x'), "y"}}, {}};
  const std::string text = write(table, 3);
  EXPECT_EQ(std::count(text.begin(), text.end(), 'x'), 100);
}

TEST(Table, AlignsNumbersRightAndColoursOnlyTheHeader) {
  EXPECT_EQ(write({{"n"}, {{"7"}, {"12"}}, {true}}, 80, true), "\x1b[1m n\x1b[0m\n──\n 7\n12\n");
}

TEST(DisplayWidth, CountsCells) {
  EXPECT_EQ(display_width("Erdoğan"), 7u);
  EXPECT_EQ(display_width("e\xCC\x81"), 1u);
  EXPECT_EQ(display_width("北京"), 4u);
  EXPECT_EQ(display_width("\xff"), 1u);
}

Answer sample() {
  Answer answer;
  answer.question = "who \"met\" Kim";
  answer.cypher = "MATCH";
  answer.columns = {"who", "times"};
  answer.rows = {{Value(std::string("Trump, Donald")), Value(std::int64_t{2})}, {Value(std::string("a|b\tc")), Value()}};
  answer.evidence = {{{graph::DocumentIndex{0}, {0, 12}, {0, 5}, std::nullopt}}, {}};
  answer.answers = {"Trump, Donald"};
  answer.cited = true;
  return answer;
}

TEST(Formats, WriteOneAnswerInEveryForm) {
  graph::MemoryGraph graph;
  graph::DocumentView view;
  view.uris = {"a.txt"};
  view.title = "Title";
  graph.add_document(view, "Trump met\nKim there.");
  struct Case {
    const char* format;
    const char* want;
  };
  const Case cases[] = {
      {"csv", "who,times,sentence,document\n\"Trump, Donald\",2,Trump met Ki,a.txt\na|b\tc,,,\n"},
      {"tsv", "who\ttimes\tsentence\tdocument\nTrump, Donald\t2\tTrump met Ki\ta.txt\na|b c\t\t\t\n"},
      {"markdown", "| who | times | sentence | document |\n| --- | --- | --- | --- |\n| Trump, Donald | 2 | Trump met Ki | a.txt |\n| a\\|b\tc |  |  |  |\n"},
      {"json",
       "{\"question\":\"who \\\"met\\\" Kim\",\"cypher\":\"MATCH\",\"columns\":[\"who\",\"times\"],\"rows\":[[\"Trump, Donald\",2],[\"a|b\\tc\",null]],"
       "\"answers\":[\"Trump, Donald\"],\"notes\":[],\"evidence\":[[{\"doc\":\"00000000000000000000000000000000\",\"uri\":\"a.txt\",\"start\":0,\"end\":12,"
       "\"text\":\"Trump met Ki\"}],[]]}\n"},
      {"jsonl",
       "{\"who\":\"Trump, Donald\",\"times\":2,\"evidence\":[{\"doc\":\"00000000000000000000000000000000\",\"uri\":\"a.txt\",\"start\":0,\"end\":12,"
       "\"text\":\"Trump met Ki\"}]}\n{\"who\":\"a|b\\tc\",\"times\":null,\"evidence\":[]}\n"},
      {"table", "who            times  source\n─────────────  ─────  ──────\nTrump, Donald  2      [1]\na|b c\n\n[1] “Trump met Ki”\n    Title (a.txt)\n"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.format);
    const ResultFormat* format = find_result_format(c.format);
    ASSERT_NE(format, nullptr);
    std::ostringstream out;
    format->write(graph, sample(), {}, out);
    EXPECT_EQ(out.str(), c.want);
  }
  EXPECT_EQ(find_result_format("xml"), nullptr);
  EXPECT_EQ(result_formats().size(), std::size(cases));
}

TEST(Formats, ALimitIsToldUnderATableAndKeptEverywhere) {
  const auto graph = question_graph();
  Answer answer = sample();
  answer.headline = "2 times";
  const auto written = [&](std::string_view format, std::size_t limit) {
    std::ostringstream out;
    find_result_format(format)->write(*graph, answer, {.width = 80, .limit = limit}, out);
    return out.str();
  };
  EXPECT_TRUE(written("table", 1).starts_with("2 times\n\nwho ")) << written("table", 1);
  EXPECT_NE(written("table", 1).find("… and 1 more (--limit 0 shows all)\n"), std::string::npos);
  EXPECT_EQ(written("table", 0).find("more"), std::string::npos);
  for (const char* format : {"jsonl", "csv", "tsv", "markdown", "json"}) EXPECT_EQ(written(format, 1).find("a|b"), std::string::npos) << format;
}

TEST(Citations, KnowTheSentenceBefore) {
  graph::MemoryGraph graph;
  const graph::DocumentIndex document = graph.add_document({}, "A headline\n\nThe tax is new.  \"It is a disgrace,\" she said.");
  Citations citations(graph);
  const auto before = [&](std::uint32_t begin) { return citations.sentence_before({document, {begin, begin + 5}, {begin, begin}, {}}); };
  EXPECT_EQ(before(29), "The tax is new.");
  EXPECT_EQ(before(12), "A headline");
  EXPECT_EQ(before(0), "");
}

TEST(Formats, AnEmptyAnswerSaysSo) {
  graph::MemoryGraph graph;
  Answer answer;
  answer.question = "who met X";
  std::ostringstream out;
  find_result_format("table")->write(graph, answer, {}, out);
  EXPECT_EQ(out.str(), "no answer: the documents do not say\n");
}

}  // namespace
}  // namespace kg::query
