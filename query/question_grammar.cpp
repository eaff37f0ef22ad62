// The shapes of questions. A question is read in three steps: what is asked for (the question word),
// the clause (subject, verb group, object, preposition phrases), and what the verb makes of them
// (its frames give each grammatical place a role).
#include <algorithm>
#include <array>

#include "query/question.hpp"
#include "query/question_reader.hpp"

namespace kg::query {
namespace {

using ontology::Frame;
using ontology::FrameKind;

template <class List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

template <class List>
bool any_form(const List& list, std::string_view word) {
  const std::vector<std::string> forms = base_forms(word);
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return among(list, form); });
}

constexpr std::array<std::string_view, 11> leading = {"lead", "head", "rule", "govern", "run", "chair", "represent", "command", "direct", "preside over", "preside"};
constexpr std::array<std::string_view, 9> appointing = {"serve", "become", "appoint", "elect", "name", "choose", "nominate", "designate", "select"};
constexpr std::array<std::string_view, 9> happening = {"hold", "happen", "occur", "take", "begin", "start", "end", "conclude", "schedule"};
constexpr std::array<std::string_view, 6> office_nouns = {"office", "title", "position", "post", "job", "role"};
constexpr std::array<std::string_view, 6> state_nouns = {"state", "country", "nation", "government", "power", "capital"};
constexpr std::array<std::string_view, 8> organization_nouns = {"organization", "organisation", "group", "party", "company", "body", "agency", "institution"};
constexpr std::array<std::string_view, 11> person_nouns = {"person", "people", "leader", "politician", "official", "president", "minister", "diplomat", "man", "woman", "envoy"};
constexpr std::array<std::string_view, 7> time_nouns = {"day", "date", "year", "month", "time", "week", "moment"};
constexpr std::array<std::string_view, 7> place_nouns = {"place", "city", "town", "venue", "location", "building", "site"};

bool is_be(std::string_view word) { return word == "is" || word == "are" || word == "was" || word == "were"; }

/// The gap of the question and where the clause behind it starts.
struct QuestionWord {
  Asked asked = Asked::who;
  Category category = Category::any;
  std::string preposition;  ///< "with whom", "about what"
  std::string noun;         ///< "which demands", "how many meetings"
  std::size_t next = 0;
  bool found = false;
};

class Grammar {
 public:
  Grammar(std::string_view text, Names& names) : text_(text), read_(text, names), names_(names) { question_.text = text; }

  std::optional<Question> parse() {
    drop_politeness();
    if (read_.size() == 0) return std::nullopt;
    if (timeline() || comparison() || connection() || office_of_person() || standalone_list()) return question_;
    const QuestionWord word = question_word();
    const bool understood = word.found ? asked(word) : read_.is_auxiliary(0) ? yes_no() : identity({0, read_.size()});
    if (!understood) return std::nullopt;
    return question_;
  }

 private:
  /// Notes that a trial reading makes are taken back.
  template <class Action>
  auto in_peace(Action action) {
    const std::size_t notes = names_.note_count();
    auto result = action();
    names_.forget_notes(notes);
    return result;
  }

  void drop_politeness() {
    static constexpr std::array<std::string_view, 14> openers = {
        "please", "can you tell me", "could you tell me", "tell me", "do you know", "i want to know", "i would like to know", "show me", "give me", "show", "list", "find", "and", "so"};
    for (bool dropped = true; dropped && read_.size() > 0;) {
      dropped = false;
      for (const std::string_view opener : openers) {
        if (!read_.reads(0, opener) || read_.in_name(0)) continue;
        read_.drop_front(static_cast<std::size_t>(std::count(opener.begin(), opener.end(), ' ')) + 1);
        dropped = true;
      }
    }
    while (read_.size() > 1 && read_.is(read_.size() - 1, {"please", "so far", "now", "exactly"})) read_.drop_back(1);
  }

  // ---- forms that are no clause ------------------------------------------------------------------

  bool timeline() {
    std::size_t at = 0;
    while (read_.is(at, {"the", "a"})) ++at;
    if (read_.is(at, {"timeline", "chronology", "history"}) && read_.is(at + 1, {"of", "for", "about"})) {
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

  bool two_names(std::size_t at, std::initializer_list<std::string_view> joins) {
    std::size_t join = at + 1;
    while (join < read_.size() && !(read_.is(join, joins) && !read_.in_name(join))) ++join;
    if (join >= read_.size()) return false;
    std::size_t end = join + 1;
    while (end < read_.size() && !read_.is(end, {"connected", "related", "linked", "tied", "associated", "have"})) ++end;
    question_.actors = {names_.read(read_.words({at, join}), Wanted::anything)};
    question_.recipients = {names_.read(read_.words({join + 1, end}), Wanted::anything)};
    return !question_.actors.front().text.empty() && !question_.recipients.front().text.empty();
  }

  bool comparison() {
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

  bool connection() {
    std::size_t at = 0;
    static constexpr std::array<std::string_view, 10> links = {"connection", "connections", "relation",   "relations", "relationship",
                                                               "link",       "links",       "path",       "tie",       "ties"};
    if (read_.is(0, {"how"}) && is_be(read_.lower(1))) {
      const bool linked = std::any_of(links.begin(), links.end(), [](std::string_view) { return true; }) && (has({"connected", "related", "linked", "tied", "associated"}));
      if (!linked) return false;
      // "how is X connected to Y", "how are X and Y connected"
      std::size_t verb = 2;
      while (!read_.is(verb, {"connected", "related", "linked", "tied", "associated"})) ++verb;
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

  bool has(std::initializer_list<std::string_view> any) const {
    for (std::size_t i = 0; i < read_.size(); ++i)
      if (read_.is(i, any)) return true;
    return false;
  }

  /// "what office does X hold", "what is X's title", "X's office".
  bool office_of_person() {
    std::size_t at = 0;
    if (read_.is(0, {"what", "which"}) && among(office_nouns, base_of_noun(1)) && read_.is(2, {"does", "did", "has", "do"})) {
      std::size_t verb = 3;
      while (verb < read_.size() && !read_.is(verb, {"hold", "held", "have", "occupy", "had"})) ++verb;
      question_.actors = read_.list({3, verb}, Wanted::actor);
      question_.any_time = read_.is(2, {"did", "has"});
    } else {
      if (read_.is(0, {"what", "which"}) && is_be(read_.lower(1))) at = 2;
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

  std::string base_of_noun(std::size_t at) const {
    const std::string word(read_.lower(at));
    if (word.size() > 3 && word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
    return word.size() > 3 && word.ends_with("s") && !word.ends_with("ss") ? word.substr(0, word.size() - 1) : word;
  }

  /// "meetings of X in 2018", "accusations against X", "talks between A and B".
  bool standalone_list() {
    if (read_.size() < 2 || read_.is_auxiliary(0) || read_.is(0, {"who", "whom", "what", "which", "when", "where", "how", "why", "with", "to", "about"})) return false;
    if (!event_noun({0, read_.size()})) return false;
    question_.asked = Asked::list;
    return true;
  }

  /// A noun of happening with what belongs to it: "the Trump–Kim summit in Singapore". False if its head is none.
  bool event_noun(Range range) {
    while (range.begin < range.end && read_.is(range.begin, {"the", "a", "an", "all", "any", "there", "further", "other", "more", "new", "no"})) ++range.begin;
    std::size_t head = range.begin;
    while (head < range.end && (read_.in_name(head) || !read_.is_preposition(head)) && !is_time(head)) ++head;
    if (head == range.begin) return false;
    const Evoked noun = read_.lexicon().noun(read_.words({range.begin, head}));
    if (noun.words == 0 || read_.in_name(head - 1)) return false;
    question_.verb = noun.lemma;
    question_.frames = noun.frames;
    choose_noun_kind();
    add_kind_of_meeting(noun);
    // What stands before the head: participants and topics.
    const Range before{range.begin, head - noun.words};
    for (std::size_t i = before.begin; i < before.end;) {
      std::size_t end = i + 1;
      if (read_.in_name(i)) {
        while (end < before.end && read_.in_name(end) && !read_.word(end - 1).possessive) ++end;
        for (Phrase& phrase : read_.list({i, end}, Wanted::anything)) {
          if (phrase.nodes.empty() || !is_actor(phrase)) question_.topic.insert(question_.topic.end(), phrase.topic.begin(), phrase.topic.end());
          else question_.actors.push_back(std::move(phrase));
        }
      } else if (!is_function_word(read_.lower(i)) && !read_.is(i, {"two", "three", "six", "next", "last", "first", "second"})) {
        question_.topic.push_back(std::string(read_.lower(i)));
      }
      i = end;
    }
    const Rest rest = read_.rest(head);
    for (const PrepositionPhrase& phrase : rest.phrases) {
      if (phrase.words.begin >= range.end) break;
      noun_argument(phrase);
    }
    if (!rest.object.empty() && rest.object.end <= range.end && rest.object.begin >= head)
      for (std::string& word : read_.content(rest.object)) question_.topic.push_back(std::move(word));
    question_.period = intersect(question_.period, rest.period);
    if (rest.by_phone) question_.kind = "call";
    return true;
  }

  bool is_time(std::size_t at) const { return read_period(read_.words({at, read_.size()})).has_value() && !read_.in_name(at); }

  bool is_actor(const Phrase& phrase) const {
    return std::any_of(phrase.nodes.begin(), phrase.nodes.end(), [&](graph::NodeId node) { return names_.has_label(node, "Actor"); });
  }

  void choose_noun_kind() {
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

  void noun_argument(const PrepositionPhrase& phrase) {
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

  static void append(std::vector<Phrase>& to, std::vector<Phrase> from) {
    for (Phrase& phrase : from) to.push_back(std::move(phrase));
  }

  void add_places_or_topics(std::vector<Phrase> places, Range words) {
    for (Phrase& place : places) {
      if (!place.nodes.empty() || place.unknown) question_.places.push_back(std::move(place));
      else
        for (std::string& word : read_.content(words)) question_.topic.push_back(std::move(word));
    }
  }

  // ---- the question word -------------------------------------------------------------------------

  QuestionWord question_word() {
    QuestionWord word;
    std::size_t at = 0;
    if (read_.is_preposition(0) && read_.is(1, {"whom", "who", "what", "which", "where", "when"})) word.preposition = read_.lower(at++);
    word.found = true;
    if (read_.is(at, {"who", "whom"})) {
      word.next = at + 1;
      if (read_.is(word.next, {"else", "all"})) ++word.next;
    } else if (read_.is(at, {"when"})) {
      word.asked = Asked::when;
      word.next = at + 1;
    } else if (read_.is(at, {"where"})) {
      word.asked = Asked::where;
      word.next = at + 1;
    } else if (read_.is(at, {"how"}) && read_.is(at + 1, {"often"})) {
      word.asked = Asked::times;
      word.next = at + 2;
    } else if (read_.is(at, {"how"}) && read_.is(at + 1, {"many"}) && at + 2 < read_.size()) {
      word.noun = base_of_noun(at + 2);
      word.asked = word.noun == "time" ? Asked::times : Asked::count;
      word.category = category_of(word.noun);
      word.next = at + 3;
    } else if (read_.is(at, {"which", "what", "whose"})) {
      word.asked = Asked::what;
      word.next = at + 1;
      std::size_t noun = at + 1;
      while (read_.is(noun, {"other", "foreign", "of", "the", "world", "exact", "political"})) ++noun;
      const std::string base = base_of_noun(noun);
      const bool noun_follows = noun < read_.size() && !read_.in_name(noun) && !read_.is_auxiliary(noun);
      if (noun_follows && category_of(base) != Category::any) {
        word.asked = Asked::who;
        word.category = category_of(base);
        word.next = noun + 1;
      } else if (noun_follows && among(time_nouns, base)) {
        word.asked = Asked::when;
        word.next = noun + 1;
      } else if (noun_follows && among(place_nouns, base)) {
        word.asked = Asked::where;
        word.next = noun + 1;
      } else if (noun_follows && noun + 1 < read_.size() && read_.is_auxiliary(noun + 1)) {
        word.noun = base;  // "what demands did X make"
        word.next = noun + 1;
      } else if (read_.is(at, {"which"}) && noun_follows && read_.verb_at(noun).words == 0) {
        word.noun = base;
        word.next = noun + 1;
      }
    } else {
      word.found = false;
    }
    // "in which year", "in which city" ask for a time or a place, not for a party.
    if (word.asked == Asked::when || word.asked == Asked::where) word.preposition.clear();
    return word;
  }

  static Category category_of(std::string_view noun) {
    if (among(state_nouns, noun)) return Category::state;
    if (among(organization_nouns, noun)) return Category::organization;
    if (among(person_nouns, noun)) return Category::person;
    return Category::any;
  }

  // ---- clauses -----------------------------------------------------------------------------------

  bool asked(const QuestionWord& word) {
    question_.asked = word.asked;
    question_.category = word.category;
    const std::size_t at = word.next;
    if (at >= read_.size()) return false;
    const std::string auxiliary = read_.is_auxiliary(at) ? std::string(read_.lower(at)) : std::string();
    const bool adjunct = word.asked == Asked::when || word.asked == Asked::where || word.asked == Asked::times;
    const bool subject_possible = !adjunct && word.preposition.empty() && auxiliary != "did" && auxiliary != "do" && auxiliary != "does";
    if (word.asked == Asked::count && !word.noun.empty() && word.category == Category::any && counts_happenings(word, at, auxiliary)) return true;
    if (auxiliary.empty() && subject_possible) {
      const VerbGroup verb = read_.verb_group(at, "");
      return verb.found && clause({}, verb, "nsubj");
    }
    if (auxiliary.empty()) return false;
    if (subject_possible && gap_is_subject(at, auxiliary)) {
      const VerbGroup verb = read_.verb_group(at + 1, auxiliary);
      if (verb.found) return clause({}, verb, "nsubj");
    }
    if (is_be(auxiliary) && !adjunct && word.preposition.empty() && word.asked != Asked::count && copula(at, auxiliary)) return true;
    if (is_be(auxiliary) && adjunct) {
      // "when is the election in Thailand", "where was the summit".
      const auto clause_parts = read_.subject_and_verb(at + 1, auxiliary);
      if (!clause_parts.verb.found) return happening_of({at + 1, read_.size()}, auxiliary == "is" || auxiliary == "are" ? Mood::future : Mood::past, false);
    }
    const auto parts = read_.subject_and_verb(at + 1, auxiliary);
    if (!parts.verb.found) return false;
    return clause(parts.subject, parts.verb, adjunct ? "" : word.preposition.empty() ? "obj" : word.preposition);
  }

  /// "how many meetings did X and Y have", "how many meetings were there in 2018".
  bool counts_happenings(const QuestionWord& word, std::size_t at, std::string_view auxiliary) {
    const Evoked noun = read_.lexicon().noun(read_.words({word.next - 1, word.next}));
    if (noun.words == 0) return false;
    question_.verb = noun.lemma;
    question_.frames = noun.frames;
    choose_noun_kind();
    question_.asked = Asked::times;
    if (auxiliary.empty() || is_be(auxiliary)) {  // "how many meetings between A and B (were there)"
      Rest rest = read_.rest(auxiliary.empty() ? at : at + 1);
      if (!rest.object.empty() && !read_.is(rest.object.begin, {"there"})) append(question_.actors, read_.list(rest.object, Wanted::actor));
      for (const PrepositionPhrase& phrase : rest.phrases) noun_argument(phrase);
      question_.period = rest.period;
      return true;
    }
    const auto parts = read_.subject_and_verb(at + 1, auxiliary);
    if (!parts.verb.found) return false;
    append(question_.actors, read_.list(parts.subject, Wanted::actor));
    const Rest rest = read_.rest(parts.verb.last);
    for (const PrepositionPhrase& phrase : rest.phrases) noun_argument(phrase);
    question_.period = rest.period;
    return true;
  }

  /// After "who is / has / will": the verb group follows at once, no subject between.
  bool gap_is_subject(std::size_t at, std::string_view auxiliary) const {
    std::size_t next = at + 1;
    while (read_.is_adverb(next)) ++next;
    if (next >= read_.size() || read_.in_name(next) || read_.is(next, {"the", "a", "an"})) return false;
    if (read_.is(next, {"been", "be", "being"})) return true;
    const VerbForms forms = verb_forms(read_.lower(next));
    if (is_be(auxiliary)) {
      if (read_.is(next, {"to"})) return true;
      return (forms.participle || forms.ing) && read_.word(next).lower != "acting" && !read_.in_title(next) &&
             (read_.verb_at(next).words > 0 || next + 1 == read_.size() || read_.is_preposition(next + 1) || read_.is(next + 1, {"to", "the", "a"}));
    }
    if (auxiliary == "has" || auxiliary == "have" || auxiliary == "had") return forms.participle;
    return forms.base && (read_.verb_at(next).words > 0 || !read_.word(next).capital);
  }

  /// who/what is X: an office, or the person itself.
  bool copula(std::size_t at, std::string_view auxiliary) {
    const auto parts = read_.subject_and_verb(at + 1, auxiliary);
    // "who is Trump meeting", "who was X accused by": a clause after all.
    if (parts.verb.found && !read_.in_title(parts.verb.first) && parts.verb.last + 0 <= read_.size()) {
      const bool final_verb = parts.verb.last == read_.size() || read_.is_preposition(parts.verb.last);
      const std::vector<Phrase> subject = in_peace([&] { return read_.list(parts.subject, Wanted::actor); });
      if (final_verb && parts.verb.evoked.words > 0 && !subject.empty() && !subject.front().nodes.empty() && subject.front().topic.empty()) return false;
    }
    question_.any_time = auxiliary == "was" || auxiliary == "were";
    const Range range{at + 1, read_.size()};
    if (office({range.begin, range.end})) return true;
    return identity(range);
  }

  /// "the foreign minister of Iran", "Iran's foreign minister", "the US secretary of state".
  bool office(Range range) {
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

  bool set_office(Range title, Range owner) {
    question_.shape = Shape::office;
    question_.asked_role = "holder";
    question_.title = read_.text(title);
    if (question_.title.empty()) return false;
    if (!owner.empty()) question_.recipients = read_.list(owner, Wanted::anything);
    if (question_.asked == Asked::what || question_.asked == Asked::count) question_.asked = Asked::who;
    return true;
  }

  bool identity(Range range) {
    const std::vector<Phrase> phrases = in_peace([&] { return read_.list(range, Wanted::anything); });
    if (phrases.size() != 1 || (phrases.front().nodes.empty() && !phrases.front().unknown)) return false;
    if (!phrases.front().topic.empty() || phrases.front().text.size() > 120) return false;
    // A sentence that was not understood is no name.
    if (phrases.front().nodes.empty() && range.size() > 4) return false;
    question_.actors = read_.list(range, Wanted::anything);
    question_.shape = Shape::identity;
    const Phrase& who = question_.actors.front();
    if (!who.nodes.empty() && names_.has_label(who.nodes.front(), "Person"))
      for (std::size_t i = range.begin; i < range.end; ++i) question_.by_title |= names_.title_length(read_.words({i, range.end})) == range.end - i;
    if (question_.asked != Asked::who) question_.asked = Asked::who;
    return true;
  }

  /// "will X take place", "was X held", "is the X": the happening named by `range`.
  bool happening_of(Range range, Mood mood, bool passive_verb) {
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
    question_.mood = mood;
    return true;
  }

  bool yes_no() {
    question_.asked = Asked::yes_no;
    const std::string auxiliary(read_.lower(0));
    if (is_be(auxiliary) && read_.is(1, {"there"})) {
      if (!event_noun({2, read_.size()})) return false;
      question_.mood = Mood::past;
      question_.asked_role.clear();
      return true;
    }
    if (is_be(auxiliary)) {
      // "is X the president of Y", "was X foreign minister"
      std::size_t end = 1;
      while (end < read_.size() && (read_.in_name(end) || read_.is(end, {"the"})) && !(end > 1 && read_.is(end, {"the", "a"}) && !read_.in_name(end))) ++end;
      const bool article = read_.is(end, {"the", "a", "an"});
      const bool title = end < read_.size() && names_.title_length(read_.words({end, read_.size()})) > 0;
      if (end > 1 && end < read_.size() && (article || title)) {
        const std::vector<Phrase> who = in_peace([&] { return read_.list({1, end}, Wanted::actor); });
        if (!who.empty() && office({end, read_.size()})) {
          question_.actors = read_.list({1, end}, Wanted::actor);
          question_.asked = Asked::yes_no;
          question_.any_time = auxiliary == "was" || auxiliary == "were";
          return true;
        }
        question_ = Question{};
        question_.text = text_;
        question_.asked = Asked::yes_no;
      }
    }
    const auto parts = read_.subject_and_verb(1, auxiliary);
    return parts.verb.found && clause(parts.subject, parts.verb, "");
  }

  /// Subject, verb and what follows, with the gap at `gap`: "nsubj", "obj", a preposition, or "" if nothing
  /// of the clause is missing (when, where, how often, yes or no).
  bool clause(Range subject, const VerbGroup& verb, std::string gap) {
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

    keep_fitting_frames(rest, verb, gap, subject);

    // "hold talks", "pay a visit", "reach an agreement": the noun says what happened.
    const Evoked noun = rest.object.empty() ? Evoked{} : read_.lexicon().noun(read_.words(rest.object));
    const std::vector<std::string> forms = base_forms(verb.form);
    const bool light = noun.words > 0 && !read_.in_name(rest.object.end - 1) &&
                       std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return QuestionLexicon::is_light(form, noun.frames); });
    std::string role;  // of the subject of "host", "attend", "mediate"
    for (const Frame* frame : question_.frames)
      if (frame->kind == FrameKind::meeting && role.empty()) role = role_of(*frame, "nsubj");
    if (light) {
      question_.verb = noun.lemma;
      question_.frames = noun.frames;
      if (verb.evoked.lemma == "host") role = "host";
      for (std::string& word : read_.content({rest.object.begin, rest.object.end - noun.words})) question_.topic.push_back(std::move(word));
      add_kind_of_meeting(noun);
      rest.object = {};
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
      return true;
    }
    switch (choose_kind(rest, gap)) {
      case FrameKind::meeting: return meeting(subject, verb, rest, gap, role, light);
      case FrameKind::statement: return statement(subject, verb, rest, gap);
      default: return event(subject, verb, rest, gap, light);
    }
  }

  /// "summit", "dialogue": a word to look for in the sentence; "talks" and "meeting" are what everybody writes.
  void add_kind_of_meeting(const Evoked& noun) {
    static constexpr std::array<std::string_view, 10> usual = {"meeting", "talk", "encounter", "session", "visit", "call", "phone call", "conversation", "discussion", "trip"};
    const bool meeting = std::any_of(noun.frames.begin(), noun.frames.end(), [](const Frame* frame) { return frame->kind == FrameKind::meeting; });
    if (meeting && !among(usual, noun.lemma)) question_.topic.push_back(noun.lemma);
  }

  /// Of the frames of a verb those whose roles the question fills best: "call on X to resign" is no telephone call.
  void keep_fitting_frames(const Rest& rest, const VerbGroup& verb, const std::string& gap, Range subject) {
    std::vector<std::string> places;
    const auto add = [&](std::string place) {
      if (verb.passive && place == "nsubj") place = "obj";
      else if (verb.passive && place == "by") place = "nsubj";
      places.push_back(std::move(place));
    };
    if (!subject.empty()) add("nsubj");
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

  void keep_frames(FrameKind kind) {
    std::erase_if(question_.frames, [&](const Frame* frame) { return frame->kind != kind; });
  }

  FrameKind choose_kind(const Rest& rest, std::string_view gap) {
    const auto any = [&](FrameKind kind) {
      return std::any_of(question_.frames.begin(), question_.frames.end(), [&](const Frame* frame) { return frame->kind == kind; });
    };
    const bool partner = gap == "with" || gap == "to" || std::any_of(rest.phrases.begin(), rest.phrases.end(), [](const PrepositionPhrase& phrase) {
                           return phrase.preposition == "with" || phrase.preposition == "to";
                         });
    const bool about = gap == "about" || std::any_of(rest.phrases.begin(), rest.phrases.end(), [](const PrepositionPhrase& phrase) {
                         return phrase.preposition == "about" || phrase.preposition == "on" || phrase.preposition == "of";
                       });
    if (any(FrameKind::statement) && (question_.asked == Asked::what || (about && !partner)) && !rest.by_phone) {
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
  std::string meeting_kind() const {
    std::string kind;
    for (const Frame* frame : question_.frames) {
      const bool visit = frame->meeting == "visit" && role_of(*frame, "nsubj") == "visitor";
      if (frame->meeting != "call" && !visit) return {};
      if (!kind.empty() && kind != frame->meeting) return {};
      kind = frame->meeting;
    }
    return kind;
  }

  bool meeting(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap, const std::string& role, bool light) {
    question_.shape = Shape::meeting;
    if (question_.kind.empty()) question_.kind = meeting_kind();
    // "speak", "talk" and their like can be on the telephone, "meet" and "visit" cannot.
    question_.in_person = question_.verb == "meet" || question_.verb == "visit" || question_.verb == "meeting" || question_.kind == "visit";
    if (question_.kind == "call" && !rest.by_phone && (question_.verb == "speak" || question_.verb == "talk")) question_.kind.clear();
    if (!subject.empty()) append(question_.actors, read_.list(subject, Wanted::actor));
    const bool visits = question_.kind == "visit";
    if (!rest.object.empty() && !light) {
      const Evoked noun = read_.lexicon().noun(read_.words(rest.object));
      if (noun.words > 0 && !read_.in_name(rest.object.end - 1)) {  // "attended the summit", "hosted the talks"
        for (std::string& word : read_.content({rest.object.begin, rest.object.end - noun.words})) question_.topic.push_back(std::move(word));
        add_kind_of_meeting(noun);
      } else {
        append(question_.recipients, read_.list(rest.object, visits ? Wanted::anything : Wanted::actor));
      }
    }
    for (const PrepositionPhrase& phrase : rest.phrases) {
      const std::string& how = phrase.preposition;
      const bool with = how == "with" || how == "between" || how == "among" || how == "by" || how == "alongside" || how == "from" || how.empty() ||
                        (how == "to" && !visits) || (how == "of" && light) || (how == "for" && !light);
      if (how == "to" && visits) append(question_.recipients, read_.list(phrase.words, Wanted::anything));
      else if (with) append(question_.recipients, read_.list(phrase.words, Wanted::actor));
      else if (how == "in" || how == "at" || how == "near" || how == "inside" || (how == "on" && light)) add_places_or_topics(read_.list(phrase.words, Wanted::place), phrase.words);
      else if (how == "about" || how == "over" || how == "regarding" || how == "concerning" || how == "on") append(question_.about, read_.list(phrase.words, Wanted::anything));
      else for (std::string& word : read_.content(phrase.words)) question_.topic.push_back(std::move(word));
    }
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
    if (question_.asked == Asked::what) question_.asked = gap == "about" || gap == "on" ? Asked::what : Asked::list;
    if (question_.asked == Asked::what) question_.asked_role = "topic";
    return true;
  }

  bool statement(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap) {
    question_.shape = Shape::statement;
    if (!subject.empty()) append(verb.passive ? question_.about : question_.actors, read_.list(subject, verb.passive ? Wanted::anything : Wanted::actor));
    if (!rest.object.empty()) append(question_.about, read_.list(rest.object, Wanted::anything));
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

  bool event(Range subject, const VerbGroup& verb, const Rest& rest, const std::string& gap, bool light) {
    question_.shape = Shape::event;
    const Frame* frame = question_.frames.empty() ? nullptr : question_.frames.front();
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
    return !question_.frames.empty() || !question_.actors.empty() || !question_.recipients.empty() || !question_.about.empty() || !question_.topic.empty();
  }

  // ---- offices as verbs ---------------------------------------------------------------------------

  bool is_leading(const VerbGroup& verb, const Rest& rest) const {
    const auto leads_body = [](const Frame* frame) {
      return frame->kind == FrameKind::office && role_of(*frame, "nsubj") == "holder" && role_of(*frame, "obj") == "organization";
    };
    if (!any_form(leading, verb.form) && !std::any_of(verb.evoked.frames.begin(), verb.evoked.frames.end(), leads_body)) return false;
    if (any_form(appointing, verb.form)) return false;
    // "led the talks" is a part in a meeting.
    const Evoked noun = rest.object.empty() ? Evoked{} : read_.lexicon().noun(read_.words(rest.object));
    return noun.words == 0 || read_.in_name(rest.object.end - 1);
  }

  bool leads(const VerbGroup& verb, const Rest& rest, Range subject, const std::string& gap) {
    question_.shape = Shape::office;
    question_.asked_role = "holder";
    question_.frames.clear();
    question_.any_time = verb_forms(verb.form).past && !verb_forms(verb.form).base;
    question_.title = verb.evoked.lemma == "represent" ? "ambassador" : "";
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
  bool appointment(const VerbGroup& verb, const Rest& rest, Range subject, const std::string& gap) {
    if (!any_form(appointing, verb.form) || gap != "nsubj" || !subject.empty()) return false;
    Range title;
    for (const PrepositionPhrase& phrase : rest.phrases)
      if (phrase.preposition == "as") title = {phrase.words.begin, read_.size()};
    if (title.empty() && !rest.object.empty() && names_.title_length(read_.words({skip_article(rest.object.begin), read_.size()})) > 0) title = {rest.object.begin, read_.size()};
    if (title.empty()) return false;
    question_.any_time = true;
    question_.asked = Asked::who;
    if (office(title)) return true;
    return set_office(title, {});
  }

  std::size_t skip_article(std::size_t at) const {
    while (read_.is(at, {"the", "a", "an", "new"})) ++at;
    return at;
  }

  void finish(const Rest& rest) {
    question_.period = intersect(question_.period, rest.period);
    for (const PrepositionPhrase& phrase : rest.phrases) {
      if (phrase.preposition == "in" || phrase.preposition == "at") add_places_or_topics(read_.list(phrase.words, Wanted::place), phrase.words);
      else append(question_.about, read_.list(phrase.words, Wanted::anything));
    }
  }

  std::string_view text_;
  QuestionReader read_;
  Names& names_;
  Question question_;
};

}  // namespace

std::optional<Question> read_question(std::string_view text, Names& names) { return Grammar(text, names).parse(); }

}  // namespace kg::query
