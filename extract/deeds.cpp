// Whose deed or thing a phrase names, and whom what is done about it goes to.
#include "extract/deeds.hpp"

#include <algorithm>

namespace kg::extract {

namespace {

void add(std::vector<Who>& list, const std::vector<Who>& more) {
  for (const Who& who : more) {
    if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
  }
}

}  // namespace

std::vector<Who> owners_of(const Scene& scene, TokenRef t, bool friendly) {
  const Reading& reading = scene.reading;
  const Cast& cast = scene.cast;
  std::vector<Who> found;
  for (const std::int32_t c : reading.children(t)) {
    const TokenRef child{t.sentence, c};
    const std::string words = reading.case_words(child);
    const bool owner = reading.is(child, "nmod:poss") || (reading.is(child, "nmod") && one_of(words, {"by", "of", "from", "against", "in"}) && !(friendly && words == "against")) ||
                       (reading.is(child, "nmod") && words == "with" && one_of(reading.lemma(t), {"treaty", "agreement", "deal", "accord", "pact", "tie", "relation", "partnership", "alliance", "talk", "negotiation"})) ||
                       (c < t.token && (reading.is(child, "amod") || reading.is(child, "compound")));
    if (owner) add(found, cast.all_of(child));
    if (found.empty() && reading.relation(child) == "acl" && one_of(reading.lemma(child), {"control", "hold", "occupy", "run", "make", "take", "issue", "commit", "launch"})) {
      for (const TokenRef doer : subjects_of(reading, child)) add(found, cast.all_of(doer));
    }
    if (!found.empty()) return found;
  }
  // The tree may hang the doer on another noun of the phrase: "the proclamation of the annexation by X".
  for (std::int32_t i = t.token + 1; i + 1 < std::min(reading.size(t.sentence), t.token + 10); ++i) {
    const TokenRef at{t.sentence, i};
    if (reading.token(at).upos == text::Upos::VERB || reading.token(at).upos == text::Upos::PUNCT) break;
    if (reading.lower(at) != "by") continue;
    for (std::int32_t k = i + 1; k < std::min(reading.size(t.sentence), i + 8); ++k) {
      if (cast.mention_at({t.sentence, k}) != nullptr) return cast.all_of({t.sentence, k});
    }
    break;
  }
  return found;
}

std::vector<Who> targets_of(const Scene& scene, TokenRef t, std::string_view type) {
  const Reading& reading = scene.reading;
  const Cast& cast = scene.cast;
  // What is condemned or supported may be a deed: it is its doer's.
  const bool deeds = one_of(type, {"ACCUSE", "REJECT", "SUPPORT", "PROTEST", "THREATEN", "SANCTION", "CONCEDE", "ASSAULT", "RETREAT", "AID", "COERCE", "REQUEST"});
  const bool harm = one_of(type, {"ASSAULT", "COERCE", "SANCTION"});
  std::vector<Who> found;
  for (const TokenRef part : reading.with_conjuncts(t)) {
    std::vector<Who> here = cast.who(part);
    if (here.empty() && deeds && (!cast.is_private(part) || (harm && scene.vocabulary.is_victim_word(reading.lemma(part))))) {
      here = owners_of(scene, part, one_of(type, {"SUPPORT", "AID", "CONCEDE"}));  // "support the campaign against X" is no support of X
      for (Who& who : here) who.confidence *= 0.85F;
    }
    add(found, here);
  }
  return found;
}

}  // namespace kg::extract
