// Meetings in forms of text that are no prose: transcripts, whose speakers meet, and captions of pictures.
#include <algorithm>
#include <set>

#include "extract/meetings.hpp"

namespace kg::extract {

namespace {

/// Whom somebody speaks for: a state, else a body of several states; -1 if unknown.
std::int32_t side_of(const Cast& cast, std::int32_t person) {
  if (const std::int32_t state = cast.state_of(person); state >= 0) return state;
  for (const Title& title : cast.titles()[static_cast<std::size_t>(person)]) {
    if (title.of >= 0 && cast.entity(title.of).kind == "igo") return title.of;
  }
  return -1;
}

bool is_greeting(const Reading& reading, std::uint32_t s) {
  for (std::int32_t t = 0; t < reading.size(s); ++t) {
    if (one_of(reading.lower({s, t}), {"pleasure", "welcome", "honor", "honour", "thank", "thanks", "delighted", "glad", "wonderful", "grateful", "pleased", "hosting"})) return true;
  }
  return false;
}

/// "welcome you here at the ministry"
bool says_here(const Reading& reading, std::uint32_t s) {
  for (std::int32_t t = 0; t < reading.size(s); ++t) {
    if (reading.lower({s, t}) == "here") return true;
  }
  return false;
}

/// The places behind "in", "at" or "to" in a sentence.
std::vector<Who> places_in(const Scene& scene, std::uint32_t s) {
  std::vector<Who> places;
  for (const Mention& mention : scene.cast.mentions_in(s)) {
    if (mention.nested || mention.demonym || mention.first == 0) continue;
    std::int32_t before = mention.first - 1;
    if (scene.reading.lower({s, before}) == "the" && before > 0) --before;
    if (!one_of(scene.reading.lower({s, before}), {"in", "at", "to"})) continue;
    for (const Who& place : scene.cast.who({s, mention.last - 1}, Wanted::place)) {
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }
  }
  return places;
}

/// "The Leela Palace Hotel", "New Delhi, India": lines of the heading that are places and nothing else.
std::vector<Who> heading_places(const Scene& scene) {
  constexpr std::uint32_t heading = 8;  // sentences
  const Reading& reading = scene.reading;
  std::vector<Who> places;
  for (std::uint32_t s = 0; s < std::min(heading, reading.sentence_count()) && scene.cast.voice(s) < 0; ++s) {
    const Mention* first = reading.size(s) == 0 ? nullptr : scene.cast.mention_at({s, reading.lower({s, 0}) == "the" ? 1 : 0});
    if (!reading.sentence(s).opens_paragraph || reading.size(s) > 8 || first == nullptr || first->demonym) continue;
    if (first->label != EntityLabel::place && first->label != EntityLabel::state) continue;
    bool only = true;
    for (std::int32_t t = first->last; t < reading.size(s); ++t) {
      only = only && (reading.token({s, t}).upos == text::Upos::PUNCT || scene.cast.mention_at({s, t}) != nullptr);
    }
    if (only) places.push_back({first->entity, reading.span(s, first->first, first->last), 0.9F});
  }
  return places;
}

}  // namespace

void meet_in_transcripts(const Scene& scene, std::vector<graph::Claim>& claims) {
  const Reading& reading = scene.reading;
  const Cast& cast = scene.cast;
  std::vector<std::int32_t> voices;
  for (std::uint32_t s = 0; s < reading.sentence_count(); ++s) {
    const std::int32_t voice = cast.voice(s);
    if (voice >= 0 && std::find(voices.begin(), voices.end(), voice) == voices.end()) voices.push_back(voice);
  }
  if (voices.size() < 2 || voices.size() > 4) return;
  std::set<std::pair<std::int32_t, std::int32_t>> told;
  for (std::uint32_t s = 0; s < reading.sentence_count(); ++s) {
    const std::int32_t voice = cast.voice(s);
    if (voice < 0 || !is_greeting(reading, s)) continue;
    std::set<std::int32_t> greeted;
    for (const Mention& mention : cast.mentions_in(s)) {
      if (mention.label == EntityLabel::person && mention.entity != voice) greeted.insert(mention.entity);
    }
    for (const std::int32_t other : voices) {
      // "Thank you very much, Mr. Secretary" names nobody; of two speakers it is the other one.
      if (other == voice || (!greeted.contains(other) && (voices.size() > 2 || s > 40))) continue;
      // A spokesman who hands over to his chief does not meet him.
      const std::int32_t one_side = side_of(cast, voice), other_side = side_of(cast, other);
      if (one_side < 0 || other_side < 0 || one_side == other_side) continue;
      if (!told.insert(std::minmax(voice, other)).second) continue;
      graph::Claim claim = new_claim(scene, graph::ClaimKind::meeting, {s, 0}, "speakers of one transcript");
      claim.type = "meeting";
      claim.status = graph::Status::held;
      claim.confidence = 0.8F;
      claim.text = "remarks";
      if (const Date published = reading.document().published) {
        claim.when.date = claim.when.from = claim.when.to = published;
        claim.when.rule = "day of publication of a transcript";
      }
      add_argument(claim, "participant", {voice, {}, 0.8F});
      add_argument(claim, "participant", {other, {}, 0.8F});
      std::vector<Who> places = heading_places(scene);
      if (places.empty() || says_here(reading, s)) {
        for (const Who& place : places_in(scene, s)) {
          if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
        }
      }
      for (const Who& place : places) {
        if (place.entity != one_side && place.entity != other_side) add_argument(claim, "place", place);
      }
      claims.push_back(std::move(claim));
    }
  }
}

namespace {

/// The word by which the first two people of a caption meet: "A, left, greets B", "A, right, and B arrive for their
/// meeting"; -1 if none does.
std::int32_t deed_of_caption(const Scene& scene, std::uint32_t s, const Mention& first, const Mention& second) {
  const Reading& reading = scene.reading;
  const auto next = [&](std::int32_t t) { return t + 1 < reading.size(s) ? std::string_view(reading.lower({s, t + 1})) : std::string_view(); };
  bool joined = false;
  for (std::int32_t t = first.last; t < second.outer; ++t) {
    const std::string& word = reading.lower({s, t});
    if (one_of(word, {"greets", "meets", "welcomes", "receives", "greeted", "met", "welcomed", "hosts"})) return t;
    if (one_of(word, {"shakes", "shake", "shook"}) && next(t) == "hands") return t;
    if (one_of(word, {"speaks", "talks", "speak", "talk", "poses", "sits", "walks"}) && one_of(next(t), {"with", "to"})) return t;
    joined = joined || word == "and" || (word == "," && t + 1 == second.outer);
    if (reading.token({s, t}).upos == text::Upos::VERB && !one_of(word, {"left"})) return -1;
  }
  if (!joined) return -1;
  for (std::int32_t t = second.last; t < reading.size(s); ++t) {
    const std::string& word = reading.lower({s, t});
    if (one_of(word, {"chat", "talk", "meet"}) || (one_of(word, {"shake", "shook"}) && next(t) == "hands")) return t;
    if (one_of(word, {"their"}) && t + 1 < reading.size(s) && names_meeting(scene, {s, t + 1})) return t + 1;
  }
  return -1;
}

}  // namespace

void meet_in_caption(const Scene& scene, std::uint32_t s, std::vector<graph::Claim>& claims) {
  const Reading& reading = scene.reading;
  if (scene.cast.skipped(s)) return;
  // "left", "right" between commas or brackets behind a name is how captions point at people.
  bool pointing = false;
  for (std::int32_t t = 2; t + 1 < reading.size(s); ++t) {
    const bool side = one_of(reading.lower({s, t}), {"left", "right", "center", "l", "r", "c", "second-left", "second-right"});
    pointing = pointing || (side && one_of(reading.lower({s, t - 1}), {",", "("}) && one_of(reading.lower({s, t + 1}), {",", ")"}));
  }
  if (!pointing) return;
  std::vector<const Mention*> people;
  for (const Mention& mention : scene.cast.mentions_in(s)) {
    if (!mention.nested && mention.label == EntityLabel::person) people.push_back(&mention);
  }
  if (people.size() < 2 || people[0]->entity == people[1]->entity) return;
  const std::int32_t deed = deed_of_caption(scene, s, *people[0], *people[1]);
  if (deed < 0) return;
  graph::Claim claim = new_claim(scene, graph::ClaimKind::meeting, {s, deed}, "caption of a picture");
  claim.type = "meeting";
  claim.status = graph::Status::held;
  claim.text = std::string(reading.form({s, deed}));
  claim.confidence = 0.9F;
  for (const Mention* person : {people[0], people[1]}) add_argument(claim, "participant", {person->entity, reading.span(s, person->first, person->last), 0.9F});
  for (const text::TimeExpression& time : reading.sentence(s).times) {
    if (time.date.unit() != DateUnit::day) continue;
    claim.when = {time.date, time.from, time.to, std::string(slice(reading.text(), time.span)), time.span, std::string(time.rule)};
  }
  for (const Who& place : places_in(scene, s)) add_argument(claim, "place", place);
  claims.push_back(std::move(claim));
}

}  // namespace kg::extract
