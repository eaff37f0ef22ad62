// docs/questions.md is what kg understands: each example there is asked here, on a small fixed graph.
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "base/error.hpp"
#include "ontology/ontology.hpp"
#include "query/ask.hpp"
#include "query/question.hpp"
#include "tests/query/question_graph.hpp"

namespace kg::query {
namespace {

struct Example {
  std::string form, question, answer;
};

// The rows "| form | `question` | answer |" of the page.
std::vector<Example> examples() {
  std::ifstream in(std::string(KG_SOURCE_DIR) + "/docs/questions.md");
  std::vector<Example> found;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| ") || line.find('`') == std::string::npos) continue;
    std::vector<std::string> cells;
    for (std::size_t at = 1; at < line.size();) {
      const std::size_t end = std::min(line.find('|', at), line.size());
      std::string cell = line.substr(at, end - at);
      cell.erase(0, cell.find_first_not_of(' '));
      while (!cell.empty() && cell.back() == ' ') cell.pop_back();
      if (cell.size() >= 2 && cell.front() == '`' && cell.back() == '`') cell = cell.substr(1, cell.size() - 2);
      cells.push_back(cell);
      at = end + 1;
    }
    if (cells.size() >= 3) found.push_back({cells[0], cells[1], cells[2]});
  }
  return found;
}

TEST(QuestionDocs, EveryExampleIsAnsweredAsWritten) {
  const auto graph = question_graph();
  const ontology::Ontology ontology = ontology::Ontology::standard();
  const std::vector<Example> all = examples();
  ASSERT_GE(all.size(), question_forms().size());
  for (const Example& example : all) {
    SCOPED_TRACE(example.question);
    std::string answers;
    try {
      for (const std::string& one : ask(*graph, ontology, example.question).answers) answers += (answers.empty() ? "" : "; ") + one;
    } catch (const Error& error) {
      answers = error.report();
    }
    EXPECT_EQ(answers, example.answer);
  }
}

TEST(QuestionDocs, HelpAndPageListTheSameForms) {
  std::map<std::string, std::string> page;
  for (const Example& example : examples()) page.emplace(example.form, example.question);
  for (const QuestionForm& form : question_forms()) EXPECT_EQ(page[std::string(form.form)], form.example) << form.form;
}

TEST(QuestionAsk, TellsTheNearestFormsInsteadOfGuessing) {
  const auto graph = question_graph();
  try {
    ask(*graph, ontology::Ontology::standard(), "how did the chicken cross the road");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "the question is not understood: 'how did the chicken cross the road'");
    EXPECT_NE(error.hint().find("forms that kg understands:\n"), std::string::npos);
  }
  EXPECT_THROW(ask(*graph, ontology::Ontology::standard(), std::string(3000, 'x')), Error);
}

TEST(QuestionAsk, GivesNoAnswerForWhatTheGraphDoesNotHave) {
  const auto graph = question_graph();
  const ontology::Ontology ontology = ontology::Ontology::standard();
  struct Case {
    const char* question;
    const char* note;
  };
  const Case cases[] = {
      {"who met Zelensky", "the graph knows nothing called 'Zelensky'"},
      {"who met Erdoğan", ""},
      {"did Abe meet Trump", ""},
      {"did Abe meet Kim Jong Un", "the documents only speak of it as planned"},
      {"who is the foreign minister of South Korea", ""},
      {"where did Abe meet Kim Yo Jong", ""},
      {"what did Moon say about abductions", ""},
      {"who met Kim in Tokyo", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.question);
    const Answer answer = ask(*graph, ontology, c.question);
    EXPECT_TRUE(answer.answers.empty());
    const std::string last = answer.notes.empty() ? std::string() : answer.notes.back();
    EXPECT_EQ(*c.note == '\0' ? std::string() : last, c.note);
  }
}

TEST(QuestionAsk, AnswersARelativeClauseFirst) {
  const auto graph = question_graph();
  const ontology::Ontology ontology = ontology::Ontology::standard();
  struct Case {
    const char* question;
    const char* answers;
    const char* note;
  };
  const Case cases[] = {
      {"who met the man who leads South Korea", "Kim Jong Un", "'the man who leads South Korea': took Moon Jae-in"},
      {"did the man who leads North Korea meet Trump", "yes", "'the man who leads North Korea': took Kim Jong Un"},
      {"what did the man who leads Japan say about abductions", "The abductions must be solved", "'the man who leads Japan': took Shinzo Abe"},
      {"who met the man who leads Norway", "", "the documents do not say what 'the man who leads Norway' is"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.question);
    const Answer answer = ask(*graph, ontology, c.question);
    EXPECT_EQ(answer.answers, *c.answers == '\0' ? std::vector<std::string>() : std::vector<std::string>{c.answers});
    ASSERT_FALSE(answer.notes.empty());
    EXPECT_EQ(answer.notes.front(), c.note);
  }
}

TEST(QuestionAsk, FindsHappeningsByWhoTookPart) {
  struct Case {
    const char* question;
    const char* want;
  };
  const Case cases[] = {
      {"who led the march", "Moon Jae-in"},                // a verb of offices, but of no office
      {"how many miners did Moon lead", "400"},              // the sentence calls him "he"
      {"who declared a state of emergency", "Moon Jae-in"},  // told by its verb
      {"when did Moon declare a state of emergency", "2017-05-20"},
  };
  const auto graph = question_graph();
  const ontology::Ontology ontology = ontology::Ontology::standard();
  for (const Case& c : cases) {
    SCOPED_TRACE(c.question);
    const Answer answer = ask(*graph, ontology, c.question);
    ASSERT_EQ(answer.answers.size(), 1U);
    EXPECT_EQ(answer.answers.front(), c.want);
  }
}

TEST(QuestionAsk, TakesNoMeetingsOfWhomASlipMakesAnOfficial) {
  graph::MemoryGraph graph;
  const auto node = [&](const std::string& name, std::vector<std::string> labels) { return graph.add_node(std::move(labels), {{"name", name}}); };
  const auto japan = node("Japan", {"State", "Actor", "Place"}), canada = node("Canada", {"State", "Actor", "Place"});
  const auto hana = node("Hana Sato", {"Person", "Actor"}), marc = node("Marc Roy", {"Person", "Actor"}), lena = node("Lena Vik", {"Person", "Actor"});
  const auto serves = [&](graph::NodeId who, graph::NodeId state, std::int64_t reports) {
    graph.add_edge(who, "HOLDS_OFFICE", state, {{"title", std::string("minister")}, {"reports", reports}});
  };
  serves(hana, japan, 5);
  serves(marc, canada, 90);
  serves(marc, japan, 1);
  const auto meet = [&](graph::NodeId one, graph::NodeId other) {
    const auto meeting = graph.add_node({"Meeting", "Event"}, {{"name", std::string("meeting")}, {"kind", std::string("meeting")}, {"status", std::string("held")}});
    for (const graph::NodeId who : {one, other}) graph.add_edge(who, "PARTICIPATED_IN", meeting, {});
  };
  meet(marc, lena);
  meet(hana, marc);
  EXPECT_EQ(ask(graph, ontology::Ontology::standard(), "who met Japan").answers, std::vector<std::string>{"Marc Roy"});
}

TEST(QuestionAsk, CitesTheSentenceOfEachRow) {
  const auto graph = question_graph();
  const Answer answer = ask(*graph, ontology::Ontology::standard(), "who met Kim in Singapore");
  ASSERT_EQ(answer.rows.size(), 1u);
  ASSERT_FALSE(answer.evidence[0].empty());
  const graph::Evidence& evidence = answer.evidence[0].front();
  EXPECT_EQ(graph->document_text(evidence.document).substr(evidence.sentence.begin, evidence.sentence.size()), "Trump and Kim held a summit in Singapore on June 12, 2018.");
  EXPECT_EQ(answer.columns, (std::vector<std::string>{"who", "date", "place", "times", "kind"}));
}

TEST(QuestionAsk, NamesTheColumnsThatSayNothingNew) {
  const auto graph = question_graph();
  const ontology::Ontology ontology = ontology::Ontology::standard();
  using Columns = std::vector<std::string>;
  EXPECT_EQ(ask(*graph, ontology, "what did Abe say about abductions").repeated, Columns{"who"});
  EXPECT_EQ(ask(*graph, ontology, "meetings of Trump in 2018").repeated, Columns{"participants"});
  EXPECT_EQ(ask(*graph, ontology, "who condemned North Korea").repeated, Columns{"whom"});
  EXPECT_EQ(ask(*graph, ontology, "who met Kim").repeated, Columns{});
}

TEST(QuestionAsk, KeepsToThePeriodOfTheOptions) {
  const auto graph = question_graph();
  AskOptions options;
  options.period.from = *Date::parse("2019-01-01");
  EXPECT_EQ(ask(*graph, ontology::Ontology::standard(), "where did Trump meet Kim", options).answers, std::vector<std::string>{"Panmunjom"});
}

TEST(LooksLikeCypher, TellsClausesFromQuestions) {
  for (const char* cypher : {"MATCH (n) RETURN n", "  match(n) return n", "// note\nRETURN 1", "/* a */ UNWIND [1] AS x RETURN x", "WITH 1 AS x RETURN x", "CALL db.labels()", "OPTIONAL MATCH (n) RETURN n"})
    EXPECT_TRUE(looks_like_cypher(cypher)) << cypher;
  for (const char* question : {"who met Kim", "with whom did Trump meet", "Which states support X?", "", "   ", "meetings of Trump", "list meetings", "set of meetings"})
    EXPECT_FALSE(looks_like_cypher(question)) << question;
}

}  // namespace
}  // namespace kg::query
