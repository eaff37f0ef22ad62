#include "query/question_reader.hpp"

#include <algorithm>
#include <array>

namespace kg::query {
namespace {

constexpr std::array<std::string_view, 40> prepositions = {
    "in",     "on",    "at",      "since",   "before", "after",   "between", "from",    "until",   "till",
    "during", "about", "of",      "with",    "by",     "for",     "against", "over",    "near",    "into",
    "toward", "towards", "within", "as",     "through", "under",  "regarding", "concerning", "among", "upon",
    "to",     "alongside", "without", "despite", "amid", "via",   "around",  "across",  "outside", "inside"};

constexpr std::array<std::string_view, 25> auxiliaries = {"did",  "do",    "does",  "is",     "are",   "was",   "were", "has", "have",
                                                          "had",  "will",  "would", "can",    "could", "shall", "should", "may", "might",
                                                          "must", "be",    "been",  "being",  "am",    "ought", "'s"};

constexpr std::array<std::string_view, 25> adverbs = {"not",   "also",  "ever",     "never",    "recently", "already", "just", "currently", "now",
                                                      "still", "again", "first",    "last",     "formally", "actually", "really", "both",   "each",
                                                      "publicly", "twice", "once",  "soon",     "yet",      "together", "personally"};

// Verbs that speak of what is to come when an infinitive follows.
constexpr std::array<std::string_view, 17> intentions = {"plan",  "want", "intend", "expect", "schedule", "hope",  "aim",  "agree", "set",
                                                         "due",   "go",   "offer",  "like",   "likely",   "propose", "need", "promise"};
constexpr std::array<std::string_view, 4> refusals = {"refuse", "decline", "fail", "reject"};

bool is_be(std::string_view word) {
  return word == "is" || word == "are" || word == "was" || word == "were" || word == "be" || word == "been" || word == "being";
}

}  // namespace

QuestionReader::QuestionReader(std::string_view text, Names& names) : names_(names), lexicon_(names.ontology()), words_(split_words(text)) {
  mark();
}

void QuestionReader::mark() {
  owner_.assign(words_.size(), none);
  title_.assign(words_.size(), false);
  const bool capitals = std::any_of(words_.begin() + (words_.empty() ? 0 : 1), words_.end(), [](const Word& word) { return word.capital; });
  for (std::size_t at = 0; at < words_.size();) {
    std::size_t length = names_.name_length(std::span(words_).subspan(at));
    // A verb typed in lower case stays a verb, whatever a node is called; so does any word beside names with capitals.
    if (length == 1 && !words_[at].capital && at > 0 && (capitals || lexicon_.verb(std::span(words_).subspan(at, 1)).words > 0)) length = 0;
    // "Biden call": whatever is called so, a verb or a happening in lower case behind a name is none of it.
    while (length > 1 && words_[at].capital && !words_[at + length - 1].capital && !words_[at + length - 1].possessive) {
      const auto last = std::span(words_).subspan(at + length - 1, 1);
      if (lexicon_.verb(last).words == 0 && lexicon_.noun(last).words == 0) break;
      length = names_.name_length(std::span(words_).subspan(at, length - 1));
    }
    for (std::size_t i = at; i < at + length; ++i) owner_[i] = at;
    at += std::max<std::size_t>(length, 1);
  }
  for (std::size_t at = 0; at < words_.size(); ++at) {
    const std::size_t length = owner_[at] == none ? names_.title_length(std::span(words_).subspan(at)) : 0;
    for (std::size_t i = at; i < at + length && length > 1; ++i) title_[i] = true;
  }
  std::vector<bool> named(words_.size());
  for (std::size_t at = 0; at < words_.size(); ++at) named[at] = in_name(at);
  tree_ = QuestionTree(analyzer_, words_, named, {});
  if (tree_.times().empty()) return;
  reference_ = names_.newest_document();
  if (reference_) tree_ = QuestionTree(analyzer_, words_, named, reference_);
}

bool QuestionReader::is(std::size_t at, std::initializer_list<std::string_view> any) const {
  return at < words_.size() && std::find(any.begin(), any.end(), words_[at].lower) != any.end();
}

bool QuestionReader::reads(std::size_t at, std::string_view phrase) const {
  for (std::size_t from = 0; from < phrase.size(); ++at) {
    const std::size_t to = std::min(phrase.find(' ', from), phrase.size());
    if (lower(at) != phrase.substr(from, to - from)) return false;
    from = to + 1;
  }
  return true;
}

std::size_t QuestionReader::name_end(std::size_t at) const {
  std::size_t end = at;
  while (end < words_.size() && owner_[end] == owner_[at] && in_name(end)) ++end;
  return std::max(end, at + 1);
}

std::string QuestionReader::text(Range range) const {
  std::string joined;
  for (const Word& word : words(range)) {
    if (!joined.empty()) joined += ' ';
    joined += word.text;
    if (word.possessive) joined += "'s";
  }
  return joined;
}

void QuestionReader::drop_front(std::size_t count) {
  words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(std::min(count, words_.size())));
  mark();
}

void QuestionReader::drop_back(std::size_t count) {
  words_.resize(words_.size() - std::min(count, words_.size()));
  mark();
}

bool QuestionReader::is_preposition(std::size_t at) const {
  return at < words_.size() && !in_name(at) && !in_title(at) && among(prepositions, words_[at].lower);
}

bool QuestionReader::is_auxiliary(std::size_t at) const { return at < words_.size() && !in_name(at) && among(auxiliaries, words_[at].lower); }

bool QuestionReader::is_adverb(std::size_t at) const {
  return at < words_.size() && !in_name(at) &&
         (among(adverbs, words_[at].lower) || (words_[at].lower.size() > 5 && words_[at].lower.ends_with("ly") && lexicon_.verb(words({at, at + 1})).words == 0));
}

Evoked QuestionReader::verb_at(std::size_t at) const {
  if (at >= words_.size() || in_name(at) || is_function_word(words_[at].lower)) return {};
  return evoked(at);
}

// "did he call in 2018": a preposition that opens a time is no part of the verb.
Evoked QuestionReader::evoked(std::size_t at) const {
  const std::span<const Word> words = std::span(words_).subspan(at);
  const Evoked found = lexicon_.verb(words);
  if (found.words < 2 || found.words > words.size() || !read_period(words.subspan(found.words - 1))) return found;
  return lexicon_.verb(words.first(found.words - 1));
}

// "how many meetings did he have with her", "had talks": no verb follows.
bool QuestionReader::is_main_have(std::size_t at) const {
  if (!is(at, {"have", "has", "had"})) return false;
  std::size_t next = at + 1;
  while (is_adverb(next)) ++next;
  return next >= words_.size() || is_preposition(next) || in_name(next) || !(verb_forms(words_[next].lower).participle || is(next, {"been", "to"}));
}

VerbGroup QuestionReader::verb_group(std::size_t at, std::string_view auxiliary) const {
  VerbGroup group;
  std::string before(auxiliary);
  bool be = is_be(before);
  group.future = before == "will" || before == "would" || before == "shall" || before == "may" || before == "might" || before == "can" || before == "could";
  const bool present_be = before == "is" || before == "are";
  while (at < words_.size() && !in_name(at)) {
    const std::string& word = words_[at].lower;
    if (is_adverb(at)) {
      ++at;
    } else if (is_auxiliary(at) && !is_main_have(at) && !(word == "do" || word == "does" || word == "did") && at + 1 < words_.size()) {
      be = is_be(word) || (be && word != "have");
      group.future |= word == "will" || word == "would";
      ++at;
    } else if (word == "to" && be) {  // "is to meet"
      group.future = true;
      be = false;
      ++at;
    } else if (be && lower(at + 1) == "to" && any_form(intentions, word) && at + 2 < words_.size() && !in_name(at + 2) && verb_forms(lower(at + 2)).base) {  // "is expected to resign"
      group.future = true;
      be = false;
      at += 2;
    } else if (lower(at + 1) == "to" && (any_form(intentions, word) || any_form(refusals, word)) && verb_at(at + 2).words > 0 &&
               lexicon_.verb(std::span(words_).subspan(at + 2)).frames.front()->kind == ontology::FrameKind::meeting) {
      group.negated = any_form(refusals, word);
      group.future = !group.negated;
      be = false;
      at += 2;
    } else {
      break;
    }
  }
  if (at >= words_.size() || in_name(at) || is_preposition(at)) return group;
  const std::string& word = words_[at].lower;
  if (is_function_word(word) && word != "have" && word != "had" && word != "has" && word != "do" && word != "did") return group;
  group.form = word;
  group.evoked = evoked(at);
  const VerbForms forms = verb_forms(word);
  group.passive = be && forms.participle && !forms.ing;
  if (present_be && be && forms.ing) group.future = true;
  group.first = at;
  group.last = at + std::max<std::size_t>(group.evoked.words, 1);
  if (group.evoked.words == 0) group.evoked.lemma = word;  // its base forms are tried where it is compared
  group.found = true;
  return group;
}

// What the tree says, if the names of the graph do not contradict it.
QuestionReader::SubjectAndVerb QuestionReader::clause_of_tree(std::size_t at, std::string_view auxiliary) const {
  SubjectAndVerb result;
  const std::size_t verb = tree_.root();
  if (verb == QuestionTree::none || verb <= at || in_name(verb) || in_title(verb) || tree_.tag(verb) != text::Upos::VERB) return result;
  const std::size_t subject = tree_.child(verb, {"nsubj", "nsubj:pass", "csubj"}, at);
  if (subject == QuestionTree::none || subject >= verb) return result;
  std::size_t end = tree_.span(subject).end;
  while (end < verb && in_name(end) && owner_[end] == owner_[end - 1]) ++end;
  if (tree_.span(subject).begin > at || end > verb) return result;
  const VerbGroup group = verb_group(end, auxiliary);
  if (!group.found || group.first < verb || !fits_behind(auxiliary, end)) return result;
  result.subject = {at, end};
  result.verb = group;
  return result;
}

bool QuestionReader::fits_behind(std::string_view auxiliary, std::size_t at) const {
  while (is_adverb(at)) ++at;
  const std::string_view word = lower(at);
  const VerbForms forms = verb_forms(word);
  if (is_be(auxiliary)) return forms.participle || forms.ing || word == "to" || word == "being";
  if (auxiliary == "has" || auxiliary == "have" || auxiliary == "had") return forms.participle || word == "been";
  return auxiliary.empty() || forms.base || word == "be";
}

// In this order: a verb of the ontology where the tree has the verb; the first verb of the ontology in the
// right form; a verb that any noun may follow; any verb of the tree; any word behind the first name.
QuestionReader::SubjectAndVerb QuestionReader::subject_and_verb(std::size_t at, std::string_view auxiliary) const {
  const SubjectAndVerb parsed = clause_of_tree(at, auxiliary);
  if (parsed.verb.found && parsed.verb.evoked.words > 0 && !parsed.verb.evoked.frames.empty()) return parsed;
  const bool after_be = is_be(auxiliary);
  const bool after_have = auxiliary == "has" || auxiliary == "have" || auxiliary == "had";
  SubjectAndVerb result;
  const auto take = [&](std::size_t i) {
    result.subject = {at, i};
    while (result.subject.size() > 1 && is_adverb(result.subject.end - 1)) --result.subject.end;
    result.verb = verb_group(i, auxiliary);
    return result.verb.found;
  };
  for (std::size_t i = at + 1; i < words_.size(); ++i) {
    if (in_name(i) || in_title(i) || is_preposition(i)) continue;
    // An article before it makes it a noun: "did the visit help".
    if (is(i - 1, {"the", "a", "an", "this", "that", "his", "her", "their"}) || words_[i - 1].possessive) continue;
    const bool chain = (after_be || !auxiliary.empty()) && (words_[i].lower == "be" || words_[i].lower == "been" || words_[i].lower == "to") &&
                       i + 1 < words_.size();
    if (chain && verb_group(i, auxiliary).found && take(i)) return result;
    if (!fits_behind(auxiliary, i)) continue;
    // "when is the next meeting": the tree knows a noun in -ing.
    if (after_be && verb_forms(words_[i].lower).ing && tree_.tag(i) == text::Upos::NOUN) continue;
    // "will the dialogue be held": what stands before the auxiliary is its subject.
    if (i + 2 < words_.size() && is(i + 1, {"be", "been", "being", "take"}) && !is(i, {"to"})) continue;
    // "does the missile test violate the deal": of two verbs side by side the first is a noun.
    if (i + 2 < words_.size() && !in_name(i - 1) && verb_at(i + 1).words > 0 && verb_forms(words_[i + 1].lower).base && verb_forms(words_[i].lower).base &&
        fits_behind(auxiliary, i + 1))
      continue;
    if (verb_at(i).words > 0 && take(i)) return result;
    static constexpr std::array<std::string_view, 22> general = {"hold", "have", "take", "make", "give", "reach", "begin", "start", "end",  "happen", "occur",
                                                                 "do",   "get",  "go",   "come", "play", "pay",   "conduct", "find", "sign", "win", "lead"};
    if (any_form(general, words_[i].lower) && take(i)) return result;
  }
  if (parsed.verb.found) return parsed;
  for (std::size_t i = at + 1; i < words_.size(); ++i) {
    if (in_name(i) || in_title(i) || is_preposition(i) || is_function_word(words_[i].lower) || !fits_behind(auxiliary, i)) continue;
    if (is(i - 1, {"the", "a", "an"}) || words_[i - 1].possessive) continue;
    const bool behind_name = in_name(i - 1);
    const bool noun = verb_forms(words_[i].lower).ing && tree_.tag(i) == text::Upos::NOUN;
    const bool inflected = (after_be || after_have) && !verb_forms(words_[i].lower).base && !noun;
    // "Where did the building collapse"
    const bool at_end = !auxiliary.empty() && i + 1 == words_.size() && tree_.tag(i) != text::Upos::ADV;
    const bool verb = !auxiliary.empty() && !after_be && !after_have && tree_.tag(i) == text::Upos::VERB;
    if ((behind_name || inflected || at_end || verb) && take(i)) return result;
  }
  return result;
}

bool QuestionReader::is_closing_date(std::size_t at) const {
  const auto date = read_date(std::span(words_).subspan(at));
  return date && !in_name(at) && at + date->words == words_.size();
}

std::size_t QuestionReader::phrase_end(std::size_t at) const {
  std::size_t i = at;
  for (; i < words_.size(); ++i) {
    if (i > at && words_[i - 1].comma && !(in_name(i) && owner_[i] == owner_[i - 1])) break;
    if (in_name(i)) continue;
    if (i > at && (time_at(i) != nullptr || is_closing_date(i))) break;
    if (is(i, {"and", "or", "that", "whether", "because", "who", "which", "when", "while"}) && i > at) break;
    if (!is_preposition(i)) continue;
    // "the president of Iran" is one phrase, "accused Yanukovych of embezzlement" are two.
    if (words_[i].lower == "of" && i > at && !in_name(i - 1)) continue;
    break;
  }
  return i;
}

const QuestionTree::RelativeTime* QuestionReader::time_at(std::size_t at) const {
  for (const QuestionTree::RelativeTime& time : tree_.times())
    if (time.words.begin == at && !in_name(at)) return &time;
  return nullptr;
}

// "last week", "since last week", "before yesterday"; 0 if none starts here.
std::size_t QuestionReader::relative_period(std::size_t at, Rest& rest) const {
  const bool led = is(at, {"in", "on", "during", "within", "since", "after", "before", "until", "till", "by", "from", "for", "over"});
  const QuestionTree::RelativeTime* time = time_at(at);
  const bool preposition = time == nullptr && led;
  if (preposition) {
    std::size_t next = at + 1;
    while (is(next, {"the"})) ++next;
    time = time_at(next);
    if (time == nullptr) time = time_at(at + 1);
  }
  if (time == nullptr) return 0;
  Period period = time->period;
  if (preposition && is(at, {"since", "from"})) period.to = {};
  if (preposition && is(at, {"until", "till", "by"})) period.from = {};
  if (preposition && is(at, {"after"})) period = {day_after(time->period.to), {}};
  if (preposition && is(at, {"before"})) period = {{}, day_before(time->period.from)};
  rest.period = intersect(rest.period, period);
  std::string typed;
  for (const Word& word : words(time->words)) typed += (typed.empty() ? "" : " ") + word.text;
  names_.note(reference_ ? "'" + typed + "' is counted from the newest document, " + reference_.iso()
                         : "'" + typed + "' is not looked at: no document has a date to count it from");
  return time->words.end - at;
}

Rest QuestionReader::rest(std::size_t at) const {
  Rest rest;
  bool object_done = false;
  while (at < words_.size()) {
    if (const auto period = read_period(std::span(words_).subspan(at)); period && !in_name(at)) {
      rest.period = intersect(rest.period, period->period);
      at += period->words;
      continue;
    }
    // "meetings Biden Putin 2021": a date that closes the question needs no preposition.
    if (at > 0 && is_closing_date(at)) {
      const Date date = read_date(std::span(words_).subspan(at))->date;
      rest.period = intersect(rest.period, {date.first_day(), date.last_day()});
      break;
    }
    if (const std::size_t words = relative_period(at, rest); words > 0) {
      at += words;
      continue;
    }
    if (is_adverb(at) || is(at, {"and", "or", "together"})) {
      ++at;
      continue;
    }
    if (is(at, {"that", "whether"}) && at + 1 < words_.size()) {
      rest.clause = {at + 1, words_.size()};
      break;
    }
    if (is(at, {"by", "over", "on", "via"}) && is(at + 1, {"phone", "telephone", "the", "video", "videoconference"}) &&
        (is(at + 1, {"phone", "telephone", "video", "videoconference"}) || is(at + 2, {"phone", "telephone"}))) {
      rest.by_phone = true;
      at += is(at + 1, {"the"}) ? 3 : 2;
      continue;
    }
    const bool name_behind = at + 1 < words_.size() && (in_name(at + 1) || is(at + 1, {"the", "a", "an", "his", "her"}));
    if (words_[at].lower == "to" && !in_name(at) && !name_behind && at + 1 < words_.size() && verb_forms(words_[at + 1].lower).base) {
      rest.clause = {at + 1, words_.size()};
      rest.infinitive = true;
      break;
    }
    std::string preposition;
    std::size_t from = at;
    if (is_preposition(at)) {
      preposition = words_[at].lower;
      from = at + 1;
      // A verb's own preposition may be doubled: "because of", "out of".
      while (from < words_.size() && is_preposition(from)) preposition = words_[from++].lower;
    }
    std::size_t end = phrase_end(from);
    // The members of an and-list belong together.
    while (end < words_.size() && end > from && (is(end, {"and", "or"}) || words_[end - 1].comma) && !is_preposition(end)) {
      const std::size_t next = is(end, {"and", "or"}) ? end + 1 : end;
      const std::size_t after = phrase_end(next);
      if (after <= next || read_period(std::span(words_).subspan(next))) break;
      end = after;
    }
    if (end <= from) {
      at = std::max(end, at + 1);
      continue;
    }
    const Range range{from, end};
    if (preposition.empty() && !object_done) {
      rest.object = range;
      object_done = true;
    } else {
      rest.phrases.push_back({preposition, range});
    }
    at = end;
  }
  return rest;
}

std::vector<Phrase> QuestionReader::list(Range range, Wanted wanted) {
  std::vector<Phrase> phrases;
  bool either = false;
  while (range.begin < range.end) {
    if (is(range.begin, {"and", "or", "both", "either"}) && !in_name(range.begin)) {
      either = is(range.begin, {"or"});
      ++range.begin;
      continue;
    }
    std::size_t end = range.begin;
    while (end < range.end) {
      if (end > range.begin && words_[end - 1].comma && !(in_name(end) && owner_[end] == owner_[end - 1])) break;
      if (end > range.begin && is(end, {"and", "or"}) && !in_name(end)) break;
      ++end;
    }
    // "Iran and six world powers", "the two leaders": articles and numbers stay out of the name, "Kim again" adverbs.
    std::size_t last = end;
    while (last > range.begin + 1 && is_adverb(last - 1)) --last;
    Phrase phrase = names_.read(words({range.begin, last}), wanted);
    if (either && !phrases.empty() && !phrase.nodes.empty()) {
      // "Putin or Xi": one party, whichever it is.
      phrases.back().text += " or " + phrase.text;
      phrases.back().nodes.insert(phrases.back().nodes.end(), phrase.nodes.begin(), phrase.nodes.end());
    } else if (!phrase.text.empty()) {
      phrases.push_back(std::move(phrase));
    }
    either = false;
    range.begin = std::max(end, range.begin + 1);
  }
  return phrases;
}

std::vector<std::string> QuestionReader::content(Range range) const {
  std::vector<std::string> found;
  for (std::size_t at = range.begin; at < range.end; ++at)
    if (!is_function_word(words_[at].lower) || (words_[at].lower == "us" && words_[at].text == "US")) found.push_back(words_[at].lower);
  return found;
}

}  // namespace kg::query
