// Whose office it is: the states and bodies of titles that the text gives without them.
#include "extract/cast.hpp"

#include <algorithm>
#include <map>

#include "base/utf8.hpp"
#include "extract/titles.hpp"

namespace kg::extract {

namespace {

/// Offices that the United States do not have.
bool is_parliamentary(std::string_view folded) {
  for (const std::string_view word : {"minister", "king", "queen", "premier", "prince", "princess", "emir", "sultan", "chancellor", "supreme leader"}) {
    if (folded.find(word) != std::string_view::npos) return true;
  }
  return false;
}

/// "fellow Republican representative" without what is no part of the seat.
std::string seat_of(std::string_view folded) {
  std::string seat;
  for (const std::string& word : split_words(folded)) {
    if (one_of(word, {"fellow", "republican", "democratic", "democrat", "independent", "senior", "junior", "then", "us", "united", "states"})) continue;
    seat += (seat.empty() ? "" : " ") + word;
  }
  return seat;
}

}  // namespace

std::int32_t Cast::state_of(std::int32_t at) const {
  if (at < 0) return -1;
  const graph::Entity& who = entity(at);
  if (who.label == EntityLabel::state) return at;
  if (who.label == EntityLabel::organization) return who.country.empty() ? -1 : find_state(who.country);
  for (const Title& title : titles_[static_cast<std::size_t>(at)]) {
    const bool sent_there = title.of >= 0 && title.title.ends_with(" to " + entity(title.of).name);  // "ambassador to Kenya"
    if (title.of >= 0 && entity(title.of).label == EntityLabel::state && !sent_there) return title.of;
  }
  for (const Title& title : titles_[static_cast<std::size_t>(at)]) {
    if (title.of >= 0 && entity(title.of).label == EntityLabel::organization && !entity(title.of).country.empty()) return find_state(entity(title.of).country);
  }
  return -1;
}

/// An office of a state that the text gives without the state ("President Obama"): the state of another
/// office of the same person; of the same office elsewhere; else the one state that the article is about,
/// if it is clearly one.
void Cast::work_out_states() {
  std::map<std::int32_t, int> weight;
  for (const Mention& mention : mentions_) {
    const std::int32_t state = mention.government.empty() ? (mention.label == EntityLabel::state ? mention.entity : -1) : find_state(mention.government);
    if (state >= 0) weight[state] += 2;
    if (mention.label == EntityLabel::organization && mention.entity >= 0 && !entity(mention.entity).country.empty()) {
      const std::int32_t home = find_state(entity(mention.entity).country);
      if (home >= 0) weight[home] += 2;
    }
  }
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    const std::vector<Title> told = titles_[e];
    for (Title& title : titles_[e]) {
      if (title.of >= 0 || !title.of_state) continue;
      // The body of the same office; else a state; else any body, but "President Novak" is not the party's, whose chairman he is.
      const std::string head = head_word(fold_name(title.title));
      const bool of_states_only = one_of(head, {"president", "minister", "king", "queen", "premier", "chancellor", "emir", "sultan"});
      std::int32_t known = -1, best = 0;
      for (const Title& other : told) {
        if (other.of < 0 || entity(other.of).label == EntityLabel::place) continue;
        const bool state = entity(other.of).label == EntityLabel::state;
        const std::int32_t rank = head_word(fold_name(other.title)) == head ? 3 : state ? 2 : of_states_only ? 0 : 1;
        if (rank > best) {
          best = rank;
          known = other.of;
        }
      }
      if (known < 0) continue;
      title.of = known;
      title.confidence = 0.9F;
      title.basis = "title; of the body of another title";
    }
  }
  states_of_figures();
  states_from_lists();
  states_of_those_served();
  states_of_own_titles();
  states_from_places();
  const auto weight_of = [&](std::int32_t state) { return weight.contains(state) ? weight.at(state) : 0; };
  // Offices that a state has at all and nobody else holds.
  const std::int32_t united_states = find_state("state:USA");
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (Title& title : titles_[e]) {
      if (title.of >= 0 || !title.of_state) continue;
      const std::string folded = fold_name(title.title);
      // Governors, generals and spokespersons may be anybody's.
      const ontology::Office* office = vocabulary_.ontology().office(seat_of(folded));
      const bool of_a_state = head_word(folded) == "minister" || (office != nullptr && (one_of(office->rank, {"head_of_state", "head_of_government", "minister"}) ||
                                                                                        one_of(office->title, {"opposition leader", "senator", "representative", "presidential candidate"})));
      // "a police spokesman": of whose police the article tells
      const bool of_its_organ = one_of(head_word(folded), {"spokesman", "spokeswoman", "spokesperson"}) && one_of(folded.substr(0, folded.find(' ')), {"police", "military", "army", "government"});
      if (!(of_a_state || of_its_organ) || one_of(folded.substr(0, folded.find(' ')), {"regional", "provincial", "local"})) continue;
      const bool foreign = is_parliamentary(folded);
      std::int32_t best = -1;
      int best_weight = 0, second = 0;
      for (const auto& [state, count] : weight) {
        if (foreign && state == united_states) continue;
        if (title.mode != "former" && is_taken(state, e, folded)) continue;
        if (count > best_weight) {
          second = best_weight;
          best_weight = count;
          best = state;
        } else {
          second = std::max(second, count);
        }
      }
      // American texts leave out the state of their own president only.
      const bool elsewhere = one_of(folded, {"president", "vice president"}) && best >= 0 && best_weight > weight_of(united_states) && is_told_elsewhere(united_states, e, folded);
      if (!foreign && !elsewhere && united_states >= 0 && weight.contains(united_states) && !is_taken(united_states, e, folded) && best_weight < 5 * weight.at(united_states)) {
        title.of = united_states;
        title.confidence = 0.6F;
        title.basis = "title; of the state that the article is about";
      } else if (best >= 0 && best_weight > second) {
        title.of = best;
        title.confidence = 0.6F;
        title.basis = "title; of the state that the article is about";
      }
    }
  }
  offices_of_chambers();
}

/// "Senator Novak" sits in the Senate that the article names, a representative in its House, both in its Congress; without
/// such a body the office stays the state's.
void Cast::offices_of_chambers() {
  std::int32_t senate = -1, house = -1, congress = -1;
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    if (entities_[e].label != EntityLabel::organization) continue;
    const std::string folded = fold_name(entities_[e].name);
    const auto at = static_cast<std::int32_t>(e);
    if (senate < 0 && (entities_[e].key == "org:us-senate" || folded == "senate")) senate = at;
    if (house < 0 && (entities_[e].key == "org:us-house-of-representatives" || folded == "house of representatives")) house = at;
    if (congress < 0 && entities_[e].key == "org:us-congress") congress = at;
  }
  if (senate < 0 && house < 0 && congress < 0) return;
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (Title& title : titles_[e]) {
      if (title.of >= 0 && entity(title.of).label != EntityLabel::state) continue;
      const ontology::Office* office = vocabulary_.ontology().office(seat_of(fold_name(title.title)));
      if (office == nullptr || office->rank != "legislator") continue;
      const std::vector<std::string> words = split_words(fold_name(title.title));
      const auto says = [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); };
      std::int32_t chamber = office->title == "senator" || says("senate") ? senate : one_of(office->title, {"representative", "speaker"}) || says("house") ? house : -1;
      if (chamber < 0 && one_of(office->title, {"senator", "representative"})) chamber = congress;
      if (chamber < 0) continue;
      std::string& country = entities_[static_cast<std::size_t>(chamber)].country;
      const bool told = title.of >= 0 && title.confidence > 0.65F;
      if (country.empty() && told) country = entity(title.of).key;
      if (told && entity(title.of).key != country) continue;
      title.of = chamber;
      title.confidence = 0.85F;
      title.basis = "title; of the chamber that the article names";
    }
  }
}

/// Titles that one state alone uses.
void Cast::states_of_own_titles() {
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (Title& title : titles_[e]) {
      if (title.of >= 0 || !title.of_state) continue;
      // "Assistant Secretary of State for Trade Policy"
      const std::string folded = fold_name(title.title);
      std::string_view owner = vocabulary_.ontology().owner(folded);
      if (owner.empty()) owner = vocabulary_.ontology().owner(std::string_view(folded).substr(0, folded.find(" for ")));
      if (owner.empty()) continue;
      const std::int32_t state = entity_of_state(owner);
      title.of = state;
      title.confidence = 0.7F;
      title.basis = "title that one state alone uses";
    }
  }
}

/// Somebody else holds this office of `state` in this article.
bool Cast::is_taken(std::int32_t state, std::size_t but, const std::string& folded_title) const {
  for (std::size_t other = 0; other < titles_.size(); ++other) {
    if (other == but || entities_[other].label != EntityLabel::person) continue;
    for (const Title& theirs : titles_[other]) {
      if (theirs.of == state && theirs.mode.empty() && theirs.confidence > 0.65F && fold_name(theirs.title) == folded_title) return true;
    }
  }
  return false;
}

/// Somebody held this office, now or before, of another state than `state` in this article.
bool Cast::is_told_elsewhere(std::int32_t state, std::size_t but, const std::string& folded_title) const {
  for (std::size_t other = 0; other < titles_.size(); ++other) {
    if (other == but || entities_[other].label != EntityLabel::person) continue;
    for (const Title& theirs : titles_[other]) {
      if (theirs.of >= 0 && theirs.of != state && entity(theirs.of).label == EntityLabel::state && theirs.confidence > 0.65F && fold_name(theirs.title) == folded_title) return true;
    }
  }
  return false;
}

/// "President Obama": whose president that is, everybody knows.
void Cast::states_of_figures() {
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (Title& title : titles_[e]) {
      if (title.of >= 0 || !title.of_state) continue;
      std::string_view whose = vocabulary_.ontology().whose(fold_name(title.title), fold_name(entities_[e].name));
      // "Joseph R. Novak, Jr." is called "Novak" elsewhere.
      for (const std::string& alias : entities_[e].aliases) {
        if (whose.empty()) whose = vocabulary_.ontology().whose(fold_name(title.title), fold_name(alias));
      }
      if (whose.empty()) continue;
      title.of = find_state(whose);
      title.of_state = title.of >= 0;  // a state that the article does not name: no other one may stand in
      title.confidence = 0.9F;
      title.basis = "title; of the state that is known to be theirs";
    }
  }
}

/// "Chancellor Novak's spokesman", "an adviser to President Novak": of the state for which the other holds office.
void Cast::states_of_those_served() {
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    for (Title& title : titles_[e]) {
      if (title.of >= 0 || title.serves < 0 || title.serves == static_cast<std::int32_t>(e)) continue;
      const std::string head = head_word(fold_name(title.title));
      const bool serves = one_of(head, {"adviser", "advisor", "aide", "assistant", "spokesman", "spokeswoman", "spokesperson", "secretary", "chief", "envoy", "representative", "deputy", "minister", "counselor", "ambassador"});
      const std::int32_t state = serves ? state_of(title.serves) : -1;
      if (state < 0) continue;
      title.of = state;
      title.confidence = 0.8F;
      title.basis = "title; of the state of whom the office serves";
    }
  }
}

/// "Israeli President Rivlin, Prime Minister Netanyahu and Foreign Minister Ashkenazi": one state for the list.
void Cast::states_from_lists() {
  for (std::size_t m = 1; m < mentions_.size(); ++m) {
    const Mention& mention = mentions_[m];
    if (mention.label != EntityLabel::person || mention.entity < 0 || mention.outer >= mention.first) continue;
    std::size_t before = m;
    while (before > 0 && mentions_[before - 1].sentence == mention.sentence &&
           (mentions_[before - 1].label != EntityLabel::person || mentions_[before - 1].last > mention.outer)) {
      --before;
    }
    if (before == 0 || mentions_[before - 1].sentence != mention.sentence) continue;
    const Mention& previous = mentions_[before - 1];
    if (previous.entity < 0 || previous.entity == mention.entity) continue;
    bool list = mention.outer > previous.last;
    for (std::int32_t t = previous.last; t < mention.outer && list; ++t) list = one_of(reading_.lower({mention.sentence, t}), {",", "and", "&", ";"});
    if (!list) continue;
    const std::int32_t state = state_of(previous.entity);
    if (state < 0) continue;
    for (Title& title : titles_[static_cast<std::size_t>(mention.entity)]) {
      if (title.of >= 0 || !title.of_state || title.sentence != mention.sentence) continue;
      title.of = state;
      title.confidence = 0.85F;
      title.basis = "title; of the state of the list";
    }
  }
}

/// "travel to Cairo to meet with President Sisi": who is met in a capital holds office there.
void Cast::states_from_places() {
  for (const Mention& mention : mentions_) {
    if (mention.label != EntityLabel::person || mention.entity < 0 || mention.outer >= mention.first) continue;
    const TokenRef top = head_of(mention);
    if (reading_.is(top, "nsubj")) continue;
    std::int32_t state = -1;
    for (const Mention& place : mentions_) {
      if (place.sentence != mention.sentence || place.nested || place.demonym) continue;
      if (place.label != EntityLabel::place && place.label != EntityLabel::state) continue;
      const TokenRef where = head_of(place);
      const std::string words = reading_.case_words(where);
      if (words != "in" && words != "to") continue;
      std::int32_t here = place.label == EntityLabel::state ? place.entity : place.government.empty() ? -1 : find_state(place.government);
      if (here < 0 && place.entity >= 0 && !entity(place.entity).country.empty()) here = find_state(entity(place.entity).country);
      if (here >= 0 && place.first < mention.first) state = here;
    }
    if (state < 0) continue;
    for (Title& title : titles_[static_cast<std::size_t>(mention.entity)]) {
      if (title.of >= 0 || !title.of_state || title.sentence != mention.sentence) continue;
      title.of = state;
      title.confidence = 0.7F;
      title.basis = "title; of the state that is visited";
    }
  }
}

std::int32_t Cast::holder(std::string_view head, std::int32_t of) const {
  std::int32_t found = -1;
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (const Title& title : titles_[e]) {
      if (title.of != of || title.mode == "former") continue;
      const std::string folded = fold_name(title.title);
      const auto is_second = [](std::string_view words) { return words.starts_with("vice ") || words.starts_with("deputy "); };
      if (is_second(folded) != is_second(head)) continue;  // "the president" is not the vice president
      // "The leader" may be any head of state or government.
      const bool same = head_word(folded) == head || folded == head || folded.ends_with(head) ||
                        (head == "leader" && one_of(head_word(folded), {"president", "minister", "chancellor", "premier", "king", "emir", "leader"}) &&
                         folded.find("foreign") == std::string::npos && folded.find("defen") == std::string::npos && folded.find("vice") == std::string::npos &&
                         (head_word(folded) != "minister" || folded.find("prime") != std::string::npos));
      if (!same) continue;
      if (found >= 0 && found != static_cast<std::int32_t>(e)) return -1;
      found = static_cast<std::int32_t>(e);
    }
  }
  return found;
}

}  // namespace kg::extract
