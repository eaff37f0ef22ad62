#include "extract/implied_parties.hpp"

#include <algorithm>

#include "extract/deeds.hpp"

namespace kg::extract {

namespace {

void add(std::vector<Who>& list, const std::vector<Who>& more) {
  for (const Who& who : more) {
    if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
  }
}

class Implied {
 public:
  Implied(const Scene& scene, const Match& match) : scene_(scene), reading_(scene.reading), cast_(scene.cast), match_(match) {}

  std::vector<Who> doers() const {
    const TokenRef t = match_.trigger;
    const bool noun = match_.frame->trigger == ontology::Trigger::noun;
    // "Kenya's cruel, costly and needless war": however the tree hangs the adjectives.
    if (noun && one_of(match_.frame->event, {"ASSAULT", "COERCE"})) {
      if (std::vector<Who> owners = owner_by_order(t); !owners.empty()) return owners;
    }
    if (noun && match_.frame->event == "ASSAULT") return who_carried_out(t);
    // "She faces criminal charges": of the state that the article is about.
    if (match_.frame->id == "face-charges.verb") {
      const std::int32_t state = cast_.state_around(t);
      return state < 0 ? std::vector<Who>{} : std::vector<Who>{{state, {}, 0.55F}};
    }
    if (noun && one_of(match_.frame->event, {"PROTEST"}) && reading_.case_words(t) == "in" && reading_.clause(t)) {
      // "resigned in protest at X's plan"
      std::vector<Who> found;
      for (const TokenRef subject : subjects_of(reading_, reading_.clause(t))) add(found, cast_.all_of(subject));
      return found;
    }
    if (noun || match_.verb != t || !is_passive(reading_, t)) return {};
    // "The party is banned in Turkey": who else could have banned it.
    std::vector<Who> actors;
    if (one_of(match_.frame->event, {"COERCE", "SANCTION"})) {
      for (const std::int32_t c : reading_.children(t)) {
        const TokenRef child{t.sentence, c};
        if (!reading_.is(child, "obl") || reading_.case_words(child) != "in") continue;
        for (const Who& who : cast_.who(child)) {
          if (cast_.entity(who.entity).label == EntityLabel::state) actors.push_back({who.entity, who.words, 0.6F});
        }
      }
    }
    // "He was killed in a Russian airstrike": whose it was.
    if (actors.empty() && one_of(match_.frame->event, {"ASSAULT", "COERCE"})) {
      for (const std::int32_t c : reading_.children(t)) {
        const TokenRef child{t.sentence, c};
        const bool attack = reading_.is(child, "obl") && one_of(reading_.case_words(child), {"in", "during"}) && one_of(reading_.lemma(child), {"operation", "strike", "airstrike", "raid", "attack", "bombing", "shelling", "assault", "ambush", "offensive"});
        if (!attack || !actors.empty()) continue;
        for (const std::int32_t d : reading_.children(child)) {
          const TokenRef owner{t.sentence, d};
          const bool owns = reading_.is(owner, "nmod:poss") || (reading_.is(owner, "nmod") && reading_.case_words(owner) == "by") || (d < c && (reading_.is(owner, "amod") || reading_.is(owner, "compound")));
          if (owns) add(actors, cast_.all_of(owner));
        }
      }
    }
    // "She was jailed", "he was charged with murder": by the state that the article is about.
    const bool by_law = one_of(reading_.lemma(t), {"arrest", "detain", "jail", "imprison", "sentence", "convict", "deport", "extradite", "charge", "indict", "arraign", "prosecute"}) || (reading_.lemma(t) == "take" && match_.frame->event == "COERCE");
    if (actors.empty() && by_law) {
      const bool police = one_of(reading_.lemma(t), {"arrest", "detain", "take"});
      std::int32_t by = police ? cast_.named_force("police") : -1;
      if (by < 0) by = cast_.state_around(t);
      if (by >= 0) actors.push_back({by, {}, 0.55F});
    }
    return actors;
  }

  std::vector<Who> recipients(const std::vector<Who>& actors) const {
    if (match_.frame->event == "REQUEST") return asked();
    const bool attack = match_.frame->event == "ASSAULT" && !one_of(reading_.lemma(match_.trigger), {"fight", "battle", "combat", "clash"});
    const auto may_attack = [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::organization || cast_.entity(who.entity).label == EntityLabel::state; };
    return attack && std::ranges::any_of(actors, may_attack) ? attacked() : std::vector<Who>{};
  }

 private:
  /// Whose noun it is, by the order of words: adjectives, commas and "and" between the owner's ending and the noun.
  std::vector<Who> owner_by_order(TokenRef noun) const {
    std::int32_t at = noun.token - 1;
    const auto describes = [&](TokenRef t) {
      return reading_.token(t).upos == text::Upos::ADJ || reading_.token(t).upos == text::Upos::ADV || one_of(reading_.lower(t), {",", "and", "-"}) || reading_.xpos(t) == "VBN";
    };
    while (at > 1 && noun.token - at < 12 && describes({noun.sentence, at})) --at;
    if (at < 1 || at == noun.token - 1 || !one_of(reading_.lower({noun.sentence, at}), {"'s", "’s", "'", "’"})) return {};
    return cast_.who({noun.sentence, at - 1});
  }

  /// "an attack reportedly carried out by the militia", "his role in the bombing"
  std::vector<Who> who_carried_out(TokenRef noun) const {
    for (const std::int32_t c : reading_.children(noun)) {
      const TokenRef child{noun.sentence, c};
      if (c < noun.token || !reading_.is(child, "acl") || !one_of(reading_.lemma(child), {"carry", "conduct", "claim", "launch", "commit", "perpetrate", "stage", "execute", "order", "orchestrate", "mount", "wage"})) continue;
      std::vector<Who> found;
      for (const TokenRef doer : subjects_of(reading_, child)) {
        if (doer != noun) add(found, cast_.all_of(doer));
      }
      if (!found.empty()) return found;
    }
    const TokenRef part = reading_.case_words(noun) == "in" ? reading_.head(noun) : TokenRef{};
    if (!part || !one_of(reading_.lemma(part), {"role", "involvement", "part", "participation", "complicity"})) return {};
    const TokenRef owner = reading_.child(part, "nmod:poss");
    return owner ? cast_.all_of(owner) : std::vector<Who>{};
  }

  /// "wrote to X asking to …", "at the request of X": what the words around the trigger say of whom it goes to.
  std::vector<Who> asked() const {
    const TokenRef t = match_.trigger;
    if (reading_.is(t, "advcl") || reading_.is(t, "xcomp")) {
      for (const std::int32_t c : reading_.children(reading_.head(t))) {
        const TokenRef child{t.sentence, c};
        if (c < t.token && reading_.is(child, "obl") && reading_.case_words(child) == "to") return cast_.all_of(child);
      }
    }
    const std::string joint = reading_.case_words(t);
    const TokenRef clause = reading_.clause(t);
    const bool complies = joint == "with" && clause && one_of(reading_.lemma(clause), {"comply", "agree"});
    if (match_.frame->trigger == ontology::Trigger::noun && (joint == "at" || complies)) {
      std::vector<Who> found;
      // "a cut by the bank at the request of the ministry"
      for (std::int32_t at = t.token - 1; at > 2 && t.token - at < 4; --at) {
        if (reading_.lower({t.sentence, at}) != "at") continue;
        const Mention* before = cast_.mention_at({t.sentence, at - 1});
        if (before != nullptr && before->outer > 0 && one_of(reading_.lower({t.sentence, before->outer - 1}), {"by", "the"})) {
          std::int32_t by = before->outer - 1;
          if (reading_.lower({t.sentence, by}) == "the" && by > 0) --by;
          if (reading_.lower({t.sentence, by}) == "by") return cast_.who({t.sentence, at - 1});
        }
      }
      if (clause && clause != t) {
        for (const TokenRef subject : subjects_of(reading_, clause)) add(found, cast_.all_of(subject));
      }
      return found;
    }
    return {};
  }


  /// The state in which it happened, if the words say where.
  std::vector<Who> attacked() const {
    std::vector<Who> found;
    const bool claims = reading_.lemma(match_.verb) == "claim" && match_.verb != match_.trigger;  // "was claimed by the militia in Peru"
    for (const Who& place : claims ? std::vector<Who>{} : where_of(scene_, match_.trigger, match_.verb)) {
      if (cast_.entity(place.entity).label == EntityLabel::state) add(found, {place});
      else add(found, state_of_place(scene_, place));
    }
    // "The militia claimed responsibility": of what the article tells.
    if (found.empty() && (claims || match_.frame->id == "claim-responsibility.verb")) {
      if (const std::int32_t state = cast_.state_around(match_.trigger); state >= 0) found.push_back({state, {}, 0.6F});
    }
    return found;
  }

  const Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  const Match& match_;
};

}  // namespace

std::vector<Who> implied_doers(const Scene& scene, const Match& match) { return Implied(scene, match).doers(); }

std::vector<Who> implied_recipients(const Scene& scene, const Match& match, const std::vector<Who>& actors) { return Implied(scene, match).recipients(actors); }

}  // namespace kg::extract
