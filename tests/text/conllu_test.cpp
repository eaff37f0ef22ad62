#include "text/conllu.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/error.hpp"

namespace kg::text {
namespace {

const std::string talks =
    "# newpar\n"
    "# text = They don't  talk.\n"
    "1\tThey\tthey\tPRON\tPRP\tNumber=Plur|Person=3\t4\tnsubj\t_\t_\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdo\tdo\tAUX\tVBP\tTense=Pres|VerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
    "4\ttalk\ttalk\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "4.1\tx\tx\tX\t_\t_\t_\t_\t_\t_\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n"
    "1\tWhy\twhy\tADV\tWRB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\t_\n"
    "\n";

TEST(Conllu, LaysTheTreesOnTheText) {
  const std::string text = conllu_text(talks);
  EXPECT_EQ(text, "They don't  talk. Why?");
  const Analysis analysis = read_conllu(talks, text);
  ASSERT_EQ(analysis.sentences.size(), 2u);
  const auto& tokens = analysis.sentences[0].tokens;
  ASSERT_EQ(tokens.size(), 5u);
  EXPECT_EQ(slice(text, tokens[1].span), "do");
  EXPECT_EQ(slice(text, tokens[2].span), "n't");
  EXPECT_EQ(tokens[2].lemma, "not");
  EXPECT_TRUE(tokens[2].features.negative);
  EXPECT_EQ(tokens[0].head, 3);
  EXPECT_EQ(name_of(tokens[0].relation), "nsubj");
  EXPECT_EQ(tokens[3].head, -1);
  EXPECT_TRUE(analysis.sentences[0].opens_paragraph);
  EXPECT_FALSE(analysis.sentences[1].opens_paragraph);
}

TEST(Conllu, ReadsWhatItWrites) {
  const std::string text = conllu_text(talks);
  const Analysis analysis = read_conllu(talks, text);
  const std::string written = write_conllu(analysis, text);
  EXPECT_EQ(conllu_text(written), text);
  const std::string again = conllu_text(written);
  EXPECT_EQ(write_conllu(read_conllu(written, again), again), written);
  EXPECT_NE(written.find("5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\tTokenRange=16:17\n"), std::string::npos) << written;
}

TEST(Conllu, NamesTheLineOfAFault) {
  struct Case {
    const char* conllu;
    const char* want;
  };
  const Case cases[] = {
      {"1\tA\n", "line 1: expected ten columns"},
      {"# x\n2\tA\ta\tX\t_\t_\t0\troot\t_\t_\n", "line 2: '2' is not the number of the next word"},
      {"1\tA\ta\tX\t_\t_\t7\troot\t_\t_\n", "line 1: the head 7 is no word of the sentence"},
      {"1\tA\ta\tX\t_\t_\t-1\troot\t_\t_\n", "line 1: '-1' is not the number of a head"},
      {"1\tA\ta\tX\t_\t_\t2\tdep\t_\t_\n2\tB\tb\tX\t_\t_\t1\tdep\t_\t_\n", "line 1: the sentence has no root"},
      {"1\tA\ta\tX\t_\t_\t0\troot\t_\t_\n2\tB\tb\tX\t_\t_\t3\tdep\t_\t_\n3\tC\tc\tX\t_\t_\t2\tdep\t_\t_\n", "line 3: the heads run in a circle"},
      {"1-3\tA\t_\t_\t_\t_\t_\t_\t_\t_\n1\tA\ta\tX\t_\t_\t0\troot\t_\t_\n", "line 2: a contraction ends behind the last word"},
      {"1\t\ta\tX\t_\t_\t0\troot\t_\t_\n", "line 1: the form is empty"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.conllu);
    try {
      read_conllu(c.conllu, "A");
      ADD_FAILURE() << "no error";
    } catch (const Error& error) {
      EXPECT_EQ(error.message(), c.want);
    }
  }
  EXPECT_THROW(read_conllu(talks, "another text"), Error);
}

TEST(Conllu, TakesSeveralRootsAndUnknownRelations) {
  const std::string conllu =
      "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n2\tnow\tnow\tADV\tRB\t_\t0\troot\t_\t_\n3\thome\thome\tNOUN\tNN\t_\t1\tobl:lmod\t_\t_\n";
  const Analysis analysis = read_conllu(conllu, conllu_text(conllu));
  EXPECT_EQ(analysis.sentences[0].tokens[1].head, 0);
  EXPECT_EQ(name_of(analysis.sentences[0].tokens[1].relation), "parataxis");
  EXPECT_EQ(name_of(analysis.sentences[0].tokens[2].relation), "obl");
}

}  // namespace
}  // namespace kg::text
