#include "extract/vocabulary.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg::extract {

std::string normal_policy_word(std::string_view word) {
  std::string text(word);
  const auto replace = [&](std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    if (at != std::string::npos) text.replace(at, from.size(), to);
  };
  replace("isation", "ization");
  replace("ising", "izing");
  replace("defence", "defense");
  replace("programme", "program");
  replace("labour", "labor");
  if (text.size() > 4 && text.back() == 's' && text[text.size() - 2] != 's') text.pop_back();
  return text;
}

std::vector<std::string> split_words(std::string_view folded) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < folded.size()) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.emplace_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

namespace {

void start_with(ByWord<std::size_t>& starts, std::string_view name) {
  const std::vector<std::string> words = split_words(fold_name(name));
  if (words.empty()) return;
  std::size_t& longest = starts[words.front()];
  longest = std::max(longest, words.size());
}

/// "trade": trades, traded, trading; "patrol": patrolled as well as patroled.
std::vector<std::string> regular_forms(const std::string& verb) {
  const auto vowel = [](char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; };
  if (verb.size() < 3) return {};
  const char last = verb.back(), before = verb[verb.size() - 2];
  const std::string stem = last == 'e' ? verb.substr(0, verb.size() - 1) : verb;
  std::vector<std::string> forms{stem + "ed", stem + "ing", verb + "s", verb + "es"};
  if (last == 'y' && !vowel(before)) {
    forms.push_back(verb.substr(0, verb.size() - 1) + "ied");
    forms.push_back(verb.substr(0, verb.size() - 1) + "ies");
  }
  if (!vowel(last) && vowel(before) && !vowel(verb[verb.size() - 3])) {
    forms.push_back(verb + last + "ed");
    forms.push_back(verb + last + "ing");
  }
  return forms;
}

/// The first folded word of a token; plain letters, which most tokens are, are folded already.
std::string first_folded(const Reading& reading, TokenRef t) {
  const std::string& lower = reading.lower(t);
  if (std::all_of(lower.begin(), lower.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return lower;
  std::vector<std::string> words = split_words(fold_name(reading.form(t)));
  return words.empty() ? std::string() : std::move(words.front());
}

}  // namespace

Vocabulary::Vocabulary(const ontology::Ontology& ontology) : ontology_(&ontology) {
  for (const ontology::State& state : ontology.states) {
    start_with(name_starts_, state.name);
    start_with(name_starts_, state.official);
    start_with(name_starts_, state.capital);
    for (const std::string& alias : state.aliases) start_with(name_starts_, alias);
    for (const std::string& demonym : state.demonyms) start_with(name_starts_, demonym);
  }
  for (const ontology::Place& place : ontology.places) {
    start_with(name_starts_, place.name);
    for (const std::string& alias : place.aliases) start_with(name_starts_, alias);
  }
  for (const ontology::Organization& organization : ontology.organizations) {
    start_with(name_starts_, organization.name);
    for (const std::string& alias : organization.aliases) start_with(name_starts_, alias);
  }
  for (const ontology::Metonym& metonym : ontology.metonyms) {
    start_with(name_starts_, metonym.name);
    for (const std::string& alias : metonym.aliases) start_with(name_starts_, alias);
  }
  for (const ontology::Office& office : ontology.offices) {
    start_with(office_starts_, office.title);
    for (const std::string& alias : office.aliases) start_with(office_starts_, alias);
  }
  for (const ontology::Frame& frame : ontology.frames) {
    // Words that judge stand in forms, too: "scuttled the talks".
    for (const ontology::RolePath& role : frame.roles) {
      for (const std::string& word : role.words) {
        for (const std::string& form : regular_forms(word)) judging_forms_.emplace(form, word);
      }
    }
    for (const std::string& lemma : frame.lemmas) {
      // A multiword trigger is found by its first word (verbs) or its last (nouns); the matcher checks the rest.
      const std::size_t cut = frame.trigger == ontology::Trigger::verb ? lemma.find(' ') : lemma.find_last_of(" -");
      const std::string word = cut == std::string::npos                          ? lemma
                               : frame.trigger == ontology::Trigger::verb ? lemma.substr(0, cut)
                                                                          : lemma.substr(cut + 1);
      std::vector<const ontology::Frame*>& list = frames_[static_cast<std::size_t>(frame.trigger)][word];
      if (list.empty() || list.back() != &frame) list.push_back(&frame);
      if (frame.trigger == ontology::Trigger::verb) {
        for (const std::string& form : regular_forms(word)) verb_forms_.emplace(form, word);
      }
    }
  }
  const ontology::Lexicon& lexicon = ontology.lexicon;
  const auto fill = [](WordSet& set, const std::vector<std::string>& words) {
    for (const std::string& word : words) set.insert(to_lower(word));
  };
  fill(honorifics_, lexicon.honorifics);
  fill(person_words_, lexicon.person_words);
  fill(group_words_, lexicon.group_words);
  fill(private_words_, lexicon.private_words);
  fill(stative_verbs_, lexicon.stative_verbs);
  fill(own_doings_, lexicon.own_doings);
  for (const auto& [noun, verb] : lexicon.happening_nouns) happening_verbs_.emplace(noun, verb);
  fill(victim_words_, lexicon.victim_words);
  fill(organization_words_, lexicon.organization_words);
  fill(given_names_, lexicon.given_names);
  fill(policy_words_, lexicon.policy_words);
  for (std::string phrase : lexicon.policy_words) {
    std::replace(phrase.begin(), phrase.end(), '-', ' ');
    const std::size_t last = phrase.rfind(' ') == std::string::npos ? 0 : phrase.rfind(' ') + 1;
    policy_phrases_.insert(phrase.substr(0, last) + normal_policy_word(std::string_view(phrase).substr(last)));
  }
  fill(policy_heads_, lexicon.policy_heads);
  family_first_.insert(lexicon.family_first.begin(), lexicon.family_first.end());
  for (const std::string& phrase : lexicon.boilerplate) boilerplate_.insert(fold_name(phrase));
  fill(title_heads_, lexicon.title_heads);
  fill(local_offices_, lexicon.local_offices);
  fill(portfolios_, lexicon.portfolios);
  fill(body_nouns_, lexicon.body_nouns);
  fill(occasion_words_, lexicon.occasion_words);
  fill(building_words_, lexicon.building_words);
  fill(peoples_, lexicon.peoples);
  for (const std::string& name : lexicon.no_bodies) no_bodies_.insert(fold_name(name));
  for (const std::string& word : lexicon.person_words) title_heads_.insert(to_lower(word));
}

NameMatch Vocabulary::name_at(const Reading& reading, TokenRef t) const {
  if (!reading.upper_initial(t)) return {};
  const auto found = name_starts_.find(first_folded(reading, t));
  if (found == name_starts_.end()) return {};
  const std::int32_t n = reading.size(t.sentence);
  const auto most = static_cast<std::int32_t>(std::min<std::size_t>(found->second * 2, 12));
  NameMatch best;
  std::int32_t end = std::min(n, t.token + most);
  for (std::int32_t last = t.token + 1; last <= end; ++last) {
    const std::string_view tail = reading.form({t.sentence, last - 1});
    if (tail == "," || tail == ";" || tail == "(" || tail == ")" || tail == "\"" || tail == "“" || tail == ":") break;
    if (tail == "'s" || tail == "’s" || tail == "'") break;
    if (fold_name(tail).empty()) continue;  // a name does not end in punctuation
    const std::string_view written = slice(reading.text(), reading.span(t.sentence, t.token, last));
    const auto& meanings = ontology_->find(fold_name(written));
    if (meanings.empty()) continue;
    const bool capitals = to_lower(written) != written && std::none_of(written.begin(), written.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const bool fits = std::any_of(meanings.begin(), meanings.end(), [&](const auto& meaning) { return capitals || !meaning.acronym; });
    if (fits) best = {last, &meanings};
  }
  return best;
}

OfficeMatch Vocabulary::office_at(const Reading& reading, TokenRef t) const {
  const auto found = office_starts_.find(first_folded(reading, t));
  if (found == office_starts_.end()) return {};
  OfficeMatch best;
  const auto most = static_cast<std::int32_t>(found->second * 2);
  const std::int32_t end = std::min(reading.size(t.sentence), t.token + most);
  for (std::int32_t last = t.token + 1; last <= end; ++last) {
    const std::string_view tail = reading.form({t.sentence, last - 1});
    if (tail == "," || tail == ";" || tail == "(" || tail == "\"") break;
    if (fold_name(tail).empty()) continue;
    const ontology::Office* office = ontology_->office(fold_name(slice(reading.text(), reading.span(t.sentence, t.token, last))));
    if (office != nullptr) best = {last, office};
  }
  return best;
}

std::string_view Vocabulary::happening_verb(std::string_view noun) const {
  const auto found = happening_verbs_.find(noun);
  return found == happening_verbs_.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view Vocabulary::verb_of_form(std::string_view lower) const {
  if (const auto found = verb_forms_.find(lower); found != verb_forms_.end()) return found->second;
  const auto judging = judging_forms_.find(lower);
  return judging == judging_forms_.end() ? std::string_view() : std::string_view(judging->second);
}

void mend_lemmas(Reading& reading, const Vocabulary& vocabulary) {
  for (std::uint32_t s = 0; s < reading.sentence_count(); ++s) {
    for (std::int32_t i = 0; i < reading.size(s); ++i) {
      const TokenRef t{s, i};
      if (reading.token(t).upos != text::Upos::VERB || !vocabulary.frames(ontology::Trigger::verb, reading.lemma(t)).empty()) continue;
      if (const std::string_view known = vocabulary.verb_of_form(reading.lower(t)); !known.empty()) reading.set_lemma(t, known);
    }
  }
}

const std::vector<const ontology::Frame*>& Vocabulary::frames(ontology::Trigger trigger, std::string_view lemma) const {
  static const std::vector<const ontology::Frame*> none;
  const auto& map = frames_[static_cast<std::size_t>(trigger)];
  const auto found = map.find(lemma);
  return found == map.end() ? none : found->second;
}

}  // namespace kg::extract
