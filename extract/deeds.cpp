// Whose deed or thing a phrase names, and whom what is done about it goes to.
#include "extract/deeds.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "extract/titles.hpp"

namespace kg::extract {

namespace {

void add(std::vector<Who>& list, const std::vector<Who>& more) {
  for (const Who& who : more) {
    if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
  }
}

/// A body that acts for its state: a ministry does, a company or club only comes from there.
bool is_of_government(const graph::Entity& body) {
  if (!body.kind.empty()) return one_of(body.kind, {"agency", "ministry", "military", "legislature", "government", "court"});
  const std::string folded = fold_name(body.name);
  for (const std::string_view word : {"ministry", "department", "army", "navy", "armed forces", "government", "police", "parliament", "administration", "embassy", "office of", "agency", "national security"}) {
    if (folded.find(word) != std::string::npos) return true;
  }
  return false;
}

/// An office that speaks for a state; not those of opposition leaders, lawmakers, scholars or chairmen of clubs.
bool is_of_government(const Scene& scene, const Title& title) {
  const std::string folded = fold_name(title.title);
  for (const std::string_view word : {"opposition", "lawmaker", "activist", "senator", "dissident", "critic", "candidate", "journalist", "member of", "analyst", "professor", "program director", "researcher", "expert", "founder", "lawyer", "editor", "bishop"}) {
    if (folded.find(word) != std::string::npos) return false;
  }
  const ontology::Office* office = scene.vocabulary.ontology().office(folded);
  if (office == nullptr) office = scene.vocabulary.ontology().office(head_word(folded));
  return office == nullptr || !one_of(office->rank, {"other", "business", "religious", "party", "legislator"}) || folded == "leader";
}

/// The types of deeds that a noun may speak of again; empty if it speaks of none.
std::vector<std::string_view> types_of(std::string_view noun) {
  if (one_of(noun, {"attack", "assault", "strike", "airstrike", "bombing", "shelling", "raid", "operation", "offensive", "incursion", "invasion", "aggression", "killing", "murder", "shooting", "massacre", "crackdown", "arrest", "detention", "war", "siege", "intervention"})) return {"ASSAULT", "COERCE", "MOBILIZE"};
  if (one_of(noun, {"request", "call", "demand", "appeal", "plea"})) return {"REQUEST"};
  if (one_of(noun, {"accusation", "allegation", "claim", "charge", "criticism", "investigation", "inquiry", "probe", "lawsuit"})) return {"ACCUSE"};
  if (one_of(noun, {"withdrawal", "pullout", "retreat"})) return {"RETREAT"};
  if (one_of(noun, {"sanction", "ban", "embargo", "tariff", "restriction", "blockade"})) return {"SANCTION", "COERCE"};
  if (one_of(noun, {"move", "decision", "step", "action", "measure", "announcement"})) return {"SANCTION", "COERCE", "RETREAT", "CONCEDE", "ASSAULT", "MOBILIZE"};
  return {};
}

}  // namespace

bool is_own_side(const Scene& scene, std::int32_t actor, std::int32_t other) {
  const Cast& cast = scene.cast;
  if (actor == other) return true;
  const graph::Entity& who = cast.entity(actor);
  // A minister and his ministry, a spokesman and his police.
  if (who.label == EntityLabel::person && std::ranges::any_of(cast.titles()[static_cast<std::size_t>(actor)], [&](const Title& title) { return title.of == other && title.mode != "former" && cast.entity(other).label == EntityLabel::organization; })) return true;
  if (cast.entity(other).label != EntityLabel::state || cast.state_of(actor) != other) return false;
  if (who.label == EntityLabel::organization) return is_of_government(who);
  return std::ranges::any_of(cast.titles()[static_cast<std::size_t>(actor)], [&](const Title& title) {
    if (title.of < 0 || title.mode == "former" || cast.state_of(title.of) != other) return false;
    const graph::Entity& body = cast.entity(title.of);
    return (body.label == EntityLabel::state || is_of_government(body)) && is_of_government(scene, title);
  });
}

bool is_of_saying(const ontology::Frame& frame) { return frame.lemmas.front() == "say"; }

std::vector<Who> owners_of(const Scene& scene, TokenRef t, Belongs how) {
  const Reading& reading = scene.reading;
  const Cast& cast = scene.cast;
  std::vector<Who> found;
  const bool by_doer = how == Belongs::to_its_doer;
  const bool suffered = by_doer && one_of(reading.lemma(t), {"imprisonment", "detention", "arrest", "conviction", "sentencing", "murder", "killing", "assassination", "kidnapping", "abduction", "death", "execution", "deportation", "expulsion", "persecution", "trial"});
  const bool attack = by_doer && (suffered || one_of(reading.lemma(t), {"attack", "assault", "strike", "bombing", "shooting", "massacre", "violence", "explosion", "blast", "raid", "operation", "offensive", "war", "aggression", "invasion", "intervention"}));
  const auto joins = [&](TokenRef child, std::string_view words) {
    if (!reading.is(child, "nmod")) return false;
    if (words == "of") return !suffered;
    if (one_of(words, {"in", "against"})) return !attack && !(how == Belongs::to_a_friend && words == "against");
    return one_of(words, {"by", "from"}) || (words == "with" && one_of(reading.lemma(t), {"treaty", "agreement", "deal", "accord", "pact", "tie", "relation", "partnership", "alliance", "talk", "negotiation"}));
  };
  for (const std::int32_t c : reading.children(t)) {
    const TokenRef child{t.sentence, c};
    const std::string words = reading.case_words(child);
    // "his conviction" he has suffered, "the authorities' conviction of him" they have done.
    const auto is_person = [&](const Who& who) { return cast.entity(who.entity).label == EntityLabel::person; };
    const bool owns = reading.is(child, "nmod:poss") && !(suffered && std::ranges::all_of(cast.all_of(child), is_person));
    const bool owner = owns || joins(child, words) || (c < t.token && (reading.is(child, "amod") || reading.is(child, "compound")));
    if (owner) add(found, cast.all_of(child));
    // "troops loyal to X"
    if (found.empty() && c > t.token && one_of(reading.lower(child), {"loyal", "allied", "faithful"})) {
      for (const std::int32_t d : reading.children(child)) {
        if (one_of(reading.case_words({t.sentence, d}), {"to", "with"})) add(found, cast.all_of({t.sentence, d}));
      }
    }
    if (found.empty() && reading.relation(child) == "acl" && one_of(reading.lemma(child), {"control", "hold", "occupy", "run", "make", "take", "issue", "commit", "launch"})) {
      for (const TokenRef doer : subjects_of(reading, child)) add(found, cast.all_of(doer));
    }
    if (!found.empty()) return found;
  }
  // "announced a plan, which Peru rejected", "sent them a proposal": whoever made it.
  const TokenRef maker = reading.is(t, "obj") ? reading.head(t) : TokenRef{};
  if (maker && one_of(reading.lemma(maker), {"announce", "propose", "launch", "issue", "unveil", "present", "submit", "send", "form", "establish", "publish", "release", "post", "write", "sign", "pass", "adopt", "deliver", "approve"})) {
    for (const TokenRef doer : subjects_of(reading, maker)) add(found, cast.all_of(doer));
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

std::span<const ToldDeed> deeds_of(const Scene& scene, std::uint32_t first, std::uint32_t last) {
  const auto sentence = [](const ToldDeed& deed) { return deed.trigger.sentence; };
  const auto begin = std::ranges::lower_bound(scene.deeds, first, {}, sentence);
  return {begin, std::ranges::upper_bound(begin, scene.deeds.end(), last, {}, sentence)};
}

std::vector<Who> doers_before(const Scene& scene, TokenRef t) {
  const Reading& reading = scene.reading;
  const bool any_deed = one_of(reading.lemma(t), {"move", "decision", "step", "announcement", "plan", "action", "measure"});
  const std::uint32_t reach = any_deed ? 4 : 10;  // sentences
  const TokenRef det = reading.child(t, "det");
  const std::vector<std::string_view> types = types_of(reading.lemma(t));
  if (types.empty() || !det || !one_of(reading.lower(det), {"the", "this", "that", "these", "those", "such"})) return {};
  // Rather one that was told with whom it went to.
  const std::span<const ToldDeed> near = deeds_of(scene, t.sentence - std::min(t.sentence, reach), t.sentence);
  for (const bool complete : {true, false}) {
    for (auto deed = near.rbegin(); deed != near.rend(); ++deed) {
      const bool fits = deed->trigger != t && std::ranges::find(types, deed->frame->event) != types.end();
      if (fits && !(complete && deed->recipients.empty())) return deed->actors;
    }
  }
  if (!any_deed) return {};
  // "Kenya closed the port. Peru deplored the move."
  for (std::uint32_t s = t.sentence; s + reach > t.sentence; --s) {
    for (std::int32_t at = (s == t.sentence ? t.token : reading.size(s)) - 1; at >= 0; --at) {
      const TokenRef verb{s, at};
      if (scene.cast.skipped(s) || reading.token(verb).upos != text::Upos::VERB) continue;
      if (!one_of(reading.lemma(verb), {"announce", "decide", "order", "sign", "declare", "approve", "pass", "vote", "rule", "suspend", "adopt", "issue", "reverse", "convert", "close", "dissolve", "impose", "cancel", "withdraw", "launch", "expel", "dismiss", "ban", "lift", "reopen", "recognize", "transfer"})) continue;
      std::vector<Who> found;
      for (const TokenRef subject : subjects_of(reading, verb)) add(found, scene.cast.all_of(subject));
      if (!found.empty()) return found;
    }
    if (s == 0) break;
  }
  return {};
}

std::vector<Who> state_of_place(const Scene& scene, const Who& place) {
  const std::string country = scene.cast.entity(place.entity).country;
  if (scene.cast.entity(place.entity).label != EntityLabel::place || country.empty()) return {};
  return {{scene.cast.entity_of_state(country), place.words, 0.75F}};
}

std::vector<Who> party_of(const Scene& scene, TokenRef t) {
  const Reading& reading = scene.reading;
  std::vector<Who> found = scene.cast.who(t);
  TokenRef at = t;
  while (found.empty() && reading.is(at, "nmod") && one_of(reading.lemma(reading.head(at)), {"one", "number", "group"})) at = reading.head(at);
  if (found.empty() && reading.has_child(at, "cop")) {
    if (const TokenRef subject = reading.child(at, "nsubj")) found = scene.cast.all_of(subject);
  }
  return found;
}

std::vector<Who> targets_of(const Scene& scene, TokenRef t, std::string_view type) {
  const Reading& reading = scene.reading;
  const Cast& cast = scene.cast;
  // What is condemned or supported may be a deed: it is its doer's.
  const bool deeds = one_of(type, {"COOPERATE", "ACCUSE", "REJECT", "SUPPORT", "PROTEST", "THREATEN", "SANCTION", "CONCEDE", "ASSAULT", "RETREAT", "AID", "COERCE", "REQUEST"});
  const bool harm = one_of(type, {"ASSAULT", "COERCE", "SANCTION"});
  std::vector<Who> found;
  for (const TokenRef part : reading.with_conjuncts(t)) {
    std::vector<Who> here = party_of(scene, part);
    if (here.empty() && deeds && (!cast.is_private(part) || (harm && scene.vocabulary.is_victim_word(reading.lemma(part))))) {
      here = owners_of(scene, part, one_of(type, {"SUPPORT", "AID", "CONCEDE"}) ? Belongs::to_a_friend : one_of(type, {"ACCUSE", "REJECT", "PROTEST"}) ? Belongs::to_its_doer : Belongs::in_any_way);
      if (here.empty() && !one_of(type, {"ASSAULT", "AID"})) here = doers_before(scene, part);
      for (Who& who : here) who.confidence *= 0.85F;
    }
    // "bombed Aleppo"
    if (here.empty() && harm) {
      for (const Who& place : cast.who(part, Wanted::place)) add(here, state_of_place(scene, place));
    }
    add(found, here);
  }
  return found;
}

}  // namespace kg::extract
