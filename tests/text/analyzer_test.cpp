#include "text/analyzer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "text/conllu.hpp"

namespace kg::text {
namespace {

const Analyzer& english() {
  static const Analyzer analyzer;
  return analyzer;
}

// "met(nsubj:Trump obj:Kim)" for the root, one level deep.
std::string dump_root(std::string_view text, const Sentence& sentence) {
  std::string out;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    if (sentence.tokens[i].head >= 0) continue;
    out += std::string(slice(text, sentence.tokens[i].span)) + "(";
    std::string inner;
    for (const Token& token : sentence.tokens)
      if (token.head == static_cast<std::int32_t>(i) && token.upos != Upos::PUNCT)
        inner += (inner.empty() ? "" : " ") + std::string(name_of(token.relation)) + ":" + std::string(slice(text, token.span));
    out += inner + ")";
  }
  return out;
}

TEST(Analyzer, ReadsPlainSentences) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"Trump met Kim.", "met(nsubj:Trump obj:Kim)"},
      {"The ministers have agreed to lift the sanctions.", "agreed(nsubj:ministers aux:have xcomp:lift)"},
      {"The proposal was rejected by the government.", "rejected(nsubj:pass:proposal aux:pass:was obl:agent:government)"},
      {"She did not visit Berlin.", "visit(nsubj:She aux:did advmod:not obj:Berlin)"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Analysis analysis = english().analyze(c.text);
    ASSERT_EQ(analysis.sentences.size(), 1u);
    EXPECT_EQ(dump_root(c.text, analysis.sentences[0]), c.want);
  }
}

TEST(Analyzer, GivesTheFeaturesOfVerbs) {
  const std::string text = "He was elected, but they do not like him.";
  const Analysis analysis = english().analyze(text);
  ASSERT_EQ(analysis.sentences.size(), 1u);
  const auto& tokens = analysis.sentences[0].tokens;
  EXPECT_EQ(tokens[2].features.voice, Voice::passive);
  EXPECT_EQ(tokens[2].features.tense, Tense::past);
  EXPECT_EQ(tokens[2].lemma, "elect");
  EXPECT_EQ(tokens[0].features.person, 3);
  EXPECT_TRUE(tokens[7].features.negative);
}

// The words of each sentence's first token, parted by bars.
std::string first_words(std::string_view text) {
  std::string out;
  const Analysis analysis = english().analyze(text);
  for (const Sentence& sentence : analysis.sentences) out += (out.empty() ? "" : "|") + std::string(slice(text, sentence.tokens[0].span));
  return out;
}

TEST(Analyzer, PutsADatelineIntoASentenceOfItsOwn) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"OSLO -- Ministers met envoys on Monday.", "OSLO|Ministers"},
      {"OSLO, Norway (NTB) \xE2\x80\x93 Ministers met envoys on Monday.", "OSLO|Ministers"},
      {"Oslo (AP) \xE2\x80\x94 Ministers met envoys on Monday.", "Oslo|Ministers"},
      {"OSLO, May 4 (Reuters) - Ministers met envoys on Monday.", "OSLO|Ministers"},
      {"Larsen \xE2\x80\x93 the minister of trade \xE2\x80\x93 met envoys on Monday.", "Larsen"},
      {"NATO members -- all of them -- met envoys on Monday.", "NATO"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(first_words(c.text), c.want);
  }
}

// What every analysis must keep whatever the text is.
void check(std::string_view text, const Analysis& analysis) {
  std::uint32_t at = 0;
  for (const Sentence& sentence : analysis.sentences) {
    ASSERT_FALSE(sentence.tokens.empty());
    EXPECT_EQ(sentence.span.begin, sentence.tokens.front().span.begin);
    EXPECT_EQ(sentence.span.end, sentence.tokens.back().span.end);
    const auto size = static_cast<std::int32_t>(sentence.tokens.size());
    int roots = 0;
    std::vector<int> depth(sentence.tokens.size(), -1);
    for (std::int32_t i = 0; i < size; ++i) {
      const Token& token = sentence.tokens[static_cast<std::size_t>(i)];
      ASSERT_LE(at, token.span.begin);
      ASSERT_LT(token.span.begin, token.span.end);
      ASSERT_LE(token.span.end, text.size());
      at = token.span.end;
      EXPECT_FALSE(token.lemma.empty());
      ASSERT_LT(token.head, size);
      ASSERT_NE(token.head, i);
      EXPECT_NE(token.relation, relation_none);
      roots += token.head < 0;
    }
    EXPECT_EQ(roots, 1);
    for (std::int32_t i = 0; i < size; ++i) {
      std::vector<std::int32_t> path;
      std::int32_t up = i;
      while (up >= 0 && depth[static_cast<std::size_t>(up)] < 0) {
        ASSERT_LE(path.size(), sentence.tokens.size());
        path.push_back(up);
        depth[static_cast<std::size_t>(up)] = 0;
        up = sentence.tokens[static_cast<std::size_t>(up)].head;
        ASSERT_TRUE(up < 0 || std::ranges::find(path, up) == path.end()) << "a circle";
      }
    }
  }
}

TEST(Analyzer, KeepsItsPromisesOnStrangeTexts) {
  std::string words;
  for (int i = 0; i < 10000; ++i) words += i % 7 == 0 ? "and " : "talks ";
  const std::string cases[] = {
      "", " \n\n\t ", "\n", ".", "...", "'", "\"", "a", "\xE2\x80\x9CNo\xE2\x80\x9D", "I'd've's's's's", "-", "1-1-1-1-1", "x@y", "@@@@ a@b.c@d", "http://",
      "www.", "www.)))www.)))", std::string(100000, 'a'), std::string(100000, '.'), std::string(50000, '('), std::string(30000, '\''), words,
      std::string(1000, '-') + std::string(1000, '1'), std::string("\0\x01\x02", 3), "\xF0\x9F\x98\x80\xF0\x9F\x98\x80", "caf\xC3\xA9 \xC2\xA0 \xE2\x80\xA8 x",
      "KIM MEETS TRUMP IN SINGAPORE", "WASHINGTON (Kyodo) -- The talks ended.The ministers left.\n\n- one\n- two\n"};
  for (const std::string& text : cases) {
    SCOPED_TRACE(text.substr(0, 40));
    check(text, english().analyze(text, Date{2018, 6, 12}));
  }
}

TEST(Analyzer, GivesTheSameAnswerTwiceAndAfterAMove) {
  const std::string text = "The talks were held in Geneva on Tuesday. Both sides agreed to meet again.";
  Analyzer first;
  const std::string before = write_conllu(first.analyze(text), text);
  const Analyzer second(std::move(first));
  EXPECT_EQ(write_conllu(second.analyze(text), text), before);
}

TEST(Analyzer, RefusesForeignModels) {
  EXPECT_THROW(Analyzer(std::string_view("not a model"), {}), Error);
  EXPECT_THROW(Analyzer(std::string_view(), {}), Error);
}

}  // namespace
}  // namespace kg::text
