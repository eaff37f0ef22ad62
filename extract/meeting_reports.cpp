// One meeting told more than once: two frames see it in one sentence ("met for talks with"), a gathering is named after
// the states whose ministers meet there, a state is told where its delegate is told beside. The fuller report stays.
#include <algorithm>
#include <set>

#include "extract/meetings.hpp"

namespace kg::extract {

namespace {

using Parties = std::set<EntityIndex>;

Parties parties_of(const graph::Claim& claim) {
  Parties all;
  for (const graph::Argument& argument : claim.arguments) {
    if (argument.role != "place" && argument.role != "topic") all.insert(argument.entity);
  }
  return all;
}

int richness(const graph::Claim& claim) {
  return static_cast<int>(claim.arguments.size()) + (claim.when.date ? 2 : 0) + (claim.type != "meeting" ? 1 : 0);
}

/// `one` tells nothing that `other` does not: fewer parties, no other day, a mood that goes with it.
bool is_within(const graph::Claim& one, const graph::Claim& other, bool one_first) {
  const Parties a = parties_of(one), b = parties_of(other);
  if (!std::ranges::includes(b, a)) return false;
  if (a == b && (one_first ? richness(one) >= richness(other) : richness(one) > richness(other))) return false;
  if (one.when.date && other.when.date && !one.when.date.agrees_with(other.when.date)) return false;
  if (one.times != other.times) return false;
  const bool same_mood = (one.status == graph::Status::held) == (other.status == graph::Status::held);
  // A cancelled or denied meeting is not a held one; of two views the less real wins.
  return same_mood || (a == b && one.status <= other.status);
}

/// Day and place of the report that goes.
void take_over(graph::Claim& fuller, const graph::Claim& other) {
  // The finer date of the two: "met on Tuesday, their third summit this year".
  if (other.when.date && (!fuller.when.date || other.when.date.unit() > fuller.when.date.unit())) fuller.when = other.when;
  if (std::ranges::any_of(fuller.arguments, [](const auto& argument) { return argument.role == "place"; })) return;
  for (const graph::Argument& argument : other.arguments) {
    if (argument.role == "place") fuller.arguments.push_back(argument);
  }
}

/// All parties stand in the name of the gathering: "the Chile-Peru Strategic Dialogue", not "Chile and Peru held a dialogue".
bool is_named_by_states(const Reading& reading, const graph::Claim& claim) {
  return std::ranges::all_of(claim.arguments, [&](const graph::Argument& argument) {
    if (argument.role == "place" || argument.role == "topic") return true;
    if (argument.mention.end > claim.words.begin) return false;
    const std::string_view between = slice(reading.text(), {argument.mention.end, claim.words.begin});
    for (std::size_t i = 1; i < between.size(); ++i) {
      const bool word = between[i - 1] == ' ' && between[i] >= 'a' && between[i] <= 'z';
      if (word && !between.substr(i).starts_with("and ")) return false;
    }
    return true;
  });
}

/// "Minister X led the delegation to the U.S.-Chile dialogue": X and Chile met, not the two states besides.
bool stand_for(const Cast& cast, const Parties& people, const Parties& parties) {
  if (std::ranges::includes(people, parties)) return false;
  return std::ranges::all_of(parties, [&](EntityIndex party) {
    const auto state = static_cast<std::int32_t>(party);
    const auto speaks_for_it = [&](EntityIndex one) {
      const auto who = static_cast<std::int32_t>(one);
      return cast.entity(who).label == EntityLabel::person && cast.state_of(who) == state;
    };
    return people.contains(party) || (cast.entity(state).label == EntityLabel::state && std::ranges::any_of(people, speaks_for_it));
  });
}

}  // namespace

std::vector<graph::Claim> distinct_reports(const Scene& scene, std::vector<graph::Claim> here) {
  std::vector<bool> dropped(here.size());
  for (std::size_t i = 0; i < here.size(); ++i) {
    for (std::size_t j = 0; j < here.size() && !dropped[i]; ++j) {
      if (i == j || dropped[j] || !is_within(here[i], here[j], i < j)) continue;
      take_over(here[j], here[i]);
      dropped[i] = true;
    }
  }
  for (std::size_t i = 0; i < here.size(); ++i) {
    const bool by_name = is_named_by_states(scene.reading, here[i]) || here[i].rule == "attending the gathering of a body";
    for (std::size_t j = 0; by_name && j < here.size() && !dropped[i]; ++j) {
      dropped[i] = j != i && !dropped[j] && stand_for(scene.cast, parties_of(here[j]), parties_of(here[i]));
    }
  }
  std::vector<graph::Claim> kept;
  for (std::size_t i = 0; i < here.size(); ++i) {
    if (!dropped[i]) kept.push_back(std::move(here[i]));
  }
  return kept;
}

void name_the_other_side(const Scene& scene, std::vector<graph::Claim>& claims) {
  constexpr std::uint32_t reach = 400;  // bytes between the two sentences
  const Cast& cast = scene.cast;
  std::erase_if(claims, [&](const graph::Claim& claim) {
    if (claim.kind != graph::ClaimKind::meeting) return false;
    const Parties two = parties_of(claim);
    if (two.size() != 2) return false;
    auto person = static_cast<std::int32_t>(*two.begin()), state = static_cast<std::int32_t>(*two.rbegin());
    if (cast.entity(person).label == EntityLabel::state) std::swap(person, state);
    if (cast.entity(person).label != EntityLabel::person || cast.entity(state).label != EntityLabel::state) return false;
    return std::ranges::any_of(claims, [&](const graph::Claim& other) {
      if (other.rule != "leaders of two delegations") return false;
      const bool near = other.sentence.begin < claim.sentence.end + reach && claim.sentence.begin < other.sentence.end + reach;
      const Parties leaders = parties_of(other);
      return near && leaders.contains(static_cast<EntityIndex>(person)) && std::ranges::any_of(leaders, [&](EntityIndex who) {
        return static_cast<std::int32_t>(who) != person && cast.state_of(static_cast<std::int32_t>(who)) == state;
      });
    });
  });
}

}  // namespace kg::extract
