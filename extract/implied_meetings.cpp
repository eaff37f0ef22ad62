// Meetings that no single sentence tells: talks are announced and the next sentence says who takes part; one
// delegation's leader is named, then the other's.
#include <algorithm>
#include <optional>

#include "extract/meetings.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

std::vector<Who> subjects_of_verb(const Scene& scene, TokenRef verb) {
  std::vector<Who> all;
  for (const TokenRef subject : subjects_of(scene.reading, verb)) {
    for (const Who& who : scene.cast.all_of(subject)) {
      if (std::find(all.begin(), all.end(), who) == all.end()) all.push_back(who);
    }
  }
  return all;
}

/// The first meeting that sentence `s` names, with the verb that carries it.
std::optional<std::pair<TokenRef, TokenRef>> named_meeting(const Scene& scene, std::uint32_t s) {
  const Reading& reading = scene.reading;
  for (std::int32_t n = 0; n < reading.size(s); ++n) {
    const TokenRef noun{s, n};
    const text::Upos tag = reading.token(noun).upos;
    if ((tag != text::Upos::NOUN && tag != text::Upos::PROPN) || !names_meeting(scene, noun)) continue;
    // "led a delegation to Geneva for talks": what carries it may stand above other nouns.
    TokenRef above = reading.head(noun);
    while (above && reading.is(above, "obj") && reading.token(above).upos == text::Upos::NOUN) above = reading.head(above);
    return std::pair(noun, above && reading.token(above).upos == text::Upos::VERB ? above : noun);
  }
  return std::nullopt;
}

graph::Claim claim_of(const Scene& scene, TokenRef verb, TokenRef noun, TokenRef carrier, const std::vector<Who>& parties, std::string rule) {
  graph::Claim claim = new_claim(scene, graph::ClaimKind::meeting, verb, std::move(rule));
  const std::string& word = scene.reading.lower(noun);
  claim.type = word == "summit" ? "summit" : one_of(word, {"talks", "negotiations", "dialogue"}) ? "talks" : "meeting";
  claim.status = meeting_status(std::max(reality_of(scene.reading, verb, verb), reality_of(scene.reading, noun, carrier)));
  claim.when = when_of(scene, noun, carrier);
  settle_time(scene, claim);
  claim.text = std::string(scene.reading.form(noun));
  claim.confidence = 0.8F;
  for (const Who& party : parties) add_argument(claim, "participant", party);
  for (const Who& place : where_of(scene, noun, carrier)) {
    if (std::find(parties.begin(), parties.end(), place) == parties.end()) add_argument(claim, "place", place);
  }
  return claim;
}

/// "X led the American delegation", "the delegation was led by X": X; an entity of -1 if the verb is none of these.
Who delegation_leader(const Scene& scene, TokenRef verb) {
  const Reading& reading = scene.reading;
  if (reading.token(verb).upos != text::Upos::VERB || !one_of(reading.lemma(verb), {"lead", "head"})) return {};
  const std::vector<TokenRef> objects = objects_of(reading, verb);
  const bool delegation = std::ranges::any_of(objects, [&](TokenRef t) { return one_of(reading.lemma(t), {"delegation", "team", "side"}); });
  if (!delegation) return {};
  const std::vector<Who> leaders = subjects_of_verb(scene, verb);
  const bool person = leaders.size() == 1 && scene.cast.entity(leaders.front().entity).label == EntityLabel::person;
  return person ? leaders.front() : Who{};
}

}  // namespace

bool meets_by_taking_part(const Scene& scene, std::uint32_t s, std::vector<graph::Claim>& claims) {
  const Reading& reading = scene.reading;
  if (s == 0 || scene.cast.skipped(s) || scene.cast.skipped(s - 1)) return false;
  for (std::int32_t t = 0; t < reading.size(s); ++t) {
    const TokenRef verb{s, t};
    if (reading.token(verb).upos != text::Upos::VERB || reading.is(verb, "acl")) continue;
    const std::string_view lemma = reading.lemma(verb);
    const bool part = one_of(lemma, {"participate", "attend"}) || (lemma == "take" && t + 1 < reading.size(s) && reading.lower({s, t + 1}) == "part");
    if (!part) continue;
    const std::vector<Who> parties = subjects_of_verb(scene, verb);
    if (parties.size() < 2) return false;
    const auto meeting = named_meeting(scene, s - 1);
    if (!meeting) return false;
    claims.push_back(claim_of(scene, verb, meeting->first, meeting->second, parties, "taking part in what was announced"));
    return true;
  }
  return false;
}

void meet_as_delegations(const Scene& scene, std::vector<graph::Claim>& claims) {
  constexpr std::uint32_t reach = 3;  // sentences from one leader to the other
  Who leader;
  std::uint32_t told = 0;
  for (std::uint32_t s = 0; s < scene.reading.sentence_count(); ++s) {
    if (scene.cast.skipped(s)) continue;
    for (std::int32_t t = 0; t < scene.reading.size(s); ++t) {
      const Who next = delegation_leader(scene, {s, t});
      if (next.entity < 0) continue;
      const bool other_side = leader.entity >= 0 && next.entity != leader.entity && scene.cast.state_of(next.entity) != scene.cast.state_of(leader.entity) && s - told <= reach;
      // The talks are named with one of the leaders, or in the sentences that announce them.
      std::optional<std::pair<TokenRef, TokenRef>> meeting;
      for (std::uint32_t back = 0; other_side && !meeting && back <= std::min(reach, told); ++back) meeting = named_meeting(scene, told - back);
      if (meeting) claims.push_back(claim_of(scene, {s, t}, meeting->first, meeting->second, {leader, next}, "leaders of two delegations"));
      leader = next;
      told = s;
    }
  }
}

}  // namespace kg::extract
