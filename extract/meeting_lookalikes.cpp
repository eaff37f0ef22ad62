// What looks like a meeting and is none: a need is met, a name is called, a question is asked.
#include <algorithm>

#include "extract/meetings.hpp"

namespace kg::extract {

namespace {

class Lookalikes {
 public:
  explicit Lookalikes(const Scene& scene) : scene_(scene), reading_(scene.reading), cast_(scene.cast) {}

  bool any(const Match& match) const { return meets_a_need(match) || gives_a_name(match) || is_demand(match) || is_other_invitation(match) || is_for_the_press(match) || is_procedure(match); }

 private:
  /// "met the challenges of competition with B", "convened a community of experts": no people meet.
  bool meets_a_need(const Match& match) const {
    const std::string_view lemma = reading_.lemma(match.trigger);
    for (const TokenRef object : objects_of(reading_, match.trigger)) {
      if (lemma == "meet" && one_of(reading_.lemma(object), {"challenge", "need", "requirement", "obligation", "goal", "standard", "deadline", "target", "criterion", "condition", "demand", "expectation", "commitment", "threat", "threshold", "objective"})) return true;
      if (one_of(lemma, {"convene", "assemble"}) && cast_.all_of(object).empty() && !names_meeting(scene_, object)) return true;
    }
    return false;
  }

  /// "called him a liar", "a device called Flyboard", "called the offer an insult": a name is given, nobody rung up.
  bool gives_a_name(const Match& match) const {
    const TokenRef verb = match.trigger;
    if (match.frame->trigger != ontology::Trigger::verb || match.frame->meeting != "call" || reading_.lemma(verb) != "call") return false;
    const bool relative = std::ranges::any_of(reading_.children(verb), [&](std::int32_t c) { return one_of(reading_.lower({verb.sentence, c}), {"who", "which", "that"}); });
    if (is_passive(reading_, verb) || (reading_.is(verb, "acl") && !relative)) return true;  // "a man called X"
    // "called on the president to resign"
    if (verb.token + 1 < reading_.size(verb.sentence) && one_of(reading_.lower({verb.sentence, verb.token + 1}), {"on", "upon", "for"})) return true;
    std::int32_t behind = -1;
    for (const TokenRef object : match.role("recipient")) {
      const Mention* mention = cast_.mention_at(object);
      const bool person = std::ranges::any_of(cast_.all_of(object), [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::person; });
      // "called President Lopez's plan foolish": what is called so is the plan.
      if (!person || (mention == nullptr && reading_.token(object).upos != text::Upos::PRON && reading_.has_child(object, "nmod:poss"))) return true;
      behind = std::max({behind, object.token + 1, mention == nullptr ? 0 : mention->last});
    }
    for (const std::int32_t c : reading_.children(verb)) {
      const TokenRef child{verb.sentence, c};
      if (c >= behind && reading_.is(child, "xcomp") && reading_.token(child).upos != text::Upos::VERB) return true;
    }
    if (behind < 0 || behind >= reading_.size(verb.sentence)) return false;
    const TokenRef next{verb.sentence, behind};
    const text::Upos tag = reading_.token(next).upos;
    if (reading_.in_time(next)) return false;
    // "the wife of a man called Novak said", "called him for what he was"
    if (one_of(reading_.xpos(next), {"VBD", "VBZ", "MD"})) return true;
    if (reading_.lower(next) == "for" && behind + 1 < reading_.size(verb.sentence) && reading_.lower({verb.sentence, behind + 1}) == "what") return true;
    return one_of(reading_.form(next), {"\"", "“", "``", "‘", "'s", "’s", "'", "’"}) || tag == text::Upos::DET || tag == text::Upos::ADJ || tag == text::Upos::NOUN || tag == text::Upos::NUM;
  }

  /// "acts in consultation with the agencies", "the Secretary shall consult with them": how an office is to work.
  bool is_procedure(const Match& match) const {
    const TokenRef at = match.trigger;
    if (reading_.lemma(at) == "consult") {
      return std::ranges::any_of(reading_.children(at), [&](std::int32_t c) { return one_of(reading_.lower({at.sentence, c}), {"shall", "must"}); });
    }
    if (reading_.lower(at) != "consultation" || at.token == 0) return false;
    std::int32_t before = at.token - 1;
    if (one_of(reading_.lower({at.sentence, before}), {"close", "full", "further", "constant"})) --before;
    return before >= 0 && one_of(reading_.lower({at.sentence, before}), {"in", "after"}) && reading_.lower({at.sentence, at.token - 1}) != "the";
  }

  /// "a call for freedom", "calls to end the war": nobody is rung up.
  bool is_demand(const Match& match) const {
    if (match.frame->trigger != ontology::Trigger::noun || reading_.lemma(match.trigger) != "call") return false;
    return std::ranges::any_of(reading_.children(match.trigger), [&](std::int32_t c) {
      const TokenRef child{match.trigger.sentence, c};
      return reading_.case_words(child) == "for" || (reading_.is(child, "acl") && reading_.case_words(child) == "to");
    });
  }

  /// "invited him to collaborate": an invitation to do something else than to come.
  bool is_other_invitation(const Match& match) const {
    if (match.frame->trigger != ontology::Trigger::verb || reading_.lemma(match.trigger) != "invite") return false;
    const TokenRef deed = reading_.child(match.trigger, "xcomp") ? reading_.child(match.trigger, "xcomp") : reading_.child(match.trigger, "advcl");
    if (deed) return !one_of(reading_.lemma(deed), {"visit", "come", "meet", "attend", "join", "travel", "participate", "talk", "discuss", "speak"});
    return match.role("place").empty();
  }

  /// "a press call by the envoy": he talks to reporters.
  bool is_for_the_press(const Match& match) const {
    if (match.frame->trigger != ontology::Trigger::noun || match.trigger.token == 0) return false;
    return one_of(reading_.lower({match.trigger.sentence, match.trigger.token - 1}), {"press", "media", "news"}) && reading_.lemma(match.trigger) == "call";
  }

  const Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
};

}  // namespace

bool tells_no_meeting(const Scene& scene, const Match& match) { return Lookalikes(scene).any(match); }

bool only_asks(const Reading& reading, std::uint32_t s) {
  std::int32_t last = reading.size(s) - 1;
  while (last > 0 && one_of(reading.lower({s, last}), {"\"", "”", "''", ")"})) --last;
  if (last < 2 || reading.lower({s, last}) != "?") return false;
  // "Q Have you …", "And did he …", not "When did he …"
  std::int32_t first = 0;
  while (first < std::min(last, 5) && one_of(reading.lower({s, first}), {"q", "question", ":", "and", "but", "so", "or", ",", "well", "\"", "“"})) ++first;
  return one_of(reading.lower({s, first}), {"have", "has", "did", "do", "does", "is", "are", "was", "were", "will", "can", "could", "would", "should", "any"});
}

}  // namespace kg::extract
