// What happened to named parties that is no meeting, no statement and not done by one of them to the other: "the party
// was banned in May", "X founded the group", "Y died on Sunday". Every clause that tells it makes one claim.
//
// Frames would need one entry a verb and say nothing of the thousands that they leave out; a clause's own verb, with
// who stands as its subject and object, answers "who was arrested" and "when was it founded" for any verb.
#include <algorithm>

#include "extract/claims.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

// Of a clause that is kept as the happening's text: before and behind its verb.
constexpr std::int32_t most_before = 15, most_behind = 25;

class HappeningMaker {
 public:
  HappeningMaker(Scene& scene, std::vector<graph::Claim>& claims) : scene_(scene), reading_(scene.reading), cast_(scene.cast), claims_(claims) {
    for (const graph::Claim& claim : claims) {
      if (claim.kind == graph::ClaimKind::event || claim.kind == graph::ClaimKind::meeting) told_.push_back(claim.words);
    }
    std::sort(told_.begin(), told_.end());
  }

  void run() {
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (cast_.skipped(s)) continue;
      for (std::int32_t t = 0; t < reading_.size(s); ++t) {
        const TokenRef trigger{s, t};
        const text::Upos tag = reading_.token(trigger).upos;
        if (tag == text::Upos::VERB && tells(trigger)) read_verb(trigger);
        if (tag != text::Upos::NOUN) continue;
        if (const std::string_view verb = scene_.vocabulary.happening_verb(reading_.lemma(trigger)); !verb.empty()) read_noun(trigger, verb);
      }
    }
  }

 private:
  /// A full verb that says what happened, not how things are, what somebody thinks, or that two met.
  bool tells(TokenRef verb) const {
    if (reading_.quoted(verb) || (scene_.vocabulary.is_stative_verb(reading_.lemma(verb)) && !has_particle(verb) && !is_told_deed(verb))) return false;
    if (one_of(reading_.relation(verb), {"amod", "compound", "case", "mark", "fixed", "flat", "nmod", "obl", "nsubj"})) return false;
    return cast_.mention_at(verb) == nullptr && (is_news(verb, 0) || is_timetabled(verb));
  }

  /// "Went down", "came off": the particle makes it a deed.
  bool has_particle(TokenRef verb) const {
    return verb.token + 1 < reading_.size(verb.sentence) && reading_.xpos({verb.sentence, verb.token + 1}) == "RP";
  }

  /// "Appeared in court", not "appeared to be ill"; "went into force".
  bool is_told_deed(TokenRef verb) const {
    const auto behind = [&](std::int32_t k) { return verb.token + k < reading_.size(verb.sentence) ? std::string_view(reading_.lower({verb.sentence, verb.token + k})) : std::string_view(); };
    if (reading_.lemma(verb) == "appear") return one_of(behind(1), {"in", "before", "at", "on"}) && !reading_.has_child(verb, "xcomp");
    return one_of(reading_.lemma(verb), {"go", "come"}) && behind(1) == "into" && one_of(behind(2), {"effect", "force"});
  }

  /// "The minister is to leave", not "the best way is to build" or "he is to blame".
  bool is_to_act(TokenRef verb) const {
    if (reading_.lemma(verb) == "blame") return false;
    const auto person = [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::person; };
    return std::ranges::any_of(subjects_of(reading_, verb), [&](TokenRef t) { return std::ranges::any_of(cast_.who(t), person); });
  }

  /// "Is to step down", "are scheduled to vote": told as settled.
  bool is_settled(TokenRef verb) const {
    const auto before = [&](std::int32_t k) { return verb.token >= k ? TokenRef{verb.sentence, verb.token - k} : TokenRef{}; };
    if (!before(2) || reading_.lower(before(1)) != "to") return false;
    if (one_of(reading_.lower(before(2)), {"is", "are"})) return is_to_act(verb);
    return before(3) && one_of(reading_.lower(before(2)), {"scheduled", "slated", "set", "due"}) && one_of(reading_.lower(before(3)), {"is", "are"});
  }

  /// "The term expires in 2022", "voting begins on Monday": the present tense of what has a day.
  bool is_timetabled(TokenRef verb) const {
    const std::string_view form = reading_.xpos(verb);
    return (form == "VBZ" || form == "VBP") && !reading_.sentence(verb.sentence).times.empty() && !reading_.has_child(verb, "mark");
  }

  /// A meeting, or an event between two, that the frames found says the same and more: at this trigger, or at the noun that
  /// it carries ("held a summit").
  bool is_told(TokenRef trigger) const {
    const auto made = [&](TokenRef t) { return std::binary_search(told_.begin(), told_.end(), reading_.token(t).span); };
    const std::vector<Match>& matches = scene_.matches[trigger.sentence];
    // "Announced an agreement" says more than that there is one.
    const auto carries = [&](const Match& match) { return match.frame->light_verbs.empty() || std::ranges::find(match.frame->light_verbs, reading_.lemma(trigger)) != match.frame->light_verbs.end(); };
    return made(trigger) || std::any_of(matches.begin(), matches.end(), [&](const Match& match) { return match.verb == trigger && made(match.trigger) && carries(match); });
  }

  /// A form that tells of a single deed, done or to come: past, perfect, future, progressive; "arrested in May" behind a
  /// noun; the present tense of headlines. "To build" and "builds" say what is wanted or usual.
  bool is_news(TokenRef verb, int depth) const {
    const std::string_view form = reading_.xpos(verb);
    const bool helped = reading_.has_child(verb, "aux");
    if (form == "VBD") return true;
    // Taggers take "banned" for a participle where the subject stands far off.
    if (form == "VBN" && (helped || reading_.is(verb, "acl") || reading_.is(verb, "root") || reading_.has_child(verb, "nsubj"))) return true;
    if (form == "VBG" && helped) return true;
    if (form == "VB" && is_settled(verb)) return true;
    if (form == "VB" && helped) return !reading_.has_child(verb, "mark");
    // "Was arrested and jailed", "will come and see".
    if (reading_.is(verb, "conj") && depth < 4) return is_news(reading_.head(verb), depth + 1);
    return form != "VBG" && form != "VB" && is_headline(verb.sentence) && !reading_.has_child(verb, "mark");
  }

  bool is_headline(std::uint32_t s) const {
    const std::string_view words = slice(reading_.text(), reading_.sentence(s).span);
    return s < 3 && words.find_last_of(".?!:;") != words.size() - 1;
  }

  void read_verb(TokenRef verb) {
    std::vector<Who> actors, recipients;
    for (const TokenRef t : subjects_of(reading_, verb)) {
      // What speakers say of themselves and their hearers is mostly plans and praise; "I signed" is a deed.
      if (one_of(reading_.lower(t), {"we", "you"}) || (reading_.lower(t) == "i" && reading_.xpos(verb) != "VBD")) return;
      add(actors, t);
    }
    for (const TokenRef t : objects_of(reading_, verb)) add(recipients, t);
    tell(verb, verb, std::string(reading_.lemma(verb)), actors, recipients, clause(verb));
  }

  /// "The arrest of X by Y", "X's death", "the Russian invasion of Y", "elections in Y on 4 May".
  void read_noun(TokenRef noun, std::string_view verb) {
    // "In the fall of 2018" is no fall.
    if (reading_.quoted(noun) || reading_.in_time(noun) || one_of(reading_.relation(noun), {"compound", "amod"})) return;
    const bool own = scene_.vocabulary.is_own_doing(verb);  // "the death of X": X dies
    std::vector<Who> actors, recipients;
    for (const std::int32_t c : reading_.children(noun)) {
      const TokenRef child{noun.sentence, c};
      const std::string words = reading_.case_words(child);
      if (reading_.is(child, "nmod") && words == "by") add(actors, child);
      else if (reading_.is(child, "nmod") && (words == "of" || words == "against" || words == "on")) add(own ? actors : recipients, child);
      else if (reading_.is(child, "nmod:poss")) add_owner(own, child, actors, recipients);
      else if (c < noun.token && (reading_.is(child, "amod") || reading_.is(child, "compound"))) add(actors, child);
    }
    const TokenRef clause = reading_.clause(noun);
    // "The court issued a ruling", "X launched an attack".
    const bool light = clause && reading_.is(noun, "obj") && one_of(reading_.lemma(clause), {"issue", "make", "hold", "launch", "conduct", "stage", "mount", "give", "deliver"});
    if (light && actors.empty()) {
      for (const TokenRef t : subjects_of(reading_, clause)) add(actors, t);
    }
    tell(noun, clause, std::string(verb), actors, recipients, phrase(noun));
  }

  /// "Condemned Russia's invasion", "may discuss the arrest of X": whose happening it is, is taken for granted, whatever
  /// the mood of the clause; "plans for X's withdrawal" and "no arrests" say that it has not been.
  Reality reality(TokenRef trigger, bool granted) const {
    if (reading_.token(trigger).upos == text::Upos::VERB || !granted) return reality_of(reading_, trigger, trigger);
    for (const std::int32_t c : reading_.children(trigger)) {
      if (one_of(reading_.lower({trigger.sentence, c}), {"planned", "proposed", "possible", "potential", "alleged", "future", "upcoming", "next", "any", "no"})) return Reality::hypothetical;
    }
    return one_of(reading_.case_words(trigger), {"for", "against", "without"}) ? Reality::hypothetical : Reality::happened;
  }

  /// A state's attack is its own deed; a person's arrest is what was done to him.
  void add_owner(bool own, TokenRef owner, std::vector<Who>& actors, std::vector<Who>& recipients) const {
    std::vector<Who> whose;
    add(whose, owner);
    for (const Who& who : whose) (own || cast_.entity(who.entity).label != EntityLabel::person ? actors : recipients).push_back(who);
  }

  void tell(TokenRef trigger, TokenRef verb, std::string kind, const std::vector<Who>& actors, std::vector<Who> recipients, std::string text) {
    std::erase_if(recipients, [&](const Who& who) { return std::find(actors.begin(), actors.end(), who) != actors.end(); });
    graph::When when = when_of(scene_, trigger, verb ? verb : trigger);
    const Date published = reading_.document().published;
    const bool to_come = when.date && (!published || when.date > published);
    // Whose it is, or on which past day it was, is told of what happened.
    const bool granted = !actors.empty() || !recipients.empty() || (published && !to_come && is_dated(trigger, when));
    const Reality reality = this->reality(trigger, granted);
    if (reality == Reality::hypothetical || reality == Reality::proposed) return;
    if (is_told(trigger)) return;
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::happening, trigger, trigger == verb ? "clause" : "noun");
    claim.when = std::move(when);
    if (trigger == verb && !is_news(verb, 0) && !to_come) return;
    std::vector<Who> places = where_of(scene_, trigger, verb ? verb : trigger);
    if (trigger == verb) add_destination(verb, places);
    // Of nobody known it is news only with its day, its place or its number: "the siege began in May", "nine people died".
    if (actors.empty() && recipients.empty() && !is_dated(trigger, claim.when) && places.empty() && !is_counted(verb ? verb : trigger)) return;
    claim.type = std::move(kind);
    claim.status = event_status(reality);
    if (claim.status == graph::Status::asserted && claim.when.date.unit() == DateUnit::day && to_come && published) claim.status = graph::Status::planned;
    claim.text = std::move(text);
    for (const Who& who : actors) add_argument(claim, "actor", who);
    for (const Who& who : recipients) add_argument(claim, "recipient", who);
    for (const Who& place : places) add_argument(claim, "place", place);
    claims_.push_back(std::move(claim));
  }

  /// "Travelled to Oslo": a journey is where it goes.
  void add_destination(TokenRef verb, std::vector<Who>& places) const {
    if (!one_of(reading_.lemma(verb), {"travel", "fly", "return", "head", "sail", "flee", "drive"})) return;
    for (const std::int32_t c : reading_.children(verb)) {
      const TokenRef child{verb.sentence, c};
      if (!reading_.is(child, "obl") || reading_.case_words(child) != "to") continue;
      for (const Who& where : cast_.all_of(child, Wanted::place)) {
        const EntityLabel label = cast_.entity(where.entity).label;
        const bool place = label == EntityLabel::place || label == EntityLabel::state;
        if (place && std::find(places.begin(), places.end(), where) == places.end()) places.push_back(where);
      }
    }
  }

  /// The date belongs to the deed itself: not "the arrest in May |surprised| many".
  bool is_dated(TokenRef trigger, const graph::When& when) const {
    if (!when.date) return false;
    for (std::int32_t t = 0; t < reading_.size(trigger.sentence); ++t) {
      TokenRef at{trigger.sentence, t};
      if (!when.where.contains(reading_.token(at).span)) continue;
      for (int steps = 0; at && at != trigger && steps < 5 && !one_of(reading_.relation(at), {"nsubj", "nsubj:pass", "acl", "acl:relcl", "advcl", "ccomp"}); ++steps) at = reading_.head(at);
      if (at == trigger) return true;
    }
    return false;
  }

  /// "Nine people died", "the guards counted 40 tents".
  bool is_counted(TokenRef verb) const {
    const auto counted = [&](TokenRef t) { return reading_.token(t).upos == text::Upos::NUM || reading_.has_child(t, "nummod"); };
    return std::ranges::any_of(subjects_of(reading_, verb), counted) || std::ranges::any_of(objects_of(reading_, verb), counted);
  }

  /// Actors of the phrase and its conjuncts; a policy alone is nobody.
  void add(std::vector<Who>& list, TokenRef head) const {
    for (const TokenRef part : reading_.with_conjuncts(head)) {
      for (const Who& who : cast_.who(part)) {
        if (cast_.entity(who.entity).label == EntityLabel::policy) continue;
        if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
      }
    }
  }

  std::string phrase(TokenRef noun) const {
    const auto [first, last] = reading_.phrase(noun);
    return one_line(noun, first, last);
  }

  std::string one_line(TokenRef trigger, std::int32_t first, std::int32_t last) const {
    first = std::max(first, trigger.token - most_before);
    last = std::min(last, trigger.token + most_behind);
    std::string words(slice(reading_.text(), reading_.span(trigger.sentence, first, last)));
    std::replace(words.begin(), words.end(), '\n', ' ');
    return words;
  }

  /// The words from the first to the last of the verb's own dependents; other clauses that hang on it are left out.
  std::string clause(TokenRef verb) const {
    std::int32_t first = verb.token, last = verb.token + 1;
    for (const std::int32_t c : reading_.children(verb)) {
      const TokenRef child{verb.sentence, c};
      if (one_of(reading_.relation(child), {"conj", "cc", "punct", "advcl", "parataxis", "mark", "discourse", "vocative"})) continue;
      if (reading_.is(child, "nsubj") && one_of(reading_.lower(child), {"who", "which", "that"})) continue;
      first = std::min(first, leftmost(child, 0));
      last = std::max({last, reading_.phrase(child).second, c + 1});
    }
    // The subject of a second verb stands before the first one.
    for (const TokenRef t : subjects_of(reading_, verb)) {
      if (t.token < first && verb.token - t.token <= most_before) first = leftmost(t, 0);
    }
    return one_line(verb, first, last);
  }

  std::int32_t leftmost(TokenRef t, int depth) const {
    const std::vector<std::int32_t>& children = reading_.children(t);
    if (children.empty() || children.front() > t.token || depth > 20) return t.token;
    return leftmost({t.sentence, children.front()}, depth + 1);
  }

  Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::vector<graph::Claim>& claims_;
  std::vector<ByteSpan> told_;  ///< triggers of the events and meetings there are, sorted
};

}  // namespace

void make_happenings(Scene& scene, std::vector<graph::Claim>& claims) { HappeningMaker(scene, claims).run(); }

}  // namespace kg::extract
