#include "text/punctuation.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace kg::text {
namespace {

// Tokens parted by blanks; those without a letter or digit are marks.
Sentence sentence_of(const std::string& text, const std::vector<std::int32_t>& heads) {
  Sentence out;
  std::uint32_t at = 0;
  std::istringstream words(text);
  for (std::string word; words >> word; at += static_cast<std::uint32_t>(word.size()) + 1) {
    Token token;
    token.span = {at, at + static_cast<std::uint32_t>(word.size())};
    const bool letter = word.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != std::string::npos;
    token.upos = letter ? Upos::NOUN : Upos::PUNCT;
    token.head = heads.at(out.tokens.size());
    token.relation = find_relation(token.head < 0 ? "root" : "dep");
    out.tokens.push_back(token);
  }
  return out;
}

std::string heads_after(const std::string& text, const std::vector<std::int32_t>& heads) {
  Sentence sentence = sentence_of(text, heads);
  PunctuationScratch scratch;
  attach_punctuation(text, sentence, scratch);
  std::string out;
  for (const Token& token : sentence.tokens) out += (out.empty() ? "" : " ") + std::to_string(token.head);
  return out;
}

TEST(AttachPunctuation, MakesLeavesOfMarks) {
  struct Case {
    const char* text;
    std::vector<std::int32_t> heads;
    const char* want;
  };
  const Case cases[] = {
      {"they met .", {1, -1, 0}, "1 -1 1"},
      {"they ( both ) met", {4, 0, 0, 0, -1}, "4 2 0 2 -1"},
      {"they , both", {1, -1, 1}, "-1 2 0"},             // a mark as the root; then it hangs on the lower phrase beside it
      {". , they met", {-1, 0, 3, 1}, "3 3 3 -1"},       // a mark below the mark that is the root: once an endless loop
      {". , - they met", {-1, 0, 1, 2, 3}, "3 3 3 -1 3"},
      {"they , - met", {3, 0, 1, -1}, "3 0 0 -1"},
      {"he said \" go now . \"", {1, -1, 3, 1, 3, 3, 3}, "1 -1 3 1 3 3 3"},  // a full stop stays with what is quoted
      {". . .", {-1, 0, 1}, "-1 0 1"},                   // nothing but marks stays as it is
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(heads_after(c.text, c.heads), c.want);
  }
}

}  // namespace
}  // namespace kg::text
