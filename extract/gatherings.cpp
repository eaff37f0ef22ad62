// Gatherings that bear the name of those who gather: who attends the summit of an alliance meets the alliance, whose
// leaders nobody lists; a state's delegate to its dialogue with another state meets that state.
//
// Read from the order of words behind a verb of attending: names before the noun, or behind "of", are its parties,
// and trees disagree on them most ("the 48th session of the Organization of … Council … conference").
#include <algorithm>
#include <optional>

#include "base/utf8.hpp"
#include "extract/meetings.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

struct Gathering {
  TokenRef noun;
  std::vector<Who> bodies;  ///< what is named after its members: alliances, unions
  std::vector<Who> states;  ///< "the U.S.-Moroccan dialogue"
};

class GatheringReader {
 public:
  explicit GatheringReader(const Scene& scene) : scene_(scene), reading_(scene.reading), cast_(scene.cast) {}

  void run(std::uint32_t s, std::vector<graph::Claim>& claims) const {
    if (cast_.skipped(s)) return;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      const TokenRef verb{s, t};
      if (reading_.token(verb).upos != text::Upos::VERB) continue;
      joined_by(verb, claims);
      for (const std::int32_t start : behind_attending(verb)) {
        const std::optional<Gathering> gathering = read({s, start});
        if (gathering) tell(verb, *gathering, claims);
        if (gathering) break;
      }
    }
  }

 private:
  std::string_view word(std::uint32_t s, std::int32_t t) const {
    return t >= 0 && t < reading_.size(s) ? std::string_view(reading_.lower({s, t})) : std::string_view();
  }

  bool is_gathering(TokenRef t) const {
    return names_meeting(scene_, t) || one_of(reading_.lower(t), {"ministerial", "retreat", "assembly", "plenary", "roundtable", "convention", "congress"});
  }

  /// The first words of what may be attended: "attend |a summit", "take part in |talks", "lead the delegation to |the
  /// talks", "travel to |Oslo for |the summit"; empty if the verb is none of these.
  std::vector<std::int32_t> behind_attending(TokenRef verb) const {
    const std::uint32_t s = verb.sentence;
    const std::string_view lemma = reading_.lemma(verb);
    if (one_of(lemma, {"attend", "host", "co-host", "convene", "chair", "co-chair", "join"})) return {verb.token + 1};
    if (lemma == "participate") {
      std::int32_t t = verb.token + 1;
      while (t < reading_.size(s) && (reading_.in_time({s, t}) || reading_.token({s, t}).upos == text::Upos::ADV)) ++t;
      return word(s, t) == "in" ? std::vector{t + 1} : std::vector<std::int32_t>{};
    }
    if (lemma == "take" && word(s, verb.token + 1) == "part" && word(s, verb.token + 2) == "in") return {verb.token + 3};
    const bool leads = one_of(lemma, {"lead", "head"});
    const bool stands_for = lemma == "represent";
    const bool goes = one_of(lemma, {"travel", "go", "fly", "arrive", "come", "head"});
    if (!leads && !stands_for && !goes) return {};
    constexpr std::int32_t reach = 12;
    std::vector<std::int32_t> starts;
    if (leads) starts.push_back(verb.token + 1);  // "lead the dialogue with …"
    bool delegation = false;
    for (std::int32_t t = verb.token + 1; t < std::min(reading_.size(s), verb.token + reach); ++t) {
      if (reading_.token({s, t}).upos == text::Upos::VERB) break;
      delegation = delegation || one_of(word(s, t), {"delegation", "team"});
      if (delegation && leads && one_of(word(s, t), {"to", "at", "for", "in"})) starts.push_back(t + 1);
      if (stands_for && word(s, t) == "at") starts.push_back(t + 1);
      if (goes && one_of(word(s, t), {"for", "to"})) starts.push_back(t + 1);
    }
    return starts;
  }

  /// The phrase from `start` on, if it names a gathering.
  std::optional<Gathering> read(TokenRef start) const {
    constexpr std::int32_t reach = 18;
    const std::uint32_t s = start.sentence;
    Gathering gathering{.noun = {s, -1}, .bodies = {}, .states = {}};
    std::int32_t end = start.token;
    for (; end < std::min(reading_.size(s), start.token + reach); ++end) {
      const TokenRef at{s, end};
      const text::Upos tag = reading_.token(at).upos;
      if (tag == text::Upos::NOUN || tag == text::Upos::PROPN) {
        if (is_gathering(at)) gathering.noun = at;
        continue;
      }
      if (cast_.mention_at(at) != nullptr) continue;
      const bool inside = tag == text::Upos::DET || tag == text::Upos::ADJ || tag == text::Upos::NUM || tag == text::Upos::PRON || reading_.is(at, "amod") ||
                          one_of(reading_.lower(at), {"-", "–", "/", "(", ")", "'s", "’s", "'", "’", "and", "of"});
      if (!inside) break;
    }
    if (!gathering.noun) return {};
    if (word(s, gathering.noun.token + 1) == "with") with_members(gathering);
    // Behind the noun only "of …" belongs to it.
    if (word(s, gathering.noun.token + 1) != "of" && word(s, gathering.noun.token + 1) != "(") end = std::min(end, gathering.noun.token + 1);
    for (const Mention& mention : cast_.mentions_in(s)) {
      if (mention.first < start.token || mention.last > end || mention.entity < 0) continue;
      const bool own_name = mention.first <= gathering.noun.token && gathering.noun.token < mention.last;
      if (own_name) continue;
      if (mention.label == EntityLabel::organization && is_of_several(cast_.entity(mention.entity))) add(gathering.bodies, mention);
      if (mention.label == EntityLabel::state && mention.last <= gathering.noun.token) add(gathering.states, mention);
    }
    // "the Syria conference" is about Syria; two names are the two sides.
    if (gathering.states.size() + gathering.bodies.size() < 2) gathering.states.clear();
    if (gathering.states.empty() && gathering.bodies.empty()) return {};
    return gathering;
  }

  /// "a meeting with leaders from the member states of the union"
  void with_members(Gathering& gathering) const {
    constexpr std::int32_t reach = 14;
    const std::uint32_t s = gathering.noun.sentence;
    bool members = false;
    for (std::int32_t t = gathering.noun.token + 2; t < std::min(reading_.size(s), gathering.noun.token + reach); ++t) {
      const Mention* mention = cast_.mention_at({s, t});
      if (mention != nullptr) {
        if (members && mention->label == EntityLabel::organization && mention->entity >= 0 && is_of_several(cast_.entity(mention->entity))) add(gathering.bodies, *mention);
        return;
      }
      members = members || one_of(word(s, t), {"leaders", "ministers", "representatives", "officials", "members", "states", "countries", "counterparts"});
      const text::Upos tag = reading_.token({s, t}).upos;
      if (tag == text::Upos::VERB || word(s, t) == ",") return;
    }
  }

  void add(std::vector<Who>& list, const Mention& mention) const {
    const Who who{mention.entity, reading_.span(mention.sentence, mention.first, mention.last), 0.9F};
    if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
  }

  /// A body that states or parties form, whose gathering its members attend.
  static bool is_of_several(const graph::Entity& entity) {
    if (!entity.key.empty()) return entity.kind == "igo";
    const std::vector<std::string> words = split_words(fold_name(entity.name));
    return std::ranges::any_of(words, [](const std::string& word) { return one_of(word, {"coalition", "alliance", "union", "community", "league", "quad", "association", "commonwealth", "platform"}); });
  }

  bool belongs_to(const Who& who, const Who& body) const {
    if (who == body || cast_.state_of(who.entity) == body.entity) return true;
    return std::ranges::any_of(cast_.titles()[static_cast<std::size_t>(who.entity)], [&](const Title& title) { return title.of == body.entity; });
  }

  /// "Geneva, Switzerland to attend": the parser takes the nearest name for who attends.
  bool is_place(TokenRef t) const {
    if (one_of(reading_.case_words(t), {"in", "to", "at", "from"})) return true;
    const Mention* mention = cast_.mention_at(t);
    if (mention == nullptr || mention->first < 2 || reading_.lower({t.sentence, mention->first - 1}) != ",") return false;
    const Mention* city = cast_.mention_at({t.sentence, mention->first - 2});
    return city != nullptr && city->label == EntityLabel::place && cast_.entity(city->entity).country == cast_.entity(mention->entity).key;
  }

  /// Who attends: the subjects of the verb or of the nearest verb above that has any.
  std::vector<Who> attending(TokenRef verb) const {
    std::vector<Who> all;
    TokenRef at = verb;
    for (int steps = 0; at && all.empty() && steps < 3; ++steps, at = reading_.head(at)) {
      if (reading_.token(at).upos != text::Upos::VERB) continue;
      for (const TokenRef subject : subjects_of(reading_, at)) {
        if (is_place(subject)) continue;
        for (const Who& who : cast_.all_of(subject)) {
          const EntityLabel label = cast_.entity(who.entity).label;
          if (label == EntityLabel::person || label == EntityLabel::state) all.push_back(who);
        }
      }
    }
    return all;
  }

  /// "The council was joined by the president."
  void joined_by(TokenRef verb, std::vector<graph::Claim>& claims) const {
    if (reading_.lemma(verb) != "join" || !is_passive(reading_, verb)) return;
    for (const TokenRef object : objects_of(reading_, verb)) {
      for (const Who& body : cast_.all_of(object)) {
        const graph::Entity& entity = cast_.entity(body.entity);
        if (entity.label != EntityLabel::organization || !is_of_several(entity)) continue;
        for (const TokenRef guest : subjects_of(reading_, verb)) {
          for (const Who& who : cast_.all_of(guest)) {
            if (cast_.entity(who.entity).label == EntityLabel::person && !belongs_to(who, body)) claims.push_back(claim_of(verb, verb, {who, body}));
          }
        }
      }
    }
  }

  void tell(TokenRef verb, const Gathering& gathering, std::vector<graph::Claim>& claims) const {
    for (const Who& who : attending(verb)) {
      std::vector<Who> parties{who};
      const bool side_known = cast_.state_of(who.entity) >= 0;
      // Others may be guests in the hall.
      const bool has_office = side_known || cast_.entity(who.entity).label != EntityLabel::person || !cast_.titles()[static_cast<std::size_t>(who.entity)].empty();
      for (const Who& body : gathering.bodies) {
        if (has_office && !belongs_to(who, body)) parties.push_back(body);
      }
      for (const Who& state : gathering.states) {
        if (side_known && !belongs_to(who, state)) parties.push_back(state);
      }
      if (parties.size() >= 2) claims.push_back(claim_of(verb, gathering.noun, parties));
    }
  }

  graph::Claim claim_of(TokenRef verb, TokenRef noun, const std::vector<Who>& parties) const {
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::meeting, noun, "attending the gathering of a body");
    const std::string_view lemma = reading_.lemma(noun);
    const std::string name = to_lower(lemma);
    claim.type = name == "summit" ? "summit" : one_of(name, {"talk", "dialogue", "negotiation", "consultation"}) ? "talks" : name == "meeting" ? "meeting" : "conference";
    claim.status = meeting_status(reality_of(reading_, verb, verb));
    claim.when = when_of(scene_, noun, verb);
    settle_time(scene_, claim);
    claim.text = std::string(reading_.form(noun));
    for (const Who& party : parties) add_argument(claim, "participant", party);
    for (const Who& place : where_of(scene_, noun, verb)) {
      const bool party = std::find(parties.begin(), parties.end(), place) != parties.end();
      if (!party && cast_.entity(place.entity).label != EntityLabel::organization) add_argument(claim, "place", place);
    }
    return claim;
  }

  const Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
};

}  // namespace

void meet_at_gatherings(const Scene& scene, std::uint32_t sentence, std::vector<graph::Claim>& claims) { GatheringReader(scene).run(sentence, claims); }

}  // namespace kg::extract
