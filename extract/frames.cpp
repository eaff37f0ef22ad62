#include "extract/frames.hpp"

#include <algorithm>

namespace kg::extract {

namespace {

using ontology::Frame;
using ontology::Trigger;

bool is_relative(const Reading& reading, TokenRef t) {
  return one_of(reading.lower(t), {"who", "which", "that", "whom"}) && reading.token(t).upos != text::Upos::SCONJ;
}

void add(std::vector<TokenRef>& list, TokenRef t) {
  if (t && std::find(list.begin(), list.end(), t) == list.end()) list.push_back(t);
}

/// The last noun of the noun phrase that starts at `at`; -1 if none does.
std::int32_t phrase_head(const Reading& reading, std::uint32_t s, std::int32_t at) {
  std::int32_t head = -1;
  for (std::int32_t t = at; t < reading.size(s) && t < at + 12; ++t) {
    const TokenRef token{s, t};
    const text::Upos tag = reading.token(token).upos;
    const std::string& word = reading.lower(token);
    const bool inside = tag == text::Upos::DET || tag == text::Upos::ADJ || tag == text::Upos::NOUN || tag == text::Upos::PROPN || tag == text::Upos::NUM ||
                        word == "'s" || word == "’s" || word == "-" || word == "newly" || (tag == text::Upos::VERB && t > 0 && reading.upper_initial(token)) || (word == "then" && t == at) || (tag == text::Upos::PRON && head < 0) ||
                        ((word == "of" || word == "for") && t > at && reading.upper_initial({s, t - 1}) && t + 1 < reading.size(s) && reading.upper_initial({s, t + 1}));
    if (!inside || (head >= 0 && reading.in_time(token))) break;
    if (tag == text::Upos::NOUN || tag == text::Upos::PROPN || tag == text::Upos::PRON) head = t;
  }
  return head;
}

/// "By" phrases of a passive.
TokenRef agent_of(const Reading& reading, TokenRef verb) {
  for (const std::int32_t c : reading.children(verb)) {
    const TokenRef child{verb.sentence, c};
    if (reading.relation(child) == "obl:agent" || (reading.is(child, "obl") && reading.case_words(child) == "by")) return child;
  }
  // "was called a liar by X": the tree may hang the agent elsewhere.
  for (std::int32_t t = verb.token + 1; t + 1 < std::min(reading.size(verb.sentence), verb.token + 12); ++t) {
    const TokenRef at{verb.sentence, t};
    if (reading.token(at).upos == text::Upos::VERB || reading.token(at).upos == text::Upos::PUNCT) return {};
    if (reading.lower(at) != "by") continue;
    const TokenRef agent{verb.sentence, phrase_head(reading, verb.sentence, t + 1)};
    return agent && !reading.in_time(agent) ? agent : TokenRef{};
  }
  return {};
}

std::vector<TokenRef> subjects(const Reading& reading, TokenRef verb, int depth);

/// The subject as it stands at the surface, from wherever the clause takes it.
TokenRef surface_subject(const Reading& reading, TokenRef verb, int depth) {
  if (depth > 6 || !verb) return {};
  // Of several subjects the nearest before the verb is its own; "said Tuesday that …" has no subject "Tuesday".
  TokenRef own;
  for (const std::int32_t c : reading.children(verb)) {
    const TokenRef child{verb.sentence, c};
    if (!reading.is(child, "nsubj") || reading.in_time(child)) continue;
    if (!own || c < verb.token) own = child;
  }
  if (own) {
    if (!is_relative(reading, own)) return own;
    // The relative word stands for what the clause hangs on.
    TokenRef at = verb;
    for (int steps = 0; at && steps < 3; ++steps, at = reading.head(at)) {
      if (reading.is(at, "acl")) return reading.head(at);
    }
    return own;
  }
  const TokenRef up = reading.head(verb);
  if (!up) return {};
  const std::string_view relation = reading.relation(verb);
  if (reading.is(verb, "conj")) return surface_subject(reading, up, depth + 1);
  // "persuaded the king to leave": trees call the infinitive a complement, a clause of purpose or the king's own.
  const bool purpose = relation == "advcl" && reading.case_words(verb) == "to" && controls_object(reading.lemma(up)) && reading.child(up, "obj").token > up.token;
  if (relation == "acl" && reading.case_words(verb) == "to" && reading.is(up, "obj") && controls_object(reading.lemma(reading.head(up)))) return up;
  if (relation == "xcomp" || purpose) {
    if (controls_object(reading.lemma(up))) {
      for (const std::int32_t c : reading.children(up)) {
        const TokenRef child{up.sentence, c};
        if (reading.relation(child) == "obj" || reading.relation(child) == "iobj") return child;
        if (reading.relation(child) == "nsubj:pass") return child;
        if (reading.is(child, "obl") && one_of(reading.case_words(child), {"on", "upon", "to"}) && c < verb.token) return child;
      }
    }
    return surface_subject(reading, up, depth + 1);
  }
  // "thanked the minister for hosting them": whoever is thanked has done it.
  if (reading.xpos(verb) == "VBG" && reading.case_words(verb) == "for") {
    const TokenRef judge = reading.is(verb, "acl") ? reading.head(up) : up;
    const TokenRef judged = judge ? reading.child(judge, "obj") : TokenRef{};
    if (judged && judged.token < verb.token && one_of(reading.lemma(judge), {"thank", "praise", "commend", "congratulate", "criticize", "criticise", "blame", "applaud", "condemn", "denounce", "fault"})) return judged;
  }
  if (reading.is(verb, "advcl")) return surface_subject(reading, up, depth + 1);
  if (relation == "acl") {
    // "a decision to meet": whose decision; "the man accused": the man himself is the object.
    if (reading.token(verb).features.form == text::VerbForm::infinitive || reading.has_child(verb, "mark")) {
      if (const TokenRef owner = reading.child(up, "nmod:poss")) return owner;
      const TokenRef clause = reading.clause(up);
      if (clause == up && !reading.head(up) && !reading.has_child(up, "nsubj")) return up;  // a headline: "Putin to meet Xi"
      return clause && clause != verb ? surface_subject(reading, clause, depth + 1) : TokenRef{};
    }
    return up;
  }
  if (relation == "ccomp" || relation == "parataxis") return {};
  return {};
}

std::vector<TokenRef> subjects(const Reading& reading, TokenRef verb, int depth) {
  std::vector<TokenRef> found;
  if (is_passive(reading, verb)) {
    add(found, agent_of(reading, verb));
  } else {
    const TokenRef own = surface_subject(reading, verb, depth);
    // "A and B, have spoken": a tree that gives a verb two subjects with "and" between means one subject.
    for (const std::int32_t c : reading.children(verb)) {
      const TokenRef child{verb.sentence, c};
      if (!own || c >= own.token || own.token > verb.token || !reading.is(child, "nsubj") || reading.in_time(child)) continue;
      const bool joined = std::ranges::any_of(reading.children(verb), [&](std::int32_t d) { return d > c && d < own.token && reading.relation({verb.sentence, d}) == "cc"; });
      if (joined) add(found, child);
    }
    add(found, own);
  }
  return found;
}

}  // namespace

bool controls_object(std::string_view lemma) {
  return one_of(lemma, {"ask", "urge", "tell", "order", "force", "allow", "help", "invite", "persuade", "encourage", "press", "require",
                        "request", "compel", "instruct", "warn", "want", "expect", "enable", "call", "convince", "command", "permit"});
}

bool is_passive(const Reading& reading, TokenRef verb) {
  // "have met" is a perfect, whatever the tree says of an earlier "was to".
  if (verb.token > 0 && one_of(reading.lower({verb.sentence, verb.token - 1}), {"have", "has", "had", "having"})) return false;
  for (const std::int32_t c : reading.children(verb)) {
    const std::string_view relation = reading.relation({verb.sentence, c});
    if (relation == "aux:pass") return true;
    // A tree may call the subject of a plain past tense passive.
    if (relation == "nsubj:pass") return reading.xpos(verb) != "VBD" || reading.has_child(verb, "aux");
    if (relation == "nsubj" && !reading.is(verb, "acl")) return false;
  }
  // "talks held in Vienna", "the man accused of …"
  if (reading.relation(verb) == "acl" && reading.xpos(verb) == "VBN") return true;
  if (reading.is(verb, "conj") && reading.xpos(verb) == "VBN") {
    const TokenRef up = reading.head(verb);
    return up && reading.token(up).upos == text::Upos::VERB && is_passive(reading, up);
  }
  return false;
}

std::vector<TokenRef> subjects_of(const Reading& reading, TokenRef verb) { return subjects(reading, verb, 0); }

std::vector<TokenRef> objects_of(const Reading& reading, TokenRef verb) {
  std::vector<TokenRef> found;
  if (is_passive(reading, verb)) {
    add(found, surface_subject(reading, verb, 0));
    return found;
  }
  for (const std::int32_t c : reading.children(verb)) {
    const TokenRef child{verb.sentence, c};
    const bool object = reading.relation(child) == "obj" || reading.relation(child) == "iobj";
    if (object && !reading.has_child(child, "case")) add(found, child);
  }
  // "the man whom she met": the gap is filled by what the clause hangs on.
  if (reading.relation(verb) == "acl:relcl") {
    const TokenRef antecedent = reading.head(verb);
    bool relative_object = false, own_subject = false;
    for (const std::int32_t c : reading.children(verb)) {
      const TokenRef child{verb.sentence, c};
      if (reading.is(child, "nsubj") && !is_relative(reading, child)) own_subject = true;
      if (reading.relation(child) == "obj" && is_relative(reading, child)) relative_object = true;
    }
    if (relative_object) {
      found.clear();
      add(found, antecedent);
    } else if (found.empty() && own_subject && antecedent.token < verb.token) {
      bool relative_oblique = false;
      for (const std::int32_t c : reading.children(verb)) {
        const TokenRef child{verb.sentence, c};
        relative_oblique = relative_oblique || (reading.is(child, "obl") || reading.is(child, "advmod"));
      }
      if (!relative_oblique) add(found, antecedent);
    }
  }
  // "will destroy and obliterate X": an object right behind both verbs is of both.
  for (const std::int32_t c : reading.children(verb)) {
    const TokenRef second{verb.sentence, c};
    if (!found.empty() || !reading.is(second, "conj") || c != verb.token + 2 || reading.token(second).upos != text::Upos::VERB || is_passive(reading, second)) continue;
    for (const std::int32_t d : reading.children(second)) {
      if (reading.relation({verb.sentence, d}) == "obj") add(found, {verb.sentence, d});
    }
  }
  if (found.empty() && reading.is(verb, "conj")) {
    // "met and praised X": a shared object stands behind the last verb, "visited, and met" has its own.
    for (const std::int32_t c : reading.children(verb)) {
      const TokenRef child{verb.sentence, c};
      if (reading.relation(child) == "obj") add(found, child);
    }
  }
  return found;
}

std::vector<TokenRef> Match::role(std::string_view name) const {
  std::vector<TokenRef> found;
  for (const Filler& filler : fillers) {
    if (filler.role == name) add(found, filler.head);
  }
  return found;
}

namespace {

class Matcher {
 public:
  Matcher(const Reading& reading, const Vocabulary& vocabulary) : reading_(reading), vocabulary_(vocabulary) {}

  void at(TokenRef t, std::vector<Match>& matches) const {
    const text::Upos tag = reading_.token(t).upos;
    if (tag == text::Upos::VERB) {
      for (const Frame* frame : vocabulary_.frames(Trigger::verb, reading_.lemma(t))) try_verb(*frame, t, matches);
      for (const Frame* frame : vocabulary_.frames(Trigger::adjective, reading_.lower(t))) try_adjective(*frame, t, matches);  // "is opposed to"
    }
    const std::string_view lemma = reading_.lemma(t);
    if (tag == text::Upos::NOUN || tag == text::Upos::PROPN) {
      const std::string& lower = reading_.lower(t);
      // Of names the lemma is the form: "the Eighth Annual Consultations".
      const bool plural = tag == text::Upos::PROPN && reading_.xpos(t) == "NNPS" && lower.ends_with('s');
      const std::string lemma_lower = plural ? lower.substr(0, lower.size() - 1) : tag == text::Upos::PROPN ? lower : std::string(lemma);
      for (const Frame* frame : vocabulary_.frames(Trigger::noun, lemma_lower)) try_noun(*frame, t, matches);
      if (lemma_lower != lower) {
        for (const Frame* frame : vocabulary_.frames(Trigger::noun, lower)) try_noun(*frame, t, matches);
      }
    }
    if (tag == text::Upos::ADJ) {
      for (const Frame* frame : vocabulary_.frames(Trigger::adjective, lemma)) try_adjective(*frame, t, matches);
    }
  }

 private:
  /// The rest of a multiword lemma: particles and prepositions of a verb, the words before a noun.
  bool has_words(const Frame& frame, TokenRef t) const {
    if (frame.trigger == Trigger::noun) return first_word(frame, t) >= 0;
    for (const std::string& lemma : frame.lemmas) {
      if (frame.trigger == Trigger::verb) {
        const std::size_t cut = lemma.find(' ');
        if (std::string_view(lemma).substr(0, cut) != reading_.lemma(t)) continue;
        if (cut == std::string::npos) return true;
        bool all = true;
        std::size_t from = cut + 1;
        while (from < lemma.size() && all) {
          const std::size_t end = std::min(lemma.find(' ', from), lemma.size());
          const std::string_view word = std::string_view(lemma).substr(from, end - from);
          all = near_word(t, word);
          from = end + 1;
        }
        if (all) return true;
      } else if (lemma == reading_.lemma(t) || lemma == reading_.lower(t)) {
        return true;
      }
    }
    return false;
  }

  /// Where a noun frame's words begin that end at `t` ("state of emergency"); -1 if they do not stand there. Hyphens
  /// may be written or not: "no-confidence vote".
  std::int32_t first_word(const Frame& frame, TokenRef t) const {
    for (const std::string& lemma : frame.lemmas) {
      std::string_view rest = lemma;
      std::int32_t at = t.token;
      for (bool all = true; all;) {
        const std::size_t gap = rest.find_last_of(" -");
        const std::string_view word = gap == std::string_view::npos ? rest : rest.substr(gap + 1);
        while (at >= 0 && at < t.token && reading_.lower({t.sentence, at}) == "-") --at;
        all = at >= 0 && (reading_.lower({t.sentence, at}) == word || reading_.lemma({t.sentence, at}) == word);
        if (all && gap == std::string_view::npos) return at;
        rest = rest.substr(0, gap == std::string_view::npos ? 0 : gap);
        --at;
      }
    }
    return -1;
  }

  bool near_word(TokenRef t, std::string_view word) const {
    for (const std::int32_t c : reading_.children(t)) {
      const TokenRef child{t.sentence, c};
      if (c > t.token && reading_.lower(child) == word) return true;
    }
    for (std::int32_t i = t.token + 1; i <= std::min(t.token + 3, reading_.size(t.sentence) - 1); ++i) {
      if (reading_.lower({t.sentence, i}) == word) return true;
    }
    return false;
  }

  std::string particle(TokenRef t) const {
    const TokenRef child = reading_.child(t, "compound:prt");
    return child ? reading_.lower(child) : std::string();
  }

  static std::pair<std::string_view, std::string_view> split(std::string_view step) {
    const std::size_t colon = step.find(':');
    return {step.substr(0, colon), colon == std::string_view::npos ? std::string_view() : step.substr(colon + 1)};
  }

  bool is_nominal(TokenRef t) const {
    const text::Upos tag = reading_.token(t).upos;
    return tag == text::Upos::NOUN || tag == text::Upos::PROPN || tag == text::Upos::PRON || (tag == text::Upos::ADJ && reading_.upper_initial(t));
  }

  /// Where the tree gives nothing, the order of words: the phrase right before a finite verb, right behind
  /// it, or behind the preposition that a path names, with no other verb between.
  TokenRef before_verb(TokenRef verb) const {
    const std::string_view tag = reading_.xpos(verb);
    bool finite = tag == "VBD" || tag == "VBZ" || tag == "VBP";
    std::int32_t t = verb.token - 1;
    for (; t >= 0; --t) {
      const text::Upos kind = reading_.token({verb.sentence, t}).upos;
      if (kind == text::Upos::AUX) finite = true;
      else if (kind != text::Upos::ADV && reading_.lower({verb.sentence, t}) != "not") break;
    }
    if (!finite || t < 0) return {};
    const TokenRef at{verb.sentence, t};
    return is_nominal(at) ? at : TokenRef{};
  }

  TokenRef behind_verb(TokenRef verb) const {
    std::int32_t t = verb.token + 1;
    // "voted down the bill", "laid down their weapons"
    const auto passed_over = [&](TokenRef at) { return reading_.token(at).upos == text::Upos::ADV || reading_.xpos(at) == "RP" || reading_.lower(at) == "both"; };
    while (t < reading_.size(verb.sentence) && passed_over({verb.sentence, t})) ++t;
    if (t + 1 < reading_.size(verb.sentence) && one_of(reading_.lower({verb.sentence, t + 1}), {"other", "another"}) && one_of(reading_.lower({verb.sentence, t}), {"each", "one"})) return {verb.sentence, t + 1};
    const std::int32_t head = phrase_head(reading_, verb.sentence, t);
    return head < 0 ? TokenRef{} : TokenRef{verb.sentence, head};
  }

  bool names_meeting(TokenRef t) const {
    if (reading_.token(t).upos != text::Upos::NOUN) return false;
    const auto& frames = vocabulary_.frames(Trigger::noun, reading_.lemma(t));
    return std::ranges::any_of(frames, [](const Frame* frame) { return frame->kind == ontology::FrameKind::meeting; });
  }

  std::vector<TokenRef> behind_word(TokenRef from, std::string_view word) const {
    std::vector<TokenRef> found;
    const std::int32_t window = word == "with" || word == "between" ? 14 : 3;
    for (std::int32_t t = from.token + 1; t < std::min(reading_.size(from.sentence), from.token + window); ++t) {
      const TokenRef at{from.sentence, t};
      const text::Upos tag = reading_.token(at).upos;
      if (tag == text::Upos::VERB && !reading_.upper_initial(at)) return found;  // "with Acting Prime Minister …" goes on
      if (reading_.lower(at) == ";" || tag == text::Upos::SCONJ) return found;
      if (reading_.lower(at) != word) continue;
      // "their meeting followed the talks between A and B", not "his visit for talks with A"
      if (t - 1 > from.token && names_meeting(from) && !one_of(reading_.lemma(from), {"visit", "trip", "tour"}) && names_meeting({from.sentence, t - 1})) return found;
      const std::int32_t head = phrase_head(reading_, from.sentence, t + 1);
      if (head < 0) return found;
      // "with the minister present": a circumstance
      const TokenRef next{from.sentence, head + 1};
      if (word == "with" && next.token < reading_.size(from.sentence) && (one_of(reading_.lower(next), {"present", "absent", "aboard"}) || reading_.xpos(next) == "VBG")) return found;
      add(found, {from.sentence, head});
      if (word == "between") {
        // "between A and B": the tree that lost A has lost B, too.
        for (std::int32_t k = head + 1; k < std::min(reading_.size(from.sentence), head + 16); ++k) {
          if (reading_.lower({from.sentence, k}) != "and") continue;
          const std::int32_t second = phrase_head(reading_, from.sentence, k + 1);
          if (second >= 0) add(found, {from.sentence, second});
          break;
        }
      }
      return found;
    }
    return found;
  }

  /// The tokens that one step of a path reaches from `from`, by the tree or else by the order of words.
  std::vector<TokenRef> step(TokenRef from, std::string_view step) const {
    std::vector<TokenRef> found = tree_step(from, step);
    if (found.size() == 1 && step.ends_with(":between") && reading_.with_conjuncts(found.front()).size() < 2) {
      for (const TokenRef part : behind_word(from, "between")) add(found, part);
    }
    if (!found.empty()) return found;
    const bool verb = reading_.token(from).upos == text::Upos::VERB;
    const auto [base, subtype] = split(step);
    if (verb && step == "nsubj" && !is_passive(reading_, from)) {
      add(found, before_verb(from));
    } else if (verb && step == "obj" && !is_passive(reading_, from)) {
      add(found, behind_verb(from));
    } else if ((base == "obl" || base == "nmod") && !subtype.empty() && subtype != "poss" && subtype != "agent" && subtype.find('_') == std::string_view::npos) {
      return behind_word(from, subtype);
    }
    return found;
  }

  std::vector<TokenRef> tree_step(TokenRef from, std::string_view step) const {
    std::vector<TokenRef> found;
    const auto [base, subtype] = split(step);
    const bool verb = reading_.token(from).upos == text::Upos::VERB;
    if (verb && base == "nsubj" && subtype.empty()) return subjects_of(reading_, from);
    if (verb && base == "obj") return objects_of(reading_, from);
    const bool words = base == "obl" || base == "nmod" || base == "advcl" || base == "acl";
    for (const std::int32_t c : reading_.children(from)) {
      const TokenRef child{from.sentence, c};
      if (words && !subtype.empty() && subtype != "poss" && subtype != "agent" && subtype != "tmod" && subtype != "unmarked") {
        // obl and nmod are the parser's commonest confusion: take both.
        const bool nominal = base == "obl" || base == "nmod";
        const bool fits = nominal ? (reading_.is(child, "obl") || reading_.is(child, "nmod") || reading_.relation(child) == "obj") : reading_.is(child, base);
        if (fits && reading_.case_words(child) == subtype) add(found, child);
      } else if (reading_.is(child, step) && !(words && subtype.empty() && base == "nmod" && reading_.relation(child) == "nmod:poss")) {
        add(found, child);
      }
    }
    // An oblique or an infinitive may hang on the object instead of the verb ("urged the king to leave", "nominated
    // her for mayor"); relative clauses bring it as "with whom".
    if (verb && found.empty() && ((base == "obl" && !subtype.empty() && subtype != "of") || step == "xcomp")) {
      for (const TokenRef object : objects_of(reading_, from)) {
        if (object.token < from.token) continue;
        for (const std::int32_t c : reading_.children(object)) {
          const TokenRef child{from.sentence, c};
          const bool fits = base == "obl" ? reading_.is(child, "nmod") && reading_.case_words(child) == subtype : reading_.relation(child) == "acl" && reading_.case_words(child) == "to";
          if (fits) add(found, child);
        }
      }
    }
    if (found.empty() && reading_.relation(from) == "acl:relcl" && base == "obl" && !subtype.empty()) {
      for (const std::int32_t c : reading_.children(from)) {
        const TokenRef child{from.sentence, c};
        if (reading_.is(child, "obl") && is_relative(reading_, child) && reading_.case_words(child) == subtype) add(found, reading_.head(from));
      }
    }
    return found;
  }

  std::vector<TokenRef> walk(TokenRef from, std::string_view path) const {
    std::vector<TokenRef> at{from};
    while (!path.empty() && !at.empty()) {
      const std::size_t cut = path.find('/');
      const std::string_view here = path.substr(0, cut);
      std::vector<TokenRef> next;
      for (const TokenRef t : at) {
        for (const TokenRef reached : step(t, here)) add(next, reached);
      }
      at = std::move(next);
      path = cut == std::string_view::npos ? std::string_view() : path.substr(cut + 1);
    }
    return at;
  }

  bool complete(const Match& match) const {
    const auto has = [&](std::string_view role) {
      return std::any_of(match.fillers.begin(), match.fillers.end(), [&](const Filler& filler) { return filler.role == role; });
    };
    // "A and B met", "A and B restored ties": the maker of claims looks at the subjects itself.
    const bool reciprocal = match.frame->kind == ontology::FrameKind::meeting ||
                            (one_of(match.frame->event, {"AGREE", "COOPERATE"}) && (match.frame->trigger == Trigger::noun || one_of(reading_.lemma(match.trigger), {"cooperate", "collaborate"})));
    for (const ontology::RolePath& role : match.frame->roles) {
      if (role.required && !has(role.role) && !(reciprocal && role.role == "recipient")) return false;
      if (!role.words.empty() && !has_word(match, role)) return false;
    }
    return true;
  }

  /// Some filler of the role holds one of the words that the frame asks for.
  bool has_word(const Match& match, const ontology::RolePath& role) const {
    for (const Filler& filler : match.fillers) {
      if (filler.role != role.role) continue;
      const auto fits = [&](TokenRef at) {
        return std::any_of(role.words.begin(), role.words.end(), [&](const std::string& word) { return word == reading_.lower(at) || word == reading_.lemma(at); });
      };
      const auto [first, last] = reading_.phrase(filler.head);
      for (std::int32_t t = first; t < last; ++t) {
        if (fits({filler.head.sentence, t})) return true;
      }
      for (const std::int32_t c : reading_.children(filler.head)) {
        if (reading_.relation({filler.head.sentence, c}) == "aux" && fits({filler.head.sentence, c})) return true;  // "should leave"
      }
    }
    return false;
  }

  static void fill(Match& match, const std::string& role, TokenRef t, std::string_view path) {
    if (!t || t == match.trigger || t == match.verb) return;
    for (const Filler& filler : match.fillers) {
      if (filler.role == role && filler.head == t) return;
    }
    match.fillers.push_back({role, t, std::string(path)});
  }

  void try_verb(const Frame& frame, TokenRef t, std::vector<Match>& matches) const {
    if (!has_words(frame, t)) return;
    // "call off" must not match "call", "call for" not "call X".
    if (const std::string prt = particle(t); !prt.empty()) {
      const bool known = std::any_of(frame.lemmas.begin(), frame.lemmas.end(), [&](const std::string& lemma) {
        return lemma.size() > prt.size() && lemma.starts_with(std::string(reading_.lemma(t)) + " ") && lemma.find(prt) != std::string::npos;
      });
      const bool preposition = std::any_of(frame.roles.begin(), frame.roles.end(), [&](const ontology::RolePath& role) {
        return std::any_of(role.paths.begin(), role.paths.end(), [&](const std::string& path) { return path == "obl:" + prt; });
      });
      if (!known && !preposition && prt != "up" && prt != "out") return;
      if (!known && (prt == "up" || prt == "out")) {
        if (reading_.lemma(t) != "meet") return;
      }
    }
    Match match{&frame, t, t, {}};
    if (frame.roles.empty()) {
      for (const TokenRef subject : subjects_of(reading_, t)) fill(match, "actor", subject, "nsubj");
      for (const TokenRef object : objects_of(reading_, t)) fill(match, "recipient", object, "obj");
    }
    for (const ontology::RolePath& role : frame.roles) {
      for (const std::string& path : role.paths) {
        for (const TokenRef reached : walk(t, path)) fill(match, role.role, reached, path);
      }
    }
    if (complete(match)) matches.push_back(std::move(match));
  }

  /// "the talk that I had with him"; a wrong tree may hang the clause elsewhere, but "that" stands behind the noun.
  TokenRef relative_light_verb(TokenRef noun, const Frame& frame) const {
    const auto carries = [&](TokenRef verb) {
      if (!verb || reading_.token(verb).upos != text::Upos::VERB || std::ranges::find(frame.light_verbs, reading_.lemma(verb)) == frame.light_verbs.end()) return false;
      const TokenRef subject = reading_.child(verb, "nsubj");
      return subject && !is_relative(reading_, subject) && !is_passive(reading_, verb);
    };
    for (const std::int32_t c : reading_.children(noun)) {
      if (reading_.relation({noun.sentence, c}) == "acl:relcl" && carries({noun.sentence, c})) return {noun.sentence, c};
    }
    const TokenRef next{noun.sentence, noun.token + 1};
    const bool relative = next.token < reading_.size(noun.sentence) && is_relative(reading_, next) && reading_.relation(next) == "obj";
    return relative && carries(reading_.head(next)) ? reading_.head(next) : TokenRef{};
  }

  /// "a lawsuit filed by X against Y", "sanctions imposed by X on Y"
  TokenRef participle(TokenRef noun, const Frame& frame) const {
    for (const std::int32_t c : reading_.children(noun)) {
      const TokenRef child{noun.sentence, c};
      const auto carries = [&](const std::string& verb) { return std::string_view(verb).substr(0, verb.find(' ')) == reading_.lemma(child); };
      if (c > noun.token && reading_.relation(child) == "acl" && reading_.xpos(child) == "VBN" && std::ranges::any_of(frame.light_verbs, carries)) return child;
    }
    return {};
  }

  /// "Talks between A and B will take place": where the tree takes the parties for the subject, the verb behind them
  /// still tells of the talks.
  TokenRef verb_behind_parties(TokenRef noun) const {
    constexpr std::int32_t reach = 24;
    const std::uint32_t s = noun.sentence;
    if (noun.token + 1 >= reading_.size(s) || !one_of(reading_.lower({s, noun.token + 1}), {"between", "among"})) return {};
    for (std::int32_t t = noun.token + 2; t < std::min(reading_.size(s), noun.token + reach); ++t) {
      const TokenRef at{s, t};
      const text::Upos tag = reading_.token(at).upos;
      const bool comes_about = one_of(reading_.lemma(at), {"take", "happen", "occur", "begin", "start", "resume", "open", "hold", "schedule", "plan", "cancel", "postpone"});
      if (tag == text::Upos::VERB && !reading_.is(at, "amod")) return comes_about && reading_.head(noun) != at ? at : TokenRef{};
      if (tag == text::Upos::SCONJ || one_of(reading_.lower(at), {";", "who", "which", "that", ":"})) return {};
    }
    return {};
  }

  /// The verb that a noun leans on: "hold talks", "talks were held", "a meeting took place", "a talk that I had".
  TokenRef light_verb(TokenRef noun, const Frame* frame) const {
    if (const TokenRef verb = relative_light_verb(noun, *frame)) return verb;
    TokenRef at = noun;
    while (reading_.is(at, "conj")) {
      at = reading_.head(at);
      if (!at) return {};
    }
    const TokenRef up = reading_.head(at);
    if (!up || reading_.token(up).upos != text::Upos::VERB) {
      if (reading_.relation(at) == "acl:relcl" && up) return {};
      return {};
    }
    const bool linked = reading_.is(at, "obj") || reading_.is(at, "nsubj") ||
                        (reading_.is(at, "obl") && one_of(reading_.case_words(at), {"in", "into", "on", "to", "over"}));
    if (!linked) return {};
    const std::string_view lemma = reading_.lemma(up);
    if (frame != nullptr) {
      for (const std::string& verb : frame->light_verbs) {
        const std::size_t cut = verb.find(' ');
        if (std::string_view(verb).substr(0, cut) == lemma) return up;
      }
    }
    // "Talks took place / were held / began between X and Y"
    if (reading_.is(at, "nsubj") && one_of(lemma, {"take", "happen", "occur", "begin", "start", "end", "resume", "continue", "follow", "hold", "go", "open", "conclude", "focus", "schedule", "plan", "cancel", "postpone", "arrange", "come", "last", "fail", "collapse", "produce", "cover", "mark", "bring", "include", "lead", "chair", "host", "convene", "attend"})) return up;
    return {};
  }

  void try_noun(const Frame& frame, TokenRef t, std::vector<Match>& matches) const {
    const std::int32_t first = first_word(frame, t);
    if (first < 0) return;
    // "a state of emergency": the word that heads the others is the noun that sentences are built on.
    while (reading_.head(t).token >= first && reading_.head(t).token < t.token) t = reading_.head(t);
    Match match{&frame, t, t, {}};
    TokenRef light = light_verb(t, &frame);
    if (light) match.verb = light;
    else if (frame.kind == ontology::FrameKind::event) light = participle(t, frame);
    else if (frame.kind == ontology::FrameKind::meeting && !reading_.head(t)) match.verb = verb_behind_parties(t) ? verb_behind_parties(t) : t;
    const bool predicate = reading_.has_child(t, "cop");  // "is a critic of the junta"
    const bool subject = light && reading_.is(t, "nsubj") && !is_passive(reading_, light);
    const auto roles = frame.roles;
    for (const ontology::RolePath& role : roles) {
      for (const std::string& path : role.paths) {
        if (path == "nsubj") {
          if (light && !subject) {
            for (const TokenRef reached : subjects_of(reading_, light)) fill(match, role.role, reached, path);
          } else if (predicate) {
            fill(match, role.role, reading_.child(t, "nsubj"), path);
          }
          continue;
        }
        for (const TokenRef reached : walk(t, path)) fill(match, role.role, reached, path);
        if (light && path.starts_with("nmod:")) {
          const std::string oblique = "obl:" + path.substr(5);
          for (const TokenRef reached : tree_step(light, oblique)) fill(match, role.role, reached, oblique);
        }
      }
    }
    // Nominal roles that every noun has: "Trump's meeting", "the Trump-Kim summit", "U.S.-North Korea talks".
    for (const std::int32_t c : reading_.children(t)) {
      const TokenRef child{t.sentence, c};
      const bool filled = std::any_of(match.fillers.begin(), match.fillers.end(), [&](const Filler& filler) { return filler.head == child; });
      if (c < t.token && !filled && reading_.is(child, "nmod:poss") && !reading_.in_time(child)) fill(match, roles.empty() || has_role(frame, "actor") ? "actor" : "participant", child, "nmod:poss");
    }
    if (frame.kind == ontology::FrameKind::event) {
      if (match.role("actor").empty()) fill_from_adjective(match);
      else prefer_owner(match);
    }
    turn_owner(match);
    if (complete(match)) matches.push_back(std::move(match));
  }

  /// "Turkish airstrikes on the camps", "EU sanctions against Iran": whoever the noun is of, if a phrase behind it says
  /// whom it goes to; "Iran sanctions" alone may be on Iran.
  void fill_from_adjective(Match& match) const {
    if (match.role("recipient").empty() && match.role("topic").empty()) return;
    for (const std::int32_t c : reading_.children(match.trigger)) {
      const TokenRef child{match.trigger.sentence, c};
      if (c >= match.trigger.token || !reading_.upper_initial(child)) continue;
      if (reading_.is(child, "amod") || reading_.is(child, "compound") || reading_.is(child, "nmod")) fill(match, "actor", child, "amod");
    }
  }

  /// "She reiterated U.S. support for Kenya": the support is whose noun it is, not hers who speaks of it.
  void prefer_owner(Match& match) const {
    if (!one_of(match.frame->event, {"SUPPORT", "AID", "REQUEST", "THREATEN", "SANCTION", "ACCUSE"}) || match.role("recipient").empty()) return;
    const auto is_subject = [](const Filler& filler) { return filler.role == "actor" && filler.path == "nsubj"; };
    const auto owns = [&](const Filler& filler) { return filler.role == "actor" && (filler.path == "nmod:poss" || filler.path == "nmod:by") && reading_.token(filler.head).upos != text::Upos::PRON; };
    if (std::ranges::none_of(match.fillers, is_subject)) return;
    TokenRef adjective;
    for (const std::int32_t c : reading_.children(match.trigger)) {
      const TokenRef child{match.trigger.sentence, c};
      const bool filled = std::ranges::any_of(match.fillers, [&](const Filler& filler) { return filler.head == child; });
      if (c < match.trigger.token && !filled && reading_.upper_initial(child) && (reading_.is(child, "amod") || reading_.is(child, "compound"))) adjective = child;
    }
    if (!adjective && std::ranges::none_of(match.fillers, owns)) return;
    std::erase_if(match.fillers, is_subject);
    if (adjective) fill(match, "actor", adjective, "amod");
  }

  /// "Nemtsov's murder", "his release": whoever owns a deed that is done to somebody suffers it, if nobody else does.
  static void turn_owner(Match& match) {
    const auto suffers = [&](const ontology::RolePath& role) {
      return role.role == "recipient" && std::find(role.paths.begin(), role.paths.end(), "nmod:of") != role.paths.end();
    };
    if (!one_of(match.frame->event, {"ASSAULT", "COERCE", "RETREAT", "SANCTION", "COOPERATE"}) || !match.role("recipient").empty()) return;
    if (std::none_of(match.frame->roles.begin(), match.frame->roles.end(), suffers)) return;
    for (Filler& filler : match.fillers) {
      if (filler.role == "actor" && filler.path == "nmod:poss") filler.role = "recipient";
    }
  }

  static bool has_role(const Frame& frame, std::string_view name) {
    return std::any_of(frame.roles.begin(), frame.roles.end(), [&](const ontology::RolePath& role) { return role.role == name; });
  }

  void try_adjective(const Frame& frame, TokenRef t, std::vector<Match>& matches) const {
    if (!has_words(frame, t)) return;
    Match match{&frame, t, t, {}};
    for (const ontology::RolePath& role : frame.roles) {
      for (const std::string& path : role.paths) {
        for (const TokenRef reached : walk(t, path)) fill(match, role.role, reached, path);
      }
    }
    if (complete(match)) matches.push_back(std::move(match));
  }

  const Reading& reading_;
  const Vocabulary& vocabulary_;
};

}  // namespace

std::vector<Match> match_frames(const Reading& reading, const Vocabulary& vocabulary, std::uint32_t s) {
  std::vector<Match> matches;
  const Matcher matcher(reading, vocabulary);
  for (std::int32_t t = 0; t < reading.size(s); ++t) matcher.at({s, t}, matches);
  return matches;
}

}  // namespace kg::extract
