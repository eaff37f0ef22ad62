#include "text/tokens.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/analyzer.hpp"

namespace kg::text {
namespace {

// The words of all sentences, parted by blanks, sentences by " / ".
std::string dump(std::string_view text) {
  static const Analyzer analyzer;
  std::string out;
  for (const Sentence& sentence : analyzer.analyze(text).sentences) {
    if (!out.empty()) out += " /";
    for (const Token& token : sentence.tokens) (out += out.empty() ? "" : " ") += slice(text, token.span);
  }
  return out;
}

TEST(Tokens, FollowTheConventionsOfUdEnglish) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"They don't talk.", "They do n't talk ."},
      {"It's Kim's.", "It 's Kim 's ."},
      {"They don\xE2\x80\x99t.", "They do n\xE2\x80\x99t ."},
      {"We cannot agree.", "We can not agree ."},
      {"U.S.-led talks", "U.S. - led talks"},
      {"the U.S. and the U.N. met", "the U.S. and the U.N. met"},
      {"Mr. Trump met Dr. Smith.", "Mr. Trump met Dr. Smith ."},
      {"Rear Adm. Lee, Brig. Gen. Roe", "Rear Adm. Lee , Brig. Gen. Roe"},
      {"about 1,234.5 tons", "about 1,234.5 tons"},
      {"in 2004-2005", "in 2004 - 2005"},
      {"at 10:30 a.m.", "at 10:30 a.m."},
      {"$5 million, 10% more", "$ 5 million , 10 % more"},
      {"write to a.b@c.org, now", "write to a.b@c.org , now"},
      {"see http://a.b/c?d=e.", "see http://a.b/c?d=e ."},
      {"The talks ended.The ministers left.", "The talks ended . / The ministers left ."},
      {"\xE2\x80\x9CYes,\xE2\x80\x9D he said.", "\xE2\x80\x9C Yes , \xE2\x80\x9D he said ."},
      {"Wait ... what?!", "Wait ... what ?!"},
      {"WASHINGTON (Kyodo) -- He left.", "WASHINGTON ( Kyodo ) -- / He left ."},
      {"MS. NOVAK: We stay.", "MS. NOVAK : / We stay ."},
      {"O'Brien and AT&T", "O'Brien and AT&T"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(dump(c.text), c.want);
  }
}

TEST(Tokens, LineBreaksOfWrappedTextEndNoSentence) {
  EXPECT_EQ(dump("The ministers of both countries agreed on Tuesday to\nhold further talks in Geneva, officials said, before\nthe summit."),
            "The ministers of both countries agreed on Tuesday to hold further talks in Geneva , officials said , before the summit .");
  EXPECT_EQ(dump("Participants:\nthe minister\nthe envoy"), "Participants : / the minister / the envoy");
}

TEST(Tokens, CoverAllThatIsNotBlank) {
  const std::string text = "a\xC2\xA0" "b \xE2\x80\xA6 c\td,e;f's'' --g__h \xF0\x9F\x98\x80i";
  std::vector<RawToken> tokens;
  find_tokens(text, {}, tokens);
  std::string joined;
  for (const RawToken& token : tokens) joined += slice(text, token.span);
  EXPECT_EQ(joined, "ab\xE2\x80\xA6" "cd,e;f's''--g__h\xF0\x9F\x98\x80i");
}

}  // namespace
}  // namespace kg::text
