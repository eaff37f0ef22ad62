// Who did what to whom: the PLOVER events other than meetings, and memberships.
#include <algorithm>

#include "base/utf8.hpp"
#include "extract/claims.hpp"
#include "extract/deeds.hpp"
#include "extract/implied_parties.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

class EventMaker {
 public:
  EventMaker(Scene& scene, std::vector<graph::Claim>& claims) : scene_(scene), reading_(scene.reading), cast_(scene.cast), claims_(claims) {}

  void run() {
    for (std::uint32_t s = 0; s < scene_.matches.size(); ++s) {
      told_.clear();
      if (!cast_.skipped(s)) read_backing(s);
      for (const Match& match : scene_.matches[s]) {
        if (cast_.skipped(match.trigger.sentence)) continue;
        if (match.frame->kind == ontology::FrameKind::event) read(match);
        if (match.frame->kind == ontology::FrameKind::membership) read_membership(match);
      }
    }
  }

 private:
  static void add(std::vector<Who>& list, const std::vector<Who>& more) {
    for (const Who& who : more) {
      if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
    }
  }

  /// Who acts: the subject, or the owner of weapons and forces ("Russian missiles killed …").
  std::vector<Who> doers(const Match& match) const {
    std::vector<Who> actors;
    for (const TokenRef t : match.role("actor")) {
      for (const TokenRef part : reading_.with_conjuncts(t)) {
        std::vector<Who> here = party_of(scene_, part);
        // "issued a statement condemning X", "passed a resolution urging X"
        if (here.empty() && one_of(reading_.lemma(part), {"statement", "message", "letter", "tweet", "post", "resolution", "communique", "declaration", "petition", "memo", "note", "speech", "email", "motion", "order"})) here = owners_of(scene_, part);
        // "We" urge and condemn: in speech those are the speaker's own words; what "we" do is done by those whom he speaks for.
        const std::int32_t speaker = cast_.quote_speaker(part.sentence) >= 0 ? cast_.quote_speaker(part.sentence) : cast_.voice(part.sentence);
        if (speaker >= 0 && reading_.lower(part) == "we" && one_of(match.frame->event, {"ACCUSE", "REQUEST", "REJECT", "THREATEN"})) here = {{speaker, reading_.token(part).span, 0.8F}};
        if (here.empty() && one_of(match.frame->event, {"ASSAULT", "COERCE", "MOBILIZE"}) &&
            one_of(reading_.lemma(part), {"missile", "rocket", "jet", "plane", "warplane", "aircraft", "drone", "airstrike", "strike", "shelling", "artillery", "tank", "warship", "vessel", "bomb", "bomber", "helicopter", "fire", "gunfire"})) {
          here = owners_of(scene_, part);
        }
        add(actors, here);
      }
    }
    if (actors.empty()) actors = implied_doers(scene_, match);
    return actors;
  }

  /// "The Contact Group, including A and B, agreed": not with one another.
  bool names_parts(const std::vector<Who>& actors) const {
    const ByteSpan all{actors.front().words.begin, actors.back().words.end};
    return all.begin < all.end && slice(reading_.text(), all).find("including") != std::string_view::npos;
  }

  /// "recognized as a terrorist group": the reproach outweighs the other frame of the same verb.
  bool is_outweighed(const Match& match) const {
    const std::vector<Match>& all = scene_.matches[match.trigger.sentence];
    // "reiterated Norway's support": what the noun tells.
    const bool told_by_noun = match.frame->id == "reaffirm.verb" && std::ranges::any_of(all, [&](const Match& other) { return other.frame->id == "support.noun" && other.verb == match.trigger && !other.role("actor").empty(); });
    if (told_by_noun) return true;
    return std::any_of(all.begin(), all.end(), [&](const Match& other) {
      return other.trigger == match.trigger && ((match.frame->event == "SUPPORT" && other.frame->event == "ACCUSE") || (match.frame->event == "RETREAT" && other.frame->event == "REJECT"));
    });
  }

  /// "threatened to attack", "asked him to investigate X": the threat or request is told; the deed is not done.
  bool is_only_wanted(const Match& match) const {
    const TokenRef up = reading_.head(match.trigger);
    if (match.frame->trigger == ontology::Trigger::noun && up && reading_.is(match.trigger, "obj") && reading_.head(up) && is_possibility(up, reading_.head(up))) return true;
    if (match.trigger != match.verb) return false;
    if (up && is_possibility(match.trigger, up)) return true;
    const bool infinitive = reading_.relation(match.trigger) == "xcomp" || (reading_.is(match.trigger, "advcl") && reading_.case_words(match.trigger) == "to");
    return up && infinitive && one_of(reading_.lemma(up), {"threaten", "ask", "urge", "want", "tell", "order", "call", "demand", "press", "request", "warn", "vow", "refuse", "decline"});
  }

  /// "an interest in attacking X", "opportunities to work with Y", "accused him of violating Z": nobody says that it is done.
  bool is_possibility(TokenRef trigger, TokenRef up) const {
    const std::string words = reading_.case_words(trigger);
    if (reading_.xpos(trigger) == "VBG" && words == "of" && one_of(reading_.lemma(up), {"accuse", "suspect", "acquit", "clear", "capable", "possibility", "risk", "idea", "hope", "intention", "threat", "chance", "prospect"})) return true;
    if (reading_.xpos(trigger) == "VBG" && words == "in" && reading_.lemma(up) == "interest") return true;
    return reading_.is(trigger, "acl") && words == "to" && one_of(reading_.lemma(up), {"opportunity", "way", "option", "possibility", "chance", "idea", "interest", "need", "ability", "capacity", "right", "incentive", "proposal"});
  }

  /// "called X the only hope for Y" calls for nothing; who "contributed to this report" did not help anybody.
  bool is_other_sense(const Match& match) const {
    if (match.frame->event == "REQUEST" && reading_.lemma(match.trigger) == "call" && reading_.has_child(match.trigger, "obj")) return true;
    // "insists that it goes on" asks for nothing; "insists that they stop" does.
    const TokenRef content = reading_.child(match.trigger, "ccomp");
    if (match.frame->event == "REQUEST" && one_of(reading_.lemma(match.trigger), {"insist", "suggest", "propose", "recommend"}) && content) {
      const TokenRef aux = reading_.child(content, "aux");
      if (reading_.xpos(content) != "VB" || (aux && !one_of(reading_.lower(aux), {"should", "must"}))) return true;
    }
    // "sought refuge from the war"; a request is told by its own words or by who did what it asked
    const TokenRef object = reading_.child(match.trigger, "obj");
    if (object && reading_.lemma(match.trigger) == "seek" && one_of(reading_.lemma(object), {"refuge", "asylum", "shelter", "protection", "relief", "safety"})) return true;
    if (match.frame->id == "at-request.noun" && !one_of(reading_.case_words(match.trigger), {"at", "with"})) return true;
    if (reading_.lemma(match.trigger) != "contribute") return false;
    return std::ranges::any_of(reading_.children(match.trigger), [&](std::int32_t c) { return one_of(reading_.lemma({match.trigger.sentence, c}), {"report", "story", "article"}); });
  }

  /// What is done about a policy alone counts where somebody takes a stance on it: who "promotes prosperity", "seeks peace" or
  /// "ends a crisis" does not.
  bool takes_a_stance(const Match& match) const {
    if (!one_of(match.frame->event, {"SUPPORT", "REJECT", "REQUEST", "AGREE", "CONCEDE", "PROTEST"})) return false;
    return !one_of(reading_.lemma(match.trigger), {"promote", "advocate", "favor", "favour", "seek", "end", "ease", "promise", "pledge", "vow", "commit", "deny", "block", "violate", "want", "exclude", "rule", "describe", "call", "ask", "request"}) ||
           match.frame->id == "call-for.verb";
  }

  /// "A and B agreed" is with one another; "A and B approved the march" is not.
  bool may_be_mutual(const Match& match) const {
    return one_of(match.frame->event, {"AGREE", "COOPERATE"}) &&
           !one_of(reading_.lemma(match.trigger), {"approve", "ratify", "adopt", "accept", "embrace", "allow", "permit", "authorize", "authorise", "promise", "pledge", "vow", "guarantee", "accede", "buy", "purchase", "import", "sell", "export", "invest"});
  }

  /// "A and B attacked each other"
  bool to_each_other(const Match& match) const {
    return std::ranges::any_of(match.role("recipient"), [&](TokenRef t) {
      const std::string before = t.token > 0 ? reading_.lower({t.sentence, t.token - 1}) : std::string();
      return (reading_.lower(t) == "other" && before == "each") || (reading_.lower(t) == "another" && before == "one");
    });
  }

  /// "called for X to be released", "asked for X to be tried"
  bool is_done_to(TokenRef trigger, TokenRef t) const {
    const auto passive = [&](TokenRef up) {
      return std::ranges::any_of(reading_.children(up), [&](std::int32_t c) {
        const TokenRef verb{up.sentence, c};
        return c > t.token && reading_.has_child(verb, "aux:pass") && one_of(reading_.relation(verb), {"xcomp", "advcl", "ccomp", "acl"});
      });
    };
    return passive(trigger) || passive(t);
  }

  /// "X's release", "the arrest of X"
  bool is_done_to_its_owner(TokenRef t) const {
    return one_of(reading_.lemma(t), {"release", "reinstatement", "arrest", "removal", "ouster", "extradition", "trial", "prosecution", "punishment", "execution", "freedom", "impeachment", "expulsion", "dismissal"});
  }

  /// Who holds or has punished them, as far as it was told not long before.
  std::vector<Who> captors_of(const std::vector<Who>& patients, std::uint32_t s) const {
    constexpr std::uint32_t reach = 40;  // sentences
    const std::span<const ToldDeed> told = deeds_of(scene_, s - std::min(s, reach), s);
    for (auto deed = told.rbegin(); deed != told.rend() && !patients.empty(); ++deed) {
      if (!one_of(deed->frame->event, {"COERCE", "SANCTION", "ASSAULT"})) continue;
      const bool his = std::ranges::any_of(deed->recipients, [&](const Who& who) { return std::ranges::find(patients, who) != patients.end(); });
      if (his) return deed->actors;
    }
    return {};
  }

  /// "With the support of X, they opened the bridge": X supports them.
  bool is_with_help(const Match& match) const {
    return match.frame->trigger == ontology::Trigger::noun && one_of(match.frame->event, {"SUPPORT", "AID"}) && match.verb == match.trigger && reading_.case_words(match.trigger) == "with" && reading_.head(match.trigger) &&
           reading_.token(reading_.head(match.trigger)).upos == text::Upos::VERB && match.trigger.token - reading_.head(match.trigger).token < 8;
  }

  void read(const Match& match) {
    const std::string& type = match.frame->event;
    // "The alliance between A and B": what is so, not what somebody does; "A restored ties with B" is a deed.
    const bool state_of_things = match.frame->trigger == ontology::Trigger::noun && match.verb == match.trigger &&
                                 one_of(reading_.lemma(match.trigger), {"tie", "relation", "relationship", "alliance", "partnership", "friendship", "coalition"});
    // "Our Kenyan partners" says nothing of what they do; "Kenya is a partner" does.
    const bool by_the_way = one_of(reading_.lemma(match.trigger), {"partner", "ally"}) && match.frame->trigger == ontology::Trigger::noun && !reading_.has_child(match.trigger, "cop");
    if (reading_.lower({match.trigger.sentence, reading_.size(match.trigger.sentence) - 1}) == "?" && !one_of(type, {"ASSAULT", "COERCE"})) return;  // asked, not told
    // "the Global Coalition to Defeat Hunger": a word of a name
    const Mention* name = cast_.mention_at(match.trigger);
    if (name != nullptr && name->label != EntityLabel::policy && match.frame->trigger == ontology::Trigger::noun) return;
    const Mention* named = reading_.is(match.trigger, "acl") && reading_.upper_initial(match.trigger) ? cast_.mention_at(reading_.head(match.trigger)) : nullptr;
    if (named != nullptr && named->label == EntityLabel::organization) return;
    if (by_the_way || state_of_things || is_of_saying(*match.frame) || is_outweighed(match) || is_other_sense(match) || is_only_wanted(match)) return;
    std::vector<Who> actors = doers(match), recipients;
    const bool quoted = reading_.quoted(match.trigger);
    std::vector<Who> patients;  // "called for X to be released", "demanded X's release": whoever holds X is asked
    for (const TokenRef t : match.role("recipient")) {
      if (type == "REQUEST" && is_done_to(match.trigger, t)) add(patients, cast_.all_of(t));
      else add(recipients, targets_of(scene_, t, type));
    }
    // "The ministers announced an agreement between the two countries": it is between those who are named so.
    const auto between = [](const Filler& filler) { return filler.path == "nmod:between" || filler.path == "nmod:among"; };
    if (one_of(type, {"AGREE", "COOPERATE"}) && std::any_of(match.fillers.begin(), match.fillers.end(), between)) {
      std::vector<Who> parties;
      for (const Filler& filler : match.fillers) {
        if (between(filler)) add(parties, cast_.all_of(filler.head));
      }
      if (parties.size() >= 2) actors = std::move(parties);
    }
    std::vector<Who> topics;
    for (const TokenRef t : match.role("topic")) {
      const bool done_to = type == "REQUEST" && (is_done_to_its_owner(t) || is_done_to(match.trigger, t));
      for (const TokenRef part : reading_.with_conjuncts(t)) {
        for (const Who& who : cast_.who(part, Wanted::anything)) {
          if (!done_to || cast_.entity(who.entity).label == EntityLabel::policy) topics.push_back(who);
        }
      }
      // Who seeks X's help asks X; who seeks X's seat does not.
      const bool sought = reading_.lemma(match.trigger) == "seek" && !one_of(reading_.lemma(t), {"support", "help", "approval", "authorization", "permission", "resignation", "opinion", "advice", "view", "consent", "backing", "endorsement", "blessing", "assistance", "aid", "cooperation", "vote", "apology", "guidance", "response", "promise", "commitment", "assurance", "guarantee"});
      if (done_to) {
        add(patients, is_done_to_its_owner(t) ? owners_of(scene_, t) : cast_.all_of(t));
        continue;
      }
      if (recipients.empty() && !sought && reading_.token(t).upos != text::Upos::VERB) {
        for (const Who& who : targets_of(scene_, t, type)) {
          if (cast_.entity(who.entity).label != EntityLabel::policy) add(recipients, {who});
        }
      }
    }
    if (is_with_help(match)) {
      actors = owners_of(scene_, match.trigger);
      recipients.clear();
      for (const TokenRef subject : subjects_of(reading_, reading_.head(match.trigger))) add(recipients, cast_.all_of(subject));
    }
    if (recipients.empty()) recipients = captors_of(patients, match.trigger.sentence);
    if (recipients.empty() && patients.empty()) recipients = implied_recipients(scene_, match, actors);
    const bool mutual = actors.size() >= 2 && ((may_be_mutual(match) && recipients.empty()) || to_each_other(match));
    std::erase_if(recipients, [&](const Who& who) { return std::ranges::any_of(actors, [&](const Who& actor) { return is_own_side(scene_, actor.entity, who.entity); }); });
    // Who appoints backs a person, not the office or its body.
    if (match.frame->id == "appoint.verb") {
      std::erase_if(recipients, [&](const Who& who) { return cast_.entity(who.entity).label != EntityLabel::person; });
      if (recipients.empty()) topics.clear();
    }
    std::erase_if(topics, [&](const Who& who) { return std::find(recipients.begin(), recipients.end(), who) != recipients.end(); });
    const Reality reality = reality_of(reading_, match.trigger, match.verb);
    if (!actors.empty() && (reality == Reality::happened || reality == Reality::planned)) scene_.deeds.push_back({match.trigger, match.frame, reality, actors, recipients});
    if (recipients.empty() && !(reality == Reality::happened && takes_a_stance(match))) topics.clear();
    if (actors.empty() || (recipients.empty() && topics.empty() && !mutual)) return;
    // "If Japan lifts the ban" does not say that anybody wants it, "proposed to send aid" not that aid is sent.
    // A policy "of not charging presidents" is no deed, either.
    if (reality == Reality::denied && reading_.xpos(match.trigger) == "VBG" && reading_.is(match.trigger, "acl")) return;
    if (reality == Reality::hypothetical || (reality == Reality::proposed && type != "REQUEST")) return;
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::event, match.trigger, match.frame->id);
    claim.type = type;
    claim.mode = match.frame->mode;
    claim.status = event_status(reality);
    // "does not support the plan", "cannot accept it"
    if (reality == Reality::denied && !mutual && one_of(type, {"SUPPORT", "AGREE"}) && one_of(reading_.lemma(match.trigger), {"support", "back", "endorse", "accept", "agree", "approve", "recognize", "recognise", "acknowledge", "welcome", "sign", "ratify", "embrace", "adopt"})) {
      claim.type = "REJECT";
      claim.mode.clear();
      claim.status = graph::Status::asserted;
    }
    // "I will destroy them"
    if (quoted && reality == Reality::planned && one_of(type, {"ASSAULT", "COERCE", "SANCTION"}) && std::ranges::any_of(match.role("actor"), [&](TokenRef t) { return one_of(reading_.lower(t), {"i", "we"}); })) {
      claim.type = "THREATEN";
      claim.mode.clear();
      claim.status = graph::Status::asserted;
    }
    claim.when = when_of(scene_, match.trigger, match.verb);
    claim.text = label(match);
    claim.quote = quoted;
    if (quoted && cast_.quote_speaker(match.trigger.sentence) >= 0) claim.speaker = static_cast<EntityIndex>(cast_.quote_speaker(match.trigger.sentence));
    // "A, B and C agreed" is told once, of the first with the others.
    if (mutual) {
      if (reality == Reality::denied || names_parts(actors)) return;
      recipients.assign(actors.begin() + 1, actors.end());
      actors.resize(1);
    }
    for (const Who& actor : actors) add_argument(claim, "actor", actor);
    for (const Who& recipient : recipients) add_argument(claim, "recipient", recipient);
    for (const Who& topic : topics) add_argument(claim, "topic", topic);
    add_places(match, claim);
    tell(match, std::move(claim));
  }

  /// "signed a memorandum": the noun tells with its verb what the verb tells alone. Of two such claims about the same parties the
  /// noun's stays, which says more.
  void tell(const Match& match, graph::Claim claim) {
    for (Told& told : told_) {
      graph::Claim& other = claims_[told.claim];
      if (other.type != claim.type || !have_same_parties(other, claim)) continue;
      if (told.match->verb == match.trigger && told.match->trigger != match.trigger) return;
      if (told.match->trigger == match.verb && match.trigger != match.verb) {
        other = std::move(claim);
        told.match = &match;
        return;
      }
    }
    told_.push_back({&match, claims_.size()});
    claims_.push_back(std::move(claim));
  }

  static bool have_same_parties(const graph::Claim& a, const graph::Claim& b) {
    const auto covers = [](const graph::Claim& whole, const graph::Claim& part) {
      return std::ranges::all_of(part.arguments, [&](const graph::Argument& argument) {
        return (argument.role != "actor" && argument.role != "recipient") ||
               std::ranges::any_of(whole.arguments, [&](const graph::Argument& other) { return other.role == argument.role && other.entity == argument.entity; });
      });
    };
    return covers(a, b) && covers(b, a);
  }

  /// Where it was done. Of words that are said the place tells nothing, and a noun may stand in any clause: "discussed
  /// the invasion in Oslo".
  void add_places(const Match& match, graph::Claim& claim) const {
    if (reading_.token(match.trigger).upos != text::Upos::VERB || claim.status != graph::Status::asserted || !one_of(claim.type, {"AGREE", "AID", "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})) return;
    for (const Who& place : where_of(scene_, match.trigger, match.verb)) {
      const bool party = std::ranges::any_of(claim.arguments, [&](const graph::Argument& argument) { return argument.entity == static_cast<EntityIndex>(place.entity); });
      if (!party) add_argument(claim, "place", place);
    }
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

  /// "the Russian-backed government of X", "a Turkey-funded militia"
  void read_backing(std::uint32_t s) {
    for (std::int32_t t = 2; t + 1 < reading_.size(s); ++t) {
      const TokenRef word{s, t};
      const bool aid = one_of(reading_.lower(word), {"funded", "financed", "armed", "equipped", "trained"});
      if (reading_.lower({s, t - 1}) != "-" || !(aid || one_of(reading_.lower(word), {"backed", "supported", "sponsored"}))) continue;
      const std::vector<Who> actors = cast_.who({s, t - 2});
      std::vector<Who> backed;
      for (std::int32_t at = t + 1; at < std::min(reading_.size(s), t + 6) && backed.empty(); ++at) {
        const TokenRef next{s, at};
        const text::Upos tag = reading_.token(next).upos;
        if (tag != text::Upos::ADJ && tag != text::Upos::NOUN && tag != text::Upos::PROPN) break;
        if (!cast_.is_private(next)) backed = cast_.who(next);
      }
      std::erase_if(backed, [&](const Who& who) { return std::ranges::find(actors, who) != actors.end() || cast_.entity(who.entity).label == EntityLabel::policy; });
      if (actors.empty() || backed.empty()) continue;
      graph::Claim claim = new_claim(scene_, graph::ClaimKind::event, word, "backed");
      claim.type = aid ? "AID" : "SUPPORT";
      claim.text = std::string(reading_.form({s, t - 2})) + "-" + std::string(reading_.form(word));
      for (const Who& actor : actors) add_argument(claim, "actor", actor);
      for (const Who& who : backed) add_argument(claim, "recipient", who);
      claims_.push_back(std::move(claim));
    }
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
  struct Told {
    const Match* match;
    std::size_t claim;
  };
  std::vector<Told> told_;  // of the sentence at hand
};

}  // namespace

void make_events(Scene& scene, std::vector<graph::Claim>& claims) { EventMaker(scene, claims).run(); }

}  // namespace kg::extract
