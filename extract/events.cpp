// Who did what to whom: the PLOVER events other than meetings, and memberships.
#include <algorithm>

#include "extract/claims.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

class EventMaker {
 public:
  EventMaker(Scene& scene, std::vector<graph::Claim>& claims) : scene_(scene), reading_(scene.reading), cast_(scene.cast), claims_(claims) {}

  void run() {
    for (const std::vector<Match>& matches : scene_.matches) {
      for (const Match& match : matches) {
        if (cast_.skipped(match.trigger.sentence)) continue;
        if (match.frame->kind == ontology::FrameKind::event) read(match);
        if (match.frame->kind == ontology::FrameKind::membership) read_membership(match);
      }
    }
  }

 private:
  /// The actor that a phrase about a deed or thing belongs to: "the DPRK's missile launches", "the
  /// announcement by X", "Turkish forces" (which described() knows).
  std::vector<Who> owners(TokenRef t) const {
    std::vector<Who> found;
    for (const std::int32_t c : reading_.children(t)) {
      const TokenRef child{t.sentence, c};
      const std::string words = reading_.case_words(child);
      const bool owner = reading_.is(child, "nmod:poss") || (reading_.is(child, "nmod") && one_of(words, {"by", "of", "from", "against", "in"})) ||
                         (c < t.token && (reading_.is(child, "amod") || reading_.is(child, "compound")));
      if (!owner) continue;
      for (const Who& who : cast_.all_of(child)) {
        if (std::find(found.begin(), found.end(), who) == found.end()) found.push_back(who);
      }
      if (!found.empty()) return found;
    }
    // One step deeper: "the decision of the leader of Japan" is known; "violations of the rights of …" is not.
    return found;
  }

  std::vector<Who> targets(TokenRef t, bool deeds) const {
    std::vector<Who> found;
    for (const TokenRef part : reading_.with_conjuncts(t)) {
      std::vector<Who> here = cast_.who(part);
      if (here.empty() && deeds) {
        here = owners(part);
        for (Who& who : here) who.confidence *= 0.85F;
      }
      for (const Who& who : here) {
        if (std::find(found.begin(), found.end(), who) == found.end()) found.push_back(who);
      }
    }
    return found;
  }

  void read(const Match& match) {
    const std::string& type = match.frame->event;
    std::vector<Who> actors, recipients;
    const bool quoted = reading_.quoted(match.trigger);
    for (const TokenRef t : match.role("actor")) {
      for (const TokenRef part : reading_.with_conjuncts(t)) {
        for (const Who& who : cast_.who(part)) {
          if (std::find(actors.begin(), actors.end(), who) == actors.end()) actors.push_back(who);
        }
      }
    }
    // What is condemned or supported may be a deed: it is its doer's.
    const bool deeds = one_of(type, {"ACCUSE", "REJECT", "SUPPORT", "PROTEST", "THREATEN", "SANCTION", "CONCEDE", "ASSAULT", "RETREAT", "AID", "COERCE", "REQUEST"});
    for (const TokenRef t : match.role("recipient")) {
      for (const Who& who : targets(t, deeds)) {
        if (std::find(recipients.begin(), recipients.end(), who) == recipients.end()) recipients.push_back(who);
      }
    }
    std::vector<Who> topics;
    for (const TokenRef t : match.role("topic")) {
      for (const TokenRef part : reading_.with_conjuncts(t)) {
        for (const Who& who : cast_.who(part, Wanted::anything)) topics.push_back(who);
      }
      if (recipients.empty() && reading_.token(t).upos != text::Upos::VERB) {
        for (const Who& who : targets(t, deeds)) {
          if (cast_.entity(who.entity).label != EntityLabel::policy) recipients.push_back(who);
        }
      }
    }
    const bool mutual = one_of(type, {"AGREE", "COOPERATE"}) && recipients.empty() && actors.size() >= 2;
    std::erase_if(recipients, [&](const Who& who) { return std::find(actors.begin(), actors.end(), who) != actors.end(); });
    if (actors.empty() || (recipients.empty() && topics.empty() && !mutual)) return;
    const Reality reality = reality_of(reading_, match.trigger, match.verb);
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::event, match.trigger, match.frame->id);
    claim.type = type;
    claim.mode = match.frame->mode;
    claim.status = event_status(reality);
    claim.when = when_of(scene_, match.trigger, match.verb);
    claim.text = label(match);
    claim.quote = quoted;
    if (quoted && cast_.quote_speaker(match.trigger.sentence) >= 0) claim.speaker = static_cast<EntityIndex>(cast_.quote_speaker(match.trigger.sentence));
    if (mutual) {
      for (const Who& a : actors) {
        graph::Claim one = claim;
        add_argument(one, "actor", a);
        for (const Who& b : actors) {
          if (!(a == b)) add_argument(one, "recipient", b);
        }
        for (const Who& topic : topics) add_argument(one, "topic", topic);
        claims_.push_back(std::move(one));
      }
      return;
    }
    for (const Who& actor : actors) add_argument(claim, "actor", actor);
    for (const Who& recipient : recipients) add_argument(claim, "recipient", recipient);
    for (const Who& topic : topics) add_argument(claim, "topic", topic);
    claims_.push_back(std::move(claim));
  }

  /// The words of the deed: the trigger with its object, at most some words.
  std::string label(const Match& match) const {
    const auto [first, last] = reading_.phrase(match.trigger);
    std::int32_t end = std::max(last, match.trigger.token + 1);
    for (const TokenRef t : match.role("topic")) {
      if (t.token > match.trigger.token) end = std::max(end, reading_.phrase(t).second);
    }
    for (const TokenRef t : match.role("recipient")) {
      if (t.token > match.trigger.token) end = std::max(end, reading_.phrase(t).second);
    }
    end = std::min({end, match.trigger.token + 14, reading_.size(match.trigger.sentence)});
    std::string words(slice(reading_.text(), reading_.span(match.trigger.sentence, std::min(first, match.trigger.token), end)));
    std::replace(words.begin(), words.end(), '\n', ' ');
    return words;
  }

  void read_membership(const Match& match) {
    const Reality reality = reality_of(reading_, match.trigger, match.verb);
    if (reality != Reality::happened || !match.frame->status.empty()) return;
    for (const TokenRef a : match.role("actor")) {
      for (const TokenRef o : match.role("organization")) {
        for (const Who& body : cast_.all_of(o)) {
          if (cast_.entity(body.entity).label != EntityLabel::organization) continue;
          graph::Claim claim = new_claim(scene_, graph::ClaimKind::membership, match.trigger, match.frame->id);
          for (const Who& actor : cast_.all_of(a)) {
            if (!(actor == body)) add_argument(claim, "actor", actor);
          }
          if (claim.arguments.empty()) continue;
          add_argument(claim, "organization", body);
          claims_.push_back(std::move(claim));
        }
      }
    }
  }

  Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::vector<graph::Claim>& claims_;
};

}  // namespace

void make_events(Scene& scene, std::vector<graph::Claim>& claims) { EventMaker(scene, claims).run(); }

}  // namespace kg::extract
