// Clauses: what the verb of a question makes of its subject, object and preposition phrases.
#include "query/question_grammar.hpp"

namespace kg::query {
namespace {

constexpr std::array<std::string_view, 9> happening = {"hold", "happen", "occur", "take", "begin", "start", "end", "conclude", "schedule"};

}  // namespace

/// Subject, verb and what follows, with the gap at `gap`: "nsubj", "obj", a preposition, or "" if nothing
/// of the clause is missing (when, where, how often, yes or no).
bool Grammar::clause(Range subject, const VerbGroup& verb, std::string gap) {
  Rest rest = read_.rest(verb.last);
  if (verb.future) question_.mood = Mood::future;
  if (verb.negated) question_.mood = Mood::negated;
  question_.verb = verb.evoked.lemma;
  question_.frames = verb.evoked.frames;
  if (rest.by_phone) question_.kind = "call";
  question_.period = rest.period;
  // A preposition left at the end is where the gap is: "who did Erdogan talk to", "who was X accused by".
  if (gap == "obj" && verb.last < read_.size()) {
    const std::size_t last = read_.size() - 1;
    if (read_.is_preposition(last) && last >= verb.last) gap = read_.lower(last);
  }
  if (gap == "obj" && verb.evoked.words > 1) gap = verb.evoked.lemma.substr(verb.evoked.lemma.rfind(' ') + 1) == "to" ? "to" : "obj";

  record(subject, verb.form, verb.passive, rest, gap);
  if (verb.evoked.words > 1) question_.clause.particle = read_.lower(verb.first + 1);

  keep_fitting_frames(rest, verb, gap, subject);

  // "hold talks", "pay a visit", "reach an agreement": the noun says what happened.
  const Evoked noun = rest.object.empty() ? Evoked{} : read_.lexicon().noun(read_.words(rest.object));
  const std::vector<std::string> forms = base_forms(verb.form);
  // "cancelled the meeting" says more than that there was one.
  const bool forced = std::any_of(question_.frames.begin(), question_.frames.end(), [](const Frame* frame) { return !frame->status.empty(); });
  const bool light = noun.words > 0 && !forced && !is_named_actor(rest.object) &&
                     std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return QuestionLexicon::is_light(form, noun.frames, question_.frames.empty()); });
  std::string role;  // of the subject of "host", "attend", "mediate"
  for (const Frame* frame : question_.frames)
    if (frame->kind == FrameKind::meeting && role.empty()) role = role_of(*frame, "nsubj");
  if (light) {
    question_.light_verb = verb.evoked.lemma;
    question_.verb = noun.lemma;
    question_.frames = noun.frames;
    if (verb.evoked.lemma == "host") role = "host";
    for (std::string& word : read_.content({rest.object.begin, rest.object.end - noun.words})) question_.topic.push_back(std::move(word));
    add_kind_of_meeting(noun);
    rest.object = {};
  } else if (leads_party(verb, rest, subject, gap)) {
    return true;
  } else if (is_leading(verb, rest)) {
    return leads(verb, rest, subject, gap);
  } else if (appointment(verb, rest, subject, gap)) {
    return true;
  }
  // "when will the talks take place", "were the talks suspended" (and "is the party banned": an event of its own).
  const bool happens = any_form(happening, verb.form) && !light && gap.empty() && !subject.empty();
  if (happens && (verb.passive || rest.object.empty() || verb.form == "take") && happening_of(subject, question_.mood, true)) {
    for (const PrepositionPhrase& phrase : rest.phrases) noun_argument(phrase);
    question_.period = intersect(question_.period, rest.period);
    question_.light_verb = verb.form == "take" ? "happen" : forms.back();
    return true;
  }
  const bool belonging = !question_.frames.empty() && std::all_of(question_.frames.begin(), question_.frames.end(), [](const Frame* frame) {
    return frame->kind == FrameKind::membership && frame->status.empty() && role_of(*frame, "nsubj") == "actor";
  });
  if (belonging && belongs(subject, rest, gap)) return true;
  switch (choose_kind(rest, gap, subject)) {
    case FrameKind::meeting: return meeting(subject, verb, rest, gap, role, light);
    case FrameKind::statement: return statement(subject, verb, rest, gap);
    default: return event(subject, verb, rest, gap, light);
  }
}

void Grammar::record(Range subject, std::string_view verb, bool passive, const Rest& rest, std::string_view gap) {
  AskedClause& clause = question_.clause;
  const auto phrases = [&](Range range) { 
    std::vector<Phrase> found = range.empty() ? std::vector<Phrase>() : in_peace([&] { return read_.list(range, Wanted::anything); });
    if (found.empty() && !range.empty()) found.push_back({read_.text(range), {}, read_.content(range), true});
    return found;
  };
  clause.verb = verb;
  clause.nominal.clear();
  clause.passive = passive;
  clause.gap = gap;
  clause.subject = phrases(subject);
  const bool takes_place = rest.object.size() == 1 && read_.is(rest.object.begin, {"place"}) && any_form(std::array<std::string_view, 1>{"take"}, verb);
  Range object = rest.object;
  while (object.size() > 1 && read_.is(object.begin, {"back", "out", "up", "down", "off", "away"})) ++object.begin;  // "brought |back| the relic"
  if (!takes_place) clause.object = phrases(object);
  for (const PrepositionPhrase& one : rest.phrases)
    for (Phrase& phrase : phrases(one.words)) clause.others.push_back({one.preposition, std::move(phrase)});
  clause.words = read_.content(rest.clause);
}

void Grammar::record_nominal(Range range) {
  question_.clause.verb = "be";
  question_.clause.nominal.clear();
  for (std::size_t at = range.begin; at < range.end && !(at > range.begin && !read_.in_name(at) && (read_.is_preposition(at) || read_.is(at, {"of"}))); ++at) question_.clause.head = read_.in_name(at) ? "" : read_.lower(at);
  for (std::size_t at = range.begin; at < range.end;) {
    const std::size_t end = read_.in_name(at) ? std::min(range.end, read_.name_end(at)) : at + 1;
    if (read_.in_name(at) || !read_.content({at, end}).empty()) question_.clause.nominal.push_back(in_peace([&] { return names_.read(read_.words({at, end}), Wanted::anything); }));
    at = end;
  }
}

/// "the Summit for Democracy" is an organisation, "the NATO summit" a happening, whatever node is called so.
bool Grammar::is_named_actor(Range object) {
  if (object.empty() || !read_.in_name(object.end - 1)) return false;
  const std::vector<Phrase> phrases = in_peace([&] { return read_.list(object, Wanted::actor); });
  return std::any_of(phrases.begin(), phrases.end(), [&](const Phrase& phrase) { return phrase.topic.empty() && is_actor(phrase); });
}

/// Of the frames of a verb those whose roles the question fills best: "call on X to resign" is no telephone call.
void Grammar::keep_fitting_frames(const Rest& rest, const VerbGroup& verb, const std::string& gap, Range subject) {
  std::vector<std::string> places;
  const auto add = [&](std::string place) {
    if (verb.passive && place == "nsubj") place = "obj";
    else if (verb.passive && place == "by") place = "nsubj";
    places.push_back(std::move(place));
  };
  if (!subject.empty()) add("nsubj");
  // "what did X and Y discuss": each is the other's partner.
  if (!subject.empty() && in_peace([&] { return read_.list(subject, Wanted::actor).size(); }) > 1) places.insert(places.end(), {"with", "to"});
  if (!gap.empty()) add(gap);
  if (!rest.object.empty()) add("obj");
  for (const PrepositionPhrase& phrase : rest.phrases) add(phrase.preposition);
  if (!rest.clause.empty()) places.insert(places.end(), {"xcomp", "ccomp", "advcl"});
  if (rest.by_phone) places.emplace_back("by");
  // "called the claim nonsense", "called Abe a friend": words behind a name inside the object say what it was called.
  bool name = false;
  for (std::size_t i = rest.object.begin; i < rest.object.end; ++i) {
    if (read_.in_name(i)) name = true;
    else if (name && std::find(places.begin(), places.end(), "xcomp") == places.end()) places.emplace_back("xcomp");
  }
  // What is cancelled or attended must be a meeting.
  const Range thing = verb.passive ? subject : rest.object;
  const Evoked noun = thing.empty() ? Evoked{} : read_.lexicon().noun(read_.words(thing));
  const bool meeting = std::any_of(noun.frames.begin(), noun.frames.end(), [](const Frame* frame) { return frame->kind == FrameKind::meeting; });
  const auto fill = [&](const Frame* frame) {  // roles filled; -1 if a needed one is not
    int filled = 0;
    for (const ontology::RolePath& role : frame->roles) {
      const bool found = std::any_of(places.begin(), places.end(), [&](const std::string& place) { return role_of(*frame, place) == role.role; });
      if (role.required && (!found || ((role.role == "meeting" || role.role == "gathering") && !meeting))) return -1;
      filled += found;
    }
    return filled;
  };
  int best = -1;
  for (const Frame* frame : question_.frames) best = std::max(best, fill(frame));
  if (best >= 0) std::erase_if(question_.frames, [&](const Frame* frame) { return fill(frame) < best; });
}

void Grammar::keep_frames(FrameKind kind) {
  std::erase_if(question_.frames, [&](const Frame* frame) { return frame->kind != kind; });
}

ontology::FrameKind Grammar::choose_kind(const Rest& rest, std::string_view gap, Range subject) {
  const auto any = [&](FrameKind kind) {
    return std::any_of(question_.frames.begin(), question_.frames.end(), [&](const Frame* frame) { return frame->kind == kind; });
  };
  const bool partner = gap == "with" || gap == "to" || std::any_of(rest.phrases.begin(), rest.phrases.end(), [](const PrepositionPhrase& phrase) {
                         return phrase.preposition == "with" || phrase.preposition == "to";
                       });
  const bool about = gap == "about" || std::any_of(rest.phrases.begin(), rest.phrases.end(), [](const PrepositionPhrase& phrase) {
                       return phrase.preposition == "about" || phrase.preposition == "on" || phrase.preposition == "of";
                     });
  // "what did X and Y talk about": of two that talk nobody makes a statement.
  const bool together = any(FrameKind::meeting) && !subject.empty() && in_peace([&] { return read_.list(subject, Wanted::actor).size(); }) > 1;
  if (any(FrameKind::statement) && !together && (question_.asked == Asked::what || (about && !partner)) && !rest.by_phone) {
    keep_frames(FrameKind::statement);
    return FrameKind::statement;
  }
  if (any(FrameKind::meeting)) {
    keep_frames(FrameKind::meeting);
    return FrameKind::meeting;
  }
  if (any(FrameKind::event)) {
    keep_frames(FrameKind::event);
    return FrameKind::event;
  }
  return any(FrameKind::statement) ? FrameKind::statement : FrameKind::event;
}

/// Calls and visits are asked for as such; "host", "receive", "summit" are any meeting.
std::string Grammar::meeting_kind() const {
  std::string kind;
  for (const Frame* frame : question_.frames) {
    const bool visit = frame->meeting == "visit" && role_of(*frame, "nsubj") == "visitor";
    if (frame->meeting != "call" && !visit) return {};
    if (!kind.empty() && kind != frame->meeting) return {};
    kind = frame->meeting;
  }
  return kind;
}

/// "summit", "dialogue": a word to look for in the sentence; "talks" and "meeting" are what everybody writes.
void Grammar::add_kind_of_meeting(const Evoked& noun) {
  static constexpr std::array<std::string_view, 10> usual = {"meeting", "talk", "encounter", "session", "visit", "call", "phone call", "conversation", "discussion", "trip"};
  const bool meeting = std::any_of(noun.frames.begin(), noun.frames.end(), [](const Frame* frame) { return frame->kind == FrameKind::meeting; });
  if (meeting && !among(usual, noun.lemma)) question_.topic.push_back(noun.lemma);
}

bool Grammar::meeting(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap, const std::string& role, bool light) {
  question_.shape = Shape::meeting;
  if (question_.kind.empty()) question_.kind = meeting_kind();
  // "speak", "talk" and their like can be on the telephone, "meet" and "visit" cannot.
  question_.in_person = question_.verb == "meet" || question_.verb == "visit" || question_.verb == "meeting" || question_.kind == "visit";
  if (question_.kind == "call" && !rest.by_phone && (question_.verb == "speak" || question_.verb == "talk")) question_.kind.clear();
  if (!subject.empty()) append(question_.actors, read_.list(subject, Wanted::actor));
  const bool visits = question_.kind == "visit";
  if (!rest.object.empty() && !light) {
    const Evoked noun = read_.lexicon().noun(read_.words(rest.object));
    const bool topic = std::any_of(question_.frames.begin(), question_.frames.end(), [](const Frame* frame) { return role_of(*frame, "obj") == "topic"; });
    if (topic) {  // "discussed trade with China"
      append(question_.about, read_.list(rest.object, Wanted::anything));
    } else if (noun.words > 0 && !is_named_actor(rest.object)) {  // "attended the summit", "hosted the talks"
      for (std::string& word : read_.content({rest.object.begin, rest.object.end - noun.words})) question_.topic.push_back(std::move(word));
      add_kind_of_meeting(noun);
    } else {
      append(question_.recipients, read_.list(rest.object, visits ? Wanted::anything : Wanted::actor));
    }
  }
  std::vector<Phrase> destinations;  // "travelled to Poland with X": the place goes last
  for (const PrepositionPhrase& phrase : rest.phrases) {
    const std::string& how = phrase.preposition;
    const bool with = how == "with" || how == "between" || how == "among" || how == "by" || how == "alongside" || how == "from" || how.empty() ||
                      (how == "to" && !visits) || (how == "of" && light) || (how == "for" && !light);
    if (how == "to" && visits) append(destinations, read_.list(phrase.words, Wanted::anything));
    else if (with) append(question_.recipients, read_.list(phrase.words, Wanted::actor));
    else if (how == "in" || how == "at" || how == "near" || how == "inside" || (how == "on" && light)) add_places_or_topics(read_.list(phrase.words, Wanted::place), phrase.words);
    else if (how == "about" || how == "over" || how == "regarding" || how == "concerning" || how == "on") append(question_.about, read_.list(phrase.words, Wanted::anything));
    else for (std::string& word : read_.content(phrase.words)) question_.topic.push_back(std::move(word));
  }
  append(question_.recipients, std::move(destinations));
  for (std::string& word : read_.content(rest.clause)) question_.topic.push_back(std::move(word));
  // "cancel", "postpone": what is asked for is said with the verb, whatever became of the meeting.
  question_.verb_needed = !light && std::any_of(question_.frames.begin(), question_.frames.end(), [](const Frame* frame) { return !frame->status.empty(); });
  if (question_.verb_needed && !subject.empty() && verb.passive) {
    question_.actors.clear();
    const std::string lemma = question_.verb;
    const auto frames = question_.frames;
    if (event_noun(subject)) question_.verb = lemma, question_.frames = frames, question_.shape = Shape::meeting;
  }
  question_.asked_role = "participant";
  const bool subject_gap = verb.passive ? gap == "by" : gap == "nsubj";
  if (subject_gap && (role == "host" || role == "mediator" || role == "visitor")) question_.asked_role = role;
  const bool asks_topic = gap == "about" || gap == "on" || ((gap == "obj" || (gap == "nsubj" && verb.passive)) && std::any_of(question_.frames.begin(), question_.frames.end(), [](const Frame* frame) {
                            return role_of(*frame, "obj") == "topic";
                          }));
  // "What did X attend" asks for meetings, "what did X welcome" for no one who was met.
  const bool gatherings = std::any_of(question_.frames.begin(), question_.frames.end(), [](const Frame* frame) {
    const std::string object = role_of(*frame, "obj");
    return object == "meeting" || object == "gathering";
  });
  if (question_.asked == Asked::what && !asks_topic && gap == "obj" && !gatherings && !visits) question_.shape = Shape::told;
  else if (question_.asked == Asked::what && !asks_topic) question_.asked = Asked::list;
  if (question_.asked == Asked::what) question_.asked_role = "topic";
  return true;
}

bool Grammar::statement(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap) {
  question_.shape = Shape::statement;
  if (!subject.empty()) append(verb.passive ? question_.about : question_.actors, read_.list(subject, verb.passive ? Wanted::anything : Wanted::actor));
  const bool anything = rest.object.size() == 1 && read_.is(rest.object.begin, {"anything", "something", "everything", "nothing", "it", "that", "so"});
  if (!rest.object.empty() && !anything) append(question_.about, read_.list(rest.object, Wanted::anything));
  for (const PrepositionPhrase& phrase : rest.phrases) {
    if (phrase.preposition == "by" && verb.passive) append(question_.actors, read_.list(phrase.words, Wanted::actor));
    else if (phrase.preposition == "to" || phrase.preposition == "at" || phrase.preposition == "in") for (std::string& word : read_.content(phrase.words)) question_.topic.push_back(std::move(word));
    else append(question_.about, read_.list(phrase.words, Wanted::anything));
  }
  for (std::string& word : read_.content(rest.clause)) question_.topic.push_back(std::move(word));
  question_.asked_role = gap == "nsubj" && !verb.passive ? "speaker" : gap == "by" ? "speaker" : "text";
  if (gap == "nsubj" && question_.asked == Asked::what) question_.asked = Asked::who;
  if (gap == "obj" && question_.asked == Asked::who) question_.asked_role = "topic";
  return true;
}

bool Grammar::event(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap, bool light) {
  question_.shape = Shape::event;
  const Frame* frame = question_.frames.empty() ? nullptr : question_.frames.front();
  // "Who led the strike", "who will replace her": of no office, so whoever does it acts.
  if (frame != nullptr && frame->kind == FrameKind::office) frame = nullptr;
  const auto place_of = [&](std::string place) {
    if (verb.passive && place == "nsubj") return std::string("obj");
    if (verb.passive && place == "by") return std::string("nsubj");
    return place;
  };
  const auto role_at = [&](const std::string& place) {
    const std::string where = place_of(place);
    std::string role = frame == nullptr ? std::string() : role_of(*frame, where);
    if (role.empty() && where == "nsubj") role = "actor";
    if (role.empty() && where == "obj" && !light) role = "recipient";
    if (role.empty() && (where == "against" || where == "with" || where == "to" || where == "for" || where == "on") && light) role = "recipient";
    return role;
  };
  const auto place = [&](const std::string& where, Range words) {
    if (words.empty()) return;
    const std::string role = role_at(where);
    const bool party = role == "actor" || role == "recipient" || role == "host" || role == "visitor";
    if (party) {
      std::vector<Phrase> phrases = read_.list(words, role == "actor" ? Wanted::actor : Wanted::anything);
      append(role == "actor" ? question_.actors : question_.recipients, std::move(phrases));
      return;
    }
    append(question_.about, read_.list(words, Wanted::anything));
  };
  place("nsubj", subject);
  place("obj", rest.object);
  for (const PrepositionPhrase& phrase : rest.phrases) {
    const bool where = phrase.preposition == "in" || phrase.preposition == "at" || phrase.preposition == "near";
    if (where && role_at(phrase.preposition).empty()) for (std::string& word : read_.content(phrase.words)) question_.topic.push_back(std::move(word));
    else place(phrase.preposition.empty() ? "obj" : phrase.preposition, phrase.words);
  }
  for (std::string& word : read_.content(rest.clause)) question_.topic.push_back(std::move(word));
  question_.asked_role = gap.empty() ? std::string() : role_at(gap);
  if (!gap.empty() && question_.asked_role.empty()) question_.asked_role = "recipient";
  if (question_.asked == Asked::what && question_.asked_role != "actor") question_.asked_role = "topic";
  if (question_.asked == Asked::what && question_.asked_role == "actor") question_.asked = Asked::who;
  if (verb.future && question_.asked == Asked::yes_no) question_.mood = Mood::future;
  if ((question_.asked == Asked::who || question_.asked == Asked::count) && !gap.empty()) return true;  // "who died", "how many recovered"
  return !question_.frames.empty() || !question_.actors.empty() || !question_.recipients.empty() || !question_.about.empty() || !question_.topic.empty();
}

/// "who joined X", "did X join Y", "which organisations does X belong to". False if no body is named or asked for.
bool Grammar::belongs(Range subject, const Rest& rest, const std::string& gap) {
  Range body = rest.object;
  if (body.empty() && !rest.phrases.empty()) body = rest.phrases.front().words;
  std::vector<Phrase> members = subject.empty() ? std::vector<Phrase>() : read_.list(subject, Wanted::actor);
  std::vector<Phrase> bodies = body.empty() ? std::vector<Phrase>() : read_.list(body, Wanted::actor);
  const auto known = [](const std::vector<Phrase>& phrases) { return phrases.size() == 1 && !phrases.front().nodes.empty(); };
  const bool asks_member = gap == "nsubj" && known(bodies), asks_body = gap != "nsubj" && !gap.empty() && known(members) && bodies.empty();
  const bool whether = gap.empty() && known(bodies) && known(members) && question_.asked == Asked::yes_no;
  if (!asks_member && !asks_body && !whether) return false;
  question_.shape = Shape::membership;
  question_.asked_role = asks_body ? "organization" : "member";
  question_.actors = std::move(members);
  question_.recipients = std::move(bodies);
  if (question_.asked == Asked::what) question_.asked = Asked::who;
  if (asks_body) question_.category = Category::any;
  return true;
}

}  // namespace kg::query
