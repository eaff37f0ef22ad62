#include "text/tree_mending.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "text/tag_names.hpp"

namespace kg::text {
namespace {

// "word/UPOS/XPOS/head/relation", heads counted from 1; "~" before a word glues it to the last one.
std::string mended(const std::string& rows) {
  std::string text;
  Sentence sentence;
  std::istringstream words(rows);
  for (std::string word; words >> word;) {
    std::vector<std::string> parts;
    std::istringstream fields(word);
    for (std::string part; std::getline(fields, part, '/');) parts.push_back(part);
    const bool glued = parts.at(0)[0] == '~';
    const std::string form = parts[0].substr(glued ? 1 : 0);
    if (!text.empty() && !glued) text += ' ';
    Token token;
    token.span = {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size() + form.size())};
    text += form;
    token.upos = find_upos(parts.at(1));
    token.xpos = find_xpos(parts.at(2));
    token.head = std::stoi(parts.at(3)) - 1;
    token.relation = find_relation(parts.at(4));
    sentence.tokens.push_back(token);
  }
  mend_tree(text, sentence);
  std::string out;
  for (const Token& token : sentence.tokens) out += (out.empty() ? "" : " ") + std::to_string(token.head + 1) + "/" + std::string(name_of(token.relation));
  return out;
}

TEST(MendTree, KeepsWhatTheTreebanksKeep) {
  struct Case {
    const char* tree;
    const char* want;
  };
  const Case cases[] = {
      // A city and its country are no coordination; three states are.
      {"Oslo/PROPN/NNP/0/root ,/PUNCT/,/3/punct Norway/PROPN/NNP/1/conj", "0/root 3/punct 1/nmod:unmarked"},
      {"Chad/PROPN/NNP/0/root ,/PUNCT/,/3/punct Mali/PROPN/NNP/1/conj and/CCONJ/CC/5/cc Niger/PROPN/NNP/1/conj", "0/root 3/punct 1/conj 5/cc 1/conj"},
      // A phrase behind a comma without a preposition explains.
      {"One/NUM/CD/0/root ,/PUNCT/,/4/punct the/DET/DT/4/det Front/PROPN/NNP/1/nmod", "0/root 4/punct 4/det 1/appos"},
      {"Aid/NOUN/NN/0/root ,/PUNCT/,/4/punct for/ADP/IN/4/case Chad/PROPN/NNP/1/nmod", "0/root 4/punct 4/case 1/nmod"},
      // An outer subject needs a copula.
      {"They/PRON/PRP/2/nsubj:outer left/VERB/VBD/0/root", "2/nsubj 0/root"},
      // Who did it belongs to the deed.
      {"abduction/NOUN/NN/0/root of/ADP/IN/3/case citizens/NOUN/NNS/1/nmod by/ADP/IN/5/case soldiers/NOUN/NNS/3/nmod", "0/root 3/case 1/nmod 5/case 1/nmod"},
      // Two subjects are one.
      {"Ann/PROPN/NNP/4/nsubj and/CCONJ/CC/3/cc Bo/PROPN/NNP/4/nsubj met/VERB/VBD/0/root", "4/nsubj 3/cc 1/conj 0/root"},
      {"Ann/PROPN/NNP/4/nsubj and/CCONJ/CC/4/cc Bo/PROPN/NNP/4/nsubj met/VERB/VBD/0/root", "4/nsubj 3/cc 1/conj 0/root"},
      {"General/PROPN/NNP/3/nsubj Novak/PROPN/NNP/3/nsubj spoke/VERB/VBD/0/root", "2/nmod:desc 3/nsubj 0/root"},
      {"Despite/ADP/IN/2/case rain/NOUN/NN/4/nsubj they/PRON/PRP/4/nsubj met/VERB/VBD/0/root", "2/case 4/obl 4/nsubj 0/root"},
      // A finite clause behind a verb of saying is said; one with a conjunction is not.
      {"said/VERB/VBD/0/root they/PRON/PRP/3/nsubj left/VERB/VBD/1/advcl", "0/root 3/nsubj 1/ccomp"},
      {"said/VERB/VBD/0/root as/SCONJ/IN/4/mark they/PRON/PRP/4/nsubj left/VERB/VBD/1/advcl", "0/root 4/mark 4/nsubj 1/advcl"},
      // A copula and a finite verb have the subject that stands before them.
      {"Ann/PROPN/NNP/0/root is/AUX/VBZ/4/cop in/ADP/IN/4/case Oslo/PROPN/NNP/1/parataxis", "4/nsubj 4/cop 4/case 0/root"},
      {"On/ADP/IN/2/case Monday/PROPN/NNP/5/obl ,/PUNCT/,/4/punct Ann/PROPN/NNP/2/conj spoke/VERB/VBD/0/root", "2/case 5/obl 4/punct 5/nsubj 0/root"},
      {"In/ADP/IN/4/case Oslo/PROPN/NNP/3/compound President/PROPN/NNP/4/nmod:desc Bo/PROPN/NNP/5/nsubj spoke/VERB/VBD/0/root",
       "2/case 5/obl 4/nmod:desc 5/nsubj 0/root"},
      {"minister/NOUN/NN/0/root of/ADP/IN/3/case France/PROPN/NNP/1/nmod and/CCONJ/CC/6/cc President/PROPN/NNP/6/nmod:desc Bo/PROPN/NNP/3/conj",
       "0/root 3/case 1/nmod 6/cc 6/nmod:desc 1/conj"},
      {"met/VERB/VBD/0/root in/ADP/IN/3/case Oslo/PROPN/NNP/1/obl ,/PUNCT/,/6/punct their/PRON/PRP$/6/nmod:poss summit/NOUN/NN/1/obl",
       "0/root 3/case 1/obl 6/punct 6/nmod:poss 1/parataxis"},
      {"met/VERB/VBD/0/root on/ADP/IN/3/case Tuesday/PROPN/NNP/1/obl ,/PUNCT/,/6/punct their/PRON/PRP$/6/nmod:poss summit/NOUN/NN/3/appos",
       "0/root 3/case 1/obl 6/punct 6/nmod:poss 1/parataxis"},
      {"met/VERB/VBD/0/root the/DET/DT/3/det host/NOUN/NN/1/obl ,/PUNCT/,/5/punct Bo/PROPN/NNP/1/obl", "0/root 3/det 1/obl 5/punct 3/appos"},
      {"urged/VERB/VBD/0/root her/PRON/PRP/1/obj to/PART/TO/4/mark leave/VERB/VB/1/xcomp and/CCONJ/CC/6/cc met/VERB/VBD/4/conj Bo/PROPN/NNP/6/obj",
       "0/root 1/obj 4/mark 1/xcomp 6/cc 1/conj 6/obj"},
      {"talks/NOUN/NNS/0/root between/ADP/IN/1/nmod Ann/PROPN/NNP/2/obl Bo/PROPN/NNP/3/flat", "0/root 3/case 1/nmod 3/flat"},
      // Words joined by a hyphen stay together.
      {"Jae/PROPN/NNP/4/nsubj ~-/PUNCT/HYPH/1/punct ~in/ADP/IN/4/mark met/VERB/VBD/0/root", "4/nsubj 1/punct 1/flat 0/root"},
      {"feeds/VERB/VBZ/0/root UK/PROPN/NNP/1/obj ~-/PUNCT/HYPH/4/punct ~based/ADJ/JJ/5/amod Danes/PROPN/NNPS/1/obl", "0/root 4/compound 4/punct 5/amod 1/obl"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.tree);
    EXPECT_EQ(mended(c.tree), c.want);
  }
}

// Any tree stays one: random heads and relations of random words.
TEST(MendTree, TreesStayTrees) {
  const std::vector<std::string> forms = {"in", "of", "by", ",", "and", "a", "Oslo", "-", "met", "offensive"};
  const std::vector<std::string> relations = {"conj", "nsubj", "nsubj:outer", "nmod", "obl", "cop", "cc", "case", "advcl", "nmod:desc", "compound", "punct", "appos"};
  const std::vector<std::pair<Upos, const char*>> tags = {{Upos::PROPN, "NNP"}, {Upos::NOUN, "NNS"}, {Upos::VERB, "VBD"}, {Upos::ADP, "IN"}, {Upos::PUNCT, ","}, {Upos::ADJ, "JJ"}};
  std::mt19937 random(7);
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t size = 2 + pick(9);
    std::string text;
    Sentence sentence;
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0 && pick(3) > 0) text += ' ';
      const std::string& form = forms[pick(forms.size())];
      Token token;
      token.span = {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size() + form.size())};
      text += form;
      const auto& [upos, xpos] = tags[pick(tags.size())];
      token.upos = upos;
      token.xpos = find_xpos(xpos);
      token.relation = find_relation(relations[pick(relations.size())]);
      sentence.tokens.push_back(token);
    }
    // Words in random order, each below one before it.
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    for (std::size_t i = 1; i < size; ++i) sentence.tokens[order[i]].head = static_cast<std::int32_t>(order[pick(i)]);
    sentence.tokens[order[0]].head = -1;
    mend_tree(text, sentence);
    std::size_t roots = 0;
    for (std::size_t i = 0; i < size; ++i) {
      roots += sentence.tokens[i].head < 0;
      std::size_t steps = 0;
      for (std::int32_t at = static_cast<std::int32_t>(i); at >= 0 && steps <= size; ++steps) at = sentence.tokens[static_cast<std::size_t>(at)].head;
      ASSERT_LE(steps, size) << text;
    }
    ASSERT_EQ(roots, 1u) << text;
  }
}

}  // namespace
}  // namespace kg::text
