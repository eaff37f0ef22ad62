#include <gtest/gtest.h>

#include "ontology/ontology.hpp"
#include "query/question.hpp"
#include "tests/query/question_graph.hpp"

namespace kg::query {
namespace {

const char* name(Shape shape) {
  constexpr const char* names[] = {"meeting", "event", "statement", "office", "identity", "connection", "timeline", "compare", "membership", "place", "happening", "told"};
  return names[static_cast<int>(shape)];
}
const char* name(Asked asked) {
  constexpr const char* names[] = {"who", "what", "when", "where", "times", "count", "yes_no", "list", "why", "amount", "age"};
  return names[static_cast<int>(asked)];
}

class QuestionGrammar : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    graph_ = question_graph().release();
    ontology_ = new ontology::Ontology(ontology::Ontology::standard());
  }
  static void TearDownTestSuite() {
    delete graph_;
    delete ontology_;
  }

  static std::string phrases(const Names& names, const std::vector<Phrase>& list) {
    std::string text;
    for (const Phrase& phrase : list) {
      text += text.empty() ? "" : "+";
      if (phrase.nodes.empty()) text += (phrase.unknown ? "?" : "~") + phrase.text;
      else text += names.name_of(phrase.nodes.front());
      for (const std::string& word : phrase.nodes.empty() ? std::vector<std::string>() : phrase.topic) text += "," + word;
    }
    return text;
  }

  static std::string dump(std::string_view text) {
    std::vector<std::string> notes;
    Names names(*graph_, *ontology_, notes);
    const auto question = read_question(text, names);
    if (!question) return "not understood";
    const Question& q = *question;
    std::string out = std::string(name(q.shape)) + " " + name(q.asked);
    if (q.mood == Mood::future) out += " future";
    if (q.mood == Mood::negated) out += " negated";
    if (q.category == Category::state) out += " state";
    if (q.category == Category::organization) out += " organization";
    if (q.shape == Shape::event && !q.asked_role.empty()) out += " role=" + q.asked_role;
    if (q.shape == Shape::meeting && q.asked_role == "host") out += " role=host";
    if (!q.title.empty()) out += " title=" + q.title;
    if (!q.category_title.empty()) out += " holder=" + q.category_title;
    if (q.former) out += " former";
    if (!q.kind.empty()) out += " kind=" + q.kind;
    const auto add = [&](const char* what, const std::vector<Phrase>& list) {
      if (!list.empty()) out += std::string(" ") + what + "=" + phrases(names, list);
    };
    add("of", q.category_of);
    add("a", q.actors);
    add("b", q.recipients);
    add("at", q.places);
    add("about", q.about);
    if (!q.topic.empty()) {
      out += " topic=";
      for (const std::string& word : q.topic) out += word + (&word == &q.topic.back() ? "" : ",");
    }
    if (q.period) out += " " + q.period.from.iso() + ".." + q.period.to.iso();
    return out;
  }

  static graph::MemoryGraph* graph_;
  static ontology::Ontology* ontology_;
};
graph::MemoryGraph* QuestionGrammar::graph_ = nullptr;
ontology::Ontology* QuestionGrammar::ontology_ = nullptr;

TEST_F(QuestionGrammar, ReadsTheShapes) {
  struct Case {
    const char* question;
    const char* want;
  };
  const Case cases[] = {
      // meetings
      {"who met Kim", "meeting who b=Kim Jong Un"},
      {"Who has met with Kim Jong-un?", "meeting who b=Kim Jong Un"},
      {"who did Trump meet in Singapore in 2018", "meeting who a=Donald Trump at=Singapore 2018-01-01..2018-12-31"},
      {"whom did President Trump meet since June 2019?", "meeting who a=Donald Trump 2019-06-01.."},
      {"who will meet Kim", "meeting who future b=Kim Jong Un"},
      {"who plans to meet Kim", "meeting who future b=Kim Jong Un"},
      {"who is expected to meet Kim", "meeting who future b=Kim Jong Un"},
      {"who refused to meet Kim", "meeting who negated b=Kim Jong Un"},
      {"who spoke with Moon by phone", "meeting who kind=call b=Moon Jae-in"},
      {"who did Trump talk to", "meeting who a=Donald Trump"},
      {"with whom did Trump speak", "meeting who a=Donald Trump"},
      {"who held talks with Kim", "meeting who b=Kim Jong Un"},
      {"who visited South Korea", "meeting who kind=visit b=South Korea"},
      {"when did Trump and Kim meet", "meeting when a=Donald Trump+Kim Jong Un"},
      {"where did Trump meet Kim", "meeting where a=Donald Trump b=Kim Jong Un"},
      {"in which city did Trump meet Kim", "meeting where a=Donald Trump b=Kim Jong Un"},
      {"how many times did Trump meet Kim", "meeting times a=Donald Trump b=Kim Jong Un"},
      {"how often has Trump met Kim", "meeting times a=Donald Trump b=Kim Jong Un"},
      {"how many meetings did Trump and Kim have", "meeting times a=Donald Trump+Kim Jong Un"},
      {"did Trump meet Kim in 2018", "meeting yes_no a=Donald Trump b=Kim Jong Un 2018-01-01..2018-12-31"},
      {"didn't Trump meet Kim", "meeting yes_no a=Donald Trump b=Kim Jong Un"},
      {"will Abe meet Kim", "meeting yes_no future a=Shinzo Abe b=Kim Jong Un"},
      {"meetings of Trump in 2018", "meeting list a=Donald Trump 2018-01-01..2018-12-31"},
      {"talks between Moon and Kim about denuclearization", "meeting list a=Moon Jae-in+Kim Jong Un about=denuclearization"},
      {"list all meetings in Singapore", "meeting list at=Singapore"},
      {"which states did Kono visit", "meeting who state kind=visit a=Taro Kono"},
      {"where will the High-Level Economic Dialogue be held", "meeting where future topic=dialogue,high-level,economic"},
      {"who hosted the talks", "meeting who role=host"},
      {"how many meetings did Trump have with Kim in 2018", "meeting times a=Donald Trump+Kim Jong Un 2018-01-01..2018-12-31"},
      {"which foreign ministers met Abe", "meeting who holder=foreign minister b=Shinzo Abe"},
      {"which Japanese officials visited South Korea", "meeting who kind=visit of=Japan b=South Korea"},
      {"who met both Kim and Trump", "meeting who b=Kim Jong Un+Donald Trump"},
      {"who met Kim or Trump", "meeting who b=Kim Jong Un"},
      {"who did not meet Kim", "meeting who negated b=Kim Jong Un"},
      {"what did Moon and Kim discuss", "meeting what a=Moon Jae-in+Kim Jong Un"},
      {"about what did Moon and Kim talk", "meeting what a=Moon Jae-in+Kim Jong Un"},
      {"what was the summit in Singapore about", "meeting what at=Singapore topic=summit"},
      {"is there a planned summit between Trump and Kim", "meeting yes_no future a=Donald Trump+Kim Jong Un topic=summit"},
      {"who cancelled the summit", "meeting who topic=summit"},
      {"who travelled to South Korea with Trump", "meeting who kind=visit b=Donald Trump+South Korea"},
      {"has Trump ever visited Pyongyang", "meeting yes_no kind=visit a=Donald Trump b=Pyongyang"},
      {"WHO MET KIM IN SINGAPORE", "meeting who b=Kim Jong Un at=Singapore"},
      {"meetings Trump Kim 2018", "meeting list a=Donald Trump+Kim Jong Un 2018-01-01..2018-12-31"},
      {"I'd like to know who met Kim, please", "meeting who b=Kim Jong Un"},
      {"could you please tell me when Kim met Trump", "meeting when a=Kim Jong Un b=Donald Trump"},
      {"tell me who Trump met in Singapore", "meeting who a=Donald Trump at=Singapore"},
      {"who led the Japanese delegation in Singapore", "meeting who of=Japan at=Singapore topic=delegation"},
      {"when is the next meeting between Trump and Kim", "meeting when future a=Donald Trump+Kim Jong Un"},
      {"will Trump meet Kim again", "meeting yes_no future a=Donald Trump b=Kim Jong Un"},
      {"what was discussed in Singapore", "meeting what at=Singapore"},
      // events
      {"who condemned North Korea", "event who role=actor b=North Korea"},
      {"who condemned the DPRK's missile launches", "event who role=actor b=North Korea,missile,launches"},
      {"who was accused by the EU", "event who role=recipient a=European Union"},
      {"who did Japan accuse", "event who role=recipient a=Japan"},
      {"who did Japan accuse of abductions", "event who role=recipient a=Japan about=abductions"},
      {"which states support denuclearization", "event who state role=actor b=denuclearization"},
      {"which organisation sanctioned North Korea", "event who organization role=actor b=North Korea"},
      {"who imposed sanctions on North Korea", "event who role=actor b=North Korea"},
      {"what did Japan demand", "event what role=topic a=Japan"},
      {"who called on Kim to resign", "event who role=actor b=Kim Jong Un topic=resign"},
      {"when did Japan condemn North Korea", "event when a=Japan b=North Korea"},
      {"how many states condemned North Korea", "event count state role=actor b=North Korea"},
      {"did the US sanction Japan", "event yes_no a=United States b=Japan"},
      {"was North Korea condemned by Japan", "event yes_no a=Japan b=North Korea"},
      {"does the missile test violate the agreement", "event yes_no a=~missile test about=~agreement"},
      {"what are the demands of Japan", "event what role=topic a=Japan"},
      {"whose sanctions hit North Korea", "event who role=actor b=North Korea"},
      // statements
      {"did Abe say anything about the abductions", "statement yes_no a=Shinzo Abe about=abductions"},
      {"what did Abe say", "statement what a=Shinzo Abe"},
      {"what did Prime Minister Abe say about the abductions", "statement what a=Shinzo Abe about=abductions"},
      {"who talked about abductions", "statement who about=abductions"},
      {"UN members", "membership who b=United Nations"},
      // offices and identity
      {"who is the foreign minister of Japan", "office who title=foreign minister b=Japan"},
      {"who is Japan's foreign minister", "office who title=foreign minister b=Japan"},
      {"who is the US secretary of state", "office who title=secretary of state b=United States"},
      {"who was the former director of the United States", "office who title=director former b=United States"},
      {"the president of South Korea", "office who title=president b=South Korea"},
      {"former presidents of South Korea", "office who title=president former b=South Korea"},
      {"who used to be president of South Korea", "office who title=president former b=South Korea"},
      {"who leads North Korea", "office who b=North Korea"},
      {"who serves as foreign minister of Japan", "office who title=foreign minister b=Japan"},
      {"who is Shinzo Abe", "identity who a=Shinzo Abe"},
      {"who's Moon?", "identity who a=Moon Jae-in"},
      {"Kim Jong Un", "identity who a=Kim Jong Un"},
      {"what office does Abe hold", "identity what a=Shinzo Abe"},
      {"is Abe the prime minister of Japan", "office yes_no title=prime minister a=Shinzo Abe b=Japan"},
      // several
      {"how is Abe connected to Kim", "connection list a=Shinzo Abe b=Kim Jong Un"},
      {"how are Abe and Kim connected", "connection list a=Shinzo Abe b=Kim Jong Un"},
      {"what connects Abe and Kim", "connection list a=Shinzo Abe b=Kim Jong Un"},
      {"timeline of Kim", "timeline list a=Kim Jong Un"},
      {"what happened in Singapore in 2018", "timeline list at=Singapore 2018-01-01..2018-12-31"},
      {"compare Trump and Moon", "compare list a=Donald Trump b=Moon Jae-in"},
      // names
      {"who met Japan's foreign minister", "meeting who b=Taro Kono"},
      {"who met the Japanese prime minister", "meeting who b=Shinzo Abe"},
      {"who met Trmup", "meeting who b=?Trmup"},
      {"who met Pompeio", "meeting who b=Mike Pompeo"},
      {"who met Kim Il Sung", "meeting who b=?Kim Il Sung"},
      {"who met the Moon administration", "meeting who b=Moon Jae-in"},
      {"who met Jae-in", "meeting who b=Moon Jae-in"},
      {"who met the two leaders", "meeting who b=~two leaders"},
      // none of them
      {"how is the sky made", "not understood"},
      {"how do I bake bread", "not understood"},
      {"", "not understood"},
      {"???", "not understood"},
      {"who", "not understood"},
      {"did", "not understood"},
      {"when", "not understood"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.question);
    EXPECT_EQ(dump(c.question), c.want);
  }
}

TEST(TitleMatch, TakesNoOtherOfficeForTheOneAskedFor) {
  EXPECT_EQ(title_match("foreign minister", "foreign minister"), 1);
  EXPECT_GT(title_match("foreign minister", "minister"), 0);
  EXPECT_EQ(title_match("chief justice", "justice"), 0);
  EXPECT_EQ(title_match("minister", "deputy minister"), 0);
}

TEST_F(QuestionGrammar, TellsWhatANameWasTakenFor) {
  std::vector<std::string> notes;
  Names names(*graph_, *ontology_, notes);
  read_question("who met Kim", names);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].substr(0, 26), "'Kim': took Kim Jong Un (9");
  EXPECT_NE(notes[0].find("not Kim Yo Jong (1); write the full name to choose"), std::string::npos);
}

TEST_F(QuestionGrammar, SurvivesAnything) {
  const char* words[] = {"who", "did", "Kim", "meet", "of", "in", "2018", "and", ",", "the", "to", "is", "by", "that", "Iran's", "\xff", "visit", "how", "many", "was"};
  std::uint32_t random = 12345;
  for (int i = 0; i < 1500; ++i) {
    std::string text;
    for (int n = 0; n < 1 + i % 9; ++n) {
      random = random * 1664525u + 1013904223u;
      text += std::string(n == 0 ? "" : " ") + words[(random >> 16) % std::size(words)];
    }
    std::vector<std::string> notes;
    Names names(*graph_, *ontology_, notes);
    const auto question = read_question(text, names);
    EXPECT_TRUE(!question || !question->text.empty());
  }
}

}  // namespace
}  // namespace kg::query
