#include "extract/mood.hpp"

#include <algorithm>

namespace kg::extract {

namespace {

Reality weaker(Reality a, Reality b) { return std::max(a, b); }

/// What a verb, noun or adjective says about the action that depends on it ("plan to meet").
bool outlook(std::string_view lemma, Reality& reality) {
  if (one_of(lemma, {"plan", "intend", "expect", "schedule", "set", "prepare", "agree", "decide", "promise", "pledge", "vow", "aim", "commit",
                     "arrange", "due", "slate", "announce", "ready", "likely", "upcoming", "decision", "agreement", "commitment", "pledge",
                     "preparation", "will", "schedule", "determined", "scheduled", "expected", "planned", "prepared", "await", "anticipate"})) {
    reality = Reality::planned;
    return true;
  }
  if (one_of(lemma, {"want", "offer", "propose", "seek", "ask", "urge", "invite", "call", "try", "request", "demand", "wish", "need", "suggest", "hope",
                     "consider", "like", "happy", "glad", "keen", "willing", "willingness", "open", "eager", "possible", "possibility", "chance", "opportunity", "invitation",
                     "proposal", "offer", "desire", "effort", "attempt", "bid", "wait", "would", "favor", "prefer", "encourage", "discuss", "mull",
                     "readiness", "determination", "intention", "interest", "interested", "consideration", "option", "prospect", "idea", "appeal", "advocate", "push", "prospective", "hopeful", "potential"})) {
    reality = Reality::proposed;
    return true;
  }
  if (one_of(lemma, {"refuse", "decline", "deny", "fail", "reject", "refusal", "failure", "denial", "unable", "unlikely", "unwilling", "avoid", "prevent",
                     "oppose", "dismiss", "boycott", "snub", "skip", "stop", "forbid", "rule", "reluctant"})) {
    reality = Reality::denied;
    return true;
  }
  if (one_of(lemma, {"cancel", "postpone", "scrap", "scratch", "abandon", "suspend", "delay", "cancelled", "canceled", "postponed", "cancellation",
                     "postponement", "aborted", "abort"})) {
    reality = Reality::cancelled;
    return true;
  }
  return false;
}

/// The same for a verb with its particle: what is called off or put off is no call.
bool outlook(const Reading& reading, TokenRef word, Reality& reality) {
  if (one_of(reading.lemma(word), {"call", "put"})) {
    for (const std::int32_t c : reading.children(word)) {
      if (c > word.token && reading.lower({word.sentence, c}) == "off") {
        reality = Reality::cancelled;
        return true;
      }
    }
  }
  if (reading.token(word).upos == text::Upos::NOUN && reading.lemma(word) == "stop") return false;  // of a journey
  return outlook(reading.lemma(word), reality);
}

bool negated(const Reading& reading, TokenRef t) {
  for (const std::int32_t c : reading.children(t)) {
    const TokenRef child{t.sentence, c};
    const std::string& word = reading.lower(child);
    if (one_of(word, {"not", "n't", "n’t", "never", "nor", "neither"}) && (reading.is(child, "advmod") || reading.is(child, "cc") || reading.is(child, "aux"))) {
      if (word == "not" && c + 1 < reading.size(t.sentence) && one_of(reading.lower({t.sentence, c + 1}), {"only", "just"})) continue;
      return true;
    }
    if (one_of(word, {"no", "neither"}) && reading.is(child, "det")) return true;
    // "No officials met", "nobody met"
    if (reading.is(child, "nsubj")) {
      if (one_of(word, {"nobody", "none", "nothing"})) return true;
      for (const std::int32_t d : reading.children(child)) {
        if (one_of(reading.lower({t.sentence, d}), {"no", "neither"}) && reading.is({t.sentence, d}, "det")) return true;
      }
    }
  }
  return false;
}

/// "look forward to"
bool looks_forward(const Reading& reading, TokenRef verb) {
  return reading.lemma(verb) == "look" && verb.token + 1 < reading.size(verb.sentence) && reading.lower({verb.sentence, verb.token + 1}) == "forward";
}

Reality of_verb(const Reading& reading, TokenRef verb, int depth);

/// The mood that the clause above lends to a clause without tense of its own.
Reality inherited(const Reading& reading, TokenRef verb, int depth) {
  const TokenRef up = reading.head(verb);
  const bool infinitive = reading.has_child(verb, "mark") && reading.case_words(verb) == "to";
  // A headline: "Putin to meet Xi", whichever of the two the tree is built on.
  const bool headline = !up || (!reading.head(up) && reading.is(verb, "acl") && !reading.has_child(up, "cop") && reading.token(up).upos == text::Upos::PROPN);
  if (headline && (infinitive || !up)) return infinitive ? Reality::planned : Reality::happened;
  if (depth > 8) return Reality::happened;
  const bool going_to = infinitive && reading.lemma(up) == "go" && reading.xpos(up) == "VBG";
  if (going_to && negated(reading, up)) return Reality::denied;
  if (looks_forward(reading, up) || going_to) return Reality::planned;
  // "He is in London to meet": a purpose of the present is still to come.
  if (infinitive && (reading.is(verb, "advcl") || (reading.is(verb, "acl") && reading.has_child(up, "cop")))) {
    const TokenRef copula = reading.child(up, "cop");
    const std::string_view tense = reading.xpos(copula ? copula : up);
    if ((tense == "VBZ" || tense == "VBP") && !reading.has_child(up, "aux")) return Reality::planned;
  }
  if (reading.is(verb, "conj")) {
    return reading.token(up).upos == text::Upos::VERB ? of_verb(reading, up, depth + 1) : Reality::happened;
  }
  if (reading.is(verb, "acl") && reading.token(up).upos != text::Upos::VERB) {
    Reality reality = Reality::happened;
    const TokenRef clause = reading.clause(up);
    // "had the opportunity to meet" says that he did.
    const bool had = clause && reading.lemma(clause) == "have" && reading.is(up, "obj") && one_of(reading.lemma(up), {"opportunity", "chance", "occasion", "honor", "honour", "pleasure", "privilege"});
    if (had) return of_verb(reading, clause, depth + 1);
    if (outlook(reading, up, reality)) return reality;
    return clause && clause != verb && clause.token != verb.token ? of_verb(reading, clause, depth + 1) : Reality::happened;
  }
  if (reading.is(verb, "xcomp") || reading.is(verb, "advcl") || reading.is(verb, "ccomp") || reading.is(verb, "csubj")) {
    Reality reality = Reality::happened;
    if (!reading.is(verb, "advcl") && outlook(reading, up, reality)) {
      const bool negative = negated(reading, up);
      if (negative) return Reality::denied;
      if (reality == Reality::denied) return reality;
      return reality;
    }
    return of_verb(reading, up, depth + 1);
  }
  return Reality::happened;
}

/// "is to meet" is planned; "was to have met" tells that it did not happen. Read from the words in a row,
/// since trees disagree on what such a "be" is.
Reality of_be_to(const Reading& reading, TokenRef verb) {
  const auto word = [&](std::int32_t at) { return at >= 0 ? std::string_view(reading.lower({verb.sentence, at})) : std::string_view(); };
  std::int32_t at = verb.token - 1;
  const bool perfect = word(at) == "have";
  if (perfect) --at;
  if (word(at) != "to") return Reality::happened;
  --at;
  if (at >= 0 && reading.token({verb.sentence, at}).upos == text::Upos::ADV) --at;
  if (!one_of(word(at), {"is", "are", "was", "were", "am", "'s", "’s", "'re", "’re"})) return Reality::happened;
  return perfect ? Reality::cancelled : Reality::planned;
}

Reality of_verb(const Reading& reading, TokenRef verb, int depth) {
  if (depth > 8) return Reality::happened;
  if (negated(reading, verb)) return Reality::denied;
  if (const Reality to_come = of_be_to(reading, verb); to_come != Reality::happened) return to_come;
  Reality reality = Reality::happened;
  bool finite_aux = false, perfect = false, to = false, at_a_time = false;
  for (const std::int32_t c : reading.children(verb)) {
    const TokenRef child{verb.sentence, c};
    const std::string& word = reading.lower(child);
    if (reading.is(child, "aux") || reading.is(child, "cop")) {
      finite_aux = true;
      if (one_of(word, {"will", "'ll", "’ll", "shall", "wo"})) reality = weaker(reality, Reality::planned);
      if (one_of(word, {"would", "'d", "’d"})) reality = weaker(reality, Reality::planned);
      if (one_of(word, {"may", "might", "could", "can", "should", "must", "ca"})) reality = weaker(reality, Reality::proposed);
      if (one_of(word, {"have", "has", "had", "'ve", "’ve"})) perfect = true;
    }
    if (reading.is(child, "mark") || reading.is(child, "advmod")) {
      at_a_time = at_a_time || (c < verb.token && one_of(word, {"when", "once", "until", "till", "before"}));
    }
    if (reading.is(child, "mark")) {
      if (one_of(word, {"if", "unless", "whether"})) reality = weaker(reality, Reality::hypothetical);
      if (word == "to") to = true;
    }
  }
  if (perfect && reality == Reality::proposed) return Reality::hypothetical;  // "could have met"
  if (perfect && reality == Reality::planned) return Reality::hypothetical;   // "would have met"
  const std::string_view tag = reading.xpos(verb);
  // "when he meets Kim": in a clause of time the present stands for what is to come.
  if (at_a_time && !finite_aux && (tag == "VBZ" || tag == "VBP")) return weaker(reality, Reality::planned);
  const bool infinitive = to || (tag == "VB" && !finite_aux);
  const bool gerund = tag == "VBG" && !finite_aux;
  if (reality == Reality::happened && (infinitive || gerund || (tag == "VBN" && !finite_aux))) {
    if (gerund) {
      const std::string marks = reading.case_words(verb);
      if (one_of(marks, {"after", "since", "following", "upon"})) return Reality::happened;
      if (one_of(marks, {"before", "ahead_of", "in_advance_of", "prior_to"})) return Reality::planned;
    }
    reality = inherited(reading, verb, depth);
  }
  // A complement of "deny", "if"-clauses above.
  if (reading.relation(verb) == "ccomp" || reading.relation(verb) == "xcomp") {
    const TokenRef up = reading.head(verb);
    if (up && one_of(reading.lemma(up), {"deny", "doubt", "refute"})) return negated(reading, up) ? Reality::happened : Reality::denied;
    if (up && reading.relation(verb) == "ccomp" && reality == Reality::happened) {
      Reality above = Reality::happened;
      if (one_of(reading.lemma(up), {"hope", "propose", "suggest", "demand", "request", "urge", "insist", "recommend", "wish"}) && !finite_aux && tag != "VBD" && outlook(reading, up, above)) {
        reality = Reality::proposed;
      }
    }
  }
  return reality;
}

}  // namespace

TokenRef held_in(const Reading& reading, TokenRef noun) {
  if (reading.token(noun).upos == text::Upos::VERB) return {};
  const auto tells = [&](TokenRef verb) {
    return reading.token(verb).upos == text::Upos::VERB &&
           one_of(reading.lemma(verb), {"hold", "take", "schedule", "plan", "set", "slate", "begin", "start", "open", "convene", "happen", "occur", "conclude", "end", "host", "expect"});
  };
  for (const std::int32_t c : reading.children(noun)) {
    const TokenRef child{noun.sentence, c};
    if (c > noun.token && reading.is(child, "acl") && tells(child)) return child;
  }
  // A parser hangs "which will be held" on the nearest noun or verb; only a meeting is held, so the order of words decides.
  constexpr std::int32_t reach = 12;
  bool relative = false;
  for (std::int32_t t = noun.token + 1; t < std::min(reading.size(noun.sentence), noun.token + reach); ++t) {
    const TokenRef at{noun.sentence, t};
    if (relative && tells(at)) return at;
    if (reading.token(at).upos == text::Upos::VERB) return {};
    relative = relative || one_of(reading.lower(at), {"which", "that"});
  }
  return {};
}

namespace {

Reality told_reality(const Reading& reading, TokenRef trigger, TokenRef verb) {
  // "A planned meeting": what becomes of it is told of the noun.
  if (reading.relation(trigger) == "amod" && reading.token(trigger).upos == text::Upos::VERB) return told_reality(reading, reading.head(trigger), reading.head(trigger));
  if (reading.token(trigger).upos == text::Upos::VERB) return of_verb(reading, trigger, 0);
  Reality reality = Reality::happened;
  // "The planned call was cancelled": calling off is stronger than what the noun says of itself.
  const TokenRef called_off = reading.head(trigger);
  if (called_off && (reading.is(trigger, "obj") || reading.relation(trigger) == "nsubj:pass") && outlook(reading, called_off, reality) && reality == Reality::cancelled) {
    const Reality above = of_verb(reading, called_off, 0);
    return above == Reality::happened ? Reality::cancelled : above == Reality::denied ? Reality::planned : Reality::proposed;
  }
  reality = Reality::happened;
  // A noun: its own modifiers first.
  bool past = false;
  for (const std::int32_t c : reading.children(trigger)) {
    const TokenRef child{trigger.sentence, c};
    const std::string& word = reading.lower(child);
    if (reading.is(child, "det") && one_of(word, {"no", "any"})) reality = weaker(reality, word == "no" ? Reality::denied : Reality::hypothetical);
    if (reading.is(child, "amod") || reading.is(child, "acl") || reading.is(child, "advmod") || reading.is(child, "compound")) {
      if (one_of(word, {"upcoming", "forthcoming", "future", "next", "planned", "scheduled", "expected", "coming", "impending", "looming"})) reality = weaker(reality, Reality::planned);
      if (one_of(word, {"proposed", "possible", "potential", "suggested", "prospective", "eventual"})) reality = weaker(reality, Reality::proposed);
      if (one_of(word, {"cancelled", "canceled", "aborted", "scrapped", "postponed", "abandoned"})) reality = weaker(reality, Reality::cancelled);
      if (one_of(word, {"recent", "last", "previous", "earlier", "past", "historic"})) past = true;
    }
  }
  if (reality != Reality::happened) return reality;
  if (const TokenRef told = held_in(reading, trigger)) {
    const bool tense = reading.has_child(told, "aux") || !one_of(reading.xpos(told), {"VBN", "VBG", "VB"});
    if (tense) return of_verb(reading, told, 0);
    if (one_of(reading.lemma(told), {"schedule", "plan", "set", "slate", "expect"})) return Reality::planned;
  }
  if (verb == trigger) {
    // "the prospect of talks", "a commitment to consultations": what the noun above makes of it.
    TokenRef at = trigger;
    while (reading.is(at, "conj") && reading.head(at)) at = reading.head(at);
    const TokenRef up = reading.head(at);
    Reality said = Reality::happened;
    if (up && reading.is(at, "nmod") && reading.token(up).upos == text::Upos::NOUN && one_of(reading.case_words(at), {"of", "to", "for", "on"}) &&
        !one_of(reading.lemma(up), {"failure", "agreement", "schedule", "preparation"}) && outlook(reading, up, said)) {
      return said;
    }
  }
  const TokenRef carrier = verb != trigger ? verb : reading.clause(trigger);
  if (!carrier || carrier == trigger) return reality;
  if (past && verb == trigger) return Reality::happened;
  const std::string marks = reading.case_words(trigger);
  if (one_of(marks, {"after", "following", "during", "since"})) return Reality::happened;
  // "conditions for talks", "a framework for negotiations"
  if (verb == trigger && marks == "for" && reading.is(trigger, "nmod") && reading.token(reading.head(trigger)).upos == text::Upos::NOUN && !reading.has_child(trigger, "det")) return Reality::proposed;
  if (looks_forward(reading, carrier)) return Reality::planned;
  Reality above = of_verb(reading, carrier, 0);
  const bool argument = reading.head(trigger) == carrier && (reading.is(trigger, "obj") || reading.is(trigger, "nsubj") || reading.is(trigger, "obl"));
  Reality said = Reality::happened;
  if (argument && !reading.is(trigger, "nsubj") && outlook(reading, carrier, said)) {
    const bool for_it = !reading.is(trigger, "obl") || one_of(marks, {"for", "to", "with"});
    if (for_it && !(reading.is(trigger, "obl") && marks != "for")) {
      if (above == Reality::denied) return Reality::denied;
      return weaker(said, above == Reality::happened ? Reality::happened : Reality::planned);
    }
  }
  if (argument && reading.relation(trigger) == "nsubj:pass" && outlook(reading, carrier, said)) return said;
  if (argument && reading.is(trigger, "nsubj") && one_of(reading.lemma(carrier), {"schedule", "plan", "expect", "set", "due"})) return Reality::planned;
  // "A meeting is under consideration", "talks are possible"
  if (argument && reading.is(trigger, "nsubj") && reading.token(carrier).upos != text::Upos::VERB && above == Reality::happened && outlook(reading, carrier, said)) return said;
  if (one_of(marks, {"ahead_of", "before", "prior_to"})) return Reality::planned;
  // A noun that only stands in a clause is not denied or made hypothetical by it.
  if (verb == trigger && !argument) return above == Reality::planned ? above : Reality::happened;
  if (verb == trigger && above == Reality::denied && !reading.is(trigger, "obj")) return Reality::happened;
  // "did not mention the talks": only not holding them denies them.
  const bool holds = one_of(reading.lemma(carrier), {"hold", "have", "attend", "begin", "start", "open", "resume", "conduct", "take", "schedule", "plan", "arrange", "see", "expect", "set", "make", "host", "join", "yield", "reach", "produce", "achieve", "sign", "conclude", "clinch", "secure", "strike"});
  if (verb == trigger && above == Reality::denied && !holds) return Reality::happened;
  return above;
}

/// "She was due to meet him, but |the visit was called off|"
bool is_called_off_after(const Reading& reading, TokenRef trigger) {
  for (TokenRef at = trigger; at; at = reading.head(at)) {
    for (const std::int32_t c : reading.children(at)) {
      const TokenRef clause{at.sentence, c};
      Reality outcome = Reality::happened;
      if (c < trigger.token || !reading.is(clause, "conj") || !outlook(reading, clause, outcome) || outcome != Reality::cancelled) continue;
      const TokenRef passive = reading.child(clause, "nsubj:pass"), subject = passive ? passive : reading.child(clause, "nsubj");
      if (subject && subject.token > trigger.token && of_verb(reading, clause, 0) == Reality::happened &&
          one_of(reading.lemma(subject), {"it", "that", "this", "meeting", "summit", "talk", "talks", "visit", "trip", "call", "plan", "session", "event"})) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

Reality reality_of(const Reading& reading, TokenRef trigger, TokenRef verb) {
  const Reality reality = told_reality(reading, trigger, verb);
  const bool open = reality == Reality::planned || reality == Reality::proposed;
  return open && is_called_off_after(reading, trigger) ? Reality::cancelled : reality;
}

graph::Status meeting_status(Reality reality) {
  switch (reality) {
    case Reality::happened: return graph::Status::held;
    case Reality::planned: return graph::Status::planned;
    case Reality::proposed:
    case Reality::hypothetical: return graph::Status::proposed;
    case Reality::cancelled: return graph::Status::cancelled;
    case Reality::denied: return graph::Status::denied;
  }
  return graph::Status::held;
}

graph::Status event_status(Reality reality) {
  switch (reality) {
    case Reality::happened: return graph::Status::asserted;
    case Reality::planned: return graph::Status::planned;
    case Reality::proposed:
    case Reality::hypothetical: return graph::Status::hypothetical;
    case Reality::cancelled:
    case Reality::denied: return graph::Status::denied;
  }
  return graph::Status::asserted;
}

}  // namespace kg::extract
