#include <gtest/gtest.h>

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"

namespace kg {
namespace {

TEST(FoldName, JoinsSpellingsOfOneName) {
  struct Case {
    const char* name;
    const char* want;
  };
  const Case cases[] = {
      {"Kim Jong-un", "kim jong un"}, {"KIM  JONG UN", "kim jong un"}, {"Erdoğan", "erdogan"},
      {"Trump's", "trump"},           {"Trump’s plan", "trump plan"},  {"O'Neill", "o neill"},
      {"U.S.", "u s"},                {"", ""},                        {"--", ""},
      {"Strauß", "strauss"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(fold_name(c.name), c.want);
  }
}

TEST(FoldName, PlainNamesFoldAsAccentedOnesDo) {
  // Plain letters with typographers' punctuation take a shorter way than the rest: both must agree.
  const std::vector<std::string> letters = {"a", "Z", "'", "s", "S", " ", "-", "_", ".", "9", "’", "—", "…", "\u2060"};
  for (std::size_t n = 0; n < 14 * 14 * 14 * 14 * 14; ++n) {
    std::string name;
    for (std::size_t rest = n, i = 0; i < 5; ++i, rest /= letters.size()) name += letters[rest % letters.size()];
    const std::string folded = fold_name(name);
    ASSERT_EQ(fold_name(name + " é"), folded.empty() ? "e" : folded + " e") << name;
  }
}

TEST(Utf8, CountsAndStepsByCodePoints) {
  EXPECT_EQ(count_code_points("naïve €"), 7u);
  const std::string text(300, 'a');
  const CodePointIndex index("é" + text);
  EXPECT_TRUE(is_valid_utf8("é€😀"));
  EXPECT_TRUE(is_valid_utf8("\xEF\xBF\xBD"));
  EXPECT_FALSE(is_valid_utf8("\xC0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_valid_utf8("abc\xE2\x82"));
}

TEST(CodePointIndex, CountsFromAnyByte) {
  const std::string text = std::string(255, 'a') + "é" + std::string(300, 'b') + "€";
  const CodePointIndex index(text);
  for (const std::size_t offset : {std::size_t{0}, std::size_t{255}, std::size_t{257}, std::size_t{400}, text.size(), text.size() + 9}) {
    const std::size_t inside = std::min(offset, text.size());
    EXPECT_EQ(index(offset), count_code_points(std::string_view(text).substr(0, inside))) << offset;
  }
}

TEST(Date, ReadsWhatItWrites) {
  for (const char* iso : {"2018", "2018-06", "2018-06-12", "2016-02-29"}) EXPECT_EQ(Date::parse(iso)->iso(), iso);
  for (const char* wrong : {"", "18", "2018-13", "2018-02-30", "2017-02-29", "2018-6-1", "0000", "2018-06-12T", "-018"})
    EXPECT_FALSE(Date::parse(wrong)) << wrong;
}

TEST(Date, KnowsItsBounds) {
  EXPECT_EQ(Date::parse("2018-02")->last_day().iso(), "2018-02-28");
  EXPECT_EQ(Date::parse("2018")->first_day().iso(), "2018-01-01");
  EXPECT_TRUE(Date::parse("2018-06")->agrees_with(*Date::parse("2018-06-12")));
  EXPECT_FALSE(Date::parse("2018-06-11")->agrees_with(*Date::parse("2018-06-12")));
  EXPECT_FALSE(Date{}.agrees_with(*Date::parse("2018")));
  EXPECT_EQ(Date::from(Date::parse("2020-02-29")->first_sys_day()).iso(), "2020-02-29");
}

TEST(Hash128, WritesAndReadsHex) {
  const Hash128 hash = hash128("kg");
  EXPECT_EQ(hash.hex().size(), 32u);
  EXPECT_EQ(Hash128::parse(hash.hex()), hash);
  EXPECT_FALSE(Hash128::parse("xyz"));
  EXPECT_NE(hash, hash128("kh"));
}

TEST(Error, PointsIntoTheLine) {
  const std::string query = "MATCH (a)\nRETURN é, b";
  const Error error("variable 'b' not defined", "query", ByteSpan{21, 22}, "did you mean 'a'?", query);
  EXPECT_EQ(error.report(),
            "kg: query:2:11: variable 'b' not defined\n"
            "  RETURN é, b\n"
            "            ^\n"
            "  hint: did you mean 'a'?");
}

TEST(Error, CutsALongLineAroundTheCaret) {
  const std::string query = std::string(1'000'000, 'x') + "!" + std::string(1'000'000, 'y');
  const std::string report = Error("bad", "query", ByteSpan{1'000'000, 1'000'001}, "", query).report();
  EXPECT_LT(report.size(), 500u);
  EXPECT_NE(report.find("!"), std::string::npos);
}

}  // namespace
}  // namespace kg
