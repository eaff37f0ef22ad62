#include "extract/party_words.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "extract/titles.hpp"

namespace kg::extract {

bool is_spokesman(const Cast& cast, std::int32_t person) {
  return person >= 0 && std::ranges::any_of(cast.titles()[static_cast<std::size_t>(person)], [](const Title& title) {
    const std::string folded = fold_name(title.title);
    return folded.find("spokes") != std::string::npos || folded.find("press secretary") != std::string::npos;
  });
}

std::vector<Who> PartyWords::in_role(const Match& match, const Filler& filler) const {
  std::vector<Who> found = is_owner(match, filler) || is_thing_with(match, filler) ? std::vector<Who>{} : cast_.all_of(filler.head);
  if (found.empty()) found = members_of(filler.head);
  if (found.empty()) found = named_by_title(filler.head);
  correct(match, filler, found);
  // "talked to the Russian people", "met Ukrainian troops": many people are not their state.
  if (one_of(reading_.lemma(filler.head), {"people", "troop", "soldier", "citizen", "public", "voter", "community", "family", "student", "refugee", "woman", "child", "worker", "sailor"})) {
    std::erase_if(found, [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::state; });
  }
  if (is_own_team(filler.head)) std::erase_if(found, [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::organization && cast_.entity(who.entity).kind != "igo"; });
  // "civil society leaders", "the French business community"
  bool crowd = false;
  for (std::int32_t t = filler.head.token - 1; t >= 0 && t > filler.head.token - 5 && cast_.mention_at({filler.head.sentence, t}) == nullptr; --t) {
    crowd = crowd || one_of(reading_.lower({filler.head.sentence, t}), {"society", "business", "community", "industry", "religious", "sector", "youth", "student", "labor", "corporate"});
  }
  if (crowd) std::erase_if(found, [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::state; });
  if (filler.path == "obl:to" && filler.role == "recipient") {
    // One speaks to a crowd, too; with a person one talks.
    std::erase_if(found, [&](const Who& who) { return reading_.lemma(match.trigger) == "speak" && cast_.entity(who.entity).label != EntityLabel::person; });
  }
  if (const std::int32_t person = titled_person(filler.head); person >= 0 && found.size() == 1) found.front().entity = person;
  return found;
}

/// What stands behind "of", "from" or "at", by the tree or else right behind the noun.
std::vector<TokenRef> PartyWords::behind_of(TokenRef head) const {
  std::vector<TokenRef> found;
  for (const std::int32_t c : reading_.children(head)) {
    if (one_of(reading_.case_words({head.sentence, c}), {"of", "from", "at"})) found.push_back({head.sentence, c});
  }
  std::int32_t next = head.token + 1;
  if (!found.empty() || next + 1 >= reading_.size(head.sentence) || !one_of(reading_.lower({head.sentence, next}), {"of", "from"})) return found;
  ++next;
  if (reading_.lower({head.sentence, next}) == "the" && next + 1 < reading_.size(head.sentence)) ++next;
  const Mention* mention = cast_.mention_at({head.sentence, next});
  if (mention != nullptr) found.push_back({head.sentence, mention->last - 1});
  return found;
}

/// "led a delegation with representatives from the ministry and the agency": his own people.
bool PartyWords::is_own_team(TokenRef head) const {
  constexpr std::int32_t reach = 24;
  const auto word = [&](std::int32_t t) { return std::string_view(reading_.lower({head.sentence, t})); };
  for (std::int32_t t = head.token; t >= 0 && head.token - t < reach; --t) {
    if (one_of(word(t), {"delegation", "team"}) && t + 2 < reading_.size(head.sentence)) {
      return one_of(word(t + 1), {"with", "of", "including"}) && one_of(word(t + 2), {"representatives", "members", "officials", "senior"});
    }
    if (t < head.token && reading_.token({head.sentence, t}).upos == text::Upos::VERB && word(t) != "including") return false;
  }
  return false;
}

/// "a range of French officials", "representatives of the country's government": those behind "of".
std::vector<Who> PartyWords::members_of(TokenRef head) const {
  if (!one_of(reading_.lemma(head), {"range", "number", "group", "series", "variety", "representative", "member", "official", "leader", "minister", "delegation"})) return {};
  std::vector<Who> found;
  for (const TokenRef child : behind_of(head)) {
    const bool official = one_of(reading_.lemma(child), {"official", "leader", "minister", "ambassador", "diplomat", "representative", "counterpart", "government"});
    if (official || cast_.mention_at(child) != nullptr) found = cast_.all_of(child);
    // "of the new French government"
    const bool government = found.empty() && one_of(reading_.lemma(child), {"government", "ministry"});
    if (const TokenRef owner = reading_.child(child, "nmod:poss"); government && owner) found = cast_.all_of(owner);
  }
  return found;
}

/// "Vietnamese Foreign Minister …" with a name that nobody knows for one: the state.
std::vector<Who> PartyWords::named_by_title(TokenRef head) const {
  constexpr std::int32_t reach = 9;
  if (cast_.mention_at(head) != nullptr || !reading_.upper_initial(head) || reading_.token(head).upos != text::Upos::PROPN) return {};
  bool title = false;
  for (std::int32_t t = head.token - 1; t >= std::max(0, head.token - reach); --t) {
    const TokenRef at{head.sentence, t};
    const Mention* mention = cast_.mention_at(at);
    if (mention != nullptr) return title && mention->demonym ? cast_.who(at) : std::vector<Who>{};
    if (!reading_.upper_initial(at) && !one_of(reading_.lower(at), {"of", "for", "and"})) return {};
    title = title || vocabulary_.is_title_head(reading_.lower(at));
  }
  return {};
}

/// Whom a pronoun means where the form of the text tells more than the words before it, and governments as states.
void PartyWords::correct(const Match& match, const Filler& filler, std::vector<Who>& found) const {
  const bool pronoun = reading_.token(filler.head).upos == text::Upos::PRON;
  const std::string& word = reading_.lower(filler.head);
  // An itinerary is told stop by stop: "In Oslo, he will meet …" is about the traveller, whoever was named last.
  const bool stop = reading_.sentence(match.trigger.sentence).opens_paragraph && one_of(reading_.lower({match.trigger.sentence, 0}), {"in", "at", "while", "from", "on"});
  // So is "He will then travel to Oslo to meet …".
  const bool next_stop = filler.head.token == 0 && reading_.size(filler.head.sentence) > 1 && reading_.lower({filler.head.sentence, 1}) == "will" && cast_.voice(filler.head.sentence) < 0;
  if (pronoun && (stop || next_stop) && traveller_ >= 0 && !is_spokesman(cast_, traveller_) && one_of(word, {"he", "she"}) && found.size() == 1) found.front().entity = traveller_;
  // A spokesman's "we" is the state that he speaks for.
  if (pronoun && one_of(word, {"we", "us", "our"}) && found.size() == 1 && cast_.entity(found.front().entity).label == EntityLabel::person) {
    const std::vector<Title>& titles = cast_.titles()[static_cast<std::size_t>(found.front().entity)];
    const bool speaks_for = is_spokesman(cast_, found.front().entity);
    const std::int32_t state = cast_.state_of(found.front().entity);
    if (titles.empty() || (speaks_for && state < 0)) found.clear();
    else if (speaks_for) found.front().entity = state;
  }
  // "Cuban American leaders" are Americans.
  if (one_of(reading_.lower(filler.head), {"leaders", "officials", "members", "community"})) {
    for (std::int32_t t = filler.head.token - 1; t > 0 && t > filler.head.token - 4; --t) {
      const Mention* second = cast_.mention_at({filler.head.sentence, t});
      const Mention* first = cast_.mention_at({filler.head.sentence, t - 1});
      if (second != nullptr && first != nullptr && second != first && second->demonym && first->demonym) found.clear();
      if (first != nullptr && first == second && first->demonym && first->name.ends_with(" American")) found.clear();
      if (first != nullptr && first->demonym && one_of(reading_.lower({filler.head.sentence, t}), {"american", "americans"})) found.clear();
    }
  }
  // "They", a delegation of several departments, are the people.
  if (pronoun && word == "they") {
    const auto person = [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::person; };
    if (std::ranges::any_of(found, person)) std::erase_if(found, [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::organization; });
  }
  for (Who& who : found) {
    const graph::Entity& body = cast_.entity(who.entity);
    if (body.label != EntityLabel::organization || !body.key.empty()) continue;
    // "Government of India", "G7 Leaders": the state or body whose they are.
    const std::string name = to_lower(body.name);
    const bool government = name.starts_with("government of ");
    const bool people = name.ends_with(" leaders") || name.ends_with(" ministers") || name.ends_with(" officials") || name.ends_with(" allies") || name.ends_with(" members") || name.ends_with(" representatives");
    if (!government && !people) continue;
    for (const Mention& mention : cast_.mentions_in(match.trigger.sentence)) {
      const bool inside = mention.entity >= 0 && mention.entity != who.entity && reading_.span(mention.sentence, mention.first, mention.last).overlaps(who.words);
      if (!inside) continue;
      const bool state = mention.label == EntityLabel::state;
      if (state || (people && mention.label == EntityLabel::organization && cast_.entity(mention.entity).kind == "igo")) who.entity = mention.entity;
    }
  }
}

/// "the Foreign Minister of Japan, Taro Sato", "the Minister of Trade and Industry Taro Sato": of a title that the
/// name follows, the person and not the state is meant; -1 if no name follows.
std::int32_t PartyWords::titled_person(TokenRef head) const {
  constexpr std::int32_t reach = 12;
  const std::uint32_t s = head.sentence;
  if (cast_.mention_at(head) != nullptr || !vocabulary_.is_title_head(reading_.lower(head))) return -1;
  for (std::int32_t t = head.token + 1; t < std::min(reading_.size(s), head.token + reach); ++t) {
    const Mention* mention = cast_.mention_at({s, t});
    if (mention != nullptr && mention->label == EntityLabel::person) {
      const std::string& before = reading_.lower({s, t - 1});
      const bool own_title = mention->outer < mention->first;
      return (before == "," || !own_title) && before != "and" && before != "with" ? mention->entity : -1;
    }
    const text::Upos tag = reading_.token({s, t}).upos;
    const bool inside = reading_.upper_initial({s, t}) || one_of(reading_.lower({s, t}), {"of", "the", "for", "and", ",", "'s", "’s", "to"});
    if (!inside || tag == text::Upos::VERB) return -1;
  }
  return -1;
}

/// "welcomed the minister's offer": what is welcomed is the offer.
bool PartyWords::is_owner(const Match& match, const Filler& filler) const {
  if (match.frame->trigger != ontology::Trigger::verb || filler.path != "obj") return false;
  const Mention* mention = cast_.mention_at(filler.head);
  if (mention == nullptr || mention->last >= reading_.size(mention->sentence)) return false;
  return one_of(reading_.lower({mention->sentence, mention->last}), {"'s", "’s", "'", "’"});
}

/// "discussed the situation with Syria": a state behind "with" belongs to the thing that is discussed.
bool PartyWords::is_thing_with(const Match& match, const Filler& filler) const {
  if (filler.role != "recipient") return false;
  bool thing = reading_.lemma(match.trigger) == "discuss" && reading_.head(filler.head) != match.trigger;
  if (one_of(reading_.lemma(match.trigger), {"talk", "speak"})) {
    // "talked about our cooperation with Syria"
    for (std::int32_t t = match.trigger.token + 1; t < filler.head.token; ++t) thing = thing || reading_.lower({match.trigger.sentence, t}) == "about";
  }
  if (!thing) return false;
  return std::ranges::none_of(cast_.all_of(filler.head), [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::person; });
}

bool PartyWords::are_hosts(TokenRef head) const {
  const std::string_view lemma = reading_.lemma(head);
  const bool plural = reading_.xpos(head) == "NNS" || reading_.xpos(head) == "NNPS";
  if (cast_.mention_at(head) != nullptr) return false;
  if (reading_.lower(head) == "government" && !reading_.has_child(head, "det") && !reading_.has_child(head, "amod") && !reading_.has_child(head, "nmod")) return true;  // "with government, civil society and …"
  if (!plural) return false;
  const bool official = one_of(lemma, {"official", "counterpart", "authority"});
  if (!official && !one_of(lemma, {"leader", "representative", "interlocutor", "minister"})) return false;
  bool of_government = official || is_government_too(head);
  for (const std::int32_t c : reading_.children(head)) {
    const TokenRef child{head.sentence, c};
    if (one_of(reading_.case_words(child), {"of", "from"})) return false;
    if (c > head.token || (!reading_.is(child, "amod") && !reading_.is(child, "compound") && !reading_.is(child, "nmod:poss"))) continue;
    const std::string& word = reading_.lower(child);
    of_government = of_government || one_of(word, {"government", "cabinet", "ministry"});
    if (is_government_too(head)) continue;
    if (!one_of(word, {"government", "cabinet", "ministry", "senior", "high-level", "high-ranking", "level", "top", "key", "other", "host", "national", "foreign", "his", "her", "their", "ministerial"})) return false;
  }
  return of_government;
}

/// "with government, civil society, and business leaders"
bool PartyWords::is_government_too(TokenRef head) const {
  for (std::int32_t t = head.token - 1; t > 0 && head.token - t < 10; --t) {
    const std::string& word = reading_.lower({head.sentence, t});
    if (word == "government") return true;
    if (!one_of(word, {",", "and", "civil", "society", "business", "private", "sector", "community", "religious", "industry", "senior", "local"})) return false;
  }
  return false;
}

/// The name at `t`; inside that of a policy ("the second U.S.-Chile Trade Dialogue") the state that it holds.
const Mention* PartyWords::party_at(TokenRef t) const {
  const Mention* mention = cast_.mention_at(t);
  if (mention == nullptr || mention->label != EntityLabel::policy) return mention;
  for (const Mention& inner : cast_.mentions_in(t.sentence)) {
    if (inner.first <= t.token && t.token < inner.last && inner.label == EntityLabel::state && inner.entity >= 0) return &inner;
  }
  return nullptr;
}

std::vector<Who> PartyWords::named_before(TokenRef noun, bool has_partner) const {
  std::vector<Who> found;
  std::int32_t at = noun.token - 1;
  int words = 0;
  while (at >= 0 && words < 4) {
    const TokenRef t{noun.sentence, at};
    const Mention* mention = party_at(t);
    if (mention == nullptr && cast_.mention_at(t) != nullptr) {
      --at;  // a word of the gathering's name
      continue;
    }
    const std::string& word = reading_.lower(t);
    if (mention != nullptr && mention->sentence == noun.sentence) {
      const bool inside = mention != cast_.mention_at(t);
      const std::vector<Who> who = inside ? std::vector<Who>{{mention->entity, reading_.span(mention->sentence, mention->first, mention->last), 0.9F}} : cast_.who({noun.sentence, mention->last - 1});
      if (mention->label == EntityLabel::organization && who.size() == 1 && found.empty() && words == 0 && !has_partner) {
        // "the G20 summit", "NATO talks": the name of the gathering, not a party.
        return {};
      }
      for (const Who& one : who) {
        if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
      }
      at = mention->first - 1;
      continue;
    }
    const text::Upos tag = reading_.token(t).upos;
    if (word == "-" || word == "–" || word == "and" || word == "/" || word == "'s" || word == "’s") {
      --at;
      continue;
    }
    if (tag == text::Upos::ADJ || tag == text::Upos::NOUN || tag == text::Upos::NUM || tag == text::Upos::PROPN) {
      if (found.size() == 1) break;
      ++words;
      --at;
      continue;
    }
    break;
  }
  return found.size() >= (has_partner ? 1U : 2U) ? found : std::vector<Who>{};
}

}  // namespace kg::extract
