#include "query/question_words.hpp"

#include <gtest/gtest.h>

#include "query/period.hpp"

namespace kg::query {
namespace {

std::string dump(std::string_view question) {
  std::string text;
  for (const Word& word : split_words(question)) {
    if (!text.empty()) text += ' ';
    text += word.text;
    if (word.possessive) text += "^";
    if (word.comma) text += ",";
  }
  return text;
}

TEST(SplitWords, KeepsAbbreviationsAndMarksPossessives) {
  struct Case {
    const char* question;
    const char* want;
  };
  const Case cases[] = {
      {"who met Kim?", "who met Kim"},
      {"Who's Iran's foreign minister?", "Who is Iran^ foreign minister"},
      {"didn’t Trump meet Kim", "did not Trump meet Kim"},
      {"what did the U.S. say?", "what did the U.S. say"},
      {"who met Kim, Moon and Abe?", "who met Kim, Moon and Abe"},
      {"the leaders’ talks", "the leaders^ talks"},
      {"“who” met (Kim)", "who met Kim"},
      {"won't he", "will not he"},
      {"", ""},
      {"???", ""},
      {"\xff\xfe who", "\xff\xfe who"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.question);
    EXPECT_EQ(dump(c.question), c.want);
  }
}

TEST(BaseForms, HoldsTheDictionaryForm) {
  struct Case {
    const char* form;
    const char* base;
  };
  const Case cases[] = {{"met", "meet"},     {"accused", "accuse"}, {"condemned", "condemn"}, {"talks", "talk"},     {"countries", "country"},
                        {"stopped", "stop"}, {"denied", "deny"},    {"visiting", "visit"},    {"spoke", "speak"},    {"criticised", "criticize"},
                        {"launches", "launch"}, {"held", "hold"},   {"lying", "lie"},         {"officials", "official"}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.form);
    const std::vector<std::string> forms = base_forms(c.form);
    EXPECT_NE(std::find(forms.begin(), forms.end(), c.base), forms.end());
    EXPECT_TRUE(same_word(c.form, c.base));
  }
  EXPECT_FALSE(same_word("meet", "meat"));
  EXPECT_FALSE(same_word("", "a"));
}

TEST(CountFound, FindsFormsAndPartsOfCompounds) {
  EXPECT_EQ(count_found({"missile", "launches"}, "The missile was launched"), 2u);
  EXPECT_EQ(count_found({"nuclear", "deal"}, "a nuclear-armed state"), 1u);
  EXPECT_EQ(count_found({}, "anything"), 0u);
  EXPECT_EQ(count_found({"armies"}, "An army came."), 1u);
  EXPECT_EQ(count_found({"women"}, "“Woman of the year”"), 1u);
  EXPECT_EQ(count_found({"tries"}, "they try"), 1u);
  EXPECT_EQ(count_found({"bringing"}, "they brought it"), 1u);
  EXPECT_EQ(count_found({"élysée"}, "in the Élysée palace"), 1u);
  EXPECT_EQ(count_found({"armies"}, "an alarm"), 0u);
}

std::string period(std::string_view text) {
  const std::vector<Word> words = split_words(text);
  const auto found = read_period(words);
  if (!found) return "none";
  return found->period.from.iso() + ".." + found->period.to.iso() + " " + std::to_string(found->words);
}

TEST(ReadPeriod, UnderstandsPrepositionsAndPrecision) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"in 2018", "2018-01-01..2018-12-31 2"},
      {"in June 2018", "2018-06-01..2018-06-30 3"},
      {"in early June of 2018", "2018-06-01..2018-06-30 5"},
      {"on 12 June 2018", "2018-06-12..2018-06-12 4"},
      {"on June 12th, 2018", "2018-06-12..2018-06-12 4"},
      {"on 2018-06-12", "2018-06-12..2018-06-12 2"},
      {"since 2019", "2019-01-01.. 2"},
      {"after June 2018", "2018-07-01.. 3"},
      {"before 2018", "..2017-12-31 2"},
      {"until March 2020", "..2020-03-31 3"},
      {"between 2017 and 12 March 2019", "2017-01-01..2019-03-12 6"},
      {"from May 2018 to 2019", "2018-05-01..2019-12-31 5"},
      {"between January and March 2022", "2022-01-01..2022-03-31 5"},
      {"from 3 to 9 May 2022", "2022-05-03..2022-05-09 6"},
      {"in June", "none"},             // no year, no clock
      {"in Singapore", "none"},
      {"on 31 February 2018", "none"},
      {"between 2017", "none"},
      {"in", "none"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(period(c.text), c.want);
  }
}

}  // namespace
}  // namespace kg::query
