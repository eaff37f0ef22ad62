#include "extract/cast.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "base/utf8.hpp"
#include "extract/frames.hpp"
#include "extract/joiner.hpp"
#include "extract/names.hpp"

namespace kg::extract {

namespace {

std::string last_word(std::string_view folded) {
  const std::size_t cut = folded.rfind(' ');
  return std::string(cut == std::string_view::npos ? folded : folded.substr(cut + 1));
}

/// The word that names the office: "secretary" of "secretary of state", "minister" of "foreign minister".
std::string head_word(std::string_view folded) {
  std::size_t cut = folded.size();
  for (const std::string_view joint : {" of ", " for ", " to ", " at "}) cut = std::min(cut, folded.find(joint));
  return last_word(folded.substr(0, cut));
}

/// Offices that the United States do not have.
bool is_parliamentary(std::string_view folded) {
  for (const std::string_view word : {"minister", "king", "queen", "premier", "prince", "princess", "emir", "sultan", "chancellor", "supreme leader"}) {
    if (folded.find(word) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

Cast::Cast(const Reading& reading, const Vocabulary& vocabulary) : reading_(reading), vocabulary_(vocabulary) {
  skipped_ = find_boilerplate(reading, vocabulary);
  mentions_ = find_names(reading, vocabulary, skipped_);
  index_mentions();
  Joined joined = join_mentions(reading, vocabulary, mentions_, at_);
  entities_ = std::move(joined.entities);
  titles_ = std::move(joined.titles);
  index_mentions();  // now with the titles before the names
  bind_titles();
  voices_.assign(reading.sentence_count(), -1);
  quote_speakers_.assign(reading.sentence_count(), -1);
  find_voices();
  work_out_states();
  name_capitals();
  learn_genders();
  resolve_pronouns();
}

void Cast::index_mentions() {
  at_.resize(reading_.sentence_count());
  titled_.resize(reading_.sentence_count());
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
    at_[s].assign(static_cast<std::size_t>(reading_.size(s)), -1);
    titled_[s].assign(static_cast<std::size_t>(reading_.size(s)), -1);
  }
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    const Mention& mention = mentions_[m];
    if (mention.nested) continue;
    for (std::int32_t t = mention.first; t < mention.last; ++t) at_[mention.sentence][static_cast<std::size_t>(t)] = static_cast<std::int32_t>(m);
    for (std::int32_t t = mention.outer; t < mention.first; ++t) titled_[mention.sentence][static_cast<std::size_t>(t)] = static_cast<std::int32_t>(m);
  }
}

/// Titles name a mention; from here on they name its entity: a government for a capital.
void Cast::bind_titles() {
  for (std::vector<Title>& titles : titles_) {
    for (Title& title : titles) {
      if (title.of < 0) continue;
      const Mention mention = mentions_[static_cast<std::size_t>(title.of)];
      title.of = mention.government.empty() ? mention.entity : entity_of_state(mention.government);
    }
  }
  // A capital is a mention of its state, too.
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    const Mention mention = mentions_[m];
    if (mention.government.empty()) continue;
    const std::int32_t state = entity_of_state(mention.government);
    std::vector<ByteSpan>& spans = entities_[static_cast<std::size_t>(state)].mentions;
    spans.push_back(reading_.span(mention.sentence, mention.first, mention.last));
    std::sort(spans.begin(), spans.end());
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
    if (mention.entity >= 0 && entities_[static_cast<std::size_t>(mention.entity)].country.empty()) {
      entities_[static_cast<std::size_t>(mention.entity)].country = mention.government;
    }
  }
}

std::int32_t Cast::find_state(std::string_view id) const {
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    if (entities_[e].key == id) return static_cast<std::int32_t>(e);
  }
  return -1;
}

std::int32_t Cast::entity_of_state(std::string_view id) {
  if (const std::int32_t known = find_state(id); known >= 0) return known;
  graph::Entity entity;
  entity.label = EntityLabel::state;
  entity.key = std::string(id);
  const ontology::State* state = vocabulary_.ontology().state(id);
  entity.name = state == nullptr ? std::string(id) : state->name;
  if (state == nullptr) {
    if (const ontology::Organization* body = vocabulary_.ontology().organization(id)) {
      entity.label = EntityLabel::organization;
      entity.name = body->name;
      entity.kind = body->kind;
      entity.country = body->state;
    }
  }
  entities_.push_back(std::move(entity));
  titles_.emplace_back();
  return static_cast<std::int32_t>(entities_.size() - 1);
}

void Cast::add_policy_mention(std::uint32_t s, std::int32_t first, std::int32_t last, std::int32_t head, std::int32_t at) {
  Mention mention{.sentence = s, .first = first, .last = last, .outer = first, .label = EntityLabel::policy};
  mention.name = entity(at).name;
  mention.entity = at;
  at_[s][static_cast<std::size_t>(head)] = static_cast<std::int32_t>(mentions_.size());
  mentions_.push_back(std::move(mention));
  titles_.resize(entities_.size());
}

void Cast::sort_mentions() {
  std::vector<std::size_t> order(mentions_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(mentions_[a].sentence, mentions_[a].first) < std::tie(mentions_[b].sentence, mentions_[b].first);
  });
  std::vector<std::int32_t> moved(mentions_.size());
  std::vector<Mention> sorted;
  sorted.reserve(mentions_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    moved[order[i]] = static_cast<std::int32_t>(i);
    sorted.push_back(std::move(mentions_[order[i]]));
  }
  mentions_ = std::move(sorted);
  for (auto* index : {&at_, &titled_}) {
    for (std::vector<std::int32_t>& row : *index) {
      for (std::int32_t& m : row) {
        if (m >= 0) m = moved[static_cast<std::size_t>(m)];
      }
    }
  }
}

const Mention* Cast::mention_at(TokenRef t) const {
  if (!t) return nullptr;
  const std::int32_t m = at_[t.sentence][static_cast<std::size_t>(t.token)];
  return m < 0 ? nullptr : &mentions_[static_cast<std::size_t>(m)];
}

std::int32_t Cast::actor_of(const Mention& mention) const {
  if (!mention.government.empty()) return find_state(mention.government);
  if (mention.label == EntityLabel::place || mention.label == EntityLabel::policy) return -1;
  return mention.entity;
}

/// The token of a name that hangs highest in the tree.
TokenRef Cast::head_of(const Mention& mention) const {
  for (std::int32_t t = mention.first; t < mention.last; ++t) {
    const std::int32_t up = reading_.token({mention.sentence, t}).head;
    if (up < mention.first || up >= mention.last) return {mention.sentence, t};
  }
  return {mention.sentence, mention.first};
}

// ---------------------------------------------------------------- voices

/// "SECRETARY BLINKEN:" at the start of a paragraph: who speaks from here on; -1 if it is no label.
std::int32_t Cast::speaker_label(std::uint32_t s, std::int32_t& behind) {
  const std::int32_t n = reading_.size(s);
  std::int32_t colon = -1;
  for (std::int32_t t = 0; t < std::min(n, 9); ++t) {
    if (reading_.form({s, t}) == ":") {
      colon = t;
      break;
    }
    for (const char c : reading_.form({s, t})) {
      if (c >= 'a' && c <= 'z') return -1;
    }
  }
  if (colon < 1) return -1;
  behind = colon + 1;
  // The name is what follows the titles.
  std::int32_t first = 0;
  while (first < colon) {
    const OfficeMatch office = vocabulary_.office_at(reading_, {s, first});
    const std::string& word = reading_.lower({s, first});
    if (office.office != nullptr && office.last < colon) first = office.last;
    else if ((vocabulary_.is_honorific(word) || vocabulary_.is_title_head(word) || word == "deputy" || word == "vice") && first + 1 < colon) ++first;
    else break;
  }
  const std::string folded = fold_name(slice(reading_.text(), reading_.span(s, first, colon)));
  const std::vector<std::string> words = split_words(folded);
  if (words.empty() || folded == "question" || folded == "q" || folded == "moderator" || folded == "mr" || folded == "operator") return -2;
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    const std::vector<std::string> known = split_words(fold_name(entities_[e].name));
    if (known.size() >= words.size() && std::equal(words.rbegin(), words.rend(), known.rbegin())) return static_cast<std::int32_t>(e);
  }
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (const std::string& alias : entities_[e].aliases) {
      if (fold_name(alias) == folded) return static_cast<std::int32_t>(e);
    }
  }
  return -2;
}

void Cast::find_voices() {
  std::int32_t voice = -1;
  bool transcript = false;
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
    if (reading_.sentence(s).opens_paragraph || s == 0) {
      std::int32_t behind = 0;
      const std::int32_t label = speaker_label(s, behind);
      if (label != -1) {
        voice = label < 0 ? -1 : label;
        transcript = true;
      }
    }
    if (transcript) voices_[s] = voice;
    // "The below is attributable to Spokesperson Ned Price:"
    const std::string_view written = slice(reading_.text(), reading_.sentence(s).span);
    if (author_ < 0 && written.size() < 300 &&
        (written.find("attributable to") != std::string_view::npos || written.find("Statement by ") == 0 || written.find("Statement from ") == 0 ||
         written.find("Remarks by ") == 0 || written.find("Statement of ") == 0)) {
      for (const Mention& mention : mentions_) {
        if (mention.sentence == s && mention.label == EntityLabel::person) {
          author_ = mention.entity;
          author_sentence_ = s;
          break;
        }
      }
    }
  }
  if (author_ >= 0) return;
  // A by-line: a short paragraph of its own, "Antony J. Blinken, Secretary of State".
  for (std::uint32_t s = 0; s < std::min<std::uint32_t>(reading_.sentence_count(), 6); ++s) {
    const std::int32_t n = reading_.size(s);
    if (!reading_.sentence(s).opens_paragraph || n > 14 || n < 3) continue;
    bool verb = false;
    for (std::int32_t t = 0; t < n; ++t) verb = verb || reading_.token({s, t}).upos == text::Upos::VERB;
    for (const Mention& mention : mentions_) {
      if (verb || mention.sentence != s || mention.first != 0 || mention.label != EntityLabel::person || mention.last >= n) continue;
      if (reading_.form({s, mention.last}) != "," || entity(mention.entity).label != EntityLabel::person) continue;
      const std::vector<Title>& titles = titles_[static_cast<std::size_t>(mention.entity)];
      if (std::any_of(titles.begin(), titles.end(), [&](const Title& title) { return title.sentence == s; })) {
        author_ = mention.entity;
        author_sentence_ = s;
        return;
      }
    }
  }
}

std::int32_t Cast::first_person(std::uint32_t s, bool plural) const {
  std::int32_t speaker = quote_speakers_[s] >= 0 ? quote_speakers_[s] : voices_[s] >= 0 ? voices_[s] : author_;
  if (speaker < 0 || !plural) return speaker;
  const std::int32_t state = state_of(speaker);
  return state >= 0 ? state : speaker;
}

// ---------------------------------------------------------------- offices

std::int32_t Cast::state_of(std::int32_t at) const {
  if (at < 0) return -1;
  const graph::Entity& who = entity(at);
  if (who.label == EntityLabel::state) return at;
  if (who.label == EntityLabel::organization) return who.country.empty() ? -1 : find_state(who.country);
  for (const Title& title : titles_[static_cast<std::size_t>(at)]) {
    if (title.of >= 0 && entity(title.of).label == EntityLabel::state) return title.of;
  }
  for (const Title& title : titles_[static_cast<std::size_t>(at)]) {
    if (title.of >= 0 && !entity(title.of).country.empty()) return find_state(entity(title.of).country);
  }
  return -1;
}

/// An office of a state that the text gives without the state ("President Obama"): the state of another
/// office of the same person; of the same office elsewhere; else the one state that the article is about,
/// if it is clearly one.
void Cast::work_out_states() {
  std::map<std::int32_t, int> weight;
  for (const Mention& mention : mentions_) {
    const std::int32_t state = mention.government.empty() ? (mention.label == EntityLabel::state ? mention.entity : -1) : find_state(mention.government);
    if (state >= 0) weight[state] += 2;
    if (mention.label == EntityLabel::organization && mention.entity >= 0 && !entity(mention.entity).country.empty()) {
      const std::int32_t home = find_state(entity(mention.entity).country);
      if (home >= 0) weight[home] += 2;
    }
  }
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    std::int32_t known = -1;
    for (const Title& title : titles_[e]) {
      if (title.of >= 0 && known < 0) known = title.of;
    }
    for (Title& title : titles_[e]) {
      if (title.of >= 0 || !title.of_state || known < 0) continue;
      title.of = known;
      title.confidence = 0.9F;
      title.basis = "title; of the body of another title";
    }
  }
  states_of_figures();
  states_from_lists();
  states_from_places();
  // Titles that one state alone uses; then offices that a state has at all and nobody else holds.
  const std::int32_t united_states = find_state("state:USA");
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (Title& title : titles_[e]) {
      if (title.of >= 0 || !title.of_state) continue;
      const std::string folded = fold_name(title.title);
      if (const std::string_view owner = vocabulary_.ontology().owner(folded); !owner.empty()) {
        title.of = entity_of_state(owner);
        title.confidence = 0.7F;
        title.basis = "title that one state alone uses";
        continue;
      }
      const bool foreign = is_parliamentary(folded);
      std::int32_t best = -1;
      int best_weight = 0, second = 0;
      for (const auto& [state, count] : weight) {
        if (foreign && state == united_states) continue;
        if (is_taken(state, e, folded)) continue;
        if (count > best_weight) {
          second = best_weight;
          best_weight = count;
          best = state;
        } else {
          second = std::max(second, count);
        }
      }
      // American texts leave out the state of their own president only.
      if (!foreign && united_states >= 0 && weight.contains(united_states) && !is_taken(united_states, e, folded) && best_weight < 5 * weight.at(united_states)) {
        title.of = united_states;
        title.confidence = 0.6F;
        title.basis = "title; of the state that the article is about";
      } else if (best >= 0 && best_weight > second) {
        title.of = best;
        title.confidence = 0.6F;
        title.basis = "title; of the state that the article is about";
      }
    }
  }
}

/// Somebody else holds this office of `state` in this article.
bool Cast::is_taken(std::int32_t state, std::size_t but, const std::string& folded_title) const {
  for (std::size_t other = 0; other < titles_.size(); ++other) {
    if (other == but || entities_[other].label != EntityLabel::person) continue;
    for (const Title& theirs : titles_[other]) {
      if (theirs.of == state && theirs.mode.empty() && theirs.confidence > 0.65F && fold_name(theirs.title) == folded_title) return true;
    }
  }
  return false;
}

/// "President Obama": whose president that is, everybody knows.
void Cast::states_of_figures() {
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (Title& title : titles_[e]) {
      if (title.of >= 0 || !title.of_state) continue;
      const std::string_view whose = vocabulary_.ontology().whose(fold_name(title.title), fold_name(entities_[e].name));
      if (whose.empty()) continue;
      title.of = find_state(whose);
      title.of_state = title.of >= 0;  // a state that the article does not name: no other one may stand in
      title.confidence = 0.9F;
      title.basis = "title; of the state that is known to be theirs";
    }
  }
}

/// "Israeli President Rivlin, Prime Minister Netanyahu and Foreign Minister Ashkenazi": one state for the list.
void Cast::states_from_lists() {
  for (std::size_t m = 1; m < mentions_.size(); ++m) {
    const Mention& mention = mentions_[m];
    if (mention.label != EntityLabel::person || mention.entity < 0 || mention.outer >= mention.first) continue;
    std::size_t before = m;
    while (before > 0 && mentions_[before - 1].sentence == mention.sentence &&
           (mentions_[before - 1].label != EntityLabel::person || mentions_[before - 1].last > mention.outer)) {
      --before;
    }
    if (before == 0 || mentions_[before - 1].sentence != mention.sentence) continue;
    const Mention& previous = mentions_[before - 1];
    if (previous.entity < 0 || previous.entity == mention.entity) continue;
    bool list = mention.outer > previous.last;
    for (std::int32_t t = previous.last; t < mention.outer && list; ++t) list = one_of(reading_.lower({mention.sentence, t}), {",", "and", "&", ";"});
    if (!list) continue;
    const std::int32_t state = state_of(previous.entity);
    if (state < 0) continue;
    for (Title& title : titles_[static_cast<std::size_t>(mention.entity)]) {
      if (title.of >= 0 || !title.of_state || title.sentence != mention.sentence) continue;
      title.of = state;
      title.confidence = 0.85F;
      title.basis = "title; of the state of the list";
    }
  }
}

/// "travel to Cairo to meet with President Sisi": who is met in a capital holds office there.
void Cast::states_from_places() {
  for (const Mention& mention : mentions_) {
    if (mention.label != EntityLabel::person || mention.entity < 0 || mention.outer >= mention.first) continue;
    const TokenRef top = head_of(mention);
    if (reading_.is(top, "nsubj")) continue;
    std::int32_t state = -1;
    for (const Mention& place : mentions_) {
      if (place.sentence != mention.sentence || place.nested || place.demonym) continue;
      if (place.label != EntityLabel::place && place.label != EntityLabel::state) continue;
      const TokenRef where = head_of(place);
      const std::string words = reading_.case_words(where);
      if (words != "in" && words != "to") continue;
      std::int32_t here = place.label == EntityLabel::state ? place.entity : place.government.empty() ? -1 : find_state(place.government);
      if (here < 0 && place.entity >= 0 && !entity(place.entity).country.empty()) here = find_state(entity(place.entity).country);
      if (here >= 0 && place.first < mention.first) state = here;
    }
    if (state < 0) continue;
    for (Title& title : titles_[static_cast<std::size_t>(mention.entity)]) {
      if (title.of >= 0 || !title.of_state || title.sentence != mention.sentence) continue;
      title.of = state;
      title.confidence = 0.7F;
      title.basis = "title; of the state that is visited";
    }
  }
}

std::int32_t Cast::holder(std::string_view head, std::int32_t of) const {
  std::int32_t found = -1;
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (const Title& title : titles_[e]) {
      if (title.of != of || title.mode == "former") continue;
      const std::string folded = fold_name(title.title);
      // "The leader" may be any head of state or government.
      const bool same = head_word(folded) == head || folded == head || folded.ends_with(head) ||
                        (head == "leader" && one_of(head_word(folded), {"president", "minister", "chancellor", "premier", "king", "emir", "leader"}) &&
                         folded.find("foreign") == std::string::npos && folded.find("defen") == std::string::npos && folded.find("vice") == std::string::npos &&
                         (head_word(folded) != "minister" || folded.find("prime") != std::string::npos));
      if (!same) continue;
      if (found >= 0 && found != static_cast<std::int32_t>(e)) return -1;
      found = static_cast<std::int32_t>(e);
    }
  }
  return found;
}

void Cast::learn_genders() {
  genders_.assign(entities_.size(), ' ');
  for (const Mention& mention : mentions_) {
    if (mention.label != EntityLabel::person || mention.entity < 0) continue;
    for (std::int32_t t = mention.outer; t < mention.first; ++t) {
      const std::string& word = reading_.lower({mention.sentence, t});
      char& gender = genders_[static_cast<std::size_t>(mention.entity)];
      if (one_of(word, {"mrs.", "mrs", "ms.", "ms", "miss", "queen", "princess", "lady", "dame", "chairwoman", "spokeswoman", "congresswoman", "baroness", "sister", "wife", "daughter"})) gender = 'f';
      if (one_of(word, {"mr.", "mr", "king", "prince", "sir", "lord", "chairman", "spokesman", "congressman", "baron", "sheikh", "brother", "son", "father"})) gender = 'm';
    }
  }
}

// ---------------------------------------------------------------- pronouns

void Cast::resolve_pronouns() {
  pronouns_.resize(reading_.sentence_count());
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
    pronouns_[s].assign(static_cast<std::size_t>(reading_.size(s)), -1);
    if (skipped_[s]) continue;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      const std::string& word = reading_.lower({s, t});
      if (one_of(word, {"he", "she", "him", "his", "her", "himself", "herself", "hers"}) && at_[s][static_cast<std::size_t>(t)] < 0) {
        pronouns_[s][static_cast<std::size_t>(t)] = person_before({s, t});
      }
    }
  }
}

/// "the North Korean capital" is a city with a name.
void Cast::name_capitals() {
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
    if (skipped_[s]) continue;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      if (reading_.lower({s, t}) != "capital" || mention_at({s, t}) != nullptr) continue;
      const std::int32_t body = modifier_body({s, t});
      const ontology::State* state = body < 0 ? nullptr : vocabulary_.ontology().state(entity(body).key);
      if (state == nullptr || state->capital.empty()) continue;
      Mention mention{.sentence = s, .first = t, .last = t + 1, .outer = t, .label = EntityLabel::place};
      mention.name = state->capital;
      mention.folded = fold_name(state->capital);
      mention.government = state->id;
      for (std::size_t e = 0; e < entities_.size(); ++e) {
        if (entities_[e].label == EntityLabel::place && fold_name(entities_[e].name) == mention.folded) mention.entity = static_cast<std::int32_t>(e);
      }
      if (mention.entity < 0) {
        graph::Entity city;
        city.label = EntityLabel::place;
        city.name = state->capital;
        city.kind = "city";
        city.country = state->id;
        for (const auto& meaning : vocabulary_.ontology().find(mention.folded)) {
          if (meaning.id.starts_with("place:") && city.key.empty()) city.key = std::string(meaning.id);
        }
        mention.entity = static_cast<std::int32_t>(entities_.size());
        entities_.push_back(std::move(city));
        titles_.emplace_back();
      }
      std::vector<ByteSpan>& spans = entities_[static_cast<std::size_t>(mention.entity)].mentions;
      spans.push_back(reading_.token({s, t}).span);
      std::sort(spans.begin(), spans.end());
      at_[s][static_cast<std::size_t>(t)] = static_cast<std::int32_t>(mentions_.size());
      mentions_.push_back(std::move(mention));
    }
  }
  sort_mentions();
}

/// The most salient person before the pronoun: subjects before others, near before far; never another
/// argument of its own verb.
std::int32_t Cast::person_before(TokenRef t) const {
  constexpr std::uint32_t window = 3;
  const std::string& word = reading_.lower(t);
  const char gender = one_of(word, {"she", "her", "herself", "hers"}) ? 'f' : 'm';
  const bool possessive = reading_.is(t, "nmod:poss") || word == "himself" || word == "herself";
  const TokenRef verb = reading_.head(t);
  const bool quoted = reading_.quoted(t);
  // "persuaded Trump to raise the issue when he meets Kim": who does what the clause above says.
  std::vector<TokenRef> above;
  if (verb && reading_.is(verb, "advcl") && reading_.is(t, "nsubj")) above = subjects_of(reading_, reading_.head(verb));
  if (reading_.is(t, "nsubj")) {
    for (std::int32_t i = 0; i < t.token; ++i) {
      const TokenRef ruler{t.sentence, i};
      if (reading_.token(ruler).upos != text::Upos::VERB || !controls_object(reading_.lemma(ruler))) continue;
      const TokenRef object = reading_.child(ruler, "obj");
      if (object && object.token > i && object.token + 1 < t.token && reading_.lower({t.sentence, object.token + 1}) == "to") above.push_back(object);
    }
  }
  std::int32_t best = -1;
  double best_score = 0;
  const auto consider = [&](std::int32_t who, TokenRef at, bool subject, bool owner) {
    if (who < 0 || entity(who).label != EntityLabel::person) return;
    const char theirs = genders_[static_cast<std::size_t>(who)];
    if (theirs != ' ' && theirs != gender) return;
    if (!possessive && at.sentence == t.sentence && verb && reading_.head(at) == verb) return;
    // Inside a quotation "he" is not the one who speaks.
    if (quoted && (voices_[t.sentence] == who || (at.sentence == t.sentence && !reading_.quoted(at) && subject))) return;
    const double distance = static_cast<double>(t.sentence - at.sentence);
    double score = 100 - 14 * distance + (subject ? 9 : 0) - (owner ? 3 : 0) + (theirs == gender ? 4 : 0);
    if (at.sentence == t.sentence) score += static_cast<double>(at.token) / 50;
    else score -= static_cast<double>(at.token) / 40;
    for (const TokenRef doer : above) {
      const Mention* mention = doer.sentence == at.sentence ? mention_at(doer) : nullptr;
      if (mention != nullptr && mention->entity == who) score += 15;
    }
    if (best < 0 || score > best_score) {
      best = who;
      best_score = score;
    }
  };
  const std::uint32_t from = t.sentence > window ? t.sentence - window : 0;
  for (std::uint32_t s = from; s <= t.sentence; ++s) {
    if (skipped_[s]) continue;
    const std::int32_t end = s == t.sentence ? t.token : reading_.size(s);
    for (std::int32_t i = 0; i < end; ++i) {
      const std::int32_t m = at_[s][static_cast<std::size_t>(i)];
      if (m >= 0) {
        const Mention& mention = mentions_[static_cast<std::size_t>(m)];
        if (mention.first != i) continue;
        TokenRef top = head_of(mention);
        // A name inside its titles hangs where the whole phrase hangs.
        const TokenRef up = reading_.head(top);
        if (up && up.token >= mention.outer && up.token < mention.first) top = up;
        consider(mention.entity, top, reading_.is(top, "nsubj"), reading_.is(top, "nmod:poss"));
      } else if (const std::int32_t who = pronouns_[s].empty() ? -1 : pronouns_[s][static_cast<std::size_t>(i)]; who >= 0) {
        consider(who, {s, i}, reading_.is({s, i}, "nsubj"), reading_.is({s, i}, "nmod:poss"));
      }
    }
  }
  return best;
}

std::int32_t Cast::body_before(TokenRef t) const {
  for (std::uint32_t back = 0; back <= 1 && back <= t.sentence; ++back) {
    const std::uint32_t s = t.sentence - back;
    if (skipped_[s]) continue;
    const std::int32_t end = back == 0 ? t.token : reading_.size(s);
    std::int32_t other = -1;
    for (std::int32_t i = 0; i < end; ++i) {
      const std::int32_t m = at_[s][static_cast<std::size_t>(i)];
      if (m < 0) continue;
      const Mention& mention = mentions_[static_cast<std::size_t>(m)];
      if (mention.demonym || (mention.label != EntityLabel::state && mention.label != EntityLabel::organization)) continue;
      const TokenRef top = head_of(mention);
      if (reading_.head(top) == reading_.head(t)) continue;
      if (reading_.is(top, "nsubj")) return mention.entity;
      if (back == 0) other = mention.entity;
    }
    if (other >= 0 && reading_.is(t, "nmod:poss")) return other;
  }
  return -1;
}

/// "They", "the two leaders": the group that was spoken of last.
std::vector<Who> Cast::plural_before(TokenRef t) const {
  // "The two countries and their allies" would look for itself in its own conjuncts.
  constexpr int deepest = 2;
  if (plurals_open_ >= deepest) return {};
  ++plurals_open_;
  std::vector<Who> group = search_plural_before(t);
  --plurals_open_;
  return group;
}

std::vector<Who> Cast::search_plural_before(TokenRef t) const {
  for (std::uint32_t back = 0; back <= 2 && back <= t.sentence; ++back) {
    const std::uint32_t s = t.sentence - back;
    if (skipped_[s]) continue;
    const std::int32_t end = back == 0 ? t.token : reading_.size(s);
    std::vector<Who> fallback;
    for (std::int32_t i = 0; i < end; ++i) {
      const TokenRef at{s, i};
      if (!reading_.is(at, "nsubj") || reading_.token(at).upos == text::Upos::PRON) continue;
      std::vector<Who> group = all_of(at);
      if (group.size() >= 2) return group;
      // "X met with Y", "X and his counterpart": the subject and the partner are the group.
      const TokenRef verb = reading_.head(at);
      if (!verb) continue;
      for (const std::int32_t c : reading_.children(verb)) {
        const TokenRef child{s, c};
        if (child == at || c >= end) continue;
        const bool partner = reading_.relation(child) == "obj" || (reading_.is(child, "obl") && reading_.case_words(child) == "with");
        if (!partner || reading_.token(child).upos == text::Upos::PRON) continue;
        for (const Who& who : all_of(child)) {
          if (std::find(group.begin(), group.end(), who) == group.end()) group.push_back(who);
        }
      }
      if (group.size() >= 2 && fallback.empty()) fallback = group;
    }
    if (!fallback.empty()) return fallback;
    // A headline without a verb: "X and Y Before Their Meeting".
    if (back == 0) {
      bool verb = false;
      for (std::int32_t i = 0; i < end; ++i) verb = verb || reading_.token({s, i}).upos == text::Upos::VERB;
      for (std::int32_t i = 0; i < end && !verb; ++i) {
        const std::vector<Who> list = mention_at({s, i}) != nullptr ? all_of({s, i}) : std::vector<Who>{};
        if (list.size() >= 2) return list;
      }
    }
  }
  return {};
}

std::vector<Who> Cast::pronoun(TokenRef t) const {
  const std::string& word = reading_.lower(t);
  const ByteSpan words = reading_.token(t).span;
  const auto one = [&](std::int32_t who, float confidence) {
    return who < 0 ? std::vector<Who>{} : std::vector<Who>{{who, words, confidence}};
  };
  if (const std::int32_t known = pronouns_.empty() || pronouns_[t.sentence].empty() ? -1 : pronouns_[t.sentence][static_cast<std::size_t>(t.token)]; known >= 0) {
    return one(known, 0.8F);
  }
  if (one_of(word, {"i", "me", "my", "myself"})) return one(first_person(t.sentence, false), 0.9F);
  if (one_of(word, {"we", "us", "our", "ourselves"})) return one(first_person(t.sentence, true), 0.8F);
  if (one_of(word, {"they", "them", "their", "themselves", "both"})) {
    std::vector<Who> group = plural_before(t);
    for (Who& who : group) {
      who.words = words;
      who.confidence = 0.7F;
    }
    return group;
  }
  if (one_of(word, {"it", "its", "itself"})) return one(body_before(t), 0.6F);
  return {};
}

// ---------------------------------------------------------------- descriptions

/// The state or body that the modifiers of a noun name: "Japanese", "Russia's", "of the UN", "White House".
std::int32_t Cast::modifier_body(TokenRef t) const {
  std::int32_t found = -1;
  for (const std::int32_t c : reading_.children(t)) {
    const TokenRef child{t.sentence, c};
    const bool before = c < t.token && (reading_.is(child, "amod") || reading_.is(child, "compound") || reading_.is(child, "nmod:poss") ||
                                        reading_.is(child, "nmod") || reading_.is(child, "flat"));
    const std::string preposition = before ? std::string() : reading_.case_words(child);
    const bool behind = c > t.token && reading_.is(child, "nmod") && (preposition == "of" || preposition == "from" || preposition == "in");
    if (!before && !behind) continue;
    const Mention* mention = mention_at(child);
    if (mention == nullptr) {
      if (before && reading_.is(child, "nmod:poss")) {
        const std::vector<Who> owner = who(child);
        if (owner.size() == 1 && entity(owner.front().entity).label != EntityLabel::person) return owner.front().entity;
      }
      continue;
    }
    const std::int32_t body = actor_of(*mention);
    if (body < 0 || entity(body).label == EntityLabel::person) continue;
    if (found < 0 || entity(body).label == EntityLabel::organization) found = body;
    if (preposition == "in" && !mention->government.empty()) found = -1;
  }
  if (found >= 0) return found;
  // The tree may be wrong: a name that stands right before the noun or its adjectives.
  for (std::int32_t i = t.token - 1; i >= std::max(0, t.token - 4); --i) {
    const Mention* mention = mention_at({t.sentence, i});
    if (mention != nullptr) {
      const bool closes = mention->demonym || reading_.lower({t.sentence, mention->last}) == "'s" || reading_.lower({t.sentence, mention->last}) == "’s" ||
                          mention->label == EntityLabel::organization || mention->label == EntityLabel::state;
      const std::int32_t body = actor_of(*mention);
      return closes && body >= 0 && entity(body).label != EntityLabel::person ? body : -1;
    }
    const text::Upos tag = reading_.token({t.sentence, i}).upos;
    const std::string& word = reading_.lower({t.sentence, i});
    if (tag != text::Upos::ADJ && tag != text::Upos::NOUN && tag != text::Upos::PROPN && word != "'s" && word != "’s" && word != "-") return -1;
  }
  return -1;
}

/// "foreign minister" of "the foreign ministers of …": the head's lemma with its noun and adjective modifiers.
std::string Cast::title_words(TokenRef t) const {
  std::string words(reading_.lemma(t));
  for (std::int32_t i = t.token - 1; i >= std::max(0, t.token - 2); --i) {
    const TokenRef before{t.sentence, i};
    const text::Upos tag = reading_.token(before).upos;
    if (mention_at(before) != nullptr || (tag != text::Upos::ADJ && tag != text::Upos::NOUN && tag != text::Upos::PROPN)) break;
    words = reading_.lower(before) + " " + words;
  }
  return fold_name(words);
}

/// "the six powers - Britain, China and France - meet": the names between the dashes.
void Cast::listed_between_dashes(TokenRef t, std::vector<Who>& all) const {
  for (std::int32_t i = t.token + 1; i < reading_.size(t.sentence); ++i) {
    const std::string& word = reading_.lower({t.sentence, i});
    const bool spaced = reading_.token({t.sentence, i}).span.begin > reading_.token({t.sentence, i - 1}).span.end;
    if (!(one_of(word, {"-", "–", "—", "--"}) && spaced) && word != ":") continue;
    const Mention* mention = i + 1 < reading_.size(t.sentence) ? mention_at({t.sentence, i + 1}) : nullptr;
    if (mention == nullptr || mention->demonym) return;
    std::vector<Who> list = who({t.sentence, i + 1});
    extend_list({t.sentence, i + 1}, Wanted::actor, list);
    if (list.size() < 3) return;
    for (const Who& one : list) {
      if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    }
    return;
  }
}

std::vector<Who> Cast::described(TokenRef t, Wanted wanted) const {
  const std::string& word = reading_.lower(t);
  const std::string lemma(reading_.lemma(t));
  const auto [first, last] = reading_.phrase(t);
  const ByteSpan words = reading_.span(t.sentence, first, last);
  const auto one = [&](std::int32_t who, float confidence) {
    return who < 0 ? std::vector<Who>{} : std::vector<Who>{{who, words, confidence}};
  };
  // "Iran's president, Hassan Rouhani" and "Hassan Rouhani, Iran's president"
  for (const std::int32_t c : reading_.children(t)) {
    const TokenRef child{t.sentence, c};
    if (!reading_.is(child, "appos") && !reading_.is(child, "flat")) continue;
    const Mention* mention = mention_at(child);
    if (mention != nullptr && mention->label == EntityLabel::person) return one(mention->entity, 0.95F);
  }
  if (reading_.is(t, "appos")) {
    const Mention* mention = mention_at(reading_.head(t));
    if (mention != nullptr && mention->label == EntityLabel::person) return one(mention->entity, 0.9F);
  }
  const bool plural = reading_.token(t).features.number == text::Number::plural || reading_.xpos(t) == "NNS";
  const bool person_noun = vocabulary_.is_person_word(lemma) || vocabulary_.is_title_head(lemma) || vocabulary_.is_person_word(word);
  const bool group_noun = vocabulary_.is_group_word(word) || vocabulary_.is_group_word(lemma);
  if (wanted == Wanted::place) return {};
  if (plural && one_of(lemma, {"leader", "president", "minister", "side", "country", "nation", "man", "official", "government", "party", "ally", "diplomat", "counterpart"})) {
    bool paired = false;
    for (const std::int32_t c : reading_.children(t)) {
      const std::string& modifier = reading_.lower({t.sentence, c});
      paired = paired || one_of(modifier, {"two", "both", "2", "three"});
    }
    if (paired && modifier_body(t) < 0) {
      std::vector<Who> group = plural_before(t);
      if (group.size() == 2 || group.size() == 3) {
        const bool bodies = one_of(lemma, {"country", "nation", "government", "ally"});
        for (Who& who : group) {
          who.words = words;
          who.confidence = 0.7F;
          if (bodies) who.entity = state_of(who.entity);
        }
        if (std::all_of(group.begin(), group.end(), [](const Who& who) { return who.entity >= 0; })) return group;
      }
      return {};
    }
  }
  if (lemma == "member" && reading_.xpos(t) == "NNS") {
    // "condemned by members of the European Union": the body, as far as the text tells.
    const std::int32_t body = modifier_body(t);
    return body >= 0 && entity(body).label == EntityLabel::organization ? one(body, 0.6F) : std::vector<Who>{};
  }
  if (!person_noun && !group_noun) return {};
  if (lemma == "counterpart") {
    // "his Chinese counterpart": the one who holds the same office there.
    const std::int32_t body = modifier_body(t);
    if (body < 0) return {};
    for (const std::int32_t c : reading_.children(t)) {
      const TokenRef child{t.sentence, c};
      if (!reading_.is(child, "nmod:poss")) continue;
      for (const Who& owner : who(child)) {
        for (const Title& title : titles_[static_cast<std::size_t>(owner.entity)]) {
          const std::int32_t found = holder(fold_name(title.title), body);
          if (found >= 0 && found != owner.entity) return one(found, 0.8F);
        }
      }
    }
    return one(body, 0.7F);
  }
  const std::int32_t body = modifier_body(t);
  if (body >= 0) {
    // "Leaders of Japan and South Korea": one for each.
    if (plural || group_noun) {
      std::vector<Who> all;
      for (const std::int32_t c : reading_.children(t)) {
        const TokenRef child{t.sentence, c};
        const std::string preposition = reading_.case_words(child);
        const bool of = reading_.is(child, "nmod") && c > t.token && (preposition == "of" || preposition == "from");
        const bool adjective = c < t.token && (reading_.is(child, "amod") || reading_.is(child, "compound"));
        if (!of && !adjective) continue;
        for (const TokenRef part : reading_.with_conjuncts(child)) {
          const Mention* mention = mention_at(part);
          const std::int32_t actor = mention == nullptr ? -1 : actor_of(*mention);
          if (actor >= 0 && entity(actor).label != EntityLabel::person) all.push_back({actor, words, 0.8F});
          extend_list(part, Wanted::actor, all);
        }
      }
      listed_between_dashes(t, all);
      if (all.size() >= 2) {
        // "The foreign ministers of Ukraine and Russia": those whom the text names.
        if (person_noun && plural) {
          for (Who& one_of_them : all) {
            const std::int32_t person = holder(title_words(t), one_of_them.entity);
            if (person >= 0) one_of_them.entity = person;
          }
        }
        return all;
      }
      return one(body, 0.85F);
    }
    std::int32_t person = holder(title_words(t), body);
    if (person < 0) person = holder(lemma, body);
    if (person >= 0) return one(person, 0.85F);
    return one(body, 0.7F);
  }
  if (plural) return {};
  // "the president", "the minister": whoever was called so last.
  const TokenRef det = reading_.child(t, "det");
  if (!person_noun || !det || reading_.lower(det) != "the") {
    if (group_noun && det && reading_.lower(det) == "the" && one_of(lemma, {"ministry", "party", "department", "group", "agency", "council", "commission", "movement", "company", "embassy", "union", "bloc", "alliance", "committee"})) {
      // The body whose name holds the word.
      for (std::size_t m = mentions_.size(); m-- > 0;) {
        const Mention& mention = mentions_[m];
        if (mention.sentence > t.sentence || (mention.sentence == t.sentence && mention.first >= t.token) || mention.label != EntityLabel::organization) continue;
        if (t.sentence - mention.sentence > 4) break;
        const std::string& full = entity(mention.entity).name;
        if (fold_name(full).find(lemma) != std::string::npos || one_of(lemma, {"group", "movement", "bloc"})) return one(mention.entity, 0.75F);
      }
    }
    if (group_noun && det && reading_.lower(det) == "the" && one_of(lemma, {"delegation", "team", "government", "administration", "ministry", "embassy", "army", "military", "parliament", "force", "troop", "police", "opposition", "party", "group", "department", "office"})) {
      // "X led a delegation …": who leads it stands for it.
      if (lemma == "delegation" || lemma == "team") {
        for (std::uint32_t back = 0; back <= 12 && back <= t.sentence; ++back) {
          const std::uint32_t s = t.sentence - back;
          for (std::int32_t i = 0; i < (back == 0 ? t.token : reading_.size(s)); ++i) {
            const TokenRef object{s, i};
            if (reading_.lemma(object) != lemma || mention_at(object) != nullptr) continue;
            std::int32_t v = i - 1;
            while (v >= std::max(0, i - 5) && reading_.token({s, v}).upos != text::Upos::VERB) --v;
            if (v < 0 || !one_of(reading_.lemma({s, v}), {"lead", "head"})) continue;
            const TokenRef subject = reading_.child({s, v}, "nsubj");
            std::vector<Who> leader = subject ? who(subject) : std::vector<Who>{};
            if (leader.size() != 1 || entity(leader.front().entity).label != EntityLabel::person) {
              leader.clear();
              for (const Mention& mention : mentions_) {
                if (mention.sentence == s && mention.label == EntityLabel::person && mention.last <= v && mention.entity >= 0) leader = {{mention.entity, {}, 0.75F}};
              }
            }
            if (leader.size() == 1) return one(leader.front().entity, 0.75F);
          }
        }
      }
      // The same word, named before: "a U.S. delegation … the delegation".
      for (std::uint32_t back = 0; back <= 8 && back <= t.sentence; ++back) {
        const std::uint32_t s = t.sentence - back;
        for (std::int32_t i = (back == 0 ? t.token : reading_.size(s)) - 1; i >= 0; --i) {
          if (reading_.lemma({s, i}) != lemma || skipped_[s]) continue;
          const std::int32_t named = mention_at({s, i}) == nullptr ? modifier_body({s, i}) : -1;
          if (named >= 0) return one(named, 0.7F);
        }
      }
    }
    return {};
  }
  std::int32_t best = -1;
  std::int32_t best_position = -1;
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    const Mention& mention = mentions_[m];
    if (mention.label != EntityLabel::person || mention.entity < 0) continue;
    if (mention.sentence > t.sentence || (mention.sentence == t.sentence && mention.first >= t.token)) break;
    if (reading_.head(head_of(mention)) == reading_.head(t) && mention.sentence == t.sentence) continue;
    for (const Title& title : titles_[static_cast<std::size_t>(mention.entity)]) {
      if (head_word(fold_name(title.title)) == to_lower(lemma)) {
        best = mention.entity;
        best_position = static_cast<std::int32_t>(m);
      }
    }
  }
  return best_position < 0 ? std::vector<Who>{} : one(best, 0.75F);
}

std::vector<Who> Cast::who(TokenRef t, Wanted wanted) const {
  if (!t) return {};
  const Mention* mention = mention_at(t);
  // Inside the titles before a name, "President" or "U.S." of "U.S. President Obama", the name is meant.
  if (const std::int32_t m = titled_[t.sentence][static_cast<std::size_t>(t.token)]; m >= 0) mention = &mentions_[static_cast<std::size_t>(m)];
  if (wanted != Wanted::place) mention = holder_before(mention);
  if (mention != nullptr && mention->entity >= 0) {
    const ByteSpan words = reading_.span(mention->sentence, mention->first, mention->last);
    if (wanted == Wanted::place) {
      if (mention->label == EntityLabel::person || mention->label == EntityLabel::policy || mention->demonym) return {};
      return {{mention->entity, words, 1}};
    }
    if (wanted == Wanted::anything && mention->label == EntityLabel::policy) return {{mention->entity, words, 1}};
    // "Cubans say": some people, not their state; "the Americans" may well be it.
    if (mention->demonym && reading_.lower(t).ends_with("s") && (mention->first == 0 || reading_.lower({t.sentence, mention->first - 1}) != "the")) return {};
    const std::int32_t actor = actor_of(*mention);
    return actor < 0 ? std::vector<Who>{} : std::vector<Who>{{actor, words, 1}};
  }
  const text::Upos tag = reading_.token(t).upos;
  const std::string& word = reading_.lower(t);
  if (one_of(word, {"who", "which", "that", "whom", "whose"})) {
    // The word that the relative clause hangs on.
    TokenRef at = reading_.head(t);
    for (int steps = 0; at && steps < 4; ++steps, at = reading_.head(at)) {
      if (reading_.relation(at) == "acl:relcl" || reading_.relation(at) == "acl") {
        const TokenRef antecedent = reading_.head(at);
        if (!antecedent || antecedent.token >= t.token) return {};
        return who(antecedent, wanted);
      }
    }
    return {};
  }
  if (tag == text::Upos::PRON || tag == text::Upos::DET) return wanted == Wanted::place ? std::vector<Who>{} : pronoun(t);
  std::vector<Who> found = described(t, wanted);
  if (is_private(t)) std::erase_if(found, [&](const Who& who) { return entity(who.entity).label == EntityLabel::state; });
  return found;
}

/// "Syrian rebels", "U.S. citizens", "the Venezuelan opposition leader": of a state, but not speaking for it.
bool Cast::is_private(TokenRef t) const {
  if (vocabulary_.is_private_word(reading_.lemma(t)) || vocabulary_.is_private_word(reading_.lower(t))) return true;
  for (const std::int32_t c : reading_.children(t)) {
    if (c < t.token && one_of(reading_.lower({t.sentence, c}), {"opposition", "rebel", "separatist", "militant", "insurgent", "militia", "business"})) return true;
  }
  return false;
}

std::vector<Who> Cast::all_of(TokenRef t, Wanted wanted) const {
  std::vector<Who> all;
  if (!t) return all;
  const auto add = [&](const std::vector<Who>& found) {
    for (const Who& who : found) {
      if (std::find(all.begin(), all.end(), who) == all.end()) all.push_back(who);
    }
  };
  for (const TokenRef part : reading_.with_conjuncts(t)) {
    // "… and other officials" are nobody in particular.
    bool others = false;
    for (const std::int32_t c : reading_.children(part)) others = others || reading_.lower({part.sentence, c}) == "other";
    if (part != t && others) continue;
    add(who(part, wanted));
  }
  extend_list(t, wanted, all);
  if (wanted == Wanted::actor) extend_left(t, all);
  return all;
}

/// "President Andrzej Duda of Poland": whoever points at the state means the president.
const Mention* Cast::holder_before(const Mention* body) const {
  if (body == nullptr || body->label == EntityLabel::person || body->first < 2) return body;
  std::int32_t of = body->first - 1;
  if (reading_.lower({body->sentence, of}) == "the") --of;
  if (of < 1 || reading_.lower({body->sentence, of}) != "of") return body;
  const Mention* person = mention_at({body->sentence, of - 1});
  return person != nullptr && person->label == EntityLabel::person && person->outer < person->first ? person : body;
}

/// The part of a broken list that stands before its last name: "Representatives of X and the five powers – A, B
/// and C – meet" whose tree knows only C as the subject.
void Cast::extend_left(TokenRef t, std::vector<Who>& all) const {
  const Mention* at = mention_at(t);
  if (at == nullptr || !reading_.is(head_of(*at), "nsubj") || at->label == EntityLabel::policy) return;
  std::vector<Who> before;
  std::int32_t first = at->outer;
  for (std::size_t m = static_cast<std::size_t>(at - mentions_.data()); m-- > 0;) {
    const Mention& previous = mentions_[m];
    if (previous.sentence != at->sentence) break;
    if (previous.nested || previous.last > first) continue;
    if (previous.label != at->label || previous.demonym) break;
    bool joined = previous.last < first;
    for (std::int32_t i = previous.last; i < first && joined; ++i) joined = one_of(reading_.lower({at->sentence, i}), {",", "and", "&", "the"});
    if (!joined) break;
    const std::int32_t actor = actor_of(previous);
    if (actor >= 0) before.push_back({actor, reading_.span(previous.sentence, previous.first, previous.last), 0.8F});
    first = previous.outer;
  }
  if (before.size() == 1) {
    // "A and B met": not "… met A, and B said".
    const Mention* previous = mention_at({at->sentence, std::max(0, at->outer - 2)});
    const bool plain = at->label == EntityLabel::person && previous != nullptr && previous->last == at->outer - 1 && reading_.lower({at->sentence, at->outer - 1}) == "and";
    const std::string_view relation = plain ? reading_.relation(head_of(*previous)) : std::string_view();
    if (!plain || relation == "obj" || relation.starts_with("obl")) return;
  }
  if (before.empty()) return;
  const auto add = [&](const Who& one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  };
  for (const Who& one : before) add(one);
  if (first < 2 || !one_of(reading_.lower({at->sentence, first - 1}), {"-", "–", "—", "--", ":"})) return;
  for (std::int32_t i = 0; i < first - 1; ++i) {
    const TokenRef noun{at->sentence, i};
    if (reading_.xpos(noun) != "NNS" || !vocabulary_.is_person_word(reading_.lemma(noun))) continue;
    for (const Who& one : described(noun, Wanted::actor)) add(one);
    return;
  }
}

/// Lists that the tree breaks up: names of one kind with nothing but commas, "and" and titles between them.
void Cast::extend_list(TokenRef t, Wanted wanted, std::vector<Who>& all) const {
  const Mention* at = mention_at(t);
  if (const std::int32_t m = titled_[t.sentence][static_cast<std::size_t>(t.token)]; m >= 0) at = &mentions_[static_cast<std::size_t>(m)];
  if (wanted == Wanted::actor) at = holder_before(at);
  if (at == nullptr || at->label == EntityLabel::policy || at->nested) return;
  for (std::size_t m = static_cast<std::size_t>(at - mentions_.data()) + 1; m < mentions_.size(); ++m) {
    const Mention& next = mentions_[m];
    if (next.sentence != at->sentence) return;
    // "President Macron of France, Chancellor Scholz of Germany": the list goes on behind the state.
    std::int32_t from = at->last;
    if (at->label == EntityLabel::person && from + 1 < reading_.size(at->sentence) && reading_.lower({at->sentence, from}) == "of") {
      const bool article = reading_.lower({at->sentence, from + 1}) == "the" && from + 2 < reading_.size(at->sentence);
      const Mention* body = mention_at({at->sentence, from + (article ? 2 : 1)});
      if (body != nullptr && body->label != EntityLabel::person) from = body->last;
    }
    if (next.nested || next.last <= from || next.label == EntityLabel::policy) continue;
    // A state or body that opens the next one's title.
    if (titled_[next.sentence][static_cast<std::size_t>(next.first)] >= 0 && next.label != EntityLabel::person) continue;
    if (next.label != at->label || next.demonym != at->demonym || next.outer < from) return;
    bool joined = next.outer > from;
    bool comma = false;
    for (std::int32_t i = from; i < next.outer && joined; ++i) {
      const std::string& word = reading_.lower({next.sentence, i});
      comma = comma || word == ",";
      joined = one_of(word, {",", "and", "&", "as", "well", "the", "with", "his", "her", "also"});
      if (word == "with" || word == "also") joined = false;
    }
    if (!joined) return;
    // "…, and Z said": the next clause has begun.
    const TokenRef top = head_of(next);
    if (reading_.is(top, "nsubj") && reading_.head(top) && reading_.head(top).token > next.first && !reading_.is(head_of(*at), "nsubj")) return;
    // "Seoul, South Korea": a place inside another.
    if (comma && next.label == EntityLabel::place) return;
    if (wanted == Wanted::place) return;
    const std::int32_t actor = actor_of(next);
    if (actor >= 0) {
      const Who who{actor, reading_.span(next.sentence, next.first, next.last), 0.9F};
      if (std::find(all.begin(), all.end(), who) == all.end()) all.push_back(who);
    }
    at = &next;
    if (all.size() > 24) return;
  }
}

}  // namespace kg::extract
