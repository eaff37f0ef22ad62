// Shapes of questions that are no clause: timelines, comparisons, connections, lists of happenings.
#include "query/question_grammar.hpp"

namespace kg::query {
namespace {

constexpr std::array<std::string_view, 5> linked = {"connected", "related", "linked", "tied", "associated"};

}  // namespace

bool Grammar::has_link() const {
  for (std::size_t i = 0; i < read_.size(); ++i)
    if (among(linked, read_.lower(i))) return true;
  return false;
}

bool Grammar::timeline() {
  std::size_t at = 0;
  while (read_.is(at, {"the", "a"})) ++at;
  if (read_.is(at, {"timeline", "chronology", "history"}) && read_.is(at + 1, {"of", "for", "about"})) {
    at += 2;
  } else if (read_.is(at, {"all", "everything", "anything", "more", "news"}) && read_.is(at + 1, {"about", "on"})) {
    at += 2;
  } else if (read_.reads(at, "what happened") || read_.reads(at, "what has happened")) {
    at += read_.is(at + 1, {"has"}) ? 3 : 2;
    if (read_.is(at, {"to", "with", "between"})) ++at;
  } else if (read_.is(0, {"what"}) && read_.is(1, {"did", "has", "does"}) && read_.size() > 3) {
    // "what did X do in 2018"
    std::size_t verb = 2;
    while (verb < read_.size() && !read_.is(verb, {"do", "done"})) ++verb;
    if (verb == 2 || verb >= read_.size()) return false;
    question_.actors = read_.list({2, verb}, Wanted::actor);
    finish(read_.rest(verb + 1));
    question_.shape = Shape::timeline;
    question_.asked = Asked::list;
    return true;
  } else {
    return false;
  }
  const Rest rest = read_.rest(at);
  question_.actors = read_.list(rest.object, Wanted::anything);
  finish(rest);
  question_.shape = Shape::timeline;
  question_.asked = Asked::list;
  return true;
}

bool Grammar::two_names(std::size_t at, std::initializer_list<std::string_view> joins) {
  std::size_t join = at + 1;
  while (join < read_.size() && !(read_.is(join, joins) && !read_.in_name(join))) ++join;
  if (join >= read_.size()) return false;
  std::size_t end = join + 1;
  while (end < read_.size() && !among(linked, read_.lower(end)) && !read_.is(end, {"have"})) ++end;
  question_.actors = {names_.read(read_.words({at, join}), Wanted::anything)};
  question_.recipients = {names_.read(read_.words({join + 1, end}), Wanted::anything)};
  return !question_.actors.front().text.empty() && !question_.recipients.front().text.empty();
}

bool Grammar::comparison() {
  std::size_t at = 0;
  if (read_.is(0, {"compare"})) {
    at = 1;
  } else if (read_.reads(0, "what do") && read_.reads(read_.size() - 2, "in common")) {
    at = 2;
  } else {
    while (read_.is(at, {"what", "is", "are", "the"})) ++at;
    if (!read_.is(at, {"difference", "differences", "comparison"}) || !read_.is(at + 1, {"between", "of"})) return false;
    at += 2;
  }
  if (!two_names(at, {"and", "with", "to"})) return false;
  question_.shape = Shape::compare;
  question_.asked = Asked::list;
  return true;
}

bool Grammar::connection() {
  std::size_t at = 0;
  static constexpr std::array<std::string_view, 10> links = {"connection", "connections", "relation",   "relations", "relationship",
                                                             "link",       "links",       "path",       "tie",       "ties"};
  if (read_.is(0, {"how"}) && is_finite_be(read_.lower(1))) {
    if (!has_link()) return false;
    // "how is X connected to Y", "how are X and Y connected"
    std::size_t verb = 2;
    while (!among(linked, read_.lower(verb))) ++verb;
    if (verb + 2 < read_.size() && read_.is(verb + 1, {"to", "with"})) {
      question_.actors = {names_.read(read_.words({2, verb}), Wanted::anything)};
      question_.recipients = {names_.read(read_.words({verb + 2, read_.size()}), Wanted::anything)};
    } else if (!two_names(2, {"and"})) {
      return false;
    }
  } else if (read_.is(0, {"what"}) && read_.is(1, {"connects", "links", "relates", "joins", "unites", "ties"})) {
    if (!two_names(2, {"and", "to", "with"})) return false;
  } else {
    while (read_.is(at, {"what", "is", "are", "the", "which"})) ++at;
    if (at >= read_.size() || !among(links, read_.lower(at))) return false;
    if (!read_.is(at + 1, {"between", "from", "of"}) || !two_names(at + 2, {"and", "to", "with"})) return false;
  }
  question_.shape = Shape::connection;
  question_.asked = Asked::list;
  return true;
}

/// "meetings of X in 2018", "accusations against X", "talks between A and B".
bool Grammar::standalone_list() {
  if (read_.size() < 2 || read_.is_auxiliary(0) || read_.is(0, {"who", "whom", "what", "which", "when", "where", "how", "why", "with", "to", "about"})) return false;
  if (!event_noun({0, read_.size()})) return false;
  question_.asked = Asked::list;
  return true;
}

/// A happening that the ontology has a word for, and no title of an office.
bool Grammar::happening_noun(Range range) {
  while (range.begin < range.end && read_.is(range.begin, {"the", "a", "an"})) ++range.begin;
  if (range.empty() || names_.title_length(read_.words(range)) > 0) return false;
  if (!event_noun(range)) return false;
  if (question_.shape == Shape::event) question_.asked_role = "topic";
  return true;
}

/// "how many meetings did X and Y have", "how many meetings were there in 2018".
bool Grammar::counts_happenings(const QuestionWord& word, std::size_t at, std::string_view auxiliary) {
  const Evoked noun = read_.lexicon().noun(read_.words({word.next - 1, word.next}));
  if (noun.words == 0) return false;
  question_.verb = noun.lemma;
  question_.frames = noun.frames;
  choose_noun_kind();
  question_.asked = Asked::times;
  if (auxiliary.empty() || is_finite_be(auxiliary)) {  // "how many meetings between A and B (were there)"
    Rest rest = read_.rest(auxiliary.empty() ? at : at + 1);
    if (!rest.object.empty() && !read_.is(rest.object.begin, {"there"})) append(question_.actors, read_.list(rest.object, Wanted::actor));
    for (const PrepositionPhrase& phrase : rest.phrases) noun_argument(phrase);
    question_.period = rest.period;
    return true;
  }
  const auto parts = read_.subject_and_verb(at + 1, auxiliary);
  if (!parts.verb.found) return false;
  // "How many elections has X lost" asks for a deed of its own.
  const std::vector<std::string> forms = base_forms(parts.verb.form);
  const std::vector<const Frame*>& meant = question_.frames;
  const bool light = std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return QuestionLexicon::is_light(form, meant, true); });
  if (!light && parts.verb.evoked.frames.empty()) {
    question_.asked = Asked::count;
    question_.frames.clear();
    question_.shape = Shape::identity;
    return false;
  }
  append(question_.actors, read_.list(parts.subject, Wanted::actor));
  const Rest rest = read_.rest(parts.verb.last);
  for (const PrepositionPhrase& phrase : rest.phrases) noun_argument(phrase);
  question_.period = rest.period;
  return true;
}

/// A noun of happening with what belongs to it: "the Trump–Kim summit in Singapore". False if its head is none.
bool Grammar::event_noun(Range range) {
  while (range.begin < range.end && read_.is(range.begin, {"the", "a", "an", "all", "any", "there", "further", "other", "more", "new", "no"})) ++range.begin;
  std::size_t head = range.begin;
  while (head < range.end && (read_.in_name(head) || !read_.is_preposition(head)) && !is_time(head) && !read_.is_closing_date(head)) ++head;
  if (head == range.begin) return false;
  Evoked noun = read_.lexicon().noun(read_.words({range.begin, head}));
  // "meetings Biden Putin", as typed into a search box: the names stand behind.
  if (noun.words == 0 || read_.in_name(head - 1)) {
    while (head > range.begin && read_.in_name(head - 1)) --head;
    noun = head > range.begin ? read_.lexicon().noun(read_.words({range.begin, head})) : Evoked{};
  }
  if (noun.words == 0) return false;
  question_.verb = noun.lemma;
  question_.frames = noun.frames;
  choose_noun_kind();
  add_kind_of_meeting(noun);
  // What stands before the head: participants and topics.
  const Range before{range.begin, head - noun.words};
  for (std::size_t i = before.begin; i < before.end;) {
    std::size_t end = i + 1;
    if (read_.in_name(i)) {
      end = std::min(before.end, read_.name_end(i));
      for (Phrase& phrase : read_.list({i, end}, Wanted::anything)) {
        if (phrase.nodes.empty() || !is_actor(phrase)) question_.topic.insert(question_.topic.end(), phrase.topic.begin(), phrase.topic.end());
        else question_.actors.push_back(std::move(phrase));
      }
    } else if (read_.is(i, {"planned", "upcoming", "scheduled", "next", "future", "coming", "proposed"})) {
      question_.mood = Mood::future;
    } else if (!is_function_word(read_.lower(i)) && !read_.is(i, {"two", "three", "six", "last", "first", "second", "previous", "recent", "latest", "newest", "earliest"})) {
      question_.topic.push_back(std::string(read_.lower(i)));
    }
    i = end;
  }
  const Rest rest = read_.rest(head);
  for (const PrepositionPhrase& phrase : rest.phrases) {
    if (phrase.words.begin >= range.end) break;
    noun_argument(phrase);
  }
  if (!rest.object.empty() && rest.object.end <= range.end && rest.object.begin >= head) {
    // "meetings Biden Putin 2021", as typed into a search box.
    for (std::size_t i = rest.object.begin; i < rest.object.end;) {
      const std::size_t end = read_.in_name(i) ? std::min(rest.object.end, read_.name_end(i)) : i + 1;
      if (read_.in_name(i)) append(question_.actors, read_.list({i, end}, Wanted::anything));
      else for (std::string& word : read_.content({i, end})) question_.topic.push_back(std::move(word));
      i = end;
    }
  }
  question_.period = intersect(question_.period, rest.period);
  if (rest.by_phone) question_.kind = "call";
  return true;
}

/// "will X take place", "was X held", "is the X": the happening named by `range`.
bool Grammar::happening_of(Range range, Mood mood, bool passive_verb) {
  const Asked asked = question_.asked;
  if (!event_noun(range)) {
    // A happening that the ontology has no word for: its own words are looked for.
    if (range.empty() || (!passive_verb && read_.in_name(range.begin))) return false;
    question_.shape = Shape::meeting;
    question_.period = read_.rest(range.begin).period;
    while (range.end > range.begin && question_.period && !read_.in_name(range.end - 1) && read_date(read_.words({range.end - 1, range.end}))) --range.end;
    for (std::string& word : read_.content(range)) question_.topic.push_back(std::move(word));
  }
  question_.asked = asked;
  if (question_.mood == Mood::past) question_.mood = mood;
  return true;
}

void Grammar::choose_noun_kind() {
  const auto kind_of = [&](FrameKind kind) {
    return std::any_of(question_.frames.begin(), question_.frames.end(), [&](const Frame* frame) { return frame->kind == kind; });
  };
  if (kind_of(FrameKind::meeting)) {
    keep_frames(FrameKind::meeting);
    question_.shape = Shape::meeting;
    question_.kind = meeting_kind();
  } else if (kind_of(FrameKind::statement)) {
    keep_frames(FrameKind::statement);
    question_.shape = Shape::statement;
  } else {
    question_.shape = Shape::event;
    question_.asked_role = "actor";
  }
}

void Grammar::noun_argument(const PrepositionPhrase& phrase) {
  const std::string& how = phrase.preposition;
  const bool meeting = question_.shape == Shape::meeting;
  if (how == "in" || how == "at" || how == "near" || how == "on" || how == "inside") {
    std::vector<Phrase> places = read_.list(phrase.words, Wanted::place);
    add_places_or_topics(std::move(places), phrase.words);
  } else if (how == "about" || how == "over" || how == "regarding" || how == "concerning" || (how == "for" && meeting)) {
    append(question_.about, read_.list(phrase.words, Wanted::anything));
  } else if (how == "against" || how == "towards" || how == "toward" || ((how == "with" || how == "to" || how == "on" || how == "for") && !meeting)) {
    append(question_.recipients, read_.list(phrase.words, Wanted::anything));
  } else if (how == "of" || how == "by" || how == "between" || how == "with" || how == "among" || how == "from" || how == "to") {
    append(question_.actors, read_.list(phrase.words, Wanted::actor));
  } else {
    for (std::string& word : read_.content(phrase.words)) question_.topic.push_back(std::move(word));
  }
}

void Grammar::add_places_or_topics(std::vector<Phrase> places, Range words) {
  // "at the White House", "at the G7": no place, but its name may stand in the sentence.
  const bool body = std::any_of(places.begin(), places.end(), [](const Phrase& place) { return place.unknown; }) && in_peace([&] {
                      const std::vector<Phrase> named = read_.list(words, Wanted::anything);
                      return !named.empty() && std::all_of(named.begin(), named.end(), [](const Phrase& phrase) { return !phrase.nodes.empty(); });
                    });
  if (body) {
    for (std::string& word : read_.content(words)) question_.topic.push_back(std::move(word));
    return;
  }
  for (Phrase& place : places) {
    if (!place.nodes.empty() || place.unknown) question_.places.push_back(std::move(place));
    else
      for (std::string& word : read_.content(words)) question_.topic.push_back(std::move(word));
  }
}

bool Grammar::is_time(std::size_t at) const { return read_period(read_.words({at, read_.size()})).has_value() && !read_.in_name(at); }

bool Grammar::is_actor(const Phrase& phrase) const {
  return std::any_of(phrase.nodes.begin(), phrase.nodes.end(), [&](graph::NodeId node) { return names_.has_label(node, "Actor"); });
}

void Grammar::finish(const Rest& rest) {
  question_.period = intersect(question_.period, rest.period);
  for (const PrepositionPhrase& phrase : rest.phrases) {
    if (phrase.preposition == "in" || phrase.preposition == "at") add_places_or_topics(read_.list(phrase.words, Wanted::place), phrase.words);
    else append(question_.about, read_.list(phrase.words, Wanted::anything));
  }
}

/// "where is X", "what is the capital of X", "which country is X in".
bool Grammar::place_of_name() {
  Range name;
  if (read_.is(0, {"where"}) && is_finite_be(read_.lower(1))) {
    name = {2, read_.size()};
    if (read_.size() > 3 && read_.is(read_.size() - 1, {"located", "situated", "based", "headquartered"})) --name.end;
  } else {
    std::size_t at = 0;
    if (read_.is(0, {"what", "which"}) && is_finite_be(read_.lower(1))) at = 2;
    while (read_.is(at, {"the"})) ++at;
    const bool possessive = read_.size() >= at + 2 && read_.is(read_.size() - 1, {"capital"}) && read_.word(read_.size() - 2).possessive;
    if (possessive) name = {at, read_.size() - 1};
    else if (read_.is(at, {"capital"}) && read_.is(at + 1, {"of"})) name = {at + 2, read_.size()};
    else return false;
    question_.title = "capital";
  }
  while (read_.is(name.begin, {"the"}) && !read_.in_name(name.begin)) ++name.begin;
  if (name.empty() || !read_.in_name(name.begin) || read_.name_end(name.begin) < name.end) return false;
  question_.places = read_.list(name, question_.title.empty() ? Wanted::anything : Wanted::place);
  if (question_.places.size() != 1 || question_.places.front().nodes.empty()) return false;
  record_nominal(name);
  question_.shape = Shape::place;
  question_.asked = Asked::where;
  return true;
}

}  // namespace kg::query
