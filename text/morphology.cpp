#include "text/morphology.hpp"

#include <algorithm>
#include <array>

#include "text/tag_names.hpp"

namespace kg::text {
namespace {

struct Pronoun {
  std::string_view form;
  std::uint8_t person;
  Number number;
};

constexpr std::array<Pronoun, 37> pronouns{{
    {"he", 3, Number::singular},       {"her", 3, Number::singular},    {"hers", 3, Number::singular},      {"herself", 3, Number::singular},
    {"him", 3, Number::singular},      {"himself", 3, Number::singular}, {"his", 3, Number::singular},      {"i", 1, Number::singular},
    {"it", 3, Number::singular},       {"its", 3, Number::singular},    {"itself", 3, Number::singular},    {"me", 1, Number::singular},
    {"mine", 1, Number::singular},     {"my", 1, Number::singular},     {"myself", 1, Number::singular},    {"our", 1, Number::plural},
    {"ours", 1, Number::plural},       {"ourselves", 1, Number::plural}, {"she", 3, Number::singular},      {"that", 0, Number::singular},
    {"their", 3, Number::plural},      {"theirs", 3, Number::plural},   {"them", 3, Number::plural},        {"themselves", 3, Number::plural},
    {"these", 0, Number::plural},      {"they", 3, Number::plural},     {"this", 0, Number::singular},      {"those", 0, Number::plural},
    {"u", 2, Number::none},            {"us", 1, Number::plural},       {"we", 1, Number::plural},          {"ye", 2, Number::plural},
    {"you", 2, Number::none},          {"your", 2, Number::none},       {"yours", 2, Number::none},         {"yourself", 2, Number::singular},
    {"yourselves", 2, Number::plural},
}};
static_assert(std::ranges::is_sorted(pronouns, {}, &Pronoun::form));

struct Tags {
  Xpos vb = find_xpos("VB"), vbd = find_xpos("VBD"), vbg = find_xpos("VBG"), vbn = find_xpos("VBN"), vbp = find_xpos("VBP"), vbz = find_xpos("VBZ"),
       md = find_xpos("MD"), nn = find_xpos("NN"), nnp = find_xpos("NNP"), nns = find_xpos("NNS"), nnps = find_xpos("NNPS");
  Relation aux = find_relation("aux"), aux_pass = find_relation("aux:pass"), nsubj = find_relation("nsubj"), nsubj_pass = find_relation("nsubj:pass"),
           acl = find_relation("acl"), amod = find_relation("amod"), expl = find_relation("expl");
};

// Lower case of a short ASCII word in `buffer`; empty if it is longer.
std::string_view lower_case(std::string_view word, std::array<char, 12>& buffer) {
  if (word.size() > buffer.size()) return {};
  for (std::size_t i = 0; i < word.size(); ++i) buffer[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  return {buffer.data(), word.size()};
}

bool is_negative(std::string_view word) {
  return word == "not" || word == "n't" || word == "no" || word == "never" || word == "n\xE2\x80\x99t" || word == "neither" || word == "nor" ||
         word == "none" || word == "nobody" || word == "nothing" || word == "nowhere";
}

}  // namespace

void set_features(std::string_view text, Sentence& sentence) {
  static const Tags tag;
  std::array<char, 12> buffer;
  for (Token& token : sentence.tokens) {
    Features& out = token.features;
    out = {};
    const Xpos x = token.xpos;
    if (token.upos == Upos::VERB || token.upos == Upos::AUX) {
      if (x == tag.vbd) out = {.tense = Tense::past, .form = VerbForm::finite};
      else if (x == tag.vbz) out = {.tense = Tense::present, .form = VerbForm::finite, .number = Number::singular, .person = 3};
      else if (x == tag.vbp) out = {.tense = Tense::present, .form = VerbForm::finite};
      else if (x == tag.md) out = {.form = VerbForm::finite};
      else if (x == tag.vb) out = {.form = VerbForm::infinitive};
      else if (x == tag.vbg) out = {.form = VerbForm::gerund};
      else if (x == tag.vbn) out = {.tense = Tense::past, .form = VerbForm::participle};
      if (x == tag.vbn && (token.relation == tag.acl || token.relation == tag.amod)) out.voice = Voice::passive;
    } else if (x == tag.nn || x == tag.nnp) {
      out.number = Number::singular;
    } else if (x == tag.nns || x == tag.nnps) {
      out.number = Number::plural;
    }
    if (token.upos != Upos::PRON && token.upos != Upos::DET && token.upos != Upos::PART && token.upos != Upos::ADV && token.upos != Upos::CCONJ) continue;
    const std::string_view word = lower_case(slice(text, token.span), buffer);
    if (is_negative(word)) out.negative = true;
    if (token.upos != Upos::PRON && token.upos != Upos::DET) continue;
    const auto found = std::ranges::lower_bound(pronouns, word, {}, &Pronoun::form);
    if (found != pronouns.end() && found->form == word) {
      out.person = found->person;
      out.number = found->number;
    }
  }
  // What the dependents say of a verb: the auxiliary of its voice, the number and person of its subject.
  for (const Token& token : sentence.tokens) {
    if (token.head < 0) continue;
    Token& head = sentence.tokens[static_cast<std::size_t>(token.head)];
    if (token.relation == tag.aux_pass || token.relation == tag.nsubj_pass) {
      if (head.xpos == tag.vbn) head.features.voice = Voice::passive;
    } else if (token.relation == tag.aux && head.xpos == tag.vbg) {
      head.features.form = VerbForm::participle;
      head.features.tense = Tense::present;
    }
  }
  for (const Token& token : sentence.tokens) {
    if (token.head < 0 || (token.relation != tag.nsubj && token.relation != tag.nsubj_pass)) continue;
    const auto agree = [&](Token& verb) {
      if ((verb.xpos != tag.vbp && verb.xpos != tag.vbd) || verb.features.number != Number::none) return;
      verb.features.number = token.features.number;
      verb.features.person = token.features.person == 0 ? std::uint8_t{3} : token.features.person;
    };
    Token& head = sentence.tokens[static_cast<std::size_t>(token.head)];
    agree(head);
  }
}

void mark_headline(Analysis& analysis, std::size_t at, std::string_view text) {
  Sentence& sentence = analysis.sentences[at];
  const bool closes = at + 1 == analysis.sentences.size() || analysis.sentences[at + 1].opens_paragraph;
  const std::string_view last = slice(text, sentence.tokens.back().span);
  const bool stopped = last.empty() || std::string_view(".!?:;,").find(last.back()) != std::string_view::npos;
  bool quoted = false;
  if (sentence.tokens.size() > 1) {
    const std::string_view before = slice(text, sentence.tokens[sentence.tokens.size() - 2].span);
    quoted = !before.empty() && std::string_view(".!?").find(before.back()) != std::string_view::npos;
  }
  sentence.headline = sentence.opens_paragraph && closes && !stopped && !quoted && sentence.tokens.size() <= 30;
}

std::string write_features(const Features& features) {
  std::string out;
  const auto add = [&](std::string_view entry) { (out += out.empty() ? "" : "|") += entry; };
  if (features.number != Number::none) add(features.number == Number::singular ? "Number=Sing" : "Number=Plur");
  if (features.person != 0) add("Person=" + std::to_string(features.person));
  if (features.negative) add("Polarity=Neg");
  if (features.tense != Tense::none) add(features.tense == Tense::past ? "Tense=Past" : "Tense=Pres");
  static constexpr std::array<std::string_view, 5> forms{"", "VerbForm=Fin", "VerbForm=Inf", "VerbForm=Part", "VerbForm=Ger"};
  if (features.form != VerbForm::none) add(forms[static_cast<std::size_t>(features.form)]);
  if (features.voice != Voice::none) add(features.voice == Voice::passive ? "Voice=Pass" : "Voice=Act");
  return out;
}

}  // namespace kg::text
