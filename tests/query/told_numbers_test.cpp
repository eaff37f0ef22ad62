#include <gtest/gtest.h>

#include "query/told_numbers.hpp"

namespace kg::query {
namespace {

TEST(ToldNumber, StandsBeforeWhatIsCounted) {
  struct Case {
    const char* text;
    std::vector<std::string> counted;
    const char* wanted;
  };
  const Case cases[] = {
      {"the guards counted more than 32 tents and over 60 carts", {"carts"}, "60"},
      {"the king named nine new judges", {"judges"}, "9"},
      {"some 36,500 barrels were lost", {"barrels"}, "36,500"},
      {"about two million voters stayed at home", {"voters"}, "2 million"},
      {"nine hundred travellers waited", {"travellers"}, "900"},
      {"twenty-three ships sank", {"ships"}, "23"},
      {"six nationals were hurt", {"people"}, "6"},
      {"the blast killed 22", {"people"}, "22"},
      {"the blast killed two people, four hours later", {"people"}, "2"},
      {"the 2018 elections were lost", {"elections"}, ""},  // a year
      {"they waited for three hours", {"people"}, ""},      // a measure
      {"nearly 2000 pilgrims came", {"pilgrims"}, "2000"},
      {"many ships sank", {"ships"}, ""},
  };
  for (const Case& one : cases) EXPECT_EQ(told_number(one.text, one.counted), one.wanted) << one.text;
}

TEST(ToldAmount, IsMoneyOrAShare) {
  EXPECT_EQ(told_amount("the king gave $1.5 billion to the ports"), "$1.5 billion");
  EXPECT_EQ(told_amount("they spent 20 million euros on it"), "20 million euros");
  EXPECT_EQ(told_amount("prices rose 12 percent"), "12 percent");
  EXPECT_EQ(told_amount("turnout was 71%"), "71%");
  EXPECT_EQ(told_amount("nine ships sank"), "");
}

}  // namespace
}  // namespace kg::query
