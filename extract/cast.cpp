#include "extract/cast.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/utf8.hpp"
#include "extract/boilerplate.hpp"
#include "extract/joiner.hpp"
#include "extract/names.hpp"

namespace kg::extract {

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

std::span<const Mention> Cast::mentions_in(std::uint32_t sentence) const {
  // Not ranges::equal_range: clang 14 cannot read it in libstdc++ 12.
  const auto begin = std::ranges::lower_bound(mentions_, sentence, {}, &Mention::sentence);
  return {begin, std::ranges::upper_bound(begin, mentions_.end(), sentence, {}, &Mention::sentence)};
}

/// Titles name a mention; from here on they name its entity: a government for a capital.
void Cast::bind_titles() {
  for (std::vector<Title>& titles : titles_) {
    for (Title& title : titles) {
      if (title.of < 0) continue;
      const Mention mention = mentions_[static_cast<std::size_t>(title.of)];
      title.of = mention.government.empty() || title.local ? mention.entity : entity_of_state(mention.government);
    }
  }
  // A capital is a mention of its state, too.
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    const Mention mention = mentions_[m];
    if (mention.government.empty()) continue;
    const std::int32_t state = entity_of_state(mention.government);
    std::vector<ByteSpan>& spans = entities_[static_cast<std::size_t>(state)].mentions;
    const ByteSpan span = reading_.span(mention.sentence, mention.first, mention.last);
    const auto at = std::lower_bound(spans.begin(), spans.end(), span);
    if (at == spans.end() || *at != span) spans.insert(at, span);
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
  title_index_.reset();
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
  // "the Government of Kenya", "the U.S. Government": the state acts.
  if (mention.label == EntityLabel::organization && mention.entity >= 0 && (mention.folded.starts_with("government of ") || mention.folded.ends_with(" government"))) {
    const std::int32_t state = entity(mention.entity).country.empty() ? -1 : find_state(entity(mention.entity).country);
    if (state >= 0) return state;
  }
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
  // "THE PRESIDENT:": the first whom the text calls so.
  const std::string_view office = std::string_view(folded).starts_with("the ") ? std::string_view(folded).substr(4) : std::string_view(folded);
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    if (entities_[e].label != EntityLabel::person) continue;
    for (const Title& title : titles_[e]) {
      if (title.mode != "former" && fold_name(title.title) == office) return static_cast<std::int32_t>(e);
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
      } else if (reading_.size(s) > 2 && reading_.form({s, 0}) == "Q" && reading_.upper_initial({s, 1})) {
        voice = -1;  // "Q When will they meet?": a reporter's question
      }
    }
    if (transcript) voices_[s] = voice;
    // "The below is attributable to Spokesperson Ada Reed:"
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

}  // namespace kg::extract
