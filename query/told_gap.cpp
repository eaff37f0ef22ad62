#include "query/told_gap.hpp"

#include <algorithm>
#include <array>

#include "extract/mood.hpp"
#include "query/told_numbers.hpp"
#include "query/verb_kin.hpp"

namespace kg::query {

using extract::Reality;
using extract::TokenRef;
using text::Upos;

namespace {

// Verbs that say of a happening no more than that it is one: its noun is looked for.
constexpr std::array<std::string_view, 12> light_verbs = {"be", "hold", "take", "happen", "occur", "give", "make", "have", "deliver", "do", "conduct", "schedule"};

}  // namespace

AskedParts::AskedParts(const OpenedArticle& article, const Question& question) {
  const AskedClause& clause = question.clause;
  for (const std::string& form : base_forms(clause.verb)) verbs.push_back(form);
  for (const ontology::Frame* frame : question.frames)
    for (const std::string& lemma : frame->lemmas) synonyms.push_back(lemma.substr(0, lemma.find(' ')));
  kindred = VerbKin::synonyms(verbs);
  subject = clause.passive ? std::vector<Phrase>() : clause.subject;
  object = clause.passive ? clause.subject : clause.object;
  for (const AskedClause::Part& part : clause.others) {
    if (clause.passive && part.preposition == "by") subject.push_back(part.phrase);
    else others.push_back(part);
  }
  if (clause.passive)
    for (const Phrase& phrase : clause.object) others.push_back({"", phrase});
  const auto plain = [&](Phrase& phrase) {
    if (!article.is_all(phrase, "Policy")) return;
    phrase.nodes.clear();
    phrase.topic = content_words(phrase.text);
  };
  std::ranges::for_each(subject, plain);
  std::ranges::for_each(object, plain);
  for (AskedClause::Part& part : others) plain(part.phrase);
  gap = !clause.passive ? clause.gap : clause.gap == "nsubj" ? "obj" : clause.gap == "by" ? "nsubj" : clause.gap;
  light = question.asked != Asked::amount && std::any_of(light_verbs.begin(), light_verbs.end(), [&](std::string_view verb) { return among(verbs, verb); });
  named_place = question.asked == Asked::where && clause.nominal.size() == 1 && !clause.nominal.front().nodes.empty();
}

graph::When told_time(const OpenedArticle& article, const Telling& telling) {
  const extract::Reading& reading = article.reading();
  const TokenRef verb = telling.verb ? telling.verb : telling.trigger;
  graph::When when = extract::when_of(article.scene(), telling.trigger, verb);
  if (when.date) return when;
  // "Will speak and take part in a debate on Monday": the day of verbs side by side.
  for (const text::TimeExpression& time : reading.sentence(verb.sentence).times) {
    if (!time.date || time.first >= time.last) continue;
    const TokenRef up = reading.clause({verb.sentence, static_cast<std::int32_t>(time.first)});
    if (up && reading.is(up, "conj") && reading.head(up) == verb) when.date = time.date;
  }
  return when;
}

std::vector<std::string> GapFiller::fill(const Telling& telling) const {
  std::vector<std::string> answers;
  switch (q_.asked) {
    case Asked::when:
      if (std::string date = told_time(article_, telling).date.iso(); !date.empty()) answers.push_back(std::move(date));
      break;
    case Asked::where:
      answers = places(telling);
      break;
    case Asked::yes_no: answers.push_back(yes_or_no(telling)); break;
    case Asked::who:
    case Asked::what:
    case Asked::list:
      if (q_.shape == Shape::statement && parts_.gap == "obj") answers = speech(telling);
      add(parties(telling, true), answers);
      if (answers.empty()) add(parties(telling, false), answers);
      break;
    case Asked::count:
      // "Two were arrested and |470| are detained": what stands before the auxiliary is its subject.
      if (const TokenRef aux = reading_.child(telling.trigger, "aux"); aux && aux.token > 0 && !parts_.gap.empty()) {
        const TokenRef before{aux.sentence, aux.token - 1};
        if (reading_.token(before).upos == Upos::NUM) answers.push_back(number_at(before));
      }
      for (const TokenRef head : parts_.light ? std::vector{telling.trigger} : in_gap(telling))
        for (const TokenRef t : reading_.with_conjuncts(head))
          if (answers.empty()) answers.push_back(number_at(t));
      break;
    case Asked::amount:
      for (const TokenRef t : {telling.trigger, telling.verb})
        if (answers.empty() && t) answers.push_back(amount_at(t));
      break;
    case Asked::times: answers.push_back(times(telling)); break;
    case Asked::why: answers = reasons(telling); break;
    default: break;
  }
  // Words of the question are no answer to it.
  const bool names = q_.asked == Asked::who || q_.asked == Asked::what || q_.asked == Asked::where;
  std::erase_if(answers, [&](const std::string& answer) {
    const std::vector<std::string> words = content_words(answer);
    return answer.empty() || (names && count_found(words, q_.text) == words.size());
  });
  return answers;
}

bool GapFiller::lies_in(std::string_view place, std::string_view state) const {
  const auto called = [&](std::string_view name) {
    return std::ranges::find_if(article_.cast().entities(), [&](const graph::Entity& entity) { return entity.name == name; });
  };
  const auto inner = called(place), outer = called(state), none = article_.cast().entities().end();
  return inner != none && outer != none && !outer->key.empty() && inner->country == outer->key;
}

std::vector<std::string> GapFiller::places(const Telling& telling) const {
  std::vector<std::string> found;
  const auto add = [&](std::string name) {
    const auto asked = [&](const Phrase& phrase) { return phrase.text == name; };
    if (std::ranges::none_of(clause_.nominal, asked) && std::ranges::none_of(clause_.subject, asked) && std::find(found.begin(), found.end(), name) == found.end()) found.push_back(std::move(name));
  };
  // A summit takes place in no organisation.
  const auto add_all = [&](const std::vector<extract::Who>& places) {
    for (const extract::Who& who : places)
      if (const extract::EntityLabel label = article_.cast().entity(who.entity).label; label != extract::EntityLabel::person && (label != extract::EntityLabel::organization || !parts_.light)) add(article_.name(who.entity));
  };
  const std::uint32_t s = telling.trigger.sentence;
  if (parts_.named_place) {
    const extract::Mention* mention = article_.cast().mention_at(telling.trigger);
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      const TokenRef at{s, t};
      const bool inside = extract::one_of(reading_.case_words(at), {"in", "at", "near"});
      const bool own = reading_.head(at) == telling.trigger && (reading_.is(at, "nmod:poss") || (inside && reading_.is(at, "nmod")));
      const bool next = inside && mention != nullptr && t == mention->last + 1;  // wherever the tree hangs it
      if (own || next) add_all(article_.cast().who(at, extract::Wanted::place));
    }
    return found;
  }
  // "In Oslo, |where| the vigil was banned"
  for (const std::int32_t c : telling.verb ? reading_.children(telling.verb) : std::vector<std::int32_t>()) {
    std::int32_t before = c - 1;
    while (before > 0 && reading_.token({s, before}).upos == Upos::PUNCT) --before;
    if (reading_.lower({s, c}) == "where" && before >= 0) add_all(article_.cast().who({s, before}, extract::Wanted::place));
  }
  if (!found.empty()) return found;
  add_all(extract::where_of(article_.scene(), telling.trigger, telling.verb ? telling.verb : telling.trigger));
  if (!found.empty()) return found;
  const auto belongs = [&](TokenRef at) {  // no other verb stands between
    for (TokenRef up = at; up; up = reading_.head(up)) {
      if (up == telling.trigger || up == telling.verb) return true;
      const bool meanwhile = reading_.is(up, "advcl") && reading_.xpos(up) == "VBG";  // "killed while |working at the station|"
      const bool beside = reading_.is(up, "conj") && reading_.head(up) == telling.verb;  // "living and |working in Oslo|"
      if (up != at && reading_.token(up).upos == Upos::VERB && !meanwhile && !beside) break;
    }
    return false;
  };
  for (std::int32_t t = 0; t < reading_.size(s); ++t) {
    const TokenRef at{s, t};
    if (!extract::one_of(reading_.case_words(at), {"in", "at", "outside", "outside_of", "inside", "near", "while_in"}) || reading_.in_time(at) || !belongs(at)) continue;
    add_all(article_.cast().who(at, extract::Wanted::place));
  }
  // "In Bergen, Norway" is one place.
  if (found.size() == 2 && lies_in(found[0], found[1])) found.pop_back();
  if (found.size() == 1) return found;
  found.clear();
  // "On the forecourt of the cathedral"
  for (const std::int32_t c : reading_.children(telling.trigger)) {
    const TokenRef at{s, c};
    if (!reading_.is(at, "obl") || !extract::one_of(reading_.case_words(at), {"in", "at", "on", "outside", "inside", "near"})) continue;
    const auto [first, last] = reading_.phrase(at);
    for (std::int32_t t = first; t < last; ++t)
      if (article_.scene().vocabulary.is_building_word(reading_.lower({s, t}))) return {article_.line(s, first, last)};
  }
  return found;
}

std::vector<std::string> GapFiller::parties(const Telling& telling, bool so_called) const {
  std::vector<std::string> found;
  if (so_called && clause_.noun.empty()) return found;
  for (const TokenRef head : in_gap(telling))
    for (const TokenRef t : reading_.with_conjuncts(head)) {
      const auto [first, last] = article_.span(t);
      if (!so_called || article_.words_in(t.sentence, first, last, {clause_.noun.back()}) > 0) add(said_by(t), found);
    }
  return found;
}

void GapFiller::add(const std::vector<std::string>& more, std::vector<std::string>& to) {
  for (const std::string& one : more)
    if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

bool GapFiller::named(const Telling& telling, const std::vector<std::string>& answers) const {
  if (q_.asked != Asked::who) return false;
  return std::ranges::any_of(in_gap(telling), [&](TokenRef head) {
    return std::ranges::any_of(reading_.with_conjuncts(head), [&](TokenRef t) {
      return std::ranges::any_of(article_.names(t, extract::Wanted::actor, q_.category), [&](const std::string& name) { return among(answers, name); });
    });
  });
}

std::vector<std::string> GapFiller::speech(const Telling& telling) const {
  if (telling.trigger != telling.verb) return {};
  for (const std::string_view relation : {"ccomp", "parataxis"})
    if (const TokenRef said = reading_.child(telling.trigger, relation)) {
      const auto [first, last] = article_.span(said);
      const auto here = [&, from = first, to = last](const AskedClause::Part& part) { return article_.found_in(said.sentence, from, to, part.phrase) > 0; };
      if (!std::ranges::all_of(parts_.others, here)) return {};
      return {article_.line(said.sentence, first, last)};
    }
  return {};
}

std::string GapFiller::number_at(TokenRef t) const {
  if (clause_.noun.empty()) return {};
  const auto [first, last] = article_.span(t);
  // "470 are detained", "90 of the members"
  if (reading_.token(t).upos == Upos::NUM) return told_number(article_.line(t.sentence, t.token, t.token + 1) + " " + clause_.noun.back(), clause_.noun);
  const std::vector<std::string> modifiers(clause_.noun.begin(), clause_.noun.end() - 1);
  if (article_.words_in(t.sentence, first, last, modifiers) * 2 < modifiers.size()) return {};
  return told_number(article_.line(t.sentence, first, last), clause_.noun);
}

std::string GapFiller::times(const Telling& telling) const {
  for (const std::int32_t c : reading_.children(telling.trigger)) {
    const TokenRef child{telling.trigger.sentence, c};
    if (reading_.lower(child) == "once" || reading_.lower(child) == "twice") return reading_.lower(child) == "once" ? "1" : "2";
    if (reading_.lemma(child) != "time") continue;
    const auto [first, last] = article_.span(child);
    return told_number(article_.line(child.sentence, first, last), {"times"});
  }
  return {};
}

std::string GapFiller::amount_at(TokenRef t) const {
  const auto [first, last] = article_.span(t);
  return told_amount(article_.line(t.sentence, first, last));
}

std::vector<std::string> GapFiller::reasons(const Telling& telling) const {
  std::vector<std::string> found;
  const auto add_reason = [&](TokenRef at) {
    const auto [first, last] = article_.span(at);
    found.push_back(article_.line(at.sentence, first, last));
  };
  for (const TokenRef t : {telling.trigger, telling.verb}) {
    if (!t || !found.empty()) continue;
    for (const std::int32_t c : reading_.children(t)) {
      const TokenRef child{t.sentence, c};
      const std::string words = reading_.case_words(child);
      const bool purpose = (reading_.is(child, "advcl") || reading_.relation(child) == "acl") && (words == "to" || (words == "for" && reading_.xpos(child) == "VBG"));
      const bool object = words == "for" && reading_.is(child, "obl") && !reading_.in_time(child);
      if (is_cause(child) || object || purpose || extract::one_of(words, {"over", "amid"})) add_reason(child);
    }
    // The tree may hang it on the phrase before.
    const auto [first, last] = article_.span(t);
    for (std::int32_t k = t.token + 1; k < last && found.empty(); ++k)
      if (const TokenRef at{t.sentence, k}; is_cause(at)) add_reason(at);
  }
  return found;
}

bool GapFiller::is_cause(TokenRef t) const {
  const std::string words = reading_.case_words(t);
  if (extract::one_of(words, {"because", "because_of", "due_to", "owing_to", "in_protest_at", "in_protest_of", "in_response_to", "in_order_to"})) return true;
  if (words == "on") return extract::one_of(reading_.lemma(t), {"suspicion", "charge", "ground", "account", "allegation"});
  return words == "in" && extract::one_of(reading_.lemma(t), {"anticipation", "response", "protest", "retaliation", "revenge", "reaction"});
}

std::string GapFiller::yes_or_no(const Telling& telling) const {
  const Reality reality = extract::reality_of(reading_, telling.trigger, telling.verb ? telling.verb : telling.trigger);
  if (reality == Reality::denied || reality == Reality::cancelled) return "no";
  if (reading_.token(telling.trigger).upos == Upos::ADJ && std::ranges::any_of(reading_.children(telling.trigger), [&](std::int32_t c) { return reading_.token({telling.trigger.sentence, c}).features.negative; })) return "no";
  const bool to_come = reality == Reality::planned || reality == Reality::proposed;
  return !to_come || q_.mood == Mood::future ? "yes" : "";
}

std::vector<TokenRef> GapFiller::in_gap(const Telling& telling) const {
  if (parts_.gap == "nsubj" && !telling.turned) return telling.subjects;
  if (q_.shape == Shape::statement && parts_.gap == "obj") return {};  // what somebody says is no object
  if (parts_.gap == "obj" && telling.turned) return telling.subjects;
  std::vector<TokenRef> found;
  if (parts_.gap == "nsubj" || parts_.gap == "obj") {
    found = telling.objects;
    // "Meets |with officials|": verbs that take their object behind a preposition.
    if (found.empty() && q_.asked != Asked::count)
      for (const std::int32_t c : reading_.children(telling.trigger))
        if (const TokenRef child{telling.trigger.sentence, c}; reading_.is(child, "obl") && extract::one_of(reading_.case_words(child), {"with", "to", "together_with"}) && !reading_.in_time(child)) found.push_back(child);
    return found;
  }
  for (std::int32_t t = 0; t < reading_.size(telling.trigger.sentence); ++t) {
    const TokenRef at{telling.trigger.sentence, t};
    if (reading_.case_words(at) == parts_.gap && article_.hangs_on(at, telling.trigger)) found.push_back(at);
  }
  return found;
}

std::vector<std::string> GapFiller::said_by(TokenRef t) const {
  if (is_asked(t) || reading_.lower({t.sentence, article_.span(t).first}) == "whose") return {};
  if (q_.asked == Asked::who || q_.category != Category::any || !clause_.noun.empty())
    if (std::vector<std::string> names = article_.names(t, extract::Wanted::actor, q_.category); !names.empty()) return names;
  if (std::vector<std::string> names = named_behind(t); !names.empty()) return names;
  const Upos tag = reading_.token(t).upos;
  if (q_.asked == Asked::what && tag == Upos::VERB && reading_.xpos(t) == "VBG") {  // "focuses on |ending the war|"
    const auto [first, last] = article_.span(t);
    return {article_.line(t.sentence, first, last)};
  }
  const bool modifier = reading_.is(t, "amod") || reading_.is(t, "compound");
  if (q_.category != Category::any || modifier || (tag != Upos::NOUN && tag != Upos::PROPN) || reading_.in_time(t)) return {};
  return {article_.words(t)};
}

bool GapFiller::is_asked(TokenRef t) const {
  const auto here = [&](const Phrase& phrase) { return article_.means(t, phrase); };
  return std::ranges::any_of(clause_.subject, here) || std::ranges::any_of(clause_.object, here) || std::ranges::any_of(clause_.nominal, here) ||
         std::ranges::any_of(clause_.others, [&](const AskedClause::Part& part) { return here(part.phrase); });
}

std::vector<std::string> GapFiller::named_behind(TokenRef t) const {
  std::vector<std::string> found;
  for (const std::int32_t c : reading_.children(t)) {
    const TokenRef child{t.sentence, c};
    if (!reading_.is(child, "appos") && reading_.case_words(child) != "including") continue;
    for (const TokenRef part : reading_.with_conjuncts(child))
      for (std::string& name : article_.names(part, extract::Wanted::actor, q_.category)) found.push_back(std::move(name));
  }
  return found;
}

}  // namespace kg::query
