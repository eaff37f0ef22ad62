#include "text/analysis.hpp"

#include <algorithm>
#include <array>

#include "text/tag_names.hpp"

namespace kg::text {
namespace {

constexpr std::array<std::string_view, 17> upos_names{"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
                                                      "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

// UD English 2.16, sorted.
constexpr std::array<std::string_view, 49> penn_names{
    "$",   "''",  ",",    "-LRB-", "-RRB-", ".",   ":",   "ADD", "AFX", "CC", "CD", "DT",  "EX",  "FW",  "GW",  "HYPH", "IN",
    "JJ",  "JJR", "JJS",  "LS",    "MD",    "NFP", "NN",  "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB",  "RBR",  "RBS",
    "RP",  "SYM", "TO",   "UH",    "VB",    "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP",  "WP$", "WRB", "``"};

constexpr std::array<std::string_view, 51> ud_relations{
    "acl",       "acl:relcl",   "advcl",  "advcl:relcl", "advmod",       "amod",        "appos",      "aux",   "aux:pass",
    "case",      "cc",          "cc:preconj", "ccomp",   "compound",     "compound:prt", "conj",      "cop",   "csubj",
    "csubj:outer", "csubj:pass", "dep",   "det",         "det:predet",   "discourse",   "dislocated", "expl",  "fixed",
    "flat",      "goeswith",    "iobj",   "list",        "mark",         "nmod",        "nmod:desc",  "nmod:poss", "nmod:unmarked",
    "nsubj",     "nsubj:outer", "nsubj:pass", "nummod",  "obj",          "obl",         "obl:agent",  "obl:unmarked", "orphan",
    "parataxis", "punct",       "reparandum", "root",    "vocative",     "xcomp"};

static_assert(std::ranges::is_sorted(upos_names));
static_assert(std::ranges::is_sorted(penn_names));
static_assert(std::ranges::is_sorted(ud_relations));

constexpr std::array<std::string_view, 5> name_types{"PER", "ORG", "LOC", "NORP", "MISC"};

template <std::size_t N>
std::string_view at_or(const std::array<std::string_view, N>& names, std::size_t index, std::string_view otherwise) {
  return index < N ? names[index] : otherwise;
}

template <std::size_t N>
int position(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::lower_bound(names, name);
  return found != names.end() && *found == name ? static_cast<int>(found - names.begin()) : -1;
}

}  // namespace

std::string_view name_of(Upos tag) { return at_or(upos_names, static_cast<std::size_t>(tag), "X"); }
std::string_view name_of(Xpos tag) { return at_or(penn_names, static_cast<std::size_t>(tag), "_"); }
std::string_view name_of(Relation relation) { return at_or(ud_relations, static_cast<std::size_t>(relation), "dep"); }
std::string_view name_of(NameType type) { return at_or(name_types, static_cast<std::size_t>(type), "MISC"); }

Relation find_relation(std::string_view name) {
  const int at = position(ud_relations, name);
  return at < 0 ? relation_none : static_cast<Relation>(at);
}

Upos find_upos(std::string_view name) {
  const int at = position(upos_names, name);
  return at < 0 ? Upos::X : static_cast<Upos>(at);
}

Xpos find_xpos(std::string_view name) {
  const int at = position(penn_names, name);
  return at < 0 ? xpos_none : static_cast<Xpos>(at);
}

std::span<const std::string_view> xpos_names() { return penn_names; }
std::span<const std::string_view> relation_names() { return ud_relations; }

}  // namespace kg::text
