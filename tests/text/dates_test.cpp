#include "text/dates.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace kg::text {
namespace {

Sentence words(std::string_view text) {
  Sentence sentence;
  sentence.span = {0, static_cast<std::uint32_t>(text.size())};
  for (std::uint32_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    std::uint32_t stop = at;
    while (stop < text.size() && text[stop] != ' ') ++stop;
    Token token;
    token.span = {at, stop};
    sentence.tokens.push_back(token);
    at = stop;
  }
  return sentence;
}

std::string dump(std::string_view text, const Sentence& sentence) {
  std::string out;
  for (const TimeExpression& time : sentence.times) out += fmt::format("{}{}={}", out.empty() ? "" : "; ", slice(text, time.span), time.value);
  return out;
}

std::string read(std::string_view text, TimeContext& context) {
  Sentence sentence = words(text);
  find_times(text, sentence, context);
  return dump(text, sentence);
}

std::string read(std::string_view text, std::string_view reference) {
  TimeContext context;
  if (!reference.empty()) context.reference = *Date::parse(reference);
  return read(text, context);
}

TEST(FindTimes, ReadsWrittenDates) {
  struct Case {
    const char* sentence;
    const char* want;
  };
  const Case cases[] = {
      {"They met on 10 February 2025.", "10 February 2025=2025-02-10"},
      {"Feb. 10, 2025, was cold.", "Feb. 10, 2025=2025-02-10"},
      {"On Saturday, June 2 2018 he left.", "Saturday, June 2 2018=2018-06-02"},
      {"Signed 2018-06-12 in Singapore.", "2018-06-12=2018-06-12"},
      {"Signed 6/12/2018, ratified 13/06/2018.", "6/12/2018=2018-06-12; 13/06/2018=2018-06-13"},
      {"He ruled in the 1970s and the '80s.", "1970s=197; '80s=198"},
      {"The 19th century treaty.", "The 19th century=18"},
      {"The third quarter of 2018", "The third quarter of 2018=2018-Q3"},
      {"Spending in fiscal year 2019 fell.", "fiscal year 2019=FY2019"},
      {"In early 2018 and late March 2019.", "early 2018=2018; late March 2019=2019-03"},
      {"Talks run June 10-12, 2018.", "June 10=2018-06-10; 12, 2018=2018-06-12"},
      {"Talks run from 10 to 12 June 2018.", "10=2018-06-10; 12 June 2018=2018-06-12"},
      {"Between May and July 2018 it grew.", "May=2018-05; July 2018=2018-07"},
      {"The 2018\xE2\x80\x93" "19 season", "2018=2018; 19=2019"},
      {"In summer 2018 he came.", "summer 2018=2018-SU"},
      {"On Christmas Day 2018 he came.", "Christmas Day 2018=2018-12-25"},
      {"On February 30, 2018 nothing happened.", "2018=2018"},
      {"They fled in 1950, 2,000 of them.", "1950=1950"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.sentence);
    EXPECT_EQ(read(c.sentence, ""), c.want);
  }
}

TEST(FindTimes, CountsFromThePublicationDay) {
  struct Case {
    const char* sentence;
    const char* want;
  };
  const Case cases[] = {  // published on Wednesday, 2018-06-13
      {"They met on Tuesday.", "Tuesday=2018-06-12"},
      {"They will meet on Tuesday.", "Tuesday=2018-06-19"},
      {"They met last month.", "last month=2018-05"},
      {"They met in April last year.", "April last year=2017-04"},
      {"They met last week and next year.", "last week=2018-W23; next year=2019"},
      {"They met two weeks ago.", "two weeks ago=2018-05-30"},
      {"They met yesterday morning.", "yesterday morning=2018-06-12TMO"},
      {"They will meet tonight.", "tonight=2018-06-13TNI"},
      {"They met in December.", "December=2017-12"},
      {"They will meet in December.", "December=2018-12"},
      {"At the end of the year it closes.", "the end of the year=2018"},
      {"At 18:00 UTC today it closed.", "18:00 UTC today=2018-06-13T18:00Z"},
      {"It closed at 6:40 p.m. on Tuesday.", "6:40 p.m.=2018-06-13T18:40; Tuesday=2018-06-12"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.sentence);
    EXPECT_EQ(read(c.sentence, "2018-06-13"), c.want);
  }
}

// What was future when it was said is future: "would", "to be held", "due in"; "would have" and "was held" are past.
TEST(FindTimes, LeansWithTheVerb) {
  struct Case {
    const char* sentence;
    const char* want;
  };
  const Case cases[] = {  // published on Thursday, 2018-05-10
      {"He said he would meet her in early June.", "early June=2018-06"},
      {"They could meet in June, he said.", "June=2018-06"},
      {"He would have met her in December.", "December=2017-12"},
      {"Talks will be held in April.", "April=2019-04"},
      {"Talks are to be formally held in April.", "April=2019-04"},
      {"Talks were held in December.", "December=2017-12"},
      {"The summit is due in December.", "December=2018-12"},
      {"The summit is set for April.", "April=2019-04"},
      {"The delay was due to rain in December.", "December=2017-12"},
      {"He said he would return on Wednesday.", "Wednesday=2018-05-16"},
      {"He spoke to reporters on Wednesday.", "Wednesday=2018-05-09"},
      {"They met over the weekend.", "the weekend=2018-W18-WE"},
      {"They will meet at the weekend.", "the weekend=2018-W19-WE"},
      {"They met from Monday to Wednesday.", "Monday=2018-05-07; Wednesday=2018-05-09"},
      {"They will meet June 11-13 in Paris.", "June 11=2018-06-11; 13=2018-06-13"},
      {"The court said on Monday that after a long recess in July the trial will go on.", "Monday=2018-05-07; July=2018-07"},
      {"Officials said on Wednesday that the talks will go on.", "Wednesday=2018-05-09"},
      {"In 2017 it broke out first on February 6.", "2017=2017; February 6=2017-02-06"},
      {"They made arrests following April protests.", "April=2018-04"},
      {"They met on the sidelines earlier in the day.", "earlier in the day=2018-05-10"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.sentence);
    EXPECT_EQ(read(c.sentence, "2018-05-10"), c.want);
  }
}

TEST(FindTimes, KnowsRarerForms) {
  struct Case {
    const char* sentence;
    const char* want;
  };
  const Case cases[] = {  // published on Thursday, 2018-05-10
      {"They left in nineteen ninety six and came back in two thousand and fifteen.", "nineteen ninety six=1996; two thousand and fifteen=2015"},
      {"On January twenty five nineteen eighty six", "January twenty five nineteen eighty six=1986-01-25"},
      {"They built two thousand houses in twenty villages.", ""},
      {"In May twenty people died.", "May=2018-05"},
      {"He left on Friday the 13th.", "Friday the 13th=2018-04-13"},
      {"They will meet the week beginning June 4.", "week beginning June 4=2018-W23"},
      {"Labor Day weekend 2017 was quiet.", "Labor Day weekend=2017-W35-WE; 2017=2017"},
      {"The first half, 2019 H2 and 2019 Q3", "2019 H2=2019-H2; 2019 Q3=2019-Q3"},
      {"It came two years and six months ago.", "two years and six months ago=2015-11-10"},
      {"He got two years and six months.", "two years and six months=P2Y6M"},
      {"A visit of three days starting on Monday", "three days starting on Monday=P3D"},
      {"It was on the 21st last month.", "21st last month=2018-04-21"},
      {"The church dates back to 1865.", "1865=1865"},
      {"It is the largest this year to date.", "this year=2018; to date=PRESENT_REF"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.sentence);
    EXPECT_EQ(read(c.sentence, "2018-05-10"), c.want);
  }
}

TEST(FindTimes, LeavesRelativeDatesOpenWithoutAReference) {
  TimeContext context;
  const std::string text = "They met on Tuesday, last month and in June.";
  Sentence sentence = words(text);
  find_times(text, sentence, context);
  EXPECT_EQ(dump(text, sentence), "Tuesday=XXXX-WXX-2; last month=XXXX-XX; June=XXXX-06");
  for (const TimeExpression& time : sentence.times) {
    EXPECT_TRUE(time.relative);
    EXPECT_FALSE(time.date);
    EXPECT_FALSE(time.from);
    EXPECT_FALSE(time.to);
  }
}

TEST(FindTimes, FollowsTheStory) {
  TimeContext context;
  context.reference = *Date::parse("2018-07-20");
  EXPECT_EQ(read("They met on June 12.", context), "June 12=2018-06-12");
  EXPECT_EQ(read("The next day he flew home, three days later she did.", context), "The next day=2018-06-13; three days later=2018-06-16");
}

TEST(FindTimes, KnowsDurationsAndSets) {
  EXPECT_EQ(read("After three days of talks and a two-year pause they meet every week.", ""), "three days=P3D; two-year=P2Y; every week=P1W");
  EXPECT_EQ(read("It took two and a half years, several months, and 15 a year.", ""), "two and a half years=P2.5Y; several months=PXM; a year=P1Y");
  EXPECT_EQ(read("The annual summit is held on Mondays.", ""), "annual=P1Y; Mondays=XXXX-WXX-1");
  EXPECT_EQ(read("In the last five years it grew.", "2018-06-13"), "the last five years=P5Y");
}

TEST(FindTimes, IsNotFooledByLookalikes) {
  for (const char* text : {"Theresa May denied it.", "He may go, they may not.", "They march on the capital.", "Some 2018 soldiers died.", "Resolution 1718 was adopted.",
                           "It cost $2018.", "The 27-year-old man", "Flight 1549 landed.", "It scored 4:3.", "The second round failed."}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text, "2018-06-13"), "");
  }
}

TEST(FindTimes, BoundsOpenRanges) {
  TimeContext context;
  context.reference = *Date::parse("2018-06-13");
  const std::string text = "Since 2010, and through June 2019, but before Friday.";
  Sentence sentence = words(text);
  find_times(text, sentence, context);
  ASSERT_EQ(sentence.times.size(), 3u);
  EXPECT_EQ(sentence.times[0].from.iso(), "2010-01-01");
  EXPECT_FALSE(sentence.times[0].to);
  EXPECT_EQ(sentence.times[1].to.iso(), "2019-06-30");
  EXPECT_FALSE(sentence.times[1].from);
  EXPECT_EQ(sentence.times[2].rule, "before");
}

// Every span slices to whole words of its sentence, whatever the bytes are.
TEST(FindTimes, StaysInsideTheSentence) {
  const std::string seeds[] = {"On 99/99/9999 the 31st of the of of the last next 3 3 3 years before after ago ago.", "12:12:12:12 p.m. a.m. 1990s' 20000s \xE2\x80\x93\xE2\x80 June",
                               "in in in the the the the last last last last year's", "from 2018 to 2017 to 2019-2020-2021-22-23 until", "99999999999999999999 years ago, 100000 decades later",
                               "in nineteen hundred and and two thousand thirteen twenty - May twenty twenty thirty", "999 years and 11 months and 30 days ago, 1 week and 1000 days later",
                               "Friday the 31st Monday 31 the weekend of the weekend of Easter weekend", "the week beginning starting 3 days starting on to date"};
  for (const std::string& text : seeds) {
    TimeContext context;
    context.reference = *Date::parse("2018-06-13");
    Sentence sentence = words(text);
    find_times(text, sentence, context);
    std::uint32_t end = 0;
    for (const TimeExpression& time : sentence.times) {
      EXPECT_LT(time.span.begin, time.span.end);
      EXPECT_GE(time.span.begin, end);
      EXPECT_LE(time.span.end, text.size());
      EXPECT_LT(time.first, time.last);
      EXPECT_LE(time.last, sentence.tokens.size());
      end = time.span.end;
    }
  }
}

}  // namespace
}  // namespace kg::text
