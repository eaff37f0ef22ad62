#include "extract/claims.hpp"

#include <algorithm>

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

}  // namespace

graph::Claim new_claim(const Scene& scene, graph::ClaimKind kind, TokenRef trigger, std::string rule) {
  graph::Claim claim;
  claim.kind = kind;
  claim.sentence = scene.reading.sentence(trigger.sentence).span;
  claim.words = scene.reading.token(trigger).span;
  claim.rule = std::move(rule);
  return claim;
}

void add_argument(graph::Claim& claim, std::string role, const Who& who) {
  if (who.entity < 0) return;
  const auto entity = static_cast<EntityIndex>(who.entity);
  for (const graph::Argument& argument : claim.arguments) {
    if (argument.entity == entity && argument.role == role) return;
  }
  claim.arguments.push_back({std::move(role), entity, who.words});
  claim.confidence = std::min(claim.confidence, who.confidence);
}

graph::When when_of(const Scene& scene, TokenRef trigger, TokenRef verb) {
  const Reading& reading = scene.reading;
  const text::Sentence& sentence = reading.sentence(trigger.sentence);
  const TokenRef own = reading.token(trigger).upos == text::Upos::VERB ? trigger : verb;
  // The clauses that the event may take its date from, nearest first.
  std::vector<TokenRef> clauses{trigger};
  if (verb != trigger) clauses.push_back(verb);
  TokenRef at = own;
  if (reading.token(at).upos != text::Upos::VERB) {
    const TokenRef clause = reading.clause(at);
    const std::string marks = reading.case_words(at);
    // "said after a meeting": the date of saying is not that of the meeting, but usually the same day.
    if (clause && clause != at) {
      clauses.push_back(clause);
      at = clause;
    }
  }
  for (int steps = 0; steps < 4; ++steps) {
    const std::string_view relation = reading.relation(at);
    const TokenRef up = reading.head(at);
    if (!up) break;
    if (relation == "xcomp" || relation == "advcl" || relation == "acl" || relation == "conj") {
      const TokenRef clause = relation == "acl" ? reading.clause(up) : up;
      if (!clause || clause == at) break;
      clauses.push_back(clause);
      at = clause;
    } else {
      break;
    }
  }
  const text::TimeExpression* best = nullptr;
  std::int32_t best_rank = 1000;
  for (const text::TimeExpression& time : sentence.times) {
    if (time.type != text::TimeType::date && time.type != text::TimeType::time) continue;
    if (time.last <= time.first) continue;
    TokenRef head{trigger.sentence, static_cast<std::int32_t>(time.first)};
    for (std::uint32_t t = time.first; t < time.last; ++t) {
      const std::int32_t up = sentence.tokens[t].head;
      if (up < static_cast<std::int32_t>(time.first) || up >= static_cast<std::int32_t>(time.last)) {
        head.token = static_cast<std::int32_t>(t);
        break;
      }
    }
    // What the date hangs on: the trigger itself, its phrase, or a clause above.
    TokenRef up = head;
    std::int32_t distance = 0;
    std::int32_t rank = 1000;
    for (int steps = 0; up && steps < 8 && rank == 1000; ++steps, up = reading.head(up), ++distance) {
      for (std::size_t c = 0; c < clauses.size(); ++c) {
        if (up == clauses[c]) rank = static_cast<std::int32_t>(c) * 10 + distance;
      }
      if (reading.token(up).upos == text::Upos::VERB && rank == 1000) break;
    }
    if (rank == 1000) continue;
    // A date that belongs to another noun of the clause is not the event's.
    if (!time.date && rank > 20) continue;
    rank += time.date ? 0 : 15;
    if (rank < best_rank) {
      best_rank = rank;
      best = &time;
    }
  }
  if (best == nullptr || !best->date) {
    for (const text::TimeExpression& time : sentence.times) {
      if (time.type != text::TimeType::date && time.type != text::TimeType::time) continue;
      if (!time.date || !same_stretch(reading, trigger, own, static_cast<std::int32_t>(time.first))) continue;
      const std::int32_t gap = std::abs(static_cast<std::int32_t>(time.first) - trigger.token);
      if (500 + gap < best_rank || (best != nullptr && !best->date)) {
        best_rank = 500 + gap;
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

std::vector<Who> where_of(const Scene& scene, TokenRef trigger, TokenRef verb) {
  const Reading& reading = scene.reading;
  std::vector<Who> places;
  const auto take = [&](TokenRef t, bool only_city) {
    for (const TokenRef part : reading.with_conjuncts(t)) {
      // "the Mar-a-Lago resort"
      if (scene.cast.who(part, Wanted::place).empty()) {
        for (const std::int32_t c : reading.children(part)) {
          const TokenRef child{part.sentence, c};
          const Mention* mention = reading.is(child, "compound") || reading.is(child, "appos") ? scene.cast.mention_at(child) : nullptr;
          if (mention == nullptr || mention->demonym || mention->label == EntityLabel::person || mention->label == EntityLabel::policy) continue;
          for (const Who& place : scene.cast.who(child, Wanted::place)) {
            if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
          }
        }
      }
      for (const Who& place : scene.cast.who(part, Wanted::place)) {
        if (only_city && scene.cast.entity(place.entity).label == EntityLabel::organization) continue;
        if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
      }
      // "the White House in Washington", "Panmunjom, South Korea"
      for (const std::int32_t c : reading.children(part)) {
        const TokenRef child{part.sentence, c};
        const std::string words = reading.case_words(child);
        const bool inner = (reading.is(child, "nmod") && one_of(words, {"in", "at", "of"})) || reading.is(child, "appos");
        if (!inner) continue;
        for (const Who& place : scene.cast.who(child, Wanted::place)) {
          if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
        }
      }
    }
  };
  const auto look = [&](TokenRef at, bool motion) {
    for (const std::int32_t c : reading.children(at)) {
      const TokenRef child{at.sentence, c};
      if (!reading.is(child, "obl") && !reading.is(child, "nmod")) continue;
      const std::string words = reading.case_words(child);
      if (one_of(words, {"in", "at", "inside", "near", "outside"}) || (motion && one_of(words, {"to", "into"}))) take(child, motion && words != "at");
    }
  };
  look(trigger, false);
  if (verb != trigger) look(verb, false);
  if (!places.empty()) return places;
  // The clauses around: "travel to Jerusalem, where he will meet", "a stop in Amman to meet".
  TokenRef at = reading.token(trigger).upos == text::Upos::VERB ? trigger : reading.clause(verb);
  for (int steps = 0; at && steps < 4 && places.empty(); ++steps) {
    const std::string_view relation = reading.relation(at);
    const TokenRef up = reading.head(at);
    if (at != trigger && at != verb) look(at, one_of(reading.lemma(at), {"travel", "go", "visit", "fly", "arrive", "come", "return", "head", "be"}));
    if (!places.empty() || !up) break;
    if (relation == "acl:relcl" || relation == "acl" || relation == "advcl:relcl") {
      bool place_clause = relation == "acl";
      for (const std::int32_t c : reading.children(at)) place_clause = place_clause || reading.lower({at.sentence, c}) == "where";
      if (place_clause) take(up, false);
      at = reading.clause(up) == at ? TokenRef{} : reading.clause(up);
    } else if (relation == "xcomp" || relation == "advcl" || relation == "conj") {
      const bool motion = relation != "conj" && one_of(reading.lemma(up), {"travel", "go", "visit", "fly", "arrive", "come", "return", "head"});
      if (relation == "conj" && !motion) {
        at = up;
        if (steps > 0) break;
        look(up, one_of(reading.lemma(up), {"travel", "go", "visit", "fly", "arrive", "come"}));
        break;
      }
      look(up, motion);
      if (places.empty() && relation == "advcl") {
        for (const std::int32_t c : reading.children(up)) {
          const TokenRef child{up.sentence, c};
          if (c < at.token && (reading.is(child, "obl") || reading.is(child, "obj"))) look(child, true);
        }
      }
      at = up;
    } else if (at == verb && at != trigger && reading.token(at).upos != text::Upos::VERB) {
      at = reading.clause(at);
      break;
    } else {
      break;
    }
  }
  if (places.empty()) {
    for (const Mention& mention : scene.cast.mentions()) {
      if (mention.sentence < trigger.sentence || mention.nested || mention.first == 0) continue;
      if (mention.sentence > trigger.sentence) break;
      if (mention.label != EntityLabel::place && mention.label != EntityLabel::state) continue;
      std::int32_t before = mention.first - 1;
      if (reading.lower({mention.sentence, before}) == "the" && before > 0) --before;
      if (!one_of(reading.lower({mention.sentence, before}), {"in", "at"}) || mention.demonym) continue;
      if (!same_stretch(reading, trigger, verb, mention.first)) continue;
      take({mention.sentence, mention.last - 1}, false);
      break;
    }
  }
  return places;
}

void make_offices(Scene& scene, std::vector<graph::Claim>& claims) {
  const Cast& cast = scene.cast;
  for (std::size_t e = 0; e < cast.titles().size(); ++e) {
    for (const Title& title : cast.titles()[e]) {
      graph::Claim claim;
      claim.kind = graph::ClaimKind::office;
      claim.type = title.title;
      claim.mode = title.mode;
      claim.confidence = title.confidence;
      claim.sentence = scene.reading.sentence(title.sentence).span;
      claim.words = title.words;
      claim.rule = title.confidence < 1 ? "title, state from the article" : "title";
      claim.text = title.title;
      add_argument(claim, "holder", {static_cast<std::int32_t>(e), title.words, 1});
      if (title.of >= 0) add_argument(claim, "organization", {title.of, title.words, 1});
      claims.push_back(std::move(claim));
    }
  }
  // "X leads the IMF", "X was elected president of Y"
  for (std::uint32_t s = 0; s < scene.matches.size(); ++s) {
    for (const Match& match : scene.matches[s]) {
      if (match.frame->kind != ontology::FrameKind::office) continue;
      std::vector<Who> bodies;
      for (const TokenRef t : match.role("organization")) {
        const std::vector<Who> found = cast.who(t);
        bodies.insert(bodies.end(), found.begin(), found.end());
      }
      if (bodies.empty()) continue;
      for (const TokenRef t : match.role("holder")) {
        for (const Who& holder : cast.all_of(t)) {
          if (cast.entity(holder.entity).label != EntityLabel::person) continue;
          if (scene.reading.token(t).upos == text::Upos::PRON) continue;
          const bool led = match.role("title").empty();
          if (!led) continue;  // the titles around names have those
          graph::Claim claim = new_claim(scene, graph::ClaimKind::office, match.trigger, match.frame->id);
          claim.type = "leader";
          claim.text = claim.type;
          add_argument(claim, "holder", holder);
          add_argument(claim, "organization", bodies.front());
          claims.push_back(std::move(claim));
        }
      }
    }
  }
}

}  // namespace kg::extract
