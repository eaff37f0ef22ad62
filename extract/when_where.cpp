// When and where something happens: of the dates and places that a sentence names, those that govern the event.
//
// The tree decides where it can: what hangs on the trigger, its verb or a clause around them. Parsers hang a
// date or place just as well on the noun before it, so both are also looked for behind parties, dates and places.
// The order of words alone is the last resort, and only for what a reader could not take for anything else.
#include <algorithm>

#include "base/utf8.hpp"
#include "extract/claims.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

/// No other verb stands between the two: the tree may be wrong, the order of words rarely is.
bool same_stretch(const Reading& reading, TokenRef trigger, TokenRef verb, std::int32_t at) {
  const std::int32_t from = std::min({trigger.token, verb.token, at});
  const std::int32_t to = std::max({trigger.token, verb.token, at});
  for (std::int32_t t = from; t <= to; ++t) {
    if (t == trigger.token || t == verb.token) continue;
    const TokenRef token{trigger.sentence, t};
    if (reading.token(token).upos == text::Upos::VERB && !reading.upper_initial(token) && !reading.is(token, "amod") && reading.xpos(token) != "VBG") return false;
    if (reading.lower(token) == ";" || reading.lower(token) == "“" || reading.lower(token) == "”") return false;
  }
  return true;
}

bool is_day(const text::TimeExpression& time) { return time.date.unit() == DateUnit::day; }

/// The date expression that covers `t`; nullptr if none does.
const text::TimeExpression* time_at(const Reading& reading, TokenRef t) {
  for (const text::TimeExpression& time : reading.sentence(t.sentence).times) {
    if (static_cast<std::int32_t>(time.first) <= t.token && t.token < static_cast<std::int32_t>(time.last)) return &time;
  }
  return nullptr;
}

/// Nothing stands between the event and the phrase that begins at `first` but parties, dates and other places:
/// "met Kim in Hanoi", "the summit in Osaka in June".
bool stands_open(const Scene& scene, TokenRef trigger, TokenRef verb, std::int32_t first) {
  if (first == 0) return true;
  const TokenRef last{trigger.sentence, first - 1};
  return last == trigger || last == verb || scene.reading.token(last).upos == text::Upos::PUNCT || scene.cast.mention_at(last) != nullptr || time_at(scene.reading, last) != nullptr;
}

/// The clauses that an event may take its date from, nearest first: "agreed on Monday to meet".
std::vector<TokenRef> clauses_around(const Reading& reading, TokenRef trigger, TokenRef verb) {
  std::vector<TokenRef> clauses{trigger};
  if (verb != trigger) clauses.push_back(verb);
  if (const TokenRef told = held_in(reading, trigger)) clauses.push_back(told);
  TokenRef at = reading.token(trigger).upos == text::Upos::VERB ? trigger : verb;
  if (reading.token(at).upos != text::Upos::VERB) {
    // "said after a meeting": the day of saying is not that of the meeting, but usually the same.
    const TokenRef clause = reading.clause(at);
    if (clause && clause != at) {
      clauses.push_back(clause);
      at = clause;
    }
  }
  for (int steps = 0; steps < 4; ++steps) {
    const std::string_view relation = reading.relation(at);
    const TokenRef up = reading.head(at);
    if (!up || !one_of(relation, {"xcomp", "advcl", "acl", "conj"})) break;
    const TokenRef clause = relation == "acl" ? reading.clause(up) : up;
    if (!clause || clause == at) break;
    clauses.push_back(clause);
    at = clause;
  }
  return clauses;
}

constexpr std::int32_t elsewhere = 1000;

/// How far the tree sets a date from the event's clauses; `elsewhere` if it belongs to something else.
std::int32_t distance(const Scene& scene, const std::vector<TokenRef>& clauses, TokenRef trigger, const text::TimeExpression& time) {
  const Reading& reading = scene.reading;
  TokenRef up{trigger.sentence, static_cast<std::int32_t>(time.first)};
  for (std::uint32_t t = time.first; t < time.last; ++t) {
    const std::int32_t above = reading.token({trigger.sentence, static_cast<std::int32_t>(t)}).head;
    if (above < static_cast<std::int32_t>(time.first) || above >= static_cast<std::int32_t>(time.last)) {
      up.token = static_cast<std::int32_t>(t);
      break;
    }
  }
  for (std::int32_t steps = 0; up && steps < 8; ++steps, up = reading.head(up)) {
    const auto clause = std::find(clauses.begin(), clauses.end(), up);
    if (clause != clauses.end()) return static_cast<std::int32_t>(clause - clauses.begin()) * 10 + steps;
    const text::Upos tag = reading.token(up).upos;
    if (tag == text::Upos::VERB) return elsewhere;
    // "the presidency of 2022", "the May elections": a year or month behind a noun is that noun's. A day is the
    // event's, wherever the parser hangs it.
    const bool noun = steps > 0 && tag == text::Upos::NOUN && time_at(reading, up) == nullptr;
    if (noun && !is_day(time) && !names_meeting(scene, up)) return elsewhere;
  }
  return elsewhere;
}

/// "Lavrov said Tuesday that they would meet": the day of the words, not of the deed.
bool is_day_of_saying(const Scene& scene, const std::vector<TokenRef>& clauses, TokenRef at) {
  for (int steps = 0; at && steps < 8; ++steps, at = scene.reading.head(at)) {
    if (std::find(clauses.begin(), clauses.end(), at) != clauses.end()) return false;
    if (scene.reading.token(at).upos != text::Upos::VERB) continue;
    return std::ranges::any_of(scene.vocabulary.frames(ontology::Trigger::verb, scene.reading.lemma(at)),
                               [](const ontology::Frame* frame) { return frame->kind == ontology::FrameKind::statement; });
  }
  return false;
}

/// A day or hour; "Jan" of "Jan Novak" is none.
bool may_date(const Scene& scene, std::uint32_t s, const text::TimeExpression& time) {
  if ((time.type != text::TimeType::date && time.type != text::TimeType::time) || time.last <= time.first) return false;
  const Mention* mention = scene.cast.mention_at({s, static_cast<std::int32_t>(time.first)});
  return mention == nullptr || mention->label != EntityLabel::person;
}

}  // namespace

bool names_meeting(const Scene& scene, TokenRef t) {
  for (const std::string_view word : {scene.reading.lemma(t), std::string_view(scene.reading.lower(t))}) {
    for (const ontology::Frame* frame : scene.vocabulary.frames(ontology::Trigger::noun, word)) {
      if (frame->kind == ontology::FrameKind::meeting) return true;
    }
  }
  return one_of(scene.reading.lower(t), {"dialogue", "session", "round", "negotiations", "consultations", "forum", "ceremony", "encounter", "ministerial"});
}

graph::When when_of(const Scene& scene, TokenRef trigger, TokenRef verb) {
  const Reading& reading = scene.reading;
  const std::vector<TokenRef> clauses = clauses_around(reading, trigger, verb);
  const TokenRef own = reading.token(trigger).upos == text::Upos::VERB ? trigger : verb;
  const text::TimeExpression* best = nullptr;
  std::int32_t best_rank = elsewhere;
  for (const text::TimeExpression& time : reading.sentence(trigger.sentence).times) {
    if (!may_date(scene, trigger.sentence, time)) continue;
    std::int32_t rank = distance(scene, clauses, trigger, time);
    // Words that give no date ("recently") only count where they hang on the event itself.
    if (!time.date) rank = rank > 20 ? elsewhere : rank + 15;
    if (rank < best_rank) {
      best_rank = rank;
      best = &time;
    }
  }
  if (best == nullptr || !best->date) {
    for (const text::TimeExpression& time : reading.sentence(trigger.sentence).times) {
      if (!may_date(scene, trigger.sentence, time) || !time.date) continue;
      const auto first = static_cast<std::int32_t>(time.first);
      const bool behind_word = first > 0 && one_of(reading.lower({trigger.sentence, first - 1}), {"in", "on", "at"});
      if (!is_day(time) && (first < trigger.token || !stands_open(scene, trigger, own, behind_word ? first - 1 : first))) continue;
      if (!same_stretch(reading, trigger, own, first) || is_day_of_saying(scene, clauses, {trigger.sentence, first})) continue;
      const std::int32_t rank = 500 + std::abs(first - trigger.token);
      if (rank < best_rank || (best != nullptr && !best->date)) {
        best_rank = rank;
        best = &time;
      }
    }
  }
  graph::When when;
  if (best == nullptr) return when;
  when.date = best->date;
  when.from = best->from;
  when.to = best->to;
  when.where = best->span;
  when.phrase = std::string(slice(reading.text(), best->span));
  when.rule = std::string(best->rule);
  // The first day of a range of days is the event's date.
  if (!when.date && best->from) {
    const bool days = best->from.unit() == DateUnit::day && best->to.unit() == DateUnit::day &&
                      best->to.first_sys_day() - best->from.first_sys_day() <= std::chrono::days(10);
    if (days) when.date = best->from;
  }
  return when;
}

namespace {

class PlaceFinder {
 public:
  PlaceFinder(const Scene& scene, TokenRef trigger, TokenRef verb) : scene_(scene), reading_(scene.reading), trigger_(trigger), verb_(verb) {}

  std::vector<Who> run() {
    named_after();
    look(trigger_, false);
    if (verb_ != trigger_) look(verb_, false);
    if (const TokenRef told = held_in(reading_, trigger_)) look(told, false);
    if (places_.empty()) around();
    if (places_.empty()) nearby();
    return std::move(places_);
  }

 private:
  void add(const std::vector<Who>& found, bool no_body = false) {
    for (const Who& place : found) {
      const graph::Entity& entity = scene_.cast.entity(place.entity);
      if (entity.label == EntityLabel::organization && (no_body || entity.kind == "igo")) continue;
      const std::vector<std::string> words = split_words(fold_name(entity.name));
      if (!words.empty() && one_of(words.back(), {"conference", "meeting", "summit", "talks", "dialogue", "forum"})) continue;  // the occasion, no place
      if (std::find(places_.begin(), places_.end(), place) == places_.end()) places_.push_back(place);
    }
  }

  /// "U.S." of "at the U.S.-Japan summit"
  bool is_half_of_a_name(TokenRef t) const {
    const Mention* mention = scene_.cast.mention_at(t);
    return mention != nullptr && mention->last < reading_.size(t.sentence) && one_of(reading_.lower({t.sentence, mention->last}), {"-", "–"});
  }

  void take(TokenRef t, bool no_body) {
    for (const TokenRef part : reading_.with_conjuncts(t)) {
      if (is_half_of_a_name(part)) continue;
      const std::vector<Who> found = scene_.cast.who(part, Wanted::place);
      add(found, no_body);
      for (const std::int32_t c : reading_.children(part)) {
        const TokenRef child{part.sentence, c};
        // "the Mar-a-Lago resort"
        if (found.empty() && !is_half_of_a_name(child) && (reading_.is(child, "compound") || reading_.is(child, "appos"))) {
          const Mention* mention = scene_.cast.mention_at(child);
          if (mention != nullptr && !mention->demonym && mention->label != EntityLabel::person && mention->label != EntityLabel::policy) add(scene_.cast.who(child, Wanted::place));
        }
        // "the White House in Washington", "Panmunjom, South Korea"
        const bool inner = (reading_.is(child, "nmod") && one_of(reading_.case_words(child), {"in", "at", "of"})) || reading_.is(child, "appos");
        if (inner) add(scene_.cast.who(child, Wanted::place));
      }
    }
  }

  /// "the Helsinki summit"
  void named_after() {
    const bool attends = reading_.token(trigger_).upos == text::Upos::VERB;
    const TokenRef meeting = attends ? reading_.child(trigger_, "obj") : trigger_;
    if (!meeting || meeting.token == 0 || !names_meeting(scene_, meeting)) return;
    // The name of the city may lie inside that of the meeting.
    for (const Mention& mention : scene_.cast.mentions_in(trigger_.sentence)) {
      if (mention.last != meeting.token || mention.label != EntityLabel::place || mention.demonym || mention.entity < 0) continue;
      if (scene_.cast.entity(mention.entity).kind == "city") add({{mention.entity, reading_.span(mention.sentence, mention.first, mention.last), 1}});
    }
  }

  bool is_person(TokenRef t) const {
    const Mention* mention = scene_.cast.mention_at(t);
    return mention != nullptr && mention->label == EntityLabel::person;
  }

  /// The places that hang on `at`: behind "in" and the like, of journeys behind "to", too.
  void look(TokenRef at, bool motion) {
    for (const std::int32_t c : reading_.children(at)) {
      const TokenRef child{at.sentence, c};
      const bool oblique = reading_.is(child, "obl") || reading_.is(child, "nmod");
      const std::string words = oblique ? reading_.case_words(child) : std::string();
      if (one_of(words, {"in", "at", "inside", "near", "outside"}) || (motion && one_of(words, {"to", "into"}))) take(child, motion && words != "at");
      // "on Wednesday in Berlin", "met the president in Warsaw"
      if (time_at(reading_, child) == nullptr && !(is_person(child) && (oblique || reading_.is(child, "obj")))) continue;
      for (const std::int32_t d : reading_.children(child)) {
        const TokenRef inner{at.sentence, d};
        if ((reading_.is(inner, "nmod") || reading_.is(inner, "obl")) && one_of(reading_.case_words(inner), {"in", "at"})) take(inner, false);
      }
    }
  }

  static bool is_motion(std::string_view lemma) { return one_of(lemma, {"travel", "go", "visit", "fly", "arrive", "come", "return", "head"}); }

  /// The clauses around: "travel to Jerusalem, where he will meet", "a stop in Amman to meet".
  void around() {
    TokenRef at = reading_.token(trigger_).upos == text::Upos::VERB ? trigger_ : reading_.clause(verb_);
    for (int steps = 0; at && steps < 4 && places_.empty(); ++steps) {
      const std::string_view relation = reading_.relation(at);
      const TokenRef up = reading_.head(at);
      if (at != trigger_ && at != verb_) look(at, is_motion(reading_.lemma(at)) || reading_.lemma(at) == "be");
      if (!places_.empty() || !up) return;
      if (one_of(relation, {"acl:relcl", "acl", "advcl:relcl"})) {
        const bool of_place = relation == "acl" || std::ranges::any_of(reading_.children(at), [&](std::int32_t c) { return reading_.lower({at.sentence, c}) == "where"; });
        if (of_place) take(up, false);
        at = reading_.clause(up) == at ? TokenRef{} : reading_.clause(up);
      } else if (relation == "conj") {
        look(up, is_motion(reading_.lemma(up)));
        return;
      } else if (relation == "xcomp" || relation == "advcl") {
        look(up, is_motion(reading_.lemma(up)));
        if (places_.empty() && relation == "advcl") {
          for (const std::int32_t c : reading_.children(up)) {
            const TokenRef child{up.sentence, c};
            const bool trip = one_of(reading_.lemma(child), {"visit", "trip", "travel", "stop", "tour", "journey"});
            if (c < at.token && (reading_.is(child, "obl") || reading_.is(child, "obj"))) look(child, trip);
          }
        }
        at = up;
      } else {
        return;
      }
    }
  }

  /// Where the tree gives nothing: "in" and a place right behind the trigger, a party, a date or another place.
  void nearby() {
    for (const Mention& mention : scene_.cast.mentions_in(trigger_.sentence)) {
      if (mention.nested || mention.first == 0 || mention.demonym) continue;
      if (mention.label != EntityLabel::place && mention.label != EntityLabel::state) continue;
      std::int32_t before = mention.first - 1;
      // "in the northern city of Tarnow", "in the capital Dakar"
      while (before > 0 && one_of(reading_.lower({mention.sentence, before}), {"the", "of", "capital", "city", "town", "village", "province", "region", "district", "northern", "southern", "eastern", "western", "central"})) --before;
      if (!one_of(reading_.lower({mention.sentence, before}), {"in", "at", "near"}) || !same_stretch(reading_, trigger_, verb_, mention.first)) continue;
      if (!stands_open(scene_, trigger_, verb_, before)) continue;
      take({mention.sentence, mention.last - 1}, false);
      return;
    }
  }

  const Scene& scene_;
  const Reading& reading_;
  TokenRef trigger_, verb_;
  std::vector<Who> places_;
};

}  // namespace

std::vector<Who> where_of(const Scene& scene, TokenRef trigger, TokenRef verb) { return PlaceFinder(scene, trigger, verb).run(); }

}  // namespace kg::extract
