// "The president", "the minister": whom the text has called so.
#include <algorithm>
#include <map>

#include "base/utf8.hpp"
#include "extract/cast.hpp"
#include "extract/titles.hpp"

namespace kg::extract {

namespace {

/// What the bearer of a title is called for short: "president", but "vice president" and "deputy secretary".
std::string called_so(std::string_view folded) {
  const std::string head = head_word(folded);
  const std::string first(folded.substr(0, folded.find(' ')));
  return one_of(first, {"vice", "deputy"}) && first != head ? first + " " + head : head;
}

}  // namespace

void Cast::index_titles() const {
  if (title_index_) return;
  TitleIndex& index = title_index_.emplace();
  std::vector<std::vector<std::string>> heads(titles_.size());
  for (std::size_t e = 0; e < titles_.size(); ++e) {
    for (const Title& title : titles_[e]) {
      const std::string head = called_so(fold_name(title.title));
      if (std::ranges::find(heads[e], head) == heads[e].end()) heads[e].push_back(head);
      if (entities_[e].label == EntityLabel::person) index.given[title.sentence].emplace_back(static_cast<std::int32_t>(e), title.words);
    }
  }
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    const Mention& mention = mentions_[m];
    if (mention.label != EntityLabel::person || mention.entity < 0) continue;
    for (const std::string& head : heads[static_cast<std::size_t>(mention.entity)]) index.called[head].push_back(static_cast<std::int32_t>(m));
  }
}

/// Who gets the title that `t` is a word of; -1 if it is part of none.
std::int32_t Cast::titled_by(TokenRef t) const {
  index_titles();
  const auto given = title_index_->given.find(t.sentence);
  if (given == title_index_->given.end()) return -1;
  const ByteSpan span = reading_.token(t).span;
  for (const auto& [who, words] : given->second) {
    if (words.contains(span)) return who;
  }
  return -1;
}

/// Whoever was called `t` last; in a government's own briefing "the President" is its own, whoever was named last.
std::vector<Who> Cast::called(TokenRef t, const ByteSpan& words) const {
  index_titles();
  std::string head = to_lower(reading_.lemma(t));
  if (t.token > 0 && one_of(reading_.lower({t.sentence, t.token - 1}), {"vice", "deputy"})) head = reading_.lower({t.sentence, t.token - 1}) + " " + head;
  const auto found = title_index_->called.find(head);
  if (found == title_index_->called.end()) return {};
  const auto mention = [&](std::int32_t m) -> const Mention& { return mentions_[static_cast<std::size_t>(m)]; };
  // The object of the clause that `t` is the subject of is somebody else.
  const auto beside = [&](const Mention& one) { return one.sentence == t.sentence && reading_.head(head_of(one)) == reading_.head(t); };
  const std::int32_t home = reading_.upper_initial(t) ? home_state(t.sentence) : -1;
  const auto at_home = [&](const Mention& one) {
    return std::ranges::any_of(titles_[static_cast<std::size_t>(one.entity)], [&](const Title& title) {
      const bool own = title.of == home || (title.of >= 0 && entity(title.of).label == EntityLabel::organization && entity(title.of).country == entity(home).key);
      return own && title.mode != "former" && called_so(fold_name(title.title)) == head;
    });
  };
  const std::vector<std::int32_t>& list = found->second;
  const auto behind = std::ranges::partition_point(list, [&](std::int32_t m) {
    return mention(m).sentence < t.sentence || (mention(m).sentence == t.sentence && mention(m).first < t.token);
  });
  // "The former president" is one whom the text calls so, if there is one.
  const bool former = std::ranges::any_of(reading_.children(t), [&](std::int32_t c) { return one_of(reading_.lower({t.sentence, c}), {"former", "ex", "ousted", "deposed"}); });
  if (former) {
    for (auto m = behind; m != list.begin();) {
      const Mention& one = mention(*--m);
      const bool was = std::ranges::any_of(titles_[static_cast<std::size_t>(one.entity)], [&](const Title& title) { return title.mode == "former" && called_so(fold_name(title.title)) == head; });
      if (was && !beside(one)) return {{one.entity, words, 0.75F}};
    }
  }
  std::int32_t best = -1, best_at_home = -1;
  for (auto m = behind; m != list.begin() && (best < 0 || (home >= 0 && best_at_home < 0));) {
    const Mention& one = mention(*--m);
    if (beside(one)) continue;
    if (best < 0) best = one.entity;
    if (home >= 0 && at_home(one)) best_at_home = one.entity;
  }
  for (auto m = behind; home >= 0 && best_at_home < 0 && m != list.end(); ++m) {
    if (!beside(mention(*m)) && at_home(mention(*m))) best_at_home = mention(*m).entity;
  }
  if (best_at_home >= 0) return {{best_at_home, words, 0.75F}};
  // "The President" of a briefing whose government nobody names is whom it speaks of most, or may be anybody.
  const bool briefing = home < 0 && reading_.upper_initial(t) && std::ranges::any_of(voices_, [](std::int32_t voice) { return voice >= 0; });
  if (briefing) {
    std::map<std::int32_t, std::size_t> named;
    for (const std::int32_t m : list) ++named[mention(m).entity];
    const auto most = std::ranges::max_element(named, {}, [](const auto& one) { return one.second; });
    const bool clear = std::ranges::all_of(named, [&](const auto& one) { return one.first == most->first || 2 * one.second <= most->second; });
    if (clear) return {{most->first, words, 0.7F}};
    if (one_of(head, {"president", "minister", "premier", "chancellor"})) return {};
  }
  if (best < 0 || (home >= 0 && state_of(best) >= 0 && state_of(best) != home)) return {};
  return {{best, words, 0.75F}};
}

}  // namespace kg::extract
