#include "query/verb_kin.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace kg::query {
namespace {

TEST(VerbKin, KnowsTheNounsOfAVerb) {
  const ontology::Ontology ontology = ontology::Ontology::standard();
  const VerbKin kin(ontology);
  struct Case {
    const char* verb;
    const char* deed;
    const char* doer;
  };
  const Case cases[] = {
      {"suspend", "suspension", "suspender"}, {"harass", "harassment", "harasser"}, {"edit", "editing", "editor"}, {"invest", "investment", "investor"},
      {"chair", "chairing", "chairman"},      {"vote", "vote", "voter"},            {"win", "winning", "winner"},  {"announce", "announcement", "announcer"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.verb);
    EXPECT_TRUE(kin.names_deed(one.deed, {one.verb}));
    EXPECT_TRUE(VerbKin::names_doer(one.doer, {one.verb}));
    EXPECT_FALSE(kin.names_deed("minister", {one.verb}));
    EXPECT_FALSE(VerbKin::names_doer("minister", {one.verb}));
  }
}

TEST(VerbKin, KnowsVerbsOfTheSameMeaning) {
  const std::vector<std::string> kin = VerbKin::synonyms({"begin"});
  EXPECT_NE(std::find(kin.begin(), kin.end(), "commence"), kin.end());
  EXPECT_TRUE(VerbKin::synonyms({"hold"}).empty());
}

}  // namespace
}  // namespace kg::query
