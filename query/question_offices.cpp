// Questions for offices and who holds them, and for who somebody is.
#include "query/question_grammar.hpp"

namespace kg::query {
namespace {

constexpr std::array<std::string_view, 11> leading = {"lead", "head", "rule", "govern", "run", "chair", "represent", "command", "direct", "preside over", "preside"};
constexpr std::array<std::string_view, 9> appointing = {"serve", "become", "appoint", "elect", "name", "choose", "nominate", "designate", "select"};
constexpr std::array<std::string_view, 6> office_nouns = {"office", "title", "position", "post", "job", "role"};

}  // namespace

/// "what office does X hold", "what is X's title", "X's office".
bool Grammar::office_of_person() {
  std::size_t at = 0;
  if (read_.is(0, {"what", "which"}) && among(office_nouns, base_of_noun(1)) && read_.is(2, {"does", "did", "has", "do"})) {
    std::size_t verb = 3;
    while (verb < read_.size() && !read_.is(verb, {"hold", "held", "have", "occupy", "had"})) ++verb;
    question_.actors = read_.list({3, verb}, Wanted::actor);
    question_.any_time = read_.is(2, {"did", "has"});
  } else {
    if (read_.is(0, {"what", "which"}) && is_finite_be(read_.lower(1))) at = 2;
    const std::size_t last = read_.size() - 1;
    if (last <= at || !among(office_nouns, base_of_noun(last)) || !read_.word(last - 1).possessive) {
      while (read_.is(at, {"the"})) ++at;
      if (!among(office_nouns, base_of_noun(at)) || !read_.is(at + 1, {"of"})) return false;
      question_.actors = read_.list({at + 2, read_.size()}, Wanted::actor);
    } else {
      question_.actors = read_.list({at, last}, Wanted::actor);
    }
  }
  question_.shape = Shape::identity;
  question_.asked = Asked::what;
  return !question_.actors.empty();
}

/// "the foreign minister of Iran", "Iran's foreign minister", "the US secretary of state".
bool Grammar::office(Range range) {
  while (read_.is(range.begin, {"the", "a", "an"})) ++range.begin;
  while (read_.is(range.begin, {"former", "ex", "previous", "then", "current", "present", "new", "incumbent"}) && !read_.in_name(range.begin)) {
    question_.former |= read_.is(range.begin, {"former", "ex", "previous"});
    ++range.begin;
  }
  if (range.empty()) return false;
  const Rest whole = read_.rest(range.begin);
  question_.period = whole.period;
  // Times at the end are no part of the title.
  for (std::size_t i = range.begin; i < range.end; ++i)
    if (is_time(i)) {
      range.end = i;
      break;
    }
  // The owner stands in front, even where the whole is an alias of somebody: "US secretary of state".
  if (read_.in_name(range.begin)) {
    for (std::size_t i = range.begin + 1; i < range.end; ++i)
      if (names_.title_length(read_.words({i, range.end})) == range.end - i && names_.name_length(read_.words({range.begin, i})) == i - range.begin) return set_office({i, range.end}, {range.begin, i});
    std::size_t end = range.begin + 1;
    while (end < range.end && read_.in_name(end) && !read_.word(end - 1).possessive) ++end;
    if (end >= range.end) return false;
    const std::vector<Phrase> owner = in_peace([&] { return read_.list({range.begin, end}, Wanted::actor); });
    const bool person = !owner.empty() && !owner.front().nodes.empty() && names_.has_label(owner.front().nodes.front(), "Person");
    if (person && !read_.word(end - 1).possessive) return false;  // "Kim Jong Un the leader"
    return set_office({end, range.end}, {range.begin, end});
  }
  // The owner stands behind: the last preposition before a name (or before the end).
  std::size_t best = 0;
  for (std::size_t i = range.begin + 1; i + 1 < range.end; ++i) {
    if (!read_.is_preposition(i) || !read_.is(i, {"of", "for", "at", "in", "to", "on"})) continue;
    std::size_t next = i + 1;
    while (read_.is(next, {"the", "its", "a"})) ++next;
    if (next < range.end && read_.in_name(next)) {
      best = i;
      break;
    }
    if (best == 0 || read_.is(i, {"of"})) best = i;
  }
  if (best == 0) {
    // "who is president": the office of whatever country the articles speak of.
    if (names_.title_length(read_.words(range)) == range.size()) return set_office(range, {});
    return false;
  }
  return set_office({range.begin, best}, {best + 1, range.end});
}

bool Grammar::set_office(Range title, Range owner) {
  question_.shape = Shape::office;
  question_.asked_role = "holder";
  question_.title = read_.text(title);
  if (question_.title.empty()) return false;
  if (!names_.is_title(question_.title) && names_.is_title(singular(title))) question_.title = singular(title);
  if (!owner.empty()) question_.recipients = read_.list(owner, Wanted::anything);
  if (question_.asked == Asked::what || question_.asked == Asked::count) question_.asked = Asked::who;
  return true;
}

/// A noun phrase of its own: "the president of Poland", "Poland's president", "former presidents of X", a name.
bool Grammar::noun_phrase(Range range) {
  std::size_t at = range.begin;
  while (read_.is(at, {"the", "a", "an", "former", "current", "ex", "previous", "acting"})) ++at;
  const bool titled = at < range.end && !read_.in_name(at) && title_words(at) > 0 && read_.is(at + title_words(at), {"of", "to", "at", "for"});
  // An alias like "president of Poland" is a title too: its holder is asked for.
  const bool alias = at < range.end && read_.in_name(at) && title_words(at) > 0 && read_.is(at + title_words(at), {"of"});
  question_.asked = Asked::who;
  if ((titled || alias) && office(range)) return true;
  return identity(range);
}

/// How many words from `at` are a title, also in the plural: "foreign ministers".
std::size_t Grammar::title_words(std::size_t at) const {
  if (const std::size_t length = names_.title_length(read_.words({at, read_.size()})); length > 0) return length;
  for (std::size_t end = at + 1; end <= std::min(at + 5, read_.size()); ++end)
    if (names_.is_title(singular({at, end}))) return end - at;
  return 0;
}

std::string Grammar::singular(Range title) const {
  const std::string base = base_of_noun(title.end - 1);
  return title.size() > 1 ? read_.text({title.begin, title.end - 1}) + " " + base : base;
}

bool Grammar::identity(Range range) {
  const std::vector<Phrase> phrases = in_peace([&] { return read_.list(range, Wanted::anything); });
  if (phrases.size() != 1 || (phrases.front().nodes.empty() && !phrases.front().unknown)) return false;
  if (!phrases.front().topic.empty() || phrases.front().text.size() > 120) return false;
  // A clause that was not understood is no name, though a name stands in it.
  for (std::size_t i = range.begin; i < range.end; ++i)
    if (!read_.in_name(i) && (read_.is_auxiliary(i) || read_.is(i, {"who", "what", "when", "where", "which", "how", "why", "whom", "whose", "that"}))) return false;
  // A sentence that was not understood is no name.
  if (phrases.front().nodes.empty() && range.size() > 4) return false;
  question_.actors = read_.list(range, Wanted::anything);
  question_.shape = Shape::identity;
  const Phrase& who = question_.actors.front();
  if (!who.nodes.empty() && names_.has_label(who.nodes.front(), "Person"))
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const std::size_t title = names_.title_length(read_.words({i, range.end}));
      question_.by_title |= title == range.end - i || (title > 0 && read_.is(i + title, {"of", "to", "for"}));
    }
  if (question_.asked != Asked::who) question_.asked = Asked::who;
  return true;
}

bool Grammar::is_leading(const VerbGroup& verb, const Rest& rest) const {
  const auto leads_body = [](const Frame* frame) {
    return frame->kind == FrameKind::office && role_of(*frame, "nsubj") == "holder" && role_of(*frame, "obj") == "organization";
  };
  if (!any_form(leading, verb.form) && !std::any_of(verb.evoked.frames.begin(), verb.evoked.frames.end(), leads_body)) return false;
  if (any_form(appointing, verb.form)) return false;
  // "led the talks" is a part in a meeting.
  const Evoked noun = rest.object.empty() ? Evoked{} : read_.lexicon().noun(read_.words(rest.object));
  return noun.words == 0 || read_.in_name(rest.object.end - 1);
}

/// "who led the Russian delegation": of those who took part, who holds an office there. He need not lead the state.
bool Grammar::leads_party(const VerbGroup& verb, const Rest& rest, Range subject, const std::string& gap) {
  static constexpr std::array<std::string_view, 4> parties = {"delegation", "team", "mission", "negotiators"};
  if (!any_form(leading, verb.form) || gap != "nsubj" || !subject.empty() || question_.asked != Asked::who || rest.object.empty()) return false;
  const std::size_t last = rest.object.end - 1;
  if (read_.in_name(last) || !among(parties, read_.lower(last))) return false;
  question_.category_of = read_.list({rest.object.begin, last}, Wanted::actor);
  if (question_.category_of.empty() || question_.category_of.front().nodes.empty()) return false;
  question_.shape = Shape::meeting;
  question_.category = Category::person;
  question_.asked_role = "participant";
  question_.frames.clear();
  question_.topic.push_back(std::string(read_.lower(last)));
  finish(rest);
  return true;
}

bool Grammar::leads(const VerbGroup& verb, const Rest& rest, Range subject, const std::string& gap) {
  // "when was X founded": a happening, no holder is asked for.
  if (question_.asked == Asked::when || question_.asked == Asked::where || question_.asked == Asked::times) return event(subject, verb, rest, gap, false);
  question_.shape = Shape::office;
  question_.asked_role = "holder";
  question_.frames.clear();
  question_.any_time = verb_forms(verb.form).past && !verb_forms(verb.form).base;
  static constexpr std::array<std::string_view, 4> founding = {"found", "co-found", "establish", "create"};
  question_.title = verb.evoked.lemma == "represent" ? "ambassador" : among(founding, verb.evoked.lemma) ? "founder" : "";
  Range of = rest.object.empty() && !rest.phrases.empty() ? rest.phrases.front().words : rest.object;
  if (verb.passive || (gap == "obj" && !subject.empty())) {
    // "which country is led by X", "what does X lead"
    std::swap(of, subject);
    question_.asked_role = "organization";
  }
  if (!of.empty()) question_.recipients = read_.list(of, Wanted::anything);
  if (!subject.empty()) question_.actors = read_.list(subject, Wanted::actor);
  if (verb.passive) {
    for (const PrepositionPhrase& phrase : rest.phrases)
      if (phrase.preposition == "by") question_.actors = read_.list(phrase.words, Wanted::actor);
    question_.recipients.clear();
  } else if (!rest.object.empty()) {
    for (const PrepositionPhrase& phrase : rest.phrases)
      if (phrase.preposition == "in" || phrase.preposition == "of") append(question_.about, read_.list(phrase.words, Wanted::anything));
  }
  return !question_.recipients.empty() || !question_.actors.empty();
}

/// "who serves as T of O", "who was appointed T", "who was chosen as mediator".
bool Grammar::appointment(const VerbGroup& verb, const Rest& rest, Range subject, const std::string& gap) {
  if (!any_form(appointing, verb.form) || gap != "nsubj" || !subject.empty()) return false;
  static constexpr std::array<std::string_view, 2> own = {"serve", "become"};
  if (!verb.passive && !any_form(own, verb.form)) return false;  // "who nominated X" asks for another
  Range title;
  for (const PrepositionPhrase& phrase : rest.phrases)
    if (phrase.preposition == "as") title = {phrase.words.begin, read_.size()};
  if (title.empty() && !rest.object.empty() && names_.title_length(read_.words({skip_article(rest.object.begin), read_.size()})) > 0) title = {rest.object.begin, read_.size()};
  if (title.empty()) return false;
  if (rest.period && verb.passive) return false;  // "who was elected president in 2020": offices hardly tell since when
  question_.any_time = true;
  question_.asked = Asked::who;
  if (!office(title) && !set_office(title, {})) return false;
  question_.asked_role = verb.passive ? "recipient" : "actor";  // of the clause that tells of it, where nobody is known to hold the office
  return true;
}

std::size_t Grammar::skip_article(std::size_t at) const {
  while (read_.is(at, {"the", "a", "an", "new"})) ++at;
  return at;
}

/// "which countries are members of X", "is X a member of Y", "is X in the European Union".
bool Grammar::membership() {
  std::size_t member = 0;
  while (member < read_.size() && !(read_.is(member, {"member", "members"}) && !read_.in_name(member))) ++member;
  Range body, who;
  if (member < read_.size() && read_.is(member + 1, {"of"})) {
    body = {member + 2, read_.size()};
  } else if (member + 1 == read_.size() && member > 0 && read_.in_name(0) && read_.name_end(0) == member) {
    body = {0, member};  // "G7 members"
  } else if (is_finite_be(read_.lower(0)) && read_.size() > 3) {
    std::size_t in = 1;
    while (in < read_.size() && !(read_.is(in, {"in"}) && !read_.in_name(in))) ++in;
    if (in + 1 >= read_.size()) return false;
    body = {in + 1, read_.size()};
    member = in;
  } else {
    return false;
  }
  std::vector<Phrase> bodies = in_peace([&] { return read_.list(body, Wanted::actor); });
  if (bodies.size() != 1 || bodies.front().nodes.empty() || !names_.has_label(bodies.front().nodes.front(), "Organization")) return false;
  if (is_finite_be(read_.lower(0))) {
    who = {1, member};
    while (!who.empty() && !read_.in_name(who.end - 1) && read_.is(who.end - 1, {"a", "an", "the", "still", "also", "now"})) --who.end;
    std::vector<Phrase> members = in_peace([&] { return read_.list(who, Wanted::actor); });
    if (members.empty() || members.front().nodes.empty() || !read_.in_name(who.end - 1)) return false;
    question_.actors = read_.list(who, Wanted::actor);
    question_.asked = Asked::yes_no;
  } else if (read_.is(0, {"who", "which", "what"})) {
    const QuestionWord word = question_word();
    question_.asked = Asked::who;
    question_.category = word.category;
  } else {
    question_.asked = Asked::who;
  }
  question_.recipients = read_.list(body, Wanted::actor);
  question_.shape = Shape::membership;
  return true;
}

}  // namespace kg::query
