// Journeys lend their place and day to the meetings of those who make them: "The Secretary will travel to Berlin on
// June 23. He will meet Chancellor Merkel."
#include <algorithm>
#include <set>

#include "extract/meetings.hpp"

namespace kg::extract {

namespace {

class JourneyReader {
 public:
  explicit JourneyReader(const Scene& scene) : scene_(scene), reading_(scene.reading), cast_(scene.cast) {}

  std::vector<Journey> run() {
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (cast_.skipped(s)) continue;
      opening(s);
      for (std::int32_t t = 0; t < reading_.size(s); ++t) read({s, t});
    }
    return std::move(found_);
  }

 private:
  static bool is_move(std::string_view lemma) {
    return one_of(lemma, {"travel", "visit", "fly", "arrive", "go", "head", "lead", "come", "depart", "journey", "tour", "begin", "start", "conclude", "stop"});
  }

  void add_places(std::vector<Who>& places, const std::vector<Who>& found) const {
    for (const Who& where : found) {
      if (cast_.entity(where.entity).label == EntityLabel::organization) continue;
      if (std::find(places.begin(), places.end(), where) == places.end()) places.push_back(where);
    }
  }

  /// The places that hang on `from`: "to Berlin", "to a conference in Tashkent"; with `direct` an object, too.
  void places_of(TokenRef from, bool direct, std::vector<Who>& places) const {
    for (const std::int32_t c : reading_.children(from)) {
      const TokenRef child{from.sentence, c};
      const std::string words = reading_.case_words(child);
      if (!(direct && reading_.relation(child) == "obj") && !one_of(words, {"to", "in", "into", "at"})) continue;
      const std::vector<Who> here = cast_.all_of(child, Wanted::place);
      add_places(places, here);
      if (!here.empty() || !names_meeting(scene_, child)) continue;
      for (const std::int32_t d : reading_.children(child)) {
        const TokenRef inner{from.sentence, d};
        if (one_of(reading_.case_words(inner), {"in", "at"})) add_places(places, cast_.all_of(inner, Wanted::place));
      }
    }
  }

  /// "Oslo, Norway" is one stop, so are "Bern and Basel, Switzerland"; "Brussels and Berlin" are two.
  bool is_one_stop(const std::vector<Who>& places) const {
    int stops = 0;
    std::set<std::string> countries;
    for (const Who& place : places) {
      const graph::Entity& entity = cast_.entity(place.entity);
      countries.insert(entity.label == EntityLabel::state ? entity.key : entity.country);
    }
    if (countries.size() == 1 && !countries.begin()->empty()) return true;
    for (const Who& place : places) {
      const bool around = std::ranges::any_of(places, [&](const Who& other) { return !(other == place) && cast_.entity(other.entity).country == cast_.entity(place.entity).key; });
      stops += !around || cast_.entity(place.entity).key.empty();
    }
    return stops == 1;
  }

  void finish(Journey journey, TokenRef trigger, TokenRef carrier, const std::vector<Who>& who) {
    for (const Who& one : who) {
      journey.travellers.insert(one.entity);
      journey.travellers.insert(cast_.state_of(one.entity));
    }
    journey.travellers.erase(-1);
    if (journey.travellers.empty()) return;
    if (!is_one_stop(journey.places)) journey.places.clear();
    journey.when = when_of(scene_, trigger, carrier);
    if (!journey.when.date) {
      // Any day of the sentence is the journey's if the sentence tells of nothing else.
      for (const text::TimeExpression& time : reading_.sentence(trigger.sentence).times) {
        if (time.type != text::TimeType::date || !time.date || time.date.unit() == DateUnit::year || journey.when.date) continue;
        journey.when = {time.date, time.from, time.to, std::string(slice(reading_.text(), time.span)), time.span, std::string(time.rule)};
      }
    }
    found_.push_back(std::move(journey));
  }

  std::vector<Who> people_before(std::uint32_t s, std::int32_t end) const {
    std::vector<Who> who;
    for (const Mention& mention : cast_.mentions_in(s)) {
      if (mention.first < end && mention.label == EntityLabel::person && mention.entity >= 0) who.push_back({mention.entity, {}, 1});
    }
    return who;
  }

  /// "In Berlin, the Secretary will …": what follows happens there.
  void opening(std::uint32_t s) {
    if (reading_.size(s) < 5 || !one_of(reading_.lower({s, 0}), {"in", "at", "while"})) return;
    std::int32_t at = reading_.lower({s, 0}) == "while" ? 2 : 1;
    if (reading_.lower({s, at}) == "the") ++at;
    // Not mention_at(): "While in Oslo President Smith will" may read as a title with a city.
    const std::span<const Mention> mentions = cast_.mentions_in(s);
    const auto found = std::ranges::find_if(mentions, [&](const Mention& one) { return one.first == at && one.label != EntityLabel::person; });
    const Mention* mention = found == mentions.end() ? nullptr : &*found;
    if (mention == nullptr || mention->demonym || (mention->label != EntityLabel::place && mention->label != EntityLabel::state)) return;
    Journey journey{.sentence = s, .travellers = {}, .places = {}, .when = {}};
    if (mention->entity >= 0) add_places(journey.places, {{mention->entity, reading_.span(s, mention->first, mention->last), 1}});
    if (journey.places.empty()) return;
    std::vector<Who> who;
    for (std::int32_t t = mention->last; t < reading_.size(s); ++t) {
      if (reading_.token({s, t}).upos != text::Upos::VERB) continue;
      for (const TokenRef subject : subjects_of(reading_, {s, t})) {
        const std::vector<Who> all = cast_.all_of(subject);
        who.insert(who.end(), all.begin(), all.end());
      }
      if (!who.empty()) return finish(std::move(journey), {s, t}, {s, t}, who);
    }
  }

  void read(TokenRef at) {
    const std::uint32_t s = at.sentence;
    const text::Upos tag = reading_.token(at).upos;
    const bool verb = tag == text::Upos::VERB && is_move(reading_.lemma(at));
    const bool noun = (tag == text::Upos::NOUN || tag == text::Upos::PROPN) && one_of(reading_.lower(at), {"visit", "trip", "travel", "tour", "delegation", "stop"});
    if (!verb && !noun) return;
    if (verb && reading_.case_words(at) == "before") return;  // a later stop
    // "began her trip in Oslo", not "the flow began in May"
    const bool of_trip = one_of(reading_.lemma(at), {"begin", "start", "conclude", "lead"});
    if (verb && of_trip && std::ranges::none_of(reading_.children(at), [&](std::int32_t c) { return one_of(reading_.lemma({s, c}), {"trip", "visit", "tour", "journey", "travel", "delegation", "team"}); })) return;
    Journey journey{.sentence = s, .travellers = {}, .places = {}, .when = {}};
    places_of(at, verb, journey.places);
    if (verb) {
      for (const std::int32_t c : reading_.children(at)) {
        if (reading_.relation({s, c}) == "obj") places_of({s, c}, false, journey.places);  // "led a delegation to P"
      }
      // The tree may hang the place elsewhere: "travelled … to P" in one stretch.
      const std::int32_t reach = reading_.lemma(at) == "lead" ? 40 : 12;  // whom a delegation is of, stands before where it goes
      for (std::int32_t k = at.token + 1; k < std::min(reading_.size(s), at.token + reach) && journey.places.empty(); ++k) {
        if (reading_.token({s, k}).upos == text::Upos::VERB) break;
        const Mention* mention = cast_.mention_at({s, k});
        const bool place = mention != nullptr && (mention->label == EntityLabel::place || mention->label == EntityLabel::state);
        if (place && reading_.lower({s, k - 1}) == "to") journey.places = cast_.who({s, k}, Wanted::place);
      }
    }
    if (journey.places.empty()) return;
    const TokenRef carrier = verb ? at : reading_.clause(at);
    std::vector<Who> who;
    for (const TokenRef subject : subjects_of(reading_, carrier)) {
      const std::vector<Who> all = cast_.all_of(subject);
      who.insert(who.end(), all.begin(), all.end());
    }
    // A headline or a long subject: everybody named before the journey goes.
    const std::vector<Who> named = people_before(s, at.token);
    who.insert(who.end(), named.begin(), named.end());
    finish(std::move(journey), at, carrier, who);
  }

  const Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::vector<Journey> found_;
};

}  // namespace

std::vector<Journey> find_journeys(const Scene& scene) { return JourneyReader(scene).run(); }

void settle_by_journeys(const Scene& scene, const std::vector<Journey>& journeys, std::vector<graph::Claim>& claims) {
  constexpr std::uint32_t reach = 12;   // sentences; later ones rarely still tell of the journey
  constexpr std::uint32_t near_by = 3;
  if (journeys.empty()) return;
  std::vector<std::uint32_t> starts;
  for (std::uint32_t s = 0; s < scene.reading.sentence_count(); ++s) starts.push_back(scene.reading.sentence(s).span.begin);
  for (graph::Claim& claim : claims) {
    if (claim.kind != graph::ClaimKind::meeting || claim.type == "call" || claim.times > 1) continue;
    if (claim.status == graph::Status::denied) continue;  // what has not been has no stop of its own
    const auto s = static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), claim.sentence.begin) - starts.begin() - 1);
    const bool has_place = std::ranges::any_of(claim.arguments, [](const auto& argument) { return argument.role == "place"; });
    if (has_place && claim.when.date) continue;
    const Journey* where = nullptr;
    const Journey* when = nullptr;
    for (const Journey& journey : journeys) {
      if (journey.sentence > s || s - journey.sentence > reach) continue;
      const bool travels = std::ranges::any_of(claim.arguments, [&](const auto& argument) {
        const auto entity = static_cast<std::int32_t>(argument.entity);
        // Whom a state sends is only sure near by.
        const bool near = scene.cast.entity(entity).label == EntityLabel::person || s - journey.sentence <= near_by;
        return near && argument.role != "place" && argument.role != "topic" && journey.travellers.contains(entity);
      });
      if (!travels) continue;
      where = &journey;
      if (journey.when.date) when = &journey;
    }
    const bool same_time = where != nullptr && (where->sentence == s || !claim.when.date || !where->when.date || where->when.date.agrees_with(claim.when.date));
    if (!has_place && same_time) {
      for (const Who& place : where->places) {
        const bool party = std::ranges::any_of(claim.arguments, [&](const auto& argument) { return argument.entity == static_cast<EntityIndex>(place.entity); });
        if (!party) add_argument(claim, "place", place);
      }
    }
    if (!claim.when.date && claim.when.phrase.empty() && when != nullptr) {
      claim.when = when->when;
      claim.when.rule = "date of the journey: " + claim.when.rule;
      settle_time(scene, claim);
    }
  }
}

}  // namespace kg::extract
