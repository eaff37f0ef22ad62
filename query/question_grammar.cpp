// What a question asks for: the question word or auxiliary it starts with, and which shape follows.
#include "query/question_grammar.hpp"

namespace kg::query {
namespace {

constexpr std::array<std::string_view, 6> state_nouns = {"state", "country", "nation", "government", "power", "capital"};
constexpr std::array<std::string_view, 8> organization_nouns = {"organization", "organisation", "group", "party", "company", "body", "agency", "institution"};
constexpr std::array<std::string_view, 11> person_nouns = {"person", "people", "leader", "politician", "official", "president", "minister", "diplomat", "man", "woman", "envoy"};
constexpr std::array<std::string_view, 7> time_nouns = {"day", "date", "year", "month", "time", "week", "moment"};
constexpr std::array<std::string_view, 7> place_nouns = {"place", "city", "town", "venue", "location", "building", "site"};

}  // namespace

std::optional<Question> Grammar::parse() {
  drop_politeness();
  if (read_.size() == 0 || asks_for_manner()) return std::nullopt;
  choose_which();
  if (read_.is(0, {"who", "what"}) && is_finite_be(read_.lower(1))) record_nominal({2, read_.size()});
  if (timeline() || comparison() || connection() || office_of_person() || place_of_name() || membership() || standalone_list()) return question_;
  const QuestionWord word = question_word();
  const bool understood = word.found ? asked(word) : read_.is_auxiliary(0) ? yes_no() : noun_phrase({0, read_.size()});
  if (!understood) return std::nullopt;
  if (word.asked == Asked::why || word.asked == Asked::amount || word.asked == Asked::age) question_.shape = Shape::told;
  return question_;
}

// "when did X last meet Y", "the latest call with Z"; "last week" is a time, "first lady" an office.
void Grammar::choose_which() {
  for (std::size_t i = 0; i + 1 < read_.size(); ++i) {
    if (read_.in_name(i) || read_.in_title(i)) continue;
    const bool happening = read_.verb_at(i + 1).words > 0 || read_.lexicon().noun(read_.words({i + 1, i + 2})).words > 0;
    if (!happening) continue;
    if (read_.is(i, {"latest", "newest", "last"}) || (read_.is(i, {"recent"}) && i > 0 && read_.is(i - 1, {"most"}))) question_.which = Which::latest;
    if (read_.is(i, {"earliest", "first"})) question_.which = Which::earliest;
  }
}

// How something was done: no fact of the graph answers it, and a near question's answer would be a wrong one.
bool Grammar::asks_for_manner() const { return read_.is(0, {"how"}) && !read_.is(1, {"many", "often", "much", "old"}) && !has_link(); }

void Grammar::drop_politeness() {
  // [please] [can you] [please] [tell me]; "I would like to know"; "give me a list of".
  static constexpr std::array<std::string_view, 31> openers = {
      "please", "can you", "could you", "would you", "will you", "tell me", "tell us", "do you know", "i want to know", "i need to know", "i would like to know", "i would like to see", "we would like to know", "i wonder", "let me know", "show me", "show us", "give me", "give us", "find me", "show", "list", "find", "name",
      "tell", "and", "so", "a list of", "the list of", "all", "all the"};
  for (bool dropped = true; dropped && read_.size() > 0;) {
    dropped = false;
    for (const std::string_view opener : openers) {
      const std::size_t words = static_cast<std::size_t>(std::count(opener.begin(), opener.end(), ' ')) + 1;
      if (!read_.reads(0, opener) || (words == 1 && read_.in_name(0)) || words >= read_.size()) continue;
      // "all about Kim" is a form of its own.
      if (opener.starts_with("all") && read_.is(words, {"about"})) continue;
      read_.drop_front(words);
      dropped = true;
    }
  }
  while (read_.size() > 1 && read_.is(read_.size() - 1, {"please", "so far", "now", "exactly"})) read_.drop_back(1);
}

QuestionWord Grammar::question_word() {
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
  } else if (read_.is(at, {"why"})) {
    word.asked = Asked::why;
    word.next = at + 1;
  } else if (read_.is(at, {"how"}) && read_.is(at + 1, {"much", "old"})) {
    word.asked = read_.is(at + 1, {"old"}) ? Asked::age : Asked::amount;
    word.next = at + 2 + (read_.is(at + 2, {"money"}) ? 1 : 0);
  } else if (read_.is(at, {"how"}) && read_.is(at + 1, {"often"})) {
    word.asked = Asked::times;
    word.next = at + 2;
  } else if (read_.is(at, {"how"}) && read_.is(at + 1, {"many"}) && at + 2 < read_.size()) {
    const std::size_t noun = counted_noun(at + 2);
    word.noun = base_of_noun(noun);
    question_.counted = word.words = read_.content({at + 2, noun + 1});
    word.asked = word.noun == "time" ? Asked::times : Asked::count;
    word.category = category_of(word.noun);
    word.next = noun + 1;
    if (word.category != Category::any) narrow_category({at + 2, noun + 1});
  } else if (read_.is(at, {"which", "what", "whose"})) {
    word.asked = Asked::what;
    word.next = at + 1;
    const std::size_t noun = head_noun(at + 1);
    const std::string base = base_of_noun(noun);
    const bool noun_follows = noun < read_.size() && !read_.in_name(noun) && !read_.is_auxiliary(noun);
    if (noun_follows) word.words = read_.content({at + 1, noun + 1});
    if (noun_follows && read_.is(at, {"whose"})) {
      // "whose troops invaded X": theirs is the deed.
      word.asked = Asked::who;
      word.next = noun + 1;
    } else if (noun_follows && category_of(base) != Category::any) {
      word.asked = Asked::who;
      word.category = category_of(base);
      word.next = noun + 1;
      narrow_category({at + 1, noun + 1});
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

// The noun that "which", "what" or "how many" asks for: the last of the adjectives, names and nouns from `at`.
std::size_t Grammar::head_noun(std::size_t at) const {
  std::size_t noun = at;
  while (read_.is(noun, {"other", "foreign", "of", "the", "world", "exact", "political"})) ++noun;
  std::size_t last = noun;
  for (std::size_t i = at; i < read_.size(); ++i) {
    if (read_.is_auxiliary(i) || read_.is_preposition(i)) break;
    if (i > at && !read_.in_name(i) && read_.verb_at(i).words > 0 && !is_kind(base_of_noun(i)) && read_.tree().tag(i) != text::Upos::NOUN) break;
    if (is_kind(base_of_noun(i)) && !read_.in_name(i)) {
      last = i;
      break;
    }
  }
  return std::max(noun, last);
}

/// The noun behind "how many": the last word before the verb or a preposition.
std::size_t Grammar::counted_noun(std::size_t at) const {
  if (const std::size_t noun = head_noun(at); is_kind(base_of_noun(noun))) return noun;
  std::size_t last = at;
  for (std::size_t i = at; i < read_.size() && !read_.is_auxiliary(i) && !read_.is_preposition(i); ++i) {
    if (i > at && !read_.in_name(i) && read_.tree().tag(i) == text::Upos::VERB) break;
    last = i;
  }
  return last;
}

bool Grammar::is_kind(std::string_view noun) { return category_of(noun) != Category::any || among(time_nouns, noun) || among(place_nouns, noun); }

// "which foreign ministers", "which US officials": what stands before the noun narrows who may answer.
void Grammar::narrow_category(Range phrase) {
  std::size_t from = phrase.begin;
  while (from + 1 < phrase.end && read_.in_name(from)) ++from;
  if (from > phrase.begin) question_.category_of = read_.list({phrase.begin, from}, Wanted::actor);
  const std::string base = base_of_noun(phrase.end - 1);
  if (from + 1 >= phrase.end) return;  // "which presidents": any person, for few offices are told
  const std::string title = read_.text({from, phrase.end - 1}) + " " + base;
  if (names_.is_title(title)) question_.category_title = title;
}

Category Grammar::category_of(std::string_view noun) {
  if (among(state_nouns, noun)) return Category::state;
  if (among(organization_nouns, noun)) return Category::organization;
  if (among(person_nouns, noun)) return Category::person;
  return Category::any;
}

bool Grammar::asked(const QuestionWord& word) {
  question_.asked = word.asked;
  question_.category = word.category;
  question_.clause.noun = word.words;
  const std::size_t at = word.next;
  if (at >= read_.size()) return false;
  const std::string auxiliary = read_.is_auxiliary(at) ? std::string(read_.lower(at)) : std::string();
  const bool adjunct = word.asked == Asked::when || word.asked == Asked::where || word.asked == Asked::why || word.asked == Asked::times;
  if (told_of_noun(word, at, auxiliary)) return true;
  const bool subject_possible = !adjunct && word.preposition.empty() && auxiliary != "did" && auxiliary != "do" && auxiliary != "does";
  if (word.asked == Asked::count && !word.noun.empty() && word.category == Category::any && counts_happenings(word, at, auxiliary)) return true;
  if (auxiliary.empty() && subject_possible && read_.reads(at, "used to be")) {
    question_.former = true;
    return copula(at + 2, "was");
  }
  if (subject_possible_negated(word, at, auxiliary)) return true;
  if (auxiliary.empty() && subject_possible)
    if (const VerbGroup verb = read_.verb_group(at, ""); verb.found) return clause({}, verb, "nsubj");
  if (auxiliary.empty()) {
    // "tell me when X met Y", "who X met": the order of a statement.
    const auto parts = read_.subject_and_verb(at, "");
    return parts.verb.found && clause(parts.subject, parts.verb, adjunct ? "" : word.preposition.empty() ? "obj" : word.preposition);
  }
  if (subject_possible && gap_is_subject(at, auxiliary)) {
    const VerbGroup verb = read_.verb_group(at + 1, auxiliary);
    if (verb.found) return clause({}, verb, "nsubj");
  }
  if (is_finite_be(auxiliary) && !adjunct && word.preposition.empty() && word.asked != Asked::count && copula(at, auxiliary)) return true;
  if (is_finite_be(auxiliary) && adjunct) {
    // "when is the election in Thailand", "where was the summit".
    const auto clause_parts = read_.subject_and_verb(at + 1, auxiliary);
    if (!clause_parts.verb.found) {
      record_nominal({at + 1, read_.size()});
      if (!happening_of({at + 1, read_.size()}, auxiliary == "is" || auxiliary == "are" ? Mood::future : Mood::past, false)) return false;
      question_.light_verb = "hold";
      return true;
    }
  }
  const auto parts = read_.subject_and_verb(at + 1, auxiliary);
  if (!parts.verb.found) return false;
  return clause(parts.subject, parts.verb, adjunct ? "" : word.preposition.empty() ? "obj" : word.preposition);
}

// "How old is X", "how many monitors are in Y", "how many cases are there": nobody does anything.
bool Grammar::told_of_noun(const QuestionWord& word, std::size_t at, std::string_view auxiliary) {
  if (word.asked != Asked::age && word.asked != Asked::count) return false;
  std::size_t begin = at + 1, end = read_.size();
  if (word.asked == Asked::age && read_.is(end - 1, {"be"})) --end;
  else if (!is_finite_be(auxiliary)) return false;
  if (read_.is(begin, {"there"})) ++begin;
  else if (word.asked == Asked::count && !read_.is_preposition(begin) && read_.tree().tag(begin) != text::Upos::ADJ) return false;
  record_nominal({begin, end});
  question_.shape = Shape::told;
  return true;
}

// "who did not meet X": only what is denied or refused answers.
bool Grammar::subject_possible_negated(const QuestionWord& word, std::size_t at, std::string_view auxiliary) {
  const bool subject = (word.asked == Asked::who || word.asked == Asked::count) && word.preposition.empty();
  if (!subject || auxiliary.empty() || is_finite_be(auxiliary) || !read_.is(at + 1, {"not", "never"})) return false;
  VerbGroup verb = read_.verb_group(at + 1, auxiliary);
  if (!verb.found) return false;
  verb.negated = true;
  return clause({}, verb, "nsubj");
}

/// After "who is / has / will": the verb group follows at once, no subject between.
bool Grammar::gap_is_subject(std::size_t at, std::string_view auxiliary) const {
  std::size_t next = at + 1;
  while (read_.is_adverb(next)) ++next;
  if (next >= read_.size() || read_.in_name(next) || read_.is(next, {"the", "a", "an"})) return false;
  if (read_.is(next, {"been", "be", "being"})) return true;
  const VerbForms forms = verb_forms(read_.lower(next));
  if (is_finite_be(auxiliary)) {
    if (read_.is(next, {"to"})) return true;
    return (forms.participle || forms.ing) && read_.word(next).lower != "acting" && !read_.in_title(next) &&
           (read_.verb_at(next).words > 0 || next + 1 == read_.size() || read_.is_preposition(next + 1) || read_.is(next + 1, {"to", "the", "a"}));
  }
  if (auxiliary == "has" || auxiliary == "have" || auxiliary == "had") return forms.participle;
  return forms.base && (read_.verb_at(next).words > 0 || !read_.word(next).capital);
}

/// who/what is X: an office, or the person itself.
bool Grammar::copula(std::size_t at, std::string_view auxiliary) {
  const auto parts = read_.subject_and_verb(at + 1, auxiliary);
  // "who is Trump meeting", "who was X accused by": a clause after all.
  if (parts.verb.found && !read_.in_title(parts.verb.first) && parts.verb.last + 0 <= read_.size()) {
    const bool final_verb = parts.verb.last == read_.size() || read_.is_preposition(parts.verb.last);
    const std::vector<Phrase> subject = in_peace([&] { return read_.list(parts.subject, Wanted::actor); });
    if (final_verb && parts.verb.evoked.words > 0 && !subject.empty() && !subject.front().nodes.empty() && subject.front().topic.empty()) return false;
  }
  question_.any_time = auxiliary == "was" || auxiliary == "were";
  Range range{at + 1, read_.size()};
  record_nominal(range);
  if (question_.asked == Asked::what) {
    // "what was the summit about", "what are the demands of X".
    const bool about = read_.size() > range.begin + 1 && read_.is(range.end - 1, {"about"});
    if (about) --range.end;
    const bool happened = happening_noun(range);
    if (about) question_.asked_role = "topic";
    if (happened && !about) question_.asked = question_.shape == Shape::meeting ? Asked::list : Asked::what;
    if (happened || about) return happened;
  }
  if (office({range.begin, range.end}) || identity(range)) return true;
  question_.shape = Shape::told;  // "what was the turnout", "who is the suspect"
  return true;
}

bool Grammar::yes_no() {
  question_.asked = Asked::yes_no;
  const std::string auxiliary(read_.lower(0));
  if (is_finite_be(auxiliary) && read_.is(1, {"there"})) {
    if (!event_noun({2, read_.size()})) return false;
    // "is there a meeting": also one that is still to come.
    if (auxiliary == "is" || auxiliary == "are") question_.mood = Mood::future;
    question_.asked_role.clear();
    return true;
  }
  if (is_finite_be(auxiliary)) {
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
  const std::size_t last = read_.size() - 1;
  if (is_finite_be(auxiliary) && last > 1 && (!parts.verb.found || parts.verb.first == last) && parts.verb.evoked.frames.empty() && !read_.in_name(last) && read_.tree().tag(last) == text::Upos::ADJ) {
    record({1, last}, read_.lower(last), false, {}, "");  // "is the vote binding"
    question_.shape = Shape::told;
    return true;
  }
  return parts.verb.found && clause(parts.subject, parts.verb, "");
}

std::string Grammar::base_of_noun(std::size_t at) const {
  const std::string word(read_.lower(at));
  if (word.size() > 3 && word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
  return word.size() > 3 && word.ends_with("s") && !word.ends_with("ss") ? word.substr(0, word.size() - 1) : word;
}

std::optional<Question> read_question(std::string_view text, Names& names) { return Grammar(text, names).parse(); }

}  // namespace kg::query
